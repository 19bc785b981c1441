"""The report in a terminal: verdict first, then areas, findings, and what could not be assessed.

Readable at 80 columns, without colour and in a pipe: every colour has a word beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from finsam_control import edition_words
from finsam_control.colophon import masked_told, noted, populations
from finsam_control.population_report import PopulationRow
from finsam_control.render import control_chain
from finsam_control.render.screen import Shown, printed
from finsam_control.report import AreaGrade, OutcomeInfo, Report
from finsam_control.shape import PlaceInfo
from finsam_control.words import Words

MEDIA: Final = "screen"
WIDTH: Final = 80

_LEVEL_STYLES = {
    "sufficient": "bold green",
    "mostly_sufficient": "green",
    "not_fully_sufficient": "yellow",
    "insufficient": "bold red",
    "not_assessable": "cyan",
}
_SEVERITY_STYLES = {"critical": "bold red", "major": "red", "moderate": "yellow", "minor": "blue", "info": "dim"}
_LISTED_FINDINGS = 10
#: Characters of a column of figures.
_COLUMN: Final = 10
#: Rows of a population; the largest is told in words beside them.
_LISTED_ROWS = 5


def render(report: Report, words: Words, *, colour: bool = False, width: int = WIDTH) -> str:
    """The report as text, with or without colour."""
    parts = (
        _heading,
        _areas,
        control_chain.rendered,
        _findings,
        _targets,
        _missing,
        _coverage,
        _notices,
        _closing,
        _edition,
    )
    return printed((part(report, words) for part in parts), colour=colour, width=width)


def _heading(report: Report, words: Words) -> RenderableType:
    grade = report.grade
    verdict = Shown(grade.word.upper(), style=_LEVEL_STYLES[grade.overall])
    if grade.score is not None:
        verdict.append(words("  {score} of 100", score=grade.score), style="dim")
    if grade.overall == "not_assessable":
        names = ", ".join(item.name for item in report.missing[:3])
        verdict.append("\n" + words("Evidence missing: {names}", names=names), style="")
    counts = words(
        "{rules} controls assessed, {unassessed} not. Of {all} outcomes: {passed} met, {violated} deviations, "
        "{accepted} accepted, {not_assessable} not assessable, {not_yet_due} not yet due, "
        "{not_applicable} not applicable.",
        rules=grade.assessed,
        unassessed=grade.unassessed,
        all=words.value(sum(report.summary.values()), "count"),
        **{kind: words.value(count, "count") for kind, count in report.summary.items() if kind != "error"},
    )
    body = Group(
        Shown(words("Overall picture according to the tool"), style="bold"),
        verdict,
        Shown(""),
        Shown(counts),
        Shown(words("This is supporting material, not an auditor's statement."), style="italic"),
    )
    title = f"{report.entity.name} {report.period}"
    subtitle = words("as of {day}", day=report.as_of)
    return Panel(body, title=Shown(title, style="bold"), subtitle=Shown(subtitle), padding=(1, 2))


def _areas(report: Report, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    table.add_column(Shown(words("Area")), ratio=5)
    table.add_column(Shown(words("Assessment")), ratio=6)
    table.add_column(Shown(words("Points")), justify="right", width=6)
    table.add_column(Shown(words("Assessed")), justify="right", width=9)
    for area in report.grade.areas:
        table.add_row(*_area_row(area))
    return Padding(table, (1, 1, 0, 1))


def _area_row(area: AreaGrade) -> tuple[Text, Text, Text, Text]:
    score = "\u2013" if area.score is None else str(area.score)
    return (
        Shown(area.name),
        Shown(f"\u25cf {area.word}", style=_LEVEL_STYLES[area.level]),
        Shown(score),
        Shown(f"{area.assessed}/{area.assessed + area.unassessed}"),
    )


def _findings(report: Report, words: Words) -> RenderableType:
    return listed(report.findings, words)


def listed(findings: Sequence[OutcomeInfo], words: Words) -> RenderableType:
    """Findings by rule, in their order, under a heading with their number."""
    heading = Shown("\n" + words("Findings ({count})", count=len(findings)), style="bold")
    if not findings:
        return Group(heading, Padding(Shown(words("No deviation was found in what could be assessed.")), (0, 0, 0, 2)))
    groups: dict[tuple[str, str], list[OutcomeInfo]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.outcome), []).append(finding)
    return Group(heading, *(_rule(group, words) for group in groups.values()))


def _rule(findings: list[OutcomeInfo], words: Words) -> RenderableType:
    """A rule's findings: what was found and where for each, what is asked and what to do once."""
    first = findings[0]
    head = Shown()
    head.append(f"{first.severity_word}", style=_SEVERITY_STYLES[first.severity])
    head.append(f" \u2013 {first.title}", style="bold")
    if len(findings) > 1:
        head.append(f" ({len(findings)})")
    rows: list[tuple[str, str | None]] = []
    for finding in findings[:_LISTED_FINDINGS]:
        rows += [(words("Found"), finding.message), *_places(finding, words)]
        rows += [(words("Accepted"), finding.acceptance)]
        if finding.days_late is not None:
            rows.append((words("Late"), words.value(finding.days_late, "days")))
        if finding.years_running is not None and finding.years_running > 1:
            rows.append((words("In a row"), words("{n} years", n=finding.years_running)))
        rows += [(words("Comment"), comment) for comment in finding.comments]
    more = len(findings) - _LISTED_FINDINGS
    if more > 0:
        rows.append(("", words("and {n} more, in the JSON report", n=more)))
    rows += [
        (words("Asked"), f"{first.expected} ({_authority(first, words)})"),
        (words("Verdict"), first.word),
        (words("Why"), first.why),
        (words("To do"), first.remedy),
        (words("Rule"), first.rule),
    ]
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", width=11)
    grid.add_column(ratio=1)
    for label, said in rows:
        if said:
            grid.add_row(Shown(label), Shown(said))
    return Padding(Group(head, Padding(grid, (0, 0, 0, 2))), (1, 0, 0, 1))


