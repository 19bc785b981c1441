"""The measures against risks, where the register lists them one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, days, flag, is_there, iso_date, latest, said
from finsam_control.facts.risk import register_law_date
from finsam_control.records.base import Absent, distinct
from finsam_control.records.register import Action, Risk
from finsam_control.register_text import is_vague


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMeasureFact(Fact):
    kind: ClassVar[str] = "risk_measure"
    sv: ClassVar[str] = "åtgärderna mot riskerna, en för en"
    en: ClassVar[str] = "the measures against the risks, one by one"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True

    risk: Annotated[str, base.text("riskens nummer", "the risk's number")]
    what: Annotated[str, base.text("åtgärden", "the measure")]
    has_owner: Annotated[bool | None, flag("ansvarig för åtgärden", "somebody responsible for the measure")]
    owner: Annotated[str | None, base.text("den ansvariga", "who is responsible")]
    owner_is_vague: Annotated[bool | None, flag("ansvarig som ingen kan fråga", "a responsible that nobody can ask")]
    has_due: Annotated[bool | None, flag("tidpunkt för åtgärden", "a deadline for the measure")]
    due_on: Annotated[str | None, iso_date("dagen då åtgärden ska vara klar", "the day by which the measure is due")]
    is_done: Annotated[bool | None, flag("klar åtgärd", "a measure that is done")]
    has_evidence: Annotated[bool | None, flag("underlag som visar att åtgärden är klar", "evidence that it is done")]
    days_after_scoring: Annotated[
        int | None,
        days("tiden från bedömningen till den dag åtgärden ska vara klar", "the time from the scoring to the deadline"),
    ]


def produce(dossier: Dossier) -> tuple[RiskMeasureFact, ...]:
    register = dossier.register
    if register is None:
        return ()
    law_date = register_law_date(dossier)
    listed = [(risk, action) for risk in register.risks for action in risk.actions or ()]
    keys = distinct(f"{risk.id}: {action.what}" for risk, action in listed)
    return tuple(
        _fact(key, risk, action, register.date, law_date) for key, (risk, action) in zip(keys, listed, strict=True)
    )


def _fact(key: str, risk: Risk, action: Action, registered: Day | Absent | None, law_date: str) -> RiskMeasureFact:
    """What the measure does not say of itself, the risk says of all its measures."""
    owner = risk.owner if action.owner is None else action.owner
    due = risk.due if action.due is None else action.due
    scored = registered if risk.current is None or risk.current.date is None else risk.current.date
    return RiskMeasureFact(
        key=key,
        law_date=law_date,
        place=action.place("what"),
        risk=risk.id,
        what=action.what,
        has_owner=is_there(owner),
        owner=said(owner),
        owner_is_vague=is_vague(owner) if isinstance(owner, str) else None,
        has_due=is_there(due),
        due_on=latest(due),
        is_done=None if action.status is None else action.status == "klar",
        has_evidence=is_there(action.evidence),
        days_after_scoring=_days(scored, due),
    )


def _days(scored: Day | Absent | None, due: Day | Absent | None) -> int | None:
    """The most days that can lie between, by the reading of the dates that speaks for the förbund."""
    return (due.last - scored.first).days if isinstance(scored, Day) and isinstance(due, Day) else None
