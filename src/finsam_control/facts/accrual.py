"""Accrued costs of the parties' requisitions at a year end: how worked out, and reversed the year after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, flag, is_there, iso_date, joined, last_of_year, law_day, ore
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import differ
from finsam_control.records.closing import Accrual


@dataclass(frozen=True, slots=True, kw_only=True)
class AccrualFact(Fact):
    kind: ClassVar[str] = "accrual"
    sv: ClassVar[str] = "upplupna kostnader för insatser"
    en: ClassVar[str] = "accrued costs of initiatives"
    document: ClassVar[str] = "bokslut"
    section: ClassVar[str] = "accruals"
    dated: ClassVar[bool] = True

    what: Annotated[str, base.text("det som är upplupet", "what is accrued")]
    booked_on: Annotated[str, base.text("bokslutsdagen", "the year end")]
    amount: Annotated[int | None, ore("det upplupna beloppet", "the amount accrued")]
    has_documents: Annotated[bool | None, flag("beräkningen av beloppet finns", "how it was worked out is shown")]
    reverse_by: Annotated[str, iso_date("sista dagen på året efter", "the last day of the year after")]
    is_reversed: Annotated[bool | None, flag("det upplupna är återfört", "the accrual is reversed")]
    settled: Annotated[int | None, ore("det som sedan rekvirerades", "what was then requisitioned", "rekvisitioner")]
    difference: Annotated[
        int | None,
        ore("det upplupna minus det rekvirerade", "the accrual less what was requisitioned", "rekvisitioner"),
    ]
    above_trivial: Annotated[
        int | None,
        ore(
            "skillnaden utöver gränsen för det uppenbart obetydliga",
            "the difference beyond what is clearly trivial",
            "rekvisitioner",
        ),
    ]
    explains_difference: Annotated[bool | None, flag("skillnaden är förklarad", "the difference is explained")]


def produce(dossier: Dossier) -> tuple[AccrualFact, ...]:
    trivial = clearly_trivial(dossier.year)
    return tuple(_fact(accrual, trivial) for accrual in dossier.year.accruals.items)


def _fact(accrual: Accrual, trivial: int) -> AccrualFact:
    booked, settled = accrual.amount, accrual.settled
    difference = None if booked is None or settled is None else differ(booked, settled)
    return AccrualFact(
        key=accrual.id,
        law_date=law_day(accrual.booked_on),
        place=accrual.place("id"),
        what=joined(name for name in (accrual.initiative, accrual.party) if name) or accrual.id,
        booked_on=str(accrual.booked_on),
        amount=base.amount(booked),
        has_documents=is_there(accrual.documents),
        reverse_by=last_of_year(accrual.booked_on.last.year + 1),
        is_reversed=is_there(accrual.reversed_on),
        settled=base.amount(settled),
        difference=difference,
        above_trivial=None if difference is None else abs(difference) - trivial,
        explains_difference=is_there(accrual.difference_explained),
    )
