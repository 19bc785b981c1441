"""The heat map in a terminal: a letter, a figure and a pattern in every cell, and the risks by their ids."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from finsam_control.render.risk_words import (
    SHADES,
    arrow,
    band_by_letter,
    moved,
    on_the_matrix,
    scale,
    span,
    title,
    unplaced,
)
from finsam_control.render.screen import Shown, printed
from finsam_control.risk_report import BandInfo, CellInfo, LevelInfo, RiskInfo, RiskReport
from finsam_control.words import Words

#: Dark text on a light ground reads in a light terminal and in a dark one.
STYLES = {
    "green": "black on #a6d99a",
    "yellow": "black on #ffe680",
    "orange": "black on #ffb366",
    "red": "black on #f28b82",
}
#: Ids in one cell; the scored table names them all.
LISTED = 12


def render(report: RiskReport, words: Words, *, colour: bool, width: int) -> str:
    """The map as text, legible without colour."""
    heading = Shown(f"{title(report)}\n", style="bold").append(scale(report, words), style="dim")
    parts = (heading, Shown(""), _map(report, words), _axes(report, words), _legend(report, words))
    return printed(parts, colour=colour, width=width)


def _map(report: RiskReport, words: Words) -> RenderableType:
    matrix, risks = report.matrix, on_the_matrix(report)
    bands = band_by_letter(matrix)
    cells = {(cell.likelihood, cell.consequence): cell for cell in matrix.cells}
    table = Table(box=box.SQUARE, show_lines=True, expand=True, padding=(0, 0))
    table.add_column(Shown(words("L \u2191  C \u2192")), width=12, overflow="fold")
    for step in matrix.consequence:
        table.add_column(_step(step), ratio=1, overflow="fold")
    for row in reversed(matrix.likelihood):
        drawn = [
            _cell(cells[row.level, step.level], bands, risks.get((row.level, step.level), []), words)
            for step in matrix.consequence
        ]
        table.add_row(_step(row), *drawn)
    return table


def _step(step: LevelInfo) -> Text:
    return Shown(str(step.level), style="bold").append(f" {step.name}" if step.name else "", style="")


def _cell(cell: CellInfo, bands: dict[str | None, BandInfo], risks: Sequence[RiskInfo], words: Words) -> Text:
    band, text = bands.get(cell.letter), Shown()
    if band is None:
        text.append(f"?  {cell.product}")
    else:
        mark = SHADES[band.colour] * 2
        text.append(f"{mark} {band.letter} {cell.product} {mark}", style=STYLES[band.colour])
    names = [risk.id for risk in risks[:LISTED]]
    names += [words("+{n} more", n=len(risks) - LISTED)] if len(risks) > LISTED else []
    return text.append("\n\u2022 " + ", ".join(names), style="bold") if names else text


def _axes(report: RiskReport, words: Words) -> RenderableType:
    """What the axes are, and which risks have no place on them."""
    text = Shown(words("L: likelihood, upwards. C: consequence, to the right. In each cell its band and its product."))
    missing = unplaced(report)
    if missing:
        names = ", ".join(missing[:LISTED]) + (" \u2026" if len(missing) > LISTED else "")
        text.append("\n" + words("No place on the map: {names}.", names=names), style="bold")
    return text


def _legend(report: RiskReport, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for band in reversed(report.matrix.bands):
        mark = SHADES[band.colour] * 2
        head = Shown(f"{mark} {band.letter} {mark}", style=STYLES[band.colour])
        count = words("{n} risks", n=band.risks) if band.risks != 1 else words("1 risk")
        table.add_row(head, Shown(band.label), Shown(span(band)), Shown(count), Shown(band.response or ""))
    parts: list[RenderableType] = [Shown(""), table]
    arrows = [risk for risk in report.risks if moved(risk)]
    if arrows:
        parts.append(Shown("\n" + words("Before measures \u2192 today"), style="bold"))
        parts += [Shown(f"  {arrow(risk)}") for risk in arrows[:LISTED]]
        if len(arrows) > LISTED:
            parts.append(Shown("  " + words("+{n} more", n=len(arrows) - LISTED)))
    if report.matrix.flaws:
        parts.append(Shown(""))
        parts += [Shown(f"\u2022 {flaw.text}") for flaw in report.matrix.flaws]
    return Group(*parts)
