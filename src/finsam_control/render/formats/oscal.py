"""OSCAL assessment results 1.2, for audit platforms: an observation an outcome, a finding where there is a verdict.

OSCAL knows a finding as satisfied or not satisfied and nothing between, so that what is not applicable, not due yet or
could not be assessed is observed and never found either way; `props` and `remarks` keep our own outcome and its word.
Breaches are risks with the last day and the remedy. What a reviewer vouches for is an attestation, and what was seen an
observation by examination; every rule is an observation by test. Titles and texts are Markdown there, so that what the
records say is escaped; values of properties are not.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from finsam_control.colophon import noted
from finsam_control.render.inert import inert
from finsam_control.report import OutcomeInfo, Report
from finsam_control.rule import OutcomeKind
from finsam_control.shape import PlaceInfo
from finsam_control.words import Words

MEDIA: Final = "document"
MARK: Final = rb'\{\s*"assessment-results": \{.{,2000}"https://finsam-control\.example/ns/oscal"'

_VERSION: Final = "1.2.3"
#: Of our own properties, and of identifiers worked out from what they name.
_NAMESPACE: Final = "https://finsam-control.example/ns/oscal"
_STATES: Final[Mapping[OutcomeKind, tuple[str, str]]] = {
    "passed": ("satisfied", "pass"),
    "violated": ("not-satisfied", "fail"),
    "accepted": ("not-satisfied", "fail"),
}
_MARKS: Final = re.compile(r"([\\`*\[\]<{~^])")


def render(report: Report, words: Words) -> str:
    """One document with one result; the same report gives the same identifiers."""
    return json.dumps(_Document(report, words).assessment(), ensure_ascii=False, indent=1) + "\n"


class _Document:
    def __init__(self, report: Report, words: Words) -> None:
        self.report = report
        self.words = words
        self.at = f"{report.as_of}T00:00:00Z"
        self.base = uuid.uuid5(uuid.NAMESPACE_URL, f"{_NAMESPACE}/{report.entity.name}/{report.period}/{report.as_of}")
        self.files = {item.path: self.id("file", item.path) for item in report.inputs}

    def id(self, kind: str, name: str) -> str:
        return str(uuid.uuid5(self.base, f"{kind}/{name}"))

    def assessment(self) -> dict[str, Any]:
        report = self.report
        title = _markup(f"{report.entity.name} {report.period}")
        return {
            "assessment-results": {
                "uuid": str(self.base),
                "metadata": {
                    "title": title,
                    "last-modified": self.at,
                    "version": report.tool.version,
                    "oscal-version": _VERSION,
                    "props": [
                        *self.props(
                            language=report.language, edition=report.edition, engines=", ".join(report.tool.engines)
                        ),
                        *self.masked(),
                    ],
                    "remarks": self.words("This is supporting material, not an auditor's statement."),
                },
                "import-ap": {"href": f"#{self.id('plan', report.rulebook.sha256)}"},
                "results": [self.result(title)],
                "back-matter": {"resources": [*self.resources()]},
            }
        }

    def props(self, **values: object) -> Iterator[dict[str, str]]:
        for name, value in values.items():
            if value is not None and str(value).strip():
                yield {"name": name.replace("_", "-"), "ns": _NAMESPACE, "value": _line(str(value))}

    def masked(self) -> Iterator[dict[str, str]]:
        """What the edition does not print: the kind, in how many places, and why."""
        for item in self.report.masked:
            (found,) = self.props(masked=f"{item.kind}: {item.times}")
            yield found | {"class": item.kind, "remarks": _markup(f"{item.name}: {item.why}")}

    def result(self, title: str) -> dict[str, Any]:
        report = self.report
        keyed = [*_keyed(report)]
        breaches = [(key, outcome) for key, outcome in keyed if outcome.outcome in {"violated", "accepted"}]
        found: dict[str, Any] = {
            "uuid": self.id("result", ""),
            "title": title,
            "description": _markup(report.grade.word),
            "start": self.at,
            "end": self.at,
            "props": [
                *self.props(overall=report.grade.overall, score=report.grade.score, rulebook=report.rulebook.sha256)
            ],
            "reviewed-controls": {"control-selections": [{"include-controls": self.controls()}]},
            "observations": [*(self.observation(key, outcome) for key, outcome in keyed), *self.examinations()],
            "findings": [self.finding(key, outcome) for key, outcome in keyed if outcome.outcome in _STATES],
            "risks": [self.risk(key, outcome) for key, outcome in breaches],
            "attestations": [*self.attestations()],
            "remarks": "\n\n".join(_markup(text) for text in noted(report, self.words)),
        }
        return {name: value for name, value in found.items() if value not in ([], "")}

    def controls(self) -> list[dict[str, str]]:
        return [{"control-id": _token(rule)} for rule in sorted({outcome.rule for outcome in self.report.outcomes})]

    def observation(self, key: str, outcome: OutcomeInfo) -> dict[str, Any]:
        found: dict[str, Any] = {
            "uuid": self.id("observation", key),
            "title": _markup(outcome.title),
            "description": _markup(outcome.message),
            "props": [*self.of(outcome)],
            "methods": ["TEST"],
            "subjects": [*self.subjects(outcome.places)],
            "relevant-evidence": [*self.evidence(outcome.places)],
            "collected": self.at,
            "remarks": _markup(f"{outcome.word}. {outcome.expected}"),
        }
        return {name: value for name, value in found.items() if value != []}

    def of(self, outcome: OutcomeInfo) -> Iterator[dict[str, str]]:
        yield from self.props(
            outcome=outcome.outcome,
            rule=outcome.rule,
            severity=outcome.severity,
            norm=outcome.norm,
            confidence=outcome.confidence,
            area=outcome.area,
            fingerprint=outcome.fingerprint,
            missing=", ".join(outcome.missing),
            due=outcome.due,
            acceptance=outcome.acceptance,
            years_running=outcome.years_running,
        )

    def subjects(self, places: tuple[PlaceInfo, ...]) -> Iterator[dict[str, str]]:
        for file in dict.fromkeys(place.file for place in places if place.file in self.files):
            yield {"subject-uuid": self.files[file], "type": "resource"}

    def evidence(self, places: tuple[PlaceInfo, ...]) -> Iterator[dict[str, str]]:
        for place in places:
            where = [place.where, place.pointer, place.document, place.page]
            link = {"href": f"#{self.files[place.file]}"} if place.file in self.files else {}
            yield link | {"description": _markup(", ".join(part for part in where if part))}

    def finding(self, key: str, outcome: OutcomeInfo) -> dict[str, Any]:
        state, reason = _STATES[outcome.outcome]
        found: dict[str, Any] = {
            "uuid": self.id("finding", key),
            "title": _markup(outcome.title),
            "description": _markup(outcome.message),
            "props": [*self.props(outcome=outcome.outcome, word=outcome.word, severity=outcome.severity)],
            "target": {
                "type": "objective-id",
                "target-id": _token(outcome.rule),
                "status": {"state": state, "reason": reason, "remarks": _markup(outcome.word)},
            },
            "related-observations": [{"observation-uuid": self.id("observation", key)}],
            "remarks": _markup(outcome.expected),
        }
        if reason == "fail":
            found["related-risks"] = [{"risk-uuid": self.id("risk", key)}]
        return found

    def risk(self, key: str, outcome: OutcomeInfo) -> dict[str, Any]:
        remedy = {
            "uuid": self.id("response", key),
            "lifecycle": "recommendation",
            "title": _markup(outcome.title),
            "description": _markup(outcome.remedy),
        }
        found: dict[str, Any] = {
            "uuid": self.id("risk", key),
            "title": _markup(outcome.title),
            "description": _markup(outcome.message),
            "statement": _markup(outcome.why),
            "props": [*self.props(severity=outcome.severity, acceptance=outcome.acceptance)],
            "status": "deviation-approved" if outcome.outcome == "accepted" else "open",
            "remediations": [remedy],
            "related-observations": [{"observation-uuid": self.id("observation", key)}],
        }
        return found | ({"deadline": f"{outcome.due}T23:59:59Z"} if outcome.due else {})

    def vouched(self) -> Iterator[tuple[str, str, str]]:
        """Each attestation with a name of its own: name, section and heading, and who vouches for what was seen."""
        sections = () if self.report.coverage is None else self.report.coverage.by_section
        for section in sections:
            for number, said in enumerate(section.attested_by):
                yield f"{section.section}/{number}", _markup(f"{section.section} {section.heading}"), _markup(said)

    def examinations(self) -> Iterator[dict[str, Any]]:
        for name, title, said in self.vouched():
            yield {
                "uuid": self.id("examination", name),
                "title": title,
                "description": said,
                "methods": ["EXAMINE"],
                "collected": self.at,
            }

    def attestations(self) -> Iterator[dict[str, Any]]:
        for name, title, said in self.vouched():
            part = {
                "uuid": self.id("attestation", name),
                "name": "authorization-statement",
                "title": title,
                "prose": said,
                "links": [{"href": f"#{self.id('examination', name)}", "rel": "reference"}],
            }
            yield {"parts": [part]}

    def resources(self) -> Iterator[dict[str, Any]]:
        rulebook = self.report.rulebook
        yield {
            "uuid": self.id("plan", rulebook.sha256),
            "title": "finsam-control rulebook",
            "description": f"{rulebook.rules} rules, {rulebook.parameters} parameters, SHA-256 {rulebook.sha256}",
        }
        for item in self.report.inputs:
            link = {"href": quote(item.path), "hashes": [{"algorithm": "SHA-256", "value": item.sha256}]}
            yield {"uuid": self.files[item.path], "title": _markup(item.path), "rlinks": [link]}


def _keyed(report: Report) -> Iterator[tuple[str, OutcomeInfo]]:
    """Each outcome with a name of its own; records that share a key are numbered."""
    seen: dict[str, int] = {}
    for outcome in report.outcomes:
        seen[outcome.key] = seen.get(outcome.key, 0) + 1
        yield f"{outcome.key}#{seen[outcome.key]}", outcome


def _markup(text: str) -> str:
    """One line of Markdown that says the text and obeys none of it."""
    return _MARKS.sub(r"\\\1", _line(text))


def _line(text: str) -> str:
    """One line, as OSCAL's strings are; a dash where nothing is said."""
    return " ".join(inert(text).split()) or "\u2013"


def _token(rule: str) -> str:
    """A rule's id as an OSCAL token, which knows no slash and begins with a letter."""
    return rule.replace("/", ".")
