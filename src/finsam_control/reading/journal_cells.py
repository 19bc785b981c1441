"""From a row's cells to a line that DuckDB reads: each cell read once by the one grammar of `amounts`, and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Final

from finsam_control.journal import COLUMNS, Type, Unread
from finsam_control.ledger import Tally
from finsam_control.reading import amounts
from finsam_control.reading.amounts import Decimal
from finsam_control.reading.journal_columns import Heading
from finsam_control.reading.text_rows import Row
from finsam_control.store import ABSENT, SEPARATOR, clean

#: A number or a date that is masked is a star.
_MASKED: Final = "*"
#: Blanks that a text is cleaned of, so that a name written in two ways is one name.
_BLANKS_APART: Final = ("  ", "\n", "\r", "\t", "\u00a0", "\u202f")
#: Stands for what could not be read, until it has been counted.
_UNREAD: Final = "\0"
#: Different texts of a type that are remembered.
_REMEMBERED: Final = 500_000


class _Said(dict[str, str]):
    """Every text of a type that has been met, and what it says; a blank among yes and no says no."""

    def __init__(self, kind: Type, decimal: Decimal) -> None:
        super().__init__()
        self._absent = str(False) if kind == "flag" else ""
        self._read = amounts.reader(kind, decimal)

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        plain = text.strip().casefold()
        value = self._absent if plain in ABSENT else "" if plain == _MASKED else self._read(text)
        self[text] = said = _UNREAD if value is None else str(value)
        return said


class Cells:
    """The rows of a file on their way into the store, and what was met in them so far."""

    def __init__(self, heading: Heading, decimal: Decimal) -> None:
        self.typed = tuple(name for name in heading.at if COLUMNS[name] != "text")
        self.texts = tuple(name for name in heading.at if COLUMNS[name] == "text")
        self._width = heading.width
        self._names = tuple(heading.names[heading.at[name]] for name in self.typed)
        self._of_type = itemgetter(*(heading.at[name] for name in self.typed))
        self._of_text = _several(heading.at[name] for name in self.texts)
        said = {kind: _Said(kind, decimal) for kind in {COLUMNS[name] for name in self.typed}}
        self._said = tuple(said[COLUMNS[name]] for name in self.typed)
        self.rows, self.broken = 0, Tally()
        self._unread: dict[str, Tally] = {}

    @property
    def unread(self) -> tuple[Unread, ...]:
        return tuple(Unread(name, tally) for name, tally in self._unread.items())

    def lines(self, rows: Iterable[Row]) -> Iterator[str]:
        """A line for every row that is not blank: its number, then the typed columns, then the texts."""
        empty = SEPARATOR * (len(self.typed) + len(self.texts))
        for line, cells in rows:
            row = cells if cells is not None and len(cells) == self._width else self._fitted(cells)
            if row is None:
                self.rows += 1
                self.broken = self.broken.and_one(line)
                yield f"{line}{empty}\n"
            elif text := self._line(line, row):
                self.rows += 1
                yield text

    def _fitted(self, cells: list[str] | None) -> list[str] | None:
        """A row as wide as the heading: blanks behind it are left off, and a row of blanks alone may be short."""
        if cells is None or any(cell.strip() for cell in cells[self._width :]):
            return None
        if len(cells) < self._width and any(cell.strip() for cell in cells):
            return None
        return (cells + [""] * self._width)[: self._width]

    def _line(self, line: int, cells: list[str]) -> str:
        if not any(map(str.strip, cells)):
            return ""
        values = [said[cell] for said, cell in zip(self._said, self._of_type(cells), strict=True)]
        texts = self._of_text(cells)
        text = SEPARATOR.join((*values, *texts))
        if _UNREAD in text:
            self._count(line, values)
            values = ["" if value == _UNREAD else value for value in values]
            text = SEPARATOR.join((*values, *texts))
        if text.count(SEPARATOR) >= len(values) + len(texts) or any(blank in text for blank in _BLANKS_APART):
            text = SEPARATOR.join((*values, *map(clean, texts)))
        return f"{line}{SEPARATOR}{text}\n"

    def _count(self, line: int, values: list[str]) -> None:
        for name, value in zip(self._names, values, strict=True):
            if value == _UNREAD:
                self._unread[name] = self._unread.get(name, Tally()).and_one(line)


def _several(at: Iterable[int]) -> Callable[[list[str]], tuple[str, ...]]:
    """`itemgetter` gives a single item bare; a supplier alone is a tuple of one."""
    indexes = tuple(at)
    return itemgetter(*indexes) if len(indexes) > 1 else lambda cells: tuple(cells[index] for index in indexes)
