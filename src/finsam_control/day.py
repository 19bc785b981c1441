"""Dates as documents give them: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Day:
    """A date known to the day, the month or the year: its earliest and its latest possible day."""

    first: date
    last: date

    @classmethod
    def exact(cls, day: date) -> Day:
        return cls(day, day)

    @property
    def is_exact(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        if self.is_exact:
            return self.first.isoformat()
        return self.first.isoformat()[: len("YYYY-MM" if self.first.month == self.last.month else "YYYY")]


def parse_day(text: str) -> Day | None:
    """Reads `2022-06-17`, `2022-06` or `2022`; None for anything else, an impossible date included."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if not year:
            return None
        if month is None:
            return Day(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Day(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Day.exact(date(year, month, day))
    except (ValueError, calendar.IllegalMonthError):
        return None
