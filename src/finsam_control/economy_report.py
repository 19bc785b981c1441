"""The year's money as a report shows it: equity against its ceilings, and outcome against budget, item by item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from finsam_control.facts.base import said
from finsam_control.facts.budget_item import BudgetItemFact
from finsam_control.facts.equity import EquityFact, of_year
from finsam_control.masking import masked
from finsam_control.outcome_report import place_info
from finsam_control.printed import Printed, figures
from finsam_control.report import BudgetItemInfo, ClosingEquity, EconomyInfo, EquityInfo
from finsam_control.run import Run

#: The recommended ceiling, a dated parameter of the rulebook.
CEILING = "eget-kapital.tak"
_PPM = 1_000_000


def economy_info(run: Run) -> EconomyInfo:
    """What the year's statements print; whether a document writes its costs with a minus sign says nothing of them."""
    year = run.dossier.year
    printed = {name: of_year(year, name) for name in ("revenue", "costs", "administration_costs", "result")}
    found = {name: None if item is None else item.figure.value for name, item in printed.items()}
    costs, administration = found["costs"], found["administration_costs"]
    return EconomyInfo(
        revenue=found["revenue"],
        costs=None if costs is None else abs(costs),
        administration=None if administration is None else abs(administration),
        result=found["result"],
    )


def equity_info(run: Run) -> EquityInfo | None:
    """Equity at the end of each year that the documents print; none where the year's own is not among them."""
    closings = tuple(_closings(run))
    if not closings or closings[-1].year != run.dossier.year.fiscal_year:
        return None
    (fact,) = (fact for fact in run.facts["equity"] if isinstance(fact, EquityFact))
    share = _ceiling_share(run)
    return EquityInfo(
        closings=closings,
        allotted=fact.allotted,
        ceiling=None if share is None or fact.allotted is None else fact.allotted * share // _PPM,
        ceiling_share=share,
        own_ceiling=None if fact.closing is None or fact.above_own_goal is None else fact.closing - fact.above_own_goal,
    )


def _closings(run: Run) -> Iterable[ClosingEquity]:
    """Each year's figure where it is printed most exactly; last year's may stand as this year's opening only."""
    found: dict[int, Printed] = {}
    for item in figures(run.dossier.year):
        if item.column.holds != "outcome" or item.column.year is None:
            continue
        if item.row.concept not in {"equity", "equity_opening"}:
            continue
        year = item.column.year - (item.row.concept == "equity_opening")
        if year not in found or item.figure.step < found[year].figure.step:
            found[year] = item
    for year, item in sorted(found.items()):
        if year <= run.dossier.year.fiscal_year:
            yield ClosingEquity(year=year, amount=item.figure.value, place=place_info(item.place))


def _ceiling_share(run: Run) -> int | None:
    """Parts per million; none before the recommendation, and where its step for the year could not be read."""
    try:
        share = run.rulebook.value(CEILING, date(run.dossier.year.fiscal_year, 1, 1))
    except LookupError:
        return None
    return share if isinstance(share, int) else None


def budget_items(run: Run) -> tuple[BudgetItemInfo, ...]:
    """The items in the order of the tables."""
    printed = {f"{item.table.id}/{item.row_id}": item for item in figures(run.dossier.year)}
    return tuple(
        BudgetItemInfo(
            table=masked(printed[fact.key].table.title),
            label=masked(fact.label),
            budget=fact.budget,
            outcome=fact.outcome,
            explanation=_masked(said(printed[fact.key].row.explanation)),
            place=place_info(fact.place),
        )
        for fact in run.facts["budget_item"]
        if isinstance(fact, BudgetItemFact)
    )


def _masked(text: str | None) -> str | None:
    return None if text is None else masked(text)
