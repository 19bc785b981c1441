"""The year's internal control: plan, risk analysis, checks, report (a revision criterion, KL 12:1; not KL 6:6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import (
    Fact,
    counted,
    days,
    days_between,
    first_of_year,
    flag,
    is_there,
    iso_date,
    joined,
    last_of_year,
)
from finsam_control.records.control import ControlCheck, InternalControl


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalControlFact(Fact):
    kind: ClassVar[str] = "internal_control"
    sv: ClassVar[str] = "intern kontroll"
    en: ClassVar[str] = "internal control"
    document: ClassVar[str] = "internkontrollplan"
    section: ClassVar[str] = "internal_control"

    fiscal_year: Annotated[str, base.text("året", "the year")]
    year_end: Annotated[str, iso_date("årets sista dag", "last day of the year", of_year=last_of_year)]
    has_plan: Annotated[bool | None, flag("plan för årets interna kontroll", "a plan for the year's internal control")]
    plan_delay: Annotated[
        int | None,
        days("tiden från årets början till beslutet om planen", "the time from the start of the year to the plan"),
    ]
    has_risk_analysis: Annotated[bool | None, flag("riskanalys", "a risk analysis")]
    was_reported: Annotated[
        bool | None,
        flag("resultatet av kontrollen redovisat för styrelsen", "the result of the control told to the board"),
    ]
    was_reported_back: Annotated[
        bool | None,
        flag("beslutade åtgärder återrapporterade till styrelsen", "the measures decided reported back to the board"),
    ]
    checks: Annotated[str | None, base.text("kontrollmomenten", "the checks")]
    unowned_count: Annotated[
        int | None, counted("antalet kontrollmoment utan ansvarig", "the number of checks without anybody responsible")
    ]
    unowned: Annotated[str | None, base.text("kontrollmoment utan ansvarig", "checks without anybody responsible")]
    short_count: Annotated[
        int | None,
        counted(
            "antalet kontrollmoment som utförts färre gånger än planerat",
            "the number of checks performed fewer times than planned",
        ),
    ]
    short: Annotated[
        str | None, base.text("kontrollmoment som inte utförts som planerat", "checks not performed as planned")
    ]


def produce(dossier: Dossier) -> tuple[InternalControlFact, ...]:
    year, control = dossier.year, dossier.year.internal_control
    if control is None:
        return ()
    unowned = _failing((check, is_there(check.owner)) for check in control.checks.items)
    short = _failing((check, _is_performed(check)) for check in control.checks.items)
    risk_analysis = is_there(control.risk_analysis)
    return (
        InternalControlFact(
            key="internal_control",
            law_date=first_of_year(year.fiscal_year),
            place=control.place(),
            fiscal_year=str(year.fiscal_year),
            year_end=last_of_year(year.fiscal_year),
            has_plan=is_there(control.plan),
            plan_delay=_delay(control, year.fiscal_year),
            has_risk_analysis=True if risk_analysis is None and dossier.register is not None else risk_analysis,
            was_reported=is_there(control.reported_on),
            was_reported_back=is_there(control.reported_back),
            checks=joined(check.what for check in control.checks.items) or None,
            unowned_count=None if unowned is None else len(unowned),
            unowned=None if unowned is None else joined(unowned),
            short_count=None if short is None else len(short),
            short=None if short is None else joined(short),
        ),
    )


def _delay(control: InternalControl, fiscal_year: int) -> int | None:
    """Days into the year, none where the plan was adopted before it began."""
    if not isinstance(control.plan_adopted_on, Day):
        return None
    return max(0, days_between(Day.exact(date(fiscal_year, 1, 1)), control.plan_adopted_on) or 0)


def _is_performed(check: ControlCheck) -> bool | None:
    if check.planned is None or check.performed is None:
        return None
    return check.performed >= check.planned


def _failing(checks: Iterable[tuple[ControlCheck, bool | None]]) -> list[str] | None:
    """What fails among the checks listed; unknown where none is listed, or none fails and one cannot be told."""
    judged = list(checks)
    found = [check.what for check, good in judged if good is False]
    return found if found or (judged and all(good for _, good in judged)) else None
