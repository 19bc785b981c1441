"""A CSV file as rows of text with the line of each: streamed, whatever its letters, its quotes and its size.

A row that cannot be parted into cells is handed on as None with its line, never left out; where its quote took more
lines with it, those are read anew one by one. Memory is bounded by a block of bytes and the longest line kept.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import Final

from finsam_control.ledger import Tally
from finsam_control.reading.blocks import Stream, blocks, parted

#: Lines of a row whose quoted text goes on that are kept.
ROW_LINES: Final = 50
#: Signs that may part cells: semicolons as in Swedish Excel, tabs, commas.
DELIMITERS: Final = ";\t,"
_MARK: Final = b"\xef\xbb\xbf"

Line = tuple[int, str | None]
Row = tuple[int, list[str] | None]


class Letters:
    """The lines that hold more than ASCII, by the letters they are written in."""

    def __init__(self) -> None:
        self.utf8 = self.cp1252 = Tally()

    @property
    def stray(self) -> Tally:
        """Lines in other letters than most of the file: read all the same, each in its own."""
        return min(self.utf8, self.cp1252, key=lambda tally: tally.count)


def lines(stream: Stream, letters: Letters) -> Iterator[Line]:
    """Every line with its number, without its end; None for a line longer than the limit."""
    number = 0
    for whole in blocks(stream):
        found = [None] if whole is None else _decoded(whole, number, letters)
        yield from enumerate(found, number + 1)
        number += len(found)


def _decoded(content: bytes, before: int, letters: Letters) -> list[str | None]:
    """The lines of a block; what is not ASCII is told line by line, for one file may be pasted from two."""
    content = content.removeprefix(_MARK) if before == 0 else content
    if content.isascii():
        return parted(content.decode("ascii"))
    found: list[str] = []
    for number, line in enumerate(content.split(b"\n"), before + 1):
        if line.isascii():
            found.append(line.decode("ascii"))
            continue
        try:
            found.append(line.decode("utf-8"))
            letters.utf8 = letters.utf8.and_one(number)
        except UnicodeDecodeError:
            found.append(line.decode("cp1252", errors="replace"))
            letters.cp1252 = letters.cp1252.and_one(number)
    return parted("\n".join(found))


def rows(source: Iterator[Line], delimiter: str) -> Iterator[Row]:
    """Every row with its first line; a row of blanks alone is none."""
    waiting: deque[Line] = deque()
    opens = f'{delimiter}"'
    while True:
        taken = waiting.popleft() if waiting else next(source, None)
        if taken is None:
            return
        number, line = taken
        if line is None or "\0" in line:
            yield number, None
        elif '"' not in line or not (line.startswith('"') or opens in line):
            yield number, line.split(delimiter)
        else:
            yield number, _quoted(line, delimiter, source, waiting)


def _quoted(line: str, delimiter: str, source: Iterator[Line], waiting: deque[Line]) -> list[str] | None:
    """A row with a cell in quotes, which may hold line ends; None where its quotes do not close."""
    taken: list[Line] = []
    text = line
    while text.count('"') % 2:
        following = waiting.popleft() if waiting else next(source, None)
        if following is not None:
            taken.append(following)
        if following is None or following[1] is None or len(taken) == ROW_LINES:
            waiting.extendleft(reversed(taken))
            return None
        text = f"{text}\n{following[1]}"
    try:
        (cells,) = csv.reader([text], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        waiting.extendleft(reversed(taken))
        return None
    return cells
