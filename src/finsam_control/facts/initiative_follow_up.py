"""When an initiative (insats) was followed up, against its own plan and against the calendar (FinsamL 7 §)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, days, first_of_year, flag, joined
from finsam_control.records.activity import Initiative

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFollowUpFact(Fact):
    kind: ClassVar[str] = "initiative_follow_up"
    sv: ClassVar[str] = "uppföljning av insatser"
    en: ClassVar[str] = "follow-up of initiatives"
    document: ClassVar[str] = "insatser"
    section: ClassVar[str] = "initiatives"

    name: Annotated[str, base.text("insatsen", "the initiative")]
    has_plan: Annotated[
        bool, flag("insatsen har bestämda tider för uppföljning", "the initiative has set times of follow-up")
    ]
    planned: Annotated[
        str, base.text("månader efter starten då insatsen följs upp", "months after its start when it is followed up")
    ]
    longest_delay: Annotated[
        int | None,
        days(
            "den längsta förseningen av årets planerade uppföljningar",
            "the longest delay of the year's planned follow-ups",
        ),
    ]
    has_exit_plan: Annotated[
        bool,
        flag(
            "deltagarna ska följas upp en bestämd tid efter att de har lämnat insatsen",
            "participants are to be followed up a set time after they leave",
        ),
    ]
    exits_missed: Annotated[
        int | None,
        counted(
            "antalet bestämda uppföljningar av deltagare efter insatsen som inte är gjorda",
            "the number of set follow-ups of participants after they left that were not made",
        ),
    ]
    exits_missed_months: Annotated[
        str, base.text("månader efter insatsen som inte är följda upp", "months after they left not followed up")
    ]
    since_last: Annotated[
        int | None,
        days(
            "tiden utan uppföljning vid årets slut, eller när insatsen avslutades",
            "the time without follow-up at year end, or when the initiative ended",
        ),
    ]


def produce(dossier: Dossier) -> tuple[InitiativeFollowUpFact, ...]:
    """A fact for each initiative that ran in the year, as far as its dates are known."""
    year = dossier.year.fiscal_year
    ran = (item for item in dossier.year.initiatives.items if item.start is None or item.start.first.year <= year)
    return tuple(
        InitiativeFollowUpFact(
            key=item.name,
            law_date=first_of_year(year),
            place=item.place("name"),
            name=item.name,
            has_plan=item.follow_up_months is not None,
            planned=joined(str(month) for month in item.follow_up_months or ()),
            longest_delay=_longest_delay(dossier, item, _last_day(item, year)),
            has_exit_plan=item.exit_follow_ups is not None,
            exits_missed=_exits_missed(item),
            exits_missed_months=joined(str(one.months) for one in item.exit_follow_ups or () if one.done == "saknas"),
            since_last=_since_last(dossier, item, _last_day(item, year)),
        )
        for item in ran
        if _last_day(item, year).year == year
    )


def _last_day(initiative: Initiative, year: int) -> date:
    """The last day of the year on which the initiative may have run."""
    year_end = date(year, 12, 31)
    return min(year_end, initiative.end.last) if isinstance(initiative.end, Day) else year_end


def _followed_up(dossier: Dossier, initiative: Initiative) -> list[date] | None:
    """Days of follow-up, the earliest that the dates allow; that there were none is known from a whole list only."""
    if initiative.follow_ups is None:
        return None
    found = [item.date.first for item in initiative.follow_ups if item.kind != "efter_avslut"]
    return found if found or dossier.year.initiatives.complete else None


def _longest_delay(dossier: Dossier, initiative: Initiative, last_day: date) -> int | None:
    """Each follow-up counts for the planned day nearest to it; one not made is late until the last day."""
    found = _followed_up(dossier, initiative)
    if initiative.start is None or found is None or initiative.follow_up_months is None:
        return None
    planned = [_after(initiative.start.last, months) for months in initiative.follow_up_months]
    made: dict[date, list[date]] = {day: [] for day in planned}
    for day in found:
        made[min(planned, key=lambda plan: abs(plan - day))].append(day)
    due = [day for day in planned if day.year == last_day.year and day <= last_day]
    return max((max((min(made[day], default=last_day) - day).days, 0) for day in due), default=0)


def _since_last(dossier: Dossier, initiative: Initiative, last_day: date) -> int | None:
    """Days from the latest follow-up, or from the start where there was none."""
    found = _followed_up(dossier, initiative)
    if found is None or (not found and initiative.start is None):
        return None
    begun = [initiative.start.last] if initiative.start is not None else []
    return max((last_day - max([*found, *begun])).days, 0)


def _exits_missed(initiative: Initiative) -> int | None:
    """One known to be missed is enough to count; that none is, is known only where each is told of."""
    told = [item.done for item in initiative.exit_follow_ups or ()]
    missed = told.count("saknas")
    return missed if missed or (initiative.exit_follow_ups is not None and None not in told) else None


def _after(start: date, months: int) -> date:
    """The last day of so many months that begin with the start."""
    years, month = divmod(start.month - 1 + months, _MONTHS)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1])) - timedelta(days=1)
