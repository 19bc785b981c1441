"""Personal identity numbers and coordination numbers never leave the tool unmasked."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

# Between date and serial stands nothing, a sign, or what a word processor makes of the sign: any dash, any space.
_SIGN = "[ \u00a0\u2009\u202f]?[-+\u2010-\u2015\u2212]?[ \u00a0\u2009\u202f]?"
_CANDIDATE = re.compile(rf"(?<!\d)(?:(\d{{2}})?(\d{{2}})(\d{{2}})(\d{{2}}))({_SIGN})(\d{{3}})(\d)(?!\d)")
_SIX_DIGITS = re.compile(r"\d{6}")
_COORDINATION_OFFSET = 60
MASK = "######-####"


def masked(text: str) -> str:
    """The text with every valid number (date and check digit) replaced; anything else is left as it is."""
    if _SIX_DIGITS.search(text) is None:
        return text
    return _CANDIDATE.sub(lambda match: MASK if _is_person(match) else match[0], text)


def masked_tree(tree: Any) -> Any:
    """The same of every text of a tree."""
    match tree:
        case dict():
            return {key: masked_tree(value) for key, value in tree.items()}
        case list():
            return [masked_tree(value) for value in tree]
        case _:
            return masked(tree)


def _is_person(match: re.Match[str]) -> bool:
    century, year, month, day, _, serial, check = match.groups()
    if serial == "000" or not _is_date(century, year, month, day):
        return False
    digits = f"{year}{month}{day}{serial}"
    # Luhn: every other digit from the first counts double, and the digits of each product are added.
    total = sum(sum(divmod(int(digit) * (2 - position % 2), 10)) for position, digit in enumerate(digits))
    return (total + int(check)) % 10 == 0


def _is_date(century: str | None, year: str, month: str, day: str) -> bool:
    number = int(day) - _COORDINATION_OFFSET if int(day) > _COORDINATION_OFFSET else int(day)
    centuries = (century,) if century else ("19", "20")
    for candidate in centuries:
        try:
            date(int(f"{candidate}{year}"), int(month), number)
        except ValueError:
            continue
        return True
    return False
