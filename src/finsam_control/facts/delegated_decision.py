"""Decisions taken by delegation: within the order and its limits, consulted above them, reported (FinsamL 10 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, is_there, law_day, ore, said, word
from finsam_control.facts.delegation import Above, known_whole, order_in_force
from finsam_control.figure import Figure, Unit
from finsam_control.records.base import SAKNAS
from finsam_control.records.board import DelegatedDecision, Delegation

_ROLES: Final = {
    "förbundschef": "samordnare",
    "förbundssamordnare": "samordnare",
    "ordförande": "ordforande",
    "ersättare": "ersattare",
    "tjänsteman": "tjansteman",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegatedDecisionFact(Fact):
    kind: ClassVar[str] = "delegated_decision"
    sv: ClassVar[str] = "delegationsbeslut"
    en: ClassVar[str] = "delegated decisions"
    document: ClassVar[str] = "anmalan"
    section: ClassVar[str] = "delegated_decisions"
    dated: ClassVar[bool] = True

    decided_on: Annotated[str, base.text("beslutets datum", "the date of the decision")]
    matter: Annotated[str, base.text("ärendet", "the matter")]
    role: Annotated[str, base.text("den som beslutade", "who decided")]
    amount: Annotated[int | None, ore("beloppet", "the amount")]
    has_limit: Annotated[
        bool | None,
        flag(
            "delegationsordningens punkt har en beloppsgräns",
            "the line of the delegation order has a limit",
            "delegationsordning",
        ),
    ]
    limit: Annotated[int | None, ore("beloppsgränsen", "the limit", "delegationsordning")]
    over_limit: Annotated[
        int | None, ore("beloppet minus beloppsgränsen", "the amount less the limit", "delegationsordning")
    ]
    above: Annotated[
        Above | None, word("ordningen över beloppsgränsen", "what applies above the limit", "delegationsordning")
    ]
    is_delegated: Annotated[
        bool | None,
        flag("beslutet har stöd i delegationsordningen", "the delegation order covers it", "delegationsordning"),
    ]
    consulted: Annotated[str | None, base.text("den som samråddes med", "who was consulted")]
    consulted_chair: Annotated[
        bool | None, flag("samråd med ordföranden är dokumenterat", "consultation with the chair is on record")
    ]
    is_reported: Annotated[bool | None, flag("beslutet är anmält till styrelsen", "it was reported to the board")]
    meetings_passed: Annotated[
        int | None,
        counted(
            "antalet styrelsemöten som hölls före anmälan", "board meetings held before it was reported", "protokoll"
        ),
    ]


def produce(dossier: Dossier) -> tuple[DelegatedDecisionFact, ...]:
    return tuple(_fact(dossier, decision) for decision in dossier.year.delegated_decisions.items)


def _fact(dossier: Dossier, decision: DelegatedDecision) -> DelegatedDecisionFact:
    entry, is_delegated = _entry(dossier, decision)
    limit = entry.limit if entry is not None else None
    return DelegatedDecisionFact(
        key=decision.id,
        law_date=law_day(decision.date),
        place=decision.place("matter"),
        decided_on=str(decision.date),
        matter=decision.matter,
        role=decision.role,
        amount=base.amount(decision.amount),
        has_limit=limit is not None if entry is not None else is_delegated,
        limit=base.amount(limit),
        over_limit=_over(decision.amount, limit),
        above=entry.above if entry is not None else None,
        is_delegated=is_delegated,
        consulted=said(decision.consulted),
        consulted_chair=_with_chair(dossier, decision),
        is_reported=is_there(decision.reported_on),
        meetings_passed=_passed(dossier, decision),
    )


def _entry(dossier: Dossier, decision: DelegatedDecision) -> tuple[Delegation | None, bool | None]:
    """The line that covers the decision; that none does is known only from orders handed in whole."""
    order = order_in_force(dossier, decision.date.last)
    entries = order.entries if order is not None else ()
    role = _ROLES.get(decision.role.casefold(), decision.role.casefold())
    for entry in entries:
        if (entry.matter.casefold(), entry.role) == (decision.matter.casefold(), role):
            return entry, True
    return None, False if known_whole(dossier.year.delegation_orders) and (entries or order is None) else None


def _over(paid: Figure | None, limit: Figure | None) -> int | None:
    """Öre above the limit; an amount rounded in print at its lowest."""
    if paid is None or limit is None:
        return None
    return (paid.value if paid.unit is Unit.KR else paid.interval[0]) - limit.value


def _with_chair(dossier: Dossier, decision: DelegatedDecision) -> bool | None:
    if not isinstance(decision.consulted, str):
        return False if decision.consulted is SAKNAS else None
    board = dossier.year.board
    chairs = [seat.name for seat in board.seats.items if seat.office == "ordforande"] if board is not None else []
    named = decision.consulted.casefold()
    if "ordförande" in named.replace("vice ordförande", "") or any(name.casefold() in named for name in chairs):
        return True
    return False if chairs else None


def _passed(dossier: Dossier, decision: DelegatedDecision) -> int | None:
    """Meetings held after the decision and before the one that was told of it."""
    meetings, reported = dossier.year.meetings, decision.reported_on
    if not isinstance(reported, Day) or not meetings.complete:
        return None
    return sum(
        meeting.date.first > decision.date.last and meeting.date.last < reported.first for meeting in meetings.items
    )
