"""A file's bytes by the block, each of whole lines: memory is bounded by a block and the longest line kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final, Protocol

#: Characters of one line that are kept; a longer line is told of and passed over.
LINE_LIMIT: Final = 65_536
#: Bytes of a character at most, in UTF-8.
_MOST_BYTES: Final = 4
_BLOCK: Final = 1_048_576


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Hashed:
    """A stream whose bytes are hashed as they are read."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._digest = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._digest.update(block)
        return block

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def blocks(stream: Stream) -> Iterator[bytes | None]:
    """Whole lines without the end of the last, as many as a read gives; None for a line too long to be kept."""
    rest, is_long = b"", False
    while block := stream.read(_BLOCK):
        whole, end, rest = (rest + block).rpartition(b"\n")
        if end and is_long:
            yield None
            _, end, whole = whole.partition(b"\n")
            is_long = False
        if end:
            yield whole
        if is_long or len(rest) > _MOST_BYTES * LINE_LIMIT:
            rest, is_long = b"", True
    if is_long:
        yield None
    elif rest:
        yield rest


def parted(text: str) -> list[str | None]:
    """A block's lines without their ends; None for one longer than the limit."""
    lines = text.replace("\r\n", "\n").removesuffix("\r").split("\n")
    return [line if len(line) <= LINE_LIMIT else None for line in lines]
