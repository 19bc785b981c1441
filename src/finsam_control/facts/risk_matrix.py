"""The matrix that the register is scored on, and the flaws that its proof finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, joined
from finsam_control.facts.risk import register_law_date
from finsam_control.matrix import Flaw, FlawKind, proof


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMatrixFact(Fact):
    kind: ClassVar[str] = "risk_matrix"
    sv: ClassVar[str] = "riskregistrets matris"
    en: ClassVar[str] = "the matrix of the risk register"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True

    has_bands: Annotated[bool, flag("gränser i matrisen", "bands in the matrix")]
    gaps: Annotated[int | None, counted("antalet rutor utan benämning", "the number of cells without a label")]
    gap_cells: Annotated[str | None, base.text("rutorna utan benämning", "the cells without a label")]
    overlaps: Annotated[
        int | None, counted("antalet rutor med flera benämningar", "the number of cells with several labels")
    ]
    overlap_cells: Annotated[str | None, base.text("rutorna med flera benämningar", "the cells with several labels")]
    unreachable: Annotated[
        int | None, counted("antalet benämningar som inget riskvärde ger", "the number of labels that no score gives")
    ]
    unreachable_bands: Annotated[
        str | None, base.text("benämningarna som inget riskvärde ger", "the labels that no score gives")
    ]
    worst_in_green: Annotated[
        int | None,
        counted("antalet gröna rutor med den gravaste konsekvensen", "the number of green cells of worst consequence"),
    ]
    green_cells: Annotated[
        str | None, base.text("de gröna rutorna med den gravaste konsekvensen", "the green cells of worst consequence")
    ]
    falling: Annotated[
        int | None,
        counted("antalet gränser där färgen blir mildare uppåt", "the number of limits where the colour grows milder"),
    ]
    falling_bands: Annotated[
        str | None, base.text("benämningarna där färgen blir mildare", "the labels where the colour grows milder")
    ]


def produce(dossier: Dossier) -> tuple[RiskMatrixFact, ...]:
    """None for a register that prints no limits: those it is read with are the tool's, and say nothing of it."""
    register = dossier.register
    if register is None or register.matrix.assumed:
        return ()
    matrix = register.matrix
    # A matrix without bands has no flaw of another kind, and cannot be said to be free of any.
    bands = proof(matrix) if matrix.bands else None
    return (
        RiskMatrixFact(
            key="risk_matrix",
            law_date=register_law_date(dossier),
            place=matrix.place("bands"),
            has_bands=bool(matrix.bands),
            gaps=_count(bands, "gap"),
            gap_cells=_told(bands, "gap"),
            overlaps=_count(bands, "overlap"),
            overlap_cells=_told(bands, "overlap"),
            unreachable=_count(bands, "unreachable"),
            unreachable_bands=_told(bands, "unreachable"),
            worst_in_green=_count(bands, "worst_in_green"),
            green_cells=_told(bands, "worst_in_green"),
            falling=_count(bands, "colours_fall"),
            falling_bands=_told(bands, "colours_fall"),
        ),
    )


def _count(flaws: tuple[Flaw, ...] | None, kind: FlawKind) -> int | None:
    """Cells where the flaw is of cells, else flaws."""
    return None if flaws is None else sum(len(flaw.cells) or 1 for flaw in flaws if flaw.kind == kind)


def _told(flaws: tuple[Flaw, ...] | None, kind: FlawKind) -> str | None:
    return None if flaws is None else "; ".join(_parts(flaw) for flaw in flaws if flaw.kind == kind)


def _parts(flaw: Flaw) -> str:
    cells = joined(str(cell) for cell in flaw.cells)
    bands = " / ".join(flaw.bands)
    return f"{cells} ({bands})" if cells and bands else cells or bands
