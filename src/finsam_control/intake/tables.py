"""The printed tables of a document: where they stand, their columns, and how sure each row is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from finsam_control.intake import header, table_rows
from finsam_control.intake.header import Column, Header, Tie, UnitWord, ties_of
from finsam_control.intake.line import Line
from finsam_control.intake.rows import RawRow, is_note, is_prose, rows_of
from finsam_control.intake.spelling import joined
from finsam_control.intake.table_rows import TableRow

_TALLEST_HEADER: Final = 14
#: Lines above the headings in which the title is looked for.
_TITLE_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table: its title, the lines of title and headings, columns and rows; `unit` where the headings state it."""

    title: str
    above: tuple[Line, ...]
    columns: tuple[Column, ...]
    unit: UnitWord | None
    rows: tuple[TableRow, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def filled(self) -> tuple[TableRow, ...]:
        return tuple(row for row in self.rows if row.cells)


def tables_of(lines: Sequence[Line]) -> tuple[PrintedTable, ...]:
    """Every table of the lines, in their order."""
    found: list[PrintedTable] = []
    starts = _headers(lines)
    for place, (start, end) in enumerate(starts):
        head = header.read(line.text for line in lines[start:end])
        stop = _stop(lines, end, starts[place + 1][0] if place + 1 < len(starts) else len(lines))
        if head is None:
            continue
        raw = rows_of(lines[end:stop], len(head.columns), has_notes=head.has_notes)
        table = _table(lines, start, end, head, raw)
        if table is not None:
            found.append(table)
    return tuple(found)


def _headers(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where headings of columns begin and end."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        end = index
        if header.is_titled(lines[index].text):
            end = index + 1
        while end < len(lines) and end - index < _TALLEST_HEADER and header.is_heading(lines[end].text):
            end += 1
        if end - index > 1 and header.is_complete([line.text for line in lines[index:end]]):
            # What stands above is the table's title: `Budget 2021` over `Belopp i tkr Budget 2021 Budget 2022`.
            index = end - 1
        head = header.read(line.text for line in lines[index:end]) if end > index else None
        if head is not None and (len(head.columns) > 1):
            found.append((index, end))
            index = end
        else:
            index = max(end, index + 1)
    return found


def _stop(lines: Sequence[Line], begin: int, end: int) -> int:
    """Where the rows below the headings must end: at the next note or heading of a statement."""
    for index in range(begin, end):
        if is_note(lines[index].text):
            return index
    return end


def _table(lines: Sequence[Line], start: int, end: int, head: Header, raw: Sequence[RawRow]) -> PrintedTable | None:
    title, above = _title(lines, start, head)
    table = table_of(head, (*above, *lines[start:end]), title, raw)
    return table if table.filled else None


def table_of(head: Header, above: tuple[Line, ...], title: str, raw: Sequence[RawRow]) -> PrintedTable:
    """The table that rows make below their headings."""
    ties = ties_of(head.columns)
    return PrintedTable(title, above, head.columns, head.unit, table_rows.filled(raw, head, ties), ties)


def _title(lines: Sequence[Line], start: int, head: Header) -> tuple[str, tuple[Line, ...]]:
    """The heading of a table: of the same line as its columns, or the nearest line above."""
    if head.before:
        above = lines[start - 1] if start and is_note(lines[start - 1].text) else None
        return head.before, () if above is None else (above,)
    for back in range(1, _TITLE_LINES + 1):
        if start - back < 0:
            break
        line = lines[start - back]
        if header.is_heading(line.text):
            continue
        if is_prose(line.text) and not line.text.rstrip().endswith(":"):
            break
        return joined([line.text]), (line,)
    return "", ()
