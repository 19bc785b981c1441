"""Approvals of payments against the förbund's own rules: listed that day, within the own limit, by two where asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control import authority
from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, flag, law_day, ore
from finsam_control.figure import Figure
from finsam_control.records.activity import Purchase
from finsam_control.records.base import Absent, Listing
from finsam_control.records.board import Approver
from finsam_control.records.control import Policy

#: An amount of an attestordning: said, looked for and not set, or left out.
_Amount = Figure | Absent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFact(Fact):
    kind: ClassVar[str] = "approval"
    sv: ClassVar[str] = "attester mot attestförteckningen"
    en: ClassVar[str] = "approvals against the list of approvers"
    document: ClassVar[str] = "attestforteckning"
    section: ClassVar[str] = "approvers"
    dated: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier", "inkop")]
    amount: Annotated[int | None, ore("beloppet utan moms", "the amount without VAT", "inkop")]
    approved_by: Annotated[str | None, base.text("attestanten", "the approver", "inkop")]
    approved_on: Annotated[str | None, base.text("attestens datum", "the date of approval", "inkop")]
    is_listed: Annotated[
        bool | None,
        flag("attestanten står i attestförteckningen den dagen", "the approver is on the list that day"),
    ]
    has_limit: Annotated[bool | None, flag("attestanten har en beloppsgräns", "the approver has a limit")]
    limit: Annotated[int | None, ore("attestantens beloppsgräns", "the approver's limit")]
    over_limit: Annotated[
        int | None, ore("beloppet minus attestantens gräns", "the amount less the approver's limit", "inkop")
    ]
    two_from: Annotated[
        int | None, ore("beloppet från vilket två attesterar", "the amount from which two approve", "policyer")
    ]
    needs_two: Annotated[
        bool | None, flag("attestordningen kräver två attestanter", "the attestordning asks for two approvers", "inkop")
    ]
    is_by_two: Annotated[bool | None, flag("två personer har attesterat", "two persons have approved", "inkop")]


def produce(dossier: Dossier) -> tuple[ApprovalFact, ...]:
    """A fact for each payment, where there is a list or an amount for two approvers to hold it against."""
    approvers, set_amounts = dossier.year.approvers, _two_from(dossier.year.policies)
    if not approvers.items and all(base.is_there(one) is False for one in set_amounts):
        return ()
    return tuple(_fact(purchase, approvers, set_amounts) for purchase in dossier.year.purchases.items)


def _fact(purchase: Purchase, approvers: Listing[Approver], set_amounts: Sequence[_Amount]) -> ApprovalFact:
    by, on = purchase.approved_by, purchase.approved_on
    listed, is_listed = _listed(approvers, by, on)
    has_limit = _has_limit(listed) if listed else is_listed
    limit = max((item.limit.value for item in listed if isinstance(item.limit, Figure)), default=None)
    limit = limit if has_limit else None
    return ApprovalFact(
        key=purchase.id,
        law_date=law_day(on),
        place=purchase.place("approved_by"),
        supplier=purchase.supplier,
        amount=base.amount(purchase.amount),
        approved_by=by,
        approved_on=str(on) if on is not None else None,
        is_listed=is_listed,
        has_limit=has_limit,
        limit=limit,
        over_limit=authority.over(purchase.amount, limit),
        two_from=_lowest(set_amounts),
        needs_two=_needs_two(purchase.amount, set_amounts),
        is_by_two=_by_two(purchase),
    )


def _has_limit(listed: Iterable[Approver]) -> bool | None:
    """Somebody who stands there twice has the wider right: without a limit, else one in doubt, else the highest."""
    limits = {base.is_there(item.limit) for item in listed}
    return False if False in limits else None if None in limits else True


def _two_from(policies: Listing[Policy]) -> list[_Amount]:
    """The amounts of the attestordningar there are; saknas where one sets none, and one approver is enough."""
    there = [policy for policy in policies.items if policy.kind == "attestordning" and policy.state == "finns"]
    return [policy.two_approvers_from for policy in there]


def _lowest(amounts: Iterable[_Amount]) -> int | None:
    return min((one.value for one in amounts if isinstance(one, Figure)), default=None)


def _needs_two(paid: Figure | None, amounts: Sequence[_Amount]) -> bool | None:
    """By any of them; an amount that was left out may be lower than those that are known."""
    lowest = _lowest(amounts)
    if paid is not None and lowest is not None and paid.value >= lowest:
        return True
    if None in amounts or (paid is None and lowest is not None):
        return None
    return False


def _by_two(purchase: Purchase) -> bool | None:
    """That the second name is another than the first."""
    other = purchase.also_approved_by
    if not isinstance(other, str):
        return base.is_there(other)
    return None if purchase.approved_by is None else not authority.same_name(other, purchase.approved_by)


def _listed(approvers: Listing[Approver], by: str | None, on: Day | None) -> tuple[list[Approver], bool | None]:
    """The entries of a person that hold on a day; that there is none is known from a whole list with whole periods."""
    if by is None or on is None:
        return [], None
    own = [(item, authority.serves(item, on)) for item in approvers.items if authority.same_name(item.name, by)]
    listed = [item for item, holds in own if holds]
    if listed:
        return listed, True
    return [], None if not approvers.complete or any(holds is None for _, holds in own) else False
