"""Which items are drawn: told by a whole number, the seed, and by nothing else; anybody can draw the same again."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from finsam_control.sampling.item import Item
from finsam_control.sampling.report import Plan


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item of the sample; `in_full` for one so large that it is tested whatever is drawn."""

    number: int
    item: Item
    in_full: bool


def drawn(plan: Plan, items: Iterable[Item], seed: int) -> tuple[Drawn, ...]:
    """The sample that a plan and a seed give, of the items that may be drawn."""
    if plan.interval is not None:
        return tuple(by_amount(items, plan.interval, seed))
    return tuple(by_number(items, plan.threshold, plan.sample_items, seed))


def start_of(seed: int, interval: int) -> int:
    """The first krona that is drawn, in öre from 1 to the interval."""
    return 1 + _chance(seed, "start") % interval


def by_amount(items: Iterable[Item], interval: int, seed: int) -> Iterator[Drawn]:
    """Every item of an interval or more, and of the rest those that hold each interval's krona (MUS).

    The kronor of the rest are counted through in the order of the population; the first drawn is `start_of`, and then
    one an interval. No item below the interval can be drawn twice.
    """
    counted, following, number = 0, start_of(seed, interval), 0
    for item in items:
        in_full = item.amount >= interval
        if not in_full:
            counted += item.amount
            if counted < following:
                continue
            following += interval
        number += 1
        yield Drawn(number, item, in_full)


def by_number(items: Iterable[Item], threshold: int, count: int, seed: int) -> Iterator[Drawn]:
    """Every item of the threshold or more, and of the rest so many, each as likely as any other.

    The rest are numbered from 0 in the order of the population; drawn are those whose SHA-256 of `seed/number` is
    least. Given in the order of the population.
    """
    large: list[tuple[int, Item]] = []

    def ranked() -> Iterator[tuple[int, int, int, Item]]:
        rank = 0
        for position, item in enumerate(items):
            if item.amount >= threshold:
                large.append((position, item))
                continue
            yield _chance(seed, str(rank)), rank, position, item
            rank += 1

    # With nothing to draw heapq would not look at the items at all, and so miss the large ones.
    least = [(position, item) for _, _, position, item in heapq.nsmallest(max(count, 1), ranked())[:count]]
    for number, (_, item) in enumerate(sorted([*least, *large]), 1):
        yield Drawn(number, item, item.amount >= threshold)


def _chance(seed: int, what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{what}".encode()).digest(), "big")
