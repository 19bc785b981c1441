"""The journal against the ledger, account by account: what is booked in one and not in the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore
from finsam_control.facts.ledger import of_the_year
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.ledger import Ledger
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalTieFact(Fact):
    kind: ClassVar[str] = "journal_tie"
    sv: ClassVar[str] = "inköpsjournalen mot huvudboken"
    en: ClassVar[str] = "the journal of purchases against the ledger"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    account: Annotated[str, base.text("kontot", "the account")]
    journal_amount: Annotated[int | None, ore("journalens belopp", "the journal's amount")]
    ledger_amount: Annotated[int | None, ore("huvudbokens belopp", "the ledger's amount")]
    difference: Annotated[int | None, ore("journalen minus huvudboken", "the journal less the ledger")]
    above_trivial: Annotated[
        int | None,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]

    def document_of(self, name: str) -> str:
        """Either of the two may be what does not say."""
        return "saldon" if self.journal_amount is not None else Fact.document_of(self, name)


def produce(dossier: Dossier) -> tuple[JournalTieFact, ...]:
    """A fact for each account that the journal's rows of the year are booked on, where a ledger of the year is known.

    Of two ledgers each may hold a part of the year, or both the same; so what is booked is then unknown. Of an account
    with a row whose amount could not be read the sum is unknown, and so is what a journal comes to that names no
    account at all.
    """
    own = of_the_year(dossier)
    if dossier.store is None or not own:
        return ()
    accounts = dossier.store.accounts(dossier.year.fiscal_year) or [("", None)]
    return tuple(_tie(dossier.year, own, account, amount) for account, amount in accounts)


def _tie(year: Year, own: Sequence[Ledger], account: str, amount: int | None) -> JournalTieFact:
    booked = own[0].booked(account) if account and len(own) == 1 else None
    difference = None if amount is None or booked is None else amount - booked
    return JournalTieFact(
        key=account,
        law_date=first_of_year(year.fiscal_year),
        place=own[0].named_at,
        account=account,
        journal_amount=amount,
        ledger_amount=booked,
        difference=difference,
        above_trivial=None if difference is None else abs(difference) - clearly_trivial(year),
    )
