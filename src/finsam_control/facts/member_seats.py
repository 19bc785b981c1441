"""Each member's seats on the board (FinsamL 10 and 12 §§)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, first_of_year, flag, joined, text, word
from finsam_control.facts.board import known_count, seats_on
from finsam_control.records.board import Seat
from finsam_control.records.entity import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSeatsFact(Fact):
    kind: ClassVar[str] = "member_seats"
    sv: ClassVar[str] = "medlemmens platser i styrelsen"
    en: ClassVar[str] = "the member's seats on the board"
    document: ClassVar[str] = "medlemmar"
    section: ClassVar[str] = "board.seats"

    member: Annotated[str, text("medlemmen", "the member")]
    member_kind: Annotated[
        Literal["forsakringskassan", "arbetsformedlingen", "region", "kommun"],
        word("slaget av medlem", "the kind of member"),
    ]
    ledamot_count: Annotated[
        int | None,
        counted("antalet ledamöter som medlemmen har vid årets slut", "the member's board members at year end"),
    ]
    ersattare_count: Annotated[
        int | None, counted("antalet ersättare som medlemmen har vid årets slut", "the member's deputies at year end")
    ]
    all_eligible: Annotated[
        bool | None, flag("alla som medlemmen har utsett var valbara", "everyone appointed was eligible")
    ]
    ineligible: Annotated[str, text("de som inte var valbara", "those who were not eligible")]


def produce(dossier: Dossier) -> tuple[MemberSeatsFact, ...]:
    year, board = dossier.year, dossier.year.board
    if board is None:
        return ()
    held = seats_on(board, Day.exact(date(year.fiscal_year, 12, 31)))
    names = {member.name for member in year.members.items}
    # A seat whose member nobody has named, or by a name that no member bears, may be anyone's.
    whole = board.seats.complete and all(seat.member in names for seat in held)
    return tuple(
        _fact(member, [seat for seat in held if seat.member == member.name], year.fiscal_year, whole=whole)
        for member in year.members.items
    )


def _fact(member: Member, seats: list[Seat], fiscal_year: int, *, whole: bool) -> MemberSeatsFact:
    place = seats[0].place("member") if seats else member.place("name")
    return MemberSeatsFact(
        key=member.name,
        law_date=first_of_year(fiscal_year),
        place=place,
        member=member.name,
        member_kind=member.kind,
        ledamot_count=known_count(sum(seat.seat == "ledamot" for seat in seats), whole=whole),
        ersattare_count=known_count(sum(seat.seat == "ersattare" for seat in seats), whole=whole),
        all_eligible=_all_eligible(seats, whole=whole),
        ineligible=joined(seat.name for seat in seats if seat.eligible is False),
    )


def _all_eligible(seats: list[Seat], *, whole: bool) -> bool | None:
    said = {seat.eligible for seat in seats}
    if False in said:
        return False
    return True if whole and said == {True} else None
