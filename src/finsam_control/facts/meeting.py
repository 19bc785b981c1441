"""A board meeting: who served, and who took part at a distance (FinsamL 19 and 19 a §§, KL 6:27)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, flag, joined, law_day, ppm, share, text
from finsam_control.facts.board import seats_on
from finsam_control.records.base import SAKNAS, distinct
from finsam_control.records.board import Board, Meeting, Present


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact(Fact):
    kind: ClassVar[str] = "meeting"
    sv: ClassVar[str] = "styrelsemöten"
    en: ClassVar[str] = "board meetings"
    document: ClassVar[str] = "protokoll"
    section: ClassVar[str] = "meetings"
    dated: ClassVar[bool] = True

    held_on: Annotated[str, text("mötets datum", "the date of the meeting")]
    voting_count: Annotated[int | None, counted("antalet tjänstgörande", "the number serving")]
    seat_count: Annotated[
        int | None, counted("antalet ledamöter i styrelsen", "the number of board members", "medlemmar")
    ]
    least_share: Annotated[
        int | None,
        ppm("andelen säkert tjänstgörande av ledamöterna", "the share of board members certain to serve"),
    ]
    present_share: Annotated[
        int | None, ppm("andelen tjänstgörande av ledamöterna", "the share of board members serving")
    ]
    has_remote: Annotated[
        bool | None,
        flag("en ledamot eller ersättare deltog på distans", "a board member or deputy took part remotely"),
    ]
    remote_names: Annotated[str, text("de som deltog på distans", "those who took part remotely")]
    remote_decided: Annotated[
        bool | None,
        flag(
            "styrelsen före mötet hade beslutat om deltagande på distans",
            "the board had decided on remote participation before the meeting",
        ),
    ]


def produce(dossier: Dossier) -> tuple[MeetingFact, ...]:
    meetings = dossier.year.meetings.items
    keys = distinct(str(meeting.date) for meeting in meetings)
    return tuple(_fact(dossier, meeting, key) for meeting, key in zip(meetings, keys, strict=True))


def _fact(dossier: Dossier, meeting: Meeting, key: str) -> MeetingFact:
    served = attendance(dossier, meeting)
    remote = [person for person in _board_people(meeting) if person.remote]
    return MeetingFact(
        key=key,
        law_date=law_day(meeting.date),
        place=meeting.place("date"),
        held_on=str(meeting.date),
        voting_count=served.voting,
        seat_count=served.seats,
        least_share=share(served.voting, served.seats),
        present_share=share(served.voting, served.seats) if served.is_certain else None,
        has_remote=_has_remote(meeting, remote),
        remote_names=joined(person.name for person in remote),
        remote_decided=_decided(dossier.year.board, meeting),
    )


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many served, of how many; not certain where somebody more who was present may have served."""

    voting: int | None
    seats: int | None
    is_certain: bool


def attendance(dossier: Dossier, meeting: Meeting, without: frozenset[str] = frozenset()) -> Attendance:
    """Who served at a meeting, those named in `without` left out; an ersättare serves when the minutes say so."""
    seats = _seat_count(dossier.year.board, meeting)
    if meeting.present is None:
        return Attendance(None, seats, is_certain=False)
    people = [person for person in _board_people(meeting) if person.name not in without]
    voting = sum(person.serves for person in people)
    standing_by = any(person.role == "ersattare" and person.voting is None for person in people)
    full = seats is not None and voting >= seats
    return Attendance(voting, seats, is_certain=full or not standing_by)


def _board_people(meeting: Meeting) -> list[Present]:
    return [person for person in meeting.present or () if person.role in {"ledamot", "ersattare"}]


def _seat_count(board: Board | None, meeting: Meeting) -> int | None:
    """The number by the förbundsordning, else of the seats where they are handed in whole."""
    if board is None:
        return None
    if board.seat_count is not None or not board.seats.complete:
        return board.seat_count
    return sum(seat.seat == "ledamot" for seat in seats_on(board, meeting.date))


def _has_remote(meeting: Meeting, remote: list[Present]) -> bool | None:
    if remote:
        return True
    people = _board_people(meeting)
    return False if people and all(person.remote is False for person in people) else None


def _decided(board: Board | None, meeting: Meeting) -> bool | None:
    decided = board.remote_participation.decided_on if board is not None and board.remote_participation else None
    if isinstance(decided, Day):
        return decided.first <= meeting.date.last
    return False if decided is SAKNAS else None
