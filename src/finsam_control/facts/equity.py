"""Equity at the end of the year against the funds allotted, the own goal, and the plan to bring it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, amount, first_of_year, flag, is_there, ore, ppm, share
from finsam_control.figure import Figure, above, unlike
from finsam_control.printed import Printed, figures
from finsam_control.records.base import SAKNAS
from finsam_control.records.economy import EquityPlan
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityFact(Fact):
    kind: ClassVar[str] = "equity"
    sv: ClassVar[str] = "eget kapital"
    en: ClassVar[str] = "equity"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "balance_sheet"

    closing: Annotated[int | None, ore("eget kapital vid årets slut", "equity at year end")]
    allotted: Annotated[int | None, ore("årets tilldelade medel", "the year's allotted funds")]
    closing_share: Annotated[
        int | None,
        ppm("eget kapital i förhållande till årets tilldelade medel", "equity as a share of the year's allotted funds"),
    ]
    least_share: Annotated[
        int | None,
        ppm(
            "eget kapital (lägst med hänsyn till avrundning) i förhållande till årets tilldelade medel",
            "equity (the lowest that rounding allows) as a share of the year's allotted funds",
        ),
    ]
    above_own_goal: Annotated[
        int | None,
        ore("eget kapital utöver förbundets eget tak", "equity above the förbund's own ceiling", "forbundsordning"),
    ]
    direct_change: Annotated[
        int | None, ore("förändring av eget kapital vid sidan av resultatet", "change of equity past the result")
    ]
    took_over: Annotated[
        bool | None,
        flag("ett annat förbund gick upp i förbundet under året", "another förbund merged into this one in the year"),
    ]
    merged_equity: Annotated[
        int | None,
        ore("det egna kapital som togs över under året", "the equity taken over in the year", "sammanslagning"),
    ]
    merged_difference: Annotated[
        int | None,
        ore(
            "övertaget eget kapital minus det som fördes direkt mot eget kapital (avrundning frånräknad)",
            "equity taken over less what was entered directly against equity (rounding allowed for)",
            "sammanslagning",
        ),
    ]
    notes_direct_change: Annotated[
        bool | None,
        flag("not om eget kapital fört förbi resultatet finns", "a note on equity entered past the result is there"),
    ]
    has_top_up: Annotated[
        bool | None,
        flag(
            "medlemmarna har täckt det som tillgångarna inte räcker till",
            "the members have covered what the assets do not",
            "protokoll",
        ),
    ]
    has_own_goal: Annotated[
        bool, flag("förbundet har ett eget tak för eget kapital", "the förbund has a ceiling of its own")
    ]
    has_plan: Annotated[
        bool | None,
        flag("en beslutad plan för det egna kapitalet finns", "there is an adopted plan for the equity", "budget"),
    ]
    plan_names_amounts: Annotated[
        bool | None, flag("planen har ett belopp för varje år", "the plan has an amount for each year", "budget")
    ]
    plan_on_file: Annotated[
        bool, flag("en plan med ett belopp för varje år är inlämnad", "a plan with an amount a year was handed in")
    ]
    planned_use: Annotated[
        int | None, ore("det egna kapital som planen använder", "the equity that the plan uses", "budget")
    ]
    last_year: Annotated[str | None, base.text("planens sista år", "the plan's last year", "budget")]
    planned_share: Annotated[
        int | None,
        ppm(
            "eget kapital efter planens belopp (lägst med hänsyn till avrundning) i förhållande till årets medel",
            "equity after the plan's amounts (the lowest that rounding allows) as a share of the year's funds",
            "budget",
        ),
    ]


def produce(dossier: Dossier) -> tuple[EquityFact, ...]:
    year = dossier.year
    printed = of_year(year, "equity")
    if printed is None and year.balance_sheet is None and year.annual_report is None:
        return ()
    closing = None if printed is None else printed.figure
    allotted = allotted_funds(year)
    goal = _own_goal(year, allotted.value if allotted else None)
    plan = year.equity_plan
    planned_use = _planned_use(year)
    direct = of_year(year, "equity_direct_change")
    merged = _merged(year)
    report = year.annual_report
    place = printed.place if printed is not None else report.place() if report is not None else year.entity.place()
    return (
        EquityFact(
            key="equity",
            law_date=first_of_year(year.fiscal_year),
            place=place,
            closing=amount(closing),
            allotted=amount(allotted),
            closing_share=share(amount(closing), amount(allotted)),
            least_share=least_share(closing, allotted),
            above_own_goal=None if closing is None or goal is None else above(closing.value, closing.least, goal),
            direct_change=None if direct is None else direct.figure.value,
            took_over=_took_over(year),
            merged_equity=None if merged is None else sum(figure.value for figure in merged),
            merged_difference=None if merged is None or direct is None else unlike(merged, direct.figure),
            notes_direct_change=None if report is None else is_there(report.equity_direct_change_note),
            has_top_up=None if year.financing is None else is_there(year.financing.top_up),
            has_own_goal=_has_goal(year),
            has_plan=None if plan is None else is_there(plan.adopted_on),
            plan_names_amounts=_names_amounts(plan),
            plan_on_file=_names_amounts(plan) is True,
            planned_use=planned_use,
            last_year=None if plan is None or not plan.years else str(max(item.year for item in plan.years)),
            planned_share=None if planned_use is None else least_share(closing, allotted, used=planned_use),
        ),
    )


def of_year(year: Year, concept: str) -> Printed | None:
    """The year's outcome of a concept, where a statement first prints it."""
    wanted = (
        item
        for item in figures(year)
        if item.row.concept == concept and item.column.year == year.fiscal_year and item.column.holds == "outcome"
    )
    return next(wanted, None)


