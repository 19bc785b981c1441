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


#: What was bought from a supplier in a year, by file and account: few sums, however many the rows. Free is what neither
#: names a contract nor is bought while the supplier has one; whether that is told, each file's columns say. A row of a
#: file that states no years is of the year that it was booked in.
SUMS = """
    SELECT sums.*, has.contract OR year.contracts_whole AS is_told
    FROM (
        SELECT dated.file, forbund, dated.year, dated.supplier_key, account,
            min(supplier) AS supplier, max(dated.day) AS day,
            min(row) AS row, min(line) AS line, count(*) AS rows, count(amount) AS known, sum(amount) AS amount,
            sum(CASE WHEN contract IS NULL AND covered.supplier_key IS NULL THEN amount ELSE 0 END) AS free
        FROM (
            SELECT journal.file, journal.forbund, supplier, supplier_key, account, row, line,
                amount, journal.contract, coalesce(booked_on, invoice_date, arrived_on, paid_on) AS day,
                CASE WHEN states.year THEN journal.year
                     ELSE CAST(coalesce(extract(YEAR FROM booked_on), journal.year) AS INTEGER) END AS year
            FROM journal
            LEFT JOIN (SELECT file, year FROM journal_columns) AS states ON states.file = journal.file
            WHERE supplier IS NOT NULL
        ) AS dated
        LEFT JOIN covered ON covered.supplier_key = dated.supplier_key
            AND dated.day BETWEEN covered.from_date AND covered.to_date
        GROUP BY dated.file, forbund, dated.year, dated.supplier_key, account
    ) AS sums
    CROSS JOIN year
    LEFT JOIN journal_columns AS has ON has.file = sums.file"""

#: The sum of several of them, which stands at the first of its rows.
SUM = """
    max(day) AS law_date, min_by(file, row) AS file, min_by(line, row) AS line,
    min(supplier) AS supplier, CAST(sum(rows) AS BIGINT) AS rows,
    CASE WHEN sum(rows) = sum(known) THEN CAST(sum(amount) AS BIGINT) END AS amount,
    CASE WHEN sum(rows) = sum(known) AND bool_and(is_told) THEN CAST(sum(free) AS BIGINT) END AS without_contract"""

VIEW = f"""
WITH sums AS ({SUMS}), years AS (
    SELECT forbund, year, supplier_key, count(DISTINCT account) AS accounts, {SUM}
    FROM sums
    GROUP BY forbund, year, supplier_key
), likeness AS (SELECT supplier_key, min(person) AS person FROM alike GROUP BY supplier_key)
SELECT
    concat(y.forbund, '/', y.year, '/', y.supplier_key) AS key, y.law_date, y.amount, y.file, y.line,
    y.supplier, CAST(y.year AS VARCHAR) AS year, y.rows, y.accounts, y.without_contract,
    likeness.person, likeness.person IS NOT NULL AS is_like_person
FROM years AS y
LEFT JOIN likeness ON likeness.supplier_key = y.supplier_key
"""  # noqa: S608 -- our own columns
