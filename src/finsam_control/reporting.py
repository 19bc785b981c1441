"""Outcomes to a report in one language: texts filled in, places told, silence named."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

import rfc8785

from finsam_control import __version__
from finsam_control.dossier import Dossier
from finsam_control.facts import kinds
from finsam_control.facts.base import Fact, fields_of
from finsam_control.facts.target import TargetFact
from finsam_control.grade import SCALE, Grade, GradeFormula, grade, results
from finsam_control.judging import in_force
from finsam_control.masking import masked
from finsam_control.outcome import Outcome
from finsam_control.place import Place
from finsam_control.report import (
    AreaGrade,
    AuthorityInfo,
    EntityInfo,
    GradeInfo,
    InputInfo,
    Missing,
    Notice,
    Observed,
    OutcomeInfo,
    PlaceInfo,
    Report,
    RulebookInfo,
    Subject,
    TargetInfo,
    ToolInfo,
)
from finsam_control.rule import Area, OutcomeKind, Rule
from finsam_control.rulebook import Rulebook
from finsam_control.sentence import Speaker
from finsam_control.words import N_, Words

UNCHECKED_AFTER_DAYS = 366


@dataclass(frozen=True, slots=True)
class Run:
    """A finished judgement of one year: everything that a report says something about."""

    dossier: Dossier
    rulebook: Rulebook
    engines: tuple[str, ...]
    as_of: date
    outcomes: tuple[Outcome, ...]
    facts: dict[str, tuple[Fact, ...]]
    unmatched: tuple[int, ...]
    expired: tuple[int, ...]


def report_of(run: Run, words: Words) -> Report:
    """The report; the same run and language give the same bytes."""
    return _Reporter(run, words).report()


class _Reporter:
    def __init__(self, run: Run, words: Words) -> None:
        self.run = run
        self.words = words
        self.year = run.dossier.year

    def report(self) -> Report:
        year, words = self.year, self.words
        materiality = year.materiality
        org_number = year.entity.org_number
        return Report(
            language=words.language,
            tool=ToolInfo(name="finsam-control", version=__version__, engines=self.run.engines),
            entity=EntityInfo(name=masked(year.entity.name), org_number=org_number if isinstance(org_number, str) else None),
            period=year.fiscal_year,
            as_of=self.run.as_of.isoformat(),
            materiality=None
            if materiality is None
            else words(
                "{amount}; differences below {trivial} are information",
                amount=words.value(materiality.amount.value, "ore"),
                trivial=words.value(materiality.clearly_trivial.value, "ore"),
            ),
            inputs=tuple(InputInfo(path=item.path, sha256=item.sha256) for item in self.run.dossier.inputs),
            rulebook=RulebookInfo(
                sha256=self.run.rulebook.sha256,
                rules=len(self.run.rulebook.rules),
                parameters=len(self.run.rulebook.parameters),
            ),
            grade=self.grade(),
            summary=self.summary(),
            notices=self.notices,
            missing=self.missing(),
            targets=self.targets(),
            outcomes=tuple(OutcomeReporter(self.run, words, outcome).info() for outcome in self.run.outcomes),
        )

    def summary(self) -> dict[OutcomeKind, int]:
        counts = Counter(outcome.kind for outcome in self.run.outcomes)
        return {kind: counts[kind] for kind in get_args(OutcomeKind)}

    def grade(self) -> GradeInfo:
        formula, words = self.run.rulebook.formula, self.words
        overall = grade(formula, results(self.run.outcomes), silenced=self.is_silenced)
        areas = []
        for area in get_args(Area):
            own = [outcome for outcome in self.run.outcomes if outcome.rule.text.area == area]
            if any(outcome.kind not in {"not_applicable", "not_yet_due"} for outcome in own):
                areas.append(self.area(area, grade(formula, results(own))))
        return GradeInfo(
            overall=overall.level,
            word=words.level(overall.level),
            score=overall.score,
            assessed=overall.assessed,
            unassessed=overall.unassessed,
            areas=tuple(areas),
            formula=formula_in_words(formula, words),
        )

    def area(self, area: Area, found: Grade) -> AreaGrade:
        return AreaGrade(
            area=area,
            name=self.words.area(area),
            level=found.level,
            word=self.words.level(found.level, area),
            score=found.score,
            assessed=found.assessed,
            unassessed=found.unassessed,
        )

    @property
    def is_silenced(self) -> bool:
        return any(notice.code in {"unmatched_acceptance", "unlisted_file", "outside_every_rule"} for notice in self.notices)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The silence alarm."""
        return tuple(self._notices())

    def _notices(self) -> Iterable[Notice]:
        words, year = self.words, self.year
        first_day = f"{year.fiscal_year}-01-01"
        if not any(in_force(rule, first_day) for rule in self.run.rulebook.rules):
            yield Notice(code="outside_every_rule", text=words("No rule was in force in {year}.", year=year.fiscal_year))
        for file in self.run.dossier.unlisted:
            yield Notice(code="unlisted_file", text=words("{file} was handed in but nothing reads it.", file=file))
        for number in self.run.unmatched:
            acceptance = year.acceptances[number]
            text = words("The acceptance of {rule} ({key}) matched nothing.", rule=acceptance.rule, key=acceptance.key)
            yield Notice(code="unmatched_acceptance", text=text)
        for number in self.run.expired:
            acceptance = year.acceptances[number]
            text = words("The acceptance of {rule} expired {day}.", rule=acceptance.rule, day=acceptance.valid_until)
            yield Notice(code="expired_acceptance", text=text)
        cured = {outcome.rule.id for outcome in self.run.outcomes if outcome.kind == "violated" and outcome.acceptance is not None}
        for rule in sorted(cured):
            text = words("The board has accepted {rule}, but an acceptance cures no breach of law.", rule=rule)
            yield Notice(code="acceptance_does_not_cure_law", text=text)
        if len(self.run.engines) == 1:
            text = words("One engine judged ({engine}); nothing compared its verdicts.", engine=self.run.engines[0])
            yield Notice(code="single_engine", text=text)
        yield from self._unchecked()
        for kind, rules in self._untested().items():
            subject, _ = kinds()[kind]
            meaning = subject.sv if words.language == "sv" else subject.en
            text = words(
                "No record of {kind}: {count} controls tested nothing ({rules}).",
                kind=meaning,
                count=len(rules),
                rules=", ".join(rules),
            )
            yield Notice(code="control_tested_nothing", text=text)

    def _unchecked(self) -> Iterable[Notice]:
        used = {name for outcome in self.run.outcomes if outcome.fact is not None for name in outcome.rule.parameters}
        for name in sorted(used):
            checked = self.run.rulebook.parameters[name].checked_on.last
            if (self.run.as_of - checked).days > UNCHECKED_AFTER_DAYS:
                text = self.words("The parameter {name} has not been checked after {day}.", name=name, day=checked)
                yield Notice(code="unchecked_parameter", text=text)

    def _untested(self) -> dict[str, list[str]]:
        untested: dict[str, list[str]] = {}
        for outcome in self.run.outcomes:
            if outcome.is_untested:
                untested.setdefault(outcome.rule.subject.kind, []).append(outcome.rule.id)
        return untested

    def missing(self) -> tuple[Missing, ...]:
        """What could not be assessed, a line for each document that would show it."""
        waiting: dict[str, set[str]] = {}
        for outcome in self.run.outcomes:
            if outcome.kind == "not_assessable":
                for document in outcome.documents or ("",):
                    waiting.setdefault(document, set()).add(outcome.rule.id)
        unknown = self.words("a value that no source has given")
        return tuple(
            Missing(
                document=document,
                name=self.words.document(document) if document else unknown,
                controls=len(rules),
                rules=tuple(sorted(rules)),
            )
            for document, rules in sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0]))
        )

    def targets(self) -> tuple[TargetInfo, ...]:
        words = self.words
        return tuple(
            TargetInfo(
                text=masked(fact.text),
                level=fact.level_text,
                outcome=fact.outcome_text or words("cannot be read"),
                judgement=words.value(fact.judgement, "word"),
                place=place_info(fact.place),
            )
            for fact in self.run.facts["target"]
            if isinstance(fact, TargetFact)
        )


