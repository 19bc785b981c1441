"""A printed table as the tree of a record, with a claim for the table and one for each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from finsam_control.intake.certainty import Certainty
from finsam_control.intake.header import Column, UnitWord
from finsam_control.intake.numerals import Cell
from finsam_control.intake.portion import Claim, slug
from finsam_control.intake.table_rows import TableRow
from finsam_control.intake.tables import PrintedTable
from finsam_control.intake.vocabulary import vocabulary
from finsam_control.records.base import distinct

_LONGEST_TITLE: Final = 120
_TOO_LARGE: Final = 1_000_000
#: Of a longer row of digits its first say that it is too large.
_DIGITS: Final = 15


def tree_of(
    table: PrintedTable, name: str, unit: UnitWord | None, source: dict[str, str], statement: str
) -> tuple[dict[str, Any], tuple[Claim, ...]]:
    """The record of a table and its claims; `unit` is what the document says above it, where the table says nothing."""
    own, sure = _unit(table, unit)
    column_ids = distinct(slug(column.name) for column in table.columns)
    row_ids = distinct(slug(row.label) for row in table.rows)
    tree = {
        "id": name,
        "title": (table.title or name)[:_LONGEST_TITLE],
        "unit": own,
        "source": source,
        "columns": [
            _column(column, key, table, column_ids) for column, key in zip(table.columns, column_ids, strict=True)
        ],
        "rows": [_row(table, place, row_ids, own, statement) for place in range(len(table.rows))],
    }
    claims = [
        Claim((), table.above, "certain" if table.title else "likely"),
        Claim(("unit",), table.above, sure),
        *(Claim(("rows", place), row.lines, row.certainty) for place, row in enumerate(table.rows)),
    ]
    return tree, tuple(claims)


def _column(column: Column, key: str, table: PrintedTable, ids: Sequence[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {"name": column.name, "id": key}
    if column.year is not None:
        tree["year"] = str(column.year)
    tree["holds"] = column.holds
    place = ids.index(key)
    for tie in table.ties:
        if tie.total == place:
            tree["sum_of"] = [f"-{ids[term]}" if less else ids[term] for term, less in tie.terms]
    return tree


def _row(table: PrintedTable, place: int, ids: Sequence[str], unit: UnitWord, statement: str) -> dict[str, Any]:
    row = table.rows[place]
    unnamed = "(summa utan rubrik)" if row.sum_of else "(rad utan rubrik)"
    tree: dict[str, Any] = {"label": row.label or unnamed, "id": ids[place]}
    concept = vocabulary().meaning(row.label, "concepts", statement) if statement and row.cells else None
    if concept is not None and not _said_again(table, place, concept, statement):
        tree["concept"] = concept
    if row.unit is not None and row.unit != unit:
        tree["unit"] = row.unit
    if row.cells:
        tree["values"] = [_cell(cell) for cell in row.cells]
    if row.sum_of:
        tree["sum_of"] = [f"-{ids[term.index]}" if term.is_less else ids[term.index] for term in row.sum_of]
    if row.note:
        tree["notes"] = [f"Not {row.note}"]
    return tree


def _said_again(table: PrintedTable, place: int, concept: str, statement: str) -> bool:
    """A later row says the same: the sum of liabilities counts, not the row of that name before it."""
    later = table.rows[place + 1 :]
    return any(row.cells and vocabulary().meaning(row.label, "concepts", statement) == concept for row in later)


def _cell(cell: Cell) -> str | dict[str, str]:
    if cell.is_blank or cell.value == "-":
        return cell.value
    if "=" in cell.printed:
        return {"value": cell.value, "printed": cell.printed}
    return cell.value


def _unit(table: PrintedTable, above: UnitWord | None) -> tuple[UnitWord, Certainty]:
    """The unit of a table: stated by its headings, by most of its rows, or by what stands above it."""
    if table.unit is not None:
        return table.unit, "certain"
    filled: tuple[TableRow, ...] = table.filled
    stated = Counter(row.unit for row in filled if row.unit is not None)
    if stated:
        unit, count = stated.most_common(1)[0]
        if count * 2 > len(filled):
            return unit, "certain"
    if any("tkr" in row.label.lower() for row in filled):
        # Thousands of millions are no förbund's: the word was left from another year's sheet.
        return ("kr", "doubtful") if _largest(filled) >= _TOO_LARGE else ("tkr", "likely")
    if above is not None:
        return above, "likely"
    return "kr", "doubtful"


def _largest(rows: Sequence[TableRow]) -> int:
    whole = (cell.value.partition(",")[0].replace(" ", "").lstrip("-") for row in rows for cell in row.cells)
    return max((int(text[:_DIGITS]) for text in whole if text.isdigit()), default=0)
