"""The ledger against the printed statements, by class of account: the difference that rounding does not explain.

Classes are those that BAS and Kommun-Bas share: 1 assets (19 cash), 20 equity, 21-29 liabilities and provisions,
3 revenue, 4-7 costs, 8 financial items. 899x takes the year's result to the balance sheet and is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore
from finsam_control.facts.ledger import of_the_year
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure, Unit, differ
from finsam_control.ledger import Ledger
from finsam_control.printed import Printed, table_figures
from finsam_control.records.year import Year

_RESULT_CLASSES = ("3", "4", "5", "6", "7", "8")
_TRANSFER = "899"
_DEPRECIATION = ("78", "79")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTieFact(Fact):
    kind: ClassVar[str] = "ledger_tie"
    sv: ClassVar[str] = "huvudboken mot räkningarna"
    en: ClassVar[str] = "the ledger against the statements"
    document: ClassVar[str] = "huvudbok"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    file: Annotated[str, base.text("filen", "the file")]
    accounts: Annotated[str, base.text("kontona", "the accounts")]
    printed: Annotated[str, base.text("den tryckta uppgiften", "the printed figure")]
    printed_amount: Annotated[int, ore("det tryckta beloppet", "the printed amount")]
    booked_amount: Annotated[int, ore("det bokförda beloppet", "the booked amount")]
    difference: Annotated[
        int, ore("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]
    above_trivial: Annotated[
        int,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]


@dataclass(frozen=True, slots=True)
class _Booked:
    """What a concept of the statements may be in the ledger: each reading of it, in öre with the statements' sign."""

    accounts: str
    readings: tuple[int, ...]


def produce(dossier: Dossier) -> tuple[LedgerTieFact, ...]:
    """A fact for each figure of the year that a file with closing balances can show; another year's file shows none."""
    own = (ledger for ledger in of_the_year(dossier) if ledger.has_balances)
    return tuple(fact for ledger in own for fact in _ties(dossier.year, ledger))


def _ties(year: Year, ledger: Ledger) -> Iterator[LedgerTieFact]:
    booked, trivial = _booked(ledger), clearly_trivial(year)
    for item in _statements(year):
        found = booked.get(item.row.concept or "")
        if found is None:
            continue
        gaps = {amount: differ(item.figure, Figure(amount, 1, Unit.KR)) for amount in found.readings}
        amount = min(gaps, key=lambda reading: abs(gaps[reading]))
        yield LedgerTieFact(
            key=f"{ledger.name}/{item.key}",
            law_date=first_of_year(year.fiscal_year),
            place=item.place,
            file=ledger.name,
            accounts=found.accounts,
            printed=item.address,
            printed_amount=item.figure.value,
            booked_amount=amount,
            difference=gaps[amount],
            above_trivial=abs(gaps[amount]) - trivial,
        )


def _statements(year: Year) -> Iterator[Printed]:
    """The year's own outcome in the income statement and the balance sheet."""
    for table in (year.income_statement, year.balance_sheet):
        for item in table_figures(table) if table is not None else ():
            is_outcome = item.column.holds == "outcome" and item.column.year == year.fiscal_year
            if is_outcome and item.figure.unit.is_money:
                yield item


def _booked(ledger: Ledger) -> dict[str, _Booked]:
    moved = -ledger.booked(*_RESULT_CLASSES)
    result = moved + ledger.booked(_TRANSFER)
    costs = -ledger.booked("4", "5", "6", "7")
    liabilities = -ledger.booked("21", "22", "23", "24", "25", "26", "27", "28", "29")
    # Before the result has been taken to the balance sheet it is equity all the same.
    equity = -ledger.booked("20") + moved
    assets = ledger.booked("1")
    return {
        "revenue": _Booked("3000\u20133999", (-ledger.booked("3"),)),
        # Depreciation is a row of its own in some income statements.
        "costs": _Booked("4000\u20137999", (costs, costs + ledger.booked(*_DEPRECIATION))),
        "net_costs": _Booked("3000\u20137999", (-ledger.booked("3") + costs,)),
        "result": _Booked("3000\u20138989", (result,)),
        "assets": _Booked("1000\u20131999", (assets,)),
        "cash": _Booked("1900\u20131999", (ledger.booked("19"),)),
        "equity": _Booked("2000\u20132099", (equity,)),
        "liabilities": _Booked("2100\u20132999", (liabilities,)),
        "equity_and_liabilities": _Booked("2000\u20132999", (equity + liabilities,)),
    }
