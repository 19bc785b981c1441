"""Who may decide what on a day, by the delegation order in force then (FinsamL 10 § third and fourth paragraphs).

The one place that knows: the facts of decisions and purchases ask here, and so does `finsam-control authority`. A date
known to the month or year, or a version without a date, leaves several versions possible; what no version allows is
not allowed, and what is not known is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from finsam_control.day import Day
from finsam_control.figure import Figure, Unit
from finsam_control.parameters import ParameterFile
from finsam_control.records.base import ABSENT_WORD, SAKNAS, Listing
from finsam_control.records.board import Approver, Board, Delegation, DelegationOrder, Seat, Substitute

#: The parameter that limits in basbelopp are counted in.
PRISBASBELOPP = "delegation.prisbasbelopp"

#: Roles whose holders the records can list in full; of officials and committees they name some at most.
_LISTED: Final = frozenset({"samordnare", "ordforande", "ledamot", "ersattare"})

#: In what capacity somebody decides under a line: as delegate, as substitute in the period or out of it, or as neither.
Capacity = Literal["delegate", "substitute", "substitute_other_day", "neither"]


@dataclass(frozen=True, slots=True)
class Mandate:
    """A line of the delegation order, and the version that it stands in."""

    order: DelegationOrder
    line: Delegation

    @property
    def has_limit(self) -> bool | None:
        """Whether the order sets a limit; unknown where the line says nothing of one, for then nobody has looked."""
        if self.line.limit is None and self.line.limit_basbelopp is None:
            return None
        return self.line.limit is not SAKNAS

    @property
    def in_basbelopp(self) -> bool | None:
        return None if self.has_limit is None else self.line.limit_basbelopp is not None

    def limit(self, day: Day, prisbasbelopp: ParameterFile | None) -> int | None:
        """Öre that the line lets one decide on a day; None without a limit, or where the basbelopp is not known."""
        if isinstance(self.line.limit, Figure):
            return self.line.limit.value
        base = base_amount(day, prisbasbelopp)
        if self.line.limit_basbelopp is None or base is None:
            return None
        return self.line.limit_basbelopp.value * base // Unit.COUNT.base


def base_amount(day: Day, prisbasbelopp: ParameterFile | None) -> int | None:
    """The prisbasbelopp of a day in öre; a year has one, and no record's date can be of two years."""
    dated = None if prisbasbelopp is None else prisbasbelopp.dated_at(day.first)
    value = prisbasbelopp.value_at(day.first) if prisbasbelopp is not None and dated is not None else None
    return value if isinstance(value, int) else None


def versions(orders: Iterable[DelegationOrder], day: Day) -> tuple[DelegationOrder, ...]:
    """The version in force on a day, and those that may be by what is known of their dates; none before the first.

    A version holds from the day that it names, though not from before the board adopted it, until the next begins or
    its own last day.
    """
    dated = [(begins(order), order) for order in orders]
    begun = [(start, order) for start, order in dated if start is not None and start.first <= day.last]
    sure = max((start.last for start, _ in begun if start.last <= day.first), default=None)
    newest = [order for start, order in begun if sure is None or start.last >= sure]
    undated = [order for start, order in dated if start is None]
    return tuple(order for order in [*newest, *undated] if not _over_and_done(order, day))


def begins(order: DelegationOrder) -> Day | None:
    """The first day of a version: the board cannot give what it has not yet decided to give."""
    adopted, start = order.adopted_on, order.in_force_from
    if not isinstance(adopted, Day):
        return start
    return adopted if start is None or adopted.first > start.first else start


def _over_and_done(order: DelegationOrder, day: Day) -> bool:
    return order.in_force_until is not None and order.in_force_until.last < day.first


def adopted(order: DelegationOrder) -> str | None:
    """The board's decision on a version, as `2024-11-15 § 50`; `saknas` as in the records, None where nobody says."""
    if order.adopted_on is SAKNAS:
        return ABSENT_WORD
    if order.adopted_on is None:
        return None
    section = order.section or ""
    return f"{order.adopted_on} {'§ ' if section.isdigit() else ''}{section}".strip()


