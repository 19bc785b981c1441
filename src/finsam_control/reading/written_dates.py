"""Dates as people write them in Swedish workbooks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from finsam_control.day import Day, parse_day

_MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_FULL: Final = ("uari", "ruari", "s", "il", "", "i", "i", "usti", "tember", "ober", "ember", "ember")
_ENGLISH: Final = {"may": 5, "oct": 10, "march": 3, "june": 6, "july": 7, "august": 8, "october": 10}
_NAMES: Final = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name + rest: number for number, (name, rest) in enumerate(zip(_MONTHS, _FULL, strict=True), 1)},
    "sept": 9,
    **_ENGLISH,
}
_MONTH = re.compile(r"([a-z]+)\.?[ -]*(?:(\d{4})|['’]?(\d{2}))")
_DAY = re.compile(r"(?:den )?(\d{1,2})(?::?e)? ([a-z]+)\.?(?: (\d{4}))?")
_NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Written:
    """How a date was read; `is_read_in` where it was not whole as it stands: a century, or a year, was added."""

    day: Day
    is_read_in: bool = False


class YearMissing:  # one value of its own, so that it cannot be taken for a date or for nothing
    """A day and a month without a year."""


def parse_written(text: str, year: int | None = None) -> Written | YearMissing | None:
    """Reads `2022-06-17`, `2022-06`, `Juni-22`, `juni 2022`, `17 juni 2022`, and `17 juni` where the year is given.

    None for all else: `17/6`, `6/17/22` and `220617` can be read in more than one way.
    """
    said = " ".join(text.casefold().split())
    if (day := parse_day(said)) is not None:
        return Written(day)
    if match := _NUMBERS.fullmatch(said):
        return _of(*(part for part in match.groups() if part))
    if (match := _MONTH.fullmatch(said)) and match[1] in _NAMES:
        found = parse_day(f"{match[2] or '20' + match[3]}-{_NAMES[match[1]]:02d}")
        return None if found is None else Written(found, is_read_in=match[2] is None)
    if (match := _DAY.fullmatch(said)) and match[2] in _NAMES:
        if match[3] is None and year is None:
            return YearMissing()
        read = _of(match[3] or str(year), str(_NAMES[match[2]]), match[1])
        return None if read is None else Written(read.day, is_read_in=match[3] is None)
    return None


def _of(year: str, month: str, day: str) -> Written | None:
    found = parse_day(f"{year}-{int(month):02d}-{int(day):02d}")
    return None if found is None else Written(found)
