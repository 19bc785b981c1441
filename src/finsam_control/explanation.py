"""Why a rule said what it said of a record: each comparison with the value in, and what would have passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from finsam_control import condition as c
from finsam_control.engines.reference import compile_test
from finsam_control.facts.base import fields_of, values
from finsam_control.outcome import Outcome
from finsam_control.outcome_report import OutcomeReporter, Voices
from finsam_control.rule import Rule
from finsam_control.rulebook import Rulebook
from finsam_control.run import Run
from finsam_control.sentence import Speaker, mood_of
from finsam_control.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One comparison of the tree: its sentence, the record's value, and whether it holds (None is unknown)."""

    sentence: str
    observed: str
    holds: bool | None
    depth: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A record under a rule; `would_pass` is empty where the record passes or the rule does not apply."""

    subject: str
    verdict: str
    place: str
    steps: tuple[Step, ...]
    would_pass: tuple[str, ...]


def rule_in_words(rule: Rule, rulebook: Rulebook, words: Words, on: date) -> Iterator[tuple[str, str]]:
    """A rule's labels and texts, with the parameter values of a date."""
    text = rule.text
    bindings = {}
    for name in rule.parameters:
        dated = rulebook.parameters[name].dated_at(on)
        bindings[name] = None if dated is None else rulebook.value(name, on)
    speaker = Speaker(words, fields_of(rule.subject), bindings, mood_of(text.norm))
    start, end = text.in_force.start, text.in_force.end
    always = words("always")
    yield words("Rule"), f"{rule.id} \u2013 {text.title[words.language]}"
    yield words("Norm"), "; ".join(f"{item.act} {item.section} <{item.url}>" for item in text.authority)
    yield words("Strength"), f"{words.norm(text.norm)}, {words.severity(text.severity)}"
    yield words("In force"), f"{start or always} \u2013 {end or ''}".strip()
    yield words("Last checked against the source"), f"{text.checked_on} ({text.confidence})"
    if rule.applies_when is not None:
        yield words("Applies when"), speaker.stating.condition(rule.applies_when)
    yield words("Asks"), speaker.condition(rule.require)
    yield words("Why"), text.why[words.language]
    yield words("To do"), text.remedy[words.language]


def explanations(run: Run, outcome: Outcome, words: Words) -> Iterator[Explanation]:
    """The outcome; of a population also the largest rows that deviate, each as the record that it is."""
    yield explain_outcome(run, outcome, words)
    for row in () if outcome.tally is None else outcome.tally.top:
        yield explain_outcome(run, Outcome(outcome.rule, "violated", row), words)


def explain_outcome(run: Run, outcome: Outcome, words: Words) -> Explanation:
    """The outcome's tree with this record's values."""
    reporter = OutcomeReporter(run, Voices(run.rulebook, words), outcome)
    speaker = reporter.voice.speaker
    info = reporter.info()
    verdict = f"{info.word}: {info.message}"
    if outcome.fact is None:
        return Explanation(outcome.rule.subject.kind, verdict, "", (), ())
    fields = values(outcome.fact)
    rule = outcome.rule
    scope = [] if rule.applies_when is None else list(_steps(rule.applies_when, speaker.stating, fields, 0))
    steps = [*scope, *_steps(rule.require, speaker, fields, 0)]
    where = "; ".join(
        ", ".join(part for part in (place.document, place.page, place.where) if part) for place in info.places
    )
    return Explanation(info.subject.key if info.subject else "", verdict, where, tuple(steps), info.would_pass)


Fields = dict[str, c.Value | None]


def _steps(condition: c.Condition, speaker: Speaker, fields: Fields, depth: int) -> Iterator[Step]:
    match condition:
        case c.All(parts) | c.Any(parts):
            for part in parts:
                yield from _steps(part, speaker, fields, depth + (len(parts) > 1))
        case c.Not(part):
            yield from _steps(part, speaker, fields, depth)
        case leaf:
            observed = _observed(leaf, speaker, fields[leaf.field])
            yield Step(speaker.leaf(leaf), observed, compile_test(leaf, speaker.bindings)(fields), depth)


def _observed(leaf: c.Known | c.Compare | c.OneOf, speaker: Speaker, value: c.Value | None) -> str:
    """The record's value; a share with the decimals that tell it from what it is compared with."""
    words, unit = speaker.words, speaker.fields[leaf.field].means.unit
    limit = c.bound(leaf.operand, speaker.bindings) if isinstance(leaf, c.Compare) else None
    if unit == "ppm" and isinstance(value, int) and isinstance(limit, int):
        return words.value(value, unit, words.decimals([value], [limit]))
    return words.value(value, unit)
