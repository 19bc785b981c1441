"""Rows of a table as figures: every row read, by its sums where there are any, and how sure each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from finsam_control.intake import header
from finsam_control.intake.certainty import Certainty
from finsam_control.intake.header import Header, Tie, UnitWord
from finsam_control.intake.line import Line
from finsam_control.intake.numerals import Cell, Tail
from finsam_control.intake.readings import Reading, readings
from finsam_control.intake.rows import RawRow, is_full
from finsam_control.intake.spelling import joined
from finsam_control.intake.sums import Term, holds, settle
from finsam_control.intake.totals import is_sum, patterns

#: What a reading must be cheaper than the next to be likely; two features of print speak for one so much cheaper.
_LIKELY: Final = 0.25
_CLEAR: Final = 2.0
_NOTE: Final = 2
#: Space at the end of a line that is more than the mark of a break.
_PAD: Final = 2


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as read: its cells (none for a heading), the rows it states the sum of, and how sure it is."""

    label: str
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]
    note: str
    certainty: Certainty
    sum_of: tuple[Term, ...] = ()
    unit: UnitWord | None = None


def filled(raw: Sequence[RawRow], head: Header, ties: Sequence[Tie]) -> tuple[TableRow, ...]:
    """The rows with their figures, in the order of the table."""
    even = _unpadded(raw, len(head.columns), head)
    return _read(even, [() if row.tail is None else _options(row, row.tail, head, ties) for row in even])


def _unpadded(raw: Sequence[RawRow], width: int, head: Header) -> Sequence[RawRow]:
    """Where rows that fill every column end in space too, it is the last column's own, and says nothing of others."""
    full = [
        row.tail.trailing_gap > _PAD
        for row in raw
        if row.tail is not None and is_full(row.tail, width, has_notes=head.has_notes)
    ]
    if not full or sum(full) * 2 < len(full):
        return raw
    return [
        row
        if row.tail is None
        else replace(row, tail=replace(row.tail, trailing_gap=0 if row.tail.trailing_gap > _PAD else _PAD + 1))
        for row in raw
    ]


def _options(row: RawRow, taken: Tail, head: Header, ties: Sequence[Tie]) -> tuple[Reading, ...]:
    """The readings of a row; a sum carries no note of its own, so that a number before it is its first digits."""
    if head.has_notes and len(taken.tokens) == 1 and not taken.tokens[0].is_dash and len(taken.tokens[0].text) <= _NOTE:
        return ()
    found = readings(taken, len(head.columns), has_notes=head.has_notes)
    if "summa" in row.label.lower():
        found = tuple(item for item in found if not item.note) or found
    if ties:
        found = tuple(sorted((_tied(item, ties) for item in found), key=lambda item: item.cost))
    return found


def _tied(reading: Reading, ties: Sequence[Tie]) -> Reading:
    """Cheaper where a column that the headings state as a difference is just that."""
    kept = sum(
        holds([((reading.cells[place],), less) for place, less in tie.terms], (reading.cells[tie.total],), nought=True)
        for tie in ties
        if not any(reading.cells[place].is_blank for place in (tie.total, *(place for place, _ in tie.terms)))
    )
    return replace(reading, cost=reading.cost - 2.0 * kept)


def _read(raw: Sequence[RawRow], options: Sequence[tuple[Reading, ...]]) -> tuple[TableRow, ...]:
    """Each row by its likeliest reading, or by the one under which the sums hold."""
    proof = _Proof(raw, options)
    for index, row in enumerate(raw):
        if options[index] and not proof.finds(index) and is_sum(row.label):
            proof.supposes(index)
    shaken = _shaken(raw, options, proof.stated)
    return tuple(
        _row(
            row,
            options[i],
            proof.chosen[i],
            proof.sure.get(i) or ("doubtful" if i in shaken else None),
            proof.sum_of(i),
        )
        for i, row in enumerate(raw)
    )


