"""The bank accounts that suppliers are paid to, and how many suppliers share one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, ore


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccountFact(Fact):
    kind: ClassVar[str] = "bank_account"
    sv: ClassVar[str] = "leverantörernas bankkonton"
    en: ClassVar[str] = "the suppliers' bank accounts"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True
    detail: ClassVar[bool] = True

    bank_account: Annotated[str, base.text("bankkontot", "the bank account")]
    suppliers: Annotated[int, counted("antalet leverantörer", "suppliers")]
    first_supplier: Annotated[str | None, base.text("en av dem", "one of them")]
    last_supplier: Annotated[str | None, base.text("en annan", "another")]
    amount: Annotated[int | None, ore("betalt dit", "paid to it")]


#: Summed as the journal writes account and supplier before the account is told by its number: few are left to be told.
VIEW = """
WITH sums AS (
    SELECT bank_account, supplier, supplier_key, min(row) AS row, min_by(file, row) AS file, min_by(line, row) AS line,
        count(*) AS rows, count(amount) AS known, sum(amount) AS amount,
        max(coalesce(booked_on, invoice_date, arrived_on, paid_on)) AS day
    FROM journal
    WHERE bank_account IS NOT NULL
    GROUP BY bank_account, supplier, supplier_key
), numbered AS (
    SELECT sums.*, regexp_replace(bank_account, '[^0-9A-Za-z]', '', 'g') AS number FROM sums
)
SELECT
    number AS key, max(day) AS law_date,
    CASE WHEN sum(rows) = sum(known) THEN CAST(sum(amount) AS BIGINT) END AS amount,
    min_by(file, row) AS file, min_by(line, row) AS line,
    number AS bank_account, count(DISTINCT supplier_key) AS suppliers,
    min(supplier) AS first_supplier, max(supplier) AS last_supplier
FROM numbered
GROUP BY number
"""
