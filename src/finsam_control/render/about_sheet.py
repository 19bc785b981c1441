"""What is told of the register and its matrix, as a sheet of keys and values; and how every sheet prints."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from finsam_control.records.plain import Path, Tree, flat, kind_of, own_fields
from finsam_control.records.register import RiskRegister
from finsam_control.render.register_layout import key_of
from finsam_control.words import Words


def write(sheet: Any, tree: Tree, words: Words, formats: dict[str, Any]) -> None:
    """What is told of the register and its matrix, a key and a value a row."""
    heads = (words("Key"), words("Value"), words("Meaning"))
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats["header"])
    cells = flat({name: value for name, value in tree.items() if name != "risks"})
    for row, (path, text) in enumerate(cells.items(), 1):
        sheet.write_string(row, 0, key_of(path), formats["help"])
        sheet.write_string(row, 1, text, formats["cell"])
        sheet.write_string(row, 2, _meaning(RiskRegister, path), formats["help"])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 2, 60)
    sheet.freeze_panes(1, 0)
    for_print(sheet)


def for_print(sheet: Any) -> None:
    """A4, landscape, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _meaning(model: type[BaseModel], path: Path) -> str:
    names = [str(part) for part in path if not isinstance(part, int)]
    field, inner = own_fields(model)[names[0]], kind_of(own_fields(model)[names[0]]).model
    return _meaning(inner, tuple(names[1:])) if names[1:] and inner is not None else field.description or ""
