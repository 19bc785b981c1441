"""A CSV file as a sheet of text: semicolons as in Swedish Excel, commas or tabs; UTF-8, or what old Excel writes."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading.container import MAX_CELLS, MAX_FILE
from finsam_control.reading.sheet import Sheet

#: An apostrophe before such a sign keeps a spreadsheet from working it out; the reader takes one off again.
GUARDED: Final = re.compile(r"'*[=+\-@\t\r]")
_DELIMITERS: Final = ";,\t"


def read(content: bytes, file: str, name: str) -> tuple[tuple[Sheet, ...], bool]:
    """The file as one sheet for each sign that may part its cells, and whether its letters are those of old Excel.

    Which sign it is shows when the heading is looked for.

    Raises:
        UnreadableError: it is too large, or no text.
    """
    if len(content) > MAX_FILE:
        raise _refused(file, Message.of("the file is {size} bytes", size=len(content)))
    text, is_old = _decoded(content)
    if "\0" in text or not text.strip():
        raise _refused(file, Message.of("the file is empty") if not text.strip() else Message.of("no text"))
    found = [sheet for delimiter in _DELIMITERS if (sheet := _sheet(text, delimiter, name)) is not None]
    if not found:
        raise _refused(file, Message.of("quotes that do not close, or more than {limit} cells", limit=MAX_CELLS))
    return tuple(found), is_old


def _decoded(content: bytes) -> tuple[str, bool]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), False
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), True


def _sheet(text: str, delimiter: str, name: str) -> Sheet | None:
    """The text parted by one sign; None where it cannot be, as it is not the file's own."""
    csv.field_size_limit(MAX_FILE)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells: dict[tuple[int, int], str] = {}
    try:
        for number, row in enumerate(rows):
            cells |= {(number, column): _bare(value) for column, value in enumerate(row) if value.strip()}
            if len(cells) > MAX_CELLS:
                return None
    except csv.Error:
        return None
    return Sheet(name, cells)


def _bare(value: str) -> str:
    return value[1:] if value.startswith("'") and GUARDED.match(value) else value


def _refused(file: str, found: Message) -> UnreadableError:
    expected = Message.of("a text file with a heading above its columns, of at most {limit} bytes", limit=MAX_FILE)
    return UnreadableError([Fault(file, 0, "", found, expected)])
