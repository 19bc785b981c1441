"""What is asked of a sample: by options, by the year's materiality, and else by the dated parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import click

from finsam_control import earlier_report
from finsam_control.check import check, engines
from finsam_control.cli.common import internal_failure, rulebook_of
from finsam_control.dossier import Dossier
from finsam_control.facts.base import said
from finsam_control.figure import Unit, parse_figure, parse_number
from finsam_control.judging import DisagreementError
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.outcome_report import Voices
from finsam_control.report import Report
from finsam_control.reporting import report_of
from finsam_control.run import Run
from finsam_control.sampling.asked import Asked, Source
from finsam_control.sampling.population import failed, is_cut, population_of, rows_that_failed
from finsam_control.sampling.report import Method, Population
from finsam_control.sampling.worksheet import clean
from finsam_control.words import Words

#: Drawn from where no accounts are asked for: the costs of the ledger, in BAS and Kommun-Bas alike, and every purchase.
_USUAL: Final[dict[Population, tuple[str, ...]]] = {"ledger": ("4", "5", "6", "7"), "purchases": ()}
_MATERIALITY = "materiality: {amount: 160 tkr, clearly_trivial: 8 tkr}"
_CONFIDENCE, _EXPECTED = "stickprov.sakerhet", "stickprov.vantat-fel"


class ShareType(click.ParamType[int]):
    """A share in percent, with its sign or without, as parts per million."""

    name = "percent"

    def __init__(self, least: float, most: float) -> None:
        self.least, self.most = least, most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        text = str(value).strip().replace(".", ",")
        figure = parse_figure(text) or parse_number(text, Unit.PERCENT)
        base = Unit.PERCENT.base
        if (
            figure is None
            or figure.unit is not Unit.PERCENT
            or not self.least * base <= figure.value <= self.most * base
        ):
            self.fail(
                f"{value!r} is not from {self.least:g} to {self.most:g} percent; write for example '95 %'", param, ctx
            )
        return figure.value


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of `plan` and `draw`; what is None was left out."""

    path: Path
    method: Method
    confidence: int | None
    expected: int | None
    tolerable: int | None
    population: Population | None
    accounts: str | None
    report: Path | None
    as_of: date | None
    folders: tuple[Path, ...]

    def drawn_from(self, dossier: Dossier) -> tuple[Population, tuple[str, ...]]:
        """The population and the first digits of the accounts: what was asked for, or what is usual."""
        population = self.population or population_of(dossier)
        if self.accounts is None:
            return population, _USUAL[population]
        digits = tuple(part for part in (text.strip() for text in self.accounts.split(",")) if part)
        if not digits or not all(part.isascii() and part.isdigit() for part in digits):
            raise click.UsageError(f"--accounts {self.accounts!r}: write first digits with commas, for example 4,5,6,7")
        return population, digits


def asked_of(wish: Wish, dossier: Dossier) -> Asked:
    """What the year and the parameters fill in.

    Raises:
        UnreadableError: the year states no materiality.
    """
    year = dossier.year
    if year.materiality is None:
        found = Message.of("the year states no materiality")
        expected = Message.of("what the reviewer holds material this year, which decides the size of a sample")
        raise UnreadableError([Fault(wish.path.as_posix(), 0, "/materiality", found, expected, _MATERIALITY)])
    if wish.tolerable is not None and wish.method != "random":
        raise click.UsageError("--tolerable goes with --method random; by amount, the materiality is what is tolerable")
    return Asked(
        entity=clean(year.entity.name),
        period=year.fiscal_year,
        method=wish.method,
        confidence=_asked_or(wish.confidence, _CONFIDENCE, wish, year.fiscal_year),
        materiality=year.materiality.amount.value,
        expected=_asked_or(wish.expected, _EXPECTED, wish, year.fiscal_year),
        tolerable_rate=wish.tolerable,
    )


def _asked_or(asked: int | None, parameter: str, wish: Wish, year: int) -> int:
    """What was asked for, or the parameter of the year's first day."""
    if asked is not None:
        return asked
    value = rulebook_of(wish.folders).value(parameter, date(year, 1, 1))
    if not isinstance(value, int):
        raise click.UsageError(f"{parameter} has no value for {year}; say it with an option")
    return value


def left_out_of(wish: Wish, dossier: Dossier, source: Source, words: Words, today: date) -> frozenset[tuple[str, int]]:
    """Rows that failed in the full test: by the report that is named, or by a check made now.

    Raises:
        UnreadableError: the report is none, or of another year, or names some of the rows that deviate and not all.
    """
    if wish.report is not None:
        return failed(source.items(), _named(wish.report, dossier, source.population).outcomes)
    run, report = _checked(wish, words, today)
    one_by_one = [outcome for outcome in report.outcomes if outcome.population is None]
    return failed(source.items(), one_by_one, rows_that_failed(run))


def _checked(wish: Wish, words: Words, today: date) -> tuple[Run, Report]:
    rulebook = rulebook_of(wish.folders)
    try:
        run = check(wish.path, rulebook, engines(), wish.as_of or today)
    except (DisagreementError, LookupError, RuntimeError) as error:
        internal_failure(words, error)
    return run, report_of(run, Voices(rulebook, words))


def _named(file: Path, dossier: Dossier, population: Population) -> Report:
    earlier = earlier_report.read(file)
    report, year = earlier.report, dossier.year
    own, other = (year.entity.name, said(year.entity.org_number)), (report.entity.name, report.entity.org_number)
    if report.period != year.fiscal_year or not earlier_report.is_same_entity(own, other):
        found = Message.of("a report of {entity} {year}", entity=report.entity.name, year=report.period)
        expected = Message.of("a report of {entity} {year}", entity=year.entity.name, year=year.fiscal_year)
        raise earlier.fault("/entity", found, expected)
    if population == "purchases" and any(is_cut(outcome) for outcome in report.outcomes):
        found = Message.of("a report that names the largest of the rows that deviate, and not all")
        expected = Message.of("no --report: the full test is then made now, and every row that failed is left out")
        raise earlier.fault("/outcomes", found, expected)
    return report
