"""Rows of the journal that others resemble: booked twice, almost twice, or booked and taken back.

The later of two rows is the one told of. Which pair is what: the same invoice, account and amount of one supplier is
booked twice; the same amount under another invoice number may be; the same invoice with the sign turned is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, days, flag, iso_date, ore


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedAgainFact(Fact):
    kind: ClassVar[str] = "booked_again"
    sv: ClassVar[str] = "inköp som liknar varandra"
    en: ClassVar[str] = "purchases that resemble each other"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True
    detail: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    invoice_number: Annotated[str | None, base.text("fakturanumret", "the invoice number")]
    booked: Annotated[str, iso_date("dagen", "the day")]
    amount: Annotated[int, ore("radens belopp utan moms", "the row's amount without VAT")]
    copies: Annotated[
        int | None,
        counted("tidigare rader med samma faktura, konto och belopp", "earlier rows of the same invoice and amount"),
    ]
    is_taken_back: Annotated[
        bool | None, flag("samma faktura är tidigare bokförd med omvänt tecken", "the same invoice was booked reversed")
    ]
    has_near: Annotated[
        bool, flag("en annan faktura på samma belopp finns", "there is another invoice of the same amount")
    ]
    days_since_near: Annotated[
        int | None,
        days("tiden sedan en annan faktura på samma belopp", "time since another invoice of the same amount"),
    ]


VIEW = """
WITH rows AS (
    SELECT row, file, line, supplier, invoice_number, account, amount,
        coalesce(booked_on, invoice_date, arrived_on, paid_on) AS day,
        lower(supplier) AS supplier_key
    FROM journal
    WHERE supplier IS NOT NULL AND amount IS NOT NULL AND amount <> 0
        AND coalesce(booked_on, invoice_date, arrived_on, paid_on) IS NOT NULL
), marked AS (
    SELECT rows.*,
        count(*) OVER (PARTITION BY supplier_key, invoice_number, account, amount ORDER BY day, row) AS number,
        lag(amount) OVER (
            PARTITION BY supplier_key, invoice_number, account, abs(amount) ORDER BY day, row
        ) AS amount_before,
        lag(day) OVER (PARTITION BY supplier_key, amount ORDER BY day, row) AS near_day,
        lag(invoice_number) OVER (PARTITION BY supplier_key, amount ORDER BY day, row) AS near_number
    FROM rows
)
SELECT
    concat(file, ':', line) AS key, day AS law_date, amount, file, line,
    supplier, invoice_number, day AS booked,
    CASE WHEN invoice_number IS NOT NULL THEN number - 1 END AS copies,
    CASE WHEN invoice_number IS NOT NULL THEN coalesce(amount_before = -amount, FALSE) END AS is_taken_back,
    coalesce(near_number <> invoice_number, FALSE) AS has_near,
    CASE WHEN near_number <> invoice_number THEN date_diff('day', near_day, day) END AS days_since_near
FROM marked
"""
