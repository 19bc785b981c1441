"""Counts and percentages that a printed table states as sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, number
from finsam_control.figure import Unit, gap
from finsam_control.printed import claims


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTotalFact(Fact):
    kind: ClassVar[str] = "count_total"
    sv: ClassVar[str] = "tryckta summor av antal och procent"
    en: ClassVar[str] = "printed totals of counts and percentages"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "tables"

    where: Annotated[str, base.text("summan", "the total")]
    stated: Annotated[int, number("angiven summa", "the sum as stated")]
    computed: Annotated[int, number("posternas summa", "the sum of its terms")]
    difference: Annotated[
        int, number("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]


def produce(dossier: Dossier) -> tuple[CountTotalFact, ...]:
    law_date = first_of_year(dossier.year.fiscal_year)
    facts = []
    for claim in claims(dossier.year):
        total = claim.total
        if not total.figure.unit.is_money and claim.terms:
            facts.append(
                CountTotalFact(
                    key=total.key,
                    law_date=law_date,
                    place=total.place,
                    where=total.address,
                    stated=thousandths(total.figure.value, total.figure.unit),
                    computed=thousandths(sum(term.value for term in claim.terms), total.figure.unit),
                    difference=thousandths(gap(claim.terms, total.figure), total.figure.unit),
                )
            )
    return tuple(facts)


def thousandths(value: int, unit: Unit) -> int:
    """A value in its unit's base to thousandths of the printed unit, never to nought by rounding."""
    magnitude = -(-abs(value) * 1000 // unit.base)
    return -magnitude if value < 0 else magnitude
