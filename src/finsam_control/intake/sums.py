"""Which rows a table states the sum of: found by arithmetic, which also settles how doubtful rows are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from finsam_control.figure import Figure, Unit, gap, parse_number
from finsam_control.intake.numerals import Cell
from finsam_control.intake.readings import Reading

#: Most partial sums that are kept while a sum is tried, and how much dearer than the cheapest a reading may be.
MOST_STATES: Final = 6_000
_DEARER: Final = 3.0


@dataclass(frozen=True, slots=True)
class Term:
    """A row that a sum takes in, by its index; `is_less` where it is taken away."""

    index: int
    is_less: bool = False


def amount(cell: Cell) -> Figure:
    """The figure of a cell; what is empty or dashed is an exact nought."""
    return parse_number(cell.value, Unit.KR) or Figure(0, 0, Unit.KR)


def holds(terms: Sequence[tuple[Sequence[Cell], bool]], total: Sequence[Cell], *, nought: bool = False) -> bool:
    """Whether the terms sum to the total in every column, as far as rounding can be seen; `nought` may be a total."""
    for place, stated in enumerate(total):
        parts = [-amount(cells[place]) if less else amount(cells[place]) for cells, less in terms]
        if gap(parts, amount(stated)):
            return False
    return nought or any(not cell.is_blank and amount(cell).value for cell in total)


Column = tuple[int, ...]


def settle(rows: Sequence[Sequence[Reading]], terms: Sequence[Term], total: int) -> dict[int, tuple[int, bool]] | None:
    """For each row of the sum the cheapest reading under which it holds, and whether it is the row's only one.

    None where no readings within reach make the sum hold in every column.
    """
    if not all(rows[term.index] for term in [*terms, Term(total)]):
        return None
    # The rows that can be read in one way come first: what is left of the total then bounds the rest.
    members = [*sorted(terms, key=lambda term: len(_options(rows[term.index], term))), Term(total, is_less=True)]
    # The partial sums after each row, with the cheapest way to each; a sum that ends in nought holds.
    ceiling = _ceiling(rows, terms, total)
    options = [_options(rows[term.index], term) for term in members]
    nought = (0,) * len(rows[total][0].cells)
    steps: list[dict[Column, float]] = [{nought: 0.0}]
    for option in options[:-1]:
        steps.append(_extended(steps[-1], option, ceiling))
    stated = {tuple(-value for value in values) for values, _ in options[-1] if any(values)}
    ends = {end: end for end in stated & steps[-1].keys()} or _within(steps[-1], stated, len(members))
    if not ends:
        return None
    return _traced(steps, options, members, ends)


def _within(states: Iterable[Column], stated: Iterable[Column], members: int) -> dict[Column, Column]:
    """The partial sums that rounding to whole units may have moved from a stated total, and that total."""
    slack = members * Unit.KR.base // 2
    return {
        state: total
        for state in states
        for total in stated
        if all(abs(a - b) <= slack for a, b in zip(state, total, strict=True))
    }


def _traced(
    steps: Sequence[dict[Column, float]],
    options: Sequence[Sequence[tuple[Column, float]]],
    members: Sequence[Term],
    ends: dict[Column, Column],
) -> dict[int, tuple[int, bool]]:
    """Back from the sums that hold: the readings that lead to them, and the cheapest way among these."""
    picks: dict[int, tuple[int, bool]] = {}
    chosen = min(ends, key=lambda end: steps[-1][end])
    last = [pick for pick, (values, _) in enumerate(options[-1]) if tuple(-value for value in values) == ends[chosen]]
    picks[members[-1].index] = last[0], len(set(ends.values())) == 1
    feasible = set(ends)
    for place in range(len(members) - 2, -1, -1):
        used: set[int] = set()
        before: set[Column] = set()
        cheapest: tuple[float, int, Column] | None = None
        for pick, (values, cost) in enumerate(options[place]):
            for state in feasible:
                earlier = tuple(a - b for a, b in zip(state, values, strict=True))
                if earlier in steps[place]:
                    used.add(pick)
                    before.add(earlier)
                    way = (steps[place][earlier] + cost, pick, earlier)
                    if state == chosen and (cheapest is None or way < cheapest):
                        cheapest = way
        if cheapest is None:
            break
        picks[members[place].index] = cheapest[1], len(used) == 1
        feasible, chosen = before, cheapest[2]
    return picks


def _options(readings: Sequence[Reading], term: Term) -> list[tuple[Column, float]]:
    """The amounts of the readings worth trying, those not much dearer than the cheapest, and their costs."""
    near = [reading for reading in readings if reading.cost <= readings[0].cost + _DEARER]
    sign = -1 if term.is_less else 1
    return [(tuple(sign * amount(cell).value for cell in reading.cells), reading.cost) for reading in near]


def _ceiling(rows: Sequence[Sequence[Reading]], terms: Sequence[Term], total: int) -> Column | None:
    """Where nothing is taken away and nothing is negative, no partial sum may pass the total."""
    if any(term.is_less for term in terms):
        return None
    if any(amount(cell).value < 0 for term in terms for item in rows[term.index] for cell in item.cells):
        return None
    values = [tuple(amount(cell).value for cell in reading.cells) for reading in rows[total]]
    slack = (len(terms) + 1) * Unit.KR.base // 2
    return tuple(max(column) + slack for column in zip(*values, strict=True))


def _extended(
    states: dict[Column, float], options: Sequence[tuple[Column, float]], ceiling: Column | None
) -> dict[Column, float]:
    following: dict[Column, float] = {}
    for values, own in options:
        for sums, cost in states.items():
            key = tuple(a + b for a, b in zip(sums, values, strict=True))
            if ceiling is not None and any(a > b for a, b in zip(key, ceiling, strict=True)):
                continue
            if cost + own < following.get(key, float("inf")):
                following[key] = cost + own
    if len(following) > MOST_STATES:
        return dict(sorted(following.items(), key=lambda item: item[1])[:MOST_STATES])
    return following
