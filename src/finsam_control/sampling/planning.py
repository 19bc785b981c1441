"""How large a sample must be, from the year's materiality and the confidence asked for."""

from __future__ import annotations

from finsam_control.sampling import bounds
from finsam_control.sampling.asked import Asked, Source
from finsam_control.sampling.item import Measured, Scope, measured
from finsam_control.sampling.report import Plan

_PPM = 1_000_000
_HUNDREDTH = 100


def plan(asked: Asked, source: Source, scope: Scope) -> Plan:
    """Reads the population once and works out the sample."""
    interval = None
    if asked.method == "mus":
        interval = max(1, int(asked.materiality / bounds.planning_factor(asked.expected, asked.confidence)))
    threshold = asked.materiality if interval is None else interval
    found = measured(source.items(), scope, threshold)
    rate = tolerable = None
    if interval is None:
        rate = _rate(asked, found)
        tolerable = found.rest.items * rate // _PPM
    return Plan(
        entity=asked.entity,
        period=asked.period,
        population=source.population,
        files=source.files,
        accounts=scope.accounts,
        method=asked.method,
        confidence=asked.confidence,
        materiality=asked.materiality,
        expected=asked.expected,
        tolerable_rate=rate,
        tolerable_items=tolerable,
        interval=interval,
        threshold=threshold,
        population_items=found.whole.items,
        population_value=found.whole.value,
        population_sha256=found.sha256,
        in_full_items=found.in_full.items,
        in_full_value=found.in_full.value,
        sample_items=_size(asked, found, interval, tolerable),
        credit_items=found.credits.items,
        credit_value=found.credits.value,
        left_out_items=found.left_out.items,
        left_out_value=found.left_out.value,
        unreadable_lines=source.unreadable,
        other_year_items=source.other_year,
        other_forbund_items=source.other_forbund,
    )


def again(plan_before: Plan, entity: str, period: int, source: Source, scope: Scope) -> Plan:
    """The plan as it would be worked out today, asked for in the same way; equal to it for the same population."""
    asked = Asked(
        entity=entity,
        period=period,
        method=plan_before.method,
        confidence=plan_before.confidence,
        materiality=plan_before.materiality,
        expected=plan_before.expected,
        tolerable_rate=plan_before.tolerable_rate,
    )
    return plan(asked, source, scope)


def _rate(asked: Asked, found: Measured) -> int:
    """Materiality as a share of the value in hundredths of a percent, where no share of the items was asked for."""
    if asked.tolerable_rate is not None:
        return asked.tolerable_rate
    if asked.materiality >= found.whole.value:
        return _PPM
    return asked.materiality * _PPM // found.whole.value // _HUNDREDTH * _HUNDREDTH


def _size(asked: Asked, found: Measured, interval: int | None, tolerable: int | None) -> int:
    if not found.rest.items:
        return 0
    if interval is not None:
        return -(-found.rest.value // interval)
    return bounds.size(found.rest.items, tolerable or 0, asked.expected, asked.confidence)
