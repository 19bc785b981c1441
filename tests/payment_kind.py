"""A made-up kind whose facts are the rows of a table, as a file of the vocabulary is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts.base import Fact, days, flag, iso_date, ore, word


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFact(Fact):
    """Rows of a table made for the occasion."""

    kind: ClassVar[str] = "payment"
    sv: ClassVar[str] = "betalningar"
    en: ClassVar[str] = "payments"
    document: ClassVar[str] = "bokforing"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True

    amount: Annotated[int | None, ore("beloppet", "the amount")]
    attested_late: Annotated[int | None, days("dagar från betalning till attest", "days from payment to attest")]
    by_card: Annotated[bool | None, flag("betalt med kort", "paid by card")]
    status: Annotated[str | None, word("status", "status")]
    paid_on: Annotated[str | None, iso_date("betalningsdagen", "the day of the payment")]


VIEW = """
SELECT voucher AS key, booked_on AS law_date, file, line, amount,
       date_diff('day', paid_on, attested_on) AS attested_late, card AS by_card, status, paid_on
FROM journal
"""
