"""A row an outcome, for a spreadsheet: semicolons and a byte order mark, as Excel in Swedish reads without asking.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from finsam_control.render.inert import inert
from finsam_control.report import OutcomeInfo, Report
from finsam_control.words import Words

MEDIA: Final = "document"

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report, words: Words) -> str:
    """The outcomes in the order of the report, under headings in its language."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow(
        [
            words("Area"),
            words("Rule"),
            words("Title"),
            words("Record"),
            words("Outcome"),
            words("Severity"),
            words("Norm"),
            words("Found"),
            words("Asked"),
            words("To do"),
            words("Law"),
            words("Document"),
            words("Page"),
            words("File"),
            words("Line"),
            words("Last day"),
            words("Accepted"),
            words("Outcome code"),
            words("Severity code"),
        ]
    )
    rows.writerows([_safe(cell) for cell in _cells(outcome, words)] for outcome in report.outcomes)
    return "\ufeff" + written.getvalue()


def _cells(outcome: OutcomeInfo, words: Words) -> list[str]:
    place = outcome.places[0] if outcome.places else None
    return [
        words.area(outcome.area),
        outcome.rule,
        outcome.title,
        "" if outcome.subject is None else outcome.subject.key,
        outcome.word,
        outcome.severity_word,
        outcome.norm_word,
        outcome.message,
        outcome.expected,
        outcome.remedy,
        "; ".join(f"{item.act} {item.section}" for item in outcome.authority),
        "" if place is None else place.document,
        "" if place is None else place.page,
        "" if place is None else place.file,
        "" if place is None else str(place.line),
        outcome.due or "",
        outcome.acceptance or "",
        outcome.outcome,
        outcome.severity,
    ]


def _safe(text: str) -> str:
    shown = " ".join(inert(text).split("\n"))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
