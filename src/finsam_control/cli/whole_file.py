"""A file that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from finsam_control.message import Fault, Message, UnreadableError


@contextmanager
def whole_file(file: Path, *, with_folders: bool = False) -> Iterator[BinaryIO]:
    """Opens a file beside it for writing, and puts it in its place in one step when all has been written.

    Raises:
        UnreadableError: it cannot be written; nothing is left behind.
    """
    partial = file.with_name(f"{file.name}.partial")
    try:
        if with_folders:
            file.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as target:
            yield target
        partial.replace(file)
    except OSError as error:
        if partial.is_file():
            partial.unlink()
        found = Message.of("the file cannot be written: {problem}", problem=error.strerror or str(error))
        expected = Message.of("a folder that exists and may be written to")
        raise UnreadableError([Fault(file.as_posix(), 0, "", found, expected)]) from error


def write_whole(file: Path, text: str | bytes, *, with_folders: bool = False) -> None:
    """Replaces a file by its new content; text as UTF-8.

    Raises:
        UnreadableError: as `whole_file`.
    """
    with whole_file(file, with_folders=with_folders) as target:
        target.write(text.encode() if isinstance(text, str) else text)


def refuse_existing(file: Path) -> None:
    """Before a file is written that must not take another's place unasked.

    Raises:
        UnreadableError: the file exists.
    """
    if file.exists():
        expected = Message.of("a new name, or --force to replace the file")
        raise UnreadableError([Fault(file.as_posix(), 0, "", Message.of("the file exists already"), expected)])
