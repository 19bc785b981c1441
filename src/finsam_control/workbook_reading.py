"""A workbook as the tree that YAML would be: nested mappings of text, where every value knows its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from finsam_control import workbook_marks as marks
from finsam_control.message import Message
from finsam_control.reading.sheet import Sheet, Value
from finsam_control.reading.strict_yaml import Parsed
from finsam_control.records.blocks import ROOTS, Leaf, blocks, parents
from finsam_control.records.scalars import EMPTINESS, Scalar
from finsam_control.workbook_cells import read, text_of
from finsam_control.workbook_grid import Grid
from finsam_control.workbook_names import heading, one
from finsam_control.workbook_sections import Faults, Line, Section, sections
from finsam_control.workbook_values import Path, Values

_NAME: Final = Scalar("text")
#: So many names are offered where one was not found.
_FEW: Final = 6


@dataclass(frozen=True, slots=True)
class Workbook:
    """The trees of a workbook by their root, the cells of examples left as they were, and sheets that hold nothing."""

    trees: dict[str, Parsed]
    examples: tuple[str, ...]
    unread: tuple[str, ...]


def is_ours(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook holds a year's records, and not something else."""
    return any(text_of(value) in blocks() for sheet in sheets for value in sheet.cells.values())


def workbook(sheets: Sequence[Sheet], file: str) -> Workbook:
    """The records of the sheets; what cannot be read is told in the `faults` of the first tree."""
    faults = Faults(file)
    found, unread = sections(sheets, faults)
    trees = {root: _Tree(Values(file), faults) for root in ROOTS}
    for key in blocks():
        for section in (section for section in found if section.block.key == key):
            trees[section.block.root].take(section)
    parsed = {
        root: tree.values.parsed() for root, tree in trees.items() if tree.values.values or root == next(iter(ROOTS))
    }
    next(iter(parsed.values())).faults.extend(faults.found)
    examples = tuple(
        section.name(line.number, min(line.cells)) for section in found for line in section.examples if line.cells
    )
    return Workbook(parsed, examples, unread)


@dataclass(slots=True)
class _Tree:
    """The forms and tables of one tree, read block by block, parents before what lies under them."""

    values: Values
    faults: Faults
    #: The records of each list that has lists below it: what they are called, and where they went.
    called: dict[str, dict[str, list[Path]]] = field(default_factory=dict)

    def take(self, section: Section) -> None:
        match section.block.shape:
            case "form":
                self.form(section)
            case "list":
                self.list(section)
            case "grid":
                Grid(self.values, section, self.faults).take()

    def form(self, section: Section) -> None:
        known = {leaf.key: leaf for leaf in section.block.leaves}
        columns = section.columns(marks.VALUE)
        for row, mark in section.rows.items():
            if mark in known and columns:
                # An empty cell has its place too: what must stand there is asked for there.
                path = (*section.block.path, *known[mark].path)
                self.values.room(path, section, row, columns[0])
        for line in section.lines:
            for column, value in line.cells.items():
                leaf = known.pop(line.mark, None) if column in columns else None
                if leaf is None:
                    expected = Message.of("a value in a row of the form, once; rows cannot be added here")
                    self.faults.tell(section.sheet.name, (line.number, column), value, expected)
                else:
                    self.leaf((*section.block.path, *leaf.path), leaf, value, section, line.number, column)

    def leaf(self, path: Path, leaf: Leaf, value: Value, section: Section, row: int, column: int) -> None:  # noqa: PLR0913, PLR0917 -- a value and where it stands
        """Keeps a value; beside a list of records, nothing but that there are none."""
        said = read(leaf.scalar, value)
        if leaf.scalar == EMPTINESS and said:
            expected = Message.of("– for none, or an empty cell: the records stand in a table of their own")
            self.faults.tell(section.sheet.name, (row, column), value, expected)
        else:
            self.values.put(path, said, section, row, column)

    def list(self, section: Section) -> None:
        block = section.block
        known = {leaf.key: leaf for leaf in block.leaves}
        for column, key in section.keys.items():
            if key not in known and key not in {marks.NUMBER, marks.UNDER, marks.ASIDE, *known}:
                for line in section.lines:
                    if column in line.cells:
                        self.faults.misplaced(section, line, column)
        for line in section.lines:
            if line.mark:
                self.faults.misplaced(section, line, min(line.cells))
                continue
            above = self.above(section, line)
            if above is None:
                continue
            if above in self.values.values:
                expected = Message.of("no row: {cell} says that there are none", cell=self.values.cells[above][0])
                at = (line.number, min(line.cells))
                self.faults.tell(section.sheet.name, at, line.cells[at[1]], expected)
                continue
            self.record(section, line, self.values.next_of(above), known)

    def record(self, section: Section, line: Line, path: Path, known: dict[str, Leaf]) -> None:
        names: dict[str, str] = {}
        for column, key in section.keys.items():
            leaf = known.get(key)
            value = line.cells.get(column)
            if leaf is not None:
                self.values.room((*path, *leaf.path), section, line.number, column)
            if value is None:
                continue
            if leaf is not None:
                self.leaf((*path, *leaf.path), leaf, value, section, line.number, column)
            names[key] = _called(leaf.scalar if leaf is not None else _NAME, value)
        if section.block.key in parents():
            name = names.get(marks.NUMBER) or names.get(section.block.naming.key, "")
            self.called.setdefault(section.block.key, {}).setdefault(name, []).append(path)

    def above(self, section: Section, line: Line) -> Path | None:
        """The list that a row's record goes into; None where the record that it lies under is not to be found."""
        block = section.block
        if block.parent is None:
            return block.path
        over = blocks()[block.parent]
        column = next(iter(section.columns(marks.UNDER)), section.marking)
        value = line.cells.get(column)
        known = self.called.get(over.key, {})
        name = "" if value is None else _called(over.naming.scalar, value)
        named = known.get(name) or known.get("" if value is None else text_of(value), [])
        if len(named) == 1:
            return (*named[0], *block.path[len(over.path) :])
        found = Message.of("nothing") if value is None else value
        if named:
            expected = Message.of(
                "what one record alone is called; {n} are called so: give each a number of its own under Nr",
                n=len(named),
            )
        else:
            expected = Message.of(
                "what the record is called that the row belongs to ({heading} of {what}): {known}",
                heading=heading(over.naming),
                what=one(over),
                known=", ".join([name for name in known if name][:_FEW]) or "–",
            )
        self.faults.tell(section.sheet.name, (line.number, column), found, expected)
        return None


def _called(scalar: Scalar, value: Value) -> str:
    found = read(scalar, value)
    return found if isinstance(found, str) else "; ".join(found)
