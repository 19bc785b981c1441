"""The lines of the delegation order in force: who may decide what (FinsamL 10 § third and fourth paragraphs)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from finsam_control import authority
from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, ore, word
from finsam_control.records.base import distinct

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
    may_pass_on: Annotated[
        bool | None,
        flag("delegaten får delegera rätten vidare", "the delegate may pass the right on"),
    ]
    reports: Annotated[
        bool | None,
        flag("delegationsordningen säger att besluten ska anmälas", "the order says that decisions are reported"),
    ]


def produce(dossier: Dossier) -> tuple[DelegationFact, ...]:
    fiscal_year, orders = dossier.year.fiscal_year, dossier.year.delegation_orders.items
    first, last = date(fiscal_year, 1, 1), date(fiscal_year, 12, 31)
    # A version that ended by its own date during the year still has lines to judge, where nothing followed it.
    found = authority.mandates(orders, Day.exact(last)) or authority.mandates(orders, Day(first, last))
    keys = distinct(f"{mandate.line.matter} ({mandate.line.role})" for mandate in found)
    return tuple(
        DelegationFact(
            key=key,
            law_date=first_of_year(fiscal_year),
            place=mandate.line.place("matter"),
            matter=mandate.line.matter,
            role=mandate.line.role,
            limit=mandate.limit(Day.exact(last), dossier.prisbasbelopp),
            above=mandate.line.above,
            covers_goals=mandate.line.covers_goals,
            may_pass_on=mandate.line.sub_delegation,
            reports=mandate.line.report_to_board,
        )
        for mandate, key in zip(found, keys, strict=True)
    )
