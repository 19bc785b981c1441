"""One payment followed link by link: invoice, attest, delegation order of that day, minute, budget line, account."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from pydantic import Field

from finsam_control.dossier import Dossier
from finsam_control.masking import masked
from finsam_control.sampling.item import Item
from finsam_control.shape import Shape
from finsam_control.trace_booked import BookedChain, booked
from finsam_control.trace_links import Chain, Link, called
from finsam_control.words import Words


class Trace(Shape):
    """The chain of one voucher or purchase."""

    schema_version: Literal["1.0"] = "1.0"
    language: Literal["sv", "en"]
    entity: str
    period: int
    voucher: str
    holds: bool | None = Field(description="false where a link is broken; null where one is not known")
    links: tuple[Link, ...]


def trace(dossier: Dossier, name: str, rows: Sequence[Item], words: Words) -> Trace | None:
    """The chain of the voucher whose rows these are, and of the purchase under its name; None for neither.

    What the records say of a purchase comes first; the journal adds its faults, and what they do not tell.
    """
    found = next(iter(called(name, dossier.year.purchases.items, lambda item: item.id)), None)
    purchases = booked(dossier, name)
    if found is None and not rows and not purchases:
        return None
    links = _links(Chain(dossier, found, rows, words))
    if purchases:
        by_journal = _links(BookedChain(dossier, purchases, rows, words))
        links = by_journal if found is None else tuple(map(partial(_both, words), links, by_journal))
    verdicts = {link.holds for link in links}
    return Trace(
        language=words.language,
        entity=masked(dossier.year.entity.name),
        period=dossier.year.fiscal_year,
        voucher=masked(rows[0].voucher if rows else found.id if found is not None else name),
        holds=False if False in verdicts else None if None in verdicts else True,
        links=links,
    )


def _links(chain: Chain) -> tuple[Link, ...]:
    return (chain.invoice(), chain.attest(), chain.order(), chain.minute(), chain.budget(), chain.account())


def _both(words: Words, own: Link, booked: Link) -> Link:
    if booked.holds is not False and (own.holds is not None or booked.holds is None):
        return own
    text = words("{own}; by the journal: {booked}", own=own.text, booked=booked.text)
    return own.model_copy(update={"holds": booked.holds, "text": text, "places": (*own.places, *booked.places)})
