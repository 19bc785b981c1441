"""Facts under rules: one outcome for each rule and fact, decided by engines that must agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from finsam_control import condition as c
from finsam_control.deadline import deadline
from finsam_control.engines.verdict import Engine, Fields, Question, Verdict
from finsam_control.facts.base import Fact, values
from finsam_control.outcome import Outcome
from finsam_control.records.control import Acceptance
from finsam_control.rule import Rule
from finsam_control.rulebook import Rulebook


class DisagreementError(Exception):
    """Two engines gave one fact different verdicts; nothing can be said of the year."""


@dataclass(frozen=True)
class Population:
    """The facts of one kind, and whether an empty list means that there is nothing to test."""

    facts: tuple[Fact, ...]
    known_empty: bool

    @cached_property
    def fields(self) -> tuple[Fields, ...]:
        """What the engines see of each fact, worked out once for all rules."""
        return tuple(values(fact) for fact in self.facts)


class Judge:
    """Judges with every engine given and compares them; the first one's verdict stands."""

    def __init__(self, rulebook: Rulebook, engines: Sequence[Engine], as_of: date) -> None:
        self.rulebook = rulebook
        self.engines = engines
        self.as_of = as_of.isoformat()

    def outcomes(self, populations: Mapping[str, Population], fiscal_year: int) -> tuple[Outcome, ...]:
        """Every rule about the kinds given, in the order of their ids, each with its facts in theirs."""
        return tuple(
            outcome
            for rule in self.rulebook.rules
            if rule.subject.kind in populations
            for outcome in self.of_rule(rule, populations[rule.subject.kind], fiscal_year)
        )

    def of_rule(self, rule: Rule, population: Population, fiscal_year: int) -> list[Outcome]:
        """An outcome for each fact, in their order; one that says so where there is none.

        Raises:
            DisagreementError: the engines differ.
            LookupError: as `question`.
        """
        if not population.facts:
            first, last = f"{fiscal_year}-01-01", f"{fiscal_year}-12-31" if rule.subject.dated else None
            met_none = in_force(rule, first, last) and not population.known_empty
            documents = (rule.subject.document,) if met_none else ()
            return [Outcome(rule, "not_assessable" if met_none else "not_applicable", None, documents=documents)]
        outcomes: list[Outcome | None] = [_before_law(rule, fact, fiscal_year) for fact in population.facts]
        waiting: dict[str, list[int]] = {}
        for number, fact in enumerate(population.facts):
            if outcomes[number] is None and fact.law_date is not None:
                waiting.setdefault(fact.law_date, []).append(number)
        for law_date, numbers in waiting.items():
            question = self.question(rule, date.fromisoformat(law_date))
            # A verdict follows from the fields that the rule reads: records alike in them are asked about once.
            names = sorted(rule.fields)
            asked = [tuple(population.fields[number][name] for name in names) for number in numbers]
            one_each = dict(zip(reversed(asked), reversed(numbers), strict=True))
            facts = [population.facts[number] for number in one_each.values()]
            fields = [population.fields[number] for number in one_each.values()]
            verdicts = dict(zip(one_each, self._verdicts(question, facts, fields), strict=True))
            for number, key in zip(numbers, asked, strict=True):
                outcomes[number] = self._decide(rule, population.facts[number], verdicts[key], question)
        return [outcome for outcome in outcomes if outcome is not None]

    def question(self, rule: Rule, on: date) -> Question:
        """The rule's conditions with the values of one date.

        Raises:
            LookupError: a parameter of the conditions has no value on the date.
        """
        bindings = tuple((name, self.rulebook.value(name, on)) for name in sorted(rule.asked))
        return Question(rule.id, rule.applies_when, rule.require, bindings)

    def _verdicts(self, question: Question, facts: Sequence[Fact], fields: Sequence[Fields]) -> list[Verdict]:
        first, *others = self.engines
        verdicts = first.judge(question, fields)
        for other in others:
            for fact, one, two in zip(facts, verdicts, other.judge(question, fields), strict=True):
                if one != two:
                    raise DisagreementError(f"{question.rule} {fact.key}: {first.name} {one}, {other.name} {two}")
        return verdicts

    def _decide(self, rule: Rule, fact: Fact, verdict: Verdict, question: Question) -> Outcome:
        if verdict.applies is False:
            return Outcome(rule, "not_applicable", fact)
        if verdict.applies and verdict.holds:
            return Outcome(rule, "passed", fact)
        due = None if verdict.applies is None else self.due(rule, fact)
        if due is not None and self.as_of <= due:
            return Outcome(rule, "not_yet_due", fact, due=due)
        if verdict.applies and verdict.holds is False:
            return Outcome(rule, "violated", fact, due=due)
        scope = rule.applies_when if verdict.applies is None and rule.applies_when is not None else rule.require
        missing = tuple(sorted(name for name in c.fields(scope) if getattr(fact, name) is None))
        unknown = tuple(sorted(name for name in c.parameters(scope) if question.bound[name] is None))
        documents = tuple(sorted({fact.document_of(name) for name in missing}))
        return Outcome(rule, "not_assessable", fact, missing, documents, unknown, due)

    def due(self, rule: Rule, fact: Fact) -> str | None:
        """The last day on which the requirement may be met, where the rule and the fact give one."""
        if rule.text.due is None or fact.law_date is None:
            return None
        day = getattr(fact, rule.text.due.field)
        if day is None:
            return None
        last = deadline(
            rule.text.due, date.fromisoformat(day), date.fromisoformat(fact.law_date), self.rulebook.parameters
        )
        return None if last is None else last.isoformat()


