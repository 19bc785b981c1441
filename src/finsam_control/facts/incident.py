"""Personal data breaches one by one (GDPR art. 33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, flag, hours, is_there, iso_date, latest, law_day
from finsam_control.records.privacy import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFact(Fact):
    kind: ClassVar[str] = "incident"
    sv: ClassVar[str] = "personuppgiftsincidenter"
    en: ClassVar[str] = "personal data breaches"
    document: ClassVar[str] = "dataskydd"
    section: ClassVar[str] = "privacy.incidents"
    dated: ClassVar[bool] = True

    aware_on: Annotated[str | None, iso_date("dagen då incidenten upptäcktes", "the day the breach was noticed")]
    hours_to_notice: Annotated[
        int | None,
        hours("tiden från upptäckt till anmälan", "the time from awareness to the notice"),
    ]
    was_notified: Annotated[bool | None, flag("anmäld till IMY", "notified to IMY")]
    risk_unlikely: Annotated[
        bool | None,
        flag("osannolikt att incidenten medför en risk för enskilda", "unlikely to result in a risk to individuals"),
    ]
    high_risk: Annotated[bool | None, flag("hög risk för enskilda", "a high risk to individuals")]
    subjects_told: Annotated[
        bool | None, flag("de registrerade är informerade", "those whose data it is have been told")
    ]
    is_documented: Annotated[bool | None, flag("dokumenterad incident", "a documented breach")]


def produce(dossier: Dossier) -> tuple[IncidentFact, ...]:
    privacy = dossier.year.privacy
    if privacy is None:
        return ()
    return tuple(
        IncidentFact(
            key=item.id,
            law_date=law_day(item.aware_on),
            place=item.place("hours_to_notice"),
            aware_on=latest(item.aware_on),
            hours_to_notice=item.hours_to_notice,
            was_notified=_notified(item),
            risk_unlikely=item.risk_unlikely,
            high_risk=item.high_risk,
            subjects_told=is_there(item.subjects_told),
            is_documented=is_there(item.documented),
        )
        for item in privacy.incidents.items
    )


def _notified(item: Incident) -> bool | None:
    if item.notice is not None:
        return item.notice == "anmald"
    return True if item.hours_to_notice is not None else None
