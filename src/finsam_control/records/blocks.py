"""Records as blocks of cells: a form for each record of its own, a table for each list, a grid for a printed table.

Everything here follows from the models; a field that a model gains has its cell the same day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from pydantic import BaseModel

from finsam_control.records.plain import kind_of, own_fields
from finsam_control.records.register import RiskRegister
from finsam_control.records.scalars import EMPTINESS, Scalar, scalar_of
from finsam_control.records.tables import Column, Row, Table
from finsam_control.records.year import Year

Names = tuple[str, ...]
Shape = Literal["form", "list", "grid"]
Step = tuple[type[BaseModel], str]

#: The two trees of records that a workbook holds, by the first part of every block's key.
ROOTS: Final[dict[str, type[BaseModel]]] = {"year": Year, "register": RiskRegister}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One cell of a record: its path from the block's record, and the field of each record on the way to it."""

    path: Names
    trail: tuple[Step, ...]
    scalar: Scalar
    is_required: bool

    @property
    def key(self) -> str:
        return ".".join(self.path)

    @property
    def is_aside(self) -> bool:
        """Of the fields that all records share: where a record stands in a document, and a remark."""
        return self.trail[-1][1] == "remark" or any(name == "source" for _, name in self.trail[:-1])


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of one record, or of the records of one list; `parent` is the list that the records lie under."""

    root: str
    path: Names
    model: type[BaseModel]
    shape: Shape
    leaves: tuple[Leaf, ...]
    parent: str | None = None
    is_repeated: bool = False

    @property
    def key(self) -> str:
        return ".".join((self.root, *self.path))

    @property
    def naming(self) -> Leaf:
        """The cell that a record of a list is called by."""
        return next(leaf for leaf in self.leaves if leaf.is_required)


@cache
def blocks() -> dict[str, Block]:
    """Every block of both trees by its key, parents before what lies under them."""
    return {block.key: block for root, model in ROOTS.items() for block in _of_root(root, model)}


@cache
def parents() -> frozenset[str]:
    """The lists whose records have lists of their own."""
    return frozenset(block.parent for block in blocks().values() if block.parent is not None)


@cache
def grid_leaves() -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
    """The cells that head a column of a grid, and those beside the figures of a row."""
    columns, rows = (_walked(model, (), (), required=True)[0] for model in (Column, Row))
    return tuple(columns), tuple(leaf for leaf in rows if leaf.path != ("values",))


def _of_root(root: str, model: type[BaseModel]) -> Iterator[Block]:
    own, _ = _walked(model, (), (), required=True, deep=False)
    yield Block(root, (), model, "form", tuple(own))
    for name, field in own_fields(model).items():
        kind = kind_of(field)
        if kind.model is None or name == "source":
            continue
        is_list = kind.name == "records"
        if kind.model is Table:
            yield Block(root, (name,), Table, "grid", tuple(_walked(Table, (), (), required=True)[0]), None, is_list)
        else:
            yield from _of_record(root, kind.model, (name,), "list" if is_list else "form", None)


def _of_record(root: str, model: type[BaseModel], path: Names, shape: Shape, parent: str | None) -> Iterator[Block]:
    leaves, lists = _walked(model, (), (), required=True)
    block = Block(root, path, model, shape, tuple(leaves), parent)
    yield block
    for below, item in lists:
        yield from _of_record(root, item, (*path, *below), "list", block.key if shape == "list" else parent)


def _walked(
    model: type[BaseModel], path: Names, trail: tuple[Step, ...], *, required: bool, deep: bool = True
) -> tuple[list[Leaf], list[tuple[Names, type[BaseModel]]]]:
    """The cells of a record, and with `deep` those of the records within it and the lists below.

    A list that must be there, or that may be left out, has a cell to say that it is empty.
    """
    leaves: list[Leaf] = []
    lists: list[tuple[Names, type[BaseModel]]] = []
    for name, field in own_fields(model).items():
        kind, here, steps = kind_of(field), (*path, name), (*trail, (model, name))
        must = required and field.is_required()
        if kind.model is None:
            leaves.append(Leaf(here, steps, scalar_of(field), must))
        elif kind.name == "record" and (deep or name == "source"):
            within, below = _walked(kind.model, here, steps, required=must)
            leaves += within
            lists += below
        elif kind.name == "records" and model is not Table:
            lists += [(here, kind.model)] if deep else []
            if field.default is None or field.is_required():
                leaves.append(Leaf(here, steps, EMPTINESS, is_required=False))
    return leaves, lists
