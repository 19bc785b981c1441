"""A printed table as a grid: what it is, what its columns are, and its rows, as they stand in the document."""

from __future__ import annotations

from typing import Any, Final

from finsam_control import workbook_marks as marks
from finsam_control.records.blocks import Block, Leaf, grid_leaves
from finsam_control.records.plain import Tree
from finsam_control.records.scalars import Scalar
from finsam_control.render.year_cells import Canvas
from finsam_control.render.year_tables import at
from finsam_control.workbook_cells import as_printed
from finsam_control.workbook_names import example, heading, title, told

#: Columns and rows that wait for figures, and tables that wait where there may be several.
_COLUMNS, _ROOM, _TABLES = 6, 25, 4
_FIGURE: Final = Scalar("measure")
_FIGURES_SHOWN: Final = ("1 250", "1 180")


def grid(canvas: Canvas, block: Block, tree: Tree) -> None:
    """The block's table; where there may be several all of them, and some that are empty."""
    found = at(tree, block.path)
    tables = [*(found or []), *[None] * _TABLES] if block.is_repeated else [found]
    # As wide as the widest, so that what stands beside the figures stands below one another.
    width = max(_COLUMNS, *(1 + len(printed["columns"]) for printed in tables if printed), 0)
    for number, printed in enumerate(tables, 1):
        name = f"{title(block)} {number}" if block.is_repeated else title(block)
        _Grid(canvas, block, printed or {}, width).write(name)


class _Grid:
    def __init__(self, canvas: Canvas, block: Block, table: Tree, width: int) -> None:
        self.canvas, self.block, self.table, self.width = canvas, block, table, width
        self.columns = table.get("columns", [])
        self.of_column, self.of_row = grid_leaves()
        self.label, *self.beside = self.of_row

    def write(self, name: str) -> None:
        canvas = self.canvas
        canvas.title(name)
        figures = [marks.FIGURES] * self.width
        canvas.keys(self.block.key, [self.label.key, *figures, *(leaf.key for leaf in self.beside)])
        for leaf in self.block.leaves:
            self.above(f"{marks.TABLE}{leaf.key}", leaf, [at(self.table, leaf.path)])
        for leaf in self.of_column:
            said = [at(column, leaf.path) for column in self.columns]
            self.above(f"{marks.COLUMN}{leaf.key}", leaf, [*said, *[None] * (self.width - len(said))])
        self.headings()
        first = canvas.row
        rows = self.table.get("rows", [])
        for row in [*rows, *[Tree()] * _ROOM]:
            self.row(row)
        canvas.hold(1, alone=True)
        canvas.printed = canvas.row - 1
        for column in range(2, self.width + 2):
            canvas.widen(column, Scalar("whole"))
        for column, leaf in enumerate(self.beside, self.width + 2):
            canvas.widen(column, leaf.scalar, aside=leaf.is_aside)
            canvas.offer(leaf.scalar, first, column, canvas.row - 1)
        canvas.row += 1

    def above(self, mark: str, leaf: Leaf, said: list[Any]) -> None:
        """A row that tells of the table or its columns: heading and help in one, then the values."""
        canvas = self.canvas
        canvas.write(0, mark, "mark")
        must = leaf.is_required
        helped = f": {told(leaf)}" if told(leaf) and not leaf.is_aside else ""
        text = f"{heading(leaf)}{' *' if must else ''}{helped}"
        canvas.write(1, text, "required" if must else "header")
        for column, value in enumerate(said, 2):
            canvas.value(column, leaf.scalar, value, "text")
            canvas.offer(leaf.scalar, canvas.row, column, canvas.row)
        if leaf.is_aside:
            canvas.fold(hidden=not any(value is not None for value in said))
        else:
            canvas.heighten([text], 44)
        canvas.row += 1

    def headings(self) -> None:
        canvas, words = self.canvas, self.canvas.shared.words
        figures = [words("Column {n}", n=number) for number in range(1, self.width + 1)]
        heads = [f"{heading(self.label)} *", *figures, *(heading(leaf) for leaf in self.beside)]
        helps = [told(self.label), words("As printed, without unit"), *[""] * (self.width - 1)]
        shown = [example(self.label), *_FIGURES_SHOWN, *[""] * (self.width - len(_FIGURES_SHOWN))]
        helps += [told(leaf) for leaf in self.beside]
        shown += [example(leaf) for leaf in self.beside]
        marking = (marks.READING, marks.READING, marks.of_example(shown))
        shapes = ("header", "help", "example")
        for mark, texts, shape in zip(marking, (heads, helps, shown), shapes, strict=True):
            canvas.write(0, mark, "mark")
            for column, text in enumerate(texts, 1):
                canvas.write(column, text, shape)
            canvas.heighten(texts, 18)
            canvas.row += 1

    def row(self, row: Tree) -> None:
        canvas = self.canvas
        canvas.value(1, self.label.scalar, at(row, self.label.path))
        cells = row.get("values", [])
        says_blank = bool(cells) and not any(isinstance(cell, dict) or cell.strip() for cell in cells)
        for number in range(self.width):
            text = as_printed(cells[number], says_blank=says_blank) if number < len(cells) else ""
            canvas.value(number + 2, _FIGURE, text or None, "figure")
        for column, leaf in enumerate(self.beside, self.width + 2):
            canvas.value(column, leaf.scalar, at(row, leaf.path))
        canvas.row += 1
