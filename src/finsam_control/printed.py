"""Every printed figure of a year with its address: what sums, ties and comparisons are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finsam_control.figure import Figure, Unit
from finsam_control.place import Place
from finsam_control.records.tables import Cell, Column, Row, Table
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed figure; `row_id` and `column_id` are unique in the table."""

    table: Table
    row: Row
    column: Column
    cell: Cell
    figure: Figure
    row_id: str
    column_id: str

    @property
    def address(self) -> str:
        """The figure's name in messages and keys."""
        return f"{self.table.title}: {self.row.label}, {self.column.name}"

    @property
    def key(self) -> str:
        return f"{self.table.id}/{self.row_id}/{self.column_id}"

    @property
    def place(self) -> Place:
        return self.row.place("values")


def figures(year: Year) -> Iterator[Printed]:
    """Every cell that prints something, in the order of the tables, rows and columns."""
    for table in year.printed_tables:
        yield from table_figures(table)


def table_figures(table: Table) -> Iterator[Printed]:
    column_ids = table.column_ids
    for row, row_id in zip(table.rows, table.row_ids, strict=True):
        for column, column_id, cell in zip(table.columns, column_ids, row.values, strict=False):
            if not cell.is_blank:
                yield Printed(table, row, column, cell, cell.figure(table.unit_of(row, column)), row_id, column_id)


class Units:
    """The unit that each table, row and stated figure of a year is printed in."""

    def __init__(self, year: Year) -> None:
        self._at: dict[tuple[str, str], Unit] = {}
        for table in year.printed_tables:
            self._add(table.place(), Unit(table.unit))
            for row in table.rows:
                self._add(row.place(), Unit(row.unit or table.unit))
        for stated in year.stated_figures:
            self._add(stated.place(), stated.value.unit)

    def _add(self, place: Place, unit: Unit) -> None:
        self._at[place.file, place.pointer] = unit

    def of(self, place: Place) -> Unit | None:
        """The unit of what stands at a place, or of the nearest record around it; None where no figure is printed."""
        pointer = place.pointer
        while pointer and (place.file, pointer) not in self._at:
            pointer = pointer.rpartition("/")[0]
        return self._at.get((place.file, pointer))


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that the document states as the sum of others, with their signs applied."""

    total: Printed
    terms: tuple[Figure, ...]


def claims(year: Year) -> Iterator[Claim]:
    """Every stated sum, down the rows and across the columns."""
    for table in year.printed_tables:
        cells = {(item.row_id, item.column_id): item for item in table_figures(table)}
        for total in cells.values():
            if total.row.sum_of is not None:
                yield Claim(total, _signed(cells, [(name, total.column_id) for name in _rows(total)]))
            if total.column.sum_of is not None:
                yield Claim(total, _signed(cells, [_across(total.row_id, name) for name in total.column.sum_of]))


def _rows(total: Printed) -> list[str]:
    """The ids that a row sums; `block` stands for every row with figures since the last sum."""
    names: list[str] = []
    for name in total.row.sum_of or ():
        names += _block(total) if name == "block" else [name]
    return names


def _block(total: Printed) -> list[str]:
    names: list[str] = []
    for row, row_id in zip(total.table.rows, total.table.row_ids, strict=True):
        if row.values and row_id == total.row_id:
            break
        if row.values:
            names = [] if row.sum_of is not None else [*names, row_id]
    return names


def _across(row_id: str, name: str) -> tuple[str, str]:
    return (f"-{row_id}", name.removeprefix("-")) if name.startswith("-") else (row_id, name)


def _signed(cells: dict[tuple[str, str], Printed], names: list[tuple[str, str]]) -> tuple[Figure, ...]:
    terms = []
    for row_id, column_id in names:
        term = cells.get((row_id.removeprefix("-"), column_id))
        if term is not None:
            terms.append(-term.figure if row_id.startswith("-") else term.figure)
    return tuple(terms)
