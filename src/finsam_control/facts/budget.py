"""Each version of the budget: when, how and with what it was adopted (FinsamL 21 and 23 §§)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

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
    ore,
    ppm,
    share,
    word,
)
from finsam_control.facts.equity import allotted_funds
from finsam_control.records.economy import Budget
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
    has_financial_goals: Annotated[bool | None, flag("finansiella mål finns", "there are financial goals")]
    has_operational_goals: Annotated[bool | None, flag("verksamhetsmål finns", "there are operational goals")]
    closing_equity: Annotated[int | None, ore("beräknat eget kapital vid årets slut", "forecast equity at year end")]
    closing_share: Annotated[
        int | None,
        ppm("beräknat eget kapital i förhållande till årets medel", "forecast equity as a share of the year's funds"),
    ]
    above_own_goal: Annotated[
        int | None,
        ore("beräknat eget kapital utöver planens eget tak", "forecast equity above the plan's own ceiling"),
    ]
    has_own_goal: Annotated[bool, flag("planen har ett eget tak för eget kapital", "the plan has an own ceiling")]


def produce(dossier: Dossier) -> tuple[BudgetFact, ...]:
    return tuple(_fact(dossier.year, budget) for budget in dossier.year.budgets.items)


def _fact(year: Year, budget: Budget) -> BudgetFact:
    begins = date(budget.for_year, 1, 1)
    closing, goal = amount(budget.closing_equity), amount(budget.equity_goal)
    allotted = amount(budget.revenue) or (allotted_funds(year) if budget.for_year == year.fiscal_year else None)
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
        has_financial_goals=is_there(budget.financial_goals),
        has_operational_goals=is_there(budget.operational_goals),
        closing_equity=closing,
        closing_share=share(closing, allotted),
        above_own_goal=None if closing is None or goal is None else closing - goal,
        has_own_goal=goal is not None,
    )


def _consulted(budget: Budget) -> bool | None:
    """Yes where a consultation can have come before the decision; no where it cannot, or is known to be absent."""
    if not isinstance(budget.consultation_on, Day):
        return is_there(budget.consultation_on)
    if not isinstance(budget.adopted_on, Day):
        return None
    return budget.consultation_on.first <= budget.adopted_on.last
