"""A sheet of a workbook as cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | float | bool | date


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells with a value, by row and column from 0; `merged` names for a covered cell the one that it shows."""

    name: str
    cells: Mapping[tuple[int, int], Value]
    is_hidden: bool = False
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def rows(self) -> dict[int, dict[int, Value]]:
        """The rows that hold anything, in order."""
        found: dict[int, dict[int, Value]] = {}
        for (row, column), value in sorted(self.cells.items()):
            found.setdefault(row, {})[column] = value
        return found


def cell_name(sheet: str, row: int, column: int) -> str:
    """`Riskregister!D7`."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{sheet}!{letters}{row + 1}"
