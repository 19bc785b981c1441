"""What a tested sample says of its population: the most likely error, and the upper limit at the confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from finsam_control.sampling import bounds
from finsam_control.sampling.audited import Audited
from finsam_control.sampling.report import Finding, Plan

_PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Bound:
    """Amounts in öre; `upper_limit` by amount, `upper_items` by number, of the items drawn from."""

    known: int
    most_likely: int
    upper_limit: int | None
    upper_items: int | None
    exceeds: bool


def bound(plan: Plan, tested: Sequence[Audited]) -> Bound:
    """Evaluates a sample that has been tested whole.

    By amount what is booked too high bounds; what is booked too low is projected and never set off against it. By
    number the share of items that are wrong bounds, and the known errors beside it.
    """
    known = sum(item.error for item in tested)
    too_high = sum(item.error for item in tested if item.drawn.in_full and item.error > 0)
    likely = sum(item.error for item in tested if item.drawn.in_full)
    likely += sum(_projected(plan, item) for item in tested if not item.drawn.in_full)
    drawn = [item for item in tested if not item.drawn.in_full]
    if plan.interval is not None:
        tainting = [item.error / item.drawn.item.amount for item in drawn if item.error > 0]
        intervals = bounds.stringer(tainting, plan.confidence) if plan.rest_items else 0.0
        upper = too_high + _rounded_up(intervals * plan.interval)
        return Bound(known, likely, upper, None, upper > plan.materiality)
    wrong = sum(item.is_wrong for item in drawn)
    most = bounds.most_wrong(plan.rest_items, len(drawn), wrong, plan.confidence) if drawn else 0
    booked_high = sum(item.error for item in tested if item.error > 0)
    exceeds = most > (plan.tolerable_items or 0) or booked_high > plan.materiality
    return Bound(known, likely, None, most, exceeds)


def findings(plan: Plan, tested: Sequence[Audited]) -> tuple[Finding, ...]:
    """Every item that was wrong, largest error first."""
    wrong = sorted((item for item in tested if item.is_wrong), key=lambda item: (-abs(item.error), item.drawn.number))
    return tuple(_finding(plan, item) for item in wrong)


def _finding(plan: Plan, item: Audited) -> Finding:
    source = item.drawn.item
    return Finding(
        number=item.drawn.number,
        place=source.place,
        voucher=source.voucher,
        amount=source.amount,
        error=item.error,
        in_full=item.drawn.in_full,
        no_evidence=item.outcome == "no_evidence",
        tainting=item.error * _PPM // source.amount,
        projected=item.error if item.drawn.in_full else _projected(plan, item),
        note=item.note,
    )


def _projected(plan: Plan, item: Audited) -> int:
    """What the error of a drawn item stands for: its share of an interval, or of each item that was not drawn."""
    if plan.interval is not None:
        return _nearest(item.error * plan.interval, item.drawn.item.amount)
    return _nearest(item.error * plan.rest_items, plan.sample_items)


def _nearest(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _rounded_up(value: float) -> int:
    """Whole öre; a limit that floating point has made a ten-thousandth of an öre too large stays where it was."""
    return math.ceil(value - 1e-4)
