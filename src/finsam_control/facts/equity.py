"""Equity at the end of the year against the funds allotted and the förbund's own goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, amount, first_of_year, flag, ore, ppm, share
from finsam_control.figure import Figure
from finsam_control.printed import Printed, figures
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
    above_own_goal: Annotated[
        int | None,
        ore("eget kapital utöver förbundets eget tak", "equity above the förbund's own ceiling", "forbundsordning"),
    ]
    direct_change: Annotated[
        int | None, ore("förändring av eget kapital vid sidan av resultatet", "change of equity past the result")
    ]
    has_own_goal: Annotated[bool, flag("förbundet har ett eget tak för eget kapital", "the förbund has an own ceiling")]


def produce(dossier: Dossier) -> tuple[EquityFact, ...]:
    year = dossier.year
    printed = _of_year(year, "equity")
    if printed is None and year.balance_sheet is None and year.annual_report is None:
        return ()
    closing = None if printed is None else printed.figure.value
    allotted = allotted_funds(year)
    goal = _own_goal(year, allotted)
    direct = _of_year(year, "equity_direct_change")
    report = year.annual_report
    place = printed.place if printed is not None else report.place() if report is not None else year.entity.place()
    return (
        EquityFact(
            key="equity",
            law_date=first_of_year(year.fiscal_year),
            place=place,
            closing=closing,
            allotted=allotted,
            closing_share=share(closing, allotted),
            above_own_goal=None if closing is None or goal is None else closing - goal,
            direct_change=None if direct is None else direct.figure.value,
            has_own_goal=_has_goal(year),
        ),
    )


def _of_year(year: Year, concept: str) -> Printed | None:
    wanted = (
        item
        for item in figures(year)
        if item.row.concept == concept and item.column.year == year.fiscal_year and item.column.holds == "outcome"
    )
    return next(wanted, None)


def allotted_funds(year: Year) -> int | None:
    """Öre: as the document states them, else the sum of a complete list of contributions."""
    financing = year.financing
    if financing is None:
        return None
    stated = amount(financing.allotted)
    if stated is not None or not financing.complete:
        return stated
    paid = [item.this_year for item in financing.contributions]
    return sum(item.value for item in paid if isinstance(item, Figure)) if None not in paid else None


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
