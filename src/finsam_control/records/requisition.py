"""Agreements with the parties on what an insats costs, and the requisitions that they send in for it."""

from __future__ import annotations

from pydantic import Field

from finsam_control.records.base import Date, MaybeDate, MaybeText, Money, Presence, Record, Share, Text


class Agreement(Record):
    """An agreement (avtal, överenskommelse) with a party on what it gets for an insats during the fiscal year."""

    id: Text
    party: Text = Field(description="the member, or unit of a member, that is paid")
    initiative: Text | None = Field(default=None, description="name of the insats")
    amount: Money | None = Field(default=None, description="highest amount agreed for the fiscal year")
    positions: Share | None = Field(
        default=None, description="staffing agreed, as a share of one full-time position: 250 % is two and a half"
    )
    signed_on: MaybeDate | None = Field(default=None, description="by both; saknas when it has not been signed")
    start: Date | None = Field(default=None, description="first day that it covers")
    end: MaybeDate | None = Field(default=None, description="last day that it covers; saknas when it has no end")


class Requisition(Record):
    """A party's demand for payment (rekvisition) for a part of the fiscal year, whenever it arrived."""

    id: Text
    party: Text = Field(description="the member, or unit of a member, that is paid")
    agreement: MaybeText | None = Field(default=None, description="id of its agreement; saknas when there is none")
    period_start: Date
    period_end: Date
    amount: Money | None = None
    positions: Share | None = Field(
        default=None, description="staffing that it charges for, as a share of one full-time position"
    )
    received_on: Date | None = None
    due_on: Date | None = Field(default=None, description="last day to send it in, by the agreement")
    documents: Presence | None = Field(
        default=None, description="underlag that shows the cost: salaries, time, vouchers, a ledger extract"
    )
    approved_by: Text | None = Field(default=None, description="who attested the payment")
    approver_employer: MaybeText | None = Field(
        default=None, description="who employs the one who attested; saknas for an elected without employment there"
    )
    approved_on: MaybeDate | None = None
    paid_on: Date | None = None
