"""The förbund and the tax agency: compensation of VAT in time, and no income tax (SFS 2005:807, IL 7:2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, iso_date, last_of_year
from finsam_control.records.base import Absent

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxFact(Fact):
    kind: ClassVar[str] = "tax"
    sv: ClassVar[str] = "moms och inkomstskatt"
    en: ClassVar[str] = "VAT and income tax"
    document: ClassVar[str] = "skatt"
    section: ClassVar[str] = "tax"

    fiscal_year: Annotated[str, base.text("året", "the year")]
    year_end: Annotated[str, iso_date("årets sista dag", "last day of the year", of_year=last_of_year)]
    vat_claimed: Annotated[bool | None, flag("ansökan om momsersättning är gjord", "compensation of VAT is claimed")]
    claimed_after: Annotated[
        int | None,
        counted("påbörjade månader från årets slut till ansökan", "months begun from year end to the claim"),
    ]
    income_tax: Annotated[bool | None, flag("inkomstskatt är bokförd", "income tax is booked")]


def produce(dossier: Dossier) -> tuple[TaxFact, ...]:
    year, tax = dossier.year, dossier.year.tax
    if tax is None:
        return ()
    return (
        TaxFact(
            key="tax",
            law_date=first_of_year(year.fiscal_year),
            place=tax.place(),
            fiscal_year=str(year.fiscal_year),
            year_end=last_of_year(year.fiscal_year),
            vat_claimed=is_there(tax.vat_claimed_on),
            claimed_after=_months(tax.vat_claimed_on, date(year.fiscal_year, 12, 31)),
            income_tax=tax.income_tax_booked,
        ),
    )


def _months(claimed: Day | Absent | None, year_end: date) -> int | None:
    """Months begun after the year's end, on the earliest day of the claim; none for one made during the year."""
    if not isinstance(claimed, Day):
        return None
    return max((claimed.first.year - year_end.year - 1) * _MONTHS + claimed.first.month, 0)
