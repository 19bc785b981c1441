"""Rows of the balance sheet and their specifications at the year end (LKBR 4:6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, ore
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import Figure, differ
from finsam_control.printed import Printed, table_figures
from finsam_control.records.closing import BalanceSpecification

#: Rows whose content the balance sheet and the income statement themselves show.
_SHOWN = frozenset({"equity_opening", "equity_direct_change", "result", "equity", "assets", "equity_and_liabilities"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRowFact(Fact):
    kind: ClassVar[str] = "balance_row"
    sv: ClassVar[str] = "balansräkningens rader"
    en: ClassVar[str] = "rows of the balance sheet"
    document: ClassVar[str] = "bokslut"
    section: ClassVar[str] = "balance_sheet"

    row: Annotated[str, base.text("raden", "the row")]
    amount: Annotated[int, ore("radens belopp", "the amount of the row")]
    has_specification: Annotated[bool | None, flag("raden är specificerad", "the row is specified")]
    specified: Annotated[int | None, ore("specifikationens summa", "the total of the specification")]
    difference: Annotated[
        int | None, ore("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]
    above_trivial: Annotated[
        int | None,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]


def produce(dossier: Dossier) -> tuple[BalanceRowFact, ...]:
    sheet = dossier.year.balance_sheet
    if sheet is None:
        return ()
    return tuple(_fact(dossier, item) for item in table_figures(sheet) if _is_own(dossier, item))


def _is_own(dossier: Dossier, item: Printed) -> bool:
    """A row of the year's own outcome that sums up accounts, and is no sum of other rows."""
    is_outcome = item.column.holds == "outcome" and item.column.year == dossier.year.fiscal_year
    return bool(is_outcome and item.figure.value and item.row.sum_of is None and item.row.concept not in _SHOWN)


def _fact(dossier: Dossier, item: Printed) -> BalanceRowFact:
    listing = dossier.year.balance_specifications
    found: BalanceSpecification | None = next((one for one in listing.items if one.row == item.row_id), None)
    specified = found.amount if found is not None else None
    difference = None if specified is None else _difference(specified, item.figure)
    return BalanceRowFact(
        key=item.row_id,
        law_date=first_of_year(dossier.year.fiscal_year),
        place=item.place,
        row=item.row.label,
        amount=item.figure.value,
        has_specification=True if found is not None else (False if listing.complete else None),
        specified=base.amount(specified),
        difference=difference,
        above_trivial=None if difference is None else abs(difference) - clearly_trivial(dossier.year),
    )


def _difference(specified: Figure, printed: Figure) -> int:
    """Between the two as printed; a debt is written with a minus sign in the one and without it in the other."""
    return min(differ(specified, printed), differ(-specified, printed), key=abs)