class OutcomeReporter:
    """One outcome with its texts."""

    def __init__(self, run: Run, words: Words, outcome: Outcome) -> None:
        self.run = run
        self.words = words
        self.outcome = outcome
        self.rule: Rule = outcome.rule
        self.fields = fields_of(outcome.rule.subject)
        self.on = date.fromisoformat(self._law_date())
        names = self.rule.parameters
        self.bindings = {name: self._value(name) for name in sorted(names)}
        self.speaker = Speaker(words, self.fields, self.bindings)

    def _law_date(self) -> str:
        fact = self.outcome.fact
        return (fact.law_date if fact is not None else None) or f"{self.run.dossier.year.fiscal_year}-01-01"

    def _value(self, name: str) -> int | str | bool | None:
        try:
            return self.run.rulebook.value(name, self.on)
        except LookupError:
            return None

    def info(self) -> OutcomeInfo:
        outcome, text, words = self.outcome, self.rule.text, self.words
        language = words.language
        observed = self.observed()
        entity = self.run.dossier.year.entity.name
        key = "|".join((self.rule.id, entity, outcome.record_key))
        print_of = {
            "key": key,
            "period": self.run.dossier.year.fiscal_year,
            "outcome": outcome.kind,
            "observed": {item.field: str(item.value) for item in observed},
        }
        return OutcomeInfo(
            key=masked(key),
            fingerprint=hashlib.sha256(rfc8785.dumps(print_of)).hexdigest(),
            rule=self.rule.id,
            outcome=outcome.kind,
            word=words.outcome(outcome.kind, text.norm),
            severity=text.severity,
            severity_word=words.severity(text.severity),
            norm=text.norm,
            norm_word=words.norm(text.norm),
            confidence=text.confidence,
            area=text.area,
            title=text.title[language],
            authority=tuple(AuthorityInfo(act=item.act, section=item.section, url=item.url) for item in text.authority),
            subject=None if outcome.fact is None else Subject(kind=outcome.fact.kind, key=masked(outcome.fact.key)),
            observed=observed,
            expected=self.speaker.condition(self.rule.require),
            missing=outcome.missing,
            documents=outcome.documents,
            places=() if outcome.fact is None or not outcome.fact.place.file else (place_info(outcome.fact.place),),
            message=self.message(),
            why=text.why[language],
            remedy=text.remedy[language],
            due=outcome.due,
            days_left=self.days_left(),
            acceptance=self.acceptance(),
            comments=self.comments(),
        )

    def observed(self) -> tuple[Observed, ...]:
        fact = self.outcome.fact
        if fact is None:
            return ()
        names = sorted(self.rule.fields | {name for name in self.rule.placeholders if name in self.fields})
        return tuple(
            Observed(
                field=name,
                meaning=self.speaker.meaning(name),
                unit=self.fields[name].means.unit,
                value=self._safe(getattr(fact, name)),
                text=self.words.value(getattr(fact, name), self.fields[name].means.unit),
            )
            for name in names
        )

    def _safe(self, value: int | str | bool | None) -> int | str | bool | None:
        return masked(value) if isinstance(value, str) else value

    def message(self) -> str:
        """What was found, in a sentence."""
        outcome, words = self.outcome, self.words
        match outcome.kind:
            case "violated" | "accepted":
                return self.filled(self.rule.text.message[words.language])
            case "passed":
                return words("Met: {sentence}.", sentence=self.speaker.condition(self.rule.require))
            case "not_yet_due":
                return words("Not yet due: {day} at the latest, {n} days left.", day=outcome.due, n=self.days_left())
            case "not_assessable" if outcome.fact is None:
                return words("The control tested nothing: no record of this kind was handed in.")
            case "not_assessable" if outcome.missing:
                names = "; ".join(self.speaker.meaning(name) if name in self.fields else words("its date") for name in outcome.missing)
                return words("Could not be assessed. Unknown: {names}.", names=names)
            case "not_assessable":
                unknown = ", ".join(outcome.unknown_parameters)
                return words("Could not be assessed: no source gives the value of {names} for this date.", names=unknown)
            case _:
                return words("Not applicable: other law, other kind of förbund, or nothing of the kind.")

    def filled(self, template: str) -> str:
        """A rule's own sentence with this record's values and the parameters of its date."""
        known = {}
        for name in self.rule.placeholders:
            if name in self.fields:
                known[name] = self.words.value(getattr(self.outcome.fact, name), self.fields[name].means.unit)
            else:
                unit = self.run.rulebook.parameters[name].unit
                known[name] = self.words.value(self.bindings[name], unit)
        text = template
        for name, value in known.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def days_left(self) -> int | None:
        if self.outcome.kind != "not_yet_due" or self.outcome.due is None:
            return None
        return (date.fromisoformat(self.outcome.due) - self.run.as_of).days

    def acceptance(self) -> str | None:
        if self.outcome.acceptance is None:
            return None
        found = self.run.dossier.year.acceptances[self.outcome.acceptance]
        return self.words("Accepted by the board {day}: {reason}", day=found.decided_on, reason=found.reason)

    def comments(self) -> tuple[str, ...]:
        if self.outcome.kind not in {"violated", "accepted"}:
            return ()
        return tuple(
            self.words("{by}: {text}", by=comment.by, text=comment.text)
            for comment in self.run.dossier.year.comments
            if comment.rule == self.rule.id and comment.key in {None, self.outcome.record_key}
        )


def place_info(place: Place) -> PlaceInfo:
    return PlaceInfo(
        file=place.file, line=place.line, pointer=place.pointer, document=place.document, page=place.page or place.heading
    )


def formula_in_words(formula: GradeFormula, words: Words) -> str:
    """The published formula as sentences."""
    steps: Sequence[str] = [
        words(
            N_("{n} breached rules at {severity} give at best {level}"),
            n=step.rules,
            severity=words.severity(step.severity),
            level=words.level(step.level),
        )
        for step in formula.steps
        if step.level in SCALE
    ]
    evidence = words("at least {share} of the rules must have been assessed", share=words.value(formula.evidence.value, "ppm"))
    return "; ".join([*steps, evidence]) + "."
