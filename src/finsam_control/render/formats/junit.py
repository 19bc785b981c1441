"""JUnit XML, for those who run checks in a build: a suite an area, a case an outcome.

A breach is a failure. What is not applicable, not due yet or could not be assessed is skipped, and the message says
which; an accepted breach is skipped with the board's reason, and counted apart in the suite's properties. What the
reader must know of the report as a whole, a suite of its own says, which has no case: a reader counts none.
"""

from __future__ import annotations

from collections import Counter
from typing import Final
from xml.etree import ElementTree as ET

from finsam_control.colophon import basis, masked_told, noted
from finsam_control.render.inert import inert
from finsam_control.report import OutcomeInfo, Report
from finsam_control.words import Words

MEDIA: Final = "document"
MARK: Final = rb'<\?xml [^>]*>\n<testsuites [^>]*><testsuite [^>]*><properties><property name="as_of" '


def render(report: Report, words: Words) -> str:
    """One document; the times that JUnit has are left out, for the same report gives the same bytes."""
    counts = Counter[str](outcome.outcome for outcome in report.outcomes)
    root = ET.Element("testsuites", {"name": inert(f"{report.entity.name} {report.period}"), **_counts(counts)})
    _whole(root, report, words)
    for area in dict.fromkeys(outcome.area for outcome in report.outcomes):
        own = [outcome for outcome in report.outcomes if outcome.area == area]
        counts = Counter[str](outcome.outcome for outcome in own)
        suite = ET.SubElement(root, "testsuite", {"name": words.area(area), **_counts(counts)})
        properties = ET.SubElement(suite, "properties")
        for name, value in [("as_of", report.as_of), ("edition", report.edition), *sorted(counts.items())]:
            ET.SubElement(properties, "property", name=name, value=str(value))
        for outcome in own:
            _case(suite, outcome)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _whole(root: ET.Element, report: Report, words: Words) -> None:
    """The verdict, what it rests on, and what stands between the reader and trusting the silence."""
    name = words("Overall picture according to the tool")
    suite = ET.SubElement(root, "testsuite", {"name": name, **_counts(Counter())})
    properties = ET.SubElement(suite, "properties")
    told = {
        "as_of": report.as_of,
        "edition": report.edition,
        "overall": report.grade.overall,
        "rulebook": report.rulebook.sha256,
        "tool": f"{report.tool.name} {report.tool.version}",
        "engines": ", ".join(report.tool.engines),
    }
    for number, notice in enumerate(report.notices, 1):
        told[f"notice.{number}.{notice.code}"] = notice.text
    for key, value in told.items():
        ET.SubElement(properties, "property", name=key, value=inert(value))
    lines = [report.grade.word, *noted(report, words), *basis(report, words), *masked_told(report, words)]
    ET.SubElement(suite, "system-out").text = inert("\n".join(lines))


def _counts(counts: Counter[str]) -> dict[str, str]:
    skipped = sum(counts[kind] for kind in ("accepted", "not_applicable", "not_yet_due", "not_assessable"))
    numbers = {
        "tests": counts.total(),
        "failures": counts["violated"],
        "errors": counts["error"],
        "skipped": skipped,
    }
    return {name: str(number) for name, number in numbers.items()}


def _case(suite: ET.Element, outcome: OutcomeInfo) -> None:
    subject = outcome.rule if outcome.subject is None else f"{outcome.rule}: {outcome.subject.key}"
    case = ET.SubElement(suite, "testcase", classname=outcome.rule, name=inert(subject))
    if outcome.places:
        case.set("file", inert(outcome.places[0].file))
        case.set("line", str(outcome.places[0].line))
    told = inert(f"{outcome.word}: {outcome.message}")
    if outcome.outcome in {"violated", "error"}:
        name = "failure" if outcome.outcome == "violated" else "error"
        problem = ET.SubElement(case, name, {"type": outcome.severity, "message": told})
        problem.text = inert(f"{outcome.expected}\n{outcome.why}\n{outcome.remedy}")
    elif outcome.outcome != "passed":
        reason = f"{told} {outcome.acceptance}" if outcome.acceptance else told
        ET.SubElement(case, "skipped", message=inert(f"{outcome.outcome}: {reason}"))
