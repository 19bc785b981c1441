"""An item of the minutes: spending and its financing (KL 11:15), conflicts of interest and quorum (KL 6:27-30)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts.base import (
    Fact,
    amount,
    counted,
    flag,
    is_there,
    joined,
    law_day,
    ore,
    ppm,
    said,
    share,
    text,
)
from finsam_control.facts.meeting import attendance
from finsam_control.facts.requisition import is_of, same
from finsam_control.records.base import SAKNAS, distinct
from finsam_control.records.board import Decision, Meeting, Seat
from finsam_control.records.entity import Forbundsordning


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact(Fact):
    kind: ClassVar[str] = "decision"
    sv: ClassVar[str] = "styrelsens beslut"
    en: ClassVar[str] = "the board's decisions"
    document: ClassVar[str] = "protokoll"
    section: ClassVar[str] = "meetings"
    dated: ClassVar[bool] = True

    item: Annotated[str, text("mötet och punkten", "the meeting and the item")]
    title: Annotated[str, text("ärendet", "the matter")]
    has_decision: Annotated[bool | None, flag("beslutet framgår av protokollet", "the minutes show the decision")]
    over_serving: Annotated[
        int | None, counted("röster utöver antalet tjänstgörande", "votes beyond the number of those serving")
    ]
    votes_for: Annotated[int | None, counted("röster för beslutet", "number of votes for the decision")]
    votes_against: Annotated[int | None, counted("röster mot beslutet", "votes against the decision")]
    is_carried: Annotated[bool | None, flag("beslutet har flest röster", "the decision has most of the votes")]
    needs_qualified: Annotated[
        bool,
        flag("förbundsordningen kräver kvalificerad majoritet", "the förbundsordning asks for a qualified majority"),
    ]
    short_of_qualified: Annotated[
        int | None,
        counted("röster som fattas till den kvalificerade majoriteten", "votes short of the qualified majority"),
    ]
    spending: Annotated[bool, flag("beslutet gäller en utgift under året", "it decides spending during the year")]
    amount: Annotated[int | None, ore("beloppet", "the amount")]
    states_financing: Annotated[
        bool | None, flag("beslutet anger hur utgiften finansieras", "the decision says how the spending is financed")
    ]
    conflict_count: Annotated[
        int, counted("antalet jäv som protokollet redovisar", "number of conflicts of interest in the minutes")
    ]
    conflicted: Annotated[str, text("de jäviga", "those with a conflict of interest")]
    all_left: Annotated[
        bool | None, flag("den som var jävig lämnade rummet", "whoever had a conflict of interest left the room")
    ]
    all_declared: Annotated[
        bool | None,
        flag("den som var jävig sa själv till", "whoever had a conflict of interest told of it unasked"),
    ]
    gives_money: Annotated[
        bool | None, flag("beslutet ger pengar åt en medlem", "the decision gives money to a member")
    ]
    recipient: Annotated[str | None, text("den som får pengarna", "who gets the money")]
    own_unit_count: Annotated[
        int | None,
        counted(
            "antalet tjänstgörande som är anställda vid den enhet som får pengarna",
            "those serving who are employed by the very unit that gets the money",
            "medlemmar",
        ),
    ]
    own_unit: Annotated[
        str | None,
        text("de som är anställda vid enheten", "those employed by the unit", "medlemmar"),
    ]
    remaining_count: Annotated[
        int | None, counted("antalet tjänstgörande utan de jäviga", "those serving without the conflicted")
    ]
    seat_count: Annotated[int | None, counted("antalet ledamöter i styrelsen", "number of board members", "medlemmar")]
    least_share: Annotated[
        int | None,
        ppm(
            "andelen säkert tjänstgörande utan de jäviga", "share certain to serve without the conflicted", "medlemmar"
        ),
    ]
    remaining_share: Annotated[
        int | None, ppm("andelen tjänstgörande utan de jäviga", "share serving without the conflicted")
    ]


def produce(dossier: Dossier) -> tuple[DecisionFact, ...]:
    found = [(meeting, decision) for meeting in dossier.year.meetings.items for decision in meeting.decisions]
    items = distinct(f"{meeting.date} {_label(decision)}" for meeting, decision in found)
    return tuple(_fact(dossier, *pair, item) for pair, item in zip(found, items, strict=True))


def _fact(dossier: Dossier, meeting: Meeting, decision: Decision, item: str) -> DecisionFact:
    names = [conflict.name for conflict in decision.conflicts]
    deciding = _own_unit(dossier, meeting, decision)
    remaining = attendance(dossier, meeting, frozenset(names))
    return DecisionFact(
        key=item,
        law_date=law_day(meeting.date),
        place=decision.place(_telling(decision)),
        item=item,
        title=decision.title,
        has_decision=is_there(decision.decision),
        over_serving=_over(dossier, meeting, decision),
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        is_carried=_carried(decision),
        needs_qualified=decision.qualified_majority,
        short_of_qualified=_short(decision, dossier.year.forbundsordning),
        spending=decision.spending,
        amount=amount(decision.amount),
        states_financing=is_there(decision.financed_by),
        conflict_count=len(names),
        conflicted=joined(names),
        all_left=_all([conflict.left_room for conflict in decision.conflicts]),
        all_declared=_all([conflict.declared for conflict in decision.conflicts]),
        gives_money=_gives_money(decision),
        recipient=said(decision.recipient),
        own_unit_count=None if deciding is None else len(deciding),
        own_unit=None if deciding is None else joined(deciding),
        remaining_count=remaining.voting,
        seat_count=remaining.seats,
        least_share=share(remaining.voting, remaining.seats),
        remaining_share=share(remaining.voting, remaining.seats) if remaining.is_certain else None,
    )


def _own_unit(dossier: Dossier, meeting: Meeting, decision: Decision) -> list[str] | None:
    """Those who served and work in the very unit that gets the money; a common employer alone is no conflict.

    Unknown where nobody is found and somebody's employer or unit is not told.
    """
    board, conflicted = dossier.year.board, {conflict.name for conflict in decision.conflicts}
    if not isinstance(decision.recipient, str) or meeting.present is None or board is None:
        return None
    serving = [person.name for person in meeting.present if person.serves and person.name not in conflicted]
    seats = {name: [seat for seat in board.seats.items if same(seat.name, name)] for name in serving}
    verdicts = {name: [_works_there(seat, decision) for seat in held] or [None] for name, held in seats.items()}
    found = [name for name, verdict in verdicts.items() if True in verdict]
    return None if not found and any(None in verdict for verdict in verdicts.values()) else found


def _works_there(seat: Seat, decision: Decision) -> bool | None:
    if seat.employer is None or not isinstance(decision.recipient, str):
        return None
    if seat.employer is SAKNAS or not is_of(decision.recipient, str(seat.employer)):
        return False
    if SAKNAS in {seat.unit, decision.recipient_unit}:
        return False
    both = isinstance(seat.unit, str) and isinstance(decision.recipient_unit, str)
    return same(str(seat.unit), str(decision.recipient_unit)) if both else None


def _cast(decision: Decision) -> int | None:
    """Votes counted; whoever abstains casts none (KL 4:25)."""
    counted_votes = decision.votes_for, decision.votes_against
    return None if None in counted_votes else sum(votes or 0 for votes in counted_votes)


def _carried(decision: Decision) -> bool | None:
    """An even vote is carried: the chair's decides (KL 5:56)."""
    if decision.votes_for is None or decision.votes_against is None:
        return None
    return decision.votes_for >= decision.votes_against


