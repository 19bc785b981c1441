"""Figures of the financial statements that must agree with each other, within rounding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore, word
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure, differ, gap
from finsam_control.printed import Printed, figures
from finsam_control.records.year import Year

Relation = Literal["same_figure", "opening", "balance", "cash", "cash_change", "equity_change"]

#: Concepts printed in several statements that are one and the same figure.
_SHARED = ("revenue", "costs", "net_costs", "result", "equity", "assets", "cash_flow_of_year")
_OPENINGS = {"equity_opening": ("equity",), "cash_opening": ("cash", "cash_closing")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TieFact(Fact):
    kind: ClassVar[str] = "tie"
    sv: ClassVar[str] = "samband mellan räkningarna"
    en: ClassVar[str] = "ties between the statements"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "tables"

    relation: Annotated[Relation, word("sambandet", "the tie")]
    one: Annotated[str, base.text("den ena uppgiften", "the one figure")]
    other: Annotated[str, base.text("den andra uppgiften", "the other figure")]
    one_amount: Annotated[int, ore("den ena uppgiftens belopp", "the one figure's amount")]
    other_amount: Annotated[int, ore("den andra uppgiftens belopp", "the other figure's amount")]
    difference: Annotated[
        int, ore("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]
    above_trivial: Annotated[
        int,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]


@dataclass(frozen=True, slots=True)
class _Tie:
    relation: Relation
    one: Printed
    other: str
    amount: int
    difference: int


def produce(dossier: Dossier) -> tuple[TieFact, ...]:
    year = dossier.year
    law_date, trivial = first_of_year(year.fiscal_year), clearly_trivial(year)
    return tuple(
        TieFact(
            key=f"{tie.relation}/{tie.one.key}",
            law_date=law_date,
            place=tie.one.place,
            relation=tie.relation,
            one=tie.one.address,
            other=tie.other,
            one_amount=tie.one.figure.value,
            other_amount=tie.amount,
            difference=tie.difference,
            above_trivial=abs(tie.difference) - trivial,
        )
        for tie in _ties(year)
    )


def _ties(year: Year) -> Iterator[_Tie]:
    outcomes = [item for item in figures(year) if item.row.concept and item.column.holds == "outcome"]
    outcomes = [item for item in outcomes if item.column.year is not None and item.figure.unit.is_money]

    def of(concept: str, when: int) -> list[Printed]:
        return [item for item in outcomes if item.row.concept == concept and item.column.year == when]

    years = sorted({item.column.year for item in outcomes if item.column.year is not None})
    for when in years:
        for concept in _SHARED:
            printings = of(concept, when)
            for other in printings[1:]:
                yield _pair("same_figure", other, printings[0])
        for opening, closings in _OPENINGS.items():
            for closing in [item for name in closings for item in of(name, when - 1)][:1]:
                for item in of(opening, when):
                    yield _pair("opening", item, closing)
        for relation, one, other_name in (
            ("balance", "equity_and_liabilities", "assets"),
            ("cash", "cash_closing", "cash"),
        ):
            found, against = of(one, when), of(other_name, when)
            if found and against:
                yield _pair(relation, found[0], against[0])  # type: ignore[arg-type]
    yield from _changes(outcomes)


def _pair(relation: Relation, one: Printed, other: Printed) -> _Tie:
    return _Tie(relation, one, other.address, other.figure.value, differ(one.figure, other.figure))


def _changes(outcomes: list[Printed]) -> Iterator[_Tie]:
    """Opening plus what happened is closing, inside each table and column that prints them."""
    for _, group in groupby(outcomes, key=lambda item: item.table.id):
        columns: dict[str, dict[str, Printed]] = {}
        for item in group:
            columns.setdefault(item.column_id, {})[item.row.concept or ""] = item
        for cells in columns.values():
            yield from _change(
                "equity_change", cells, "equity", ("equity_opening", "result"), ("equity_direct_change",)
            )
            yield from _change("cash_change", cells, "cash_closing", ("cash_opening", "cash_flow_of_year"), ())


def _change(
    relation: Relation, cells: dict[str, Printed], closing: str, needed: tuple[str, ...], extra: tuple[str, ...]
) -> Iterator[_Tie]:
    if closing not in cells or not all(name in cells for name in needed):
        return
    terms: list[Figure] = [cells[name].figure for name in (*needed, *extra) if name in cells]
    labels = " + ".join(cells[name].row.label for name in (*needed, *extra) if name in cells)
    yield _Tie(relation, cells[closing], labels, sum(term.value for term in terms), -gap(terms, cells[closing].figure))
