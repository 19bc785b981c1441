"""Each seat of the board in time: when its term began, and whether it was filled when it fell vacant (13, 15 §§)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, days, flag, is_there, iso_date, last_of_year, latest, text
from finsam_control.facts.board import seats_on
from finsam_control.records.base import Listing, distinct
from finsam_control.records.board import Seat
from finsam_control.records.entity import Forbundsordning

#: A term begins the year after a general election, which falls every fourth year: 2007, 2011, ... (FinsamL 13 §).
_CYCLE: Final = 4
_A_TERM_YEAR: Final = 2007


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFact(Fact):
    kind: ClassVar[str] = "seat"
    sv: ClassVar[str] = "platser i styrelsen"
    en: ClassVar[str] = "seats on the board"
    document: ClassVar[str] = "medlemmar"
    section: ClassVar[str] = "board.seats"
    dated: ClassVar[bool] = True

    name: Annotated[str, text("den som är vald", "the one who is elected")]
    member: Annotated[str | None, text("medlemmen", "the member")]
    start: Annotated[str | None, iso_date("mandatets första dag", "the first day of the term")]
    is_held: Annotated[bool, flag("platsen innehas vid årets slut", "the seat is held at year end")]
    has_own_term_start: Annotated[
        bool | None,
        flag(
            "förbundsordningen säger när mandattiden börjar",
            "the förbundsordning says when terms begin",
            "forbundsordning",
        ),
    ]
    days_before_own_term: Annotated[
        int | None,
        days("tiden från mandatets början till mandatperiodens", "the time from the seat's start to that of the term"),
    ]
    left_early: Annotated[bool, flag("platsen blev ledig under året", "the seat fell vacant during the year")]
    left_on: Annotated[str | None, iso_date("dagen då platsen blev ledig", "the day the seat fell vacant")]
    is_filled: Annotated[
        bool | None, flag("samma medlem har fyllt platsen", "the seat has been filled by the same member")
    ]


def produce(dossier: Dossier) -> tuple[SeatFact, ...]:
    year, board = dossier.year, dossier.year.board
    if board is None:
        return ()
    first, last = date(year.fiscal_year, 1, 1), date(year.fiscal_year, 12, 31)
    held = seats_on(board, Day.exact(last))
    seats = [seat for seat in board.seats.items if seat in held or _left(seat, first, last)]
    term = _own_term(year.forbundsordning, year.fiscal_year)
    keys = distinct(f"{seat.member or '?'}/{seat.seat}/{seat.name}" for seat in seats)
    return tuple(
        SeatFact(
            key=key,
            law_date=last_of_year(year.fiscal_year),
            place=seat.place("start" if seat.start else "name"),
            name=seat.name,
            member=seat.member,
            start=latest(seat.start),
            is_held=seat in held,
            has_own_term_start=None if year.forbundsordning is None else is_there(year.forbundsordning.term_start),
            days_before_own_term=_before(seat, term),
            left_early=_left(seat, first, last),
            left_on=latest(seat.end),
            is_filled=_filled(seat, board.seats),
        )
        for key, seat in zip(keys, seats, strict=True)
    )


def _left(seat: Seat, first: date, last: date) -> bool:
    """Whether a seat ended within the year; one that ended with the year is no vacancy of it."""
    return seat.end is not None and first <= seat.end.first and seat.end.last < last


def _own_term(ordning: Forbundsordning | None, fiscal_year: int) -> date | None:
    """The latest first day of a term by the förbundsordning, looked at from the end of the year."""
    if ordning is None or not isinstance(ordning.term_start, str):
        return None
    return date.fromisoformat(f"{fiscal_year - (fiscal_year - _A_TERM_YEAR) % _CYCLE}-{ordning.term_start}")


def _before(seat: Seat, term: date | None) -> int | None:
    return None if term is None or seat.start is None else max((term - seat.start.last).days, 0)


def _filled(seat: Seat, seats: Listing[Seat]) -> bool | None:
    """Whether one of the same member took the seat after it; unknown while a colleague's first day is not known."""
    if seat.end is None or seat.member is None:
        return None
    others = [item for item in seats.items if item.seat == seat.seat and item.member == seat.member and item != seat]
    if any(item.start is not None and item.start.last > seat.end.first for item in others):
        return True
    return False if seats.complete and all(item.start is not None for item in others) else None
