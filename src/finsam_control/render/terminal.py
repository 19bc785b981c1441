"""The report in a terminal: verdict first, then areas, findings, and what could not be assessed.

Readable at 80 columns, without colour and in a pipe: every colour has a word beside it.
"""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from finsam_control.report import AreaGrade, OutcomeInfo, PlaceInfo, Report
from finsam_control.words import Words

_LEVEL_STYLES = {
    "sufficient": "bold green",
    "mostly_sufficient": "green",
    "not_fully_sufficient": "yellow",
    "insufficient": "bold red",
    "not_assessable": "cyan",
}
_SEVERITY_STYLES = {"critical": "bold red", "major": "red", "moderate": "yellow", "minor": "blue", "info": "dim"}
_LISTED_RULES = 4


def render(report: Report, words: Words, console: Console) -> None:
    """Prints the report."""
    for part in (_heading, _areas, _findings, _targets, _missing, _notices, _closing):
        rendered = part(report, words)
        if rendered is not None:
            console.print(rendered)


def _heading(report: Report, words: Words) -> RenderableType:
    grade = report.grade
    verdict = Text(grade.word.upper(), style=_LEVEL_STYLES[grade.overall])
    if grade.score is not None:
        verdict.append(words("  {score} of 100", score=grade.score), style="dim")
    if grade.overall == "not_assessable":
        names = ", ".join(item.name for item in report.missing[:3])
        verdict.append("\n" + words("Evidence missing: {names}", names=names), style="")
    counts = words(
        "{rules} controls assessed, {unassessed} not. Of {all} outcomes: {passed} met, {violated} deviations, "
        "{accepted} accepted, {not_assessable} not assessable, {not_yet_due} not yet due, {not_applicable} not applicable.",
        rules=grade.assessed,
        unassessed=grade.unassessed,
        all=sum(report.summary.values()),
        **{kind: count for kind, count in report.summary.items() if kind != "error"},
    )
    body = Group(
        Text(words("Overall picture according to the tool"), style="bold"),
        verdict,
        Text(""),
        Text(counts),
        Text(words("This is supporting material, not an auditor's statement."), style="italic"),
    )
    title = f"{report.entity.name} {report.period}"
    subtitle = words("as of {day}", day=report.as_of)
    return Panel(body, title=Text(title, style="bold"), subtitle=Text(subtitle), padding=(1, 2))


def _areas(report: Report, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    table.add_column(Text(words("Area")), ratio=5)
    table.add_column(Text(words("Assessment")), ratio=6)
    table.add_column(Text(words("Points")), justify="right", width=6)
    table.add_column(Text(words("Assessed")), justify="right", width=9)
    for area in report.grade.areas:
        table.add_row(*_area_row(area))
    return Padding(table, (1, 1, 0, 1))


def _area_row(area: AreaGrade) -> tuple[Text, Text, Text, Text]:
    score = "\u2013" if area.score is None else str(area.score)
    return (
        Text(area.name),
        Text(f"\u25cf {area.word}", style=_LEVEL_STYLES[area.level]),
        Text(score),
        Text(f"{area.assessed}/{area.assessed + area.unassessed}"),
    )


def _findings(report: Report, words: Words) -> RenderableType:
    findings = report.findings
    heading = Text("\n" + words("Findings ({count})", count=len(findings)), style="bold")
    if not findings:
        return Group(heading, Padding(Text(words("No deviation was found in what could be assessed.")), (0, 0, 0, 2)))
    return Group(heading, *(_finding(outcome, words) for outcome in findings))


def _finding(outcome: OutcomeInfo, words: Words) -> RenderableType:
    head = Text()
    head.append(f"{outcome.severity_word}", style=_SEVERITY_STYLES[outcome.severity])
    head.append(f" \u2013 {outcome.title}", style="bold")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", width=11)
    grid.add_column(ratio=1)
    rows = [
        (words("Found"), outcome.message),
        (words("Asked"), f"{outcome.expected} ({_authority(outcome, words)})"),
        (words("Where"), _where(outcome.places)),
        (words("Verdict"), outcome.word),
        (words("Why"), outcome.why),
        (words("To do"), outcome.remedy),
        *((words("Accepted"), outcome.acceptance) for _ in range(outcome.acceptance is not None)),
        *((words("Comment"), comment) for comment in outcome.comments),
        (words("Rule"), outcome.rule),
    ]
    for label, text in rows:
        if text:
            grid.add_row(Text(label), Text(text))
    return Padding(Group(head, Padding(grid, (0, 0, 0, 2))), (1, 0, 0, 1))


def _authority(outcome: OutcomeInfo, words: Words) -> str:
    named = "; ".join(f"{item.act} {item.section}" for item in outcome.authority)
    return f"{outcome.norm_word}: {named}" if outcome.norm != "law" else words("law: {named}", named=named)


def _where(places: tuple[PlaceInfo, ...]) -> str:
    return "; ".join(
        ", ".join(part for part in (place.document, place.page, f"{place.file}:{place.line}") if part) for place in places
    )


def _targets(report: Report, words: Words) -> RenderableType | None:
    if not report.targets:
        return None
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    table.add_column(Text(words("Target")), ratio=6)
    table.add_column(Text(words("Level")), justify="right", ratio=2)
    table.add_column(Text(words("Outcome")), justify="right", ratio=2)
    table.add_column(Text(words("Judgement")), ratio=3)
    for target in report.targets:
        table.add_row(Text(target.text), Text(target.level), Text(target.outcome), Text(target.judgement))
    note = Text(words("A target that was not reached is no deviation in itself."), style="italic")
    heading = Text("\n" + words("Targets"), style="bold")
    return Group(heading, Padding(Group(table, note), (0, 1, 0, 1)))


def _missing(report: Report, words: Words) -> RenderableType | None:
    if not report.missing:
        return None
    lines = [Text("\n" + words("Could not be assessed"), style="bold")]
    for item in report.missing:
        rules = ", ".join(item.rules[:_LISTED_RULES])
        more = len(item.rules) - _LISTED_RULES
        rest = words(" and {n} more", n=more) if more > 0 else ""
        text = Text(f"  {item.name[:1].upper()}{item.name[1:]}: ")
        text.append(words("{n} controls wait for it", n=item.controls))
        text.append(f" ({rules}{rest})", style="dim")
        lines.append(text)
    return Group(*lines)


def _notices(report: Report, words: Words) -> RenderableType | None:
    if not report.notices:
        return None
    heading = Text("\n" + words("Note"), style="bold")
    return Group(heading, *(Text(f"  \u2022 {notice.text}") for notice in report.notices))


def _closing(report: Report, words: Words) -> RenderableType:
    lines = [
        words("Engines: {engines} (every verdict compared)", engines=", ".join(report.tool.engines))
        if len(report.tool.engines) > 1
        else words("Engine: {engines}", engines=report.tool.engines[0]),
        words(
            "Rulebook: {rules} rules, {parameters} parameters, sha256 {hash}",
            rules=report.rulebook.rules,
            parameters=report.rulebook.parameters,
            hash=report.rulebook.sha256[:16],
        ),
        words("Inputs: {files} files", files=len(report.inputs)),
        words("Grade: {formula}", formula=report.grade.formula),
    ]
    if report.materiality:
        lines.insert(0, words("Materiality: {text}", text=report.materiality))
    return Text("\n" + "\n".join(lines) + "\n", style="dim")
