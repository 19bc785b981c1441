"""Counts, percentages and durations that running text repeats, sums or divides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, number, word
from finsam_control.facts.count_total import thousandths
from finsam_control.facts.stated_amount import comparisons
from finsam_control.figure import Figure, Unit, shown
from finsam_control.records.tables import StatedFigure

Relation = Literal["table", "text", "sum", "change", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNumberFact(Fact):
    kind: ClassVar[str] = "stated_number"
    sv: ClassVar[str] = "antal och procent i löpande text"
    en: ClassVar[str] = "counts and percentages in running text"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "stated_figures"

    text: Annotated[str, base.text("textens ord", "the text's words")]
    against: Annotated[str, base.text("vad talet jämförs med", "what the number is compared with")]
    relation: Annotated[Relation, word("jämförelsen", "the comparison")]
    stated: Annotated[int, number("talet i texten", "the number in the text")]
    found: Annotated[int, number("talet där det annars står", "the number where it otherwise stands")]
    difference: Annotated[
        int, number("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]


def produce(dossier: Dossier) -> tuple[StatedNumberFact, ...]:
    year = dossier.year
    law_date = first_of_year(year.fiscal_year)
    found: list[tuple[StatedFigure, Relation, str, int, int]] = [
        (stated, comparison.relation, comparison.against, comparison.found, comparison.difference)
        for stated, comparison in comparisons(year)
        if not stated.value.unit.is_money
    ]
    found += [
        (stated, "share", *_share(stated.value, stated.part, stated.whole))
        for stated in year.stated_figures
        if stated.value.unit is Unit.PERCENT
        and stated.part is not None
        and stated.whole is not None
        and stated.whole.value
    ]
    return tuple(
        StatedNumberFact(
            key=f"{stated.id}/{relation}",
            law_date=law_date,
            place=stated.place("value"),
            text=stated.text,
            against=against,
            relation=relation,
            stated=thousandths(stated.value.value, stated.value.unit),
            found=thousandths(value, stated.value.unit),
            difference=thousandths(difference, stated.value.unit),
        )
        for stated, relation, against, value, difference in found
    )


def _share(stated: Figure, part: Figure, whole: Figure) -> tuple[str, int, int]:
    """The share in parts per million, and how far it lies outside what the stated percentage can mean."""
    low_stated, high_stated = stated.interval
    (part_low, part_high), (whole_low, whole_high) = part.interval, whole.interval
    low, high = part_low * 1_000_000 // whole_high, -(-part_high * 1_000_000 // max(whole_low, 1))
    difference = low_stated - high if low_stated > high else high_stated - low if high_stated < low else 0
    against = f"{shown(part)} / {shown(whole)}"
    return against, part.value * 1_000_000 // whole.value, difference
