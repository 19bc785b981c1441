"""Committees of the board and preparatory groups: who set them up, and whether they decide (KL 3:5, FinsamL 10 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, word
from finsam_control.records.base import distinct
from finsam_control.records.committee import Committee


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeFact(Fact):
    kind: ClassVar[str] = "committee"
    sv: ClassVar[str] = "utskott och beredningsgrupper"
    en: ClassVar[str] = "committees and preparatory groups"
    document: ClassVar[str] = "protokoll"
    section: ClassVar[str] = "committees"

    name: Annotated[str, base.text("utskottet eller gruppen", "the committee or group")]
    sort: Annotated[Literal["utskott", "beredningsgrupp"], word("slag", "its kind")]
    is_set_up: Annotated[bool | None, flag("styrelsen har tillsatt den", "the board has set it up")]
    decides: Annotated[bool | None, flag("den beslutar i förbundets namn", "it decides in the förbund's name")]


def produce(dossier: Dossier) -> tuple[CommitteeFact, ...]:
    committees = dossier.year.committees.items
    keys = distinct(committee.name for committee in committees)
    year = dossier.year.fiscal_year
    return tuple(_fact(year, committee, key) for committee, key in zip(committees, keys, strict=True))


def _fact(year: int, committee: Committee, key: str) -> CommitteeFact:
    return CommitteeFact(
        key=key,
        law_date=first_of_year(year),
        place=committee.place("name"),
        name=committee.name,
        sort=committee.kind,
        is_set_up=is_there(committee.set_up_on),
        decides=committee.decides,
    )
