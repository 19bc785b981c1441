"""Tables without years or periods above them: figures in as many columns, or one figure with its unit on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from finsam_control.intake import header
from finsam_control.intake.header import Column, Header, UnitWord
from finsam_control.intake.line import Line
from finsam_control.intake.numerals import Tail, tail
from finsam_control.intake.rows import RawRow, is_prose, rows_of
from finsam_control.intake.tables import PrintedTable, table_of

_MOST_ABOVE: Final = 24
_FEWEST: Final = 3
_LONGEST_LABEL: Final = 8
_SEGMENT = re.compile(r"[A-ZÅÄÖ][^A-ZÅÄÖ]*|[A-ZÅÄÖ]{2,}")
_NUMBER = re.compile(r"[0-9]{1,2}\.?")


def tables_of(lines: Sequence[Line], taken: frozenset[int]) -> Iterator[PrintedTable]:
    """The tables among the lines that no other table has taken, by the numbers of their lines."""
    place = 0
    while place < len(lines):
        found = None
        if lines[place].number not in taken:
            found = _columns(lines, place, taken) or _single(lines, place, taken)
        if found is None:
            place += 1
            continue
        table, last = found
        yield table
        while place < len(lines) and lines[place].number <= last:
            place += 1


def _columns(lines: Sequence[Line], place: int, taken: frozenset[int]) -> tuple[PrintedTable, int] | None:
    """A table of two columns of shares or more, or of three of whole numbers, that begins with this line's figures."""
    first = tail(lines[place].text)
    width = _width(first)
    if width < 2:  # noqa: PLR2004 -- one column is another kind of list
        return None
    above = _above(lines, place, taken)
    heads = _heads(above, has_label=bool(first.label))
    rows = _full(rows_of([*above[heads:], *lines[place:]], width, has_notes=False), width)
    if sum(row.tail is not None for row in rows) < _FEWEST:
        return None
    names = _segments(above[:heads])
    columns = names[-width:] if len(names) >= width else [f"Kolumn {number}" for number in range(1, width + 1)]
    title, before = _title(above, heads, lines, place)
    unit: UnitWord = "procent" if first.is_percent else "antal"
    head = Header(tuple(Column(name, "other", None) for name in columns), unit, has_notes=False, before=title)
    return table_of(head, (*before, *above[:heads]), title, rows), rows[-1].lines[-1].number


def _single(lines: Sequence[Line], place: int, taken: frozenset[int]) -> tuple[PrintedTable, int] | None:
    """Three lines or more with one figure each, all of one unit that stands beside them."""
    first = tail(lines[place].text)
    unit = _own_unit(first)
    if unit is None or not first.label[:1].isupper() or len(first.label.split()) > _LONGEST_LABEL:
        return None
    raw = []
    for row in rows_of(lines[place:], 1, has_notes=False):
        if row.tail is None or _own_unit(row.tail) != unit or len(row.label.split()) > _LONGEST_LABEL:
            break
        raw.append(row)
    if len(raw) < _FEWEST or any(line.number in taken for row in raw for line in row.lines):
        return None
    above = [line for line in lines[max(0, place - 2) : place] if not tail(line.text).tokens]
    names = _segments(above)
    name = names[-1] if names and names[-1].isupper() else unit
    title = " ".join(above[0].text.split()) if above else ""
    head = Header((Column(name, "other", None),), unit, has_notes=False, before=title)
    return table_of(head, tuple(above), title, raw), raw[-1].lines[-1].number


def _own_unit(taken: Tail) -> UnitWord | None:
    if taken.is_percent and len(taken.tokens) == 1:
        return "procent"
    return header.unit_of(taken.unit) if taken.unit else None


def _width(taken: Tail) -> int:
    """The columns of a line whose figures can be read in one way only: shares, or three whole numbers or more."""
    if taken.tokens and all(token.is_percent for token in taken.tokens):
        return len(taken.tokens)
    small = all(len(token.text) <= 2 and token.text.isdigit() for token in taken.tokens)  # noqa: PLR2004 -- no thousands
    return len(taken.tokens) if small and len(taken.tokens) >= _FEWEST else 0


def _above(lines: Sequence[Line], place: int, taken: frozenset[int]) -> list[Line]:
    """The lines above without figures, to running text or another table."""
    found: list[Line] = []
    for line in reversed(lines[max(0, place - _MOST_ABOVE) : place]):
        text = line.text.strip()
        if line.number in taken or is_prose(text) or (tail(text).tokens and not _NUMBER.fullmatch(text)):
            break
        found.insert(0, line)
    return found


def _heads(above: Sequence[Line], *, has_label: bool) -> int:
    """How many of the lines above are headings: to a number alone, or to the label of the first row."""
    numbers = [place for place, line in enumerate(above) if _NUMBER.fullmatch(line.text.strip())]
    if numbers:
        return numbers[-1]
    if has_label:
        return len(above)
    capitals = [place for place, line in enumerate(above) if line.text.strip()[:1].isupper()]
    return capitals[-1] if capitals else len(above)


def _full(rows: Sequence[RawRow], width: int) -> list[RawRow]:
    """The rows to the first that has not one figure for each column."""
    found: list[RawRow] = []
    for row in rows:
        if row.tail is not None and _width(row.tail) != width:
            break
        found.append(row)
    while found and found[-1].tail is None:
        found.pop()
    return found


def _segments(lines: Sequence[Line]) -> list[str]:
    """Headings of columns: each begins with a capital, over as many lines as it takes."""
    text = " ".join(line.text.strip() for line in lines)
    return [segment.strip() for segment in _SEGMENT.findall(text) if segment.strip()]


def _title(above: Sequence[Line], heads: int, lines: Sequence[Line], place: int) -> tuple[str, tuple[Line, ...]]:
    """The line that stands first above the headings, else the nearest line above them all."""
    if heads and len(above[0].words) > 2:  # noqa: PLR2004 -- `Nr Fråga` is a heading of columns
        return " ".join(above[0].text.split()), ()
    first = place - len(above)
    if first > 0:
        return " ".join(lines[first - 1].text.split()), (lines[first - 1],)
    return "", ()
