"""The first sheet of the workbook: how it is filled in, and what there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from finsam_control.records.base import Listing
from finsam_control.records.blocks import blocks
from finsam_control.render.about_sheet import for_print
from finsam_control.render.year_cells import Book
from finsam_control.words import N_
from finsam_control.workbook_names import SheetPlan, title

_HOW = (
    N_("Fill in what you know. An empty cell is unknown, and nothing is held against the förbund for it."),
    N_("Write saknas, or –, for what you have looked for and not found."),
    N_("Cells with a yellow heading must be filled in on every row that is used."),
    N_("Grey rows are examples. They are not read; let them stand or take the whole row away."),
    N_("Dates as 2025-03-14; a month (2025-03) or a year will do where the day is not known."),
    N_("Amounts in kronor as a number, or with their unit: 129 tkr. Shares with their sign: 25 %."),
    N_("Several values in one cell stand on lines of their own (Alt+Enter) or are parted by a semicolon."),
    N_("Printed tables are copied as they are printed, wrong totals and all."),
    N_("Where a document and page is known, unfold the columns to the right with the plus sign."),
    N_("Then: finsam-control check FOLDER, where the workbook lies in the folder."),
)


def write(shared: Book, sheet: Any, plans: Sequence[SheetPlan]) -> None:
    """How it is done, and a link to each sheet."""
    words, shapes = shared.words, shared.shapes
    sheet.write_string(0, 1, words("The year's records"), shapes["title"])
    row = 2
    for text in _HOW:
        sheet.write_string(row, 1, words(text), shapes["note"])
        row += 1
    row += 1
    sheet.write_string(row, 1, words("Sheet"), shapes["header"])
    sheet.write_string(row, 2, words("What it holds"), shapes["header"])
    for number, plan in enumerate(plans, row + 1):
        sheet.write_url(number, 1, f"internal:'{plan.name}'!B1", string=plan.name)
        held = [blocks()[key] for key in plan.blocks]
        # What is said of a list as a whole goes without saying.
        said = [title(block) for block in held if not issubclass(block.model, Listing)]
        sheet.write_string(number, 2, ", ".join(said), shapes["note"])
    sheet.set_column(0, 0, 2, None, {"hidden": True})
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 90)
    for_print(sheet)
