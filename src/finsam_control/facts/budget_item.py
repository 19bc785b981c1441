"""Outcome against budget, row by row, where a table prints both for the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, ore
from finsam_control.figure import above, differ
from finsam_control.printed import Printed, table_figures
from finsam_control.records.tables import Column, Row, Table
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetItemFact(Fact):
    kind: ClassVar[str] = "budget_item"
    sv: ClassVar[str] = "budgetposter med utfall"
    en: ClassVar[str] = "budget items with outcome"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "tables"

    label: Annotated[str, base.text("posten", "the item")]
    budget: Annotated[int, ore("budget", "budget")]
    outcome: Annotated[int, ore("utfall", "outcome")]
    above_trigger: Annotated[
        int | None,
        ore(
            "avvikelsen utöver förbundets egen gräns", "the deviation beyond the förbund's own limit", "forbundsordning"
        ),
    ]
    above_materiality: Annotated[
        int | None, ore("avvikelsen utöver årets väsentlighet", "the deviation beyond the year's materiality")
    ]
    has_trigger: Annotated[bool, flag("förbundet har en egen avvikelsegräns", "the förbund has a limit of its own")]
    explained: Annotated[bool | None, flag("avvikelsen är förklarad", "the deviation is explained")]


def produce(dossier: Dossier) -> tuple[BudgetItemFact, ...]:
    year = dossier.year
    ordning, materiality = year.forbundsordning, year.materiality
    trigger = None if ordning is None or ordning.variance_trigger is None else ordning.variance_trigger.value
    return tuple(
        BudgetItemFact(
            key=f"{outcome.table.id}/{outcome.row_id}",
            law_date=first_of_year(year.fiscal_year),
            place=outcome.place,
            label=outcome.row.label,
            budget=budget.figure.value,
            outcome=outcome.figure.value,
            above_trigger=None if trigger is None else _beyond(outcome, budget, trigger),
            above_materiality=None if materiality is None else _beyond(outcome, budget, materiality.amount.value),
            has_trigger=trigger is not None,
            explained=is_there(outcome.row.explanation),
        )
        for budget, outcome in _pairs(year)
    )


def _beyond(outcome: Printed, budget: Printed, limit: int) -> int:
    """Öre of deviation, to either side, beyond a limit."""
    printed = abs(outcome.figure.value - budget.figure.value)
    return above(printed, abs(differ(outcome.figure, budget.figure)), limit)


def _pairs(year: Year) -> Iterator[tuple[Printed, Printed]]:
    for table in year.printed_tables:
        budget = _column(table, "budget", year.fiscal_year)
        outcome = _column(table, "outcome", year.fiscal_year)
        if budget is None or outcome is None or not table.unit_of(table.rows[0], outcome).is_money:
            continue
        by_row: dict[str, dict[str, Printed]] = {}
        for item in table_figures(table):
            if _is_item(item.row) and (item.column is budget or item.column is outcome):
                by_row.setdefault(item.row_id, {})[item.column.holds] = item
        yield from ((cells["budget"], cells["outcome"]) for cells in by_row.values() if len(cells) > 1)


def _column(table: Table, holds: str, year: int) -> Column | None:
    """The last such column: where revenue and cost come first, the last one is the net."""
    return next((c for c in reversed(table.columns) if c.holds == holds and c.year == year), None)


def _is_item(row: Row) -> bool:
    """A row of its own: no total, and no brought-forward equity, which is no budget item."""
    return row.sum_of is None and row.concept is None
