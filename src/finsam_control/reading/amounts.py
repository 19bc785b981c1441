"""Amounts, dates and yes or no as Swedish systems export them, read as text.

An amount is digits, ungrouped or in groups of three by a space (a no-break or narrow one too), with a decimal comma
before one or two decimals. It may begin with a minus (a hyphen or the real sign), end with one, or stand in
parentheses, and `kr`, `SEK` or `:-` may follow. `1.143,50`, `1,143`, `12 34` and three decimals can be read in more
than one way, and are not read at all. A profile may say that the decimals stand behind a point; then no comma is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal

from finsam_control.figure import Unit, parse_number
from finsam_control.reading.written_dates import Written, parse_written

Decimal = Literal[",", "."]

_PLAIN = re.compile(r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?: [0-9]{3}){1,3}),[0-9]{2}")
_APART: Final = str.maketrans("", "", " ,")
_CURRENCY = re.compile(r"\s*(?:kr\.?|sek|:-)$", re.IGNORECASE)
_PARENTHESES = re.compile(r"\(\s*([^-\u2212()]+?)\s*\)")
_AFTER = re.compile(r"([^-\u2212()]+?)\s*[-\u2212]")
_CLOCK = re.compile(r"[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$")
_YES = frozenset({"ja", "j", "x", "1", "true", "sant", "yes"})
_NO = frozenset({"nej", "n", "0", "false", "falskt", "no"})
_DIGITS_APART = re.compile(r"[-\s\u00a0]")
#: Öre from which an amount is a number of something else; sums of such would not fit where öre are counted.
_LIMIT = 10**15


def read_amount(text: str, decimal: Decimal = ",") -> int | None:
    """Öre; None for what is no amount, or may be read in more than one way."""
    # Most amounts are written so, and need no more; a test holds this to say what the whole grammar says.
    if decimal == "," and _PLAIN.fullmatch(text):
        return int(text.translate(_APART))
    return read_any_amount(text, decimal)


def read_any_amount(text: str, decimal: Decimal = ",") -> int | None:
    """Öre by the whole grammar."""
    said = text.strip()
    if decimal == ".":
        if "," in said:
            return None
        said = said.replace(".", ",")
    said = _CURRENCY.sub("", said)
    if match := _PARENTHESES.fullmatch(said) or _AFTER.fullmatch(said):
        positive = _ore(match[1])
        return None if positive is None else -positive
    return _ore(said)


def _ore(text: str) -> int | None:
    figure = parse_number(text, Unit.KR)
    return None if figure is None or abs(figure.value) >= _LIMIT else figure.value


def read_date(text: str) -> str | None:
    """ISO date of a whole day; a time of the day is left out, and a month alone is no date of a purchase."""
    found = parse_written(_CLOCK.sub("", text.strip()))
    if not isinstance(found, Written) or found.is_read_in or not found.day.is_exact:
        return None
    return found.day.first.isoformat()


def read_flag(text: str) -> bool | None:
    said = text.strip().casefold()
    return True if said in _YES else False if said in _NO else None


def read_year(text: str) -> int | None:
    said = text.strip()
    return int(said) if re.fullmatch(r"(?:19|20)\d{2}", said) else None


def read_digits(text: str) -> str | None:
    """A number that names somebody, without the signs between its digits: `556000-1234` and `SE556000123401`."""
    said = _DIGITS_APART.sub("", text).removeprefix("SE")
    return said if said.isascii() and said.isdigit() else None


def reader(kind: str, decimal: Decimal) -> Callable[[str], object | None]:
    """The reader of a column of a type other than text."""
    return {
        "money": lambda text: read_amount(text, decimal),
        "date": read_date,
        "flag": read_flag,
        "digits": read_digits,
        "year": read_year,
    }[kind]
