"""Journals of purchases, read whole into the store: every cell as text first, then as what its column holds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeVar

import duckdb

from finsam_control import store
from finsam_control.journal import COLUMNS, UNASKED, JournalFile
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.place import Place
from finsam_control.reading import text_rows, typed_rows, workbook
from finsam_control.reading.blocks import Hashed
from finsam_control.reading.container import MAX_FILE
from finsam_control.reading.journal_cells import Cells
from finsam_control.reading.journal_columns import Heading, column_name, doubts, heading_of
from finsam_control.reading.text_rows import DELIMITERS, Letters, Row
from finsam_control.records.profile import Profile

#: Rows above the heading that a program may print: a title, a date.
_ABOVE: Final = 20
_HEAD: Final = 4_096
_BLOCK: Final = 1_048_576
_PARQUET: Final = b"PAR1"
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_EXAMPLE: Final = "faktura_nr;leverantor;konto_nr;belopp;datum"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its path, its name in the records, where they name it, and whose columns it has."""

    path: Path
    name: str
    named_at: Place
    profile_name: str
    profile: Profile
    forbund: str
    year: int


def read(connection: duckdb.DuckDBPyConnection, source: Source) -> tuple[JournalFile, str]:
    """Puts a file's rows into the table `journal`; gives what the file was like, and the SHA-256 of its bytes.

    Raises:
        UnreadableError: it is no journal, or its columns cannot be told apart.
    """
    try:
        with source.path.open("rb") as opened:
            head = opened.read(_HEAD)
            opened.seek(0)
            stream, letters = Hashed(opened), Letters()
            if head.startswith(_PARQUET):
                while stream.read(_BLOCK):
                    pass
                heading, rows = _headed(source, typed_rows.of_parquet(connection, source.path, source.profile.decimal))
            elif head.startswith((_ZIP, _OLE)):
                heading, rows = _workbook(source, stream.read(MAX_FILE + 1))
            elif (found := _no_text(head)) is not None:
                raise UnreadableError([_fault(source, 1, found)])
            else:
                heading, rows = _text(source, stream, letters)
            return _taken(connection, source, heading, rows, letters), stream.sha256
    except (OSError, duckdb.Error) as error:
        problem = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise UnreadableError(
            [_fault(source, 0, Message.of("the file cannot be read: {problem}", problem=problem))]
        ) from error


def _no_text(head: bytes) -> Message | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").lower()
    if not start:
        return Message.of("an empty file")
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        return Message.of("a web page or XML file")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Message.of("a file in UTF-16")
    return Message.of("a binary file") if b"\0" in head else None


def _text(source: Source, stream: Hashed, letters: Letters) -> tuple[Heading, Iterator[Row]]:
    """The heading, by whichever sign parts it best, and the rows below it."""
    found = text_rows.lines(stream, letters)
    first = list(islice(found, _ABOVE))
    candidates = [
        (heading, last, delimiter)
        for delimiter in DELIMITERS
        for heading, last in _headings(source, text_rows.rows(iter(first), delimiter))
    ]
    heading, last, delimiter = _best(source, candidates)
    return heading, text_rows.rows(chain((line for line in first if line[0] > last), found), delimiter)


def _workbook(source: Source, content: bytes) -> tuple[Heading, Iterator[Row]]:
    """The sheet whose heading fits best, and the rows below it."""
    try:
        sheets, _ = workbook.read(content, source.path.as_posix())
    except UnreadableError as error:
        raise UnreadableError([replace(fault, example=_EXAMPLE) for fault in error.faults]) from error
    candidates = [
        (heading, last, sheet)
        for sheet in sheets
        for heading, last in _headings(source, islice(typed_rows.of_sheet(sheet, source.profile.decimal), _ABOVE))
    ]
    heading, last, sheet = _best(source, candidates)
    return heading, (row for row in typed_rows.of_sheet(sheet, source.profile.decimal) if row[0] > last)


def _headed(source: Source, rows: Iterator[Row]) -> tuple[Heading, Iterator[Row]]:
    """Of a file whose first row is its heading."""
    heading, _, rest = _best(source, [(*found, rows) for found in _headings(source, islice(rows, 1))])
    return heading, rest


def _headings(source: Source, rows: Iterable[Row]) -> Iterator[tuple[Heading, int]]:
    """Every row taken as a heading, with its last line."""
    for number, cells in rows:
        if cells is not None:
            yield heading_of(cells, source.profile), number + sum(cell.count("\n") for cell in cells)


def _best(source: Source, candidates: list[tuple[Heading, int, T]]) -> tuple[Heading, int, T]:
    """The row that fits the profile best; refused where it leaves a doubt."""
    if not candidates:
        raise UnreadableError([_fault(source, 1, Message.of("no row of text"))])
    best = max(candidates, key=lambda item: (not item[0].lacks, len(item[0].at), item[0].width))
    refuse_doubts(source, best[0], best[1])
    return best


def refuse_doubts(source: Source, heading: Heading, line: int) -> None:
    """Stops at columns that cannot be told apart, with those that were found and a profile to copy.

    Raises:
        UnreadableError: with every doubt.
    """
    faults = [
        Fault(source.path.as_posix(), line, "", doubt.found, doubt.expected, doubt.example)
        for doubt in doubts(heading, source.profile)
    ]
    if faults:
        raise UnreadableError(faults)


def _taken(
    connection: duckdb.DuckDBPyConnection, source: Source, heading: Heading, rows: Iterable[Row], letters: Letters
) -> JournalFile:
    cells = Cells(heading, source.profile.decimal)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows"
        with target.open("w", encoding="utf-8", newline="") as out:
            out.writelines(cells.lines(rows))
        store.append(connection, target, (*cells.typed, *cells.texts), source.name, source.forbund, source.year)
    other_forbund, other_year = store.strangers(connection, source.name, source.forbund, source.year)
    return JournalFile(
        file=source.path.as_posix(),
        name=source.name,
        named_at=source.named_at,
        profile=source.profile_name,
        rows=cells.rows,
        broken=cells.broken,
        stray=letters.stray,
        unread=cells.unread,
        columns=tuple(heading.at),
        lacks=tuple(
            column_name(column, source.profile)
            for column in COLUMNS
            if column not in heading.at and column not in UNASKED
        ),
        not_used=heading.not_used,
        other_forbund=other_forbund,
        other_year=other_year,
    )


def _fault(source: Source, line: int, found: Message) -> Fault:
    expected = Message.of("a journal of purchases as a CSV file in UTF-8, a workbook (.xlsx) or a Parquet file")
    return Fault(source.path.as_posix(), line, "", found, expected, _EXAMPLE)
