"""Faults of a workbook's records, told by the cell and in the words that the workbook uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from finsam_control.message import Fault, Message
from finsam_control.reading.strict_yaml import Parsed, pointer
from finsam_control.records.blocks import Leaf, blocks, grid_leaves
from finsam_control.workbook_names import example, heading, labels

#: What the reader of records says of a key that is not there.
_MISSING: Final = "the key `{key}` is missing"


def in_cells(faults: Iterable[Fault], trees: Sequence[Parsed]) -> list[Fault]:
    """The faults, those of a workbook with their cells."""
    cells = {(tree.file, pointer(path)): cell for tree in trees for path, cell in tree.cells.items()}
    return [fault if fault.cell else _in_cell(fault, cells, {tree.file for tree in trees}) for fault in faults]


def _in_cell(fault: Fault, cells: Mapping[tuple[str, str], str], files: set[str]) -> Fault:
    leaf, at = _leaf(fault.pointer), fault.pointer
    if fault.found.text == _MISSING and fault.file not in files:
        # What no file says is asked for where a workbook has room for it.
        leaf, at = _asked_for(fault.pointer)
        fault = replace(fault, file=next((file for file, told in cells if told == at), fault.file))
    if fault.file not in files:
        return fault
    while at and (fault.file, at) not in cells:
        at = at.rpartition("/")[0]
    told = replace(fault, pointer="", cell=cells.get((fault.file, at), ""))
    if leaf is None:
        return told
    found, expected, offered = told.found, told.expected, labels(leaf.scalar)
    if found.text == _MISSING:
        found, expected = Message.of("the cell is empty"), Message.of("a value in this cell")
    if offered:
        expected = Message.of("one of: {choices}", choices=", ".join(offered))
    return replace(told, found=found, expected=expected, example=f"{heading(leaf)}: {example(leaf)}")


def _asked_for(at: str) -> tuple[Leaf | None, str]:
    """The cell of a key that is missing; of a record that is missing, the first that it must say."""
    block = blocks().get(f"year{at.replace('/', '.')}")
    if block is None or block.shape != "form":
        return _leaf(at), at
    leaf = next((leaf for leaf in block.leaves if leaf.is_required), None)
    return leaf, at if leaf is None else f"{at}{pointer(leaf.path)}"


def _leaf(at: str) -> Leaf | None:
    """The cell of a pointer, whatever records of a list lie on the way to it."""
    names = tuple(part for part in at.split("/")[1:] if not part.isdecimal())
    for block in blocks().values():
        if names[: len(block.path)] == block.path:
            found = next((leaf for leaf in block.leaves if (*block.path, *leaf.path) == names), None)
            if found is not None:
                return found
            for list_name, leaves in zip(("columns", "rows"), grid_leaves(), strict=True):
                if block.shape == "grid" and names[len(block.path) : len(block.path) + 1] == (list_name,):
                    rest = names[len(block.path) + 1 :]
                    return next((leaf for leaf in leaves if leaf.path == rest), None)
    return None
