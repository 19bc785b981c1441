"""What is drawn is told by the population and the seed alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from finsam_control.sampling.drawing import by_amount, by_number, start_of
from finsam_control.sampling.item import Item, Scope, Sum, drawable, measured

AMOUNTS = st.lists(st.integers(1, 5_000), min_size=1, max_size=80)
SEEDS = st.integers(0, 2**63 - 1)
INTERVALS = st.integers(1, 4_000)


def ledger(amounts: Iterable[int], account: str = "6410") -> list[Item]:
    return [
        Item("bok.se", line, line, f"A {line}", date(2025, 1, 1), account, "", amount)
        for line, amount in enumerate(amounts, 1)
    ]


@given(AMOUNTS, INTERVALS, SEEDS)
def test_by_amount_each_interval_of_the_rest_gives_the_item_that_holds_its_krona(
    amounts: list[int], interval: int, seed: int
) -> None:
    items = ledger(amounts)
    found = list(by_amount(items, interval, seed))
    assert [item.item for item in found if item.in_full] == [item for item in items if item.amount >= interval]
    rest = [item for item in items if item.amount < interval]
    ends = list(accumulate(item.amount for item in rest))
    points = range(start_of(seed, interval), (ends[-1] if ends else 0) + 1, interval)
    holding = [next(item for item, end in zip(rest, ends, strict=True) if end >= point) for point in points]
    assert [item.item for item in found if not item.in_full] == holding
    assert len(set(holding)) == len(holding)
    assert [item.number for item in found] == list(range(1, len(found) + 1))


@given(AMOUNTS, INTERVALS, SEEDS, st.integers(0, 90))
def test_by_number_as_many_are_drawn_as_were_asked_for(
    amounts: list[int], threshold: int, seed: int, count: int
) -> None:
    items = ledger(amounts)
    found = list(by_number(items, threshold, count, seed))
    rest = [item for item in items if item.amount < threshold]
    assert sum(not item.in_full for item in found) == min(count, len(rest))
    assert [item.item for item in found if item.in_full] == [item for item in items if item.amount >= threshold]
    assert [item.item.line for item in found] == sorted(item.item.line for item in found)


def test_anybody_can_draw_the_same_again() -> None:
    """The recipe of the docstrings, followed with a hash and nothing of ours."""
    start = 1 + int.from_bytes(hashlib.sha256(b"7/start").digest(), "big") % 4_353_724
    assert start_of(7, 4_353_724) == start
    ranks = sorted(range(50), key=lambda rank: hashlib.sha256(f"7/{rank}".encode()).digest())[:5]
    found = by_number(ledger([100] * 50), 1_000, 5, 7)
    assert [item.item.line - 1 for item in found] == sorted(ranks)


def test_another_seed_draws_others() -> None:
    items = ledger([100] * 500)
    draws = {tuple(item.item.line for item in by_number(items, 1_000, 20, seed)) for seed in range(20)}
    assert len(draws) == 20


def test_each_item_is_drawn_as_often_as_another() -> None:
    """Of 2 000 draws of 5 in 50, each is drawn some 200 times; five standard deviations is 67."""
    items = ledger([100] * 50)
    times = dict.fromkeys(range(1, 51), 0)
    for seed in range(2_000):
        for item in by_number(items, 1_000, 5, seed):
            times[item.item.line] += 1
    assert sum(times.values()) == 10_000
    assert all(abs(count - 200) < 67 for count in times.values())


def test_a_population_is_counted_by_what_may_be_drawn() -> None:
    items = [*ledger([100, 250, -40, 0, 900]), *ledger([70], account="1930")]
    found = measured(items, Scope(("6",), frozenset({("bok.se", 2)})), 900)
    assert (found.whole, found.in_full, found.credits) == (Sum(2, 1_000), Sum(1, 900), Sum(1, -40))
    assert (found.left_out, found.rest) == (Sum(1, 250), Sum(1, 100))
    assert [item.amount for item in drawable(items, Scope(("6",), frozenset({("bok.se", 2)})))] == [100, 900]


def test_any_change_of_what_may_be_drawn_changes_the_hash_and_no_other_does() -> None:
    items = ledger([100, 250])
    before = measured(items, Scope(("6",)), 900).sha256
    for change in ({"amount": 251}, {"line": 3}, {"voucher": "B 2"}, {"account": "6411"}, {"dated": None}):
        assert measured([items[0], items[1]._replace(**change)], Scope(("6",)), 900).sha256 != before
    assert measured([items[0], items[1]._replace(text="annan text")], Scope(("6",)), 900).sha256 == before
    assert measured([*items, items[0]._replace(account="1930")], Scope(("6",)), 900).sha256 == before
