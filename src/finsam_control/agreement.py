"""How far two scorers agree beyond chance: weighted kappa, from scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.metrics import cohen_kappa_score


def kappa(first: Sequence[int], second: Sequence[int], steps: int) -> int:
    """Cohen's kappa in thousandths on a scale of `steps`, rounded to the second decimal, the last that says anything.

    Linear weights: two steps apart weigh twice as much as one. Both scorers must have used more than one step;
    otherwise the figure is undefined, or nought whatever they agree on.
    """
    found = cohen_kappa_score(first, second, labels=range(1, steps + 1), weights="linear")
    return 10 * round(100 * float(found))
