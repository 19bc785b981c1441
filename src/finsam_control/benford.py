"""How far the first digits of amounts are from Benford's law: Pearson's chi-square test, from scipy.

Lesperance et al. 2016, PLoS ONE 11(3): e0151235, compare the tests and name this one among those to use.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy import stats


def expected(total: int) -> list[float]:
    """How many of so many amounts begin with 1, 2 … 9."""
    return [total * math.log10(1 + 1 / digit) for digit in range(1, 10)]


def chi_square(counts: Sequence[int]) -> tuple[float, float]:
    """The statistic of nine counts of which some are not 0, and the probability of one as large by chance alone."""
    found = stats.chisquare(counts, expected(sum(counts)))
    return float(found.statistic), float(found.pvalue)
