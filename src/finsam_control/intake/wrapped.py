"""Tables of text whose cells were wrapped and printed below one another: the lines put back into their columns.

A cell begins with a capital. Whether a line that begins with one continues the cell above is told by the room that was
left there, by words that never end a text, and by what a column of its kind holds; the best way to part all the lines
into rows is found by dynamic programming.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from finsam_control.intake.line import Line

#: How well some lines suit a column, by its place.
Suits = Callable[[int, Sequence[Line]], float]

MOST_LINES: Final = 400
_TALLEST: Final = 24
_SAME_LINE: Final = 1.5
_NEVER: Final = float("-inf")
_UNFINISHED: Final = frozenset(
    [
        "och",
        "att",
        "på",
        "för",
        "av",
        "i",
        "till",
        "som",
        "samt",
        "eller",
        "den",
        "det",
        "de",
        "en",
        "ett",
        "vid",
        "med",
        "om",
        "enligt",
        "inför",
        "mot",
        "under",
        "från",
        "ska",
        "kan",
    ]
)
_CAPITAL = re.compile(r"[A-ZÅÄÖ•”\"]")


def cells_of(lines: Sequence[Line], columns: int, suits: Suits) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    """The rows of the lines, each with as many cells as there are columns; none where they cannot be parted so."""
    lines = lines[:MOST_LINES]
    count = len(lines)
    width = _width(lines)
    begins = [_begins(lines, place, width) for place in range(count)]
    best = [[_NEVER] * columns for _ in range(count + 1)]
    back: list[list[int]] = [[0] * columns for _ in range(count + 1)]
    best[0][columns - 1] = 0.0
    for end in range(1, count + 1):
        for start in range(max(0, end - _TALLEST), end):
            if begins[start] == _NEVER:
                continue
            for column in range(columns):
                before = best[start][column - 1]
                if before == _NEVER:
                    continue
                score = before + begins[start] + suits(column, lines[start:end])
                if score > best[end][column]:
                    best[end][column] = score
                    back[end][column] = start
    if best[count][columns - 1] == _NEVER:
        return ()
    cells: list[tuple[Line, ...]] = []
    end, column = count, columns - 1
    while end:
        start = back[end][column]
        cells.insert(0, tuple(lines[start:end]))
        end, column = start, (column - 1) % columns
    return tuple(tuple(cells[place : place + columns]) for place in range(0, len(cells), columns))


def _width(lines: Sequence[Line]) -> int:
    """The width that most lines keep within."""
    lengths = sorted(len(line.text.strip()) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _begins(lines: Sequence[Line], place: int, width: int) -> float:
    """How much speaks for a cell that begins here."""
    text = lines[place].text.strip()
    if place == 0:
        return 0.0
    above = lines[place - 1]
    before = above.text.strip()
    if not _CAPITAL.match(text) or before.endswith(("-", ",")):
        return _NEVER
    score = 0.0
    if above.number == lines[place].number:
        return -_SAME_LINE
    if before.split()[-1].lower() in _UNFINISHED:
        score -= 3.0
    has_room = len(before) + 1 + len(text.split()[0]) <= width - 1
    score += 1.0 if has_room else 0.3
    # Within a cell a capital begins the next sentence; between cells seldom a full stop stands.
    score -= 0.8 if before.endswith(".") else 0.0
    score += 1.0 if above.printed.endswith("  ") else 0.0
    is_acronym = text[:2].isupper() and len(text.split()[0]) > 1
    return score - (1.0 if is_acronym else 0.0)
