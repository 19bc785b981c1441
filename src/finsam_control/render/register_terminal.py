"""A linted register in a terminal: what was found by rule, the proof of the matrix, and what could not be assessed."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from finsam_control.register_report import RegisterReport
from finsam_control.render.formats.terminal import listed
from finsam_control.render.screen import Shown, printed
from finsam_control.words import Words


def render(report: RegisterReport, words: Words, *, colour: bool, width: int) -> str:
    """The report as text, with or without colour."""
    parts = (_heading, _found, _matrix, _unassessed, _closing)
    return printed((part(report, words) for part in parts), colour=colour, width=width)


def _found(report: RegisterReport, words: Words) -> RenderableType:
    return listed(report.findings, words)


def _heading(report: RegisterReport, words: Words) -> RenderableType:
    title = report.title if report.date is None else f"{report.title}, {report.date}"
    asked = [rule for rule in report.rules if set(rule.counts) - {"not_applicable"}]
    broken = {finding.rule for finding in report.findings}
    if report.risks is None:
        said = words(
            "{asked} of {rules} rules had something to try in the matrix: {broken} with a deviation. As of {day}.",
            asked=len(asked),
            rules=len(report.rules),
            broken=len(broken),
            day=report.as_of,
        )
        return Shown(f"{title}\n", style="bold").append(said, style="not bold")
    said = words(
        "{asked} of {rules} rules had something to try in {risks} risks: {clean} without deviation, {broken} with, "
        "{waiting} could not be assessed in full. As of {day}.",
        asked=len(asked),
        rules=len(report.rules),
        risks=report.risks,
        clean=sum(rule.rule not in broken and "not_assessable" not in rule.counts for rule in asked),
        broken=len(broken),
        waiting=sum("not_assessable" in rule.counts and rule.rule not in broken for rule in asked),
        day=report.as_of,
    )
    return Shown(f"{title}\n", style="bold").append(said, style="not bold")


def _matrix(report: RegisterReport, words: Words) -> RenderableType:
    lines = [flaw.text for flaw in report.flaws] or [words("Every score has one label, and every label a score.")]
    if report.assumed:
        lines.append(words("The source prints no limits; these are common use and say nothing of the register."))
    return Group(Shown("\n" + words("Proof of the matrix"), style="bold"), *(_bullet(line) for line in lines))


def _unassessed(report: RegisterReport, words: Words) -> RenderableType | None:
    """One line a rule: what the register would have to say."""
    waiting = [rule for rule in report.rules if "not_assessable" in rule.counts]
    if not waiting:
        return None
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    table.add_column(Shown(words("Could not be assessed")), ratio=1)
    table.add_column(Shown(words("Unknown")), ratio=1)
    table.add_column(Shown(words("Records")), justify="right")
    for rule in waiting:
        table.add_row(Shown(rule.title), Shown("; ".join(rule.missing)), str(rule.counts["not_assessable"]))
    return Padding(table, (1, 0, 0, 0))


def _closing(report: RegisterReport, words: Words) -> RenderableType:
    engines = ", ".join(report.tool.engines)
    lines = [
        words("Engines: {engines} (every verdict compared)", engines=engines)
        if len(report.tool.engines) > 1
        else words("Engine: {engines}", engines=engines),
        words("Inputs: {files} files", files=len(report.inputs)),
    ]
    return Shown("\n" + "\n".join(lines) + "\n", style="dim")


def _bullet(line: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Shown("\u2022"), Shown(line))
    return Padding(grid, (0, 1, 0, 1))
