"""Printed tables, exactly as printed: rows, columns, and which figures the document states as sums of others."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from finsam_control.figure import Figure, Unit, parse_number
from finsam_control.records.base import MaybeText, Measure, Names, Record, Text, Whole, distinct, refuse

UnitWord = Literal["kr", "tkr", "mkr", "procent", "antal", "månader"]

#: What a row of a financial statement means, whatever the document calls it.
Concept = Literal[
    "revenue",
    "costs",
    "administration_costs",
    "depreciation",
    "net_costs",
    "operating_result",
    "result",
    "result_after_financial",
    "assets",
    "current_assets",
    "fixed_assets",
    "cash",
    "equity",
    "equity_opening",
    "equity_direct_change",
    "equity_other",
    "liabilities",
    "long_term_liabilities",
    "equity_and_liabilities",
    "cash_flow_of_year",
    "cash_opening",
    "cash_closing",
]


class Cell(BaseModel):
    """One printed number; `printed` keeps text that is not the value itself (`-`, `=5196`)."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    text: str
    printed: str | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing at all was printed, which claims nothing; a dash claims nought."""
        return self.printed is not None and not self.printed.strip()

    def figure(self, unit: Unit) -> Figure:
        """The number in base units; an empty or dashed cell is an exact nought."""
        return parse_number(self.text, unit) or Figure(0, 0, unit)


#: What claims no number: an empty cell or a dash.
BLANK = frozenset({"", "-", "\u2013", "\u2212"})
_EXAMPLE = "12 130, -129, 46,3, '-' for a dash, '' for an empty cell, or {value: -5 196, printed: '=5196'}"


def _cell(value: Any) -> Any:
    match value:
        case str() if value.strip() in BLANK:
            return Cell(text="0", printed=value)
        case str() if parse_number(value, Unit.PERCENT) is not None:
            return Cell(text=value)
        case {"value": str() as text, "printed": str() as printed} if parse_number(text, Unit.PERCENT) is not None:
            return Cell(text=text, printed=printed)
        case Cell():
            return value
        case _:
            raise refuse(value if isinstance(value, str) else "...", "a number as printed, without unit", _EXAMPLE)


_PRINTED = {"type": ["string", "number"]}
_ODDLY_PRINTED = {
    "type": "object",
    "properties": {"value": _PRINTED, "printed": _PRINTED},
    "required": ["value", "printed"],
    "additionalProperties": False,
}
CellValue = Annotated[
    Cell, BeforeValidator(_cell), WithJsonSchema({"description": _EXAMPLE, "anyOf": [_PRINTED, _ODDLY_PRINTED]})
]


class Column(Record):
    """A column of figures; what it holds decides which facts it feeds."""

    name: Text = Field(description="the heading as printed")
    id: Text | None = Field(default=None, description="a short name to point at; the heading if left out")
    year: Whole | None = Field(default=None, description="the year that the column speaks of")
    holds: Literal["outcome", "outcome_to_date", "budget", "forecast", "deviation", "other"] = "other"
    version: Text | None = Field(
        default=None, description="name of the version it shows, where several tables print the same figures"
    )
    unit: UnitWord | None = Field(default=None, description="where the column's unit is not the table's")
    sum_of: Names | None = Field(default=None, description="columns it states the sum of; `-id` subtracts")


class Row(Record):
    """A row; `sum_of` names the rows that the document says it sums, `-id` subtracts."""

    label: Text = Field(description="the row's label as printed")
    id: Text | None = Field(default=None, description="a short name to point at; the label if left out")
    concept: Concept | None = Field(default=None, description="what the row means in a financial statement")
    unit: UnitWord | None = Field(default=None, description="where the row's unit is not the table's")
    values: tuple[CellValue, ...] = Field(default=(), description="one cell a column, in their order")
    sum_of: Names | None = Field(
        default=None, description="rows it states the sum of; `block` is every row since the last sum"
    )
    notes: Names | None = Field(default=None, description="printed text of the row that is not a figure")
    explanation: MaybeText | None = Field(
        default=None, description="how the document explains the row's deviation; saknas where it plainly does not"
    )


class Table(Record):
    """One printed table."""

    id: Text = Field(description="a short name to point at")
    title: Text = Field(description="the table's heading as printed")
    unit: UnitWord = Field(description="unit of its numbers; the last printed place is its rounding")
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @model_validator(mode="after")
    def _fits(self) -> Table:
        width = len(self.columns)
        for row in self.rows:
            if row.values and len(row.values) != width:
                found = f"{row.label}: {len(row.values)}"
                raise refuse(found, "as many values in each row as the table has columns", f"{width} values")
        _point(self.rows, {row.id or row.label for row in self.rows})
        _point(self.columns, {column.id or column.name for column in self.columns})
        return self

    @property
    def row_ids(self) -> tuple[str, ...]:
        """What each row is called in the table; a label printed on several rows with figures is numbered."""
        names = iter(distinct(row.id or row.label for row in self.rows if row.values))
        return tuple(next(names) if row.values else row.id or row.label for row in self.rows)

    @property
    def column_ids(self) -> tuple[str, ...]:
        """As `row_ids`, of the columns."""
        return tuple(distinct(column.id or column.name for column in self.columns))

    def unit_of(self, row: Row, column: Column) -> Unit:
        return Unit(row.unit or column.unit or self.unit)


def _point(items: tuple[Row, ...] | tuple[Column, ...], known: set[str]) -> None:
    for item in items:
        for name in item.sum_of or ():
            if name != "block" and name.removeprefix("-") not in known:
                raise refuse(name, "the id of a row or column of the same table", ", ".join(sorted(known)[:4]))


class CellAddress(Record):
    """Points at one printed figure."""

    table: Text
    row: Text
    column: Text


class StatedFigure(Record):
    """A figure that running text repeats, tied to where it stands in a table or to the counts it states."""

    id: Text
    text: Text = Field(description="the sentence or phrase as printed")
    value: Measure = Field(description="the figure with its unit, as printed")
    same_as: CellAddress | None = Field(default=None, description="the table cell that shows the same figure")
    same_as_stated: Text | None = Field(default=None, description="id of another stated figure that shows the same")
    sum_of: tuple[Measure, ...] | None = Field(default=None, description="counts that it is the sum of")
    part: Measure | None = Field(default=None, description="for a share: the part")
    whole: Measure | None = Field(default=None, description="for a share: the whole")
    change_from: Measure | None = Field(default=None, description="for a change: the earlier figure")
    change_to: Measure | None = Field(default=None, description="for a change: the later figure")
