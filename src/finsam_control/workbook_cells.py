"""The text of a cell and the text of a record, each from the other.

An empty cell is unknown. A dash is `saknas` where something may be looked for and not exist, and an empty list where a
list may be empty. A backslash before a dash, or before another backslash, makes it the text that stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from finsam_control.figure import Unit, parse_number
from finsam_control.reading.sheet import Value
from finsam_control.reading.written_dates import Written, parse_written
from finsam_control.records.base import ABSENT_WORD
from finsam_control.records.scalars import Scalar
from finsam_control.workbook_names import shown, word_meant

DASH: Final = "–"
_DASHES: Final = frozenset("-–—−")
#: The items of a list: on lines of their own or after a semicolon; words and whole numbers after a comma too.
_ITEMS: Final = re.compile(r"(?:\\[\\;n]|[^\n;])+")
_PLAIN_ITEMS: Final = re.compile(r"[^\n;,]+")
_ESCAPED: Final = re.compile(r"\\([\\;n])")
_PRINTED: Final = re.compile(r"(?P<value>[^{}]+?)\s*\{(?P<printed>.*)\}", re.DOTALL)
_NOTHING_PRINTED: Final = '""'


def text_of(value: Value) -> str:
    """What a cell holds, as text, without what is blank at its ends."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return str(value).replace(".", ",")
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n").strip()
        case _:
            return str(value)


def read(scalar: Scalar, value: Value) -> str | list[str]:
    """The cell as its record writes it; what it cannot be is left as it stands, for the record to refuse."""
    text = text_of(value)
    if scalar.is_several:
        return _several(scalar, text)
    if text in _DASHES and scalar.may_be_absent:
        return ABSENT_WORD
    if scalar.name == "date" and isinstance(value, date):
        return value.isoformat()
    return _single(scalar, text)


def _several(scalar: Scalar, text: str) -> list[str]:
    if _is_nothing(text):
        return []
    if scalar.name != "text":
        items = _PLAIN_ITEMS if scalar.name in {"word", "whole"} else _ITEMS
        return [_single(scalar, item.strip()) for item in items.findall(text) if item.strip()]
    if text.startswith("\\") and _is_nothing(text[1:]):
        return [text[1:]]
    found = [item.strip() for item in _ITEMS.findall(text) if item.strip()]
    return [_ESCAPED.sub(lambda sign: "\n" if sign[1] == "n" else sign[1], item) for item in found]


def _is_nothing(text: str) -> bool:
    return text in _DASHES or text.casefold() == ABSENT_WORD


def _single(scalar: Scalar, text: str) -> str:
    match scalar.name:
        case "text":
            return text.removeprefix("\\")
        case "flag" | "word":
            return word_meant(scalar, text)
        case "money" if parse_number(text, Unit.KR) is not None:
            return f"{text} kr"
        case "date" if isinstance(found := parse_written(text), Written) and not found.is_read_in:
            # A century or a year is not read in: whoever hands in says which day it was.
            return str(found.day)
        case _:
            return ABSENT_WORD if text.casefold() == ABSENT_WORD else text


def written(scalar: Scalar, value: str | Sequence[str]) -> str:
    """The text of a cell that `read` takes for the same value."""
    if not isinstance(value, str):
        return _written_several(scalar, value) if value else DASH
    if scalar.name != "text":
        return shown(scalar, value)
    return f"\\{value}" if value in _DASHES or value.startswith("\\") else value


def _written_several(scalar: Scalar, items: Sequence[str]) -> str:
    if scalar.name != "text":
        return "\n".join(shown(scalar, item) for item in items)
    if len(items) == 1 and _is_nothing(items[0]):
        return f"\\{items[0]}"
    signs = str.maketrans({"\\": "\\\\", "\n": "\\n", ";": "\\;"})
    return "\n".join(item.translate(signs) for item in items)


def printed(text: str) -> str | dict[str, str]:
    """A figure of a printed table: `12 130`, `-`, or with what the document prints instead: `-5196 {=5196}`."""
    if text == _NOTHING_PRINTED:
        return ""
    found = _PRINTED.fullmatch(text)
    return text if found is None else {"value": found["value"], "printed": found["printed"]}


def as_printed(cell: str | dict[str, str], *, says_blank: bool) -> str:
    """The text of a cell that `printed` takes for the same figure; `says_blank` where an empty one would be unknown."""
    if isinstance(cell, str):
        return _NOTHING_PRINTED if says_blank and not cell.strip() else cell
    return f"{cell['value']} {{{cell['printed']}}}"
