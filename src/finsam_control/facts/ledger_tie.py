"""The ledger against the printed statements, by class of account: the difference that rounding does not explain.

Classes are those that BAS and Kommun-Bas share: 1 assets (19 cash), 20 equity, 21-29 liabilities and provisions,
3 revenue, 4-7 costs, 8 financial items. 899x takes the year's result to the balance sheet and is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore
from finsam_control.facts.ledger import of_the_year
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure, Unit, differ
from finsam_control.ledger import Ledger
from finsam_control.printed import Printed, table_figures
from finsam_control.records.year import Year

_COSTS = ("4", "5", "6", "7")
_DEPRECIATION = ("78", "79")
_RESULT = ("3", *_COSTS, "8")
_TRANSFER = ("899",)
_LIABILITIES = ("21", "22", "23", "24", "25", "26", "27", "28", "29")


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
    booked_amount: Annotated[int | None, ore("det bokförda beloppet", "the booked amount", "saldon")]
    difference: Annotated[
        int | None,
        ore("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain", "saldon"),
    ]
    above_trivial: Annotated[
        int | None,
        ore(
            "skillnaden utöver gränsen för det uppenbart obetydliga",
            "the difference beyond what is clearly trivial",
            "saldon",
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Accounts that a concept of the statements may be made of, by how they begin; what is in debit less the others."""

    debit: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()

    def of(self, ledger: Ledger) -> int | None:
        debit, credit = ledger.booked(*self.debit), ledger.booked(*self.credit)
        return None if debit is None or credit is None else debit - credit


#: The accounts of each concept, and the readings of them; the statements print revenue, debts and equity as positive.
_CONCEPTS: Final[Mapping[str, tuple[str, tuple[_Reading, ...]]]] = {
    "revenue": ("3000\u20133999", (_Reading(credit=("3",)),)),
    # Depreciation is a row of its own in some income statements.
    "costs": ("4000\u20137999", (_Reading(credit=_COSTS), _Reading(debit=_DEPRECIATION, credit=_COSTS))),
    "net_costs": ("3000\u20137999", (_Reading(credit=("3", *_COSTS)),)),
    "result": ("3000\u20138989", (_Reading(debit=_TRANSFER, credit=_RESULT),)),
    "assets": ("1000\u20131999", (_Reading(debit=("1",)),)),
    "cash": ("1900\u20131999", (_Reading(debit=("19",)),)),
    # Before the result has been taken to the balance sheet it is equity all the same.
    "equity": ("2000\u20132099", (_Reading(credit=("20", *_RESULT)),)),
    "liabilities": ("2100\u20132999", (_Reading(credit=_LIABILITIES),)),
    "equity_and_liabilities": ("2000\u20132999", (_Reading(credit=("20", *_LIABILITIES, *_RESULT)),)),
}


def produce(dossier: Dossier) -> tuple[LedgerTieFact, ...]:
    """A fact for each figure of the year that the accounts of a file are about; another year's file shows none."""
    return tuple(fact for ledger in of_the_year(dossier) for fact in _ties(dossier.year, ledger))


def _ties(year: Year, ledger: Ledger) -> Iterator[LedgerTieFact]:
    trivial = clearly_trivial(year)
    for item in _statements(year):
        concept = item.row.concept or ""
        if concept not in _CONCEPTS:
            continue
        accounts, readings = _CONCEPTS[concept]
        found = [amount for reading in readings if (amount := reading.of(ledger)) is not None]
        gaps = {amount: differ(item.figure, Figure(amount, 1, Unit.KR)) for amount in found}
        amount = min(gaps, key=lambda reading: abs(gaps[reading]), default=None)
        gap = None if amount is None else gaps[amount]
        yield LedgerTieFact(
            key=f"{ledger.name}/{item.key}",
            law_date=first_of_year(year.fiscal_year),
            place=item.place,
            file=ledger.name,
            accounts=accounts,
            printed=item.address,
            printed_amount=item.figure.value,
            booked_amount=amount,
            difference=gap,
            above_trivial=None if gap is None else abs(gap) - trivial,
        )


def _statements(year: Year) -> Iterator[Printed]:
    """The year's own outcome in the income statement and the balance sheet."""
    for table in (year.income_statement, year.balance_sheet):
        for item in table_figures(table) if table is not None else ():
            is_outcome = item.column.holds == "outcome" and item.column.year == year.fiscal_year
            if is_outcome and item.figure.unit.is_money:
                yield item
