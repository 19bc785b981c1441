"""A plan in words that an auditor accepts."""

from __future__ import annotations

from finsam_control.sampling.report import Plan
from finsam_control.words import Words


def worked_out(plan: Plan, words: Words) -> str:
    """How the size was worked out, in one sentence."""
    confidence, expected = words.value(plan.confidence, "ppm"), words.value(plan.expected, "ppm")
    materiality = words.value(plan.materiality, "ore")
    count = words.value(plan.sample_items, "count")
    if not plan.rest_items:
        threshold = words.value(plan.threshold, "ore")
        return words("Every item is {threshold} or more and is tested; nothing is drawn.", threshold=threshold)
    if plan.interval is not None:
        return words(
            "Materiality {materiality} divided by the Poisson factor {factor} (confidence {confidence}, expected error "
            "{expected} of materiality) gives one krona in every {interval}; the {value} in items below that interval "
            "give {count} to draw, or one less where the first krona falls late in its interval.",
            materiality=materiality,
            factor=words.value(_thousandths(plan.materiality, plan.interval), "number"),
            confidence=confidence,
            expected=expected,
            interval=words.value(plan.interval, "ore"),
            value=words.value(plan.rest_value, "ore"),
            count=count,
        )
    return words(
        "Of {items} items at most {tolerable} ({rate}) may be wrong; with confidence {confidence} and an expected "
        "share of {expected} of that, the hypergeometric distribution gives {count} to draw.",
        items=words.value(plan.rest_items, "count"),
        tolerable=words.value(plan.tolerable_items, "count"),
        rate=words.value(plan.tolerable_rate, "ppm"),
        confidence=confidence,
        expected=expected,
        count=count,
    )


def _thousandths(amount: int, interval: int) -> int:
    return (2000 * amount + interval) // (2 * interval)
