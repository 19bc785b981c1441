"""A scored register as two tables: its heat map, and its risks with their values."""

from __future__ import annotations

from finsam_control.blocks import Grid
from finsam_control.risk_report import RiskReport
from finsam_control.words import Words


def risk_map(report: RiskReport, words: Words) -> Grid:
    """The heat map as a table, the greatest likelihood uppermost; a cell says its product, its level and its risks."""
    matrix = report.matrix
    bands = {band.letter: band for band in matrix.bands}
    cells = {(cell.likelihood, cell.consequence): cell for cell in matrix.cells}
    placed: dict[tuple[int | None, int | None], list[str]] = {}
    for risk in report.risks:
        placed.setdefault((risk.likelihood, risk.consequence), []).append(risk.id)
    steps = range(1, matrix.consequence_levels + 1)
    rows, shades = [], []
    for number, likelihood in enumerate(range(matrix.likelihood_levels, 0, -1)):
        row = [str(likelihood)]
        for consequence in steps:
            cell = cells[likelihood, consequence]
            band = bands.get(cell.letter or "")
            ids = ", ".join(placed.get((likelihood, consequence), []))
            here = words("risk {ids}", ids=ids) if ids else ""
            row.append(", ".join(part for part in (_score(cell.product, band.label if band else None), here) if part))
            if band is not None:
                shades.append((number, consequence, band.colour))
        rows.append(tuple(row))
    corner = f"{words('likelihood')} \u2193 {words('consequence')} \u2192"
    return Grid(words("Risk map"), (corner, *map(str, steps)), tuple(rows), tuple(shades))


def risk_list(report: RiskReport, words: Words) -> Grid:
    """The risks in the order of the register's report, gravest first."""
    rows = tuple((risk.id, risk.process, risk.description, _score(risk.product, risk.label)) for risk in report.risks)
    return Grid(report.title, (words("Risk"), words("Process"), words("Description"), words("Risk value")), rows)


def _score(product: int | None, label: str | None) -> str:
    return "\u2013" if product is None else f"{product} {label or ''}".strip()
