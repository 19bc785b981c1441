"""The values of a workbook by their whole path, and the tree that they make: each knows its cell."""

from __future__ import annotations

import copy
import itertools
from dataclasses import dataclass, field
from typing import Any

from finsam_control.place import At, Place
from finsam_control.reading.strict_yaml import AT, Parsed, pointer, tell_sources
from finsam_control.workbook_sections import Section

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Values:
    """One tree of records in the making, and the cell and row of each value, those of empty cells too."""

    file: str
    values: dict[Path, Any] = field(default_factory=dict)
    cells: dict[Path, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[Path, int] = field(default_factory=dict)

    def put(self, path: Path, value: Any, section: Section, row: int, column: int) -> None:
        self.values[path] = value
        self.room(path, section, row, column)

    def room(self, path: Path, section: Section, row: int, column: int) -> None:
        """Tells where a value would stand."""
        self.cells[path] = (section.name(row, column), row + 1)

    def next_of(self, path: Path) -> Path:
        """The path of one more record of a list."""
        self._counts[path] = self._counts.get(path, -1) + 1
        return (*path, self._counts[path])

    def parsed(self) -> Parsed:
        """The tree, as if it had been read from YAML."""
        parsed = Parsed(self.file, _assembled(self.values), {path: row for path, (_, row) in self.cells.items()})
        parsed.cells = {path: cell for path, (cell, _) in self.cells.items()}
        _place(parsed.root, (), parsed, _first_cells(self.cells))
        tell_sources(parsed.root, {})
        return parsed


def _assembled(values: dict[Path, Any]) -> dict[str, Any]:
    """The nested tree of values by their paths; the numbers of a list follow one another from nought."""
    root: dict[str, Any] = {}
    for path, value in values.items():
        node: Any = root
        for part, following in itertools.pairwise(path):
            node = _entered(node, part, [] if isinstance(following, int) else {})
        _entered(node, path[-1], value)
    return root


def _entered(node: Any, part: str | int, new: Any) -> Any:
    if isinstance(part, str):
        return node.setdefault(part, new)
    # A column may say nothing before the one after it does.
    node.extend(copy.copy(new) for _ in range(part + 1 - len(node)))
    return node[part]


def _first_cells(cells: dict[Path, tuple[str, int]]) -> dict[Path, tuple[str, int]]:
    """For each record, the first cell that has room for something of it: a list as a whole stands where it is said of.

    So what is missing in a list is told there, and not beside the first of its records.
    """
    found: dict[Path, tuple[str, int]] = {}
    for path, cell in cells.items():
        for end in range(len(path)):
            found.setdefault(path[:end], cell)
    return found


def _place(node: Any, path: Path, parsed: Parsed, first: dict[Path, tuple[str, int]]) -> None:
    """Tells every mapping and each of its values where it stands."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            _place(item, (*path, number), parsed, first)
    elif isinstance(node, dict):
        cell, row = first.get(path, ("", 1))
        keys = [(key, _key((*path, key), value, parsed, first)) for key, value in node.items()]
        for key, value in node.items():
            _place(value, (*path, key), parsed, first)
        node[AT] = At(
            Place(parsed.file, row, pointer(path), cell=cell),
            {key: at[1] for key, at in keys},
            {key: at[0] for key, at in keys},
        )
        parsed.lines.setdefault(path, row)
        parsed.cells.setdefault(path, cell)


def _key(path: Path, value: Any, parsed: Parsed, first: dict[Path, tuple[str, int]]) -> tuple[str, int]:
    """Where the value of a key stands; a list stands where the record that holds it does, if any."""
    own = parsed.cells.get(path, ""), parsed.lines.get(path, 1)
    if isinstance(value, list) and not own[0]:
        return first.get(path[:-1] or path, own)
    return first.get(path, own)
