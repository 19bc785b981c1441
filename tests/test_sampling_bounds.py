"""Sampling against published tables, and against populations whose error is known."""

from __future__ import annotations

import random
from datetime import date

import pytest
from scipy import stats

from finsam_control.sampling import bounds, evaluation, planning
from finsam_control.sampling.asked import Asked, Source
from finsam_control.sampling.audited import Audited
from finsam_control.sampling.drawing import drawn
from finsam_control.sampling.item import Item, Scope, drawable
from finsam_control.sampling.report import Method, Plan

P95, P90 = 950_000, 900_000
MANY = 1_000_000
EVERYTHING = Scope(("",))


@pytest.mark.parametrize(
    ("confidence", "published"),
    [
        (P95, (3.00, 4.75, 6.30, 7.76, 9.16, 10.52, 11.85, 13.15, 14.44, 15.71, 16.97)),
        (P90, (2.31, 3.89, 5.33, 6.69, 8.00, 9.28, 10.54, 11.78, 13.00, 14.21, 15.41)),
    ],
)
def test_the_factors_are_those_of_the_table(confidence: int, published: tuple[float, ...]) -> None:
    """AICPA, Audit Sampling, confidence factors for evaluation; the table rounds some of them up by a hundredth."""
    for errors, expected in enumerate(published):
        assert bounds.factor(errors, confidence) == pytest.approx(expected, abs=0.0101)
        assert bounds.factor(errors, confidence) <= expected + 0.005


