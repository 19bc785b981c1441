"""The worksheet of a sample on disk: a workbook or CSV, written whole and read back."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path

from finsam_control.cli.extra import extra
from finsam_control.cli.whole_file import write_whole
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import csv_sheet
from finsam_control.reading.container import MAX_FILE
from finsam_control.reading.file_content import content_of
from finsam_control.reading.sheet import Sheet
from finsam_control.render import sample_csv
from finsam_control.sampling import answers
from finsam_control.sampling.answers import Answers
from finsam_control.sampling.worksheet import Worksheet
from finsam_control.words import Words

_ENDINGS = (".xlsx", ".csv")


def refuse_ending(file: Path) -> None:
    """Before anything is drawn.

    Raises:
        UnreadableError: the name says neither a workbook nor CSV.
    """
    if file.suffix.lower() not in _ENDINGS:
        found = Message.of("a file name that ends in `{ending}`", ending=file.suffix)
        expected = Message.of("a name that ends in one of: {endings}", endings=", ".join(_ENDINGS))
        raise UnreadableError([Fault(file.as_posix(), 0, "", found, expected, f"{file.stem}{_ENDINGS[0]}")])


def write(file: Path, sheet: Worksheet, words: Words) -> None:
    if file.suffix.lower() == ".csv":
        write_whole(file, sample_csv.render(sheet, words))
        return
    with extra("report", "Excel", words):
        workbook = importlib.import_module("finsam_control.render.sample_workbook")
    write_whole(file, workbook.render(sheet, words))


def read(file: Path, words: Words, today: date) -> Answers:
    """The filled-in worksheet, as known today.

    Raises:
        UnreadableError: it cannot be read, is none, or has cells in doubt.
    """
    refuse_ending(file)
    name = file.as_posix()
    content = content_of(file, MAX_FILE, Message.of("a file that exists and may be read"))
    sheets: tuple[Sheet, ...]
    if file.suffix.lower() == ".csv":
        sheets, _ = csv_sheet.read(content, name, file.stem)
    else:
        with extra("data", "Excel", words):
            workbook = importlib.import_module("finsam_control.reading.workbook")
        sheets, _ = workbook.read(content, name)
    return answers.read(sheets, name, today)