def _before_law(rule: Rule, fact: Fact, fiscal_year: int) -> Outcome | None:
    """The outcome where no condition needs asking: a rule of another time, or no law date to tell.

    A record of the year is no younger than the year, whatever its own date is.
    """
    if fact.law_date is not None:
        return None if in_force(rule, fact.law_date) else Outcome(rule, "not_applicable", fact)
    if not in_force(rule, date.min.isoformat(), f"{fiscal_year}-12-31"):
        return Outcome(rule, "not_applicable", fact)
    return Outcome(rule, "not_assessable", fact, ("law_date",), (fact.document,))


def in_force(rule: Rule, first: str, last: str | None = None) -> bool:
    """Whether the rule judges facts of a law date (ISO), or of some day from the first to the last."""
    start, end = rule.text.in_force.start, rule.text.in_force.end
    return (start is None or start.first.isoformat() <= (last or first)) and (
        end is None or first <= end.last.isoformat()
    )


def accept(
    outcomes: Sequence[Outcome], acceptances: Sequence[Acceptance], fiscal_year: int, as_of: date
) -> tuple[tuple[Outcome, ...], tuple[int, ...], tuple[int, ...]]:
    """Marks breaches that the board has accepted by the day of the check; a breach of law stays a breach.

    Returns the outcomes, and the positions of acceptances that matched nothing and of those that had expired.
    """
    matched: set[int] = set()
    expired = {
        number
        for number, acceptance in enumerate(acceptances)
        if (acceptance.valid_until is not None and acceptance.valid_until.last < as_of)
    }
    result = []
    for outcome in outcomes:
        found = None
        for number, acceptance in enumerate(acceptances):
            if (
                number not in expired
                and acceptance.decided_on.first <= as_of
                and _matches(acceptance, outcome, fiscal_year)
            ):
                matched.add(number)
                found = number
        if found is not None:
            kind = outcome.kind if outcome.rule.text.norm == "law" else "accepted"
            outcome = replace(outcome, kind=kind, acceptance=found)  # noqa: PLW2901 -- the same outcome, marked
        result.append(outcome)
    unmatched = tuple(n for n in range(len(acceptances)) if n not in matched and n not in expired)
    return tuple(result), unmatched, tuple(sorted(expired))


def _matches(acceptance: Acceptance, outcome: Outcome, fiscal_year: int) -> bool:
    return (
        outcome.kind == "violated"
        and acceptance.rule == outcome.rule.id
        and acceptance.period == fiscal_year
        and acceptance.key in {"all", outcome.record_key}
    )
