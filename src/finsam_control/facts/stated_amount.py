"""Amounts that running text repeats, against the table, sentence or terms where the same amount stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore, word
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure, differ, gap, shown
from finsam_control.printed import figures
from finsam_control.records.tables import StatedFigure
from finsam_control.records.year import Year

Relation = Literal["table", "text", "sum", "change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAmountFact(Fact):
    kind: ClassVar[str] = "stated_amount"
    sv: ClassVar[str] = "belopp i löpande text"
    en: ClassVar[str] = "amounts in running text"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "stated_figures"

    text: Annotated[str, base.text("textens ord", "the text's words")]
    against: Annotated[str, base.text("vad beloppet jämförs med", "what the amount is compared with")]
    relation: Annotated[Relation, word("jämförelsen", "the comparison")]
    stated: Annotated[int, ore("beloppet i texten", "the amount in the text")]
    found: Annotated[int, ore("beloppet där det annars står", "the amount where it otherwise stands")]
    difference: Annotated[
        int, ore("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]
    above_trivial: Annotated[
        int,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]


def produce(dossier: Dossier) -> tuple[StatedAmountFact, ...]:
    year = dossier.year
    law_date, trivial = first_of_year(year.fiscal_year), clearly_trivial(year)
    return tuple(
        StatedAmountFact(
            key=f"{stated.id}/{comparison.relation}",
            law_date=law_date,
            place=stated.place("value"),
            text=stated.text,
            against=comparison.against,
            relation=comparison.relation,
            stated=stated.value.value,
            found=comparison.found,
            difference=comparison.difference,
            above_trivial=abs(comparison.difference) - trivial,
        )
        for stated, comparison in comparisons(year)
        if stated.value.unit.is_money
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated figure against another standing of it, both in base units."""

    relation: Relation
    against: str
    found: int
    difference: int


def comparisons(year: Year) -> Iterator[tuple[StatedFigure, Comparison]]:
    """Every stated figure with each thing that it can be compared with."""
    cells = {(item.table.id, item.row_id, item.column_id): item for item in figures(year)}
    texts = {stated.id: stated for stated in year.stated_figures}
    for stated in year.stated_figures:
        address = stated.same_as
        cell = cells.get((address.table, address.row, address.column)) if address is not None else None
        if cell is not None:
            yield stated, Comparison("table", cell.address, cell.figure.value, differ(stated.value, cell.figure))
        if stated.same_as_stated is not None:
            other = texts[stated.same_as_stated]
            yield stated, Comparison("text", other.text, other.value.value, differ(stated.value, other.value))
        if stated.sum_of is not None:
            yield stated, _summed("sum", stated.sum_of, stated.value)
        if stated.change_from is not None and stated.change_to is not None:
            yield stated, _changed(stated, stated.change_from, stated.change_to)


def _summed(relation: Relation, terms: tuple[Figure, ...], stated: Figure) -> Comparison:
    against = " + ".join(shown(term) for term in terms)
    return Comparison(relation, against, sum(term.value for term in terms), -gap(terms, stated))


def _changed(stated: StatedFigure, start: Figure, end: Figure) -> Comparison:
    """A change is stated with its direction in words, so the magnitudes are compared."""
    against = f"{shown(start)} \u2192 {shown(end)}"
    found = abs(end.value - start.value)
    larger, smaller = (end, start) if end.value >= start.value else (start, end)
    magnitude = stated.value if stated.value.value >= 0 else -stated.value
    return Comparison("change", against, found, -gap((larger, -smaller), magnitude))
