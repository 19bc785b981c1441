"""One thing is changed in a year, and the rules that ought to answer do, and no other.

By hand: what the list of `mutants_by_hand.yaml` says. By the rules' own fields: each leaf of the records that a rule
reads, removed or turned, and each date and number moved to the last value that changes no verdict and a step beyond.
"""

from __future__ import annotations

import random

import pytest

import mutants
from mutants import YEARS, ByHand, Judged, by_hand, concerned, disturbed, limits, movable, original, shapes, tally

SURVIVORS = 0.03


def test_there_are_enough_of_them_and_on_both_sides_of_limits() -> None:
    listed = by_hand()
    assert len(listed) >= 150
    assert len(set(map(str, listed))) == len(listed)
    assert sum(not mutant.answers for mutant in listed) >= 25, "exactly on the limit, nobody answers"
    assert len({rule for mutant in listed for rule, _ in mutant.answers}) >= 100


def some_now_and_the_rest_in_deep() -> list[object]:
    """Every third of the list, whose neighbours are alike; each judges a whole year with its ledger and journal."""
    return [
        pytest.param(mutant, id=str(mutant), marks=() if number % 3 == 0 else pytest.mark.deep)
        for number, mutant in enumerate(by_hand())
    ]


@pytest.mark.parametrize("mutant", some_now_and_the_rest_in_deep())
def test_those_answer_that_ought_to_and_no_other(mutant: ByHand) -> None:
    year = original(mutant.year)
    dossier = year.changed(mutant.change)
    after = mutants.verdicts(dossier)
    said = {rule: sorted(words) for rule, words in mutants.moved(year.verdicts, after).items()}
    assert said == {rule: [word] for rule, word in mutant.answers}
    assert disturbed(year.verdicts, after) <= concerned(year.facts, mutants.by_key(dossier))


def test_what_is_not_changed_gives_the_same_verdicts_to_the_byte() -> None:
    for name in YEARS:
        year = original(name)
        same = mutants.Change(("fiscal_year",), str(year.dossier.year.fiscal_year))
        assert not disturbed(year.verdicts, mutants.verdicts(year.changed(same)))


def one_step_apart(pairs: list[tuple[Judged, Judged]]) -> None:
    for before, beyond in pairs:
        assert not before.moved, before
        assert beyond.moved, beyond
        assert not before.strays | beyond.strays, beyond


class TestSample:
    """Other places every time the seed is changed; all of them in `make deep`."""

    def test_a_removed_or_turned_record_is_missed(self) -> None:
        rng, killed, survived = random.Random(8), 0, 0
        for name in YEARS:
            found = tally(original(name), rng.sample(shapes(original(name)), 6))
            assert not found.strays
            killed, survived = killed + found.killed, survived + len(found.unnamed())
        assert killed >= 5
        assert survived <= SURVIVORS * (killed + survived)

    def test_a_limit_is_where_a_single_step_moves_a_verdict(self) -> None:
        year = original("good-year")
        leaves = [leaf for leaf in shapes(year) if mutants.shifted(leaf[1], 1)]
        pairs = limits(year, random.Random(1).sample(leaves, 1))
        assert pairs
        one_step_apart(pairs)


@pytest.mark.deep
def test_every_removed_or_turned_record_is_missed() -> None:
    found = [tally(original(name), shapes(original(name))) for name in YEARS]
    assert not any(one.strays or one.unnamed() for one in found)
    mutants = sum(one.mutants for one in found)
    assert mutants >= 300
    assert sum(len(one.survived) for one in found) <= SURVIVORS * mutants


@pytest.mark.deep
@pytest.mark.parametrize("name", YEARS)
def test_many_limits_are_where_a_single_step_moves_a_verdict(name: str) -> None:
    year = original(name)
    leaves = movable(year)
    pairs = limits(year, random.Random(8).sample(leaves, min(len(leaves), 40)))
    assert len(pairs) >= 20
    one_step_apart(pairs)
