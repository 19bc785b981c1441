"""One outcome in words: its rule's texts filled in, its values, its places."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from finsam_control.change import smallest_change
from finsam_control.condition import Value
from finsam_control.facts.base import Fact, fields_of, values
from finsam_control.figure import Unit
from finsam_control.masking import masked
from finsam_control.outcome import Outcome
from finsam_control.place import Place
from finsam_control.population_reporting import observed, population_info, population_row, sentence
from finsam_control.report import AuthorityInfo, Observed, OutcomeInfo, Subject
from finsam_control.rule import OutcomeKind, Rule
from finsam_control.rulebook import Rulebook
from finsam_control.run import Run
from finsam_control.sentence import Speaker, mood_of
from finsam_control.shape import PlaceInfo
from finsam_control.words import Words

#: Öre in a thousand kronor.
_THOUSAND = 100_000
BREACHES = frozenset({"violated", "accepted"})
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Voice:
    """A rule at one date, in one language: what it says the same of every record."""

    def __init__(self, rule: Rule, rulebook: Rulebook, on: date, words: Words) -> None:
        text, language = rule.text, words.language
        self.words = words
        self.fields = fields_of(rule.subject)
        self.units = {name: rulebook.parameters[name].unit for name in rule.parameters}
        self.bindings = {name: _value(rulebook, name, on) for name in rule.parameters}
        self.speaker = Speaker(words, self.fields, self.bindings, mood_of(text.norm))
        self.expected = self.speaker.condition(rule.require)
        self.message = text.message[language]
        self.told = frozenset(rule.placeholders)
        self.observed = sorted(rule.fields | {name for name in rule.placeholders if name in self.fields})
        self.fixed: dict[str, Any] = {
            "rule": rule.id,
            "severity": text.severity,
            "severity_word": words.severity(text.severity),
            "norm": text.norm,
            "norm_word": words.norm(text.norm),
            "confidence": text.confidence,
            "area": text.area,
            "title": text.title[language],
            "authority": tuple(AuthorityInfo(act=i.act, section=i.section, url=i.url) for i in text.authority),
            "expected": self.expected,
            "why": text.why[language],
            "remedy": text.remedy[language],
        }

    def filled(self, fact: Fact, printed_in: Unit | None = None) -> str:
        """The rule's own sentence with a record's values and the parameters of the date."""
        shown = self.values_of(fact, printed_in)
        return _PLACEHOLDER.sub(lambda match: shown[match[1]], self.message)

    def values_of(self, fact: Fact, printed_in: Unit | None = None) -> dict[str, str]:
        """What the rule reads of a record, and its parameters, as they print; no share like a limit that it is not.

        Amounts stand in thousands where the record's own table does and nothing of those that are told is lost by it.
        """
        read: dict[str, tuple[Value | None, str]] = {
            name: (getattr(fact, name), self.fields[name].means.unit) for name in self.observed
        }
        limits = {name: (value, self.units[name]) for name, value in self.bindings.items()}
        decimals = self.words.decimals(_shares(read), _shares(limits))
        both = {**read, **limits}
        rounded = {name for name, (value, unit) in both.items() if unit == "ore" and int(value or 0) % _THOUSAND}
        in_thousands = printed_in is Unit.TKR and not rounded & self.told
        return {
            name: self.words.value(
                value, "tkr" if in_thousands and unit == "ore" and name not in rounded else unit, decimals
            )
            for name, (value, unit) in both.items()
        }


def _shares(read: Mapping[str, tuple[Value | None, str]]) -> list[int]:
    return [value for value, unit in read.values() if unit == "ppm" and isinstance(value, int)]


def _value(rulebook: Rulebook, name: str, on: date) -> Value | None:
    try:
        return rulebook.value(name, on)
    except LookupError:
        return None


class Voices:
    """The rules' voices in one language, each made once for a date."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self.rulebook = rulebook
        self.words = words
        self._made: dict[tuple[str, str], Voice] = {}

    def of(self, rule: Rule, law_date: str) -> Voice:
        key = (rule.id, law_date)
        if key not in self._made:
            self._made[key] = Voice(rule, self.rulebook, date.fromisoformat(law_date), self.words)
        return self._made[key]


