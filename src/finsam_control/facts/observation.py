"""The auditors' remarks one by one: what was decided, who does it by when, and whether it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, iso_date, latest, said
from finsam_control.records.control import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFact(Fact):
    kind: ClassVar[str] = "observation"
    sv: ClassVar[str] = "revisorernas synpunkter"
    en: ClassVar[str] = "the auditors' remarks"
    document: ClassVar[str] = "synpunkter"
    section: ClassVar[str] = "observations"

    area: Annotated[str, base.text("området", "the area")]
    text: Annotated[str, base.text("synpunkten", "the remark")]
    measure: Annotated[str | None, base.text("åtgärden", "the measure")]
    when: Annotated[str | None, base.text("tiden eller sättet så som det är skrivet", "the time or way as printed")]
    has_measure: Annotated[bool | None, flag("åtgärd", "a measure")]
    has_owner: Annotated[bool | None, flag("ansvarig för åtgärden", "somebody responsible for the measure")]
    has_deadline: Annotated[bool | None, flag("tidpunkt för åtgärden", "a deadline for the measure")]
    due_on: Annotated[str | None, iso_date("dagen då åtgärden ska vara klar", "the day by which the measure is due")]
    is_done: Annotated[bool | None, flag("klar åtgärd", "a measure that is done")]
    has_evidence: Annotated[bool | None, flag("underlag som visar att åtgärden är klar", "evidence that it is done")]
    conflicts: Annotated[
        bool,
        flag("antecknad som oförenlig med en annan synpunkt", "noted as conflicting with another remark"),
    ]
    other: Annotated[str | None, base.text("den andra synpunkten", "the other remark")]
    returned: Annotated[bool | None, flag("samma synpunkt som förra året", "the same remark as last year")]


def produce(dossier: Dossier) -> tuple[ObservationFact, ...]:
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(
        ObservationFact(
            key=item.id,
            law_date=law_date,
            place=item.place("text"),
            area=item.area,
            text=item.text,
            measure=said(item.measure),
            when=item.when,
            has_measure=is_there(item.measure),
            has_owner=is_there(item.owner),
            has_deadline=is_there(item.due),
            due_on=latest(item.due),
            is_done=_done(item),
            has_evidence=is_there(item.evidence),
            conflicts=item.contradicts is not None,
            other=item.contradicts,
            returned=item.returned,
        )
        for item in dossier.year.observations.items
    )


def _done(item: Observation) -> bool | None:
    """As the status says; without one, a day of closing says it too. Evidence alone is no status."""
    if item.status is not None:
        return item.status == "klar"
    return True if item.closed_on is not None else None
