"""The board: seats, meetings, decisions, delegation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import (
    Date,
    Flag,
    Listing,
    MaybeDate,
    MaybeMoney,
    MaybeText,
    Money,
    Multiple,
    Names,
    Presence,
    Record,
    Text,
    Whole,
)


class Seat(Record):
    """A person elected to the board (FinsamL 10 and 12 §§)."""

    name: Text
    seat: Literal["ledamot", "ersattare"]
    member: Text | None = Field(default=None, description="the member that appointed the person")
    office: Literal["ordforande", "vice_ordforande"] | None = None
    employer: MaybeText | None = Field(default=None, description="who employs the person; saknas when nobody does")
    unit: MaybeText | None = Field(
        default=None, description="unit of the employer that the person works in; saknas when in none that gets funds"
    )
    start: Date | None = Field(default=None, description="first day of the term that the person now serves")
    end: Date | None = None
    eligible: Flag | None = Field(
        default=None,
        description="in the member's fullmäktige, or employed by Försäkringskassan or Arbetsförmedlingen (12 §)",
    )


class RemoteDecision(Record):
    """The board's decision on participation at a distance (FinsamL 19 a §)."""

    decided_on: MaybeDate | None = None
    section: Text | None = None


class Departure(Record):
    """Somebody who has left a post."""

    name: Text
    on: Date = Field(description="last day in the post")


class Board(Record):
    """The board of the year."""

    seats: Listing[Seat] = Field(default_factory=Listing[Seat].model_construct)
    seat_count: Whole | None = Field(default=None, description="number of ledamöter by the förbundsordning")
    meeting_count: Whole | None = Field(default=None, description="meetings that the annual report says were held")
    coordinators: Names | None = Field(
        default=None, description="samordnare or förbundschef of the year, everyone who held the post"
    )
    coordinators_left: tuple[Departure, ...] | None = Field(
        default=None, description="of `coordinators`, those who have left the post; [] when nobody has"
    )
    coordinator_pay_approved_by: Text | None = Field(
        default=None, description="who approves what is paid to the samordnare as salary, month by month"
    )
    remote_participation: RemoteDecision | None = None
    deputy_order: Presence | None = Field(
        default=None, description="the order in which the ersättare serve has been set (12 §)"
    )
    reglemente: Presence | None = Field(default=None, description="rules of procedure adopted by the board")
    members_informed: Presence | None = Field(
        default=None, description="evidence that the members were told of plans and matters of weight (FinsamL 18 §)"
    )


class Present(Record):
    """Somebody at a meeting."""

    name: Text
    role: Literal["ledamot", "ersattare", "samordnare", "sekreterare", "ekonom", "revisor", "adjungerad"]
    member: Text | None = None
    remote: Flag | None = Field(default=None, description="true by link; left out if the minutes do not say")
    voting: Flag | None = Field(default=None, description="true for an ersättare who serves; a ledamot votes")

    @property
    def serves(self) -> bool:
        """A ledamot, unless said not to vote; an ersättare only where the minutes say so."""
        return self.voting is not False if self.role == "ledamot" else self.role == "ersattare" and self.voting is True


class Posting(Record):
    """The announcement of the adjusted minutes on a member's notice board (KL 8:12)."""

    member: Text
    on: MaybeDate | None = None
    until: Date | None = None


class Conflict(Record):
    """A conflict of interest (jäv, KL 6:28–30)."""

    name: Text
    declared: Flag | None = Field(default=None, description="the person told of it without being asked (6:30)")
    left_room: Flag | None = None


class Decision(Record):
    """One item of the minutes."""

    section: Text | None = Field(default=None, description="§ or item number")
    title: Text
    decision: MaybeText | None = Field(default=None, description="the decision as minuted; saknas where there is none")
    votes_for: Whole | None = Field(default=None, description="where votes were counted: those for the decision")
    votes_against: Whole | None = Field(default=None, description="where votes were counted: those against it")
    qualified_majority: Flag = Field(
        default=False, description="true for a matter in which the förbundsordning asks for more than half the votes"
    )
    amount: Money | None = None
    financed_by: MaybeText | None = Field(default=None, description="how it is financed (KL 11:15)")
    recipient: MaybeText | None = Field(
        default=None, description="the member that the decision gives money to; saknas when to no one member"
    )
    recipient_unit: MaybeText | None = Field(
        default=None, description="the member's unit that gets the money; saknas when to no certain unit"
    )
    spending: Flag = Field(default=False, description="true when it decides spending during the year")
    deals_with: Literal[
        "budget",
        "annual_report",
        "goals",
        "allocation",
        "follow_up",
        "internal_control",
        "delegation",
        "procurement",
        "other",
    ] = "other"
    conflicts: tuple[Conflict, ...] = ()


