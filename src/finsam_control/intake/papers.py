"""Files to papers: the text of PDF, DOCX and plain files, within bounds of size and pages."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from finsam_control.intake.layout import in_reading_order
from finsam_control.intake.line import Paper, lines_of
from finsam_control.message import Fault, Message, UnreadableError

MOST_BYTES: Final = 50_000_000
MOST_CHARACTERS: Final = 5_000_000
_EXAMPLE: Final = "arsredovisning-2025.pdf"


def read(file: Path) -> Paper:
    """A document as lines.

    Raises:
        UnreadableError: it is of no kind that can be read, too large, encrypted, broken, or holds no text.
    """
    content = _bytes(file)
    match file.suffix.lower():
        case ".pdf":
            pages = _with(file, content, "pdf")
        case ".docx":
            pages = _with(file, content, "docx")
        case ".txt":
            pages = _text(file, content)
        case _:
            raise refused(
                file,
                Message.of("a file of the kind {kind}", kind=file.suffix),
                Message.of("a document as .pdf, .docx or .txt"),
            )
    if not any(page.strip() for page in pages):
        raise refused(file, Message.of("the file holds no text"), Message.of("a document with text"))
    unfolded = tuple("\n".join(in_reading_order(page.split("\n"))) for page in pages)
    return Paper(file.as_posix(), hashlib.sha256(content).hexdigest(), lines_of(unfolded))


def _with(file: Path, content: bytes, kind: str) -> tuple[str, ...]:
    """The pages of a file whose reader is an extra; a missing one is told with the line that installs it."""
    from finsam_control.intake import docx, pdf  # noqa: PLC0415 -- neither is needed for text

    extra, read = {"pdf": ("pdf", pdf.pages_of), "docx": ("report", docx.pages_of)}[kind]
    try:
        return read(file, content)
    except ImportError as error:
        found = Message.of("reading it needs {package}, which is not installed", package=error.name)
        raise refused(file, found, Message.of("pip install 'finsam-control[{extra}]'", extra=extra)) from error


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            found = Message.of("the file is {size} bytes", size=size)
            raise refused(file, found, Message.of("at most {limit} bytes", limit=MOST_BYTES))
        return file.read_bytes()
    except OSError as error:
        found = Message.of("the file cannot be read: {problem}", problem=error.strerror or str(error))
        raise refused(file, found, Message.of("a readable file")) from error


def _text(file: Path, content: bytes) -> tuple[str, ...]:
    """Pages of a text file: parted by form feeds, where it has them."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = Message.of("byte {byte} is not UTF-8 text", byte=f"0x{content[error.start]:02x}")
        raise refused(file, found, Message.of("a text file saved as UTF-8")) from error
    if "\0" in text or len(text) > MOST_CHARACTERS:
        found = Message.of("the file is no text, or longer than {limit} characters", limit=MOST_CHARACTERS)
        raise refused(file, found, Message.of("a document as .pdf, .docx or .txt"))
    return tuple(text.split("\f"))


def refused(file: Path, found: Message, expected: Message) -> UnreadableError:
    """One fault of a whole file."""
    return UnreadableError([Fault(file.as_posix(), 0, "", found, expected, _EXAMPLE)])
