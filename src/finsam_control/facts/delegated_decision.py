"""Decisions taken by delegation: by whom, within which line and limit of the order, reported when (FinsamL 10 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal

from finsam_control import authority
from finsam_control.authority import Mandate
from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, is_there, law_day, ore, said, word
from finsam_control.facts.delegation import Above
from finsam_control.records.base import SAKNAS
from finsam_control.records.board import DelegatedDecision, Delegation, DelegationOrder

ActedAs = Literal["delegate", "substitute", "substitute_other_day", "passed_on", "neither"]

_ROLES: Final = {
    "förbundschef": "samordnare",
    "förbundssamordnare": "samordnare",
    "ordförande": "ordforande",
    "ersättare": "ersattare",
    "tjänsteman": "tjansteman",
}
_ORDER: Final = "delegationsordning"
_ITEMS: Final = {
    "datum": "dagen",
    "innehall": "vad som beslutades",
    "beslutande": "vem som beslutade",
    "foredragande": "vem som föredrog ärendet",
    "medverkande": "vilka andra som var med",
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
    by: Annotated[str | None, base.text("den som beslutade, vid namn", "who decided, by name")]
    amount: Annotated[int | None, ore("beloppet", "the amount")]
    has_order: Annotated[
        bool | None,
        flag("en delegationsordning gällde den dagen", "a delegation order was in force that day", _ORDER),
    ]
    version: Annotated[
        str | None, base.text("delegationsordningen som gällde den dagen", "the order in force that day", _ORDER)
    ]
    adopted: Annotated[
        str | None, base.text("styrelsens beslut om den ordningen", "the board's decision on that order", _ORDER)
    ]
    is_delegated: Annotated[
        bool | None, flag("beslutet har stöd i delegationsordningen", "the delegation order covers it", _ORDER)
    ]
    acted_as: Annotated[
        ActedAs | None, word("den beslutandes ställning den dagen", "the decider's capacity that day", _ORDER)
    ]
    has_limit: Annotated[
        bool | None,
        flag("delegationsordningens punkt har en beloppsgräns", "the line of the delegation order has a limit", _ORDER),
    ]
    in_basbelopp: Annotated[
        bool | None,
        flag("beloppsgränsen är uttryckt i prisbasbelopp", "the limit is expressed in prisbasbelopp", _ORDER),
    ]
    basbelopp: Annotated[
        int | None, base.number("beloppsgränsen i prisbasbelopp", "the limit in prisbasbelopp", _ORDER)
    ]
    limit: Annotated[int | None, ore("beloppsgränsen den dagen", "the limit that day", _ORDER)]
    over_limit: Annotated[int | None, ore("beloppet minus beloppsgränsen", "the amount less the limit", _ORDER)]
    above: Annotated[Above | None, word("ordningen över beloppsgränsen", "what applies above the limit", _ORDER)]
    consulted: Annotated[str | None, base.text("den som samråddes med", "who was consulted")]
    consulted_chair: Annotated[
        bool | None, flag("samråd med ordföranden är dokumenterat", "consultation with the chair is on record")
    ]
    bans_own_expense: Annotated[
        bool | None,
        flag("delegaten får inte besluta om egna kostnader", "the delegate may not decide on own expenses", _ORDER),
    ]
    is_own_expense: Annotated[
        bool | None, flag("beslutet gäller den beslutandes egen kostnad", "it is the decider's own expense")
    ]
    needs_two: Annotated[bool | None, flag("två ska besluta i förening", "two are to decide together", _ORDER)]
    is_by_two: Annotated[bool | None, flag("två personer beslutade i förening", "two persons decided together")]
    is_reported: Annotated[bool | None, flag("beslutet är anmält till styrelsen", "it was reported to the board")]
    at_meeting: Annotated[
        bool | None,
        flag(
            "ett möte hölls den dag då beslutet anmäldes", "a meeting was held on the day it was reported", "protokoll"
        ),
    ]
    has_section: Annotated[
        bool | None, flag("anmälan har en paragraf i protokollet", "the report has a § in the minutes", "protokoll")
    ]
    lacking_count: Annotated[
        int | None, counted("antalet uppgifter som beslutet saknar", "what the written decision lacks, by number")
    ]
    lacking: Annotated[str, base.text("uppgifter som beslutet saknar", "what the written decision lacks")]
    meetings_passed: Annotated[
        int | None,
        counted(
            "antalet styrelsemöten som hölls före anmälan", "board meetings held before it was reported", "protokoll"
        ),
    ]
    has_own_time: Annotated[
        bool,
        flag("delegationsordningen säger när beslutet ska anmälas", "the order says when it is to be reported", _ORDER),
    ]
    meetings_late: Annotated[
        int | None,
        counted(
            "antalet möten efter det då beslutet skulle ha anmälts",
            "meetings after the one at which it was to be reported",
            "protokoll",
        ),
    ]


def produce(dossier: Dossier) -> tuple[DelegatedDecisionFact, ...]:
    return tuple(_fact(dossier, decision) for decision in dossier.year.delegated_decisions.items)


def _fact(dossier: Dossier, decision: DelegatedDecision) -> DelegatedDecisionFact:
    orders = dossier.year.delegation_orders
    in_force = authority.versions(orders.items, decision.date)
    mandate = _mandate(dossier, decision, in_force)
    line = mandate.line if mandate is not None else None
    limit = mandate.limit(decision.date, dossier.prisbasbelopp) if mandate is not None else None
    is_delegated = True if line is not None else _unless_known(dossier, in_force)
    order = mandate.order if mandate is not None else in_force[0] if len(in_force) == 1 else None
    passed = _passed(dossier, decision)
    return DelegatedDecisionFact(
        key=decision.id,
        law_date=law_day(decision.date),
        place=decision.place("matter"),
        decided_on=str(decision.date),
        matter=decision.matter,
        role=decision.role,
        by=decision.by,
        amount=base.amount(decision.amount),
        has_order=True if in_force else (False if orders.complete else None),
        version=order.id if order is not None else None,
        adopted=authority.adopted(order) if order is not None else None,
        is_delegated=is_delegated,
        acted_as=_acted_as(dossier, decision, line),
        has_limit=mandate.has_limit if mandate is not None else is_delegated,
        in_basbelopp=mandate.in_basbelopp if mandate is not None else is_delegated,
        basbelopp=base.amount(line.limit_basbelopp) if line is not None else None,
        limit=limit,
        over_limit=authority.over(decision.amount, limit),
        above=line.above if line is not None else None,
        consulted=said(decision.consulted),
        consulted_chair=_with_chair(dossier, decision),
        bans_own_expense=line.own_expense_ban if line is not None else is_delegated,
        is_own_expense=authority.is_own(decision.by, decision.beneficiary),
        needs_two=line.two_persons if line is not None else is_delegated,
        is_by_two=_by_two(decision),
        is_reported=is_there(decision.reported_on),
        at_meeting=_at_meeting(dossier, decision),
        has_section=is_there(decision.reported_section),
        lacking_count=None if decision.lacks is None else len(set(decision.lacks)),
        lacking=base.joined(_ITEMS[item] for item in dict.fromkeys(decision.lacks or ())),
        meetings_passed=passed,
        has_own_time=line is not None and line.report_at_meeting is not None,
        meetings_late=_late(passed, line),
    )


def _mandate(dossier: Dossier, decision: DelegatedDecision, in_force: tuple[DelegationOrder, ...]) -> Mandate | None:
    """Of the lines that cover the decision one under which its decider had the right, and of those the widest."""
    covering = _covering(in_force, decision)
    rightly = [item for item in covering if _acted_as(dossier, decision, item.line) in {"delegate", "substitute"}]
    return authority.widest(rightly or covering, decision.date, dossier.prisbasbelopp)


def _covering(in_force: tuple[DelegationOrder, ...], decision: DelegatedDecision) -> list[Mandate]:
    """The lines that the decision names, by id or else by matter, for the role that took it or a substitute."""
    lines = [Mandate(order, line) for order in in_force for line in order.entries]
    named = [mandate for mandate in lines if decision.line is not None and mandate.line.id == decision.line]
    about = named or [item for item in lines if item.line.matter.casefold() == decision.matter.casefold()]
    return [mandate for mandate in about if _for_role(mandate.line, decision)]


def _for_role(line: Delegation, decision: DelegatedDecision) -> bool:
    role = _ROLES.get(decision.role.casefold(), decision.role.casefold())
    names = (line.person, *(substitute.name for substitute in line.substitutes))
    by = decision.by
    return line.role == role or (by is not None and any(name and authority.same_name(name, by) for name in names))


def _unless_known(dossier: Dossier, in_force: tuple[DelegationOrder, ...]) -> bool | None:
    """That no line covers a decision is known only from orders handed in whole, lines and all."""
    whole = authority.known_whole(dossier.year.delegation_orders) and all(order.entries for order in in_force)
    return False if whole else None


def _acted_as(dossier: Dossier, decision: DelegatedDecision, line: Delegation | None) -> ActedAs | None:
    if isinstance(decision.passed_on_by, str):
        return "passed_on"
    if line is None or decision.by is None:
        return None
    whole = dossier.year.delegation_orders.complete
    return authority.capacity(line, decision.by, decision.date, dossier.year.board, whole=whole)


def _with_chair(dossier: Dossier, decision: DelegatedDecision) -> bool | None:
    if not isinstance(decision.consulted, str):
        return False if decision.consulted is SAKNAS else None
    board = dossier.year.board
    chairs = [seat.name for seat in board.seats.items if seat.office == "ordforande"] if board is not None else []
    named = decision.consulted.casefold()
    if "ordförande" in named.replace("vice ordförande", "") or any(name.casefold() in named for name in chairs):
        return True
    return False if chairs else None


def _by_two(decision: DelegatedDecision) -> bool | None:
    """That the second name is another than the first."""
    other = decision.together_with
    if other is SAKNAS:
        return False
    return not authority.same_name(decision.by, other) if decision.by is not None and isinstance(other, str) else None


def _at_meeting(dossier: Dossier, decision: DelegatedDecision) -> bool | None:
    meetings, reported = dossier.year.meetings, decision.reported_on
    if not isinstance(reported, Day):
        return None
    if any(meeting.date.first <= reported.last and meeting.date.last >= reported.first for meeting in meetings.items):
        return True
    return False if meetings.complete and _this_year(dossier, reported) else None


def _this_year(dossier: Dossier, day: Day) -> bool:
    """The list of meetings is whole for the fiscal year alone."""
    return day.first.year == day.last.year == dossier.year.fiscal_year


def _passed(dossier: Dossier, decision: DelegatedDecision) -> int | None:
    """Meetings held after the decision and before the one that was told of it."""
    meetings, reported = dossier.year.meetings, decision.reported_on
    if not isinstance(reported, Day) or not meetings.complete:
        return None
    return sum(
        meeting.date.first > decision.date.last and meeting.date.last < reported.first for meeting in meetings.items
    )


def _late(passed: int | None, line: Delegation | None) -> int | None:
    if passed is None or line is None or line.report_at_meeting is None:
        return None
    return max(0, passed + 1 - line.report_at_meeting)
