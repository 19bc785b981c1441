"""Where a value stands: in which file and line, and in which document and page that was transcribed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One value's place: record file, line (from 1), JSON pointer, and its source document, page and heading.

    In a workbook the line is the row, and `cell` says the sheet and column too: `Möten!D7`.
    """

    file: str
    line: int
    pointer: str
    document: str = ""
    page: str = ""
    heading: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class At:
    """Where a record (a YAML mapping) stands; `lines` holds the line of each of its keys, `cells` the cell if any."""

    place: Place
    lines: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> Place:
        """The place of the value under `key`, or of the record itself where the key was left out."""
        line = self.lines.get(key)
        if line is None:
            return self.place
        here, pointer, cell = self.place, f"{self.place.pointer}/{key}", self.cells.get(key, "")
        return Place(here.file, line, pointer, here.document, here.page, here.heading, cell)


NOWHERE = At(Place("", 0, ""))
