"""What the pictures of a register share: a colour, a pattern that grey print keeps, and how a band is told."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_control.records.matrix import Colour
from finsam_control.risk_report import BandInfo, MatrixInfo, RiskInfo, RiskReport
from finsam_control.words import Words

#: From nothing to dense, so that a graver band is darker without any colour.
SHADES: dict[Colour, str] = {"green": "\u00b7", "yellow": "\u2591", "orange": "\u2592", "red": "\u2593"}


def band_by_letter(matrix: MatrixInfo) -> dict[str | None, BandInfo]:
    return {band.letter: band for band in matrix.bands}


def span(band: BandInfo) -> str:
    return f"{band.low}\u2013{band.high}"


def on_the_matrix(report: RiskReport) -> dict[tuple[int, int], list[RiskInfo]]:
    """The risks of each cell, today's score, in the order of the report."""
    found: dict[tuple[int, int], list[RiskInfo]] = {}
    for risk in report.risks:
        if is_placed(report.matrix, risk):
            found.setdefault((risk.likelihood or 0, risk.consequence or 0), []).append(risk)
    return found


def is_placed(matrix: MatrixInfo, risk: RiskInfo) -> bool:
    """Whether the risk has a cell: both scores, within the scale."""
    sides = ((risk.likelihood, matrix.likelihood_levels), (risk.consequence, matrix.consequence_levels))
    return all(score is not None and 1 <= score <= levels for score, levels in sides)


def unplaced(report: RiskReport) -> Sequence[str]:
    return tuple(risk.id for risk in report.risks if not is_placed(report.matrix, risk))


def moved(risk: RiskInfo) -> bool:
    """Whether the risk has another score now than before its measures, both of them known."""
    before = risk.inherent
    if before is None or risk.product is None:
        return False
    return (before.likelihood, before.consequence) != (risk.likelihood, risk.consequence)


def arrow(risk: RiskInfo) -> str:
    """`R1: 4 × 4 = 16 D → 2 × 3 = 6 B`."""
    before = risk.inherent
    if before is None:
        return risk.id
    was = f"{before.likelihood} × {before.consequence} = {before.product} {before.letter or '?'}"
    return f"{risk.id}: {was} \u2192 {risk.likelihood} × {risk.consequence} = {risk.product} {risk.letter or '?'}"


def title(report: RiskReport) -> str:
    return report.title if report.date is None else f"{report.title}, {report.date}"


def scale(report: RiskReport, words: Words) -> str:
    found = report.matrix
    size = words(
        "likelihood {likelihood} × consequence {consequence}",
        likelihood=found.likelihood_levels,
        consequence=found.consequence_levels,
    )
    return size if found.title is None else f"{found.title} ({size})"
