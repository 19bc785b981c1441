"""The heat map as a shaded table of a workbook: in each cell its product, its label and the risks that stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from finsam_control.matrix import Cell, bands_of, colour_of, gravest, lowest_first
from finsam_control.records.matrix import Band, Colour, Level, Matrix
from finsam_control.records.register import Risk, RiskRegister
from finsam_control.register_columns import Columns
from finsam_control.render.heat_map_svg import FILLS as FILLS  # noqa: PLC0414 -- the workbook's colours too
from finsam_control.words import Words

#: The column where long lists of choices stand, to the right of any matrix.
LISTS: Final = 30
_TOP: Final = 2
_MOST_IDS: Final = 40


def label(matrix: Matrix, likelihood: int | None, consequence: int | None, words: Words) -> str:
    """The level of a score, in the language; nothing where the matrix gives none."""
    if likelihood is None or consequence is None:
        return ""
    band = gravest(bands_of(matrix, Cell(likelihood, consequence)))
    return "" if band is None else _said(band, words)


def labels(matrix: Matrix, words: Words) -> Iterator[tuple[str, Colour]]:
    for band in lowest_first(matrix):
        yield _said(band, words), colour_of(matrix, band)


def _said(band: Band, words: Words) -> str:
    return band.label_en if words.language == "en" and band.label_en is not None else band.label


def write(book: Any, sheet: Any, register: RiskRegister, words: Words) -> str:
    """Draws the map, and below it the level of each score, which formulas look in; gives where that is."""
    matrix = register.matrix
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#dde3ea"})
    sheet.write_string(0, 0, register.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, words("The risks stand where they stood when the workbook was written."))
    axis = f"{_axis('likelihood', words)} \u2193   {_axis('consequence', words)} \u2192"
    sheet.write_string(_TOP, 0, axis, bold)
    for step in range(1, matrix.consequence_levels + 1):
        sheet.write_string(_TOP, step, _step(step, matrix.consequence, words), bold)
    sheet.set_row(_TOP, 32)
    placed = _placed(register)
    for likelihood in range(1, matrix.likelihood_levels + 1):
        row = _TOP + 1 + matrix.likelihood_levels - likelihood
        sheet.write_string(row, 0, _step(likelihood, matrix.likelihood, words), bold)
        sheet.set_row(row, 70)
        for consequence in range(1, matrix.consequence_levels + 1):
            cell = Cell(likelihood, consequence)
            text = "\n".join([f"{cell.product} {label(matrix, likelihood, consequence, words)}", placed.get(cell, "")])
            sheet.write_string(row, consequence, text.rstrip(), _shade(book, matrix, cell))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, matrix.consequence_levels, 18)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    first = _TOP + 3 + matrix.likelihood_levels
    sheet.print_area(0, 0, first - 1, matrix.consequence_levels)
    sheet.protect()
    return _levels(sheet, matrix, first, words, bold)


def _levels(sheet: Any, matrix: Matrix, first: int, words: Words, bold: Any) -> str:
    sheet.write_string(first, 0, words("Level of each score"), bold)
    for likelihood in range(1, matrix.likelihood_levels + 1):
        sheet.write_number(first + likelihood, 0, likelihood, bold)
        for consequence in range(1, matrix.consequence_levels + 1):
            sheet.write_number(first, consequence, consequence, bold)
            sheet.write_string(first + likelihood, consequence, label(matrix, likelihood, consequence, words))
    corner = xl_rowcol_to_cell(first + 1, 1, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(first + matrix.likelihood_levels, matrix.consequence_levels, row_abs=True, col_abs=True)
    return f"'{sheet.name}'!{corner}:{last}"


def _placed(register: RiskRegister) -> dict[Cell, str]:
    """The ids of each cell; where they are many, the first and how many more."""
    found: dict[Cell, list[str]] = {}
    for risk in register.risks:
        if risk.scored_likelihood is not None and risk.scored_consequence is not None:
            found.setdefault(Cell(risk.scored_likelihood, risk.scored_consequence), []).append(risk.id)
    return {
        cell: ", ".join(ids[:_MOST_IDS]) + (f" +{len(ids) - _MOST_IDS}" if len(ids) > _MOST_IDS else "")
        for cell, ids in found.items()
    }


def _shade(book: Any, matrix: Matrix, cell: Cell) -> Any:
    band = gravest(bands_of(matrix, cell))
    shape: dict[str, Any] = {"border": 1, "text_wrap": True, "valign": "top", "bold": True}
    if band is not None:
        colour = colour_of(matrix, band)
        shape |= {"bg_color": FILLS[colour]}
    return book.add_format(shape)


def _axis(name: str, words: Words) -> str:
    return Columns(words.language).heading(Risk, (name,))


def _step(step: int, named: tuple[Level, ...] | None, words: Words) -> str:
    if named is None or step > len(named):
        return str(step)
    level = named[step - 1]
    return f"{step} {level.name_en if words.language == 'en' and level.name_en is not None else level.name}"
