"""Amounts that a printed table states as sums: what rounding cannot explain between them and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore
from finsam_control.figure import gap
from finsam_control.printed import claims
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTotalFact(Fact):
    kind: ClassVar[str] = "table_total"
    sv: ClassVar[str] = "tryckta summor"
    en: ClassVar[str] = "printed totals"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "tables"

    where: Annotated[str, base.text("summan", "the total")]
    stated: Annotated[int, ore("angiven summa", "the sum as stated")]
    computed: Annotated[int, ore("posternas summa", "the sum of its terms")]
    difference: Annotated[
        int, ore("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]
    above_trivial: Annotated[
        int,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]


def produce(dossier: Dossier) -> tuple[TableTotalFact, ...]:
    law_date = first_of_year(dossier.year.fiscal_year)
    trivial = clearly_trivial(dossier.year)
    facts = []
    for claim in claims(dossier.year):
        total = claim.total
        if total.figure.unit.is_money and claim.terms:
            difference = gap(claim.terms, total.figure)
            facts.append(
                TableTotalFact(
                    key=total.key,
                    law_date=law_date,
                    place=total.place,
                    where=total.address,
                    stated=total.figure.value,
                    computed=sum(term.value for term in claim.terms),
                    difference=difference,
                    above_trivial=abs(difference) - trivial,
                )
            )
    return tuple(facts)


def clearly_trivial(year: Year) -> int:
    """Öre below which a difference is information; nothing is, until the reviewer has set a limit."""
    return 0 if year.materiality is None else year.materiality.clearly_trivial.value
