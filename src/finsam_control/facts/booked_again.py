"""Rows of the journal that others resemble: booked twice, almost twice, or booked and taken back.

The later of two rows is the one told of. Which pair is what: the same invoice and amount of one supplier on another
voucher or in another file is booked twice, unless it was taken back between, and on another account unless its own
voucher moves it there; the same amount under another invoice number may be; the same invoice with the sign turned takes
back what stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

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
    own_cells: ClassVar[Mapping[str, str]] = {"supplier": "supplier", "invoice_number": "invoice_number"}

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    invoice_number: Annotated[str | None, base.text("fakturanumret", "the invoice number")]
    booked: Annotated[str, iso_date("dagen", "the day")]
    amount: Annotated[int, ore("radens belopp utan moms", "the row's amount without VAT")]
    copies: Annotated[
        int | None,
        counted("tidigare rader med samma faktura och belopp", "earlier rows of the same invoice and amount"),
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


_DAY: Final = "coalesce(booked_on, invoice_date, arrived_on, paid_on)"
_READ: Final = f"supplier IS NOT NULL AND amount IS NOT NULL AND amount <> 0 AND {_DAY} IS NOT NULL"

#: Only rows that share supplier and size with another have anything to be compared with: few, however many the rows.
#: A number for both tells which may: that two come to share one now and then only adds rows that have nothing alike.
_NUMBER: Final = "hash(supplier_key, abs(amount))"
#: Rows of one invoice, of one size: those booked less those taken back are how often it stands, on an account and in
#: all. What comes out as nought in its own voucher is moved from account to account there, and is no double; where no
#: voucher is named, rows on several accounts may be of one.
_INVOICE: Final = "PARTITION BY supplier_key, invoice_number, size"
_SO_FAR: Final = "ORDER BY day, row ROWS UNBOUNDED PRECEDING"
VIEW = f"""
WITH several AS (
    SELECT {_NUMBER} AS number FROM journal WHERE {_READ} GROUP BY {_NUMBER} HAVING count(*) > 1
), keys AS (
    SELECT row, supplier_key, invoice_number, account, amount, abs(amount) AS size, {_DAY} AS day,
        concat(file, ' ', coalesce(voucher, concat('rad ', row))) AS voucher,
        CASE WHEN amount > 0 THEN 1 ELSE -1 END AS sign,
        CASE WHEN voucher IS NULL THEN 0 WHEN amount > 0 THEN 1 ELSE -1 END AS vouched
    FROM journal
    WHERE {_READ} AND {_NUMBER} IN (SELECT number FROM several)
), marked AS (
    SELECT row, day,
        sign * (sum(sign) OVER ({_INVOICE}, account {_SO_FAR}) - sign) AS before,
        sign * (sum(sign) OVER ({_INVOICE}, account, voucher {_SO_FAR}) - sign) AS with_it,
        sign * (sum(vouched) OVER ({_INVOICE} {_SO_FAR}) - vouched) AS before_in_all,
        sign * (sum(vouched) OVER ({_INVOICE}, voucher {_SO_FAR}) - vouched) AS with_it_in_all,
        sign * sum(vouched) OVER ({_INVOICE}, voucher) AS voucher_in_all,
        lag(day) OVER (PARTITION BY supplier_key, amount ORDER BY day, row) AS near_day,
        lag(invoice_number) OVER (PARTITION BY supplier_key, amount ORDER BY day, row) AS near_number
    FROM keys
)
SELECT
    concat(j.file, ':', j.line) AS key, {_DAY} AS law_date, j.amount, j.file, j.line,
    j.supplier, j.invoice_number, {_DAY} AS booked,
    CASE WHEN j.invoice_number IS NOT NULL
         THEN CASE WHEN marked.before > marked.with_it THEN CAST(marked.before - marked.with_it AS BIGINT)
                   WHEN marked.before_in_all > marked.with_it_in_all AND marked.voucher_in_all > 0
                   THEN CAST(marked.before_in_all - marked.with_it_in_all AS BIGINT)
                   ELSE 0 END
         END AS copies,
    CASE WHEN j.invoice_number IS NOT NULL THEN coalesce(marked.before < 0, FALSE) END AS is_taken_back,
    coalesce(marked.near_number <> j.invoice_number, FALSE) AS has_near,
    CASE WHEN marked.near_number <> j.invoice_number THEN date_diff('day', marked.near_day, marked.day) END
        AS days_since_near
FROM journal AS j
LEFT JOIN marked ON marked.row = j.row
WHERE {_READ}
"""  # noqa: S608 -- our own columns
