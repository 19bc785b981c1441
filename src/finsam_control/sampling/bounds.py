"""The distributions that sampling rests on, from scipy.

By amount: the Poisson distribution, as the tables of the AICPA Audit Guide *Audit Sampling* (appendix C, and T. R.
Stewart's technical notes on it). By number: the hypergeometric one, exact for a population that has an end. A
confidence is in parts per million.
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy import optimize, stats

_PPM = 1_000_000


def factor(errors: int, confidence: int) -> float:
    """Errors that all intervals together may hold, where so many were found: 3.00 for none at 95 %."""
    return float(stats.gamma.ppf(confidence / _PPM, errors + 1))


def planning_factor(expected: int, confidence: int) -> float:
    """The factor that materiality is divided by, where the expected error is so many parts per million of it.

    It is where the upper limit of the expected error meets materiality itself: f = Γ⁻¹(confidence; 1 + expected · f).
    """
    share, level = expected / _PPM, confidence / _PPM
    lowest = factor(0, confidence)
    if not expected:
        return lowest
    highest = lowest
    while stats.gamma.ppf(level, 1 + share * highest) > highest:
        highest *= 2
    found = optimize.brentq(lambda f: f - stats.gamma.ppf(level, 1 + share * f), lowest, highest)
    return float(found)


def stringer(tainting: Sequence[float], confidence: int) -> float:
    """Intervals of error at most: the factor for none, and its increase for each error by the share that was wrong."""
    total = factor(0, confidence)
    for number, share in enumerate(sorted(tainting, reverse=True), 1):
        total += (factor(number, confidence) - factor(number - 1, confidence)) * share
    return total


def most_wrong(items: int, tested: int, wrong: int, confidence: int) -> int:
    """The most items of the population that may be wrong, where so many of those tested were."""
    risk = 1 - confidence / _PPM
    low, high = wrong, items - tested + wrong
    while low < high:
        middle = (low + high + 1) // 2
        if stats.hypergeom.cdf(wrong, items, middle, tested) > risk:
            low = middle
        else:
            high = middle - 1
    return low


def size(items: int, tolerable: int, expected: int, confidence: int) -> int:
    """The fewest items to test: as many wrong as expected among them, and no more than tolerable in the population.

    `tolerable` is a number of items, `expected` parts per million of it. All, where no smaller number is enough.
    """
    risk = 1 - confidence / _PPM
    wrong = 0
    while True:
        tested = _least(items, tolerable + 1, wrong, risk)
        if tested >= items or tested * tolerable * expected <= wrong * items * _PPM:
            return tested
        wrong += 1


def _least(items: int, too_many: int, wrong: int, risk: float) -> int:
    """The fewest items to test so that finding so many wrong tells that too many are not."""
    low, high = wrong + 1, items
    while low < high:
        middle = (low + high) // 2
        if stats.hypergeom.cdf(wrong, items, too_many, middle) <= risk:
            high = middle
        else:
            low = middle + 1
    return min(low, items)
