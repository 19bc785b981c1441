"""Every way that the figures of a line can be read as a given number of cells.

`2 18 964 118 19 042 563` is two cells after a note number, or three; which it is cannot be seen from the line alone.
A reading costs more the less it looks like what printers do; the sums of the table have the last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, islice, pairwise
from typing import Final

from finsam_control.intake.numerals import BLANK, Cell, Tail, Token, cell_of, tail

#: How many readings of a line are kept.
MOST_READINGS: Final = 40
#: Groups of three digits in the longest amount, and one more word for a sign that stands alone.
_LONGEST_WORDS: Final = 4
_MOST_STRANGERS: Final = 5
#: Ways kept where cells are left empty, and most ways to leave them so.
_FEW: Final = 4
_MOST_PLACES: Final = 20
_WIDE: Final = 2
_COLUMN_APART: Final = 4
_NOTE_APART: Final = 5.0
_NOTE_NEAR: Final = 2.0

#: Cells and what it costs to read a line so.
Way = tuple[tuple[Cell, ...], float]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a line: its cells, the tokens before them that belong to the label or name a note, its cost."""

    cells: tuple[Cell, ...]
    before: tuple[Token, ...]
    note: str
    cost: float


@lru_cache(maxsize=4096)
def readings(tail_: Tail, width: int, *, has_notes: bool = False) -> tuple[Reading, ...]:
    """The ways to read a line as `width` cells, the likeliest first; none where it holds more than fit."""
    if tail_.cells:
        return tuple(_exactly(tail_, width))
    found = list(_read(tail_.tokens, width, tail_.trailing_gap, has_notes=has_notes))
    last = tail_.tokens[-1:] if len(tail_.tokens) > 1 else ()
    if last and last[0].is_note:
        # A column of note numbers may stand to the right of the amounts, most likely where it stands apart.
        apart = -_NOTE_APART if last[0].gap >= _COLUMN_APART else _NOTE_NEAR
        rest = _read(tail_.tokens[:-1], width, 0, has_notes=False)
        found += [Reading(item.cells, item.before, last[0].text, item.cost + apart) for item in rest]
    if tail_.note:
        found = [replace(item, note=tail_.note) for item in found if not item.note]
    found.sort(key=lambda reading: reading.cost)
    return tuple(found[:MOST_READINGS])


def _exactly(tail_: Tail, width: int) -> Iterator[Reading]:
    """The one reading of a ruled row; what its cells hold beyond the columns is the number of a note."""
    figures, spare = tail_.cells[-width:], tail_.cells[:-width]
    if len(figures) < width:
        return
    cells = tuple(cell_of(tail(figure).tokens) or BLANK if figure else BLANK for figure in figures)
    notes = [figure for figure in spare if figure]
    note = notes[0] if notes and all(token.is_note for token in tail(notes[0]).tokens) else ""
    yield Reading(cells, (), note, 0.0)


def _read(tokens: tuple[Token, ...], width: int, trailing: int, *, has_notes: bool) -> Iterator[Reading]:
    known: dict[tuple[int, int], list[Way]] = {}
    for start in range(min(len(tokens), _MOST_STRANGERS)):
        before, first = tokens[:start], tokens[start]
        note = before[-1].text if has_notes and before and before[-1].is_note else ""
        torn = bool(before) and not note and first.is_group and first.gap < _WIDE
        strangers = before[: len(before) - bool(note)]
        extra = (
            sum(1.0 if token.is_year else 3.0 for token in strangers)
            + (0.5 if has_notes and not note else 0)
            + (3.0 if torn else 0)
        )
        for filled in range(width, 0, -1):
            ways = _cells(tokens, start, filled, known)
            for cells, cost in ways if filled == width else ways[:_FEW]:
                for placed, more in _placed(cells, width, trailing, first.gap):
                    yield Reading(placed, strangers, note, cost + more + extra)


def _cells(tokens: tuple[Token, ...], start: int, count: int, known: dict[tuple[int, int], list[Way]]) -> list[Way]:
    """The tokens from `start` as exactly `count` cells, each way with its cost, the cheapest first."""
    left = len(tokens) - start
    if count == 0 or left < count or left > count * _LONGEST_WORDS:
        return [((), 0.0)] if count == 0 and left == 0 else []
    if (start, count) not in known:
        ways: list[Way] = []
        for size in range(1, min(left, _LONGEST_WORDS) + 1):
            cell, own = _cell_at(tokens[start : start + size + 1], size)
            if cell is None:
                continue
            for rest, cost in _cells(tokens, start + size, count - 1, known):
                uneven = abs(_digits(cell) - _digits(rest[0])) * 0.1 if rest else 0
                ways.append(((replace(cell, gap=tokens[start].gap), *rest), cost + own + uneven))
        ways.sort(key=lambda way: way[1])
        known[start, count] = ways[:MOST_READINGS]
    return known[start, count]


def _cell_at(tokens: tuple[Token, ...], size: int) -> tuple[Cell | None, float]:
    """The first `size` tokens as one figure, and what it costs; the token after them tells how far away the next is."""
    cell = cell_of(tokens[:size])
    cost = sum(2.0 for token in tokens[1:size] if token.gap >= _WIDE)
    cost += 0.25 if len(tokens) > size and tokens[size].gap < _WIDE else 0
    cost += 1.5 if size == 1 and tokens[0].is_year else 0
    cost += 4.0 if size > 1 and tokens[size - 1].is_glued else 0
    return cell, cost


def _digits(cell: Cell) -> int:
    return sum(character.isdigit() for character in cell.value)


def _placed(cells: tuple[Cell, ...], width: int, trailing: int, leading: int) -> list[tuple[tuple[Cell, ...], float]]:
    """Fewer figures than columns: each way to leave the rest empty; wide space tells on which side they stand."""
    missing = width - len(cells)
    if missing == 0:
        return [(cells, 0.0)]
    ways = []
    every = list(islice(combinations(range(width), len(cells)), _MOST_PLACES + 1))
    if len(every) > _MOST_PLACES:
        every = [tuple(range(len(cells))), tuple(range(missing, width))]
    for places in every:
        filled = dict(zip(places, cells, strict=True))
        row = tuple(filled.get(place, BLANK) for place in range(width))
        # Space after the last figure says that cells to its right are empty; space before the first, to its left.
        at_end = places[-1] == width - 1
        at_start = places[0] == 0
        told = 0.4 * (at_end == (trailing > _WIDE)) + 0.2 * (at_start == (leading > _WIDE + 2))
        ways.append((row, 1.0 * missing + told + _apart(cells, places)))
    return ways


def _apart(cells: tuple[Cell, ...], places: tuple[int, ...]) -> float:
    """What wide space between figures costs where no cell is left empty, and an empty cell where space is narrow."""
    if not any(cell.gap < _WIDE for cell in cells[1:]):
        return 0.0
    gaps = zip(cells[1:], pairwise(places), strict=True)
    return sum(0.3 for cell, (left, right) in gaps if (cell.gap >= _WIDE) != (right - left > 1))
