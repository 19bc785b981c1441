"""Purchases, contracts and initiatives (insatser)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import (
    Date,
    Flag,
    MaybeDate,
    MaybeMoney,
    MaybeText,
    MaybeWhole,
    Money,
    Names,
    Presence,
    Record,
    Text,
    Whole,
)


class Purchase(Record):
    """One purchase, amounts without VAT."""

    id: Text
    date: Date
    supplier: Text
    amount: Money | None = None
    description: Text | None = None
    decided_by: Literal["samordnare", "ordforande", "styrelsen", "annan"] | None = None
    consulted: MaybeText | None = Field(default=None, description="with whom it was consulted; saknas if nobody")
    requested_by: Text | None = None
    approved_by: Text | None = Field(default=None, description="who attested the payment")
    also_approved_by: MaybeText | None = Field(default=None, description="the second to attest it; saknas if nobody")
    payee_person: MaybeText | None = Field(default=None, description="the person who benefits or is paid, if any")
    coordinator_cost: Literal["lon", "kort", "resa", "annat", "nej"] | None = Field(
        default=None,
        description="what it covers of the samordnare's own pay, card and travel, also when the member that employs "
        "the samordnare invoices it; nej for nothing of it, and left out when payee_person tells",
    )
    approved_on: Date | None = None
    paid_on: Date | None = None
    by_card: Flag | None = None
    card_holder: Text | None = Field(default=None, description="whose card, by name as in `cards`")
    cash_withdrawal: Flag | None = Field(default=None, description="true when the card was used for cash")
    receipt: Presence | None = None
    representation: Flag = Field(default=False, description="true for representation")
    purpose: MaybeText | None = None
    participants: MaybeText | None = None
    participant_count: Whole | None = Field(default=None, description="everyone who took part, guests too")
    meal: Flag | None = Field(default=None, description="true when the representation was a meal")
    alcohol: Flag | None = Field(default=None, description="true when the förbund paid for alcohol")
    approved_before: MaybeText | None = Field(
        default=None, description="who approved the representation before it took place; saknas if nobody"
    )
    guest_in_procurement: Flag | None = Field(
        default=None, description="true when a guest was a tenderer in an ongoing procurement"
    )
    for_participant: Flag | None = Field(
        default=None, description="true for a service or benefit to one participant (FinsamL 7 § forbids)"
    )


class Card(Record):
    """A payment card in the förbund's name."""

    holder: Text
    decided_on: MaybeDate | None = Field(default=None, description="the decision that the person may have a card")
    monthly_limit: MaybeMoney | None = Field(default=None, description="saknas when none is set")


class Contract(Record):
    """An agreement; its value is the whole value with options, without VAT (LOU 5:3)."""

    id: Text
    supplier: Text
    subject: Text
    supplier_is_member: Flag | None = None
    awarded: Literal["direct", "competition", "framework", "cooperation"] | None = Field(
        default=None, description="`cooperation` for an agreement with another authority that is no procurement"
    )
    procurement_begun_on: Date | None = Field(default=None, description="decides which limit applies")
    signed_on: MaybeDate | None = None
    start: Date | None = None
    end: MaybeDate | None = Field(default=None, description="saknas for a contract without a fixed term")
    value: Money | None = Field(default=None, description="total value; left out when only the yearly fee is known")
    yearly_value: Money | None = None
    decided_by: Literal["samordnare", "ordforande", "styrelsen"] | None = None
    documentation: Presence | None = None
    documentation_on: Date | None = None
    offers_asked: Whole | None = None
    bidders_told: Presence | None = Field(default=None, description="written notice of the award to all who bid")
    documents_kept: Presence | None = Field(
        default=None, description="the documents of the procurement are kept, or destroyed by a decision (LOU 19 a:12)"
    )
    award_notice: Presence | None = Field(default=None, description="efterannons (LOU 19 a:13)")
    annex_2: Flag | None = Field(default=None, description="a social or other special service of annex 2 of LOU")
    direct_ground: Text | None = Field(
        default=None, description="ground for a direct award other than its value (LOU 19 a:3-6), as documented"
    )
    e_invoice: Flag | None = Field(default=None, description="the supplier sends electronic invoices (SFS 2018:1277)")
    named_in_framework: Flag | None = Field(
        default=None, description="for a call-off: the förbund itself is named in the framework agreement"
    )
    personal_data: Flag | None = Field(default=None, description="the supplier handles personal data for the förbund")
    processor_agreement: Presence | None = None


class InitiativeFollowUp(Record):
    """A follow-up of an insats."""

    date: Date
    kind: Literal["halvar", "helar", "delrapport", "slutrapport", "efter_avslut"]


class ExitFollowUp(Record):
    """A follow-up of those who have left an insats, some months after they left."""

    months: Whole
    done: Presence | None = Field(default=None, description="saknas where the document says that it was not made")


class Initiative(Record):
    """An insats that the förbund finances (FinsamL 2 and 7 §§)."""

    name: Text
    kind: Literal["individ", "struktur", "blandad"] | None = None
    owner: Text | None = Field(default=None, description="the member that runs it")
    parties: Names | None = Field(default=None, description="the members that take part in it")
    decided_on: MaybeDate | None = Field(default=None, description="the board's decision to finance it")
    agreement: Presence | None = Field(default=None, description="agreement between the förbund and the owner")
    start: Date | None = None
    end: MaybeDate | None = None
    target_group: MaybeText | None = None
    purpose: MaybeText | None = Field(default=None, description="how it serves the ability to do paid work")
    granted: Money | None = Field(default=None, description="granted for the whole period")
    spent: Money | None = Field(default=None, description="spent over the whole period")
    stated_share: Text | None = Field(default=None, description="share used as printed")
    budget_year: Money | None = None
    outcome_year: Money | None = None
    underuse_explained: MaybeText | None = None
    steering_group_gap: MaybeText | None = Field(default=None, description="party missing from the steering group")
    assets_kept: MaybeText | None = Field(
        default=None, description="equipment bought for the insats that the förbund still owns; saknas if none"
    )
    registered: Presence | None = Field(default=None, description="registered in SUS or Uppföljning Finsam")
    registrations: Names | None = Field(
        default=None, description="the names that it is registered under, each for itself; a list given is whole"
    )
    ended_in_year: Flag | None = None
    follow_ups: tuple[InitiativeFollowUp, ...] | None = None
    implementation: MaybeText | None = Field(default=None, description="where it continues after its end")
    follow_up_months: tuple[Whole, ...] | None = Field(
        default=None, description="months after its start when it is to be followed up, as 6, 12, 18 and 24"
    )
    exit_follow_ups: tuple[ExitFollowUp, ...] | None = Field(
        default=None, description="follow-ups of participants after they left, as the insats itself has set them"
    )
    women: MaybeWhole | None = Field(default=None, description="saknas where the participants are not told by sex")
    men: MaybeWhole | None = None
