"""Each who holds a right to sign or a bank mandate: withdrawn when the person leaves the board or the post of chief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, days, days_between, first_of_year, word
from finsam_control.facts.requisition import same
from finsam_control.facts.signing_authority import Right
from finsam_control.records.board import Board, Seat
from finsam_control.records.signing import SigningAuthority


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryFact(Fact):
    kind: ClassVar[str] = "signatory"
    sv: ClassVar[str] = "firmatecknare och bankens fullmaktshavare"
    en: ClassVar[str] = "those who may sign or use the bank accounts"
    document: ClassVar[str] = "fullmakter"
    section: ClassVar[str] = "signing_authorities"

    name: Annotated[str, base.text("personen", "the person")]
    right: Annotated[Right, word("rätten", "the right")]
    days_after: Annotated[
        int | None,
        days(
            "tiden som rätten stod kvar sedan personen lämnat uppdraget",
            "the time that the right stood after the person had left",
            "medlemmar",
        ),
    ]


def produce(dossier: Dossier) -> tuple[SignatoryFact, ...]:
    return tuple(
        SignatoryFact(
            key=f"{authority.id}/{name}",
            law_date=first_of_year(dossier.year.fiscal_year),
            place=authority.place("holders"),
            name=name,
            right=authority.kind,
            days_after=_days_after(dossier, authority, name),
        )
        for authority in dossier.year.signing_authorities.items
        for name in authority.holders or ()
    )


def _days_after(dossier: Dossier, authority: SigningAuthority, name: str) -> int | None:
    """Nothing for one still in office; a right not withdrawn stands at the year end."""
    board = dossier.year.board
    until = authority.withdrawn_on or Day.exact(date(dossier.year.fiscal_year, 12, 31))
    ends = _ends(board, authority, name) if board is not None else ()
    if not ends:
        return None
    left = [end for end in ends if end is not None]
    if len(left) < len(ends):
        return 0
    return max(days_between(max(left, key=lambda end: end.last), until) or 0, 0)


def _ends(board: Board, authority: SigningAuthority, name: str) -> tuple[Day | None, ...]:
    """The last day of each post that the person held; None for one without an end; none for one who held no post.

    An officer holds the right as chair or vice chair: a seat kept after that is not the post it was given for.
    """
    seats = [seat for seat in board.seats.items if same(seat.name, name)]
    offices = [seat for seat in seats if seat.office is not None and _began(seat, authority)]
    chiefs = [left for left in board.coordinators or () if same(left, name)]
    gone = {left.name: left.on for left in board.coordinators_left or ()}
    if chiefs and not seats and board.coordinators_left is None:
        return ()
    return (*(seat.end for seat in offices or seats), *(gone.get(chief) for chief in chiefs))


def _began(seat: Seat, authority: SigningAuthority) -> bool:
    """Whether the office can have been held when the right was given, or came after it."""
    decided = authority.decided_on
    return not isinstance(decided, Day) or seat.end is None or seat.end.last >= decided.first