class Meeting(Record):
    """A board meeting as minuted (FinsamL 19 §, KL 5:65–69, 6:27)."""

    date: Date
    minutes: Presence | None = Field(default=None, description="the minutes themselves have been seen")
    serving_noted: Presence | None = Field(
        default=None, description="the minutes name those who served (KL 5:66); told by `present` where it is given"
    )
    matters_noted: Presence | None = Field(
        default=None, description="the minutes name the matters (KL 5:66); told by `decisions` where they are given"
    )
    kind: Literal["ordinarie", "extra", "budget", "konstituerande"] = "ordinarie"
    public: Flag | None = None
    chair: Text | None = None
    secretary: Text | None = Field(default=None, description="as named in the attendance list")
    signed_by_secretary: Names | None = Field(
        default=None, description="every name under 'vid protokollet' in the signature block"
    )
    adjusters: Names | None = Field(default=None, description="justerare elected at the meeting")
    adjusted_on: MaybeDate | None = Field(default=None, description="justering; saknas when the date was left empty")
    posted: Listing[Posting] = Field(default_factory=Listing[Posting].model_construct)
    present: tuple[Present, ...] | None = None
    absent: Names | None = None
    decisions: tuple[Decision, ...] = ()


class Substitute(Record):
    """Somebody who decides in the delegate's place during a period, both days included."""

    name: Text
    start: Date | None = Field(default=None, description="first day")
    end: MaybeDate | None = Field(default=None, description="last day; saknas for a standing substitute")


class Delegation(Record):
    """One line of the delegation order."""

    id: Text | None = Field(default=None, description="what a decision names the line by, as its number in the order")
    matter: Text
    role: Literal[
        "samordnare", "ordforande", "ledamot", "ersattare", "tjansteman", "utskott", "konsult", "medlems_personal"
    ]
    person: Text | None = Field(default=None, description="the delegate by name, where the order names one")
    substitutes: tuple[Substitute, ...] = ()
    limit: MaybeMoney | None = Field(
        default=None, description="highest amount decided alone; saknas when the order sets none"
    )
    limit_basbelopp: Multiple | None = Field(
        default=None, description="the highest amount as a number of prisbasbelopp of the year; instead of `limit`"
    )
    above: Literal["samrad_ordforande", "styrelsen", "ordforande"] | None = Field(
        default=None, description="what applies above the limit; in consultation the delegate still decides"
    )
    own_expense_ban: Flag | None = Field(
        default=None, description="the delegate may not decide on his or her own expenses"
    )
    two_persons: Flag | None = Field(default=None, description="the delegate decides together with another only")
    sub_delegation: Flag | None = Field(default=None, description="the order lets the delegate pass the right on")
    covers_goals: Flag = Field(
        default=False, description="covers goals, scope or quality of the activity (10 § forbids)"
    )
    report_to_board: Flag | None = None
    report_at_meeting: Whole | None = Field(
        default=None, description="at which meeting after the decision it is reported at the latest: 1 is the next"
    )


class DelegationOrder(Record):
    """A version of the delegationsordning."""

    id: Text
    adopted_on: MaybeDate | None = None
    section: Text | None = None
    in_force_from: Date | None = None
    in_force_until: Date | None = Field(
        default=None, description="last day, where the order itself says so; else it holds until the next version"
    )
    reporting_routine: Presence | None = Field(default=None, description="how decisions are reported to the board")
    entries: tuple[Delegation, ...] = ()


#: What a written decision shows: its day, its content, who decided, who presented it, who else took part.
DecisionItem = Literal["datum", "innehall", "beslutande", "foredragande", "medverkande"]


class DelegatedDecision(Record):
    """A decision taken under the delegation order (FinsamL 10 §)."""

    id: Text
    date: Date
    matter: Text
    role: Text
    line: Text | None = Field(default=None, description="id of the line of the order that it was taken under")
    by: Text | None = Field(default=None, description="who decided, by name alone")
    together_with: MaybeText | None = Field(
        default=None, description="who decided with that person, by name; saknas if nobody"
    )
    passed_on_by: MaybeText | None = Field(
        default=None, description="the delegate who passed the right on to whoever decided; saknas if nobody"
    )
    beneficiary: MaybeText | None = Field(
        default=None, description="the person whose own expense or benefit it is, by name; saknas if nobody's"
    )
    amount: Money | None = None
    lacks: tuple[DecisionItem, ...] | None = Field(
        default=None, description="what the written decision does not show (as FVL 31 § lists it); [] for nothing"
    )
    consulted: MaybeText | None = Field(default=None, description="with whom it was consulted; saknas if nobody")
    reported_on: MaybeDate | None = None
    reported_section: MaybeText | None = Field(
        default=None, description="§ of the minutes under which it was reported; saknas if no § tells of it"
    )


class Approver(Record):
    """A name on the list of those who may approve payments (attestförteckning), and its days, ends included."""

    name: Text
    signature: Text | None = Field(default=None, description="what the journal tells the person by, if not by name")
    start: Date | None = Field(default=None, description="first day on the list")
    end: MaybeDate | None = Field(default=None, description="last day on the list; saknas when none is set")
    limit: MaybeMoney | None = Field(default=None, description="highest amount approved; saknas when none is set")
