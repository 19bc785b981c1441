"""The grade: a published formula over rules, never over records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from finsam_control.records.base import Share, Strict, Unplaced, Whole

if TYPE_CHECKING:
    from finsam_control.outcome import Outcome

Level = Literal["sufficient", "mostly_sufficient", "not_fully_sufficient", "insufficient", "not_assessable"]

#: The scale from best to worst; `not_assessable` stands outside it.
SCALE: tuple[Level, ...] = ("sufficient", "mostly_sufficient", "not_fully_sufficient", "insufficient")
SeverityName = Literal["critical", "major", "moderate", "minor", "info"]


class Step(Strict):
    """How many breached rules of a severity bring the grade down to a level."""

    severity: SeverityName
    rules: Whole
    level: Level


class Floor(Strict):
    """A score below which the grade is at best a level, where enough rules were assessed for a score to mean much."""

    below: Whole
    level: Level
    rules: Whole


class GradeFormula(Strict):
    """The formula as data (`rules/grade.yaml`), printed with every report."""

    steps: tuple[Step, ...] = Field(description="each brings the grade down to its level, none lifts it")
    floors: tuple[Floor, ...] = Field(description="as the steps, by the score")
    evidence: Share = Field(description="share of an area's rules that must have been assessed for any grade")
    weights: Annotated[dict[SeverityName, Whole], Unplaced] = Field(
        description="what a breached rule costs, for the score"
    )


@dataclass(frozen=True, slots=True)
class Grade:
    """A level, the share of weight that held (0-100, unknown outside the scale), and the rules behind it."""

    level: Level
    score: int | None
    assessed: int
    unassessed: int


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule with the worst of its outcomes."""

    severity: SeverityName
    violated: bool
    accepted: bool
    unassessed: bool


def results(outcomes: Iterable[Outcome]) -> list[RuleResult]:
    """One result for each rule that had anything to say of the year."""
    by_rule: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.kind not in {"not_applicable", "not_yet_due"}:
            by_rule.setdefault(outcome.rule.id, []).append(outcome)
    return [
        RuleResult(
            severity=found[0].rule.text.severity,
            violated=any(outcome.kind == "violated" for outcome in found),
            accepted=any(outcome.kind == "accepted" for outcome in found),
            unassessed=any(outcome.is_partly_unassessed for outcome in found),
        )
        for found in by_rule.values()
    ]


def grade(formula: GradeFormula, rules: Iterable[RuleResult], *, silenced: bool = False) -> Grade:
    """The grade of an area, or of the year over all its rules.

    One more breach never betters a level on the scale. `silenced` (an acceptance that matched nothing, a file that
    nobody read) keeps the best level out of reach, as does any rule that could not be assessed and any accepted
    breach at major or above. A breach that alone means *insufficient* does so however little else was seen.
    """
    rules = tuple(rules)
    unassessed = sum(rule.unassessed for rule in rules)
    clouded = (
        silenced or unassessed > 0 or any(rule.accepted and rule.severity in {"critical", "major"} for rule in rules)
    )
    worst = 1 if clouded else 0
    for step in formula.steps:
        if (
            step.level in SCALE
            and sum(rule.violated and rule.severity == step.severity for rule in rules) >= step.rules
        ):
            worst = max(worst, SCALE.index(step.level))
    score = _score(formula.weights, rules)
    seen = sum(rule.violated or not rule.unassessed for rule in rules)
    for floor in formula.floors:
        if floor.level in SCALE and score is not None and score < floor.below and seen >= floor.rules:
            worst = max(worst, SCALE.index(floor.level))
    enough = bool(rules) and seen * 1_000_000 >= formula.evidence.value * len(rules)
    if not enough and SCALE[worst] != "insufficient":
        return Grade("not_assessable", None, seen, unassessed)
    return Grade(SCALE[worst], score, seen, unassessed)


def _score(weights: Mapping[SeverityName, int], rules: tuple[RuleResult, ...]) -> int | None:
    judged = [rule for rule in rules if rule.violated or not rule.unassessed]
    whole = sum(weights[rule.severity] for rule in judged)
    lost = sum(weights[rule.severity] for rule in judged if rule.violated)
    return None if not whole else (whole - lost) * 100 // whole
