"""The kontrollmoment of the year one by one: what, how, by whom, how often, to whom, for which risk, and what came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, iso_date, last_of_year, said
from finsam_control.records.control import ControlCheck, InternalControl
from finsam_control.records.register import RiskRegister


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlCheckFact(Fact):
    kind: ClassVar[str] = "control_check"
    sv: ClassVar[str] = "kontrollmoment"
    en: ClassVar[str] = "checks of the internal control plan"
    document: ClassVar[str] = "internkontrollplan"
    section: ClassVar[str] = "internal_control.checks"

    what: Annotated[str, base.text("kontrollmomentet", "the check")]
    year_end: Annotated[str, iso_date("årets sista dag", "last day of the year", of_year=last_of_year)]
    owner: Annotated[str | None, base.text("den som utför kontrollen", "who performs the check")]
    process_owner: Annotated[
        str | None, base.text("den som svarar för det kontrollerade", "who answers for what is checked")
    ]
    has_method: Annotated[bool | None, flag("metod", "a method")]
    has_owner: Annotated[bool | None, flag("utsedd att utföra kontrollen", "somebody appointed to perform the check")]
    has_frequency: Annotated[bool | None, flag("hur ofta", "how often")]
    has_recipient: Annotated[bool | None, flag("mottagare av resultatet", "a recipient of the result")]
    risk: Annotated[str | None, base.text("risken", "the risk")]
    is_for_known_risk: Annotated[
        bool | None, flag("kopplat till en risk i riskregistret", "tied to a risk of the risk register")
    ]
    is_direct_measure: Annotated[
        bool, flag("angivet som direktåtgärd i stället för granskning", "said to be a measure taken at once, no check")
    ]
    planned: Annotated[int | None, counted("planerat antal gånger", "the times planned")]
    performed: Annotated[int | None, counted("utfört antal gånger", "the times performed")]
    shortfall: Annotated[
        int | None, counted("antalet gånger för lite mot planen", "the times fewer than the plan says")
    ]
    deviations: Annotated[int | None, counted("antalet avvikelser", "the number of deviations")]
    has_measure: Annotated[bool | None, flag("åtgärd för avvikelserna", "a measure for the deviations")]
    is_independent: Annotated[
        bool | None,
        flag(
            "utförd av någon annan än den som svarar för det kontrollerade",
            "performed by somebody other than its owner",
        ),
    ]


def produce(dossier: Dossier) -> tuple[ControlCheckFact, ...]:
    control = dossier.year.internal_control
    if control is None:
        return ()
    return tuple(_fact(check, control, dossier) for check in control.checks.items)


def _fact(check: ControlCheck, control: InternalControl, dossier: Dossier) -> ControlCheckFact:
    planned, performed = check.planned, check.performed
    return ControlCheckFact(
        key=check.id,
        law_date=first_of_year(dossier.year.fiscal_year),
        place=check.place("what"),
        what=check.what,
        year_end=last_of_year(dossier.year.fiscal_year),
        owner=said(check.owner),
        process_owner=said(check.process_owner),
        has_method=is_there(check.method),
        has_owner=is_there(check.owner),
        has_frequency=is_there(check.frequency),
        has_recipient=is_there(check.reported_to),
        risk=said(check.risk),
        is_for_known_risk=_is_for_known_risk(check, dossier.register),
        is_direct_measure=check.type == "direktatgard",
        planned=planned,
        performed=performed,
        shortfall=None if planned is None or performed is None else max(0, planned - performed),
        deviations=check.deviations,
        has_measure=True if check.actions else is_there(check.measures),
        is_independent=_is_independent(check, control.reviewers or ()),
    )


def _is_for_known_risk(check: ControlCheck, register: RiskRegister | None) -> bool | None:
    """Whether the register has the risk; unknown where there is a risk and no register to look in."""
    risk = said(check.risk)
    if risk is None:
        return is_there(check.risk)
    return None if register is None else any(risk == item.id for item in register.risks)


def _is_independent(check: ControlCheck, reviewers: Iterable[str]) -> bool | None:
    """Whether neither who performs the check nor a reviewer of the year answers for what is checked.

    By name, so that a person named once and given by a role elsewhere is not seen.
    """
    answers = said(check.process_owner)
    if answers is None:
        return None
    if answers.casefold() in {name.casefold() for name in (*reviewers, said(check.owner) or "")}:
        return False
    return True if is_there(check.owner) else None
