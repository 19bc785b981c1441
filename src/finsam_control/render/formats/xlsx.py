"""The report as a workbook: the verdict, the findings and every outcome with filters, what is missing, the risk map.

Text is written as text, so that no cell becomes a formula or a link; the same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter

from finsam_control.colophon import basis, masked_told, noted
from finsam_control.grade import Level
from finsam_control.render.heat_map_svg import FILLS
from finsam_control.render.inert import inert
from finsam_control.report import OutcomeInfo, Report
from finsam_control.risk_grid import risk_list, risk_map
from finsam_control.words import Words

MEDIA: Final = "binary"

#: Excel's longest text.
_LONGEST: Final = 32_767
_RISKS: Final = 26
#: Of an outcome, in characters; what stands after the first ten is the same for every record, or leads to a file.
_WIDTHS: Final = (17, 32, 20, 17, 19, 52, 30, 18, 17, 27, 40, 40, 40, 24, 6)
_ON_PAPER: Final = 10
#: Characters of a line that can still be read on an A4 page.
_PAGE: Final = 250
_LEVELS: Final[dict[Level, str]] = {
    "sufficient": "#CFE8C4",
    "mostly_sufficient": "#E3EFC0",
    "not_fully_sufficient": "#FFE88A",
    "insufficient": "#E8796B",
    "not_assessable": "#E4E4E4",
}


def render(report: Report, words: Words) -> bytes:
    """The whole workbook."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        _Book(book, report, words).write()
    return written.getvalue()


