"""Reconciliations of bank, tax account and ledger: how often they were planned and done (a revision criterion)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, get_args

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, first_of_year, word
from finsam_control.records.closing import Reconciliation

Account = Literal["bank", "skattekonto", "huvudbok"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationFact(Fact):
    kind: ClassVar[str] = "reconciliation"
    sv: ClassVar[str] = "avstämningar"
    en: ClassVar[str] = "reconciliations"
    document: ClassVar[str] = "bokslut"
    section: ClassVar[str] = "reconciliations"

    account: Annotated[Account, word("det som stäms av", "what is reconciled")]
    planned: Annotated[int | None, counted("antalet planerade avstämningar", "number of reconciliations planned")]
    performed: Annotated[int | None, counted("antalet utförda avstämningar", "reconciliations done")]
    missed: Annotated[
        int | None, counted("antalet planerade avstämningar som inte gjordes", "reconciliations planned and not done")
    ]


def produce(dossier: Dossier) -> tuple[ReconciliationFact, ...]:
    """One fact an account, handed in or not, as soon as anything is said of reconciliations."""
    listing = dossier.year.reconciliations
    if not listing.items and not listing.complete:
        return ()
    handed_in = {item.account: item for item in listing.items}
    return tuple(_fact(dossier, account, handed_in.get(account)) for account in get_args(Account))


def _fact(dossier: Dossier, account: Account, found: Reconciliation | None) -> ReconciliationFact:
    listing = dossier.year.reconciliations
    none = 0 if found is None and listing.complete else None
    planned, performed = (found.planned, found.performed) if found is not None else (none, none)
    return ReconciliationFact(
        key=account,
        law_date=first_of_year(dossier.year.fiscal_year),
        place=found.place("account") if found is not None else listing.place(),
        account=account,
        planned=planned,
        performed=performed,
        missed=None if planned is None or performed is None else max(planned - performed, 0),
    )
