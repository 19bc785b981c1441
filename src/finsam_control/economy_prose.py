"""The year's money in sentences: result, equity and its ceilings, in thousands of kronor where they are large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from finsam_control.report import EquityInfo, Report
from finsam_control.words import Words

#: How a text prints its amounts: öre in full, or whole thousands of kronor.
Money = Literal["ore", "tkr"]

#: Öre: from a million kronor the last three digits tell a reader of a summary nothing.
_LARGE: Final = 100_000_000


def economy_told(report: Report, words: Words) -> Iterator[str]:
    """What the year's documents print of its result and equity; nothing of what they do not."""
    money = money_of(tuple(_amounts(report)), words)
    economy, equity = report.economy, report.equity
    if economy is not None and economy.revenue is not None and economy.costs is not None:
        revenue, costs = (_said(amount, money, words) for amount in (economy.revenue, economy.costs))
        yield words("Revenue was {revenue} and costs {costs}.", revenue=revenue, costs=costs)
    if economy is not None and economy.result is not None:
        yield words(
            "The result of the year, financial items included, was {result}.",
            result=_said(economy.result, money, words),
        )
    if equity is not None:
        closing = equity.closings[-1]
        amount = _said(closing.amount, money, words)
        yield words("Equity at the end of {year} was {amount}.", year=closing.year, amount=amount)
        yield from ceilings(equity, words, money)


def ceilings(equity: EquityInfo, words: Words, money: Money = "ore") -> Iterator[str]:
    """Each ceiling of the year in a sentence, known or not."""
    if equity.ceiling is None or equity.allotted is None:
        yield words("The recommended ceiling of the year is not known.")
    else:
        yield words(
            "The recommended ceiling is {share} of the year's allotted funds, {allotted}: {ceiling}.",
            share=words.value(equity.ceiling_share, "ppm"),
            allotted=_said(equity.allotted, money, words),
            ceiling=_said(equity.ceiling, money, words),
        )
    if equity.own_ceiling is not None:
        yield words("The förbund's own ceiling is {ceiling}.", ceiling=_said(equity.own_ceiling, money, words))


def money_of(amounts: Sequence[int], words: Words) -> Money:
    """Thousands where an amount is large, unless rounding would make two that differ alike, or one of them nought."""
    told = {amount: words.value(amount, "tkr", 0) for amount in amounts}
    if max(map(abs, amounts), default=0) < _LARGE or len(set(told.values())) < len(told):
        return "ore"
    nought = words.value(0, "tkr", 0)
    return "ore" if any(amount and said.lstrip("\u2212") == nought for amount, said in told.items()) else "tkr"


def _said(amount: int, money: Money, words: Words) -> str:
    return words.value(amount, money, 0)


def _amounts(report: Report) -> Iterator[int]:
    economy, equity = report.economy, report.equity
    found = [] if economy is None else [economy.revenue, economy.costs, economy.result]
    if equity is not None:
        found += [equity.closings[-1].amount, equity.allotted, equity.ceiling, equity.own_ceiling]
    yield from (amount for amount in found if amount is not None)
