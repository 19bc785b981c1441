"""The lines of the delegation order in force: who may decide what (FinsamL 10 § third and fourth paragraphs)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, ore, word
from finsam_control.records.base import Listing, distinct
from finsam_control.records.board import DelegationOrder

Role = Literal[
    "samordnare", "ordforande", "ledamot", "ersattare", "tjansteman", "utskott", "konsult", "medlems_personal"
]
Above = Literal["samrad_ordforande", "styrelsen", "ordforande"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationFact(Fact):
    kind: ClassVar[str] = "delegation"
    sv: ClassVar[str] = "delegationsordningens punkter"
    en: ClassVar[str] = "lines of the delegation order"
    document: ClassVar[str] = "delegationsordning"
    section: ClassVar[str] = "delegation_orders"

    matter: Annotated[str, base.text("gruppen av ärenden", "the group of matters")]
    role: Annotated[Role, word("delegaten", "the delegate")]
    limit: Annotated[int | None, ore("beloppsgränsen", "the limit")]
    above: Annotated[Above | None, word("ordningen över beloppsgränsen", "what applies above the limit")]
    covers_goals: Annotated[
        bool,
        flag(
            "punkten omfattar verksamhetens mål, inriktning, omfattning eller kvalitet",
            "the line covers the goals, direction, scope or quality of the activity",
        ),
    ]
    reports: Annotated[
        bool | None,
        flag("delegationsordningen säger att besluten ska anmälas", "the order says that decisions are reported"),
    ]


def produce(dossier: Dossier) -> tuple[DelegationFact, ...]:
    fiscal_year = dossier.year.fiscal_year
    order = order_in_force(dossier, date(fiscal_year, 12, 31))
    if order is None:
        return ()
    keys = distinct(f"{entry.matter} ({entry.role})" for entry in order.entries)
    return tuple(
        DelegationFact(
            key=key,
            law_date=first_of_year(fiscal_year),
            place=entry.place("matter"),
            matter=entry.matter,
            role=entry.role,
            limit=base.amount(entry.limit),
            above=entry.above,
            covers_goals=entry.covers_goals,
            reports=entry.report_to_board,
        )
        for entry, key in zip(order.entries, keys, strict=True)
    )


def order_in_force(dossier: Dossier, on: date) -> DelegationOrder | None:
    """The latest version begun on a day; the only one handed in where it bears no date."""
    orders = dossier.year.delegation_orders.items
    begun = [(start.first, order) for order in orders if (start := _start(order)) is not None and start.first <= on]
    if begun:
        return max(begun, key=lambda pair: pair[0])[1]
    return orders[0] if len(orders) == 1 and _start(orders[0]) is None else None


def known_whole(orders: Listing[DelegationOrder]) -> bool:
    """Whether it is known which order held on any day: all are handed in, and none of several lacks its date."""
    undated = any((order.in_force_from or order.adopted_on) is None for order in orders.items)
    return orders.complete and (len(orders.items) == 1 or not undated)


def _start(order: DelegationOrder) -> Day | None:
    start = order.in_force_from or order.adopted_on
    return start if isinstance(start, Day) else None
