"""Accounts of a ledger: opening balance and the year's rows against the balance or result that the file states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, joined, ore
from finsam_control.facts.ledger import beginning
from finsam_control.ledger import NAMED, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBalanceFact(Fact):
    kind: ClassVar[str] = "ledger_balance"
    sv: ClassVar[str] = "saldon i huvudboken"
    en: ClassVar[str] = "balances of the ledger"
    document: ClassVar[str] = "huvudbok"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    file: Annotated[str, base.text("filen", "the file")]
    accounts: Annotated[int, counted("antalet konton", "accounts")]
    differing: Annotated[int | None, counted("antalet konton som inte stämmer", "accounts that do not agree")]
    difference: Annotated[int | None, ore("deras skillnader sammanlagt", "their differences together")]
    differing_first: Annotated[str, base.text("de första kontona", "the first accounts")]
    opening_sum: Annotated[int | None, ore("summan av ingående balanser", "the sum of the opening balances")]


def produce(dossier: Dossier) -> tuple[LedgerBalanceFact, ...]:
    """One fact a file with vouchers; without them, or without closing balances, there is nothing to compare."""
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(_fact(ledger, law_date) for ledger in dossier.ledgers if ledger.vouchers is not None)


def _fact(ledger: Ledger, law_date: str) -> LedgerBalanceFact:
    differing = [account for account in ledger.accounts if account.difference]
    has_balances = ledger.has_balances
    return LedgerBalanceFact(
        key=ledger.name,
        law_date=law_date,
        place=beginning(ledger),
        file=ledger.name,
        accounts=len(ledger.accounts),
        differing=len(differing) if has_balances else None,
        difference=sum(abs(account.difference) for account in differing) if has_balances else None,
        differing_first=joined(f"{account.number} ({ledger.name}:{account.line})" for account in differing[:NAMED]),
        opening_sum=sum(account.opening or 0 for account in ledger.accounts) if has_balances else None,
    )
