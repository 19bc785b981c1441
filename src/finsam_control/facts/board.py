"""The board of the year: its size, its officers, its meetings and what it has decided (FinsamL 7, 10, 17 and 18 §§)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, text
from finsam_control.records.base import Listing
from finsam_control.records.board import Board, Meeting, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFact(Fact):
    kind: ClassVar[str] = "board"
    sv: ClassVar[str] = "styrelsen"
    en: ClassVar[str] = "the board"
    document: ClassVar[str] = "medlemmar"
    section: ClassVar[str] = "board"

    fiscal_year: Annotated[str, text("räkenskapsåret", "the fiscal year")]
    ledamot_count: Annotated[int | None, counted("antalet ledamöter vid årets slut", "board members at year end")]
    ersattare_count: Annotated[int | None, counted("antalet ersättare vid årets slut", "deputies at year end")]
    seats_difference: Annotated[
        int | None,
        counted("antalet ledamöter minus antalet ersättare", "number of board members less number of deputies"),
    ]
    chair_count: Annotated[int | None, counted("antalet ordförande", "number of chairs")]
    vice_count: Annotated[int | None, counted("antalet vice ordförande", "number of vice chairs")]
    officers_outside: Annotated[
        int | None,
        counted(
            "antalet ordförande och vice ordförande som inte är ledamöter",
            "chairs and vice chairs who are not board members",
        ),
    ]
    meeting_count: Annotated[
        int | None, counted("antalet möten enligt årsredovisningen", "meetings by the annual report", "arsredovisning")
    ]
    meetings_difference: Annotated[
        int | None,
        counted(
            "antalet möten enligt årsredovisningen minus antalet redovisade möten",
            "meetings by the annual report less meetings handed in",
            "protokoll",
        ),
    ]
    pay_by_chair: Annotated[
        bool | None,
        flag("ordföranden godkänner samordnarens lön", "the chair approves the coordinator's pay", "fullmakter"),
    ]
    has_rules: Annotated[
        bool | None,
        flag("arbetsordning eller reglemente för styrelsen finns", "the board has rules of procedure", "policyer"),
    ]
    has_deputy_order: Annotated[
        bool | None,
        flag("ordningen för ersättarnas tjänstgöring är bestämd", "the order in which deputies serve is set"),
    ]
    members_informed: Annotated[
        bool | None,
        flag("underlag för att medlemmarna har informerats finns", "the members were informed", "protokoll"),
    ]
    decided_goals: Annotated[bool | None, flag("beslut om mål finns", "goals were decided", "protokoll")]
    decided_allocation: Annotated[
        bool | None, flag("beslut om medlens användning finns", "use of funds decided", "protokoll")
    ]
    decided_follow_up: Annotated[bool | None, flag("beslut om uppföljning finns", "follow-up was decided", "protokoll")]


def produce(dossier: Dossier) -> tuple[BoardFact, ...]:
    year, board = dossier.year, dossier.year.board
    if board is None:
        return ()
    seats = seats_on(board, Day.exact(date(year.fiscal_year, 12, 31)))
    officers = [seat for seat in seats if seat.office is not None]
    whole = board.seats.complete
    ledamoter = sum(seat.seat == "ledamot" for seat in seats) if whole else None
    ersattare = sum(seat.seat == "ersattare" for seat in seats) if whole else None
    stated, listed = board.meeting_count, len(year.meetings.items) if year.meetings.complete else None
    return (
        BoardFact(
            key="board",
            law_date=first_of_year(year.fiscal_year),
            place=board.place("seats"),
            fiscal_year=str(year.fiscal_year),
            ledamot_count=ledamoter,
            ersattare_count=ersattare,
            seats_difference=None if ledamoter is None or ersattare is None else ledamoter - ersattare,
            chair_count=known_count(sum(seat.office == "ordforande" for seat in seats), whole=whole),
            vice_count=known_count(sum(seat.office == "vice_ordforande" for seat in seats), whole=whole),
            officers_outside=sum(seat.seat != "ledamot" for seat in officers) if officers or whole else None,
            meeting_count=stated,
            meetings_difference=None if stated is None or listed is None else stated - listed,
            pay_by_chair=_pay_by_chair(board),
            has_rules=_rules(dossier, board),
            has_deputy_order=is_there(board.deputy_order),
            members_informed=is_there(board.members_informed),
            decided_goals=_decided(year.meetings, "goals", "budget"),
            decided_allocation=_decided(year.meetings, "allocation", "budget"),
            decided_follow_up=_decided(year.meetings, "follow_up", "annual_report"),
        ),
    )


def seats_on(board: Board, day: Day) -> list[Seat]:
    """The seats held on a day; one known to the month counts when it can have been held."""
    return [
        seat
        for seat in board.seats.items
        if (seat.start is None or seat.start.first <= day.last) and (seat.end is None or seat.end.last >= day.first)
    ]


def known_count(found: int, *, whole: bool) -> int | None:
    """A count from a list: what is found stands, but finding none in a list that may lack some says nothing."""
    return found if whole or found else None


def _pay_by_chair(board: Board) -> bool | None:
    """By anybody who has been chair; that it was another is known only from the whole list of seats."""
    approver = board.coordinator_pay_approved_by
    if approver is None:
        return None
    chairs = [seat.name.casefold() for seat in board.seats.items if seat.office == "ordforande"]
    return True if approver.casefold() in chairs else (False if board.seats.complete and chairs else None)


def _rules(dossier: Dossier, board: Board) -> bool | None:
    policies = dossier.year.policies
    said = {board.reglemente, *(policy.state for policy in policies.items if policy.kind == "arbetsordning")}
    if "finns" in said:
        return True
    return False if "saknas" in said or policies.complete else None


def _decided(meetings: Listing[Meeting], matter: str, within: str) -> bool | None:
    """Whether the minutes show such a decision; unknown where another one (`within`) may hold it."""
    decided = {decision.deals_with for meeting in meetings.items for decision in meeting.decisions}
    if matter in decided:
        return True
    return False if meetings.complete and within not in decided else None
