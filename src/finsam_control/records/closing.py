"""Closing the books: accruals, monthly reconciliations and specifications of the balance sheet."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import Date, MaybeDate, MaybeText, Money, Presence, Record, Text, Whole


class Accrual(Record):
    """A cost booked at a year end before the party's requisition had arrived (upplupen kostnad)."""

    id: Text
    party: Text | None = Field(default=None, description="the member whose requisition was awaited")
    initiative: Text | None = Field(default=None, description="name of the insats")
    booked_on: Date = Field(description="the year end that it was booked for, last year's or this year's")
    amount: Money | None = None
    documents: Presence | None = Field(default=None, description="how the amount was worked out")
    reversed_on: MaybeDate | None = Field(
        default=None, description="when it was taken back in the books; saknas when it still stands there"
    )
    settled: Money | None = Field(default=None, description="what the requisition came to when it arrived")
    difference_explained: MaybeText | None = Field(
        default=None, description="why the requisition came to something else"
    )


class Reconciliation(Record):
    """How often an account was reconciled (avstämd) during the year."""

    account: Literal["bank", "skattekonto", "huvudbok"]
    planned: Whole | None = Field(default=None, description="times planned for the year; 12 is every month")
    performed: Whole | None = Field(default=None, description="times done, and signed by whoever did it")


class BalanceSpecification(Record):
    """What a row of the balance sheet consists of at the year end (LKBR 4:6)."""

    row: Text = Field(description="id of the row in `balance_sheet`")
    amount: Money | None = Field(default=None, description="total of the specification")
