"""Which files of a folder are workbooks, and which of those hold a year's records."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.workbook_reading import Workbook, is_ours, workbook

_ENDINGS: Final = (".xlsx", ".xlsm")


def is_workbook(file: Path) -> bool:
    """Whether a file is one of Excel's, whatever it holds."""
    return file.suffix.lower() in _ENDINGS


def workbook_in(file: Path, content: bytes) -> Workbook | None:
    """The records of a workbook; None for what is no workbook, or one of something else.

    Raises:
        UnreadableError: the file cannot be read, or the part that reads it is not installed; it is never passed over.
    """
    if not is_workbook(file):
        return None
    name = file.as_posix()
    try:
        from finsam_control.reading import workbook as reading  # noqa: PLC0415 -- needs a part installed by choice
    except ModuleNotFoundError as error:
        found = Message.of("a workbook, and the part that reads it is not installed")
        expected = Message.of("first: {install}", install="pip install 'finsam-control[data]'")
        raise UnreadableError([Fault(name, 0, "", found, expected)]) from error
    sheets, _ = reading.read(content, name)
    return workbook(sheets, name) if is_ours(sheets) else None
