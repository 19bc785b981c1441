"""A workbook that was handed in, given back as it was, with a comment in each cell that something is said of.

The same workbook and notes give the same bytes. Personal identity numbers are masked, as in all that leaves the tool.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any, Final

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from finsam_control import workbook_marks as marks
from finsam_control.annotation import Note
from finsam_control.masking import masked
from finsam_control.words import Words

_AUTHOR: Final = "finsam-control"
_MARKED: Final = PatternFill("solid", fgColor="F9D0C4")
_SIZE: Final = (420, 160)
_FONT: Final = "Calibri"
_WIDE: Final = 100
#: Excel's own limit of a row's height.
_TALLEST: Final = 409
#: The longest text of a comment that Excel still shows whole.
_LONGEST: Final = 1500
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MOMENT: Final = b"2000-01-01T00:00:00Z"


def render(content: bytes, notes: Sequence[Note], words: Words) -> bytes:
    """The workbook with its comments, and a first sheet that lists them; `content` has been measured by the reader."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    _mask(book)
    for note in notes:
        _comment(book, note)
    _summary(book, notes, words)
    target = io.BytesIO()
    book.save(target)
    return _timeless(target.getvalue())


def _mask(book: Any) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and (said := masked(cell.value)) != cell.value:
                    cell.value = said
                if cell.comment is not None:
                    cell.comment.text = masked(cell.comment.text)


def _comment(book: Any, note: Note) -> None:
    name, _, at = note.cell.rpartition("!")
    if name not in book.sheetnames:
        return
    cell = book[name][at]
    if not hasattr(cell, "comment") or isinstance(cell, openpyxl.cell.cell.MergedCell):
        return
    before = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    comment = Comment(f"{before}{note.kind}\n{note.text}"[:_LONGEST], _AUTHOR)
    comment.width, comment.height = _SIZE
    cell.comment = comment
    cell.fill = _MARKED


def _summary(book: Any, notes: Sequence[Note], words: Words) -> None:
    """What was said, a row each, with a link to the cell."""
    name = words("Checked")
    if name in book.sheetnames:
        del book[name]
    sheet = book.create_sheet(name, 0)
    sheet.cell(1, 1, marks.NO_RECORDS)
    sheet.column_dimensions["A"].hidden = True
    title = words("What the check says of this workbook") if notes else words("The check says nothing of any cell.")
    sheet.cell(1, 2, title).font = Font(name=_FONT, bold=True, size=14)
    for column, (head, width) in enumerate(((words("Cell"), 28), (words("Kind"), 44), (words("What"), _WIDE)), 2):
        sheet.cell(3, column, head).font = Font(name=_FONT, bold=True)
        sheet.column_dimensions[sheet.cell(3, column).column_letter].width = width
    for row, note in enumerate(notes, 4):
        for column, text in enumerate((note.cell or words("The workbook"), note.kind, note.text), 2):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines = sum(1 + len(line) // _WIDE for line in note.text.split("\n"))
        sheet.row_dimensions[row].height = min(_TALLEST, 15 * lines)
        if note.cell:
            place, _, at = note.cell.rpartition("!")
            target = "'" + place.replace("'", "''") + f"'!{at}"
            sheet.cell(row, 2).hyperlink = Hyperlink(ref=f"B{row}", location=target)
    sheet.freeze_panes = "B4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.active = 0


def _timeless(content: bytes) -> bytes:
    """The same parts without the time of writing."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + _MOMENT, part)
            packed.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
