"""Approvals of payments against the list of approvers (attestförteckning): listed that day, within the own limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control import authority
from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, flag, law_day, ore
from finsam_control.records.activity import Purchase
from finsam_control.records.base import Listing
from finsam_control.records.board import Approver


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


def produce(dossier: Dossier) -> tuple[ApprovalFact, ...]:
    """A fact for each payment, where there is a list to hold it against."""
    approvers = dossier.year.approvers
    if not approvers.items:
        return ()
    return tuple(_fact(purchase, approvers) for purchase in dossier.year.purchases.items)


def _fact(purchase: Purchase, approvers: Listing[Approver]) -> ApprovalFact:
    by, on = purchase.approved_by, purchase.approved_on
    listed, is_listed = _listed(approvers, by, on)
    limits = [base.amount(item.limit) for item in listed]
    limit = max((one for one in limits if one is not None), default=None) if None not in limits else None
    return ApprovalFact(
        key=purchase.id,
        law_date=law_day(on),
        place=purchase.place("approved_by"),
        supplier=purchase.supplier,
        amount=base.amount(purchase.amount),
        approved_by=by,
        approved_on=str(on) if on is not None else None,
        is_listed=is_listed,
        has_limit=limit is not None if listed else is_listed,
        limit=limit,
        over_limit=authority.over(purchase.amount, limit),
    )


def _listed(approvers: Listing[Approver], by: str | None, on: Day | None) -> tuple[list[Approver], bool | None]:
    """The entries of a person that hold on a day; that there is none is known from a whole list with whole periods."""
    if by is None or on is None:
        return [], None
    own = [(item, authority.serves(item, on)) for item in approvers.items if authority.same_name(item.name, by)]
    listed = [item for item, holds in own if holds]
    if listed:
        return listed, True
    return [], None if not approvers.complete or any(holds is None for _, holds in own) else False
