"""The tables of a document as portions of the records: the three statements, and the rest in their order."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_control.intake import header, listings
from finsam_control.intake.header import UnitWord
from finsam_control.intake.line import Line
from finsam_control.intake.portion import LAST, Portion, slug
from finsam_control.intake.rows import is_note
from finsam_control.intake.table_tree import tree_of
from finsam_control.intake.tables import PrintedTable, tables_of
from finsam_control.intake.vocabulary import vocabulary
from finsam_control.records.base import distinct


def portions_of(lines: Sequence[Line], document: str) -> tuple[Portion, ...]:
    """Every table of a document; of two of one statement the longer is the statement, the other one of the rest."""
    tables = _every(lines)
    statements = _statements(tables)
    names = distinct(_name(table, statements.get(place)) for place, table in enumerate(tables))
    portions = []
    for place, table in enumerate(tables):
        statement = statements.get(place, "")
        source = _source(table, document)
        tree, claims = tree_of(table, names[place], _unit_above(lines, table), source, statement)
        portions.append(Portion((statement,) if statement else ("tables", LAST), tree, claims))
    return tuple(portions)


def _every(lines: Sequence[Line]) -> tuple[PrintedTable, ...]:
    """The tables with periods above them and those without, in the order of the document."""
    dated = tables_of(lines)
    taken = frozenset(line.number for table in dated for row in table.rows for line in row.lines)
    return tuple(sorted((*dated, *listings.tables_of(lines, taken)), key=lambda table: table.rows[0].lines[0].number))


def _statements(tables: Sequence[PrintedTable]) -> dict[int, str]:
    found: dict[str, int] = {}
    for place, table in enumerate(tables):
        statement = vocabulary().heard(table.title, "statements")
        if statement is None or is_note(table.above[0].text if table.above else ""):
            continue
        rival = found.get(statement)
        if rival is None or len(table.filled) > len(tables[rival].filled):
            found[statement] = place
    return {place: statement for statement, place in found.items()}


def _name(table: PrintedTable, statement: str | None) -> str:
    if statement is not None:
        return {"income_statement": "resultatrakning", "balance_sheet": "balansrakning"}.get(
            statement, "kassaflodesanalys"
        )
    return slug(table.title)[:60] if table.title else "tabell"


def _source(table: PrintedTable, document: str) -> dict[str, str]:
    line = (table.above or table.rows[0].lines)[0]
    source = {"document": document}
    if line.page:
        source["page"] = str(line.page)
    if table.title:
        source["heading"] = table.title
    return source


def _unit_above(lines: Sequence[Line], table: PrintedTable) -> UnitWord | None:
    """The unit that the nearest line above says holds: `Belopp i kr`, at the head of the notes."""
    first = (table.above or table.rows[0].lines)[0].number
    for line in reversed(lines):
        if line.number < first and line.text.strip().lower().startswith(("belopp", "kr ", "tkr ", "alla belopp")):
            return header.unit_of(line.text)
    return None
