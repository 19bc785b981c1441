"""A printed table read from its grid, as it stands in the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from finsam_control import workbook_marks as marks
from finsam_control.message import Message
from finsam_control.reading.sheet import Value
from finsam_control.records.blocks import Block, grid_leaves
from finsam_control.workbook_cells import printed, read, text_of
from finsam_control.workbook_sections import Faults, Line, Section
from finsam_control.workbook_values import Path, Values


class Grid:
    """A printed table: its own values, its columns side by side, and its rows below one another."""

    def __init__(self, values: Values, section: Section, faults: Faults) -> None:
        self.values, self.section, self.faults = values, section, faults
        self.figures = section.columns(marks.FIGURES)
        self.columns, self.rows = (({leaf.key: leaf for leaf in leaves}) for leaves in grid_leaves())
        self.block: Block = section.block

    def take(self) -> None:
        # Beside a value above the rows stands its heading, where the rows have their labels.
        marked = [(line, self.beside_label(line)) for line in self.section.lines if line.mark]
        lines = [Line(line.number, line.mark, cells) for line, cells in marked if cells]
        headed = {column for line in lines if line.mark.startswith(marks.COLUMN) for column in line.cells} & set(
            self.figures
        )
        rows = [line for line in self.section.lines if not line.mark]
        if not lines and not rows:
            return
        base: Path = self.block.path
        base = self.values.next_of(base) if self.block.is_repeated else base
        used = [column for column in self.figures if column in headed]
        for line in lines:
            self.above(base, line, used)
        for name, items in (("columns", used), ("rows", rows)):
            if not items:
                self.values.put((*base, name), [], self.section, self.section.header, self.section.marking)
        for number, line in enumerate(rows):
            self.row((*base, "rows", number), line, used)

    def beside_label(self, line: Line) -> dict[int, Value]:
        return {column: value for column, value in line.cells.items() if self.section.keys[column] != "label"}

    def above(self, base: Path, line: Line, used: Sequence[int]) -> None:
        """A row that tells of the table itself, or of its columns."""
        own = {f"{marks.TABLE}{leaf.key}": leaf for leaf in self.block.leaves}
        for column, value in line.cells.items():
            of_column = self.columns.get(line.mark.removeprefix(marks.COLUMN))
            if line.mark in own and column == self.figures[0]:
                path: Path = (*base, *own[line.mark].path)
                self.put(path, read(own[line.mark].scalar, value), line, column)
            elif line.mark.startswith(marks.COLUMN) and of_column is not None and column in used:
                path = (*base, "columns", used.index(column), *of_column.path)
                self.put(path, read(of_column.scalar, value), line, column)
            else:
                self.faults.misplaced(self.section, line, column)

    def row(self, path: Path, line: Line, used: Sequence[int]) -> None:
        for column, value in line.cells.items():
            leaf = self.rows.get(self.section.keys[column])
            if leaf is not None:
                self.put((*path, *leaf.path), read(leaf.scalar, value), line, column)
            elif self.section.keys[column] != marks.FIGURES:
                self.faults.misplaced(self.section, line, column)
            elif column not in used:
                expected = Message.of("a heading above the column of every figure")
                self.faults.tell(self.section.sheet.name, (line.number, column), value, expected)
        if any(column in line.cells for column in used):
            for number, column in enumerate(used):
                text = text_of(line.cells.get(column, ""))
                self.put((*path, "values", number), printed(text), line, column)

    def put(self, path: Path, value: Any, line: Line, column: int) -> None:
        self.values.put(path, value, self.section, line.number, column)