def _over(dossier: Dossier, meeting: Meeting, decision: Decision) -> int | None:
    """Votes beyond those who can have served; none is known where more may have served than the minutes say."""
    served = attendance(dossier, meeting, frozenset(conflict.name for conflict in decision.conflicts))
    cast = _cast(decision)
    if cast is None or served.voting is None:
        return None
    over = max(cast - served.voting, 0)
    return over if served.is_certain or not over else None


def _short(decision: Decision, ordning: Forbundsordning | None) -> int | None:
    """Whole votes that are lacking of the förbundsordning's share of the votes cast."""
    cast = _cast(decision)
    if cast is None or decision.votes_for is None or ordning is None or ordning.qualified_majority is None:
        return None
    return max(ceil(cast * ordning.qualified_majority) - decision.votes_for, 0)


def _telling(decision: Decision) -> str:
    if decision.conflicts:
        return "conflicts"
    return "title" if decision.financed_by is None else "financed_by"


def _label(decision: Decision) -> str:
    """The item's number as the minutes give it; its title where they give none."""
    section = decision.section or ""
    if not any(sign.isdigit() for sign in section):
        return decision.title
    return section if "§" in section else f"§ {section}"


def _all(answers: list[bool | None]) -> bool | None:
    """Whether it holds of everyone; one no is enough, and what is unsaid of one is unknown of all."""
    if False in answers:
        return False
    return True if answers and None not in answers else None


def _gives_money(decision: Decision) -> bool | None:
    """Known from the recipient; who gets the money of a decision on spending or allocation must be said."""
    if decision.recipient is not None:
        return is_there(decision.recipient)
    return None if decision.spending or decision.deals_with == "allocation" else False
