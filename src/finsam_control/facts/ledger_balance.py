"""Accounts of a ledger: opening balance and the year's rows against the balance or result that the file states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import CountedFact, counted, first_of_year, joined, ore
from finsam_control.facts.ledger import beginning, with_vouchers
from finsam_control.ledger import KEPT, NAMED, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBalanceFact(CountedFact):
    kind: ClassVar[str] = "ledger_balance"
    sv: ClassVar[str] = "saldon i huvudboken"
    en: ClassVar[str] = "balances of the ledger"
    document: ClassVar[str] = "huvudbok"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    file: Annotated[str, base.text("filen", "the file")]
    accounts: Annotated[int, counted("antalet konton", "accounts")]
    differing: Annotated[int | None, counted("antalet konton som inte stämmer", "accounts that do not agree", "saldon")]
    difference: Annotated[
        int | None,
        ore(
            "deras skillnader i debet eller i kredit, det som är mest",
            "their differences in debit or in credit, whichever is more",
            "saldon",
        ),
    ]
    differing_first: Annotated[str, base.text("de första kontona", "the first accounts")]
    holds_vouchers: bool = True
    opening_sum: Annotated[int | None, ore("summan av ingående balanser", "the sum of the opening balances", "saldon")]

    def document_of(self, name: str) -> str:
        return CountedFact.document_of(self, name) if self.holds_vouchers else "verifikationer"


def produce(dossier: Dossier) -> tuple[LedgerBalanceFact, ...]:
    """One fact a file with vouchers; where there is none, there is nothing to compare balances with."""
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(_fact(ledger, law_date) for ledger in with_vouchers(dossier))


def _fact(ledger: Ledger, law_date: str) -> LedgerBalanceFact:
    """An account of a kind that the file states nothing of neither agrees nor differs."""
    moved = [account for account in ledger.accounts if account.difference]
    differing = [account for account in moved if ledger.accounts_for(account.number)]
    # None found among those that can be told says nothing of the others.
    count = (len(differing) or (None if moved else 0)) if ledger.vouchers is not None else None
    difference = max(
        sum(account.difference for account in differing if account.difference > 0),
        -sum(account.difference for account in differing if account.difference < 0),
    )
    return LedgerBalanceFact(
        key=ledger.name,
        law_date=law_date,
        place=beginning(ledger),
        file=ledger.name,
        accounts=len(ledger.accounts),
        differing=count,
        difference=None if count is None else difference,
        differing_first=joined(f"{account.number} ({ledger.name}:{account.line})" for account in differing[:NAMED]),
        opening_sum=None if ledger.is_for_import else sum(account.opening or 0 for account in ledger.accounts),
        holds_vouchers=ledger.vouchers is not None,
        lines={"differing": tuple(account.line for account in differing[:KEPT])},
    )
