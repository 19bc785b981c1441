"""Sheets to a register: which column means what, which values could be read, and a word about each that could not.

Nothing is guessed: a value that can be read in two ways, or in none, is left unknown and told by its cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from pydantic import ValidationError

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import matrices
from finsam_control.reading.sheet import Sheet, Value, cell_name
from finsam_control.reading.validation import faults_of
from finsam_control.reading.written_dates import Written, parse_written
from finsam_control.records.base import distinct
from finsam_control.records.plain import Path, kind_of, nested, own_fields
from finsam_control.records.register import Risk, RiskRegister
from finsam_control.register_cells import Reader, Row, Table, about, table_of
from finsam_control.register_children import Joiner
from finsam_control.register_columns import Columns, children, is_named

_NOT_SAID: Final = "ej angivet"
_REQUIRED: Final = tuple(name for name, field in own_fields(Risk).items() if field.is_required() and name != "id")


@dataclass(frozen=True, slots=True)
class Imported:
    """A register as a tree of text, its doubtful cells, what else is to be said, and the cell of each value."""

    tree: dict[str, Any]
    doubts: tuple[Fault, ...]
    notes: tuple[Message, ...]
    places: dict[Path, str]


def imported(sheets: Sequence[Sheet], file: str, matrix: str | None) -> Imported:
    """The register that the sheets hold.

    Raises:
        UnreadableError: no sheet has a table of risks, or no matrix is to be had.
    """
    return _Importer(sheets, file, matrix).run()


class _Importer:
    def __init__(self, sheets: Sequence[Sheet], file: str, matrix: str | None) -> None:
        self.file = file
        self.matrix = matrix
        self.reader = Reader(file)
        self.sheets = [sheet for sheet in sheets if not sheet.is_hidden]
        self.hidden = [sheet.name for sheet in sheets if sheet.is_hidden and sheet.cells]

    def run(self) -> Imported:
        table = self.main_table()
        register = self.register(table)
        rows = self.rows(table)
        if not rows:
            expected = Message.of("at least one risk below the heading")
            raise _unreadable(self.file, cell_name(table.sheet.name, table.header, 0), Message.of("no risk"), expected)
        self.identify(rows)
        for model, names in children(Risk).items():
            Joiner(self.reader, self.sheets, rows).join(model, names)
        self.tell_unread(table)
        risks = [self.sound(row) for row in rows]
        tree = {**nested(RiskRegister, {path: text for path, (text, _) in register.items()}), "risks": risks}
        places = {path: cell for path, (_, cell) in register.items()}
        places |= {("risks", at, *path): cell for at, row in enumerate(rows) for path, cell in row.places.items()}
        ordered = {name: tree[name] for name in own_fields(RiskRegister) if name in tree}
        return Imported(ordered, tuple(self.reader.doubts), tuple(self.reader.notes), places)

    def main_table(self) -> Table:
        tables = [table for sheet in self.sheets if (table := table_of(Risk, sheet)) is not None]
        named = [table for table in tables if is_named("sheets", "risks", table.sheet.name)]
        # The one with most columns known; the first of those that are alike.
        best = max(named or tables, key=lambda table: len(table.fields), default=None)
        if best is None or not {(name,) for name in _REQUIRED} & set(best.fields.values()):
            columns = Columns("sv")
            example = " | ".join(columns.heading(Risk, (name,)) for name in ("process", "description", "likelihood"))
            expected = Message.of("a visible sheet with a row of headings such as those of a risk register")
            raise _unreadable(self.file, "", Message.of("no table of risks"), expected, example)
        return best

    def register(self, table: Table) -> dict[Path, tuple[str, str]]:
        """What is told of the register itself: on its own sheet, or above the table."""
        found = about(table.sheet, table.header, RiskRegister)
        for sheet in self.sheets:
            if is_named("sheets", "register", sheet.name):
                found |= about(
                    sheet, len(sheet.cells) + max((row for row, _ in sheet.cells), default=0) + 1, RiskRegister
                )
        if not found:
            found = self.title_above(table)
        if self.matrix is not None:
            found = {path: said for path, said in found.items() if path[0] != "matrix"}
            found["matrix", "shipped"] = (self.matrix, "--matrix")
        if not any(path[0] == "matrix" for path in found):
            expected = Message.of(
                "the option --matrix with the name of a shipped matrix: {known}", known=", ".join(matrices.names())
            )
            raise _unreadable(self.file, "", Message.of("no risk matrix"), expected, f"--matrix {matrices.names()[0]}")
        day = parse_written(found[("date",)][0]) if ("date",) in found else None
        self.reader.year = (
            day.day.first.year if isinstance(day, Written) and day.day.first.year == day.day.last.year else None
        )
        return found

    def title_above(self, table: Table) -> dict[Path, tuple[str, str]]:
        """A coordinator's own heading: the first text above the table, and the one date there, if there is one."""
        above = [
            (row, column, value) for (row, column), value in sorted(table.sheet.cells.items()) if row < table.header
        ]
        days = {
            (row, column): read.day
            for row, column, value in above
            if isinstance(read := parse_written(_iso(value)), Written) and read.day.is_exact
        }
        found: dict[Path, tuple[str, str]] = {}
        texts = [
            (row, column, value) for row, column, value in above if isinstance(value, str) and (row, column) not in days
        ]
        title, cell = (PurePath(self.file).stem, self.file)
        if texts:
            row, column, value = texts[0]
            title, cell = " ".join(str(value).split()), cell_name(table.sheet.name, row, column)
        found["title",] = (title, cell)
        self.reader.notes.append(Message.of("The title is taken from {cell}: {title}", cell=cell, title=title))
        if len(days) == 1:
            ((row, column), day), *_ = days.items()
            found["date",] = (str(day), cell_name(table.sheet.name, row, column))
            self.reader.notes.append(
                Message.of("The register's date is taken from {cell}: {day}", cell=found["date",][1], day=day)
            )
        return found

    def rows(self, table: Table) -> list[Row]:
        found: list[Row] = []
        sheet = table.sheet
        texts = {column for column, path in table.fields.items() if path == ("description",)}
        covered = {row for (row, column) in sheet.merged if column in texts}
        below = sorted({row for row, _ in (*sheet.cells, *sheet.merged) if row > table.header})
        for number in below:
            row = self.row(table, number)
            if row is None:
                continue
            top = next((sheet.merged[number, column] for column in texts if (number, column) in sheet.merged), None)
            if found and number in covered and top is not None and top[0] > table.header:
                self.continued(found[-1], row)
            elif any((name,) in row.cells for name in _REQUIRED):
                found.append(self.completed(row))
            else:
                shown = " | ".join(row.cells.values())
                self.reader.doubt(row.first, shown, Message.of("a row with a risk; this one was not read"))
        return found

    def row(self, table: Table, number: int) -> Row | None:
        """The values of a row; None for a row that is blank."""
        sheet, row = table.sheet, Row({}, {}, "")
        for column, path in table.fields.items():
            own = (number, column)
            value = sheet.cells.get(own)
            if value is None and own in sheet.merged and sheet.merged[own][0] > table.header:
                value = sheet.cells.get(sheet.merged[own])
            if value is None:
                continue
            cell = cell_name(sheet.name, number, column)
            row.first = row.first or cell
            text = self.reader.text(Risk, path, value, cell)
            if text is not None:
                row.cells[path], row.places[path] = text, cell
        return row if row.first else None

    def completed(self, row: Row) -> Row:
        for name in _REQUIRED:
            if (name,) not in row.cells:
                row.cells[name,], row.places[name,] = _NOT_SAID, row.first
                heading = Columns("sv").heading(Risk, (name,))
                expected = Message.of("a text under {heading}; `{text}` was written", heading=heading, text=_NOT_SAID)
                self.reader.doubt(row.first, Message.of("nothing"), expected)
        return row

    def continued(self, risk: Row, row: Row) -> None:
        """A risk over several rows: texts follow one another, other values must be the same."""
        for path, text in row.cells.items():
            before = risk.cells.get(path)
            if before is None:
                risk.cells[path], risk.places[path] = text, row.places[path]
            elif before != text and text not in before.split("\n"):
                if kind_of(own_fields(Risk)[str(path[0])]).name in {"text", "names"}:
                    risk.cells[path] = f"{before}\n{text}"
                else:
                    expected = Message.of("the same value on each row of a risk: {value}", value=before)
                    self.reader.doubt(row.places[path], text, expected)

    def identify(self, rows: list[Row]) -> None:
        if not any(("id",) in row.cells for row in rows):
            self.reader.notes.append(Message.of("No column of numbers: the risks were numbered in their order."))
        ids = [row.cells.get(("id",), str(number)) for number, row in enumerate(rows, 1)]
        for row, given, unique in zip(rows, ids, distinct(ids), strict=True):
            if given != unique:
                expected = Message.of("an id of its own for each; `{id}` was written", id=unique)
                self.reader.doubt(row.places.get(("id",), row.first), given, expected)
            row.cells["id",] = unique
            row.places.setdefault(("id",), row.first)

    def sound(self, row: Row) -> dict[str, Any]:
        """The risk, without the values that no field of it can take; each of those is told."""
        while True:
            tree = nested(Risk, row.cells)
            try:
                Risk.model_validate(tree)
            except ValidationError as error:
                self.dropped(row, error)
            else:
                return {name: tree[name] for name in own_fields(Risk) if name in tree}

    def dropped(self, row: Row, error: ValidationError) -> None:
        paths = [tuple(part for part in item["loc"] if part != "[key]") for item in error.errors()]
        faults = faults_of(Risk, error, lambda _: ("", 0))
        for path, fault in zip(paths, faults, strict=True):
            gone = [own for own in row.cells if own == path[: len(own)]] or [
                own for own in row.cells if own[:-1] == path[:-1]
            ]
            cell = row.places.get(gone[0], row.first) if gone else row.first
            self.reader.doubts.append(Fault(self.file, 0, cell, fault.found, fault.expected, fault.example))
            for own in gone:
                row.cells.pop(own)

    def tell_unread(self, table: Table) -> None:
        self.reader.unknown(table)
        own = {"risks", "register", "matrix", *(model.__name__ for model in children(Risk))}
        others = [
            sheet.name
            for sheet in self.sheets
            if sheet is not table.sheet
            and sheet.cells
            and not any(is_named("sheets", name, sheet.name) for name in own)
        ]
        if others and len({sheet.name for sheet in self.sheets}) > 1:
            self.reader.notes.append(Message.of("Sheets that were not read: {names}", names=", ".join(others)))
        if self.hidden:
            self.reader.notes.append(
                Message.of("Hidden sheets that were not read: {names}", names=", ".join(self.hidden))
            )


def _iso(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _unreadable(file: str, cell: str, found: Message, expected: Message, example: str = "") -> UnreadableError:
    return UnreadableError([Fault(file, 0, cell, found, expected, example)])
