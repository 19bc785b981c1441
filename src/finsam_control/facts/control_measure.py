"""The measures decided on deviations of the internal control, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, iso_date, latest, said
from finsam_control.records.control import ControlCheck
from finsam_control.records.register import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlMeasureFact(Fact):
    kind: ClassVar[str] = "control_measure"
    sv: ClassVar[str] = "åtgärder efter den interna kontrollen"
    en: ClassVar[str] = "measures after the internal control"
    document: ClassVar[str] = "internkontrollplan"
    section: ClassVar[str] = "internal_control.checks"

    check: Annotated[str, base.text("kontrollmomentet", "the check")]
    what: Annotated[str, base.text("åtgärden", "the measure")]
    has_owner: Annotated[bool | None, flag("ansvarig för åtgärden", "somebody responsible for the measure")]
    has_deadline: Annotated[bool | None, flag("tidpunkt för åtgärden", "a deadline for the measure")]
    due_on: Annotated[str | None, iso_date("dagen då åtgärden ska vara klar", "the day by which the measure is due")]
    is_done: Annotated[bool | None, flag("klar åtgärd", "a measure that is done")]
    has_evidence: Annotated[bool | None, flag("underlag som visar att åtgärden är klar", "evidence that it is done")]


def produce(dossier: Dossier) -> tuple[ControlMeasureFact, ...]:
    control = dossier.year.internal_control
    if control is None:
        return ()
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(fact for check in control.checks.items for fact in _of(check, law_date))


def _of(check: ControlCheck, law_date: str) -> tuple[ControlMeasureFact, ...]:
    """The measures of one check, numbered from the second; of one told in prose alone no more is known."""
    prose = said(check.measures)
    actions = check.actions or (() if prose is None else (Action(what=prose),))
    return tuple(
        ControlMeasureFact(
            key=check.id if number == 1 else f"{check.id} ({number})",
            law_date=law_date,
            place=check.place("measures") if check.actions is None else action.place("what"),
            check=check.what,
            what=action.what,
            has_owner=is_there(action.owner),
            has_deadline=is_there(action.due),
            due_on=latest(action.due),
            is_done=None if action.status is None else action.status == "klar",
            has_evidence=is_there(action.evidence),
        )
        for number, action in enumerate(actions, 1)
    )
