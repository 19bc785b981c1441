"""A table of a sheet, and its cells one by one as the text that a record is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pydantic import BaseModel

from finsam_control.message import Fault, Message
from finsam_control.reading.sheet import Sheet, Value, cell_name
from finsam_control.reading.written_dates import YearMissing, parse_written
from finsam_control.records.plain import Path, kind_at, kind_of, own_fields
from finsam_control.register_columns import is_named, is_worked_out, means, word_meant

#: A heading stands among the first rows, and is known by at least two of its columns.
HEADING_WITHIN: Final = 60
FEWEST_COLUMNS: Final = 2
_LONGEST: Final = 60
_YEARS: Final = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Table:
    """Where the heading stands, and what each column means; `joins` are those that name a risk of another table."""

    sheet: Sheet
    header: int
    fields: Mapping[int, Path]
    joins: Mapping[str, int]
    unknown: Mapping[int, str]


def table_of(model: type[BaseModel], sheet: Sheet) -> Table | None:
    """The table under the row that names most fields; None where no row names enough."""
    found = None
    for row, values in sheet.rows().items():
        if row >= HEADING_WITHIN:
            break
        table = _headed(model, sheet, row, {column: str(value) for column, value in values.items()})
        if len(table.fields) + len(table.joins) > (len(found.fields) + len(found.joins) if found else 0):
            found = table
    return found if found and len(found.fields) + len(found.joins) >= FEWEST_COLUMNS else None


def _headed(model: type[BaseModel], sheet: Sheet, row: int, headings: dict[int, str]) -> Table:
    fields: dict[int, Path] = {}
    joins: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for column, heading in headings.items():
        join = next((name for name in ("risk", "which") if is_named("joining", name, heading)), None)
        path = means(model, heading)
        if join is not None:
            joins[join] = column
        elif path is not None and path not in fields.values():
            fields[column] = path
        elif not is_worked_out(heading):
            unknown[column] = heading
    return Table(sheet, row, fields, joins, unknown)


@dataclass(slots=True)
class Row:
    """A risk being read: its values by path, and where each stands."""

    cells: dict[Path, str]
    places: dict[Path, str]
    first: str


@dataclass(slots=True)
class Reader:
    """Reads cells, and keeps what is to be told of them."""

    file: str
    year: int | None = None
    doubts: list[Fault] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    def doubt(self, cell: str, value: object, expected: Message, example: str = "") -> None:
        text = str(value)
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        found = value if isinstance(value, Message) else Message.of("`{value}`", value=shown)
        self.doubts.append(Fault(self.file, 0, cell, found, expected, example))

    def text(self, model: type[BaseModel], path: Path, value: Value, cell: str) -> str | None:
        """The cell as its field writes it; None where it is in doubt, which has then been told."""
        kind = kind_at(model, path)
        if kind.name == "date":
            return self._date(value, cell)
        written = _written(value).strip()
        if kind.name == "word":
            return word_meant(kind, written)
        if kind.name == "whole":
            whole, comma, decimals = written.replace(".", ",").partition(",")
            return whole if comma and decimals and not decimals.strip("0") else written
        return written

    def _date(self, value: Value, cell: str) -> str | None:
        if isinstance(value, date):
            if value.day == 1:
                day = value.isoformat()
                self.notes.append(
                    Message.of(
                        "{cell}: read as the day {day}; write {month} if the month was meant",
                        cell=cell,
                        day=day,
                        month=day[:7],
                    )
                )
            return value.isoformat()
        if isinstance(value, float | int) and int(value) not in _YEARS:
            self.doubt(
                cell, _written(value), Message.of("a date as YYYY-MM-DD, or a month or year of it"), "2022-06-17"
            )
            return None
        text = _written(value)
        read = parse_written(text, self.year)
        if isinstance(read, YearMissing):
            self.doubt(cell, text, Message.of("a date with its year"), f"{text} 2022")
            return None
        if read is not None and read.is_read_in:
            self.notes.append(Message.of("{cell}: {text} was read as {day}", cell=cell, text=text, day=read.day))
        return text.strip() if read is None else str(read.day)

    def unknown(self, table: Table) -> None:
        """Tells the columns that hold something and mean no field."""
        used = {column for row, column in table.sheet.cells if row > table.header}
        for column, heading in table.unknown.items():
            if column in used:
                expected = Message.of("the heading of a known column, once; this column was not read")
                self.doubt(cell_name(table.sheet.name, table.header, column), heading, expected)


def _written(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return str(value).replace(".", ",")
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n")
        case _:
            return str(value)


def about(sheet: Sheet, first: int, model: type[BaseModel]) -> dict[Path, tuple[str, str]]:
    """The pairs of key and value above a row: `matrix.bands.1.label` and its text, with the cell of each."""
    found = {}
    for row, values in sheet.rows().items():
        columns = sorted(values)
        if row >= first or len(columns) < 2:  # noqa: PLR2004 -- a pair
            continue
        path = _path(model, _written(values[columns[0]]).strip().split("."))
        if path is not None:
            found[path] = (_written(values[columns[1]]).strip(), cell_name(sheet.name, row, columns[1]))
    return found


def _path(model: type[BaseModel], parts: list[str]) -> Path | None:
    """The path that a key spells, items counted from 1; None where there is no such field."""
    fields = own_fields(model)
    name, *rest = parts
    if name not in fields:
        return None
    kind = kind_of(fields[name])
    if not rest:
        return (name,) if kind.name != "record" else None
    if kind.model is None:
        return None
    number: tuple[int, ...] = ()
    if kind.name == "records":
        if not rest[0].isdecimal() or len(rest) == 1:
            return None
        number, rest = (int(rest[0]) - 1,), rest[1:]
    below = _path(kind.model, rest)
    return None if below is None else (name, *number, *below)
