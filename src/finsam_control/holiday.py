"""Days off in Sweden: Saturdays, Sundays and the holidays of the act on public holidays (SFS 1989:1253)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_SATURDAY = 5
#: Nyårsdagen, trettondedag jul, första maj, juldagen, annandag jul.
_FIXED = ((1, 1), (1, 6), (5, 1), (12, 25), (12, 26))
#: Days from Easter: långfredagen, annandag påsk, Kristi himmelsfärdsdag. Påskdagen and pingstdagen are Sundays.
_FROM_EASTER = (-2, 1, 39)
#: Annandag pingst was a holiday until the sixth of June became one in its place (SFS 2004:1320).
_WHIT_MONDAY, _FIRST_NATIONAL_DAY = 50, 2005


def is_day_off(day: date) -> bool:
    """Whether the day is a Saturday, a Sunday or a holiday; midsommardagen and alla helgons dag are Saturdays."""
    return day.weekday() >= _SATURDAY or day in _weekday_holidays(day.year)


@cache
def _weekday_holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    has_national_day = year >= _FIRST_NATIONAL_DAY
    fixed = [date(year, month, day) for month, day in (*_FIXED, *(((6, 6),) if has_national_day else ()))]
    moving = [*_FROM_EASTER, *(() if has_national_day else (_WHIT_MONDAY,))]
    return frozenset([*fixed, *(easter + timedelta(days=days) for days in moving)])


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
