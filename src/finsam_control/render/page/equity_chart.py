"""Equity at the end of each year against its ceilings, where the chart's template draws it; in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from finsam_control.report import EquityInfo
from finsam_control.words import Words

_LEFT, _TOP, _PLOT, _BAR, _STEP, _RIGHT, _LABEL = 110, 24, 200, 64, 110, 210, 34


@dataclass(frozen=True, slots=True)
class Bar:
    year: int
    amount: str
    x: float
    y: float
    height: float
    is_last: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A ceiling; `text_y` keeps the names of two ceilings apart."""

    name: str
    amount: str
    y: float
    text_y: float
    is_own: bool


@dataclass(frozen=True, slots=True)
class Tick:
    amount: str
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    left: int
    right: int
    zero: float
    bar: int
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]


def chart(equity: EquityInfo, words: Words) -> Chart:
    """Bars for the years, lines for the ceilings of the last; the scale holds nought, every bar and every line."""
    ceilings = {name: amount for name in ("recommended", "own") if (amount := _ceiling(equity, name)) is not None}
    amounts = [0, *(closing.amount for closing in equity.closings), *ceilings.values()]
    step = _step(max(amounts) - min(amounts))
    low, high = math.floor(min(amounts) / step) * step, max(math.ceil(max(amounts) / step), 1) * step

    def y(amount: int) -> float:
        return round(_TOP + _PLOT * (high - amount) / (high - low), 1)

    bars = tuple(
        Bar(
            year=closing.year,
            amount=words.value(closing.amount, "ore"),
            x=_LEFT + number * _STEP + (_STEP - _BAR) / 2,
            y=min(y(closing.amount), y(0)),
            height=round(abs(y(closing.amount) - y(0)), 1),
            is_last=number == len(equity.closings) - 1,
        )
        for number, closing in enumerate(equity.closings)
    )
    right = _LEFT + len(bars) * _STEP
    return Chart(
        width=right + _RIGHT,
        height=_TOP + _PLOT + 40,
        left=_LEFT,
        right=right,
        zero=y(0),
        bar=_BAR,
        bars=bars,
        lines=_lines({name: (amount, y(amount)) for name, amount in ceilings.items()}, words),
        ticks=tuple(Tick(words.value(amount, "ore"), y(amount)) for amount in range(low, high + 1, step)),
    )


def _ceiling(equity: EquityInfo, name: str) -> int | None:
    return equity.ceiling if name == "recommended" else equity.own_ceiling


def _lines(ceilings: dict[str, tuple[int, float]], words: Words) -> tuple[Line, ...]:
    """From the top; a name that would stand in the way of the one above is moved down."""
    names = {"recommended": words("recommended ceiling"), "own": words("the förbund's own ceiling")}
    lines: list[Line] = []
    for name, (amount, y) in sorted(ceilings.items(), key=lambda ceiling: ceiling[1][1]):
        text_y = y if not lines else max(y, lines[-1].text_y + _LABEL)
        lines.append(Line(names[name], words.value(amount, "ore"), y, text_y, is_own=name == "own"))
    return tuple(lines)


def _step(span: int) -> int:
    """Öre between the lines of the scale: 1, 2 or 5 times a power of ten, four or five of them in all."""
    rough = max(span, 100) / 4
    power = 10 ** math.floor(math.log10(rough))
    return next(int(times * power) for times in (1, 2, 5, 10) if times * power >= rough)
