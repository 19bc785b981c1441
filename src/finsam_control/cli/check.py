"""`check`: one or more years in, a graded report for each out."""

from __future__ import annotations

import concurrent.futures
import functools
import io
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from finsam_control.check import check, engines
from finsam_control.cli.common import (
    CLEAN,
    VIOLATED,
    DayType,
    internal_failure,
    lang_option,
    rulebook_of,
    rules_option,
    telling,
)
from finsam_control.judging import DisagreementError
from finsam_control.message import Fault, UnreadableError
from finsam_control.render import json_report, terminal
from finsam_control.report import Report
from finsam_control.reporting import report_of
from finsam_control.rule import SEVERITIES
from finsam_control.words import Language, Words

FORMATS = ("terminal", "json")
MANY = 8
WIDTH = 80


class FormatType(click.ParamType):
    """`FORMAT` or `FORMAT:FILE`."""

    name = "format[:file]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path | None]:
        if isinstance(value, tuple):
            return value
        name, _, file = str(value).partition(":")
        if name not in FORMATS:
            self.fail(f"{name!r} is not one of {', '.join(FORMATS)}; write for example json:findings.json", param, ctx)
        return name, Path(file) if file else None


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as-of", type=DayType(), help="The day of the check, YYYY-MM-DD; today if left out.")
@click.option(
    "--format", "formats", type=FormatType(), multiple=True, default=["terminal"], help="terminal or json, each with :FILE."
)
@lang_option
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "none"]),
    default="major",
    show_default=True,
    help="Gravest deviation that is let pass is the one below this.",
)
@rules_option
@click.option("--no-acceptances", is_flag=True, help="Show the raw picture, as if the board had accepted nothing.")
def command(  # noqa: PLR0913 -- one parameter an option of the contract
    paths: tuple[Path, ...],
    as_of: date | None,
    formats: tuple[tuple[str, Path | None], ...],
    lang: Language,
    fail_on: str,
    folders: tuple[Path, ...],
    *,
    no_acceptances: bool,
) -> None:
    """Judge the records of each PATH, a folder or file of one förbund and year."""
    as_of = as_of or datetime.now(tz=UTC).astimezone().date()
    worst = CLEAN
    with telling(lang) as words:
        outputs = _Outputs(formats, words)
        arguments = [(path, folders, as_of, lang, not no_acceptances) for path in paths]
        try:
            for report in _reports(arguments):
                outputs.write(report)
                worst = max(worst, exit_code(report, fail_on))
        except (DisagreementError, LookupError, RuntimeError) as error:
            internal_failure(words, error)
        outputs.close()
    sys.exit(worst)


Argument = tuple[Path, tuple[Path, ...], date, Language, bool]


def _reports(arguments: list[Argument]) -> Iterable[Report]:
    """Each year's report in the order given; many years share the machine's cores, none stays in memory."""
    faults: list[Fault] = []
    workers = os.cpu_count() or 1
    if len(arguments) < MANY or workers == 1:
        yield from _collected(map(_one, arguments), faults)
    else:
        with concurrent.futures.ProcessPoolExecutor(workers) as pool:
            yield from _collected(pool.map(_one, arguments, chunksize=4), faults)
    if faults:
        raise UnreadableError(faults)


def _collected(results: Iterator[Report | list[Fault]], faults: list[Fault]) -> Iterator[Report]:
    for result in results:
        if isinstance(result, list):
            faults += result
        elif not faults:
            yield result


def _one(argument: Argument) -> Report | list[Fault]:
    path, folders, as_of, language, with_acceptances = argument
    try:
        run = check(path, _rulebook(folders), _engines(), as_of, with_acceptances=with_acceptances)
    except UnreadableError as error:
        return list(error.faults)
    return report_of(run, Words(language))


# Kept for the life of a process: rulesets of durable_rules are never freed, and every year asks the same questions.
_engines = functools.cache(engines)
_rulebook = functools.cache(rulebook_of)


class _Outputs:
    """The formats asked for; a format without a file goes to stdout."""

    def __init__(self, formats: tuple[tuple[str, Path | None], ...], words: Words) -> None:
        self.words = words
        self.formats = formats
        self.texts: dict[Path, list[str]] = {file: [] for _, file in formats if file is not None}

    def write(self, report: Report) -> None:
        for name, file in self.formats:
            if file is not None:
                self.texts[file].append(self._text(name, report))
            elif name == "json":
                click.echo(json_report.render(report), nl=False)
            else:
                console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
                terminal.render(report, self.words, console)

    def _text(self, name: str, report: Report) -> str:
        if name == "json":
            return json_report.render(report)
        console = Console(width=WIDTH, highlight=False, record=True, file=io.StringIO())
        terminal.render(report, self.words, console)
        return console.export_text()

    def close(self) -> None:
        """Files are written whole, when every year has been judged, or not at all."""
        for file, texts in self.texts.items():
            partial = file.with_name(f"{file.name}.partial")
            partial.write_text("".join(texts), encoding="utf-8")
            partial.replace(file)


def exit_code(report: Report, fail_on: str) -> int:
    """1 where a deviation at or above the severity stands, or the year as a whole cannot be assessed."""
    if fail_on == "none":
        return CLEAN
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]  # type: ignore[arg-type]
    found = any(outcome.outcome == "violated" and outcome.severity in failing for outcome in report.outcomes)
    return VIOLATED if found or report.grade.overall == "not_assessable" else CLEAN
