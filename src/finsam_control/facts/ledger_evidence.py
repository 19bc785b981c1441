"""Whether the year's own ledger was handed in: the one place that tells, so that no other kind says it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, joined
from finsam_control.facts.ledger import of_the_year


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvidenceFact(Fact):
    kind: ClassVar[str] = "ledger_evidence"
    sv: ClassVar[str] = "huvudboken som underlag"
    en: ClassVar[str] = "the ledger as evidence"
    document: ClassVar[str] = "huvudbok"
    section: ClassVar[str] = "populations"

    files: Annotated[str, base.text("de inlämnade filerna", "the files that were handed in")]
    of_the_year: Annotated[
        int | None, counted("antalet filer för det granskade året", "files of the year that is reviewed")
    ]


def produce(dossier: Dossier) -> tuple[LedgerEvidenceFact, ...]:
    """One fact; a year of which no ledger was handed in says nothing of whether one exists."""
    year = dossier.year
    return (
        LedgerEvidenceFact(
            key="ledger",
            law_date=first_of_year(year.fiscal_year),
            place=dossier.ledgers[0].named_at if dossier.ledgers else year.place("populations"),
            files=joined(ledger.name for ledger in dossier.ledgers),
            of_the_year=len(of_the_year(dossier)) if dossier.ledgers else None,
        ),
    )
