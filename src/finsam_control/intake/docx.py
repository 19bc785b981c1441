"""The text of a Word document: paragraphs as lines, tables as rows whose cells are apart, in the document's order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from finsam_control.intake.line import CELL
from finsam_control.message import Fault, Message, UnreadableError

MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 2_000
MOST_CHARACTERS: Final = 5_000_000
_CHUNK: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0"


def pages_of(file: Path, content: bytes) -> tuple[str, ...]:
    """The text of the document, as one page: Word decides where pages break when it prints.

    Raises:
        UnreadableError: protected, damaged, larger unpacked than is let in, or carrying macros.
    """
    import docx  # noqa: PLC0415 -- an extra, which only Word documents need

    measured = _measured(file, content)
    try:
        document = docx.Document(io.BytesIO(measured))
        return ("\n".join(_bounded(file, _lines(document))),)
    except UnreadableError:
        raise
    except Exception as error:  # python-docx trusts the parts of a document, and fails in its own way for each
        raise _damaged(file, error) from error


def _measured(file: Path, content: bytes) -> bytes:
    """The same document packed anew, every part counted while it is unpacked."""
    if content.startswith(_OLE):
        raise _refused(
            file,
            Message.of("the document is protected by a password, or of the old kind (.doc)"),
            Message.of("a copy without a password, saved as .docx"),
        )
    target = io.BytesIO()
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as packed:
            entries = source.infolist()
            names = {entry.filename for entry in entries}
            if "word/document.xml" not in names or len(entries) > MOST_PARTS:
                raise _refused(file, Message.of("no Word document"), Message.of("a document as .docx"))
            if any(name.endswith("vbaProject.bin") for name in names):
                raise _refused(
                    file,
                    Message.of("the file carries scripts, which are never run"),
                    Message.of("the document saved as .docx, without macros"),
                )
            for entry in entries:
                part = _unpacked(source, entry, left, file)
                left -= len(part)
                packed.writestr(zipfile.ZipInfo(entry.filename), part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _damaged(file, error) from error
    return target.getvalue()


def _unpacked(source: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, file: Path) -> bytes:
    """A part's content, never more than may be left."""
    part = bytearray()
    with source.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            part += chunk
            if len(part) > left:
                found = Message.of("unpacked, the document is larger than {limit} bytes", limit=MOST_UNPACKED)
                raise _refused(file, found, Message.of("a document without large pictures"))
    return bytes(part)


def _bounded(file: Path, lines: Iterator[str]) -> Iterator[str]:
    """The lines, for as long as they are no more than a document holds: a merged cell is repeated in each row."""
    left = MOST_CHARACTERS
    for line in lines:
        left -= len(line)
        if left < 0:
            found = Message.of("the file is longer than {limit} characters", limit=MOST_CHARACTERS)
            raise _refused(file, found, Message.of("the pages that hold the records"))
        yield line


def _lines(document: Any) -> Iterator[str]:
    """Paragraphs and rows of tables in the order of the document."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from map(CELL.join, _rows(block))
        else:
            yield from block.text.split("\n")


def _rows(table: Any) -> Iterator[list[str]]:
    """The text of each cell of each row, one merged over columns once and one merged over rows in each of them.

    Read from the elements: python-docx gives a merged cell anew for every column that it says it spans.
    """
    from docx.table import _Cell  # noqa: PLC0415 -- as above

    above: dict[int, Any] = {}
    for row in table._tbl.tr_lst:  # noqa: SLF001 -- as above
        column, here = row.grid_before, dict[int, Any]()
        for cell in row.tc_lst:
            here[column] = above.get(column, cell) if cell.vMerge == "continue" else cell
            column += cell.grid_span
        yield [" ".join(_Cell(cell, table).text.split()) for cell in here.values()]
        above = here


def _damaged(file: Path, error: Exception) -> UnreadableError:
    found = Message.of("the document is damaged or cut short: {problem}", problem=error)
    return _refused(file, found, Message.of("a whole document; open it in Word and save it anew as .docx"))


def _refused(file: Path, found: Message, expected: Message) -> UnreadableError:
    return UnreadableError([Fault(file.as_posix(), 0, "", found, expected)])