def allotted_funds(year: Year) -> Figure | None:
    """As the document states them, else the sum of a complete list of contributions."""
    financing = year.financing
    if financing is None or financing.allotted is not None or not financing.complete:
        return None if financing is None else financing.allotted
    paid = [item.this_year for item in financing.contributions if item.this_year is not None]
    if not paid or len(paid) < len(financing.contributions):
        return None
    coarsest = max(paid, key=lambda item: item.step)
    return Figure(sum(item.value for item in paid), sum(item.step for item in paid), coarsest.unit)


def _took_over(year: Year) -> bool | None:
    """Whether a merger of the year is listed; none only where every merger is, with its day."""
    days = [merger.date for merger in year.mergers.items]
    if any(day is not None and day.first.year == year.fiscal_year for day in days):
        return True
    return False if year.mergers.complete and None not in days else None


def _merged(year: Year) -> list[Figure] | None:
    """The equity taken over in the year, of each dissolved förbund; unknown where one of them is."""
    mergers = [m for m in year.mergers.items if m.date is not None and m.date.first.year == year.fiscal_year]
    found = [merger.opening.equity for merger in mergers if merger.opening is not None]
    known = [equity for equity in found if equity is not None]
    return known if known and len(known) == len(mergers) else None


def least_share(equity: Figure | None, allotted: Figure | None, *, used: int = 0) -> int | None:
    """The lowest share that the printed figures allow, once so many öre have been used."""
    return None if equity is None or allotted is None else share(equity.least - used, allotted.most)


def _planned_use(year: Year) -> int | None:
    """Öre over the years to come; unknown where one of them has no amount."""
    plan = year.equity_plan
    if plan is None or plan.years is None:
        return None
    uses = [amount(item.use) for item in plan.years if item.year > year.fiscal_year]
    return None if None in uses else sum(use or 0 for use in uses)


def _names_amounts(plan: EquityPlan | None) -> bool | None:
    """Whether every year of the plan has one; no where it has no years, or an amount was looked for in vain."""
    if plan is None or plan.years is None:
        return None
    uses = [item.use for item in plan.years]
    if SAKNAS in uses or not uses:
        return False
    return None if None in uses else True


def _has_goal(year: Year) -> bool:
    ordning = year.forbundsordning
    return ordning is not None and (ordning.equity_goal is not None or ordning.equity_goal_share is not None)


def _own_goal(year: Year, allotted: int | None) -> int | None:
    ordning = year.forbundsordning
    if ordning is None:
        return None
    if ordning.equity_goal is not None:
        return ordning.equity_goal.value
    if ordning.equity_goal_share is None or allotted is None:
        return None
    return allotted * ordning.equity_goal_share.value // 1_000_000
