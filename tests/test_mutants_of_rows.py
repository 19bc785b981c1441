"""Rows put into a good journal: those rules answer that ought to, and no other; on the right side of a limit none."""

from __future__ import annotations

from functools import cache

import pytest

from finsam_control.facts import views
from mutants import rulebook
from mutants_of_rows import MutantOfRows, Tallies, by_hand, moved, tallies


@cache
def before() -> Tallies:
    return tallies([])


def some_now_and_the_rest_in_deep() -> list[object]:
    """Every third of the list, whose neighbours are alike; each judges a whole journal."""
    return [
        pytest.param(mutant, id=str(mutant), marks=() if number % 3 == 0 else pytest.mark.deep)
        for number, mutant in enumerate(by_hand())
    ]


@pytest.mark.parametrize("mutant", some_now_and_the_rest_in_deep())
def test_those_answer_that_ought_to_and_no_other(mutant: MutantOfRows) -> None:
    assert moved(before(), tallies(mutant.rows)) == mutant.answers


def test_a_plain_purchase_moves_no_rule() -> None:
    assert moved(before(), tallies([{}])) == {}


def test_every_rule_about_purchases_is_moved_by_a_mutant() -> None:
    named = {rule for mutant in by_hand() for rule, word in mutant.answers.items() if word == "violated"}
    assert named == {rule.id for rule in rulebook().rules if rule.subject.kind in views()}


def test_limits_have_a_mutant_on_their_right_side() -> None:
    assert sum(not mutant.answers for mutant in by_hand()) >= 25
