"""The grade: a published formula over rules that one more breach can never better."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from finsam_control.grade import SCALE, GradeFormula, RuleResult, SeverityName, grade
from finsam_control.rulebook import load, shipped_folder

FORMULA: GradeFormula = load((shipped_folder("rules"),)).formula
SEVERITIES: tuple[SeverityName, ...] = get_args(SeverityName)


def result(
    severity: SeverityName = "moderate", *, violated: bool = False, accepted: bool = False, unassessed: bool = False
) -> RuleResult:
    return RuleResult(severity, violated, accepted, unassessed)


def met(count: int = 10) -> list[RuleResult]:
    return [result("major") for _ in range(count)]


results = st.lists(
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


@given(results, st.data())
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


@given(results, st.sampled_from(SEVERITIES))
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
