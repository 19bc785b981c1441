"""Each version of the budget: when, how and with what it was adopted (FinsamL 21 and 23 §§)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal, get_args

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import (
    Fact,
    amount,
    counted,
    days,
    days_between,
    first_of_next_year,
    first_of_year,
    flag,
    is_there,
    iso_date,
    joined,
    ore,
    word,
)
from finsam_control.facts.equity import of_year
from finsam_control.facts.follow_up import last_forecast
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure, above, unlike
from finsam_control.records.base import Absent
from finsam_control.records.economy import Budget, ExpenditureArea, FollowUp
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFact(Fact):
    kind: ClassVar[str] = "budget"
    sv: ClassVar[str] = "budget och verksamhetsplan"
    en: ClassVar[str] = "budget and plan"
    document: ClassVar[str] = "budget"
    section: ClassVar[str] = "budgets"

    name: Annotated[str, base.text("versionen", "the version")]
    version: Annotated[Literal["original", "revised"], word("slag av version", "kind of version")]
    budget_year: Annotated[
        str, iso_date("budgetårets första dag", "first day of the budget year", of_year=first_of_next_year)
    ]
    adopted: Annotated[bool | None, flag("styrelsens beslut finns", "the board's decision is there", "protokoll")]
    adopted_on: Annotated[str | None, iso_date("styrelsens beslut", "the board's decision", "protokoll")]
    days_before_year: Annotated[
        int | None,
        days("tiden från styrelsens beslut till budgetåret", "time from the decision to the budget year", "protokoll"),
    ]
    public_meeting: Annotated[
        bool | None,
        flag("budgeten antogs på ett offentligt möte", "the budget was adopted at a public meeting", "protokoll"),
    ]
    consulted: Annotated[
        bool | None,
        flag("samråd med medlemmarna hölls före beslutet", "the members were consulted before the decision"),
    ]
    days_published: Annotated[
        int | None,
        days("tiden från publicerat förslag till kungörelse av mötet", "time from publication to the announcement"),
    ]
    plan_years: Annotated[int | None, counted("antal planår", "number of plan years")]
    plan_begins_with_budget: Annotated[
        bool | None, flag("planen börjar med budgetåret", "the plan begins with the budget year")
    ]
    result: Annotated[int | None, ore("budgeterat resultat", "budgeted result")]
    deficit_explained: Annotated[bool | None, flag("underskottet är förklarat", "the deficit is explained")]
    deficit_decided: Annotated[
        bool | None,
        flag("protokollet säger att ett underskott antogs", "the minutes say that a deficit was adopted", "protokoll"),
    ]
    missing_contents_count: Annotated[
        int | None, counted("antalet delar som budgeten saknar", "the number of parts that the budget lacks")
    ]
    missing_contents: Annotated[str, base.text("delarna som budgeten saknar", "the parts that the budget lacks")]
    missing_areas_count: Annotated[
        int | None,
        counted(
            "antalet utgiftsområden utan eget belopp i budgeten", "the number of areas without an amount of their own"
        ),
    ]
    missing_areas: Annotated[str, base.text("utgiftsområden utan eget belopp", "areas without an amount of their own")]
    has_financial_goals: Annotated[bool | None, flag("finansiella mål finns", "there are financial goals")]
    has_operational_goals: Annotated[bool | None, flag("verksamhetsmål finns", "there are operational goals")]
    opening_equity: Annotated[
        int | None, ore("beräknat eget kapital vid årets början", "forecast equity at the start of the year")
    ]
    follows_forecast: Annotated[
        bool | None,
        flag(
            "budgeten är för nästa år och antogs efter en prognos för det här",
            "the budget is for next year and came after a forecast for this one",
        ),
    ]
    expected_opening: Annotated[
        int | None,
        ore(
            "eget kapital vid årets början enligt den sista prognosen",
            "equity at the start of the year by the last forecast",
        ),
    ]
    opening_above_trivial: Annotated[
        int | None,
        ore(
            "skillnaden mellan ingående eget kapital och den sista prognosen, utöver det uppenbart obetydliga",
            "the difference between opening equity and the last forecast, beyond what is clearly trivial",
        ),
    ]
    closing_equity: Annotated[int | None, ore("beräknat eget kapital vid årets slut", "forecast equity at year end")]
    closing_difference: Annotated[
        int | None,
        ore(
            "skillnaden mellan utgående eget kapital och ingående plus resultat (avrundning frånräknad)",
            "the difference between closing equity and opening plus result (rounding allowed for)",
        ),
    ]
    above_own_goal: Annotated[
        int | None,
        ore("beräknat eget kapital utöver planens eget tak", "forecast equity above the plan's own ceiling"),
    ]
    has_own_goal: Annotated[bool, flag("planen har ett eget tak för eget kapital", "the plan has a ceiling of its own")]
    has_planned_use: Annotated[
        bool, flag("en plan för eget kapital har ett belopp för året", "an equity plan has an amount for the year")
    ]
    planned_use: Annotated[
        int | None, ore("beloppet för året i planen för eget kapital", "the amount for the year in the equity plan")
    ]
    use_short: Annotated[
        int | None,
        ore(
            "planens belopp minus det egna kapital som budgeten använder",
            "the plan's amount less the equity that the budget uses",
        ),
    ]
    replaces: Annotated[str | None, base.text("versionen som ersätts", "the version replaced")]
    replaced_is_there: Annotated[bool | None, flag("versionen som ersätts finns", "the version replaced is on file")]
    days_after_replaced: Annotated[
        int | None,
        days("tiden från den ersatta versionen till beslutet", "time from the version replaced to the decision"),
    ]


def produce(dossier: Dossier) -> tuple[BudgetFact, ...]:
    return tuple(_fact(dossier.year, budget) for budget in dossier.year.budgets.items)


def _fact(year: Year, budget: Budget) -> BudgetFact:
    begins = date(budget.for_year, 1, 1)
    closing, goal = budget.closing_equity, amount(budget.equity_goal)
    expected, use = _expected_opening(year, budget), _planned_use(year, budget)
    replaced = next((item for item in year.budgets.items if item.id == budget.replaces), None)
    result = amount(budget.result)
    adopted = budget.adopted_on
    return BudgetFact(
        key=budget.id,
        law_date=first_of_year(budget.for_year - 1),
        place=budget.place(),
        name=budget.id,
        version=budget.kind,
        budget_year=first_of_next_year(budget.for_year - 1),
        adopted=is_there(adopted),
        adopted_on=base.earliest(adopted),
        days_before_year=(begins - adopted.first).days if isinstance(adopted, Day) else None,
        public_meeting=budget.public_meeting,
        consulted=_consulted(budget),
        days_published=days_between(budget.published_on, budget.announced_on),
        plan_years=None if budget.plan_years is None else len(set(budget.plan_years)),
        plan_begins_with_budget=None if not budget.plan_years else min(budget.plan_years) == budget.for_year,
        result=result,
        deficit_explained=is_there(budget.deficit_explained),
        deficit_decided=is_there(budget.deficit_decision),
        missing_contents_count=_missing_count(budget),
        missing_contents=joined(_missing(budget)),
        missing_areas_count=None if budget.areas is None else len(_unfunded(budget)),
        missing_areas=joined(_unfunded(budget)),
        has_financial_goals=is_there(budget.financial_goals),
        has_operational_goals=is_there(budget.operational_goals),
        opening_equity=amount(budget.opening_equity),
        follows_forecast=_follows_forecast(year, budget),
        expected_opening=None if expected is None else sum(term.value for term in expected),
        opening_above_trivial=_opening_off(year, budget, expected),
        closing_equity=amount(closing),
        closing_difference=_closing_difference(budget),
        above_own_goal=None if closing is None or goal is None else above(closing.value, closing.least, goal),
        has_own_goal=goal is not None,
        has_planned_use=use is not None,
        planned_use=use,
        use_short=_short(budget.result, use),
        replaces=budget.replaces,
        replaced_is_there=_replaced_is_there(year, budget, replaced),
        days_after_replaced=None if replaced is None else _most_days(replaced.adopted_on, adopted),
    )


def _forecast(year: Year, budget: Budget) -> FollowUp | None:
    """The last forecast that the board can have known when it adopted a budget for the next year."""
    decided = budget.adopted_on.last if isinstance(budget.adopted_on, Day) else None
    return last_forecast(year, decided) if budget.for_year == year.fiscal_year + 1 else None


def _follows_forecast(year: Year, budget: Budget) -> bool | None:
    if budget.for_year != year.fiscal_year + 1:
        return False
    return True if _forecast(year, budget) is not None else (False if year.follow_ups.complete else None)


def _expected_opening(year: Year, budget: Budget) -> tuple[Figure, Figure] | None:
    """The equity that the year began with, and the result that was forecast for it."""
    forecast = _forecast(year, budget)
    if forecast is None or forecast.forecast_result is None:
        return None
    opening = of_year(year, "equity_opening")
    return None if opening is None else (opening.figure, forecast.forecast_result)


def _opening_off(year: Year, budget: Budget, expected: tuple[Figure, Figure] | None) -> int | None:
    if budget.opening_equity is None or expected is None:
        return None
    return abs(unlike(expected, budget.opening_equity)) - clearly_trivial(year)


def _closing_difference(budget: Budget) -> int | None:
    if budget.opening_equity is None or budget.result is None or budget.closing_equity is None:
        return None
    return abs(unlike((budget.opening_equity, budget.result), budget.closing_equity))


def _planned_use(year: Year, budget: Budget) -> int | None:
    plan = year.equity_plan
    years = () if plan is None else plan.years or ()
    return next((amount(item.use) for item in years if item.year == budget.for_year), None)


def _short(result: Figure | None, planned: int | None) -> int | None:
    """A budgeted deficit is the equity used; one rounded in print is taken at its largest."""
    return None if result is None or planned is None else above(planned + result.value, planned + result.least, 0)


def _replaced_is_there(year: Year, budget: Budget, replaced: Budget | None) -> bool | None:
    if replaced is not None or budget.replaces is None:
        return None if replaced is None else True
    return False if year.budgets.complete else None


def _most_days(earlier: Day | Absent | None, later: Day | Absent | None) -> int | None:
    """The most days by which the one can come after the other."""
    return (later.last - earlier.first).days if isinstance(earlier, Day) and isinstance(later, Day) else None


def _contents(budget: Budget) -> dict[str, bool | None]:
    """The three parts beside the goals (KL 11:6); a forecast of equity is the position at year end."""
    position = True if budget.closing_equity is not None else is_there(budget.position)
    return {
        "anslag": is_there(budget.appropriations),
        "finansiering": is_there(budget.financing),
        "ekonomisk ställning vid årets slut": position,
    }


def _missing(budget: Budget) -> list[str]:
    return [name for name, there in _contents(budget).items() if there is False]


def _missing_count(budget: Budget) -> int | None:
    missing = len(_missing(budget))
    return missing if missing or None not in _contents(budget).values() else None


def _unfunded(budget: Budget) -> list[str]:
    return [] if budget.areas is None else [area for area in get_args(ExpenditureArea) if area not in budget.areas]


def _consulted(budget: Budget) -> bool | None:
    """Yes where a consultation can have come before the decision; no where it cannot, or is known to be absent."""
    if not isinstance(budget.consultation_on, Day):
        return is_there(budget.consultation_on)
    if not isinstance(budget.adopted_on, Day):
        return None
    return budget.consultation_on.first <= budget.adopted_on.last
