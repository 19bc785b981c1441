"""A forecast against its budget and against what has already been spent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, joined
from finsam_control.figure import differ
from finsam_control.printed import Printed, table_figures
from finsam_control.records.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastFact(Fact):
    kind: ClassVar[str] = "forecast"
    sv: ClassVar[str] = "prognoser"
    en: ClassVar[str] = "forecasts"
    document: ClassVar[str] = "budget"
    section: ClassVar[str] = "tables"

    title: Annotated[str, base.text("tabellen", "the table")]
    items: Annotated[int, counted("poster med prognos", "items with a forecast")]
    differing: Annotated[
        int, counted("poster vars prognos skiljer sig från budgeten", "items whose forecast differs from the budget")
    ]
    exceeded: Annotated[
        int,
        counted("poster vars utfall redan överstiger prognosen", "items whose outcome already exceeds the forecast"),
    ]
    exceeded_names: Annotated[str, base.text("posterna som överstiger prognosen", "the items that exceed it")]


def produce(dossier: Dossier) -> tuple[ForecastFact, ...]:
    year = dossier.year
    facts = []
    for table in year.printed_tables:
        rows = _rows(table, year.fiscal_year)
        compared = [cells for cells in rows if "forecast" in cells and "budget" in cells]
        if compared:
            exceeded = [cells["forecast"].row.label for cells in _costs(compared) if _exceeds(cells)]
            facts.append(
                ForecastFact(
                    key=table.id,
                    law_date=first_of_year(year.fiscal_year),
                    place=table.place(),
                    title=table.title,
                    items=len(compared),
                    differing=sum(differ(cells["forecast"].figure, cells["budget"].figure) != 0 for cells in compared),
                    exceeded=len(exceeded),
                    exceeded_names=joined(exceeded),
                )
            )
    return tuple(facts)


def _rows(table: Table, year: int) -> list[dict[str, Printed]]:
    """The items of a table by what their columns hold for the year; totals are no items."""
    rows: dict[str, dict[str, Printed]] = {}
    for item in table_figures(table):
        if item.column.year == year and item.row.sum_of is None and item.row.concept is None:
            rows.setdefault(item.row_id, {})[item.column.holds] = item
    return list(rows.values())


def _costs(rows: list[dict[str, Printed]]) -> list[dict[str, Printed]]:
    """Where most rows have a minus these are the costs; the rest is revenue, which may well exceed its forecast."""
    signed = [cells for cells in rows if cells["forecast"].figure.value < 0]
    return signed if 2 * len(signed) > len(rows) else rows


def _exceeds(cells: dict[str, Printed]) -> bool:
    """Whether more was spent than forecast, rounding allowed for."""
    spent, forecast = cells.get("outcome_to_date"), cells["forecast"].figure
    if spent is None:
        return False
    return differ(spent.figure, forecast) < 0 if forecast.value < 0 else differ(spent.figure, forecast) > 0
