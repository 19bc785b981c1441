"""The report as an auditor writes it: an answer to each question, then observation, judgement, recommendation.

One document of headings, paragraphs, lists and tables, which Markdown and Word are made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from finsam_control.blocks import Block, Bullets, Grid, Heading, Paragraph
from finsam_control.colophon import basis, masked_told, noted
from finsam_control.economy_prose import economy_told
from finsam_control.grade import Level
from finsam_control.report import AreaGrade, OutcomeInfo, Report
from finsam_control.risk_grid import risk_list, risk_map
from finsam_control.rule import SEVERITIES, Area, Norm
from finsam_control.words import N_, Words

#: Records told under one rule; the rest are counted.
_LISTED: Final = 10

#: What an auditor asks of each area.
_QUESTIONS: Final[dict[Area, str]] = {
    "financing": N_("Do the parties finance the förbund as the law says?"),
    "annual_report": N_("Is the annual report drawn up in accordance with the law, as far as the records show?"),
    "equity": N_("Is the equity kept within its ceilings?"),
    "budget": N_("Is the budget adopted in time and followed up?"),
    "delegation": N_("Are decisions taken and payments approved by those who have the right to?"),
    "procurement": N_("Are purchases and contracts made as the rules ask?"),
    "board": N_("Does the board meet, decide and keep minutes as the law says?"),
    "initiatives": N_("Are initiatives decided, followed up and evaluated?"),
    "privacy": N_("Are personal data handled as the law asks?"),
    "internal_control": N_("Is the internal control sufficient?"),
    "audit_follow_up": N_("Is the audit carried out and are its remarks followed up?"),
    "archive": N_("Are archive and governing documents in order?"),
}
_ANSWERS: Final[dict[Level, str]] = {
    "sufficient": N_("Yes."),
    "mostly_sufficient": N_("Yes, in all essentials."),
    "not_fully_sufficient": N_("In part."),
    "insufficient": N_("No."),
    "not_assessable": N_("The question could not be answered: evidence is missing."),
}
#: Who asks and how strongly; what is asked may be a clause, a sentence or a noun, and so stands after a colon.
_ASKED: Final[dict[Norm, str]] = {
    "law": N_("Required by law: {asked} ({source})."),
    "forbundsordning": N_("Required by the förbundsordning: {asked} ({source})."),
    "own_policy": N_("By the förbund's own policy: {asked} ({source})."),
    "recommendation": N_("Recommended: {asked} ({source})."),
    "good_practice": N_("Good practice: {asked} ({source})."),
}


def prose_of(report: Report, words: Words) -> tuple[Block, ...]:
    """The whole document; the same report and language give the same blocks."""
    return tuple(_Writer(report, words).blocks())


class _Writer:
    def __init__(self, report: Report, words: Words) -> None:
        self.report = report
        self.words = words

    def blocks(self) -> Iterator[Block]:
        yield from self.summary()
        yield from self.answers()
        yield from self.findings()
        yield from self.unassessed()
        yield from self.covered()
        yield from self.targets()
        yield from self.register()
        yield from self.done()

    def summary(self) -> Iterator[Block]:
        report, words, grade = self.report, self.words, self.report.grade
        yield Heading(0, words("Control report, {entity} {year}", entity=report.entity.name, year=report.period))
        yield Paragraph(words("as of {day}", day=report.as_of))
        yield Heading(1, words("Overall picture according to the tool"))
        yield Paragraph("", _capital(grade.word))
        if grade.overall == "not_assessable":
            names = ", ".join(item.name for item in report.missing[:3])
            yield Paragraph(words("Evidence missing: {names}", names=names) + ".")
        yield Paragraph(
            words(
                "{assessed} could be assessed; for {unassessed} evidence is missing.",
                assessed=_capital(words.counted("control", grade.assessed)),
                unassessed=words.counted("control", grade.unassessed),
            )
            + " "
            + self.deviations()
        )
        money = " ".join(economy_told(report, words))
        if money:
            yield Paragraph(money, words("Economy"))
        yield Paragraph(words("This is supporting material, not an auditor's statement."))

    def deviations(self) -> str:
        """What was found in one sentence, gravest first."""
        breached = {f.rule: f.severity for f in self.report.findings if f.outcome == "violated"}
        if not breached:
            return self.words("No deviation was found in what could be assessed.")
        severities = list(breached.values())
        parts = [self.words.counted(s, severities.count(s)) for s in SEVERITIES if s in severities]
        listed = (
            parts[0] if len(parts) == 1 else self.words("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])
        )
        controls = self.words.counted("control", len(breached))
        return self.words("Deviations were found by {controls}: {listed}.", controls=controls, listed=listed)

    def answers(self) -> Iterator[Block]:
        words = self.words
        yield Heading(1, words("Questions and answers"))
        rows = tuple(
            (
                area.name,
                words(_QUESTIONS[area.area]),
                self.answer(area),
                f"{area.assessed}/{area.assessed + area.unassessed}",
            )
            for area in self.report.grade.areas
        )
        columns = (words("Area"), words("Question"), words("Answer"), words("Assessed"))
        yield Grid(words("Questions and answers"), columns, rows)

    def answer(self, area: AreaGrade) -> str:
        """The grade as an answer, never without the deviations that it was set in spite of."""
        found = {f.rule for f in self.report.findings if f.outcome == "violated" and f.area == area.area}
        said = self.words(_ANSWERS[area.level])
        controls = self.words.counted("control", len(found))
        return f"{said} {self.words('Deviations were found by {controls}.', controls=controls)}" if found else said

    def findings(self) -> Iterator[Block]:
        words, findings = self.words, self.report.findings
        yield Heading(1, words("Findings ({count})", count=len(findings)))
        if not findings:
            yield Paragraph(words("No deviation was found in what could be assessed."))
        for area in self.report.grade.areas:
            own = [finding for finding in findings if finding.area == area.area]
            if own:
                yield Heading(2, area.name)
            for _, group in groupby(own, key=lambda finding: (finding.rule, finding.outcome)):
                yield from self.finding(list(group))

    def finding(self, group: Sequence[OutcomeInfo]) -> Iterator[Block]:
        words, first = self.words, group[0]
        yield Heading(3, f"{first.title} ({first.severity_word})")
        told = [self.observed(finding) for finding in group[:_LISTED]]
        if len(group) > _LISTED:
            told.append(words("+{n} more", n=len(group) - _LISTED))
        yield Paragraph(told[0] if len(told) == 1 else "", words("Observation"))
        if len(told) > 1:
            yield Bullets(tuple(told))
        yield from self.rows(group)
        laws = "; ".join(law.named for law in first.authority)
        asked = words(_ASKED[first.norm], asked=first.expected, source=laws)
        yield Paragraph(f"{_capital(first.word)}. {asked} {first.why}", words("Assessment"))
        yield Paragraph(first.remedy, words("Recommendation"))
        for said in dict.fromkeys(
            text for finding in group for text in (finding.acceptance, *finding.comments) if text
        ):
            yield Paragraph(said, words("Also on record"))

    def rows(self, group: Sequence[OutcomeInfo]) -> Iterator[Block]:
        """The largest of the rows that a population's outcome speaks for."""
        words = self.words
        for found in (finding.population for finding in group):
            if found is not None and found.top:
                columns = (words("Record"), words("Amount"), words("Found"), words("File"))
                rows = tuple(
                    (row.key, row.amount_text, row.message, f"{row.place.file}:{row.place.line}") for row in found.top
                )
                yield Grid(words("The largest of {n} rows", n=words.value(found.deviations, "count")), columns, rows)

    def observed(self, finding: OutcomeInfo) -> str:
        place = finding.places[0] if finding.places and finding.population is None else None
        where = "" if place is None else ", ".join(part for part in (place.document, place.page) if part)
        years = finding.years_running or 1
        run = self.words("{n} years in a row", n=years) if years > 1 else ""
        aside = "; ".join(part for part in (where, run) if part)
        return f"{finding.message} ({aside})" if aside else finding.message

    def unassessed(self) -> Iterator[Block]:
        words, report = self.words, self.report
        if report.missing:
            heading = words("Could not be assessed")
            yield Heading(1, heading)
            rows = tuple((item.name, str(item.controls)) for item in report.missing)
            yield Grid(heading, (words("Missing evidence"), words("Controls waiting for it")), rows)

    def covered(self) -> Iterator[Block]:
        words, found = self.words, self.report.coverage
        if found is not None:
            yield Heading(1, words("Coverage of the law"))
            counts = found.model_dump(exclude={"sections", "by_section"})
            seen = words(
                "Of the {n} sections of {name} ({numbering}): {tested} tested, {attested} vouched for, "
                "{not_assessable} could not be assessed, {not_applicable} not applicable, {not_covered} not tested.",
                n=found.sections,
                **counts,
            )
            yield Paragraph(seen)

    def targets(self) -> Iterator[Block]:
        words, report = self.words, self.report
        if report.targets:
            yield Heading(1, words("Targets"))
            yield Paragraph(words("A target that was not reached is no deviation in itself."))
            goals = tuple((item.text, item.level, item.outcome, item.judgement) for item in report.targets)
            yield Grid(words("Targets"), (words("Target"), words("Level"), words("Outcome"), words("Judgement")), goals)

    def register(self) -> Iterator[Block]:
        found = self.report.risk_register
        if found is None or not found.matrix.cells:
            return
        yield Heading(1, self.words("Risks"))
        yield risk_map(found, self.words)
        yield risk_list(found, self.words)

    def done(self) -> Iterator[Block]:
        words, report = self.words, self.report
        yield Heading(1, words("How it was done"))
        if report.notices:
            yield Bullets(noted(report, words))
        yield from (Paragraph(text) for text in basis(report, words))
        if report.masked:
            yield Bullets(masked_told(report, words))
        rows = tuple((item.path, item.sha256) for item in report.inputs)
        yield Grid(words("Files"), (words("File"), "SHA-256"), rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
