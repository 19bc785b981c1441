"""One line is changed in a ledger or a journal: the rules that ought to answer do, and no other says anything new."""

from __future__ import annotations

from typing import Final

import pytest

from finsam_control.facts import views
from finsam_control.judging import in_force
from mutants import disturbed, rulebook, verdicts
from mutants_of_books import BookMutant, books, by_hand, judged

#: Every so many of the list is judged every day; each judges a whole year.
EVERY: Final = 9
WITHIN: Final = {"passed", "not_applicable"}


def words(mutant: BookMutant) -> set[str]:
    return {answer.split()[1] for answers in mutant.answers.values() for answer in answers}


def test_there_are_enough_of_them_and_on_both_sides_of_limits() -> None:
    assert len(by_hand()) >= 150
    assert len({mutant.name for mutant in by_hand()}) == len(by_hand())
    assert sum(words(mutant) <= WITHIN for mutant in by_hand()) >= 50


def test_every_rule_about_the_books_is_moved_by_one() -> None:
    kinds = {"first_digits", "purchase_evidence", "voucher_series", *views()}
    rules = [rule for rule in rulebook().rules if in_force(rule, "2025-12-31")]
    about = {rule.id for rule in rules if _is_of_books(rule.subject.kind, kinds)}
    named = {rule for mutant in by_hand() for rule in mutant.answers}
    assert named == about


def _is_of_books(kind: str, kinds: set[str]) -> bool:
    return kind in kinds or kind.startswith(("ledger", "journal_"))


@pytest.mark.parametrize(
    "mutant",
    [
        pytest.param(mutant, id=str(mutant), marks=() if number % EVERY == 0 else pytest.mark.deep)
        for number, mutant in enumerate(by_hand())
    ],
)
def test_those_answer_that_ought_to_and_no_other(mutant: BookMutant) -> None:
    found = judged(mutant)
    assert found.answers == mutant.answers
    assert not found.strays


def test_the_books_as_they_stand_say_what_they_said() -> None:
    assert not disturbed(books().verdicts, verdicts(books().dossier({})))
