"""The bytes of one file that a person named: read once, bounded, and never from what has no end."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from finsam_control.message import Fault, Message, UnreadableError


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was judged: its path as given and the SHA-256 of the very bytes that were read."""

    path: str
    sha256: str


def content_of(path: Path, limit: int, expected: Message, example: str = "") -> bytes:
    """The whole file, where it is a regular one of at most so many bytes; what is hashed and judged is this reading.

    A pipe would be waited for and a device has no end, so neither is opened; a link is followed.

    Raises:
        UnreadableError: there is no such file, it cannot be read, is too large, or is no regular file.
    """

    def refuse(found: Message) -> UnreadableError:
        return UnreadableError([Fault(path.as_posix(), 0, "", found, expected, example)])

    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise refuse(Message.of("no regular file, but a pipe or a device"))
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            content = b"" if size > limit else file.read()
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise refuse(Message.of("the file cannot be read: {problem}", problem=problem)) from error
    if max(size, len(content)) > limit:
        raise refuse(Message.of("the file is {size} bytes, and {limit} may be read", size=size, limit=limit))
    return content


def is_file(path: Path) -> bool:
    """Whether a file stands there; none does under a name that is longer than any may be."""
    try:
        return path.is_file()
    except OSError:
        return False


def input_of(file: str, content: bytes) -> Input:
    """What was read of a file, by the hash of that very reading."""
    return Input(file, hashlib.sha256(content).hexdigest())
