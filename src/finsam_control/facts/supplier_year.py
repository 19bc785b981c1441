"""What was bought from each supplier in a year without a contract, and whose name is close to somebody's in a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, ore


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierYearFact(Fact):
    kind: ClassVar[str] = "supplier_year"
    sv: ClassVar[str] = "årets köp per leverantör"
    en: ClassVar[str] = "the year's purchases from each supplier"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True
    detail: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    year: Annotated[str, base.text("året", "the year")]
    rows: Annotated[int, counted("antalet rader", "rows")]
    accounts: Annotated[int, counted("antalet konton", "accounts")]
    amount: Annotated[int | None, ore("årets köp", "the year's purchases")]
    without_contract: Annotated[
        int | None, ore("årets köp utan avtal", "the year's purchases without a contract", "avtal")
    ]
    person: Annotated[str | None, base.text("personen som namnet liknar", "the person whose name it is close to")]
    is_like_person: Annotated[
        bool, flag("namnet liknar en person i en roll", "the name is close to that of a person in a role")
    ]


#: A row with the key of its supplier, its day, and whether it names a contract or its supplier has one.
ROWS = """
    SELECT journal.row, journal.file, journal.line, journal.forbund, journal.year, journal.amount, journal.supplier,
        journal.account,
        coalesce(booked_on, invoice_date, arrived_on, paid_on) AS day,
        journal.contract IS NOT NULL OR contracts.supplier_key IS NOT NULL AS has_contract,
        names_contracts,
        lower(journal.supplier) AS supplier_key
    FROM journal
    LEFT JOIN (SELECT file, contract AS names_contracts FROM journal_columns) AS has ON has.file = journal.file
    LEFT JOIN (SELECT DISTINCT supplier_key FROM contracts) AS contracts
        ON contracts.supplier_key = lower(journal.supplier)
    WHERE journal.supplier IS NOT NULL"""

VIEW = f"""
WITH rows AS ({ROWS})
SELECT
    concat(rows.forbund, '/', rows.year, '/', rows.supplier_key) AS key, max(rows.day) AS law_date,
    CASE WHEN count(*) = count(rows.amount) THEN CAST(sum(rows.amount) AS BIGINT) END AS amount,
    arg_min(rows.file, rows.row) AS file, arg_min(rows.line, rows.row) AS line,
    min(rows.supplier) AS supplier, CAST(rows.year AS VARCHAR) AS year, count(*) AS rows,
    count(DISTINCT rows.account) AS accounts,
    CASE WHEN count(*) = count(rows.amount) AND bool_and(rows.names_contracts OR year.contracts_whole)
         THEN CAST(coalesce(sum(CASE WHEN rows.has_contract THEN 0 ELSE rows.amount END), 0) AS BIGINT) END
        AS without_contract,
    min(alike.person) AS person, min(alike.person) IS NOT NULL AS is_like_person
FROM rows
CROSS JOIN year
LEFT JOIN alike ON alike.supplier_key = rows.supplier_key
GROUP BY rows.forbund, rows.year, rows.supplier_key
"""  # noqa: S608 -- our own columns