@pytest.mark.parametrize(
    ("confidence", "expected", "published"),
    [
        (P95, 0, 300), (P95, 10, 368), (P95, 20, 463), (P95, 30, 600), (P95, 40, 809), (P95, 50, 1154),
        (P90, 0, 231), (P90, 20, 341), (P90, 30, 433), (P90, 40, 572), (P90, 50, 799),
    ],
)  # fmt: skip
def test_sizes_by_amount_are_those_of_the_table(confidence: int, expected: int, published: int) -> None:
    """AICPA, Audit Sampling, sample sizes where one percent of the value is tolerable."""
    factor = bounds.planning_factor(expected * 10_000, confidence)
    assert -int(-factor * 100 // 1) == published


@pytest.mark.parametrize(
    ("tolerable", "published"), [(2, 149), (3, 99), (4, 74), (5, 59), (6, 49), (7, 42), (8, 36), (9, 32), (10, 29)]
)
def test_sizes_by_number_are_those_of_the_table(tolerable: int, published: int) -> None:
    """Table A-1 of AICPA's Audit Sampling (2017), five percent risk, no deviation expected, a large population.

    As the tests of the R package jfa copy it (`test-aicpa-appendix-a.R`); the guide itself was not at hand.
    """
    # The tables ask what is found where just the tolerable share is wrong.
    assert bounds.size(MANY, MANY * tolerable // 100 - 1, 0, P95) == published


@pytest.mark.parametrize(
    ("expected", "published"), [(0, 59), (100_000, 93), (200_000, 93), (250_000, 124), (300_000, 124)]
)
def test_sizes_by_number_with_deviations_expected_are_those_of_the_table(expected: int, published: int) -> None:
    """The same table where five percent is tolerable and 0 to 1.5 percent expected, which is told as a share of it."""
    assert bounds.size(MANY, MANY * 5 // 100 - 1, expected, P95) == published


@pytest.mark.parametrize(
    ("tested", "published"),
    [
        (65, (4.6, 7.1, 9.4, 11.5)),
        (70, (4.2, 6.6, 8.8, 10.8)),
        (90, (3.3, 5.2, 6.9, 8.4)),
        (100, (3.0, 4.7, 6.2, 7.6)),
        (125, (2.4, 3.8, 5.0, 6.1)),
    ],
)
def test_upper_rates_are_those_of_the_table(tested: int, published: tuple[float, ...]) -> None:
    """AICPA, Audit Sampling, table A-3: upper limits at five percent risk, rounded up to a tenth of a percent."""
    for wrong, expected in enumerate(published):
        rate = bounds.most_wrong(MANY, tested, wrong, P95) * 100 / MANY
        assert expected - 0.1 < rate <= expected


def test_a_population_that_was_tested_whole_leaves_no_doubt() -> None:
    assert bounds.most_wrong(40, 40, 3, P95) == 3
    assert bounds.most_wrong(40, 30, 0, P95) == 2
    assert bounds.size(5, 0, 0, P95) == 5


@pytest.mark.parametrize("wrong", [0, 1, 4])
def test_the_most_that_may_be_wrong_is_the_last_number_that_is_not_unlikely(wrong: int) -> None:
    """Against the definition, counted out: one more wrong item and so few found would be a one in twenty."""
    most = bounds.most_wrong(60, 20, wrong, P95)
    assert stats.hypergeom.cdf(wrong, 60, most, 20) > 0.05 >= stats.hypergeom.cdf(wrong, 60, most + 1, 20)


def test_the_bound_of_errors_is_worked_out_by_hand() -> None:
    """Three intervals for none, then each error by what it adds: 3.00 + 1.75 · 0.60 + 1.55 · 0.20 intervals."""
    assert bounds.stringer([0.2, 0.6], P95) == pytest.approx(2.9957 + 1.7482 * 0.60 + 1.5519 * 0.20, abs=0.0002)
    assert bounds.stringer([], P95) == pytest.approx(2.9957, abs=0.0001)
    assert bounds.stringer([1, 1], P95) == pytest.approx(bounds.factor(2, P95))


# What follows draws whole samples from populations whose error is known. A bound at 95 % may miss one time in twenty:
# of 400 draws that is 20, and more than 32 would come once in two hundred by chance alone.
DRAWS, MISSES = 400, 32


def population(seed: int, wrong: float, tainting: tuple[float, float]) -> tuple[list[Item], dict[int, int]]:
    """Two thousand items of uneven amounts, and what is booked too much of some, by line."""
    chance = random.Random(seed)
    items = [
        Item("j.se", line, line, f"A {line}", date(2025, 1, 1), "6410", "", int(chance.lognormvariate(12, 1.2)) + 1)
        for line in range(1, 2_001)
    ]
    errors = {item.line: int(item.amount * chance.uniform(*tainting)) for item in items if chance.random() < wrong}
    return items, errors


def planned(items: list[Item], method: Method, materiality: int) -> Plan:
    asked = Asked("Förbundet", 2025, method, P95, materiality, 100_000)
    return planning.plan(asked, Source("ledger", ("j.se",), lambda: items, 0), EVERYTHING)


def as_tested(plan: Plan, items: list[Item], errors: dict[int, int], seed: int) -> list[Audited]:
    return [
        Audited(item, "wrong" if item.item.line in errors else "correct", errors.get(item.item.line, 0))
        for item in drawn(plan, drawable(items, EVERYTHING), seed)
    ]


@pytest.mark.parametrize(
    ("wrong", "tainting"),
    [(0.02, (1.0, 1.0)), (0.05, (0.3, 1.0)), (0.2, (0.05, 0.2))],
    ids=["few", "some", "many small"],
)
def test_the_limit_by_amount_holds_as_often_as_it_says(wrong: float, tainting: tuple[float, float]) -> None:
    items, errors = population(1, wrong, tainting)
    plan = planned(items, "mus", sum(item.amount for item in items) // 25)
    limits = [evaluation.bound(plan, as_tested(plan, items, errors, seed)) for seed in range(DRAWS)]
    whole = sum(errors.values())
    assert sum((found.upper_limit or 0) < whole for found in limits) <= MISSES
    # What is projected is right on the average, and the limit is no trick: it is not many times the error.
    mean = sum(found.most_likely for found in limits) / DRAWS
    assert mean == pytest.approx(whole, rel=0.1)
    assert max(found.upper_limit or 0 for found in limits) < sum(item.amount for item in items) // 4


@pytest.mark.parametrize("wrong", [0.01, 0.05, 0.1])
def test_the_limit_by_number_holds_as_often_as_it_says(wrong: float) -> None:
    items, errors = population(2, wrong, (1.0, 1.0))
    plan = planned(items, "random", sum(item.amount for item in items) // 25)
    limits = [evaluation.bound(plan, as_tested(plan, items, errors, seed)) for seed in range(DRAWS)]
    below = sum(item.line in errors for item in items if item.amount < plan.threshold)
    assert sum((found.upper_items or 0) < below for found in limits) <= MISSES
    assert plan.sample_items < plan.rest_items // 2


def test_a_sample_without_errors_bounds_below_materiality_and_a_great_one_does_not() -> None:
    items, _ = population(3, 0, (1, 1))
    materiality = sum(item.amount for item in items) // 25
    plan = planned(items, "mus", materiality)
    clean = evaluation.bound(plan, as_tested(plan, items, {}, 5))
    assert clean.most_likely == 0
    assert 0 < (clean.upper_limit or 0) < materiality
    assert not clean.exceeds
    all_wrong = evaluation.bound(plan, as_tested(plan, items, {item.line: item.amount for item in items}, 5))
    assert all_wrong.exceeds


def test_with_no_error_expected_a_clean_sample_bounds_at_materiality_and_not_an_ore_above() -> None:
    items, _ = population(3, 0, (1, 1))
    for materiality in (160_000_00, 123_456_78, 99_999_99, 7):
        asked = Asked("Förbundet", 2025, "mus", P95, materiality, 0)
        plan = planning.plan(asked, Source("ledger", ("j.se",), lambda: items, 0), EVERYTHING)
        found = evaluation.bound(plan, as_tested(plan, items[:1], {}, 1))
        assert not found.exceeds or materiality == 7
        assert (found.upper_limit or 0) > materiality - 4 or materiality == 7


def test_an_error_of_the_largest_items_counts_as_it_is_and_no_more() -> None:
    items, _ = population(4, 0, (1, 1))
    plan = planned(items, "mus", sum(item.amount for item in items) // 200)
    largest = max(items, key=lambda item: item.amount)
    one = evaluation.bound(plan, as_tested(plan, items, {largest.line: 5_000}, 5))
    none = evaluation.bound(plan, as_tested(plan, items, {}, 5))
    assert one.most_likely == one.known == 5_000
    assert (one.upper_limit or 0) - (none.upper_limit or 0) == 5_000


def test_what_is_booked_too_low_is_projected_and_never_set_off() -> None:
    items, _ = population(4, 0, (1, 1))
    plan = planned(items, "mus", sum(item.amount for item in items) // 25)
    none = evaluation.bound(plan, as_tested(plan, items, {}, 5))
    small = next(item for item in as_tested(plan, items, {}, 5) if not item.drawn.in_full).drawn.item
    low = evaluation.bound(plan, as_tested(plan, items, {small.line: -small.amount}, 5))
    assert low.upper_limit == none.upper_limit
    assert low.most_likely == -(plan.interval or 0)
