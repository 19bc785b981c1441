"""The versions of the delegation order: adopted by the board, with an order of reporting (FinsamL 10 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, text


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationOrderFact(Fact):
    kind: ClassVar[str] = "delegation_order"
    sv: ClassVar[str] = "delegationsordningen"
    en: ClassVar[str] = "the delegation order"
    document: ClassVar[str] = "delegationsordning"
    section: ClassVar[str] = "delegation_orders"

    version: Annotated[str, text("versionen", "the version")]
    is_adopted: Annotated[
        bool | None,
        flag("styrelsens beslut om delegationsordningen finns", "the board's decision on it exists", "protokoll"),
    ]
    has_routine: Annotated[
        bool | None,
        flag(
            "ordningen för anmälan av delegationsbeslut är bestämd", "how delegated decisions are reported is decided"
        ),
    ]


def produce(dossier: Dossier) -> tuple[DelegationOrderFact, ...]:
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(
        DelegationOrderFact(
            key=order.id,
            law_date=law_date,
            place=order.place("id"),
            version=order.id,
            is_adopted=is_there(order.adopted_on),
            has_routine=is_there(order.reporting_routine),
        )
        for order in dossier.year.delegation_orders.items
    )