def known_whole(orders: Listing[DelegationOrder]) -> bool:
    """Whether it is known which version held on any day: all are handed in, and none of several lacks its date."""
    undated = any(begins(order) is None for order in orders.items)
    return orders.complete and (len(orders.items) == 1 or not undated)


def mandates(orders: Iterable[DelegationOrder], day: Day) -> tuple[Mandate, ...]:
    """Every line of the version in force on a day."""
    return tuple(Mandate(order, line) for order in versions(orders, day) for line in order.entries)


def widest(found: Iterable[Mandate], day: Day, prisbasbelopp: ParameterFile | None) -> Mandate | None:
    """Of lines that may all apply the one that allows most: without limit, else the highest, one in doubt before it."""

    def width(mandate: Mandate) -> tuple[bool, bool, int]:
        limit = mandate.limit(day, prisbasbelopp)
        return mandate.has_limit is False, limit is None, limit or 0

    return max(found, key=width, default=None)


def over(paid: Figure | None, limit: int | None) -> int | None:
    """Öre above the limit; an amount rounded in print at its lowest."""
    if paid is None or limit is None:
        return None
    return paid.least - limit


def same_name(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def capacity(line: Delegation, person: str, day: Day, board: Board | None, *, whole: bool) -> Capacity | None:
    """In what capacity a person decides under a line on a day; `whole` when the order is handed in whole.

    Who holds the role comes from the board's seats and the list of coordinators, where the line names nobody. Of
    coordinators who followed each other within the year each counts until the last day that is known of him or her.
    """
    serving = [serves(item, day) for item in line.substitutes if same_name(item.name, person)]
    holders, all_known = ((line.person,), True) if line.person is not None else _holders(line.role, board, day)
    if any(same_name(holder, person) for holder in holders):
        return "delegate"
    if True in serving:
        return "substitute"
    if None in serving or not (all_known and whole):
        return None
    return "substitute_other_day" if serving else "neither"


def known_holders(orders: Iterable[DelegationOrder]) -> bool:
    """Whether the records can tell who decides by every line: by name, or by a role whose holders they list."""
    return all(line.person is not None or line.role in _LISTED for order in orders for line in order.entries)


def serves(named: Substitute | Approver, day: Day) -> bool | None:
    """Whether the period of a substitute or an approver covers a day, the first and the last included."""
    start, end = named.start, named.end
    if (start is not None and start.first > day.last) or (isinstance(end, Day) and end.last < day.first):
        return False
    return None if start is None or end is None else True


def _holders(role: str, board: Board | None, day: Day) -> tuple[tuple[str, ...], bool]:
    """Those who hold a role on a day, and whether they are surely all."""
    if board is None:
        return (), False
    if role in {"samordnare", "tjansteman"}:
        here = tuple(name for name, until in coordinators(board) if until is None or day.first <= until.last)
        return here, role in _LISTED and board.coordinators is not None
    held = tuple(seat.name for seat in board.seats.items if role in {seat.office, seat.seat} and _sits(seat, day))
    return held, board.seats.complete and role in _LISTED


def coordinators(board: Board) -> Iterator[tuple[str, Day | None]]:
    """Everyone who held the post in the year, and the last day of those who have left it."""
    for name in board.coordinators or ():
        yield name, next((left.on for left in board.coordinators_left or () if same_name(left.name, name)), None)


def _sits(seat: Seat, day: Day) -> bool:
    return not ((seat.start and seat.start.first > day.last) or (seat.end and seat.end.last < day.first))


def is_own(person: str | None, beneficiary: object) -> bool | None:
    """Whether a decision is about the decider's own expense; `beneficiary` as in the records."""
    if beneficiary is SAKNAS:
        return False
    return same_name(person, beneficiary) if person is not None and isinstance(beneficiary, str) else None
