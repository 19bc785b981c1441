"""Whether a journal of the year's purchases was handed in: the one place that tells, so that no view says it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseEvidenceFact(Fact):
    kind: ClassVar[str] = "purchase_evidence"
    sv: ClassVar[str] = "inköpsjournalen som underlag"
    en: ClassVar[str] = "the journal of purchases as evidence"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"

    files: Annotated[str, base.text("de inlämnade filerna", "the files that were handed in")]
    rows: Annotated[int | None, counted("antalet rader", "rows")]


def produce(dossier: Dossier) -> tuple[PurchaseEvidenceFact, ...]:
    """One fact; a year of which no journal was handed in says nothing of whether one exists."""
    year, files = dossier.year, dossier.store.files if dossier.store is not None else ()
    return (
        PurchaseEvidenceFact(
            key="journal",
            law_date=first_of_year(year.fiscal_year),
            place=files[0].named_at if files else year.place("populations"),
            files=joined(file.name for file in files),
            rows=sum(file.rows for file in files) if files else None,
        ),
    )
