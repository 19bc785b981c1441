"""The ledger's revenue against the members' contributions, where an account of class 3 bears the member's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore
from finsam_control.facts.ledger import against, of_the_year
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure
from finsam_control.ledger import Ledger
from finsam_control.records.year import Year

_REVENUE = "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerContributionTieFact(Fact):
    kind: ClassVar[str] = "ledger_contribution_tie"
    sv: ClassVar[str] = "bokförda bidrag mot medlemmarnas andelar"
    en: ClassVar[str] = "contributions booked against the members' shares"
    document: ClassVar[str] = "huvudbok"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    name: Annotated[str, base.text("bidragsgivaren", "the contributor")]
    booked_in: Annotated[str, base.text("kontona", "the accounts")]
    stated: Annotated[int, ore("årets bidrag enligt uppgifterna", "the year's contribution on record")]
    booked: Annotated[int | None, ore("det bokförda beloppet", "the booked amount", "saldon")]
    difference: Annotated[
        int | None, ore("det bokförda minus uppgiften", "the booked amount less the stated", "saldon")
    ]
    above_trivial: Annotated[
        int | None,
        ore(
            "skillnaden utöver gränsen för det uppenbart obetydliga",
            "the difference beyond what is clearly trivial",
            "saldon",
        ),
    ]


def produce(dossier: Dossier) -> tuple[LedgerContributionTieFact, ...]:
    """A fact for each contribution of the year that a file has booked on accounts of the name."""
    return tuple(fact for ledger in of_the_year(dossier) for fact in _ties(dossier.year, ledger))


def _ties(year: Year, ledger: Ledger) -> Iterator[LedgerContributionTieFact]:
    trivial = clearly_trivial(year)
    for item in year.financing.contributions or () if year.financing is not None else ():
        own = " ".join(item.contributor.casefold().split())
        accounts = [
            account
            for account in ledger.accounts
            if account.number.startswith(_REVENUE)
            and own in account.name.casefold()
            and (account.rows or account.stated is not None)
        ]
        if not isinstance(item.this_year, Figure) or not accounts:
            continue
        debit = ledger.booked(*(account.number for account in accounts))
        booked = None if debit is None else -debit
        difference, above_trivial = against(booked, item.this_year, trivial)
        yield LedgerContributionTieFact(
            key=f"{ledger.name}/{item.contributor}",
            law_date=first_of_year(year.fiscal_year),
            place=item.place("this_year"),
            name=item.contributor,
            booked_in=", ".join(account.number for account in accounts),
            stated=item.this_year.value,
            booked=booked,
            difference=difference,
            above_trivial=above_trivial,
        )
