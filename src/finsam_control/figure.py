"""Printed figures: a value in whole base units and the step to which it was rounded or cut in print.

Money is integer öre inside, never float. A figure printed in tkr stands for every amount that rounds, or is cut,
to it; two figures disagree only when those amounts cannot meet (Calculations 1.1 of XBRL is the model).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

NBSP = "\u00a0"


class Unit(Enum):
    """How a printed number is to be read; the value is the number of base units in one printed unit."""

    KR = "kr"
    TKR = "tkr"
    MKR = "mkr"
    PERCENT = "procent"
    COUNT = "antal"
    MONTHS = "månader"

    @property
    def base(self) -> int:
        """Base units in one: öre for money, parts per million for shares, thousandths for counts and months."""
        return _BASES[self]

    @property
    def is_money(self) -> bool:
        return self in {Unit.KR, Unit.TKR, Unit.MKR}


_BASES = {
    Unit.KR: 100,
    Unit.TKR: 100_000,
    Unit.MKR: 100_000_000,
    Unit.PERCENT: 10_000,
    Unit.COUNT: 1_000,
    Unit.MONTHS: 1_000,
}

#: Digits before the comma, as many as an amount in öre has room for where rows are summed; more are no amount.
_MOST_DIGITS = 15

# A plain number: digits in groups of three by a space, or ungrouped; a decimal comma; a hyphen or a real minus sign.
_NUMBER = re.compile(
    r"(?P<sign>[-\u2212]?)\s?(?P<whole>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]{1,3}))?"
)
_WITH_UNIT = re.compile(rf"{_NUMBER.pattern}[ \u00a0\u202f]?(?P<unit>\S+)")
_SIGNS = {"kr": Unit.KR, "tkr": Unit.TKR, "mkr": Unit.MKR, "%": Unit.PERCENT, "månader": Unit.MONTHS, "st": Unit.COUNT}


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in base units of `unit` (öre, parts per million, thousandths); `step` is the last printed place."""

    value: int
    step: int
    unit: Unit

    def __neg__(self) -> Figure:
        return Figure(-self.value, self.step, self.unit)

    @property
    def interval(self) -> tuple[int, int]:
        """Lowest and highest exact value that prints as this figure, whether rounded or cut off."""
        return _hull(self.value, self.step)

    @property
    def least(self) -> int:
        """The lowest value that prints so, for a limit from above; whole kronor are taken at their word."""
        return self.value if self.unit is Unit.KR else self.interval[0]

    @property
    def most(self) -> int:
        """The highest, for what a limit is a share of; whole kronor are taken at their word."""
        return self.value if self.unit is Unit.KR else self.interval[1]


def _hull(value: int, step: int) -> tuple[int, int]:
    rounded, cut = _rounded(value, step), _cut(value, step)
    return min(rounded[0], cut[0]), max(rounded[1], cut[1])


def _rounded(value: int, step: int) -> tuple[int, int]:
    half = step // 2
    return value - half, value + half


def _cut(value: int, step: int) -> tuple[int, int]:
    rest = max(step - 1, 0)
    if value > 0:
        return value, value + rest
    if value < 0:
        return value - rest, value
    return -rest, rest


def gap(terms: Iterable[Figure], total: Figure) -> int:
    """Base units that rounding cannot explain between the sum of `terms` and `total`; signed, 0 when it can.

    Positive when the terms sum to more than the total. Terms and total are taken as all rounded or all cut off,
    whichever is more favourable.
    """
    figures = tuple(terms)
    gaps = []
    for mode in (_rounded, _cut):
        intervals = [mode(figure.value, figure.step) for figure in figures]
        low, high = sum(low for low, _ in intervals), sum(high for _, high in intervals)
        total_low, total_high = mode(total.value, total.step)
        gaps.append(low - total_high if low > total_high else high - total_low if high < total_low else 0)
    return min(gaps, key=abs)


def differ(one: Figure, other: Figure) -> int:
    """Base units between two printings of one figure that neither rounding nor cutting explains; signed."""
    (low, high), (other_low, other_high) = one.interval, other.interval
    return low - other_high if low > other_high else high - other_low if high < other_low else 0


def above(printed: int, surely: int, limit: int) -> int:
    """Base units above a limit, as printed; nought at most where rounding may hide that the limit was kept."""
    return printed - limit if surely > limit else min(printed - limit, 0)


def unlike(terms: Iterable[Figure], total: Figure) -> int:
    """Base units, as printed, by which the sum of `terms` is more than `total`; nought where rounding explains it."""
    figures = tuple(terms)
    return sum(figure.value for figure in figures) - total.value if gap(figures, total) else 0


def shown(figure: Figure) -> str:
    """A figure as Swedish documents print it: `1\u00a0143\u00a0tkr`, `46,3\u00a0%`, `12` for what is counted."""
    whole, rest = divmod(abs(figure.value), figure.unit.base)
    places = len(str(figure.unit.base)) - 1
    decimals = f",{rest:0{places}d}" if rest else ""
    decimals = decimals if figure.unit is Unit.KR else decimals.rstrip("0")
    sign = {Unit.PERCENT: "%", Unit.COUNT: ""}.get(figure.unit, figure.unit.value)
    minus = "\u2212" if figure.value < 0 else ""
    return f"{minus}{f'{whole:,}'.replace(',', NBSP)}{decimals}{NBSP}{sign}".rstrip()


def written(figure: Figure, *, with_unit: bool = True) -> str:
    """The text that `parse_figure` (or `parse_number`, without the unit) reads back to the same figure."""
    base = figure.unit.base
    whole, rest = divmod(abs(figure.value), base)
    places = len(str(base)) - 1
    digits = f"{rest:0{places}d}"
    # What is counted is exact and shows the decimals that it has; all else shows those that were printed.
    kept = len(digits.rstrip("0")) if figure.step == 0 else places - (len(str(figure.step)) - 1)
    decimals = f",{digits[:kept]}" if kept else ""
    sign = next(sign for sign, unit in _SIGNS.items() if unit is figure.unit)
    return f"{'-' if figure.value < 0 else ''}{whole}{decimals}" + (f" {sign}" if with_unit else "")


@lru_cache(maxsize=65_536)  # every kind of fact reads the same cells
def parse_number(text: str, unit: Unit) -> Figure | None:
    """Reads a number printed without its unit, as in a table whose heading states it; None when it is no number."""
    match = _NUMBER.fullmatch(text.strip())
    return None if match is None else _figure(match, unit)


def parse_figure(text: str) -> Figure | None:
    """Reads a number with its unit, as `550 000 kr`, `-129 tkr`, `46,3 %`; None when it is not one."""
    match = _WITH_UNIT.fullmatch(text.strip())
    if match is None or match["unit"] not in _SIGNS:
        return None
    return _figure(match, _SIGNS[match["unit"]])


def _figure(match: re.Match[str], unit: Unit) -> Figure | None:
    decimals = match["decimals"] or ""
    whole = "".join(character for character in match["whole"] if character.isdigit())
    scale = 10 ** len(decimals)
    if unit.base % scale or len(whole) > _MOST_DIGITS:
        return None
    digits = int(whole + decimals)
    place = unit.base // scale
    # What is counted is exact; amounts, shares and durations are rounded to their last printed place.
    step = 0 if unit is Unit.COUNT else place
    return Figure((-digits if match["sign"] else digits) * place, step, unit)
