"""Documents that were destroyed: by what decision, and how long they had been kept (arkivlagen 10 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there
from finsam_control.records.base import distinct


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalFact(Fact):
    kind: ClassVar[str] = "disposal"
    sv: ClassVar[str] = "gallring"
    en: ClassVar[str] = "disposal"
    document: ClassVar[str] = "policyer"
    section: ClassVar[str] = "archive.disposals"
    dated: ClassVar[bool] = True

    what: Annotated[str, base.text("handlingarna", "the documents")]
    of_year: Annotated[str, base.text("året som handlingarna hör till", "the year that the documents belong to")]
    is_accounting: Annotated[bool | None, flag("handlingarna är räkenskapsinformation", "accounting information")]
    has_decision: Annotated[bool | None, flag("gallringsbeslut finns", "there is a decision on disposal")]
    years_kept: Annotated[
        int, counted("hela år som handlingarna bevarats efter sitt år", "whole years kept after their own")
    ]


def produce(dossier: Dossier) -> tuple[DisposalFact, ...]:
    """The law date is the documents' own year: what was booked under an act is kept as long as that act says."""
    archive = dossier.year.archive
    items = archive.disposals.items if archive is not None else ()
    keys = distinct(item.what for item in items)
    return tuple(
        DisposalFact(
            key=key,
            law_date=first_of_year(item.fiscal_year),
            place=item.place("what"),
            what=item.what,
            of_year=str(item.fiscal_year),
            has_decision=is_there(item.decision),
            is_accounting=item.accounting,
            years_kept=max(item.year - 1 - item.fiscal_year, 0),
        )
        for item, key in zip(items, keys, strict=True)
    )