class _Book:
    def __init__(self, book: Any, report: Report, words: Words) -> None:
        self.book = book
        self.report = report
        self.words = words
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#DDE3EA"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.levels = {
            level: book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
            for level, colour in _LEVELS.items()
        }
        self.shades = {
            colour: book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bg_color": fill})
            for colour, fill in FILLS.items()
        }

    def write(self) -> None:
        report, words = self.report, self.words
        self.book.set_properties(
            {
                "title": inert(f"{report.entity.name} {report.period}"),
                "author": report.tool.name,
                "comments": words("This is supporting material, not an auditor's statement."),
                "created": datetime.fromisoformat(report.as_of).replace(tzinfo=UTC),
            }
        )
        self.verdict()
        self.findings()
        self.outcomes()
        self.populations()
        missing = [(item.name, str(item.controls), ", ".join(item.rules)) for item in report.missing]
        heads = (words("Missing evidence"), words("Controls waiting for it"), words("Rule"))
        self.table(self.sheet(words("Could not be assessed")), heads, missing, (40, 14, 90))
        goals = [(item.text, item.level, item.outcome, item.judgement) for item in report.targets]
        asked = (words("Target"), words("Level"), words("Outcome"), words("Judgement"))
        self.table(self.sheet(words("Targets")), asked, goals, (70, 14, 14, 24))
        self.coverage()
        self.risks()
        files = [(item.path, item.sha256) for item in report.inputs]
        self.table(self.sheet(words("Files")), (words("File"), "SHA-256"), files, (60, 70))

    def sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def text(self, sheet: Any, row: int, column: int, text: str, form: Any = None) -> None:
        shown = inert(text)
        cut = "\u2026 " + self.words("(cut)")
        shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - len(cut)] + cut
        sheet.write_string(row, column, shown, form or self.plain)

    def table(  # noqa: PLR0913 -- a table and where it stands
        self,
        sheet: Any,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
        *,
        top: int = 0,
        printed: int | None = None,
    ) -> int:
        """Writes a table with filters under a heading that stays; gives the row after it.

        Only the first columns are printed where it is told how many, and rows are as high as those need.
        """
        printed = len(heads) if printed is None else printed
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            self.text(sheet, top, column, head, self.head)
        last = top
        for last, row in enumerate(rows, top + 1):
            sheet.set_row(last, _height(row[:printed], widths[:printed]))
            for column, text in enumerate(row):
                self.text(sheet, last, column, text)
        sheet.fit_to_pages(-(-sum(widths[:printed]) // _PAGE), 0)
        if not top:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            sheet.autofilter(0, 0, last, len(heads) - 1)
        return last + 1

    def verdict(self) -> None:
        report, words, grade = self.report, self.words, self.report.grade
        sheet = self.sheet(words("Overall picture according to the tool"))
        self.text(sheet, 0, 0, f"{report.entity.name} {report.period}", self.title)
        self.text(sheet, 1, 0, words("as of {day}", day=report.as_of))
        self.text(sheet, 2, 0, words("Overall picture according to the tool"), self.bold)
        self.text(sheet, 2, 1, grade.word, self.levels[grade.overall])
        self.text(sheet, 3, 0, words("This is supporting material, not an auditor's statement."))
        heads = (words("Area"), words("Assessment"), words("Points"), words("Assessed"))
        rows = [
            (a.name, a.word, "\u2013" if a.score is None else str(a.score), f"{a.assessed}/{a.assessed + a.unassessed}")
            for a in grade.areas
        ]
        after = self.table(sheet, heads, rows, (44, 40, 10, 12), top=5)
        for number, area in enumerate(grade.areas, 6):
            self.text(sheet, number, 1, area.word, self.levels[area.level])
        said = [*noted(report, words), *basis(report, words), *masked_told(report, words)]
        for number, text in enumerate(said, after + 1):
            sheet.merge_range(number, 0, number, len(heads) - 1, "", self.plain)
            self.text(sheet, number, 0, text)
            sheet.set_row(number, _height([text], [100]))

    def findings(self) -> None:
        """What must be acted on: every column on paper too, the area and title on each page."""
        sheet = self.sheet(self.words("Findings"))
        self.table(sheet, self.heads(), (self.row(outcome) for outcome in self.report.findings), _WIDTHS)
        sheet.repeat_columns(0, 1)

    def outcomes(self) -> None:
        """Every outcome; on paper those that concerned the year, without what a rule says the same of each record.

        A year has thousands. Those that were not applicable stand last, below what is printed.
        """
        sheet, found = self.sheet(self.words("All outcomes")), self.report.outcomes
        ordered = sorted(found, key=lambda outcome: outcome.outcome == "not_applicable")
        self.table(sheet, self.heads(), (self.row(outcome) for outcome in ordered), _WIDTHS, printed=_ON_PAPER)
        concerned = sum(outcome.outcome != "not_applicable" for outcome in found)
        sheet.print_area(0, 0, concerned, _ON_PAPER - 1)

    def heads(self) -> tuple[str, ...]:
        words = self.words
        return (
            words("Area"),
            words("Title"),
            words("Record"),
            words("Outcome"),
            words("Severity"),
            words("Found"),
            words("Law"),
            words("Document"),
            words("Page"),
            words("Rule"),
            words("Asked"),
            words("Why"),
            words("To do"),
            words("File"),
            words("Line"),
        )

    def row(self, outcome: OutcomeInfo) -> tuple[str, ...]:
        place = outcome.places[0] if outcome.places else None
        return (
            self.words.area(outcome.area),
            outcome.title,
            "" if outcome.subject is None else outcome.subject.key,
            outcome.word,
            outcome.severity_word,
            outcome.message,
            "; ".join(f"{law.act} {law.section}" for law in outcome.authority),
            *(("", "") if place is None else (place.document, place.page)),
            outcome.rule,
            outcome.expected,
            outcome.why,
            outcome.remedy,
            *(("", "") if place is None else (place.file, place.cell or str(place.line))),
        )

    def populations(self) -> None:
        """The largest of the rows that deviate, for each rule that judged a population."""
        words = self.words
        heads = (
            words("Title"),
            words("Severity"),
            words("Record"),
            words("Amount"),
            words("Found"),
            words("File"),
            words("Line"),
            words("Rule"),
        )
        rows = [
            (
                outcome.title,
                outcome.severity_word,
                row.key,
                row.amount_text,
                row.message,
                row.place.file,
                str(row.place.line),
                outcome.rule,
            )
            for outcome in self.report.findings
            if outcome.population is not None
            for row in outcome.population.top
        ]
        if rows:
            self.table(self.sheet(words("Deviating purchases")), heads, rows, (40, 18, 20, 16, 60, 30, 8, 36))

    def coverage(self) -> None:
        words, found = self.words, self.report.coverage
        states = {
            "tested": words("tested"),
            "attested": words("vouched for"),
            "not_assessable": words("could not be assessed"),
            "not_applicable": words("not applicable"),
            "not_covered": words("not tested"),
        }
        rows = [
            (item.section, item.heading, states[item.state], ", ".join(item.rules), "; ".join(item.attested_by))
            for item in (() if found is None else found.by_section)
        ]
        heads = (words("Law"), words("Title"), words("Outcome"), words("Rule"), words("vouched for"))
        self.table(self.sheet(words("Coverage of the law")), heads, rows, (10, 50, 24, 70, 50))

    def risks(self) -> None:
        """The map and the list of risks, where the year names a register."""
        register = self.report.risk_register
        if register is None or not register.matrix.cells:
            return
        sheet, top = self.sheet(self.words("Risk map")), 1
        for grid in (risk_map(register, self.words), risk_list(register, self.words)):
            after = self.table(sheet, grid.columns, grid.rows, [_RISKS] * len(grid.columns), top=top)
            for row, column, colour in grid.shades:
                self.text(sheet, top + 1 + row, column, grid.rows[row][column], self.shades[colour])
            top = after + 1


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    """Room for the longest text of a row in its column; Excel's own limit at most."""
    lines = max(1 + len(text) // max(width - 2, 1) for text, width in zip(row, widths, strict=True))
    return min(409, 15 * lines)
