"""SARIF 2.1.0, for tools that gather results: a result for every outcome, whose places point into the record files.

SARIF knows fewer kinds of outcome than there are: `properties.outcome` keeps ours, and `kind` comes as near as it can.
What could not be assessed is `open`, and so is an error, for nobody gave a verdict; what is not due yet is `review`; an
accepted breach is a failure, suppressed with the board's reason. What a reader must know before trusting the silence is
a notification of the invocation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from finsam_control.colophon import told
from finsam_control.render.inert import inert
from finsam_control.report import OutcomeInfo, Report
from finsam_control.rule import OutcomeKind, Severity
from finsam_control.shape import PlaceInfo
from finsam_control.words import Words

MEDIA: Final = "document"
MARK: Final = rb'\{\s*"\$schema": "[^"]*/sarif-schema-[^"]*",.{,200}"name": "finsam-control"'

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS: Final[Mapping[OutcomeKind, str]] = {
    "passed": "pass",
    "violated": "fail",
    "accepted": "fail",
    "not_applicable": "notApplicable",
    "not_yet_due": "review",
    "not_assessable": "open",
    "error": "open",
}
_LEVELS: Final[Mapping[Severity, str]] = {
    "critical": "error",
    "major": "error",
    "moderate": "warning",
    "minor": "note",
    "info": "note",
}


def render(report: Report, words: Words) -> str:
    """One log with one run."""
    first = {outcome.rule: outcome for outcome in reversed(report.outcomes)}
    rules = {rule: number for number, rule in enumerate(sorted(first))}
    files = {item.path: number for number, item in enumerate(report.inputs)}
    run = {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "rules": [_rule(first[rule], report.language) for rule in rules],
                "properties": {"engines": list(report.tool.engines), "rulebook": report.rulebook.sha256},
            }
        },
        "language": report.language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, words)],
        "artifacts": [{"location": {"uri": _uri(i.path)}, "hashes": {"sha-256": i.sha256}} for i in report.inputs],
        "results": [_result(outcome, rules, files) for outcome in report.outcomes],
        "properties": {
            "entity": inert(report.entity.name),
            "period": report.period,
            "overall": report.grade.overall,
            "word": report.grade.word,
            "summary": dict(report.summary),
            "edition": report.edition,
            "masked": [item.model_dump() for item in report.masked],
        },
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _invocation(report: Report, words: Words) -> dict[str, Any]:
    notices = [
        {"descriptor": {"id": notice.code}, "level": "warning", "message": {"text": _text(told(notice, words))}}
        for notice in report.notices
    ]
    return {
        "executionSuccessful": not report.summary["error"],
        "toolExecutionNotifications": notices,
        "properties": {"asOf": report.as_of},
    }


def _rule(outcome: OutcomeInfo, language: str) -> dict[str, Any]:
    laws = [f"{law.act} {law.section}" for law in outcome.authority]
    links = " ".join(f"[{law}]({item.url})" for law, item in zip(laws, outcome.authority, strict=True))
    return {
        "id": outcome.rule,
        "shortDescription": {"text": _text(outcome.title)},
        "fullDescription": {"text": _text(outcome.why)},
        "help": {
            "text": _text(f"{outcome.remedy} ({'; '.join(laws)})"),
            "markdown": f"{_text(outcome.remedy)}\n\n{links}",
        },
        "defaultConfiguration": {"level": _LEVELS[outcome.severity]},
        "properties": {
            "area": outcome.area,
            "severity": outcome.severity,
            "norm": outcome.norm,
            "confidence": outcome.confidence,
            "language": language,
        },
    }


def _result(outcome: OutcomeInfo, rules: Mapping[str, int], files: Mapping[str, int]) -> dict[str, Any]:
    kind = _KINDS[outcome.outcome]
    found: dict[str, Any] = {
        "ruleId": outcome.rule,
        "ruleIndex": rules[outcome.rule],
        "kind": kind,
        "level": _LEVELS[outcome.severity] if kind == "fail" else "none",
        "message": {"text": _text(outcome.message)},
        "partialFingerprints": {"finsamControlKey/v1": inert(outcome.key), "finsamControl/v1": outcome.fingerprint},
        "properties": {
            "outcome": outcome.outcome,
            "word": outcome.word,
            "severity": outcome.severity,
            "expected": inert(outcome.expected),
            "missing": list(outcome.missing),
            "due": outcome.due,
            "yearsRunning": outcome.years_running,
        },
    }
    if outcome.places:
        found["locations"] = [_location(place, files) for place in outcome.places]
    if outcome.outcome == "accepted":
        found["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": inert(outcome.acceptance or "")}
        ]
    return found


def _location(place: PlaceInfo, files: Mapping[str, int]) -> dict[str, Any]:
    artifact: dict[str, Any] = {"uri": _uri(place.file)}
    if place.file in files:
        artifact["index"] = files[place.file]
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.line and not place.cell:
        physical["region"] = {"startLine": place.line}
    source = ", ".join(part for part in (place.document, place.page) if part)
    location: dict[str, Any] = {"physicalLocation": physical}
    logical = [{"fullyQualifiedName": inert(place.cell or place.pointer)}] if place.cell or place.pointer else []
    if source:
        logical.append({"name": inert(place.document), "fullyQualifiedName": inert(source), "kind": "resource"})
        location["message"] = {"text": _text(source)}
    return location | ({"logicalLocations": logical} if logical else {})


def _text(text: str) -> str:
    """A message (3.11.5-6): braces, which hold arguments, stand doubled, and `[text](address)` is parted, no link."""
    return inert(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _uri(path: str) -> str:
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)
