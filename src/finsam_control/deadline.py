"""The last day of a duty: a date, and the dated parameter that counts to or from it."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from finsam_control.parameters import ParameterFile
from finsam_control.rule import Due


def deadline(due: Due, day: date, on: date, parameters: Mapping[str, ParameterFile]) -> date | None:
    """The last day on which a duty counted from a day may be met, by the law of a date; None where no source says.

    Raises:
        LookupError: a parameter has no value in force on the date.
    """
    for name, sign in ((due.after, 1), (due.before, -1)):
        if name is not None:
            value = parameters[name].value_at(on)
            if value is None:
                return None
            day = _shift(day, sign * int(value), parameters[name].unit)
    return day


def _shift(day: date, amount: int, unit: str) -> date:
    if unit != "months":
        return day + timedelta(days=amount)
    months = day.year * 12 + day.month - 1 + amount
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
