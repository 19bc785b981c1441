"""`check --annotate`: the workbook that was handed in, with what the check says of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from finsam_control import dossier as dossiers
from finsam_control.annotation import Note, of_faults
from finsam_control.cli.extra import extra
from finsam_control.cli.whole_file import refuse_existing, write_whole
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading.container import opened
from finsam_control.words import Words


@contextmanager
def annotating(paths: Sequence[Path], file: Path | None, words: Words) -> Iterator[list[Note]]:
    """Gathers what is said of cells, and writes the workbook with that, or with the faults that ended the check.

    Raises:
        UnreadableError: no one workbook is to be had, or the file that is to be written exists.
    """
    if file is None:
        yield []
        return
    workbook = _workbook_of(paths[0], file)
    try:
        notes: list[Note] = []
        yield notes
    except UnreadableError as error:
        _write(workbook, file, of_faults(error.faults, workbook.as_posix(), words), words)
        raise
    _write(workbook, file, notes, words)


def _workbook_of(path: Path, file: Path) -> Path:
    """The one workbook among the records, before anything is judged."""
    # What a coordinator has begun to put right in an earlier copy is not written over.
    refuse_existing(file)
    found = dossiers.workbooks(path)
    if len(found) != 1:
        said = Message.of("{n} workbooks", n=len(found))
        expected = Message.of("one workbook (.xlsx) among the records, to be given back with comments")
        raise UnreadableError([Fault(path.as_posix(), 0, "", said, expected)])
    return found[0]


def _write(workbook: Path, file: Path, notes: Sequence[Note], words: Words) -> None:
    with extra("report", "check --annotate", words):
        from finsam_control.render import annotated  # noqa: PLC0415 -- needs a part that is installed by choice
    content = opened(workbook.read_bytes(), workbook.as_posix()).content
    write_whole(file, annotated.render(content, notes, words))
    click.echo(words("Written: {file}", file=file.as_posix()), err=True)
