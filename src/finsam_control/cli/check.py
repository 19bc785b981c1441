"""`check`: one or more years in, a graded report for each out."""

from __future__ import annotations

import concurrent.futures
import functools
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

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
from finsam_control.cli.output import FormatType, Outputs, Wanted, refuse_impossible
from finsam_control.judging import DisagreementError
from finsam_control.message import Fault, UnreadableError
from finsam_control.outcome_report import Voices
from finsam_control.render import formats
from finsam_control.report import Report
from finsam_control.reporting import report_of
from finsam_control.rule import SEVERITIES
from finsam_control.words import Language, Words

#: So many years are worth more processes than one.
MANY = 8
CHUNK = 4


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as-of", type=DayType(), help="The day of the check, YYYY-MM-DD; today if left out.")
@click.option(
    "--format",
    "wanted",
    type=FormatType(),
    multiple=True,
    default=["terminal"],
    help=f"One of {', '.join(formats.names())}, with a file as in json:findings.json; several may be given.",
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
    wanted: tuple[Wanted, ...],
    lang: Language,
    fail_on: str,
    folders: tuple[Path, ...],
    previous: Path | None,
    *,
    no_acceptances: bool,
) -> None:
    """Judge the records of each PATH, a folder or file of one förbund and year."""
    as_of = as_of or datetime.now(tz=UTC).astimezone().date()
    if previous is not None and len(paths) > 1:
        raise click.UsageError("--previous goes with one PATH: a report is of one förbund; check the years one by one")
    job = Job(folders, as_of, wanted, lang, fail_on, previous, with_acceptances=not no_acceptances)
    worst = CLEAN
    with telling(lang) as words, Outputs(wanted) as outputs:
        refuse_impossible(wanted, len(paths), words)
        try:
            for done in judged(paths, job):
                outputs.keep(done.contents)
                worst = max(worst, done.code)
        except (DisagreementError, LookupError, RuntimeError) as error:
            internal_failure(words, error)
        outputs.publish()
    sys.exit(worst)


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every year."""

    folders: tuple[Path, ...]
    as_of: date
    wanted: tuple[Wanted, ...]
    language: Language
    fail_on: str
    previous: Path | None
    with_acceptances: bool = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Done:
    """One year's report in every format asked for, and its exit code."""

    contents: tuple[bytes, ...]
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
    contents = tuple(item.content(report, voices.words) for item in job.wanted)
    return Done(contents, exit_code(report, job.fail_on))


def exit_code(report: Report, fail_on: str) -> int:
    """1 where a deviation at or above the severity stands, or the year as a whole cannot be assessed."""
    if fail_on == "none":
        return CLEAN
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found = any(outcome.outcome == "violated" and outcome.severity in failing for outcome in report.outcomes)
    return VIOLATED if found or report.grade.overall == "not_assessable" else CLEAN
