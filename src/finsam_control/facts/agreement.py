"""Agreements with the parties on an insats: signed before they begin, and requisitions within what is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, days, days_between, first_of_year, is_there, ore
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure, gap
from finsam_control.records.requisition import Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFact(Fact):
    kind: ClassVar[str] = "agreement"
    sv: ClassVar[str] = "överenskommelser med parterna"
    en: ClassVar[str] = "agreements with the parties"
    document: ClassVar[str] = "overenskommelser"
    section: ClassVar[str] = "agreements"

    party: Annotated[str, base.text("parten", "the party")]
    initiative: Annotated[str | None, base.text("insatsen", "the initiative")]
    is_signed: Annotated[bool | None, base.flag("överenskommelsen är undertecknad", "the agreement is signed")]
    signed_late: Annotated[
        int | None, days("tiden från första dagen till undertecknandet", "the time from the first day to signing")
    ]
    agreed: Annotated[int | None, ore("årets överenskomna belopp", "the amount agreed for the year")]
    requisitioned: Annotated[
        int | None, ore("årets rekvirerade belopp", "the amount requisitioned for the year", "rekvisitioner")
    ]
    over: Annotated[
        int | None,
        ore(
            "rekvirerat utöver det överenskomna, som avrundning inte förklarar",
            "requisitioned beyond what is agreed, that rounding does not explain",
            "rekvisitioner",
        ),
    ]
    over_trivial: Annotated[
        int | None,
        ore(
            "rekvirerat utöver det överenskomna och det uppenbart obetydliga",
            "requisitioned beyond what is agreed and what is clearly trivial",
            "rekvisitioner",
        ),
    ]


def produce(dossier: Dossier) -> tuple[AgreementFact, ...]:
    return tuple(_fact(dossier, agreement) for agreement in dossier.year.agreements.items)


def _fact(dossier: Dossier, agreement: Agreement) -> AgreementFact:
    listing, trivial = dossier.year.requisitions, clearly_trivial(dossier.year)
    own = [item.amount for item in listing.items if item.agreement == agreement.id]
    known = [figure for figure in own if figure is not None]
    whole = listing.complete and len(known) == len(own)
    over = _over(agreement.amount, known, whole=whole)
    late = days_between(agreement.start, agreement.signed_on)
    # What some requisitions leave open can only add to the sum: more than trivial stands, less is unknown.
    surely = None if over is None or (not whole and over <= trivial) else over
    return AgreementFact(
        key=agreement.id,
        law_date=first_of_year(dossier.year.fiscal_year),
        place=agreement.place("id"),
        party=agreement.party,
        initiative=agreement.initiative,
        is_signed=is_there(agreement.signed_on),
        signed_late=None if late is None else max(late, 0),
        agreed=base.amount(agreement.amount),
        requisitioned=sum(figure.value for figure in known) if whole else None,
        over=surely,
        over_trivial=None if surely is None else surely - trivial,
    )


def _over(agreed: Figure | None, requisitioned: Sequence[Figure], *, whole: bool) -> int | None:
    """Öre above the agreed amount, which is a limit and exact; rounded requisitions at what favours the förbund."""
    if agreed is None or not (whole or requisitioned):
        return None
    return max(gap(requisitioned, Figure(agreed.value, 0, agreed.unit)), 0)
