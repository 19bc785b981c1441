"""Scores carried from one scale to another: a rule of our own, for no source gives one."""

from __future__ import annotations


def rescaled(score: int, *, levels: int, to: int) -> int:
    """The step of a scale of `to` steps that a step of a scale of `levels` steps answers to.

    The lowest and the highest step keep their places, those between are spread evenly, and half a step goes upward,
    so that no risk looks smaller than it is: 1, 2, 3, 4 of four are 1, 2, 4, 5 of five, and 1 to 5 of five are
    1, 2, 3, 3, 4 of four. A higher step is never carried below a lower one. Both scales have at least two steps.
    """
    steps = 2 * (levels - 1)
    return 1 + (2 * (score - 1) * (to - 1) + levels - 1) // steps
