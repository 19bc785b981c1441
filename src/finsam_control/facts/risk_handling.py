"""What is done about the risks of the register: treatment, acceptance, control plan, data protection and review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import (
    Fact,
    counted,
    earliest,
    flag,
    is_there,
    iso_date,
    last_of_year,
    latest,
    said,
    word,
)
from finsam_control.facts.risk import register_law_date
from finsam_control.matrix import Cell, band_of, cell_of, colour_of, is_above_appetite
from finsam_control.records.base import SAKNAS, Absent
from finsam_control.records.register import Risk, RiskRegister
from finsam_control.records.year import Year
from finsam_control.register_text import is_vague

Treatment = Literal["to_accept", "to_reduce", "to_share", "to_avoid", "undecided"]

#: The words of the register and those of the facts.
_TREATMENTS: Final[dict[str, Treatment]] = {
    "accept": "to_accept",
    "reduce": "to_reduce",
    "share": "to_share",
    "avoid": "to_avoid",
    "saknas": "undecided",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskHandlingFact(Fact):
    kind: ClassVar[str] = "risk_handling"
    sv: ClassVar[str] = "hanteringen av riskerna"
    en: ClassVar[str] = "the handling of the risks"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True

    risk: Annotated[str, base.text("riskens nummer", "the risk's number")]
    process: Annotated[str, base.text("processen", "the process")]
    product: Annotated[int | None, counted("riskvärdet i dag", "the value today")]
    is_open: Annotated[bool, flag("öppen risk", "an open risk")]
    treatment: Annotated[Treatment | None, word("vägvalet för risken", "the treatment of the risk")]
    is_to_be_avoided: Annotated[bool, flag("risk som ska undvikas", "a risk that is to be avoided")]
    has_measures: Annotated[bool | None, flag("åtgärd som minskar risken", "a measure that reduces the risk")]
    has_contingency: Annotated[
        bool | None, flag("beredskap om risken blir verklighet", "a plan for when the risk comes true")
    ]
    owner: Annotated[str | None, base.text("den ansvariga", "who is responsible")]
    owner_is_vague: Annotated[bool | None, flag("ansvarig som ingen kan fråga", "a responsible that nobody can ask")]
    due_on: Annotated[str | None, iso_date("dagen då åtgärderna ska vara klara", "the day the measures are due")]
    is_red: Annotated[bool | None, flag("röd risk i dag", "a red risk today")]
    is_above_appetite: Annotated[
        bool | None, flag("risk över den nivå som styrelsen är nöjd med", "a risk above the board's appetite")
    ]
    target_is_above_appetite: Annotated[
        bool | None,
        flag("mål över den nivå som styrelsen är nöjd med", "a score aimed at above the board's appetite"),
    ]
    has_acceptance: Annotated[
        bool | None,
        flag(
            "beslut om att godta risken, med dag och beslutsfattare", "a decision to accept it, dated and by somebody"
        ),
    ]
    accepted_until: Annotated[
        str | None, iso_date("sista dagen som godtagandet gäller", "the last day that the acceptance holds")
    ]
    in_control_plan: Annotated[
        bool | None,
        flag("kontrollmoment för risken i internkontrollplanen", "a check of the risk in the control plan"),
    ]
    is_privacy: Annotated[bool | None, flag("risk för personuppgifter", "a risk to personal data")]
    dpo_consulted: Annotated[bool | None, flag("dataskyddsombudet rådfrågat", "the data protection officer consulted")]
    reviewed_in_year: Annotated[bool | None, flag("risken prövad under året", "the risk reviewed in the year")]
    year_end: Annotated[str, iso_date("årets sista dag", "last day of the year", of_year=last_of_year)]
    has_next_review: Annotated[bool | None, flag("dag för nästa prövning", "a day of the next review")]
    next_review: Annotated[str | None, iso_date("dagen för nästa prövning", "the day of the next review")]
    reviewed_since: Annotated[
        bool | None, flag("risken prövad den dag som var bestämd eller senare", "reviewed on the day set or later")
    ]


def produce(dossier: Dossier) -> tuple[RiskHandlingFact, ...]:
    register = dossier.register
    if register is None:
        return ()
    law_date, year = register_law_date(dossier), dossier.year
    control = year.internal_control
    checks = None if control is None or not control.checks.complete else {item.id for item in control.checks.items}
    return tuple(_fact(risk, register, year, checks, law_date) for risk in register.risks)


def _fact(risk: Risk, register: RiskRegister, year: Year, checks: set[str] | None, law_date: str) -> RiskHandlingFact:
    matrix, registered = register.matrix, register.date
    band = band_of(matrix, cell_of(risk.scored_likelihood, risk.scored_consequence))
    aim = None if risk.target is None else band_of(matrix, Cell(risk.target.likelihood, risk.target.consequence))
    owner = said(risk.owner)
    # A risk without a day of its own was looked at when the register was made.
    reviewed = registered if risk.reviewed_on is None else risk.reviewed_on
    return RiskHandlingFact(
        key=risk.id,
        law_date=law_date,
        place=risk.place("treatment"),
        risk=risk.id,
        process=risk.process,
        product=risk.scored_product,
        is_open=risk.closed_on is None,
        treatment=None if risk.treatment is None else _TREATMENTS[risk.treatment],
        is_to_be_avoided=risk.treatment == "avoid",
        has_measures=risk.has_measures,
        has_contingency=is_there(risk.contingency),
        owner=owner,
        owner_is_vague=None if owner is None else is_vague(owner),
        due_on=latest(risk.due),
        is_red=None if band is None else colour_of(matrix, band) == "red",
        is_above_appetite=is_above_appetite(matrix, band, risk.area),
        target_is_above_appetite=is_above_appetite(matrix, aim, risk.area),
        has_acceptance=_both(is_there(risk.accepted_on), is_there(risk.accepted_by)),
        accepted_until=latest(risk.accepted_until),
        in_control_plan=_in_plan(risk.in_control_plan, checks),
        is_privacy=_is_privacy(risk),
        dpo_consulted=is_there(risk.dpo_consulted_on),
        reviewed_in_year=_in_year(reviewed, year.fiscal_year),
        year_end=last_of_year(year.fiscal_year),
        has_next_review=is_there(risk.next_review),
        next_review=latest(risk.next_review),
        reviewed_since=_since(reviewed, risk.next_review),
    )


def _both(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001 -- two answers, no switches
    return False if False in {one, other} else None if None in {one, other} else True


def _in_plan(check: str | Absent | None, checks: set[str] | None) -> bool | None:
    """A check that the year's whole list does not hold is none."""
    if isinstance(check, str) and checks is not None:
        return check in checks
    return is_there(check)


def _is_privacy(risk: Risk) -> bool | None:
    if risk.processing is not None or risk.area == "privacy":
        return True
    return None if risk.area is None else False


def _in_year(day: Day | Absent | None, fiscal_year: int) -> bool | None:
    return is_there(day) if not isinstance(day, Day) else day.first.year == fiscal_year


def _since(reviewed: Day | Absent | None, wanted: Day | Absent | None) -> bool | None:
    """By the reading of the dates that speaks for the förbund."""
    if not isinstance(reviewed, Day) or not isinstance(wanted, Day):
        return False if reviewed is SAKNAS else None
    return (latest(reviewed) or "") >= (earliest(wanted) or "")