class _Proof:
    """The sums of a table, found from the top down: each settles how the rows above it are to be read."""

    def __init__(self, raw: Sequence[RawRow], options: Sequence[tuple[Reading, ...]]) -> None:
        self.raw, self.options = raw, options
        self.chosen = [0] * len(raw)
        self.stated: dict[int, tuple[Term, ...]] = {}
        self.supposed: dict[int, tuple[Term, ...]] = {}
        self.sure: dict[int, Certainty] = {}
        self.last = -1
        self.filled = frozenset(index for index, option in enumerate(options) if option)

    def finds(self, index: int) -> bool:
        """Whether the row is the sum of rows above it; those are then read so that it is."""
        fixed = [
            option if self.sure.get(place) != "certain" else (option[self.chosen[place]],)
            for place, option in enumerate(self.options)
        ]
        for terms in patterns(self.raw, self.filled, index, self.last, self.stated):
            settled = settle(fixed, terms, index) or _rounded(fixed, self.chosen, terms, index)
            if settled is not None:
                self._take(settled)
                self.stated[index] = terms
                self.last = index
                return True
        return False

    def _take(self, settled: dict[int, tuple[int, bool]]) -> None:
        for member, (pick, is_only) in settled.items():
            if self.sure.get(member) == "certain":
                continue
            self.chosen[member] = pick
            if is_only:
                self.sure[member] = "certain"
            elif pick:
                self.sure[member] = "doubtful"

    def supposes(self, index: int) -> None:
        """A row that calls itself a sum and is none: misread, or wrong in print, which a person has to see."""
        above = tuple(Term(place) for place in sorted(self.filled) if self.last < place < index)
        if len(above) > 1:
            self.supposed[index] = above
            self.sure[index] = "doubtful"
        self.last = index

    def sum_of(self, index: int) -> tuple[Term, ...] | None:
        return self.stated.get(index) or self.supposed.get(index)


def _shaken(
    raw: Sequence[RawRow], options: Sequence[tuple[Reading, ...]], sums: dict[int, tuple[Term, ...]]
) -> frozenset[int]:
    """Rows that can be read in several ways and stand above a sum that no reading of them makes."""
    found: set[int] = set()
    block: list[int] = []
    for index, row in enumerate(raw):
        if not options[index]:
            continue
        if "summa" in row.label.lower() and index not in sums:
            found |= {place for place in block if _is_open(options[place])}
        block = [] if "summa" in row.label.lower() else [*block, index]
    return frozenset(found)


def _is_open(options: Sequence[Reading]) -> bool:
    """Whether another reading of a row costs little more than the cheapest."""
    return len(options) > 1 and options[1].cost - options[0].cost < _CLEAR


def _rounded(
    options: Sequence[tuple[Reading, ...]], chosen: Sequence[int], terms: Sequence[Term], total: int
) -> dict[int, tuple[int, bool]] | None:
    """The likeliest readings, where the sum holds but for rounding."""
    members = [*(term.index for term in terms), total]
    if not all(options[member] for member in members):
        return None
    picks = {member: chosen[member] if len(options[member]) > 1 else 0 for member in members}
    cells = {member: options[member][pick].cells for member, pick in picks.items()}
    if not holds([(cells[term.index], term.is_less) for term in terms], cells[total]):
        return None
    return {member: (pick, True) for member, pick in picks.items() if len(options[member]) > 1} | {
        member: (chosen[member], True) for member in members if len(options[member]) == 1
    }


def _row(
    row: RawRow,
    options: tuple[Reading, ...],
    pick: int,
    proved: Certainty | None,
    stated: tuple[Term, ...] | None,
) -> TableRow:
    if not options:
        # Figures that fit no column are part of the words.
        text = row.label if row.tail is None else joined([row.label, *(token.printed for token in row.tail.tokens)])
        return TableRow(text, row.lines, (), "", "certain" if row.tail is None else "likely")
    reading = options[pick]
    label = joined([row.label, *(token.printed for token in reading.before)])
    certainty = proved or _alone(options, pick)
    return TableRow(label, row.lines, reading.cells, reading.note, certainty, stated or (), _unit(row))


def _unit(row: RawRow) -> UnitWord | None:
    """The unit of a row's own: a percent sign or a word of money beside its figures, or in its label."""
    if row.tail is not None and row.tail.is_percent:
        return "procent"
    found = header.unit_of(row.tail.unit) if row.tail is not None and row.tail.unit else None
    bracketed = row.label.rpartition("(")[2] if row.label.endswith(")") else ""
    return found or header.unit_of(bracketed)


def _alone(options: tuple[Reading, ...], pick: int) -> Certainty:
    """How sure a reading is that no sum has proved: by how much dearer the next is."""
    reading = options[pick]
    if any(len(token.text) > _NOTE and not token.is_year for token in reading.before):
        return "doubtful"
    if len(options) > 1 and (any(cell.is_blank for cell in reading.cells) or len(reading.before) > 1):
        return "doubtful"
    others = [other.cost for place, other in enumerate(options) if place != pick]
    if not others or min(others) - reading.cost >= _CLEAR:
        return "certain"
    return "likely" if min(others) - reading.cost >= _LIKELY else "doubtful"
