"""The first digits of the year's purchases against Benford's law: a sign to look at, never a proof of anything.

Amounts of ten kronor and more are counted, row by row, and none that was paid back. Prices that are agreed and fees
that are the same each month keep to no such law.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, joined, number, ppm

#: Öre. Below ten kronor an amount of öre is rounding, fees and the like.
_LEAST: Final = 10_00


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDigitsFact(Fact):
    kind: ClassVar[str] = "first_digits"
    sv: ClassVar[str] = "beloppens första siffror"
    en: ClassVar[str] = "the first digits of amounts"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    rows: Annotated[int, counted("antalet belopp om minst tio kronor", "amounts of ten kronor and more")]
    counts: Annotated[str, base.text("antalet per första siffra", "how many begin with each digit")]
    statistic: Annotated[int | None, number("chi-två, åtta frihetsgrader", "chi-square, eight degrees of freedom")]
    probability: Annotated[
        int | None,
        ppm("sannolikheten för en minst så stor avvikelse av en slump", "the probability of as large a deviation"),
    ]
    digit: Annotated[int | None, counted("siffran som avviker mest", "the digit that deviates most")]
    found: Annotated[int | None, counted("belopp som börjar med den", "amounts that begin with it")]
    foreseen: Annotated[int | None, counted("belopp som väntas börja med den", "amounts expected to begin with it")]


def produce(dossier: Dossier) -> tuple[FirstDigitsFact, ...]:
    """One fact of a year of which a journal was handed in; of no amounts at all there is nothing to test."""
    if dossier.store is None:
        return ()
    from finsam_control import benford  # noqa: PLC0415 -- an extra, which years without a journal have no use for

    year, files = dossier.year, dossier.store.files
    counts = dossier.store.first_digits(year.fiscal_year, _LEAST)
    rows = sum(counts)
    statistic, probability = benford.chi_square(counts) if rows else (None, None)
    foreseen = benford.expected(rows)
    digit = max(range(1, 10), key=lambda digit: abs(counts[digit - 1] - foreseen[digit - 1])) if rows else None
    return (
        FirstDigitsFact(
            key="journal",
            law_date=first_of_year(year.fiscal_year),
            place=files[0].named_at if files else year.place("populations"),
            rows=rows,
            counts=joined(f"{digit}: {count}" for digit, count in enumerate(counts, 1)),
            statistic=None if statistic is None else round(statistic * 1_000),
            probability=None if probability is None else round(probability * 1_000_000),
            digit=digit,
            found=None if digit is None else counts[digit - 1],
            foreseen=None if digit is None else round(foreseen[digit - 1]),
        ),
    )
