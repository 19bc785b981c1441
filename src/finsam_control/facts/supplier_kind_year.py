"""What was bought of one kind from each supplier in a year without a contract, a kind being a group of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts import base
from finsam_control.facts.base import Fact, ore
from finsam_control.facts.supplier_year import ROWS


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
    without_contract: Annotated[
        int | None, ore("årets köp utan avtal", "the year's purchases without a contract", "avtal")
    ]


#: The group is the account's first two digits; what is booked on no account is of no known kind.
VIEW = f"""
WITH rows AS ({ROWS}), kinds AS (SELECT rows.*, substr(rows.account, 1, 2) AS account_group FROM rows)
SELECT
    concat(kinds.forbund, '/', kinds.year, '/', kinds.supplier_key, '/', coalesce(kinds.account_group, '-')) AS key,
    max(kinds.day) AS law_date,
    CASE WHEN count(*) = count(kinds.amount) THEN CAST(sum(kinds.amount) AS BIGINT) END AS amount,
    arg_min(kinds.file, kinds.row) AS file, arg_min(kinds.line, kinds.row) AS line,
    min(kinds.supplier) AS supplier, CAST(kinds.year AS VARCHAR) AS year, kinds.account_group,
    CASE WHEN kinds.account_group IS NOT NULL AND count(*) = count(kinds.amount)
              AND bool_and(kinds.names_contracts OR year.contracts_whole)
         THEN CAST(coalesce(sum(CASE WHEN kinds.has_contract THEN 0 ELSE kinds.amount END), 0) AS BIGINT) END
        AS without_contract
FROM kinds
CROSS JOIN year
GROUP BY kinds.forbund, kinds.year, kinds.supplier_key, kinds.account_group
"""  # noqa: S608 -- our own columns
