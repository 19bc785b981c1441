"""The rows of the other sheets, scores and measures, put under the risks that they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from finsam_control.message import Message
from finsam_control.reading.sheet import Sheet, cell_name
from finsam_control.records.plain import Path, kind_of, own_fields
from finsam_control.records.register import Risk
from finsam_control.register_cells import Reader, Row, Table, table_of
from finsam_control.register_columns import Columns, is_named


@dataclass(frozen=True, slots=True)
class Joiner:
    """Joins to risks; what cannot be joined is told by its cell."""

    reader: Reader
    sheets: Sequence[Sheet]
    rows: Sequence[Row]

    def join(self, model: type[BaseModel], names: list[str]) -> None:
        """Puts the rows of another sheet under the risks that they name."""
        by_id = {row.cells["id",]: row for row in self.rows}
        for sheet in self.sheets:
            table = table_of(model, sheet) if is_named("sheets", model.__name__, sheet.name) else None
            if table is None or "risk" not in table.joins:
                continue
            self.reader.unknown(table)
            for number, values in sheet.rows().items():
                if number > table.header and any(column in values for column in table.fields):
                    self.joined(table, model, names, number, by_id)

    def joined(
        self, table: Table, model: type[BaseModel], names: list[str], number: int, by_id: dict[str, Row]
    ) -> None:
        sheet, cells = table.sheet, table.sheet.cells
        at = (number, table.joins["risk"])
        said = self.reader.text(Risk, ("id",), cells[at], "") if at in cells else None
        risk = by_id.get(said or "")
        if risk is None:
            self.reader.doubt(
                cell_name(sheet.name, *at), said or Message.of("nothing"), Message.of("the number of a risk")
            )
            return
        name = self.which(table, names, number)
        if name is None:
            return
        head: Path = (name,)
        if kind_of(own_fields(Risk)[name]).name == "records":
            taken = [int(path[1]) for path in risk.cells if path[0] == name and len(path) > 1]
            head = (name, max(taken, default=-1) + 1)
        elif any(path[0] == name for path in risk.cells):
            expected = Message.of("one row of each kind for a risk; this one was not read")
            self.reader.doubt(cell_name(sheet.name, *at), said, expected)
            return
        risk.cells.pop((name,), None)
        for column, path in table.fields.items():
            if (number, column) in cells:
                cell = cell_name(sheet.name, number, column)
                text = self.reader.text(model, path, cells[number, column], cell)
                if text is not None:
                    risk.cells[*head, *path], risk.places[*head, *path] = text, cell

    def which(self, table: Table, names: list[str], number: int) -> str | None:
        """The field that a row belongs under."""
        if len(names) == 1:
            return names[0]
        column = table.joins.get("which", 0)
        said = str(table.sheet.cells.get((number, column), ""))
        for name in names:
            if said in {Columns("sv").heading(Risk, (name,)), Columns("en").heading(Risk, (name,)), name}:
                return name
        known = ", ".join(Columns("sv").heading(Risk, (name,)) for name in names)
        self.reader.doubt(
            cell_name(table.sheet.name, number, column), said, Message.of("one of: {choices}", choices=known)
        )
        return None
