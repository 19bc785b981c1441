"""The risks of the register that the year names: their product, their label, and who does what by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, iso_date, latest, law_day, said
from finsam_control.records.register import Band, Matrix, Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFact(Fact):
    kind: ClassVar[str] = "risk"
    sv: ClassVar[str] = "risker i riskregistret"
    en: ClassVar[str] = "risks of the risk register"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"

    process: Annotated[str, base.text("processen", "the process")]
    likelihood: Annotated[int | None, counted("sannolikheten", "the likelihood")]
    consequence: Annotated[int | None, counted("konsekvensen", "the consequence")]
    product: Annotated[int | None, counted("sannolikhet gånger konsekvens", "likelihood times consequence")]
    printed_product: Annotated[int | None, counted("riskvärdet som det är skrivet", "the product as printed")]
    product_difference: Annotated[
        int | None,
        counted(
            "skillnaden mellan skrivet riskvärde och sannolikhet gånger konsekvens",
            "the printed product less likelihood times consequence",
        ),
    ]
    label: Annotated[str | None, base.text("registrets benämning på riskvärdet", "the register's label of the product")]
    printed_label: Annotated[str | None, base.text("benämningen som den är skriven", "the label as printed")]
    label_agrees: Annotated[
        bool | None,
        flag("benämning enligt registrets egna gränser", "a label by the register's own bands"),
    ]
    within_scale: Annotated[
        bool | None,
        flag(
            "sannolikhet och konsekvens inom registrets skala", "likelihood and consequence within the register's scale"
        ),
    ]
    is_lowest: Annotated[
        bool | None, flag("risk på registrets lägsta nivå", "a risk in the lowest band of the register")
    ]
    has_owner: Annotated[bool | None, flag("ansvarig för åtgärderna", "somebody responsible for the measures")]
    has_due: Annotated[bool | None, flag("tidpunkt för åtgärderna", "a deadline for the measures")]
    due_on: Annotated[str | None, iso_date("dagen då åtgärderna ska vara klara", "the day the measures are due")]
    has_measures: Annotated[bool | None, flag("åtgärd som minskar risken", "a measure that reduces the risk")]
    has_contingency: Annotated[
        bool | None, flag("beredskap om risken blir verklighet", "a plan for when the risk comes true")
    ]


def produce(dossier: Dossier) -> tuple[RiskFact, ...]:
    register = dossier.register
    if register is None:
        return ()
    law_date = law_day(register.date) or first_of_year(dossier.year.fiscal_year)
    return tuple(_fact(risk, register.matrix, law_date) for risk in register.risks)


def _fact(risk: Risk, matrix: Matrix, law_date: str) -> RiskFact:
    product = None if risk.likelihood is None or risk.consequence is None else risk.likelihood * risk.consequence
    printed, band = risk.printed_product, _band(matrix, product)
    return RiskFact(
        key=risk.id,
        law_date=law_date,
        place=risk.place("printed_product"),
        process=risk.process,
        likelihood=risk.likelihood,
        consequence=risk.consequence,
        product=product,
        printed_product=printed,
        product_difference=None if printed is None or product is None else printed - product,
        label=band.label if band is not None else None,
        printed_label=said(risk.printed_label),
        label_agrees=_agrees(risk, band),
        within_scale=_within(risk, matrix),
        is_lowest=None if band is None else band.low == min(other.low for other in matrix.bands),
        has_owner=is_there(risk.owner),
        has_due=is_there(risk.due),
        due_on=latest(risk.due),
        has_measures=is_there(risk.measures),
        has_contingency=is_there(risk.contingency),
    )


def _band(matrix: Matrix, product: int | None) -> Band | None:
    return next((band for band in matrix.bands if product is not None and band.low <= product <= band.high), None)


def _agrees(risk: Risk, band: Band | None) -> bool | None:
    printed = said(risk.printed_label)
    return None if printed is None or band is None else _plain(printed) == _plain(band.label)


def _plain(label: str) -> str:
    """`Medelhög risk` and `medelhög` are one label."""
    return label.strip().casefold().removesuffix(" risk")


def _within(risk: Risk, matrix: Matrix) -> bool | None:
    pairs = ((risk.likelihood, matrix.likelihood_levels), (risk.consequence, matrix.consequence_levels))
    if any(score is not None and not 1 <= score <= levels for score, levels in pairs):
        return False
    return None if None in (risk.likelihood, risk.consequence) else True
