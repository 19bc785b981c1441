"""The file around a workbook, looked at before anything is parsed: what it is, and how large it becomes.

What is handed on was measured byte by byte and packed anew, so that no parser meets more than was counted here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from finsam_control.message import Fault, Message, UnreadableError

MAX_FILE: Final = 20_000_000
MAX_UNPACKED: Final = 100_000_000
MAX_PARTS: Final = 2_000
MAX_CELLS: Final = 1_000_000

_CHUNK: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_CELLS = re.compile(
    rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"|<(?:\w+:)?c\b(?:[^>]*?\br=\"([A-Z]{1,3})(\d+)\")?[^>]*(?<!/)>"
)


@dataclass(frozen=True, slots=True)
class Container:
    """A workbook's parts, measured; and what it carries that is never run or fetched."""

    content: bytes
    has_macros: bool
    has_links: bool


def opened(content: bytes, file: str) -> Container:
    """The parts of an .xlsx or .xlsm file.

    Raises:
        UnreadableError: it is something else, cannot be read whole, or is larger than the limits above.
    """
    if len(content) > MAX_FILE:
        found = Message.of("the file is {size} bytes", size=len(content))
        raise _refused(file, found, Message.of("at most {limit} bytes in a workbook", limit=MAX_FILE))
    if not content.startswith(b"PK"):
        raise _refused(file, _what(content), Message.of("an Excel workbook (.xlsx) without a password, or a .csv file"))
    try:
        return _repacked(content, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        found = Message.of("the workbook is damaged or cut short: {problem}", problem=error)
        expected = Message.of("a whole workbook; open it in Excel and save it anew as .xlsx")
        raise _refused(file, found, expected) from error


def _what(content: bytes) -> Message:
    start = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return Message.of("the workbook is protected by a password")
        return Message.of("an Excel file of the old kind (.xls)")
    if start.startswith(b"%pdf"):
        return Message.of("a PDF file")
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return Message.of("a web page or XML file")
    if not content.strip():
        return Message.of("the file is empty")
    return Message.of("no Excel workbook")


def _repacked(content: bytes, file: str) -> Container:
    left, target = MAX_UNPACKED, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as measured:
        entries = source.infolist()
        names = {entry.filename for entry in entries}
        if "xl/workbook.xml" not in names:
            raise _refused(file, Message.of("no Excel workbook"), Message.of("an Excel workbook (.xlsx)"))
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise _too_large(file)
        for entry in entries:
            part = _unpacked(source, entry, left, file)
            left -= len(part)
            if entry.filename.startswith("xl/worksheets/") and (cells := _area(part)) > MAX_CELLS:
                found = Message.of("{part} spans {n} cells", part=entry.filename, n=cells)
                raise _refused(file, found, Message.of("at most {limit} cells in a sheet", limit=MAX_CELLS))
            if not entry.is_dir():
                measured.writestr(zipfile.ZipInfo(entry.filename), part)
    return Container(
        target.getvalue(),
        has_macros=any(name.endswith("vbaProject.bin") for name in names),
        has_links=any(name.startswith("xl/externalLinks/") for name in names),
    )


def _unpacked(source: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, file: str) -> bytes:
    """A part's content, never more than may be left."""
    part = bytearray()
    with source.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            part += chunk
            if len(part) > left:
                raise _too_large(file)
    return bytes(part)


def _area(part: bytes) -> int:
    """The cells of the rectangle that holds every value of a sheet, which is what a parser makes room for."""
    rows, columns, row, column = [0, 0], [0, 0], 0, 0
    for match in _CELLS.finditer(part):
        if match[1]:
            row, column = int(match[1]), 0
            continue
        column = _column(match[2]) if match[2] else column + 1
        row = int(match[3]) if match[3] else row
        rows = [min(rows[0] or row, row), max(rows[1], row)]
        columns = [min(columns[0] or column, column), max(columns[1], column)]
    return (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large(file: str) -> UnreadableError:
    found = Message.of("unpacked, the workbook is larger than {limit} bytes", limit=MAX_UNPACKED)
    return _refused(
        file, found, Message.of("at most {limit} bytes unpacked, in {n} parts", limit=MAX_UNPACKED, n=MAX_PARTS)
    )


def _refused(file: str, found: Message, expected: Message) -> UnreadableError:
    return UnreadableError([Fault(file, 0, "", found, expected)])
