"""Payment cards: a decision for each holder, and the month in which most was bought against the holder's own limit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.authority import same_name
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, ore
from finsam_control.records.activity import Card, Purchase
from finsam_control.records.base import distinct

_MONTH = len("YYYY-MM")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCardFact(Fact):
    kind: ClassVar[str] = "payment_card"
    sv: ClassVar[str] = "betalkort"
    en: ClassVar[str] = "payment cards"
    document: ClassVar[str] = "kort"
    section: ClassVar[str] = "cards"

    holder: Annotated[str, base.text("kortinnehavaren", "the card holder")]
    is_decided: Annotated[
        bool | None, flag("beslutet om kortinnehavaren finns", "the decision on the card holder exists")
    ]
    has_limit: Annotated[bool | None, flag("kortet har en månadsgräns", "the card has a monthly limit")]
    limit: Annotated[int | None, ore("månadsgränsen", "the monthly limit")]
    month: Annotated[str | None, base.text("månaden med störst köp", "the month in which most was bought", "inkop")]
    bought: Annotated[int | None, ore("köpen den månaden", "what was bought that month", "inkop")]
    over_limit: Annotated[int | None, ore("köpen minus månadsgränsen", "the purchases less the limit", "inkop")]


def produce(dossier: Dossier) -> tuple[PaymentCardFact, ...]:
    cards = dossier.year.cards.items
    keys = distinct(card.holder for card in cards)
    return tuple(_fact(dossier, card, key) for card, key in zip(cards, keys, strict=True))


def _fact(dossier: Dossier, card: Card, key: str) -> PaymentCardFact:
    by_card = [purchase for purchase in dossier.year.purchases.items if purchase.by_card]
    months = _months([item for item in by_card if item.card_holder and same_name(item.card_holder, card.holder)])
    month, bought = max(months.items(), key=lambda pair: pair[1], default=(None, 0))
    limit = base.amount(card.monthly_limit)
    over = None if limit is None else bought - limit
    whole = dossier.year.purchases.complete and all(_is_placed(purchase) for purchase in by_card)
    return PaymentCardFact(
        key=key,
        law_date=first_of_year(dossier.year.fiscal_year),
        place=card.place("holder"),
        holder=card.holder,
        is_decided=is_there(card.decided_on),
        has_limit=is_there(card.monthly_limit),
        limit=limit,
        month=month,
        bought=bought if whole or month is not None else None,
        # More may have been bought than is recorded: enough to be over the limit, not to be under it.
        over_limit=over if whole or (over is not None and over > 0) else None,
    )


def _is_placed(purchase: Purchase) -> bool:
    known = (purchase.card_holder is not None, purchase.amount is not None, purchase.date.is_exact)
    return all(known)


def _months(purchases: list[Purchase]) -> dict[str, int]:
    """Öre a month; a purchase whose month is not known is in none."""
    months: defaultdict[str, int] = defaultdict(int)
    for purchase in purchases:
        first, last = purchase.date.first.isoformat()[:_MONTH], purchase.date.last.isoformat()[:_MONTH]
        if first == last:
            months[first] += base.amount(purchase.amount) or 0
    return months
