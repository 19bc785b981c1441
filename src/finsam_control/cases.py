"""A rule's own cases, run through the engines as a year is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from finsam_control.condition import Value
from finsam_control.engines.verdict import Engine
from finsam_control.facts.base import Fact, fields_of
from finsam_control.judging import Judge, Population
from finsam_control.parameters import UNKNOWN
from finsam_control.place import Place
from finsam_control.rule import Case, OutcomeKind, Rule, constant
from finsam_control.rulebook import Rulebook

YEARS_LATER = 10


@dataclass(frozen=True, slots=True)
class Failure:
    """A case whose outcome is not what its rule's file says."""

    rule: str
    case: str
    line: int
    expected: OutcomeKind
    found: OutcomeKind


def run_cases(rule: Rule, rulebook: Rulebook, engines: Sequence[Engine]) -> list[Failure]:
    """The cases of a rule that fail."""
    failures = []
    for case in rule.text.cases:
        found = outcome_of(rule, case, rulebook, engines)
        if found != case.expect:
            failures.append(Failure(rule.id, case.name, case.place("name").line, case.expect, found))
    return failures


def outcome_of(rule: Rule, case: Case, rulebook: Rulebook, engines: Sequence[Engine]) -> OutcomeKind:
    """What the rule says of a case; long after its date unless the case gives another day of the check."""
    on = case.on.first
    as_of = case.as_of.first if case.as_of is not None else date(on.year + YEARS_LATER, on.month, 1)
    alone = dataclasses.replace(rulebook, rules=(rule,))
    population = {rule.subject.kind: Population((fact_of(rule, case),), known_empty=False)}
    (outcome,) = Judge(alone, engines, as_of).outcomes(population, on.year)
    return outcome.kind


def fact_of(rule: Rule, case: Case) -> Fact:
    """The case's fact; what the case leaves out is unknown."""
    fields = fields_of(rule.subject)
    given: dict[str, Any] = {
        name: value_of(case.fact.get(name, UNKNOWN), field.means.unit) for name, field in fields.items()
    }
    return rule.subject(key=case.name, law_date=case.on.first.isoformat(), place=Place("", 0, ""), **given)


def value_of(text: str, unit: str) -> Value | None:
    """A case's value in base units; None for `unknown`."""
    return None if text == UNKNOWN else constant(text, unit)
