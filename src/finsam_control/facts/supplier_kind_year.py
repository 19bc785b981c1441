"""What was bought of one kind from each supplier in a year without a contract, a kind being a group of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts import base
from finsam_control.facts.base import Fact, ore
from finsam_control.facts.supplier_year import SUM, SUMS


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierKindYearFact(Fact):
    kind: ClassVar[str] = "supplier_kind_year"
    sv: ClassVar[str] = "årets köp per leverantör och slag"
    en: ClassVar[str] = "the year's purchases of one kind from each supplier"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True
    detail: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    year: Annotated[str, base.text("året", "the year")]
    account_group: Annotated[str | None, base.text("kontogruppen", "the group of accounts")]
    amount: Annotated[int | None, ore("årets köp av slaget", "the year's purchases of the kind")]
    without_contract: Annotated[
        int | None, ore("årets köp utan avtal", "the year's purchases without a contract", "avtal")
    ]


#: The group is the account's first two digits; what is booked on no account is of no known kind.
VIEW = f"""
WITH sums AS ({SUMS}), kinds AS (
    SELECT forbund, year, supplier_key, substr(account, 1, 2) AS account_group, {SUM}
    FROM sums
    GROUP BY forbund, year, supplier_key, substr(account, 1, 2)
)
SELECT
    concat(k.forbund, '/', k.year, '/', k.supplier_key, '/', coalesce(k.account_group, '-')) AS key,
    k.law_date, k.amount, k.file, k.line,
    k.supplier, CAST(k.year AS VARCHAR) AS year, k.account_group,
    CASE WHEN k.account_group IS NOT NULL THEN k.without_contract END AS without_contract
FROM kinds AS k
"""  # noqa: S608 -- our own columns
