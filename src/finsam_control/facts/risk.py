"""The risks of the register that the year names: their product, their label, and who does what by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, iso_date, latest, law_day, said
from finsam_control.matrix import Cell, bands_of, gravest, is_label_of, rank
from finsam_control.records.matrix import Band, Matrix
from finsam_control.records.register import Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFact(Fact):
    kind: ClassVar[str] = "risk"
    sv: ClassVar[str] = "risker i riskregistret"
    en: ClassVar[str] = "risks of the risk register"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"

    risk: Annotated[str, base.text("riskens nummer", "the risk's number")]
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


def register_law_date(dossier: Dossier) -> str:
    """The day of the register, or where it has none the first of the year; decides which law judges all of it."""
    day = None if dossier.register is None else law_day(dossier.register.date)
    return day or first_of_year(dossier.year.fiscal_year)


def produce(dossier: Dossier) -> tuple[RiskFact, ...]:
    register = dossier.register
    if register is None:
        return ()
    law_date = register_law_date(dossier)
    return tuple(_fact(risk, register.matrix, law_date) for risk in register.risks)


def _fact(risk: Risk, matrix: Matrix, law_date: str) -> RiskFact:
    likelihood, consequence = risk.scored_likelihood, risk.scored_consequence
    cell = None if likelihood is None or consequence is None else Cell(likelihood, consequence)
    product = None if cell is None else cell.product
    printed, bands = risk.printed_product, () if cell is None else bands_of(matrix, cell)
    band = gravest(bands)
    return RiskFact(
        key=risk.id,
        law_date=law_date,
        place=risk.place("printed_product"),
        risk=risk.id,
        process=risk.process,
        likelihood=likelihood,
        consequence=consequence,
        product=product,
        printed_product=printed,
        product_difference=None if printed is None or product is None else printed - product,
        label=band.label if band is not None else None,
        printed_label=said(risk.printed_label),
        label_agrees=_agrees(risk, bands),
        within_scale=_within(likelihood, consequence, matrix),
        is_lowest=None if band is None else rank(matrix, band) == 0,
        has_owner=_each(risk.owner, [action.owner for action in risk.actions or ()]),
        has_due=_each(risk.due, [action.due for action in risk.actions or ()]),
        due_on=_last_due(risk),
        has_measures=risk.has_measures,
        has_contingency=is_there(risk.contingency),
    )


def _agrees(risk: Risk, bands: tuple[Band, ...]) -> bool | None:
    """Where the matrix gives a score two labels, either is right."""
    printed = said(risk.printed_label)
    return None if printed is None or not bands else any(is_label_of(printed, band) for band in bands)


def _within(likelihood: int | None, consequence: int | None, matrix: Matrix) -> bool | None:
    pairs = ((likelihood, matrix.likelihood_levels), (consequence, matrix.consequence_levels))
    if any(score is not None and not 1 <= score <= levels for score, levels in pairs):
        return False
    return None if None in (likelihood, consequence) else True


def _each(of_the_risk: object, of_the_actions: Sequence[object]) -> bool | None:
    """Given once for the risk, or for each of its measures; one measure without is a lack."""
    if is_there(of_the_risk) or not of_the_actions:
        return is_there(of_the_risk)
    given = {is_there(item) for item in of_the_actions}
    return False if False in given else None if None in given else True


def _last_due(risk: Risk) -> str | None:
    """The risk's own day, or the last of its measures', where each has one."""
    days = [latest(action.due) for action in risk.actions or ()]
    known = [day for day in days if day is not None]
    if risk.due is not None or not days or len(known) < len(days):
        return latest(risk.due)
    return max(known)
