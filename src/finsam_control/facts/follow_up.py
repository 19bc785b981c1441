"""The year's follow-ups of the economy: with forecasts, before the board, and how near the last one came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import (
    Fact,
    amount,
    counted,
    days,
    first_of_year,
    flag,
    is_there,
    iso_date,
    joined,
    ore,
    ppm,
    share,
)
from finsam_control.facts.equity import allotted_funds, of_year
from finsam_control.figure import Figure, differ
from finsam_control.records.base import SAKNAS
from finsam_control.records.economy import FollowUp
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpFact(Fact):
    kind: ClassVar[str] = "follow_up"
    sv: ClassVar[str] = "årets ekonomiska uppföljningar"
    en: ClassVar[str] = "the year's follow-ups of the economy"
    document: ClassVar[str] = "budget"
    section: ClassVar[str] = "follow_ups"

    reports: Annotated[int, counted("antalet uppföljningar", "the number of follow-ups")]
    forecasts_to_board: Annotated[
        int | None,
        counted(
            "antalet uppföljningar med prognos som styrelsen har fått",
            "the number of follow-ups with a forecast that came before the board",
            "protokoll",
        ),
    ]
    unreported: Annotated[
        int | None,
        counted(
            "antalet uppföljningar som styrelsen inte har fått",
            "the number of follow-ups that did not come before the board",
            "protokoll",
        ),
    ]
    unreported_dates: Annotated[
        str, base.text("uppföljningar som styrelsen inte har fått", "follow-ups that did not come before the board")
    ]
    has_forecast: Annotated[bool | None, flag("en prognos för helåret finns", "there is a forecast for the full year")]
    forecast_on: Annotated[str | None, base.text("dagen för årets sista prognos", "the day of the last forecast")]
    forecast_result: Annotated[
        int | None, ore("helårets resultat enligt den sista prognosen", "the full year's result by the last forecast")
    ]
    result: Annotated[int | None, ore("årets resultat", "the year's result", "arsredovisning")]
    miss_share: Annotated[
        int | None,
        ppm(
            "resultatets avstånd från den sista prognosen (minst med hänsyn till avrundning) mot årets medel",
            "the result's distance from the last forecast (the least that rounding allows) to the year's funds",
            "arsredovisning",
        ),
    ]
    explains_miss: Annotated[
        bool | None,
        flag(
            "årsredovisningen säger varför utfallet avvek från prognosen",
            "the annual report says why the outcome departed from the forecast",
            "arsredovisning",
        ),
    ]
    has_half_year_clause: Annotated[
        bool | None,
        flag(
            "förbundsordningen kräver delårsrapport",
            "the förbundsordning asks for an interim report",
            "forbundsordning",
        ),
    ]
    half_year_due: Annotated[
        str | None,
        iso_date("dagen då delårsrapporten ska vara klar", "the day the interim report is due", "forbundsordning"),
    ]
    has_half_year_report: Annotated[
        bool | None, flag("delårsrapporten har lämnats till styrelsen", "the interim report went to the board")
    ]
    half_year_late: Annotated[
        int | None, days("delårsrapportens försening", "the delay of the interim report", "protokoll")
    ]


def produce(dossier: Dossier) -> tuple[FollowUpFact, ...]:
    year, listing = dossier.year, dossier.year.follow_ups
    due = _half_year_due(year)
    if not listing.items and not listing.complete and due is None:
        return ()
    half_year = [item for item in listing.items if item.kind == "delarsrapport"]
    last, result = last_forecast(year), of_year(year, "result")
    unreported = [item for item in listing.items if item.reported_to_board_on is SAKNAS]
    unknown = any(item.reported_to_board_on is None for item in listing.items)
    return (
        FollowUpFact(
            key="follow_ups",
            law_date=first_of_year(year.fiscal_year),
            place=last.place() if last is not None else listing.place(),
            reports=len(listing.items),
            forecasts_to_board=_forecasts_to_board(year),
            unreported=None if unknown else len(unreported),
            unreported_dates=joined(str(item.date) for item in unreported),
            has_forecast=True if last is not None else False if _is_whole(year) else None,
            forecast_on=None if last is None else str(last.date),
            forecast_result=None if last is None else amount(last.forecast_result),
            result=None if result is None else result.figure.value,
            miss_share=_miss(year, last, None if result is None else result.figure),
            explains_miss=None if last is None else is_there(last.miss_explained),
            has_half_year_clause=None if year.forbundsordning is None else due is not None,
            half_year_due=None if due is None else due.isoformat(),
            has_half_year_report=_reported(half_year, whole=listing.complete),
            half_year_late=_late(half_year, due),
        ),
    )


def last_forecast(year: Year, by: date | None = None) -> FollowUp | None:
    """The year's latest follow-up with a forecast, or the latest one made by a day."""
    made = (item for item in year.follow_ups.items if item.has_forecast or item.forecast_result is not None)
    return max((item for item in made if by is None or item.date.first <= by), key=lambda i: i.date.last, default=None)


def _is_whole(year: Year) -> bool:
    """Whether it is known of every follow-up of the year that it has a forecast or none."""
    return year.follow_ups.complete and all(item.has_forecast is not None for item in year.follow_ups.items)


def _forecasts_to_board(year: Year) -> int | None:
    """None counts as none only where all are listed, and it is known of each where it went."""
    told = [item for item in year.follow_ups.items if item.has_forecast and is_there(item.reported_to_board_on)]
    unknown = any(item.has_forecast and item.reported_to_board_on is None for item in year.follow_ups.items)
    return len(told) if told or (_is_whole(year) and not unknown) else None


def _miss(year: Year, last: FollowUp | None, result: Figure | None) -> int | None:
    allotted = allotted_funds(year)
    if last is None or last.forecast_result is None or result is None or allotted is None:
        return None
    return share(abs(differ(result, last.forecast_result)), allotted.most)


def _half_year_due(year: Year) -> date | None:
    clause = None if year.forbundsordning is None else year.forbundsordning.half_year_report_by
    return None if clause is None else date.fromisoformat(f"{year.fiscal_year}-{clause}")


def _reported(reports: list[FollowUp], *, whole: bool) -> bool | None:
    if any(isinstance(item.reported_to_board_on, Day) for item in reports):
        return True
    return False if whole and all(item.reported_to_board_on is not None for item in reports) else None


def _late(reports: list[FollowUp], due: date | None) -> int | None:
    """Days after the due day, by the earliest report and the day of it that favours the förbund; none before it."""
    reported = [item.reported_to_board_on.first for item in reports if isinstance(item.reported_to_board_on, Day)]
    return None if due is None or not reported else max((min(reported) - due).days, 0)
