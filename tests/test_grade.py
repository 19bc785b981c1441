"""The grade: a published formula over rules that one more breach can never better."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_control.grade import SCALE, GradeFormula, RuleResult, SeverityName, grade, results
from finsam_control.outcome import Outcome, Tally
from finsam_control.rule import OutcomeKind, Rule
from finsam_control.rulebook import load, shipped_folder

RULEBOOK = load((shipped_folder("rules"),))
FORMULA: GradeFormula = RULEBOOK.formula
SEVERITIES: tuple[SeverityName, ...] = get_args(SeverityName)


def result(
    severity: SeverityName = "moderate", *, violated: bool = False, accepted: bool = False, unassessed: bool = False
) -> RuleResult:
    return RuleResult(severity, violated, accepted, unassessed)


def met(count: int = 10) -> list[RuleResult]:
    return [result("major") for _ in range(count)]


drawn_results = st.lists(
    st.builds(RuleResult, st.sampled_from(SEVERITIES), st.booleans(), st.booleans(), st.booleans()), max_size=20
)


def test_everything_assessed_and_met_is_sufficient() -> None:
    assert grade(FORMULA, met()).level == "sufficient"
    assert grade(FORMULA, met()).score == 100


def test_minor_lapses_leave_the_best_level_until_there_are_four() -> None:
    minor = [result("minor", violated=True)]
    assert grade(FORMULA, [*met(), *minor * 3]).level == "sufficient"
    assert grade(FORMULA, [*met(), *minor * 4]).level == "mostly_sufficient"


def test_a_material_deficiency_is_not_fully_sufficient_and_three_are_insufficient() -> None:
    major = [result("major", violated=True)]
    assert grade(FORMULA, [*met(), *major]).level == "not_fully_sufficient"
    assert grade(FORMULA, [*met(), *major * 2]).level == "not_fully_sufficient"
    assert grade(FORMULA, [*met(), *major * 3]).level == "insufficient"


def test_a_rule_that_could_not_be_assessed_keeps_the_best_level_out_of_reach() -> None:
    assert grade(FORMULA, [*met(), result(unassessed=True)]).level == "mostly_sufficient"


def test_too_little_evidence_stands_outside_the_scale() -> None:
    unseen = [result(unassessed=True)] * 11
    assert grade(FORMULA, [*met(), *unseen]).level == "not_assessable"
    assert grade(FORMULA, [*met(), *unseen[:10]]).level == "mostly_sufficient"
    assert grade(FORMULA, []).level == "not_assessable"


def test_a_critical_breach_is_insufficient_however_little_else_was_seen() -> None:
    unseen = [result(unassessed=True)] * 100
    assert grade(FORMULA, [result("critical", violated=True), *unseen]).level == "insufficient"


def test_an_accepted_material_deficiency_weighs_nothing_but_keeps_the_best_level_out_of_reach() -> None:
    accepted = grade(FORMULA, [*met(), result("major", accepted=True)])
    assert (accepted.level, accepted.score) == ("mostly_sufficient", 100)
    assert grade(FORMULA, [*met(), result("minor", accepted=True)]).level == "sufficient"


def test_silence_keeps_the_best_level_out_of_reach() -> None:
    assert grade(FORMULA, met(), silenced=True).level == "mostly_sufficient"


def rank(rules: list[RuleResult]) -> int | None:
    level = grade(FORMULA, rules).level
    return SCALE.index(level) if level in SCALE else None


@given(drawn_results, st.data())
def test_turning_a_rule_from_met_to_breached_never_betters_the_grade(
    rules: list[RuleResult], data: st.DataObject
) -> None:
    holding = [number for number, rule in enumerate(rules) if not rule.violated]
    if not holding:
        return
    number = data.draw(st.sampled_from(holding))
    before = rules[number]
    breached = RuleResult(before.severity, True, before.accepted, before.unassessed)  # noqa: FBT003 -- the breach itself
    never_better(rules, [*rules[:number], breached, *rules[number + 1 :]])


@given(drawn_results, st.sampled_from(SEVERITIES))
def test_adding_a_breach_never_betters_the_grade(rules: list[RuleResult], severity: SeverityName) -> None:
    never_better(rules, [*rules, result(severity, violated=True)])


def never_better(before: list[RuleResult], after: list[RuleResult]) -> None:
    old, new = rank(before), rank(after)
    if old is not None:
        assert new is not None, "a breach cannot take a year off the scale"
        assert new >= old
    if old is None and new is not None:
        assert new >= 0
        assert SCALE[new] != "sufficient" or not any(rule.unassessed for rule in after)


# From outcomes to rules


RULES = {severity: [rule for rule in RULEBOOK.rules if rule.text.severity == severity] for severity in SEVERITIES}


def said(kind: OutcomeKind, rule: Rule = RULES["major"][0], tally: Tally | None = None) -> Outcome:
    return Outcome(rule, kind, None, tally=tally)


def counted(passed: int = 0, violated: int = 0, not_assessable: int = 0) -> Tally:
    return Tally(passed, violated, 0, not_assessable, 0, 0, (), 0)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["passed", "passed"], result("major")),
        (["passed", "violated", "passed"], result("major", violated=True)),
        (["violated", "violated"], result("major", violated=True)),
        (["passed", "accepted"], result("major", accepted=True)),
        (["not_assessable", "passed"], result("major", unassessed=True)),
        (["not_applicable", "passed", "not_yet_due"], result("major")),
        (["violated", "accepted", "not_assessable"], RuleResult("major", True, True, True)),  # noqa: FBT003 -- all of it
    ],
)
def test_a_rule_is_counted_once_with_all_that_its_records_said(kinds: list[OutcomeKind], expected: RuleResult) -> None:
    assert results(said(kind) for kind in kinds) == [expected]


def test_a_rule_that_had_nothing_to_say_is_not_counted() -> None:
    assert results([said("not_applicable"), said("not_yet_due")]) == []


def test_each_rule_is_counted_for_itself_with_its_own_severity() -> None:
    one, other = RULES["minor"][0], RULES["moderate"][0]
    assert results([said("violated", one), said("passed", other), said("passed", one)]) == [
        result("minor", violated=True),
        result("moderate"),
    ]


def test_a_population_with_a_row_that_nobody_could_judge_is_no_full_evidence() -> None:
    assert results([said("passed", tally=counted(passed=9))]) == [result("major")]
    assert results([said("violated", tally=counted(violated=1, not_assessable=1))]) == [
        result("major", violated=True, unassessed=True)
    ]


@pytest.mark.parametrize("kinds", [[], ["not_applicable"], ["not_assessable"], ["not_applicable", "not_yet_due"]])
def test_where_nothing_was_assessed_there_is_no_grade_and_no_score(kinds: list[OutcomeKind]) -> None:
    nothing = grade(FORMULA, results(said(kind) for kind in kinds))
    assert (nothing.level, nothing.score, nothing.assessed) == ("not_assessable", None, 0)


# The formula itself, with figures that show each limit


def formula(*, floor: int = 0, rules: int = 1, evidence: str = "0 %", major: int = 99) -> GradeFormula:
    return GradeFormula.model_validate(
        {
            "steps": [{"severity": "major", "rules": str(major), "level": "insufficient"}],
            "floors": [{"below": str(floor), "level": "not_fully_sufficient", "rules": str(rules)}],
            "evidence": evidence,
            "weights": {"critical": "10", "major": "5", "moderate": "3", "minor": "2", "info": "0"},
        }
    )


def test_the_score_is_the_share_of_weight_that_held_in_whole_hundredths() -> None:
    one_of_three = [result("moderate", violated=True), result("moderate"), result("moderate")]
    assert grade(formula(), one_of_three).score == 66
    assert grade(formula(), [result("critical"), result("minor", violated=True)]).score == 83
    assert grade(formula(), [result("major", violated=True)]).score == 0


def test_what_could_not_be_assessed_and_what_weighs_nothing_is_outside_the_score() -> None:
    assert grade(formula(), [result("major"), result("critical", unassessed=True)]).score == 100
    assert grade(formula(), [result("info", violated=True)]).score is None
    partly = [result("major", violated=True, unassessed=True), result("major")]
    assert (grade(formula(), partly).score, grade(formula(), partly).assessed) == (50, 2)


def test_a_floor_is_below_its_score_and_not_on_it() -> None:
    half = [result("major", violated=True), result("major")]
    assert grade(formula(floor=50), half).level == "sufficient"
    assert grade(formula(floor=51), half).level == "not_fully_sufficient"


def test_a_floor_needs_as_many_assessed_rules_as_it_says() -> None:
    half = [result("major", violated=True), result("major"), result("critical", unassessed=True)]
    assert grade(formula(floor=51, rules=2), half).level == "not_fully_sufficient"
    assert grade(formula(floor=51, rules=3), half).level == "mostly_sufficient"


def test_a_step_counts_only_breaches_of_its_own_severity() -> None:
    others = [result("critical", violated=True), result("moderate", violated=True), result("major")]
    assert grade(formula(major=1), others).level == "sufficient"
    assert grade(formula(major=1), [*others, result("major", violated=True)]).level == "insufficient"


def test_the_evidence_asked_for_is_enough_exactly_on_its_share() -> None:
    two_of_three = [result(), result(), result(unassessed=True)]
    assert grade(formula(evidence="66 %"), two_of_three).level == "mostly_sufficient"
    assert grade(formula(evidence="67 %"), two_of_three).level == "not_assessable"
    assert grade(formula(evidence="0 %"), []).level == "not_assessable"


def test_a_grade_tells_how_many_rules_were_assessed_and_how_many_not() -> None:
    found = grade(FORMULA, [*met(), result("minor", violated=True), result(unassessed=True), result(unassessed=True)])
    assert (found.assessed, found.unassessed) == (11, 2)
