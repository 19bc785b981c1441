"""`risk lint`: a register, or a matrix alone, seen through by every rule that concerns it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from finsam_control import dossier as dossiers
from finsam_control import register_files
from finsam_control.check import engines, judge
from finsam_control.cli.common import (
    CLEAN,
    VIOLATED,
    DayType,
    internal_failure,
    lang_option,
    rulebook_of,
    rules_option,
    screen,
    telling,
    today,
)
from finsam_control.dossier import Dossier
from finsam_control.judging import DisagreementError
from finsam_control.outcome_report import Voices
from finsam_control.records.register import RiskRegister
from finsam_control.register_report import RegisterReport
from finsam_control.register_reporting import register_report_of, register_run
from finsam_control.render import register_terminal
from finsam_control.rule import SEVERITIES
from finsam_control.words import Language


@click.command()
@click.argument("registers", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REGISTER...")
@click.option("--as-of", type=DayType(), help="The day that overdue is counted from, YYYY-MM-DD; today if left out.")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="Output."
)
@lang_option
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "none"]),
    default="minor",
    show_default=True,
    help="Gravest deviation that is let pass is the one below this.",
)
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The year's records: which controls failed, and what the control plan holds.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="REGISTER",
    help="The earlier register, that scores moved from.",
)
@rules_option
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    registers: tuple[Path, ...],
    as_of: date | None,
    form: str,
    lang: Language,
    fail_on: str,
    records: Path | None,
    previous: Path | None,
    folders: tuple[Path, ...],
) -> None:
    """Look through each REGISTER, or matrix alone, for what makes it hard to trust; the matrix is proved too.

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 something, 2 REGISTER cannot be read, 3 an internal failure.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    as_of = as_of or today()
    with telling(lang) as words:
        subjects = [_read(path, records, previous, as_of) for path in registers]
        rulebook, judges = rulebook_of(folders), engines()
        voices, failing = Voices(rulebook, words), False
        for subject in subjects:
            try:
                found = judge(subject.dossier, rulebook, judges, as_of, subject.dossier.year.acceptances)
            except (DisagreementError, LookupError, RuntimeError) as error:
                internal_failure(words, error)
            run = register_run(found, matrix_alone=subject.matrix_alone)
            report = register_report_of(run, subject.register, voices, matrix_alone=subject.matrix_alone)
            failing = failing or _fails(report, fail_on)
            if form == "json":
                click.echo(report.model_dump_json())
            else:
                colour, width = screen()
                click.echo(register_terminal.render(report, words, colour=colour, width=width), nl=False)
    sys.exit(VIOLATED if failing else CLEAN)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked through, and what is known of its year."""

    register: RiskRegister
    dossier: Dossier
    matrix_alone: bool


def _read(path: Path, records: Path | None, previous: Path | None, as_of: date) -> Subject:
    register, inputs, matrix_alone = register_files.read_register_or_matrix(path)
    dossier = dossiers.of_register(register, inputs, as_of)
    if records is not None:
        year = dossiers.read(records)
        read = tuple(dict.fromkeys((*inputs, *year.inputs)))
        dossier = replace(year, register=register, inputs=read)
    if previous is not None:
        earlier, more = register_files.read_register(previous)
        dossier = replace(dossier, earlier_register=earlier, inputs=tuple(dict.fromkeys((*dossier.inputs, *more))))
    return Subject(register, dossier, matrix_alone)


def _fails(report: RegisterReport, fail_on: str) -> bool:
    if fail_on == "none":
        return False
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(finding.outcome == "violated" and finding.severity in failing for finding in report.findings)