def _authority(outcome: OutcomeInfo, words: Words) -> str:
    named = "; ".join(law.named for law in outcome.authority)
    return f"{outcome.norm_word}: {named}" if outcome.norm != "law" else words("law: {named}", named=named)


def _places(finding: OutcomeInfo, words: Words) -> list[tuple[str, str | None]]:
    """Where the record stands; of a population, the largest rows."""
    found = finding.population
    if found is None:
        return [(words("Where"), _where(finding.places))]
    listed = [_row(row) for row in found.top[:_LISTED_ROWS]]
    more = found.deviations - len(listed)
    if more > 0:
        listed.append(words("and {n} more; --extract FILE writes them all", n=words.value(more, "count")))
    return [("" if number else words("Where"), text) for number, text in enumerate(listed)]


def _row(row: PopulationRow) -> str:
    """A row's place, its name where that is another, and what is at stake."""
    where = _where((row.place,))
    return f"{where} \u2013 {row.amount_text if where.endswith(row.key) else f'{row.key}, {row.amount_text}'}"


def _where(places: tuple[PlaceInfo, ...]) -> str:
    return "; ".join(", ".join(part for part in (place.document, place.page, place.where) if part) for place in places)


def _targets(report: Report, words: Words) -> RenderableType | None:
    if not report.targets:
        return None
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    table.add_column(Shown(words("Target")), ratio=6)
    for title, texts in (
        (words("Level"), [target.level for target in report.targets]),
        (words("Outcome"), [target.outcome for target in report.targets]),
    ):
        table.add_column(Shown(title), justify="right", width=_unbroken([title, *texts]))
    table.add_column(Shown(words("Judgement")), ratio=3)
    for target in report.targets:
        table.add_row(Shown(target.text), Shown(target.level), Shown(target.outcome), Shown(target.judgement))
    note = Shown(words("A target that was not reached is no deviation in itself."), style="italic")
    heading = Shown("\n" + words("Targets"), style="bold")
    return Group(heading, Padding(Group(table, note), (0, 1, 0, 1)))


def _unbroken(texts: Iterable[str]) -> int:
    """A width that keeps every word whole, an amount with its unit among them, as far as a line has room."""
    return min(max(_COLUMN, *(len(part) for text in texts for part in text.split(" "))), 2 * _COLUMN)


def _missing(report: Report, words: Words) -> RenderableType | None:
    """What waits for which document; the JSON report names every rule."""
    if not report.missing:
        return None
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column(Shown(words("Missing evidence")))
    table.add_column(Shown(words("Controls waiting for it")), justify="right")
    for item in report.missing:
        table.add_row(Shown(item.name[:1].upper() + item.name[1:]), Shown(str(item.controls)))
    return Group(Shown("\n" + words("Could not be assessed"), style="bold"), Padding(table, (0, 1, 0, 1)))


def _coverage(report: Report, words: Words) -> RenderableType | None:
    """How much of the law the year let be seen, in one sentence."""
    if report.coverage is None:
        return None
    seen = report.coverage
    text = words(
        "Of the {n} sections of {name} ({numbering}): {tested} tested, {attested} vouched for, "
        "{not_assessable} could not be assessed, {not_applicable} not applicable, {not_covered} not tested.",
        n=seen.sections,
        name=seen.name,
        numbering=seen.numbering,
        tested=seen.tested,
        attested=seen.attested,
        not_assessable=seen.not_assessable,
        not_applicable=seen.not_applicable,
        not_covered=seen.not_covered,
    )
    return Padding(Shown(text), (1, 1, 0, 0))


def _notices(report: Report, words: Words) -> RenderableType | None:
    if not report.notices:
        return None
    grid = Table.grid(padding=(0, 1))
    for text in noted(report, words):
        grid.add_row(Shown("\u2022"), Shown(text))
    return Group(Shown("\n" + words("Note"), style="bold"), Padding(grid, (0, 1, 0, 1)))


def _closing(report: Report, words: Words) -> RenderableType:
    lines = [
        words("Engines: {engines} (every verdict compared)", engines=", ".join(report.tool.engines))
        if len(report.tool.engines) > 1
        else words("Engine: {engines}", engines=report.tool.engines[0]),
        *populations(report, words),
        words(
            "Rulebook: {rules} rules, {parameters} parameters, sha256 {hash}",
            rules=report.rulebook.rules,
            parameters=report.rulebook.parameters,
            hash=report.rulebook.sha256[:16],
        ),
        words("Inputs: {files} files", files=len(report.inputs)),
        words("Grade: {formula}", formula=report.grade.formula),
    ]
    none = words("none stated for the year; every difference counts")
    lines.insert(0, words("Materiality: {text}", text=report.materiality or none))
    return Shown("\n" + "\n".join(lines) + "\n", style="dim")


def _edition(report: Report, words: Words) -> RenderableType | None:
    """Whom the report is for and what it does not print; an internal one that masked nothing goes without saying."""
    if report.edition == "internal" and not report.masked:
        return None
    grid = Table.grid(padding=(0, 1))
    for said in masked_told(report, words):
        grid.add_row(Shown("\u2022"), Shown(said))
    return Group(
        Shown(words("Edition: {edition}", edition=edition_words.edition(report, words)), style="bold"),
        Shown(edition_words.summary(report, words)),
        Padding(grid, (0, 1, 1, 1)),
    )
