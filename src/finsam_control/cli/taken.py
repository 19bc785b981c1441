"""What a run may not write over: a file that it reads, or one that holds somebody's work."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from finsam_control import manifest
from finsam_control.cli.whole_file import refuse_existing, replaceable
from finsam_control.message import Fault, Message, UnreadableError

#: Bytes of a file that tell what it is.
_HEAD: Final = 8_192


def refuse_taken(wanted: Iterable[tuple[Path, Callable[[Path], bool]]], *, force: bool) -> None:
    """Before anything is judged: each file to be written, with the test of whether it is an earlier one.

    Raises:
        UnreadableError: what stands there is no file that can be replaced, or may not be unasked.
    """
    faults: list[Fault] = []
    for file, is_earlier in wanted:
        try:
            if replaceable(Path(os.path.realpath(file))) is not None and not force and not is_earlier(file):
                refuse_existing(file)
        except UnreadableError as error:
            faults += error.faults
    if faults:
        raise UnreadableError(faults)


def is_report(mark: bytes | None) -> Callable[[Path], bool]:
    """Whether a file begins as every one of a format does; one that people go on writing in has no mark."""

    def is_earlier(file: Path) -> bool:
        with file.open("rb") as opened:
            return mark is not None and re.match(mark, opened.read(_HEAD), re.DOTALL) is not None

    return is_earlier


def is_unsigned_manifest(file: Path) -> bool:
    """A manifest may be made anew; what somebody has signed is evidence."""
    try:
        return manifest.read(file).signature is None
    except UnreadableError:
        return False


def refuse_inputs(files: Sequence[Path], inputs: Iterable[Path]) -> None:
    """When all has been judged and nothing is written yet; links and other spellings of a path are seen through.

    Raises:
        UnreadableError: a file to be written is one that the run has read. No option replaces it.
    """
    standing = {_identity(file): file for file in files if file.exists()}
    found = Message.of("the run reads this file")
    expected = Message.of("a name of its own for what is written")
    if read := {_identity(path) for path in inputs} & standing.keys() if standing else ():
        raise UnreadableError([Fault(standing[one].as_posix(), 0, "", found, expected) for one in read])


def _identity(path: Path) -> tuple[int, int] | None:
    """The file itself, whatever it is called; none where an input is no file of the disk, as a shipped matrix."""
    if not path.exists():
        return None
    status = path.stat()
    return status.st_dev, status.st_ino
