"""A year's records as an Excel workbook to fill in, laid out from the record models.

The same records give the same bytes. Text is text: nothing that the records say becomes a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter

from finsam_control import workbook_marks as marks
from finsam_control.records.blocks import Block, Shape, blocks
from finsam_control.records.plain import Tree
from finsam_control.render import year_contents
from finsam_control.render.year_cells import Book, Canvas
from finsam_control.render.year_grid import grid
from finsam_control.render.year_tables import form, table
from finsam_control.words import Words
from finsam_control.workbook_names import sheets

#: The library takes the clock for anything but a moment.
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WRITERS: Final[dict[Shape, Callable[[Canvas, Block, Tree], None]]] = {"form": form, "list": table, "grid": grid}


def render(trees: Mapping[str, Tree], words: Words) -> bytes:
    """The workbook of the trees of records by their root; without any, one to be filled in."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": words("The year's records"), "created": _CREATED})
        _write(Book(book, words), trees)
    return target.getvalue()


def _write(shared: Book, trees: Mapping[str, Tree]) -> None:
    first: Any = shared.book.add_worksheet(shared.words("Contents"))
    first.write_string(0, 0, marks.NO_RECORDS)
    for plan in sheets():
        canvas = Canvas(shared, plan, shared.book.add_worksheet(plan.name))
        for key in plan.blocks:
            block = blocks()[key]
            _WRITERS[block.shape](canvas, block, trees.get(block.root, {}))
        canvas.finish()
    year_contents.write(shared, first, sheets())
