"""A scored register in a terminal: gravest band first, what deviates beside each risk, and totals.

Readable at 80 columns, without colour and in a pipe: every band has a letter and a pattern.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from finsam_control.render.risk_words import SHADES, scale, span, title
from finsam_control.render.screen import Shown, printed
from finsam_control.risk_report import RiskInfo, RiskReport
from finsam_control.words import Words

STYLES = {"green": "green", "yellow": "yellow", "orange": "bold yellow", "red": "bold red"}
#: A register longer than this is read in a file.
LISTED = 500


def render(report: RiskReport, words: Words, *, colour: bool, width: int) -> str:
    """The table as text, with or without colour."""
    parts = (_heading, _risks, _totals, _deviations, _matrix)
    return printed((part(report, words) for part in parts), colour=colour, width=width)


def _heading(report: RiskReport, words: Words) -> RenderableType:
    return Shown(f"{title(report)}\n", style="bold").append(scale(report, words), style="dim")


def _risks(report: RiskReport, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    table.add_column(Shown(words("Number")), max_width=10, overflow="fold")
    table.add_column(Shown(words("Process")), ratio=1)
    table.add_column(Shown(words("L")), justify="right")
    table.add_column(Shown(words("C")), justify="right")
    table.add_column(Shown(words("Value")), justify="right")
    table.add_column(Shown(words("Band")), max_width=16)
    table.add_column(Shown(words("As printed")), max_width=16)
    for risk in report.risks[:LISTED]:
        table.add_row(*_row(risk, words))
    more = len(report.risks) - LISTED
    if more > 0:
        table.add_row("", Shown(words("and {n} more, in the JSON report", n=more)))
    return Padding(table, (1, 0, 0, 0))


def _row(risk: RiskInfo, words: Words) -> tuple[Text, ...]:
    as_printed = " ".join(str(part) for part in (risk.printed_product, risk.printed_label) if part is not None)
    process = Shown(risk.process)
    if risk.above_appetite:
        process.append("\n" + words("above the board's appetite"), style="italic")
    return (
        Shown(risk.id),
        process,
        Shown(_shown(risk.likelihood)),
        Shown(_shown(risk.consequence)),
        Shown(_shown(risk.product)),
        _band(risk, words),
        Shown(as_printed or "\u2013").append(" \u2717" if risk.deviations else "", style="bold red"),
    )


def _shown(score: int | None) -> str:
    return "\u2013" if score is None else str(score)


def _band(risk: RiskInfo, words: Words) -> Text:
    if risk.label is None or risk.colour is None:
        return Shown(words("none"))
    return Shown(f"{SHADES[risk.colour]} {risk.letter} {risk.label}", style=STYLES[risk.colour])


def _totals(report: RiskReport, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column(Shown(words("Band")))
    table.add_column(Shown(words("Products")))
    table.add_column(Shown(words("Risks")), justify="right")
    table.add_column(Shown(words("Requires")))
    for band in reversed(report.matrix.bands):
        label = Shown(f"{SHADES[band.colour]} {band.letter} {band.label}", style=STYLES[band.colour])
        table.add_row(label, Shown(span(band)), Shown(str(band.risks)), Shown(band.response or ""))
    if report.totals.unscored:
        table.add_row(Shown(words("not placed")), Shown(""), Shown(str(report.totals.unscored)), Shown(""))
    table.add_row(
        Shown(words("All"), style="bold"), Shown(""), Shown(str(report.totals.risks), style="bold"), Shown("")
    )
    return Padding(table, (1, 0, 0, 0))


def _deviations(report: RiskReport, words: Words) -> RenderableType:
    deviating = [risk for risk in report.risks if risk.deviations]
    if not report.totals.scored and not deviating:
        return Shown("\n" + words("No score could be worked out."), style="bold")
    if not deviating:
        compared = [risk for risk in report.risks if (risk.printed_product, risk.printed_label) != (None, None)]
        said = (
            words("Every score that is printed agrees.")
            if compared
            else words("No score is printed, so that there is nothing to compare.")
        )
        return Shown(f"\n{said}", style="bold")
    grid = Table.grid(padding=(0, 1))
    for risk in deviating[:LISTED]:
        for deviation in risk.deviations:
            where = risk.place.where
            grid.add_row(Shown("\u2717"), Shown(risk.id), Shown(deviation.text).append(f"  {where}", style="dim"))
    heading = Shown("\n" + words("Deviations ({count} risks)", count=len(deviating)), style="bold")
    return Group(heading, grid)


def _matrix(report: RiskReport, words: Words) -> RenderableType | None:
    """What the proof of the matrix found, and what its source does not say."""
    said = [flaw.text for flaw in report.matrix.flaws]
    said += [report.matrix.remark] if report.matrix.remark else []
    if not said:
        return None
    grid = Table.grid(padding=(0, 1))
    for text in said:
        grid.add_row(Shown("\u2022"), Shown(text))
    return Group(Shown("\n" + words("About the matrix"), style="bold"), grid)
