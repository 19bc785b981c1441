"""The two plain kinds of block: a form with a value a row, and a table with a record a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from finsam_control import workbook_marks as marks
from finsam_control.records.blocks import Block, Leaf, blocks, parents
from finsam_control.records.plain import Tree
from finsam_control.records.scalars import Scalar
from finsam_control.render.year_cells import Canvas
from finsam_control.workbook_cells import written
from finsam_control.workbook_names import example, heading, one, sheet_of, title, told

#: Empty rows that wait below a table: where it has a sheet to itself, and where others follow.
_ROOM, _ROOM_ABOVE = 60, 12
#: So many of the empty rows are printed, to be filled in by hand.
_PRINTED: Final = 6
_OFFERED: Final = 1000
_NAME: Final = Scalar("text")


def at(tree: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path of a tree; None where nothing does."""
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def form(canvas: Canvas, block: Block, tree: Tree) -> None:
    """A record: heading, value and help, a row each."""
    words = canvas.shared.words
    canvas.title(title(block))
    canvas.keys(block.key, [marks.ASIDE, marks.VALUE, marks.ASIDE])
    record = at(tree, block.path)
    for leaf in block.leaves:
        said = found if _is_said(found := at(record, leaf.path)) else None
        canvas.write(0, leaf.key, "mark")
        canvas.write(
            1, heading(leaf) + (" *" if leaf.is_required else ""), "required" if leaf.is_required else "header"
        )
        canvas.value(2, leaf.scalar, said)
        said_so = f"{told(leaf)}. " if told(leaf) else ""
        canvas.write(3, said_so + words("Example: {value}", value=example(leaf)), "note")
        canvas.offer(leaf.scalar, canvas.row, 2, canvas.row)
        if leaf.is_aside:
            canvas.fold(hidden=said is None)
        else:
            canvas.heighten([] if said is None else [written(leaf.scalar, said)], 40)
        canvas.row += 1
    canvas.hold(1, 2, 3, alone=all(blocks()[key].shape == "form" for key in canvas.plan.blocks))
    canvas.printed = canvas.row - 1
    canvas.heighten([])
    canvas.row += 1


@dataclass(frozen=True, slots=True)
class _Head:
    """A column of a table."""

    key: str
    heading: str
    told: str
    example: str
    scalar: Scalar
    leaf: Leaf | None = None

    @property
    def is_aside(self) -> bool:
        return self.leaf is not None and self.leaf.is_aside


def table(canvas: Canvas, block: Block, tree: Tree) -> None:
    """A list of records: headings, help, an example, and a record a row."""
    heads = list(_heads(canvas, block))
    canvas.title(title(block))
    canvas.keys(block.key, [head.key for head in heads])
    _headings(canvas, heads)
    first = canvas.row
    rows = list(_rows(block, tree))
    canvas.printed = first + len(rows) + _PRINTED
    is_last = canvas.plan.blocks[-1] == block.key
    for cells in [*rows, *[dict[str, Any]()] * (_ROOM if is_last else _ROOM_ABOVE)]:
        for column, head in enumerate(heads, 1):
            canvas.value(column, head.scalar, cells.get(head.key))
        canvas.heighten([written(head.scalar, cells[head.key]) for head in heads if head.key in cells])
        canvas.row += 1
    for column, head in enumerate(heads, 1):
        canvas.widen(column, head.scalar, aside=head.is_aside)
        if head.key == marks.UNDER and block.parent is not None:
            canvas.offer_names(block.parent, first, column)
        elif head.leaf is not None:
            canvas.offer(head.scalar, first, column, first + (_OFFERED if is_last else canvas.row - first - 1))
    if block.key in parents():
        naming = next(column for column, head in enumerate(heads, 1) if head.leaf is block.naming)
        letter = xl_col_to_name(naming, col_abs=True)
        canvas.shared.named[block.key] = f"='{canvas.sheet.name}'!{letter}${first + 1}:{letter}${first + _OFFERED}"
    if is_last and len(canvas.plan.blocks) <= 2:  # noqa: PLR2004 -- the list and what is said of it as a whole
        canvas.freeze = (first - 1, 2)
    canvas.row += 1


def _headings(canvas: Canvas, heads: list[_Head]) -> None:
    canvas.write(0, marks.READING, "mark")
    for column, head in enumerate(heads, 1):
        must = head.key == marks.UNDER or (head.leaf is not None and head.leaf.is_required)
        canvas.write(column, head.heading + (" *" if must else ""), "required" if must else "header")
    canvas.sheet.set_row(canvas.row, 32)
    canvas.row += 1
    canvas.write(0, marks.READING, "mark")
    for column, head in enumerate(heads, 1):
        canvas.write(column, head.told, "help")
    canvas.heighten([head.told for head in heads], 18)
    canvas.row += 1
    canvas.write(0, marks.of_example(head.example for head in heads), "mark")
    for column, head in enumerate(heads, 1):
        canvas.write(column, head.example, "example")
    canvas.heighten([head.example for head in heads], 16)
    canvas.row += 1


def _heads(canvas: Canvas, block: Block) -> Iterator[_Head]:
    words = canvas.shared.words
    if block.parent is not None:
        over = blocks()[block.parent]
        named = words("As under {heading} on the sheet {sheet}", heading=heading(over.naming), sheet=sheet_of(over))
        yield _Head(marks.UNDER, one(over), named, example(over.naming), _NAME)
    for leaf in block.leaves:
        yield _Head(leaf.key, heading(leaf), told(leaf), example(leaf), leaf.scalar, leaf)
    if block.key in parents():
        named = words(
            "Only where two are called alike under {heading}: a name of its own", heading=heading(block.naming)
        )
        yield _Head(marks.NUMBER, "Nr", named, "", _NAME)


def _rows(block: Block, tree: Tree) -> Iterator[dict[str, Any]]:
    """The records as cells by their keys, with what joins them to those above and below."""
    over = None if block.parent is None else blocks()[block.parent]
    names = {} if over is None else called(over, tree)
    own = called(block, tree) if block.key in parents() else {}
    for number, record in records(block, tree):
        cells = {leaf.key: said for leaf in block.leaves if _is_said(said := at(record, leaf.path))}
        if over is not None:
            cells[marks.UNDER] = names[number[:-1]]
        if number in own and own[number] != _name(block, record):
            cells[marks.NUMBER] = own[number]
        yield cells


def _is_said(said: Any) -> bool:
    """Records of a list stand in a table of their own; that there are none is said here."""
    return said is not None and not (isinstance(said, list) and said and isinstance(said[0], dict))


def records(block: Block, tree: Tree) -> Iterator[tuple[tuple[int, ...], Any]]:
    """The records of a list, each with its number in the lists that it lies under."""
    if block.parent is None:
        found = at(tree, block.path) or []
        yield from (((number,), record) for number, record in enumerate(found))
        return
    over = blocks()[block.parent]
    for number, record in records(over, tree):
        for own, item in enumerate(at(record, block.path[len(over.path) :]) or []):
            yield (*number, own), item


def called(block: Block, tree: Tree) -> dict[tuple[int, ...], str]:
    """What the records of a list are called, each by a name of its own."""
    taken: set[str] = set()
    names = {}
    for number, record in records(block, tree):
        name = own = _name(block, record)
        more = 1
        while name in taken:
            more += 1
            name = f"{own} ({more})"
        taken.add(name)
        names[number] = name
    return names


def _name(block: Block, record: Any) -> str:
    said = at(record, block.naming.path)
    return said if isinstance(said, str) else "; ".join(said)
