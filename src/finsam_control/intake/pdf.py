"""The text of a PDF, page by page: rows of ruled tables with their cells apart, everything else in reading order.

Nothing of a file is run or fetched: scripts and embedded files are refused, and forms are never opened.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from finsam_control.intake.line import CELL
from finsam_control.intake.spelling import joined
from finsam_control.message import Fault, Message, UnreadableError

MOST_PAGES: Final = 1_000
MOST_CHARACTERS: Final = 5_000_000
#: More lines and boxes on a page than any ruled table has: a drawing, whose grid is not looked for.
_MOST_RULES: Final = 4_000
#: Bytes that what is no picture may unpack to, and within how many bytes before it stands what it is.
MOST_UNPACKED: Final = 30_000_000
_ABOUT: Final = 2_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_SCRIPT = re.compile(rb"/JavaScript\b|/JS\b|/Launch\b")
_FILE = re.compile(rb"/EmbeddedFile\b|/Filespec\b")
_LEAST_COLUMNS: Final = 2
#: The width of a space as a share of the height of a line, and most spaces that stand for a gap.
_SPACE: Final = 0.24
_MOST_SPACES: Final = 40

# The reader of rulings tells of every oddity of a file; what is to be told is told here.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

#: A box on a page, in points from its upper left corner: left, top, right, bottom.
Box = tuple[float, float, float, float]


def pages_of(file: Path, content: bytes) -> tuple[str, ...]:
    """The text of each page.

    Raises:
        UnreadableError: encrypted, cut short, too long, without text, or carrying scripts or files.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 -- an extra, which only PDF files need

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise _broken(file, content, str(error)) from error
    try:
        _refuse_dangers(file, content, document)
        _refuse_flood(file, content)
        texts = list(_texts(file, content, document))
    except UnreadableError:
        raise
    except Exception as error:  # the reader of rulings trusts what the file says, and fails in its own way for each
        raise _broken(file, content, str(error)) from error
    finally:
        document.close()
    if not any(text.strip() for text in texts):
        raise _refused(
            file,
            Message.of("the file has {n} pages and no text: it is scanned", n=len(texts)),
            Message.of("the document as it was written, or the scan after recognition of its text (OCR)"),
        )
    return tuple(texts)


def _broken(file: Path, content: bytes, problem: str) -> UnreadableError:
    if "password" in problem.lower() or b"/Encrypt" in content:
        return _refused(
            file, Message.of("the file is protected by a password"), Message.of("a copy without a password")
        )
    found = Message.of("the file is damaged or cut short: {problem}", problem=problem)
    return _refused(file, found, Message.of("a whole PDF file"))


def _refuse_dangers(file: Path, content: bytes, document: Any) -> None:
    from pypdfium2 import raw  # noqa: PLC0415 -- as above

    if len(document) > MOST_PAGES:
        found = Message.of("the file has {n} pages", n=len(document))
        raise _refused(
            file, found, Message.of("at most {limit} pages; the pages that hold the records", limit=MOST_PAGES)
        )
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or _SCRIPT.search(content):
        raise _refused(
            file,
            Message.of("the file carries scripts, which are never run"),
            Message.of("the same pages printed to a new PDF file"),
        )
    if document.count_attachments() > 0 or _FILE.search(content):
        raise _refused(
            file,
            Message.of("the file carries other files, which are never opened"),
            Message.of("the same pages printed to a new PDF file, and each of the other files by itself"),
        )


def _refuse_flood(file: Path, content: bytes) -> None:
    """A few bytes may unpack to more than any memory holds, once or several times over."""
    left = MOST_UNPACKED
    for match in _STREAM.finditer(content):
        about = content[max(0, match.start() - _ABOUT) : match.start()].rpartition(b"obj")[2]
        packed = b"" if b"/Image" in about else content[match.end() :]
        while packed.startswith(b"\x78") and left > 0:
            packed = _unpacked(packed, left)
            left -= len(packed)
    if left <= 0:
        found = Message.of("unpacked, the document is larger than {limit} bytes", limit=MOST_UNPACKED)
        raise _refused(file, found, Message.of("the same pages printed to a new PDF file"))


