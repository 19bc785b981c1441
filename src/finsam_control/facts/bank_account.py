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


VIEW = """
WITH rows AS (
    SELECT row, file, line, amount, supplier, coalesce(booked_on, invoice_date, arrived_on, paid_on) AS day,
        regexp_replace(bank_account, '[^0-9A-Za-z]', '', 'g') AS number,
        lower(supplier) AS supplier_key
    FROM journal
    WHERE bank_account IS NOT NULL
)
SELECT
    number AS key, max(day) AS law_date, CAST(sum(amount) AS BIGINT) AS amount,
    arg_min(file, row) AS file, arg_min(line, row) AS line,
    number AS bank_account, count(DISTINCT supplier_key) AS suppliers,
    min(supplier) AS first_supplier, max(supplier) AS last_supplier
FROM rows
GROUP BY number
"""
