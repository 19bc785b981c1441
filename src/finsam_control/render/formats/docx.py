"""The auditor's prose as a Word document: styles, not hand formatting, so that the reader's own template can take over.

The library stamps nothing that differs from run to run except the times in the archive, which are fixed here.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from finsam_control.blocks import Block, Bullets, Grid, Heading, Paragraph
from finsam_control.prose import prose_of
from finsam_control.records.matrix import Colour
from finsam_control.render.heat_map_svg import FILLS
from finsam_control.render.inert import inert, one_line
from finsam_control.report import Report
from finsam_control.words import Words

MEDIA: Final = "binary"

#: The letters that a property of an Office document holds.
_PROPERTY: Final = 255

#: The first moment that an archive can hold.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
#: Points between the margins of an A4 page.
_WIDTH: Final = 455
#: Points that a cell keeps free beside its text, that a letter of a bold word takes, and letters of a word kept whole.
_CELL: Final = 12
_LETTER: Final = 7.5
_WORD: Final = 20
#: When the library's own template was made, which it says of every new document.
_TEMPLATE: Final = "2013-12-23T23:15:00Z"
_LANGUAGES: Final = {"sv": "sv-SE", "en": "en-GB"}


def render(report: Report, words: Words) -> bytes:
    """The whole document; the same report gives the same bytes."""
    document = Document()
    _set_up(document, report, words)
    for block in prose_of(report, words):
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return _with_fixed_times(written.getvalue(), f"{report.as_of}T00:00:00Z")


def _set_up(document: Any, report: Report, words: Words) -> None:
    properties = document.core_properties
    properties.title = inert(f"{report.entity.name} {report.period}")[:_PROPERTY]
    properties.author, properties.last_modified_by = report.tool.name, report.tool.name
    properties.language = _LANGUAGES[words.language]
    properties.comments = words("This is supporting material, not an auditor's statement.")
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.element.get_or_add_rPr().append(_element("w:lang", val=_LANGUAGES[words.language]))
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595.3), Pt(841.9)
    section.left_margin = section.right_margin = Pt((595.3 - _WIDTH) / 2)
    footer = section.footer.paragraphs[0]
    footer.add_run(inert(f"{report.entity.name} {report.period}, {words('as of {day}', day=report.as_of)}    "))
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = footer.add_run()
        if kind is not None:
            run._r.append(_element("w:fldChar", fldCharType=kind))  # noqa: SLF001 -- the library has no page numbers
        else:
            instruction = _element("w:instrText")
            instruction.text = text
            run._r.append(instruction)  # noqa: SLF001 -- as above


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(_text(text), level)
        case Paragraph(text, label):
            paragraph = document.add_paragraph()
            if label:
                paragraph.add_run(f"{_text(label)}. ", style="Strong")
            paragraph.add_run(_text(text))
        case Bullets(items):
            for item in items:
                document.add_paragraph(_text(item), style="List Bullet")
        case Grid():
            _table(document, block)


def _table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    properties = table._tbl.tblPr  # noqa: SLF001 -- the library has no descriptions of tables
    properties.append(_element("w:tblCaption", val=_text(grid.caption)))
    table.autofit = False
    widths = _widths(grid)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate((grid.columns, *grid.rows)):
        cells = table.rows[number].cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(_text(text))
            if number == 0:
                run.style = "Strong"
        kept = table.rows[number]._tr.get_or_add_trPr()  # noqa: SLF001 -- the library cannot keep a row on one page
        kept.append(_element("w:cantSplit", val="true"))
    heading = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 -- the library has no headings that return
    heading.append(_element("w:tblHeader", val="true"))
    for number, column, colour in grid.shades:
        _shade(table.cell(number + 1, column), colour)
    document.add_paragraph()


def _widths(grid: Grid) -> list[Pt]:
    """The width of the page: room first for the longest word of each column, then shared by how much it says.

    Words that are too long for the page together (hashes, paths) break where the page ends them.
    """
    columns = list(zip(grid.columns, *grid.rows, strict=True))
    words = [max(len(word) for text in column for word in _text(text).split(" ")) for column in columns]
    least = [_CELL + _LETTER * min(longest, _WORD) for longest in words]
    wanted = [min(max(len(text) for text in column), 40) for column in columns]
    spare = max(_WIDTH - sum(least), 0)
    shared = [low + spare * want / max(sum(wanted), 1) for low, want in zip(least, wanted, strict=True)]
    return [Pt(width * _WIDTH / sum(shared)) for width in shared]


def _shade(cell: Any, colour: Colour) -> None:
    fill = _element("w:shd", val="clear", color="auto", fill=FILLS[colour].removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(fill)  # noqa: SLF001 -- the library has no shading


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _text(text: str) -> str:
    return one_line(inert(text))


def _with_fixed_times(content: bytes, day: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            part = old.read(name)
            part = part.replace(_TEMPLATE.encode(), day.encode()) if name == "docProps/core.xml" else part
            new.writestr(zipfile.ZipInfo(name, _MOMENT), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()
