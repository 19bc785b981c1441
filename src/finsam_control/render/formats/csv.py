"""A row an outcome, for a spreadsheet: semicolons and a byte order mark, as Excel in Swedish reads without asking.

Below the outcomes, rows of other kinds say what stands between the reader and trusting the silence, and what was
masked; the last column tells the kinds apart. A cell that a spreadsheet would take for a formula begins with an
apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from finsam_control.colophon import masked_told, told
from finsam_control.render.inert import cell
from finsam_control.report import OutcomeInfo, Report
from finsam_control.words import Words

MEDIA: Final = "document"


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
            words("Kind of row"),
        ]
    )
    for row in (*(_cells(outcome, words) for outcome in report.outcomes), *_beside(report, words)):
        rows.writerow([cell(text) for text in row])
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
        "" if place is None else place.cell or str(place.line),
        outcome.due or "",
        outcome.acceptance or "",
        outcome.outcome,
        outcome.severity,
        "outcome",
    ]


def _beside(report: Report, words: Words) -> Iterator[list[str]]:
    """What is told of the report as a whole, under the heading that says what was found."""
    for notice in report.notices:
        yield _aside(words("Note"), told(notice, words), f"notice:{notice.code}")
    for kind, text in zip((item.kind for item in report.masked), masked_told(report, words), strict=True):
        yield _aside(words("Masked"), text, f"masked:{kind}")


def _aside(title: str, text: str, kind: str) -> list[str]:
    return ["", "", title, "", "", "", "", text, *[""] * 11, kind]
