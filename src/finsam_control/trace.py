"""One payment followed link by link: invoice, attest, delegation order of that day, minute, budget line, account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from finsam_control.dossier import Dossier
from finsam_control.masking import masked
from finsam_control.sampling.item import Item
from finsam_control.shape import Shape
from finsam_control.trace_booked import BookedChain, booked
from finsam_control.trace_links import Chain, Link
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

    The purchase is that of the records, or where they have none under the name, that of the journal.
    """
    found = next((item for item in dossier.year.purchases.items if is_same(item.id, name)), None)
    purchases = (
        () if found is not None else tuple(row for row in booked(dossier) if is_same(row["voucher"] or "", name))
    )
    if found is None and not rows and not purchases:
        return None
    chain = BookedChain(dossier, purchases, rows, words) if purchases else Chain(dossier, found, rows, words)
    links = (chain.invoice(), chain.attest(), chain.order(), chain.minute(), chain.budget(), chain.account())
    verdicts = {link.holds for link in links}
    return Trace(
        language=words.language,
        entity=masked(dossier.year.entity.name),
        period=dossier.year.fiscal_year,
        voucher=masked(rows[0].voucher if rows else found.id if found is not None else name),
        holds=False if False in verdicts else None if None in verdicts else True,
        links=links,
    )


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one voucher: `A 12`, `a 12`; a blank keeps the series from the number."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
