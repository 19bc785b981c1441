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


#: The purchases of a number stand at the first of its rows.
VIEW = """
SELECT
    supplier_number AS key, max(coalesce(booked_on, invoice_date, arrived_on, paid_on)) AS law_date,
    CASE WHEN count(*) = count(amount) THEN CAST(sum(amount) AS BIGINT) END AS amount,
    min_by(file, row) AS file, min_by(line, row) AS line,
    supplier_number AS number, count(DISTINCT supplier_key) AS names,
    min(supplier) AS first_name, max(supplier) AS last_name
FROM journal
WHERE supplier_number IS NOT NULL
GROUP BY supplier_number
"""
