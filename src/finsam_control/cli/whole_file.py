"""Files that are written whole or not at all, several of them all or none."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from finsam_control.message import Fault, Message, UnreadableError

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Staged:
    """Files written beside their places; `put` moves them there when all have been written, and no error leaves one.

    Each has a name of its own while it is written, so that two runs at once in one folder never share a file, and one
    that begins with a dot, so that a run that is killed leaves nothing that is taken for a record. A link is followed:
    what it points at is replaced, with the permissions it had.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        for partial, _ in self._waiting:
            with contextlib.suppress(OSError):
                partial.unlink()

    @contextmanager
    def file(self, file: Path, *, with_folders: bool = False) -> Iterator[BinaryIO]:
        """Opens a file beside it for writing.

        Raises:
            UnreadableError: it cannot be written.
        """
        place = Path(os.path.realpath(file))
        partial = place.with_name(f".{secrets.token_hex(8)}.partial")
        with _told(file):
            if with_folders:
                place.parent.mkdir(parents=True, exist_ok=True)
            mode = replaceable(place)
            self._waiting.append((partial, place))
            with partial.open("xb") as target:
                yield target
                target.flush()
                os.fsync(target.fileno())
            if mode is not None:
                partial.chmod(mode)

    def write(self, file: Path, text: str | bytes, *, with_folders: bool = False) -> None:
        """As `file`, of content at hand; text as UTF-8."""
        with self.file(file, with_folders=with_folders) as target:
            target.write(text.encode() if isinstance(text, str) else text)

    def put(self) -> None:
        """Moves every file to its place, each in one step.

        Raises:
            UnreadableError: one of them cannot be moved; it and those after it are not.
        """
        while self._waiting:
            partial, place = self._waiting[0]
            with _told(place):
                partial.replace(place)
            del self._waiting[0]
            _settle(place.parent)


def replaceable(place: Path) -> int | None:
    """The permissions of the file that would be replaced; None where there is none.

    Renaming would put a file in the place of anything, of /dev/null too where the user may, so it is asked here.

    Raises:
        UnreadableError: what stands there is no file, or one that its owner has protected.
    """
    with _told(place):
        try:
            mode = place.stat().st_mode
        except FileNotFoundError:
            return None
    if stat.S_ISREG(mode) and mode & _WRITABLE:
        return stat.S_IMODE(mode)
    if stat.S_ISDIR(mode):
        found = Message.of("a folder")
    elif not stat.S_ISREG(mode):
        found = Message.of("no regular file, but a pipe or a device")
    else:
        found = Message.of("a file that is write-protected")
    expected = Message.of("the name of a file to write")
    raise UnreadableError([Fault(place.as_posix(), 0, "", found, expected)])


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        found = Message.of("the file cannot be written: {problem}", problem=problem)
        expected = Message.of("a folder that exists and may be written to")
        raise UnreadableError([Fault(file.as_posix(), 0, "", found, expected)]) from error


def _settle(folder: Path) -> None:
    """Has the disk keep the new name too; where the system cannot, the content at least is kept."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def write_whole(file: Path, text: str | bytes, *, with_folders: bool = False) -> None:
    """Replaces a file by its new content; text as UTF-8.

    Raises:
        UnreadableError: it cannot be written; nothing is left behind.
    """
    with Staged() as staged:
        staged.write(file, text, with_folders=with_folders)
        staged.put()


def refuse_existing(file: Path) -> None:
    """Before a file is written that must not take another's place unasked.

    Raises:
        UnreadableError: the file exists.
    """
    if file.exists():
        expected = Message.of("a new name, or --force to replace the file")
        raise UnreadableError([Fault(file.as_posix(), 0, "", Message.of("the file exists already"), expected)])