class OutcomeReporter:
    """One outcome with its texts."""

    def __init__(self, run: Run, voices: Voices, outcome: Outcome) -> None:
        self.run = run
        self.words = voices.words
        self.outcome = outcome
        fact = outcome.fact
        first_day = f"{run.dossier.year.fiscal_year}-01-01"
        self.voice = voices.of(outcome.rule, (fact.law_date if fact is not None else None) or first_day)
        self.printed_in = None if fact is None else run.units.of(fact.place)
        top = () if outcome.tally is None or outcome.kind not in BREACHES else outcome.tally.top
        self.rows = tuple(population_row(row, row_sentence(outcome.rule, row, voices), voices.words) for row in top)

    def info(self) -> OutcomeInfo:
        outcome, tally = self.outcome, self.outcome.tally
        observed = self.observed()
        key = f"{outcome.rule.id}|{self.run.dossier.year.entity.name}|{outcome.record_key}"
        return OutcomeInfo(
            key=masked(key),
            fingerprint=fingerprint(key, self.run.dossier.year.fiscal_year, outcome.kind, observed),
            outcome=outcome.kind,
            word=self.words.outcome(outcome.kind, outcome.rule.text.norm),
            subject=self.subject(),
            observed=observed,
            missing=outcome.missing,
            documents=outcome.documents,
            places=self.places(),
            message=self.message(),
            due=outcome.due,
            days_left=self.days_left(),
            days_late=self.days_late(),
            acceptance=self.acceptance(),
            comments=self.comments(),
            years_running=outcome.years_running,
            would_pass=self.would_pass(),
            population=None if tally is None else population_info(tally, self.rows, self.words),
            **self.voice.fixed,
        )

    def subject(self) -> Subject | None:
        outcome = self.outcome
        if outcome.fact is None and outcome.tally is None:
            return None
        return Subject(kind=outcome.rule.subject.kind, key=masked(outcome.record_key))

    def places(self) -> tuple[PlaceInfo, ...]:
        """Where the record stands, or the largest rows that deviate."""
        fact = self.outcome.fact
        if fact is None:
            return tuple(row.place for row in self.rows)
        places = fact.places_of(self.outcome.rule.fields) if self.outcome.kind in BREACHES else (fact.place,)
        return tuple(place_info(place) for place in places if place.file)

    def observed(self) -> tuple[Observed, ...]:
        fact, voice, tally = self.outcome.fact, self.voice, self.outcome.tally
        if tally is not None:
            return observed(tally, self.words)
        if fact is None or self.outcome.kind == "not_applicable":
            return ()
        shown = voice.values_of(fact, self.printed_in)
        return tuple(
            Observed(
                field=name,
                meaning=voice.speaker.meaning(name),
                unit=voice.fields[name].means.unit,
                value=masked(value) if isinstance(value, str) else value,
                text=shown[name],
            )
            for name, value in ((name, getattr(fact, name)) for name in voice.observed)
        )

    def message(self) -> str:
        """What was found, in a sentence."""
        outcome, words = self.outcome, self.words
        if outcome.tally is not None:
            largest = self.rows[0].message if self.rows else ""
            return sentence(outcome, outcome.tally, largest, self.missing(), words)
        match outcome.kind:
            case "violated" | "accepted" if outcome.fact is not None:
                return self.voice.filled(outcome.fact, self.printed_in)
            case "passed":
                return words("Met: {sentence}.", sentence=self.voice.expected)
            case "not_yet_due":
                return words(
                    "Not yet due: {day} at the latest, {left} left.",
                    day=outcome.due,
                    left=words.value(self.days_left(), "days"),
                )
            case "not_assessable":
                return self.unassessed()
            case _:
                return words("Not applicable: another law, another kind of förbund, or nothing of the kind.")

    def unassessed(self) -> str:
        """Why nothing can be said."""
        outcome, words = self.outcome, self.words
        if outcome.fact is None:
            return words("The control tested nothing: no record of this kind was handed in.")
        if outcome.missing:
            return words("Could not be assessed. Unknown: {names}.", names=self.missing())
        unknown = ", ".join(outcome.unknown_parameters)
        return words("Could not be assessed: no source gives the value of {names} for this date.", names=unknown)

    def missing(self) -> str:
        """What was needed and is unknown, in words; a parameter by its name."""
        voice, outcome = self.voice, self.outcome
        meanings = (
            voice.speaker.meaning(name) if name in voice.fields else self.words("its date") for name in outcome.missing
        )
        return "; ".join([*meanings, *outcome.unknown_parameters])

    def days_left(self) -> int | None:
        if self.outcome.kind != "not_yet_due" or self.outcome.due is None:
            return None
        return (date.fromisoformat(self.outcome.due) - self.run.as_of).days

    def days_late(self) -> int | None:
        if self.outcome.kind not in BREACHES or self.outcome.due is None:
            return None
        return (self.run.as_of - date.fromisoformat(self.outcome.due)).days

    def acceptance(self) -> str | None:
        if self.outcome.acceptance is None:
            return None
        found = self.run.dossier.year.acceptances[self.outcome.acceptance]
        return self.words("Accepted by the board {day}: {reason}", day=found.decided_on, reason=found.reason)

    def would_pass(self) -> tuple[str, ...]:
        """What would have had to be otherwise, for a breach."""
        outcome = self.outcome
        if outcome.fact is None or outcome.kind not in BREACHES:
            return ()
        return tuple(smallest_change(outcome.rule.require, self.voice.speaker, values(outcome.fact)))

    def comments(self) -> tuple[str, ...]:
        if self.outcome.kind not in BREACHES:
            return ()
        return tuple(
            self.words("{by}: {text}", by=comment.by, text=comment.text)
            for comment in self.run.dossier.year.comments
            if comment.rule == self.outcome.rule.id and comment.key in {None, self.outcome.record_key}
        )


def row_sentence(rule: Rule, row: Fact, voices: Voices) -> str:
    """The rule's sentence of one row of a population, by the law of the row's own date."""
    return voices.of(rule, row.law_date or date.min.isoformat()).filled(row)


def fingerprint(key: str, period: int, outcome: OutcomeKind, observed: tuple[Observed, ...]) -> str:
    """SHA-256 of key, period, outcome and observed values, as JSON with sorted keys."""
    printed = {
        "key": key,
        "period": period,
        "outcome": outcome,
        "observed": {item.field: str(item.value) for item in observed},
    }
    text = json.dumps(printed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def place_info(place: Place) -> PlaceInfo:
    return PlaceInfo(
        file=place.file,
        line=place.line,
        pointer=place.pointer,
        document=place.document,
        page=place.page or place.heading,
        cell=place.cell,
    )
