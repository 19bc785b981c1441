"""The lines of a document, each with its page and number; cells of a ruled table are separated by tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from finsam_control.intake.spelling import joined, plain

_BEFORE_CAPITAL = re.compile(r"(?:(?<=[a-zåäö%])|(?<=[a-zåäö]\.)) +(?=[A-ZÅÄÖ][a-zåäö])")
#: Between the cells of a table whose rulings were seen.
CELL: Final = "\t"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `page` is 0 where the text has no pages; `printed` as it stands, `text` as the patterns read it."""

    page: int
    number: int
    printed: str
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def words(self) -> list[str]:
        return self.text.split()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was read: its file, the hash of its bytes, and its lines in reading order."""

    file: str
    sha256: str
    lines: tuple[Line, ...]

    @property
    def pages(self) -> int:
        return max((line.page for line in self.lines), default=0) or 1

    @property
    def written(self) -> tuple[Line, ...]:
        """The lines that hold something."""
        return tuple(line for line in self.lines if not line.is_blank)


def lines_of(pages: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines of the text of each page, numbered through the document; a single page has no number."""
    lines: list[Line] = []
    for page, text in enumerate(pages, 1):
        for printed in text.split("\n"):
            lines.append(Line(page if len(pages) > 1 else 0, len(lines) + 1, printed, plain(printed)))
    return tuple(lines)


def flowing(lines: Sequence[Line]) -> str:
    """The lines as one text. Where lines keep the space they were broken at, one without it broke inside a word."""
    keeps_spaces = sum(line.printed.endswith(" ") for line in lines) * 2 >= len(lines)
    parts: list[str] = []
    before = ""
    for line in lines:
        text = line.text.strip()
        if parts and keeps_spaces and _is_torn(before, text):
            parts[-1] += text
        else:
            parts.append(text)
        before = line.printed
    return joined(parts)


def _is_torn(before: str, text: str) -> bool:
    return before[-1:].islower() and text[:1].islower()


def split_at_capitals(line: Line) -> tuple[Line, ...]:
    """A line in pieces, each from a word with a capital on: two cells may stand side by side on it."""
    pieces = [piece for piece in _BEFORE_CAPITAL.split(line.text.strip()) if piece]
    return tuple(
        Line(line.page, line.number, line.printed if place == len(pieces) else f"{piece} ", piece)
        for place, piece in enumerate(pieces, 1)
    )


def cells_in(line: Line) -> tuple[tuple[Line, ...], ...]:
    """The cells of a row of a ruled table, each as a line of its own at the same place."""
    return tuple((Line(line.page, line.number, cell, plain(cell)),) for cell in line.printed.split(CELL))
