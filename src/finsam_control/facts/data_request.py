"""Requests from those whose data the förbund has (GDPR art. 12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, iso_date, latest, law_day, text
from finsam_control.records.privacy import DataRequest

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestFact(Fact):
    kind: ClassVar[str] = "data_request"
    sv: ClassVar[str] = "begäran från registrerade"
    en: ClassVar[str] = "requests from data subjects"
    document: ClassVar[str] = "dataskydd"
    section: ClassVar[str] = "privacy.requests"
    dated: ClassVar[bool] = True

    name: Annotated[str, text("begäran", "the request")]
    received_on: Annotated[str | None, iso_date("dagen då begäran kom in", "the day the request came in")]
    months_to_answer: Annotated[int | None, counted("påbörjade månader till svaret", "months begun until the answer")]


def produce(dossier: Dossier) -> tuple[DataRequestFact, ...]:
    privacy = dossier.year.privacy
    return tuple(
        DataRequestFact(
            key=item.id,
            law_date=law_day(item.received_on),
            place=item.place("received_on"),
            name=item.id,
            received_on=latest(item.received_on),
            months_to_answer=_months(item),
        )
        for item in (privacy.requests.items if privacy is not None else ())
    )


def _months(item: DataRequest) -> int | None:
    """Months begun, by the dates that favour the förbund: an answer on the same day of the next month is within one."""
    if not isinstance(item.answered_on, Day):
        return None
    start, end = item.received_on.last, item.answered_on.first
    if end <= start:
        return 0
    return (end.year - start.year) * _MONTHS + end.month - start.month + (end.day > start.day)
