"""Dates as Swedish documents print them, as records write them."""

from __future__ import annotations

import re
from typing import Final

from finsam_control.day import parse_day

MONTHS: Final = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_NAMES: Final = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS)  # noqa: PLR2004
_WRITTEN = re.compile(
    rf"(?i)(?<![\w-])(?:([0-9]{{1,2}})(?: |\.|:e )+)?({_NAMES})\.?[ -]((?:19|20)?[0-9]{{2}})(?![0-9])"
)
_ISO = re.compile(r"(?<![\w-])((?:19|20)[0-9]{2})-([0-9]{2})-? ?([0-9]{2})(?![0-9-])")
_SHORT = re.compile(r"(?<![\w-])([0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![\w-])")


def month_of(word: str) -> int | None:
    """The number of a month by its name, or the first three letters of it."""
    low = word.lower().rstrip(".,:")
    return next((place for place, name in enumerate(MONTHS, 1) if low in {name, name[:3]}), None)


def dates_in(text: str) -> tuple[str, ...]:
    """Every date of a text, in its order, as YYYY-MM-DD or YYYY-MM; a day of the month or a month alone is none."""
    flat = " ".join(text.split())
    found = [(match.start(), f"{match[1]}-{match[2]}-{match[3]}") for match in _ISO.finditer(flat)]
    for match in _WRITTEN.finditer(flat):
        month = month_of(match[2])
        year = match[3] if len(match[3]) == 4 else f"20{match[3]}"  # noqa: PLR2004 -- two digits are of this century
        day = f"-{int(match[1]):02d}" if match[1] else ""
        found.append((match.start(), f"{year}-{month:02d}{day}"))
    return tuple(date for _, date in sorted(found) if parse_day(date) is not None)


def short_dates_in(text: str) -> tuple[str, ...]:
    """Dates written as six digits, 181026, which other numbers can look like."""
    found = (f"20{match[1]}-{match[2]}-{match[3]}" for match in _SHORT.finditer(text))
    return tuple(date for date in found if parse_day(date) is not None)
