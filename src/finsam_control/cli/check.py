"""`check`: one or more years in, a graded report for each out."""

from __future__ import annotations

import codecs
import concurrent.futures
import contextlib
import functools
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

import click

from finsam_control import earlier_report
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
from finsam_control.cli.whole_file import whole_file
from finsam_control.judging import DisagreementError
from finsam_control.message import Fault, UnreadableError
from finsam_control.outcome_report import Voices
from finsam_control.render import json_report, terminal
from finsam_control.report import Report
from finsam_control.reporting import report_of
from finsam_control.rule import SEVERITIES
from finsam_control.words import Language, Words

FORMATS = ("terminal", "json")
#: So many years are worth more processes than one.
MANY = 8
CHUNK = 4
SPOOL = 4_000_000
WIDTH = 80


class FormatType(click.ParamType[tuple[str, Path | None]]):
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
    "--format",
    "formats",
    type=FormatType(),
    multiple=True,
    default=["terminal"],
    help="terminal or json, each with :FILE.",
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
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="REPORT.json",
    help="The JSON report of the year before, for one PATH: deviations that return are counted.",
)
@click.option("--no-acceptances", is_flag=True, help="Show the raw picture, as if the board had accepted nothing.")
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option of the contract
    paths: tuple[Path, ...],
    as_of: date | None,
    formats: tuple[tuple[str, Path | None], ...],
    lang: Language,
    fail_on: str,
    folders: tuple[Path, ...],
    previous: Path | None,
    *,
    no_acceptances: bool,
) -> None:
    """Judge the records of each PATH, a folder or file of one förbund and year."""
    as_of = as_of or datetime.now(tz=UTC).astimezone().date()
    files = [file for _, file in formats if file is not None]
    if len(set(files)) < len(files):
        raise click.UsageError("two formats name the same file; give each a file of its own")
    if previous is not None and len(paths) > 1:
        raise click.UsageError("--previous goes with one PATH: a report is of one förbund; check the years one by one")
    job = Job(folders, as_of, formats, lang, fail_on, previous, with_acceptances=not no_acceptances)
    with telling(lang) as words, Outputs(formats) as outputs:
        try:
            worst = max(outputs.keep(done) for done in judged(paths, job))
        except (DisagreementError, LookupError, RuntimeError) as error:
            internal_failure(words, error)
        outputs.publish()
    sys.exit(worst)


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every year."""

    folders: tuple[Path, ...]
    as_of: date
    formats: tuple[tuple[str, Path | None], ...]
    language: Language
    fail_on: str
    previous: Path | None
    with_acceptances: bool = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Done:
    """One year's report in every format asked for, and its exit code."""

    texts: tuple[str, ...]
    code: int


def judged(paths: tuple[Path, ...], job: Job) -> Iterable[Done]:
    """Each year in the order given; many years share the machine's cores, and none stays in memory.

    Raises:
        UnreadableError: with the faults of every path, when all have been read.
    """
    faults: list[Fault] = []
    workers = os.cpu_count() or 1
    if len(paths) < MANY or workers == 1:
        yield from _collected((one(path, job) for path in paths), faults)
    else:
        with concurrent.futures.ProcessPoolExecutor(workers) as pool:
            yield from _collected(pool.map(functools.partial(one, job=job), paths, chunksize=CHUNK), faults)
    if faults:
        raise UnreadableError(faults)


def _collected(results: Iterable[Done | list[Fault]], faults: list[Fault]) -> Iterable[Done]:
    for result in results:
        if isinstance(result, list):
            faults += result
        elif not faults:
            yield result


# Kept for the life of a process: rulesets of durable_rules are never freed, and every year asks the same questions.
_engines = functools.cache(engines)
_rulebook = functools.cache(rulebook_of)


@functools.cache
def _voices(folders: tuple[Path, ...], language: Language) -> Voices:
    return Voices(_rulebook(folders), Words(language))


def one(path: Path, job: Job) -> Done | list[Fault]:
    """One year, judged and rendered; or what stands in the way of reading it."""
    try:
        earlier = None if job.previous is None else earlier_report.read(job.previous)
        run = check(
            path,
            _rulebook(job.folders),
            _engines(),
            job.as_of,
            with_acceptances=job.with_acceptances,
            earlier=earlier,
        )
    except UnreadableError as error:
        return list(error.faults)
    voices = _voices(job.folders, job.language)
    report = report_of(run, voices)
    texts = tuple(_text(name, file, report, voices.words) for name, file in job.formats)
    return Done(texts, exit_code(report, job.fail_on))


def _text(name: str, file: Path | None, report: Report, words: Words) -> str:
    if name == "json":
        return json_report.render(report)
    at_a_terminal = file is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if at_a_terminal else WIDTH
    return terminal.render(report, words, colour=at_a_terminal, width=width)


class Outputs:
    """Holds every text until all years have been judged, on disk where there are many; then none or all is said."""

    def __init__(self, formats: tuple[tuple[str, Path | None], ...]) -> None:
        self.files = [file for _, file in formats]
        self.open = contextlib.ExitStack()
        self.spools = [
            self.open.enter_context(tempfile.SpooledTemporaryFile(SPOOL, "w+", encoding="utf-8"))  # noqa: SIM115 -- on the stack
            for _ in formats
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def keep(self, done: Done) -> int:
        for spool, text in zip(self.spools, done.texts, strict=True):
            spool.write(text)
        return done.code

    def publish(self) -> None:
        """Files first, each replaced whole; then stdout."""
        for spool, file in sorted(zip(self.spools, self.files, strict=True), key=lambda pair: pair[1] is None):
            spool.seek(0)
            if file is None:
                for line in spool:
                    click.echo(line, nl=False)
                continue
            with whole_file(file) as target:
                shutil.copyfileobj(spool, codecs.getwriter("utf-8")(target))


def exit_code(report: Report, fail_on: str) -> int:
    """1 where a deviation at or above the severity stands, or the year as a whole cannot be assessed."""
    if fail_on == "none":
        return CLEAN
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found = any(outcome.outcome == "violated" and outcome.severity in failing for outcome in report.outcomes)
    return VIOLATED if found or report.grade.overall == "not_assessable" else CLEAN
