"""The organisation numbers of suppliers, and how many names each has: sums by name miss what it adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, ore


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierNumberFact(Fact):
    kind: ClassVar[str] = "supplier_number"
    sv: ClassVar[str] = "leverantörernas organisationsnummer"
    en: ClassVar[str] = "the suppliers' organisation numbers"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True
    detail: ClassVar[bool] = True

    number: Annotated[str, base.text("organisationsnumret", "the organisation number")]
    names: Annotated[int, counted("antalet namn", "names")]
    first_name: Annotated[str | None, base.text("ett av dem", "one of them")]
    last_name: Annotated[str | None, base.text("ett annat", "another")]
    amount: Annotated[int | None, ore("köpen tillsammans", "the purchases together")]


#: Summed by number and name as they are written first: few are left to be told by their keys.
VIEW = """
WITH sums AS (
    SELECT supplier_number, supplier, min(row) AS row, count(*) AS rows, count(amount) AS known, sum(amount) AS amount,
        max(coalesce(booked_on, invoice_date, arrived_on, paid_on)) AS day
    FROM journal
    WHERE supplier_number IS NOT NULL
    GROUP BY supplier_number, supplier
), numbers AS (
    SELECT supplier_number, min(row) AS row, max(day) AS law_date,
        CASE WHEN sum(rows) = sum(known) THEN CAST(sum(amount) AS BIGINT) END AS amount,
        count(DISTINCT lower(supplier)) AS names, min(supplier) AS first_name, max(supplier) AS last_name
    FROM sums
    GROUP BY supplier_number
)
SELECT
    n.supplier_number AS key, n.law_date, n.amount, first.file, first.line,
    n.supplier_number AS number, n.names, n.first_name, n.last_name
FROM numbers AS n
JOIN journal AS first ON first.row = n.row
"""
