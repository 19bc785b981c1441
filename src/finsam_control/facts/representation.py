"""Representation: approved beforehand, with whom, at what cost a person, with or without alcohol (good practice)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, flag, is_there, law_day, ore
from finsam_control.figure import Unit
from finsam_control.records.activity import Purchase


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationFact(Fact):
    kind: ClassVar[str] = "representation"
    sv: ClassVar[str] = "representation"
    en: ClassVar[str] = "representation"
    document: ClassVar[str] = "inkop"
    section: ClassVar[str] = "purchases"
    dated: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    held_on: Annotated[str, base.text("dagen", "the day")]
    amount: Annotated[int | None, ore("beloppet utan moms", "the amount without VAT")]
    is_approved_before: Annotated[
        bool | None, flag("representationen är godkänd i förväg", "the representation was approved beforehand")
    ]
    has_tenderer: Annotated[
        bool | None,
        flag("en gäst var anbudsgivare i en pågående upphandling", "a guest was a tenderer in an ongoing procurement"),
    ]
    is_meal: Annotated[bool | None, flag("representationen var en måltid", "the representation was a meal")]
    cost_each: Annotated[int | None, ore("kostnaden per person utan moms", "the cost a person without VAT")]
    bans_alcohol: Annotated[
        bool | None,
        flag("förbundets policy utesluter alkohol", "the förbund's policy rules out alcohol", "policyer"),
    ]
    has_alcohol: Annotated[bool | None, flag("förbundet betalade alkohol", "the förbund paid for alcohol")]


def produce(dossier: Dossier) -> tuple[RepresentationFact, ...]:
    bans = _bans_alcohol(dossier)
    return tuple(_fact(purchase, bans=bans) for purchase in dossier.year.purchases.items if purchase.representation)


def _fact(purchase: Purchase, *, bans: bool | None) -> RepresentationFact:
    return RepresentationFact(
        key=purchase.id,
        law_date=law_day(purchase.date),
        place=purchase.place("amount"),
        supplier=purchase.supplier,
        held_on=str(purchase.date),
        amount=base.amount(purchase.amount),
        is_approved_before=is_there(purchase.approved_before),
        has_tenderer=purchase.guest_in_procurement,
        is_meal=purchase.meal,
        cost_each=_cost_each(purchase),
        bans_alcohol=bans,
        has_alcohol=purchase.alcohol,
    )


def _cost_each(purchase: Purchase) -> int | None:
    """Öre a person: an amount rounded in print at its lowest, and part of an öre not counted."""
    paid = purchase.amount
    if paid is None or not purchase.participant_count:
        return None
    return (paid.value if paid.unit is Unit.KR else paid.interval[0]) // purchase.participant_count


def _bans_alcohol(dossier: Dossier) -> bool | None:
    """What the policies on representation say; a förbund that surely has none bans nothing."""
    policies = dossier.year.policies
    own = [policy for policy in policies.items if policy.kind == "representation"]
    if any(policy.alcohol_free for policy in own):
        return True
    unsaid = any(policy.alcohol_free is None and policy.state == "finns" for policy in own)
    return None if unsaid or not (own or policies.complete) else False