def _unpacked(packed: bytes, most: int) -> bytes:
    """What a packed stream begins with; nothing of what is not packed so."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _texts(file: Path, content: bytes, document: Any) -> Iterator[str]:
    import pdfplumber  # noqa: PLC0415 -- as above

    total = 0
    with pdfplumber.open(io.BytesIO(content)) as ruled:
        for number, page in enumerate(document):
            text = _page(page, ruled.pages[number] if number < len(ruled.pages) else None)
            page.close()
            total += len(text)
            if total > MOST_CHARACTERS:
                found = Message.of("the file is longer than {limit} characters", limit=MOST_CHARACTERS)
                raise _refused(file, found, Message.of("the pages that hold the records"))
            if number < len(ruled.pages):
                ruled.pages[number].close()
            yield text


def _page(page: Any, ruled: Any) -> str:
    """The text of a page from top to bottom, each ruled table as rows whose cells are apart."""
    reader = page.get_textpage()
    try:
        tables = [] if ruled is None else _ruled(ruled)
        if not tables:
            return _spaced(reader)
        width, height = page.get_size()
        parts, top = [], 0.0
        for (_, begin, _, end), rows in tables:
            parts += [_between(reader, width, height, top, begin), *(CELL.join(row) for row in rows)]
            top = end
        parts.append(_between(reader, width, height, top, height))
        return "\n".join(part for part in parts if part.strip())
    finally:
        reader.close()


def _spaced(reader: Any) -> str:
    """The text of a page, with as many spaces between words as there is room for: columns stay apart."""
    text: str = reader.get_text_range()
    if len(text) != reader.count_chars():
        # Characters of two units would put every place after them out of step.
        return _cleaned(text)
    spaced: list[str] = []
    for place, character in enumerate(text):
        spaced.append(character)
        if character == " " and 0 < place < len(text) - 1 and text[place + 1].strip() and text[place - 1].strip():
            before, after = reader.get_charbox(place - 1, loose=True), reader.get_charbox(place + 1, loose=True)
            size = max(before[3] - before[1], 1.0)
            spaced.append(" " * min(_MOST_SPACES, round((after[0] - before[2]) / (size * _SPACE)) - 1))
    return _cleaned("".join(spaced))


def _cleaned(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\ufffe", "\u00ad")


def _between(reader: Any, width: float, height: float, top: float, bottom: float) -> str:
    """The text between two heights, counted from the top of the page."""
    if bottom <= top:
        return ""
    text: str = reader.get_text_bounded(0, height - bottom, width, height - top)
    return _cleaned(text).strip("\n")


def _ruled(page: Any) -> list[tuple[Box, list[list[str]]]]:
    """The ruled tables of two columns or more, each with its box and the text of its cells, from the top down."""
    if len(page.lines) + len(page.rects) + len(page.curves) > _MOST_RULES:
        return []
    found: list[tuple[Box, list[list[str]]]] = []
    bottom = 0.0
    for table in sorted(page.find_tables(), key=lambda item: item.bbox[1]):
        rows = [[_text(cell) for cell in row] for row in table.extract()]
        if table.bbox[1] >= bottom - 1 and rows and max(map(len, rows)) >= _LEAST_COLUMNS and len(rows) > 1:
            found.append((table.bbox, rows))
            bottom = table.bbox[3]
    return found


def _text(cell: str | None) -> str:
    return joined((cell or "").split("\n")).replace(CELL, " ")


def _refused(file: Path, found: Message, expected: Message) -> UnreadableError:
    return UnreadableError([Fault(file.as_posix(), 0, "", found, expected)])


def is_pdf(content: bytes) -> bool:
    """Whether the bytes say that they are a PDF, whatever the file is called."""
    return content[:1024].lstrip().startswith(b"%PDF")
