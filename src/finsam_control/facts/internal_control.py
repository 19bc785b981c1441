"""The year's internal control: plan, risk analysis, checks, report (a revision criterion, KL 12:1; not KL 6:6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import (
    Fact,
    days,
    days_between,
    first_of_year,
    flag,
    is_there,
    iso_date,
    last_of_year,
)
from finsam_control.records.base import Absent


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
    analysis_delay: Annotated[
        int | None,
        days(
            "tiden från beslutet om planen till riskanalysen, noll om analysen kom först",
            "the time from the plan to the risk analysis, none where the analysis came first",
        ),
    ]
    was_reported: Annotated[
        bool | None,
        flag("resultatet av kontrollen redovisat för styrelsen", "the result of the control told to the board"),
    ]
    has_conclusion: Annotated[bool | None, flag("samlad bedömning i rapporten", "an overall judgement in the report")]
    was_reported_back: Annotated[
        bool | None,
        flag("beslutade åtgärder återrapporterade till styrelsen", "the measures decided reported back to the board"),
    ]


def produce(dossier: Dossier) -> tuple[InternalControlFact, ...]:
    year, control = dossier.year, dossier.year.internal_control
    if control is None:
        return ()
    risk_analysis = is_there(control.risk_analysis)
    return (
        InternalControlFact(
            key="internal_control",
            law_date=first_of_year(year.fiscal_year),
            place=control.place(),
            fiscal_year=str(year.fiscal_year),
            year_end=last_of_year(year.fiscal_year),
            has_plan=is_there(control.plan),
            plan_delay=_days_after(Day.exact(date(year.fiscal_year, 1, 1)), control.plan_adopted_on),
            has_risk_analysis=True if risk_analysis is None and dossier.register is not None else risk_analysis,
            analysis_delay=_days_after(control.plan_adopted_on, control.risk_analysis_on),
            was_reported=is_there(control.reported_on),
            has_conclusion=is_there(control.conclusion),
            was_reported_back=is_there(control.reported_back),
        ),
    )


def _days_after(start: Day | Absent | None, end: Day | Absent | None) -> int | None:
    """Days from the one to the other, none where the other came first; the fewest that they can be."""
    apart = days_between(start, end) if isinstance(start, Day) else None
    return None if apart is None else max(0, apart)
