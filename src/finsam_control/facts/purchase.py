"""Purchases: who decided and approved them, and what the voucher shows (own delegation order; payment approval)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control import authority
from finsam_control.authority import Mandate
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, amount, days, days_between, flag, is_there, law_day, ore, word
from finsam_control.records.activity import Purchase
from finsam_control.records.base import SAKNAS, Absent
from finsam_control.records.board import Board

Decider = Literal["samordnare", "ordforande", "styrelsen", "annan"]
_BUYING = re.compile("köp|upphandl|anskaff|avrop", re.IGNORECASE)
_COUNTED = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseFact(Fact):
    kind: ClassVar[str] = "purchase"
    sv: ClassVar[str] = "inköp"
    en: ClassVar[str] = "purchases"
    document: ClassVar[str] = "inkop"
    section: ClassVar[str] = "purchases"
    dated: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    bought_on: Annotated[str, base.text("köpets datum", "the date of the purchase")]
    amount: Annotated[int | None, ore("köpets belopp utan moms", "the purchase's amount without VAT")]
    decided_by: Annotated[Decider | None, word("den som beslutade om köpet", "who decided the purchase")]
    version: Annotated[
        str | None,
        base.text("delegationsordningen som gällde den dagen", "the order in force that day", "delegationsordning"),
    ]
    adopted: Annotated[
        str | None,
        base.text("styrelsens beslut om den ordningen", "the board's decision on that order", "delegationsordning"),
    ]
    has_limit: Annotated[
        bool | None,
        flag(
            "delegationsordningen ger den som beslutade en beloppsgräns",
            "the delegation order gives whoever decided a limit",
            "delegationsordning",
        ),
    ]
    limit: Annotated[
        int | None,
        ore("beloppsgränsen i delegationsordningen", "the limit of the delegation order", "delegationsordning"),
    ]
    over_limit: Annotated[
        int | None,
        ore(
            "beloppet minus delegationsordningens gräns",
            "the amount less the delegation order's limit",
            "delegationsordning",
        ),
    ]
    consultation_suffices: Annotated[
        bool | None,
        flag(
            "samråd räcker över delegationsordningens gräns",
            "consultation is enough above the limit",
            "delegationsordning",
        ),
    ]
    consulted: Annotated[bool | None, flag("samrådet är antecknat", "the consultation is on record")]
    approver_is_payee: Annotated[
        bool | None,
        flag("attestanten är den som får betalt eller gynnas", "the approver is the one who is paid or benefits"),
    ]
    approver_is_requester: Annotated[
        bool | None, flag("beställare och attestant är samma person", "one person both ordered and approved")
    ]
    payee_is_coordinator: Annotated[
        bool | None,
        flag("köpet avser samordnarens egna kostnader", "the purchase is the coordinator's own expense", "medlemmar"),
    ]
    approver_is_cardholder: Annotated[
        bool | None, flag("kortets innehavare har själv attesterat", "the holder of the card has approved it")
    ]
    approver_is_chair: Annotated[bool | None, flag("ordföranden har attesterat", "the chair has approved", "medlemmar")]
    approved_late: Annotated[int | None, days("tiden från betalning till attest", "time from payment to approval")]
    by_card: Annotated[bool | None, flag("köpet är gjort med kort", "the purchase was paid by card")]
    is_cash: Annotated[bool | None, flag("kortet användes för kontantuttag", "the card was used for cash")]
    has_receipt: Annotated[bool | None, flag("kvitto finns", "there is a receipt")]
    is_representation: Annotated[bool, flag("köpet är representation", "the purchase is representation")]
    has_purpose: Annotated[bool | None, flag("syftet är antecknat", "the purpose is noted")]
    has_participants: Annotated[bool | None, flag("deltagarna är antecknade", "the participants are noted")]
    approver_took_part: Annotated[bool | None, flag("attestanten själv deltog", "the approver took part")]
    for_participant: Annotated[
        bool | None,
        flag(
            "köpet är en tjänst eller förmån åt en enskild deltagare",
            "the purchase is a service or benefit to one participant",
        ),
    ]
    supplier_total: Annotated[
        int | None, ore("årets alla köp från leverantören", "all the year's purchases from the supplier")
    ]
    is_suppliers_last: Annotated[
        bool, flag("köpet är årets sista från leverantören", "it is the year's last purchase from the supplier")
    ]
    has_contract: Annotated[
        bool | None,
        flag(
            "köpen vilar på ett annonserat avtal, ramavtal eller samarbete",
            "a contract after competition, or a co-operation, covers the purchases",
            "avtal",
        ),
    ]


def produce(dossier: Dossier) -> tuple[PurchaseFact, ...]:
    last = {_folded(purchase.supplier): purchase.id for purchase in sorted(dossier.year.purchases.items, key=_day)}
    return tuple(_fact(dossier, purchase, last) for purchase in dossier.year.purchases.items)


def _fact(dossier: Dossier, purchase: Purchase, last: dict[str, str]) -> PurchaseFact:
    board = dossier.year.board
    mandate = _mandate(dossier, purchase)
    limit = mandate.limit(purchase.date, dossier.prisbasbelopp) if mandate else None
    return PurchaseFact(
        key=purchase.id,
        law_date=law_day(purchase.date),
        place=purchase.place("amount"),
        supplier=purchase.supplier,
        bought_on=str(purchase.date),
        amount=amount(purchase.amount),
        decided_by=purchase.decided_by,
        version=mandate.order.id if mandate else None,
        adopted=authority.adopted(mandate.order) if mandate else None,
        has_limit=_has_limit(dossier, purchase, mandate),
        limit=limit,
        over_limit=authority.over(purchase.amount, limit),
        consultation_suffices=mandate.line.above == "samrad_ordforande" if mandate and mandate.line.above else None,
        consulted=is_there(purchase.consulted),
        approver_is_payee=_is_one_of(purchase.payee_person, [purchase.approved_by]),
        approver_is_requester=_is_one_of(purchase.approved_by, [purchase.requested_by]),
        payee_is_coordinator=_is_coordinators(purchase, board),
        approver_is_cardholder=_is_one_of(purchase.approved_by, [purchase.card_holder]),
        approver_is_chair=_by_chair(purchase, board),
        approved_late=days_between(purchase.paid_on, purchase.approved_on),
        by_card=purchase.by_card,
        is_cash=purchase.cash_withdrawal,
        has_receipt=is_there(purchase.receipt),
        is_representation=purchase.representation,
        has_purpose=is_there(purchase.purpose),
        has_participants=is_there(purchase.participants),
        approver_took_part=_took_part(purchase),
        for_participant=purchase.for_participant,
        supplier_total=_total(dossier, purchase.supplier),
        is_suppliers_last=last[_folded(purchase.supplier)] == purchase.id,
        has_contract=_has_contract(dossier, purchase.supplier),
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _day(purchase: Purchase) -> tuple[str, str]:
    return purchase.date.last.isoformat(), purchase.id


def _mandate(dossier: Dossier, purchase: Purchase) -> Mandate | None:
    """The line that the decider acted under that day; of several that may apply, the one that allows most."""
    lines = authority.mandates(dossier.year.delegation_orders.items, purchase.date)
    limited = [item for item in lines if item.line.role == purchase.decided_by and item.has_limit is not False]
    buying = [item for item in limited if _BUYING.search(item.line.matter)] or limited
    return authority.widest(buying, purchase.date, dossier.prisbasbelopp)


def _has_limit(dossier: Dossier, purchase: Purchase, mandate: Mandate | None) -> bool | None:
    """That whoever decided has no line with a limit is known only from orders handed in whole."""
    if mandate is not None:
        return mandate.has_limit
    orders = dossier.year.delegation_orders
    whole = orders.complete and all(order.entries for order in authority.versions(orders.items, purchase.date))
    return False if whole and purchase.decided_by is not None else None


def _is_one_of(name: str | Absent | None, others: Iterable[str | None]) -> bool | None:
    """Whether a person is among others; unknown where either is."""
    known = [_folded(other) for other in others if other is not None]
    if name is SAKNAS:
        return False
    return _folded(name) in known if isinstance(name, str) and known else None


def _is_coordinators(purchase: Purchase, board: Board | None) -> bool | None:
    """The coordinator's own pay, card and travel, whoever invoices it; else by the person who is paid or benefits."""
    if purchase.coordinator_cost is not None and purchase.coordinator_cost != "nej":
        return True
    found = _is_one_of(purchase.payee_person, (board.coordinators or ()) if board is not None else ())
    return False if found is None and purchase.coordinator_cost == "nej" else found


def _by_chair(purchase: Purchase, board: Board | None) -> bool | None:
    """That somebody else approved is known only from the whole list of those who have been chair."""
    seats = board.seats if board is not None else None
    chairs = [seat.name for seat in seats.items if seat.office == "ordforande"] if seats is not None else []
    found = _is_one_of(purchase.approved_by, chairs)
    return found if found or (seats is not None and seats.complete) else None


def _took_part(purchase: Purchase) -> bool | None:
    """Whether the participants' list names the approver; a mere head count says nothing."""
    if not isinstance(purchase.participants, str) or purchase.approved_by is None:
        return None
    if _folded(purchase.approved_by) in _folded(purchase.participants):
        return True
    return None if _COUNTED.search(purchase.participants) else False


def _total(dossier: Dossier, supplier: str) -> int | None:
    listing = dossier.year.purchases
    paid = [amount(item.amount) for item in listing.items if _folded(item.supplier) == _folded(supplier)]
    return sum(one or 0 for one in paid) if listing.complete and None not in paid else None


def _has_contract(dossier: Dossier, supplier: str) -> bool | None:
    contracts = dossier.year.contracts
    own = [item for item in contracts.items if _folded(item.supplier) == _folded(supplier)]
    if any(item.supplier_is_member or item.awarded in {"competition", "framework", "cooperation"} for item in own):
        return True
    return False if contracts.complete and all(item.awarded == "direct" for item in own) else None
