"""The years of one call, judged: each read, judged by every engine and rendered, many of them on every core."""

from __future__ import annotations

import concurrent.futures
import functools
import io
import os
import signal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from finsam_control import __version__, earlier_report, extract
from finsam_control.annotation import Note, of_report
from finsam_control.check import EMBEDDED, check, engines
from finsam_control.cli.common import CLEAN, VIOLATED, rulebook_of
from finsam_control.cli.output import Wanted
from finsam_control.consolidating import Digest, digest
from finsam_control.edition import edition_of
from finsam_control.manifest import Manifest, SealedRun, rule_files, sealed
from finsam_control.message import Fault, UnreadableError
from finsam_control.outcome_report import Voices
from finsam_control.people import people_of
from finsam_control.render.extract_file import Table, write
from finsam_control.report import Edition, Report, RulebookInfo, ToolInfo
from finsam_control.reporting import report_of
from finsam_control.rule import SEVERITIES
from finsam_control.run import Run
from finsam_control.words import Language, Words

#: So many years are worth more processes than one.
MANY = 8
CHUNK = 4


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
    is_sealed: bool = field(kw_only=True)
    anonymous: bool = field(default=False, kw_only=True)
    edition: Edition = field(default="internal", kw_only=True)
    extract: Path | None = field(default=None, kw_only=True)
    engine: str = field(default=EMBEDDED, kw_only=True)


@dataclass(frozen=True, slots=True)
class Done:
    """One year's report in every format asked for, its exit code, its inputs, and when sealed what came of what.

    `notes` are what is said of the cells of a workbook, where the records lie in one; `extract` is the file of the rows
    that deviate, where one was asked for.
    """

    contents: tuple[bytes, ...]
    code: int
    digest: Digest
    sealed: SealedRun | None
    inputs: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    extract: tuple[Path, bytes] | None = None


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
        with concurrent.futures.ProcessPoolExecutor(workers, initializer=_leave_interrupts) as pool:
            try:
                yield from _collected(pool.map(functools.partial(one, job=job), paths, chunksize=CHUNK), faults)
            finally:
                pool.shutdown(cancel_futures=True)
    if faults:
        raise UnreadableError(faults)


def _leave_interrupts() -> None:
    """An interruption reaches every process; the parent tells of it once, and the others finish what they hold."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _collected(results: Iterable[Done | list[Fault]], faults: list[Fault]) -> Iterable[Done]:
    for result in results:
        if isinstance(result, list):
            faults += result
        elif not faults:
            yield result


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
            engines(),
            job.as_of,
            with_acceptances=job.with_acceptances,
            earlier=earlier,
            engine=job.engine,
        )
    except UnreadableError as error:
        return list(error.faults)
    voices = _voices(job.folders, job.language)
    people = people_of(run.dossier) if job.edition == "public" else ()
    report = edition_of(report_of(run, voices), job.edition, people, voices.words)
    # Of an anonymous year nothing is printed but its row among the others.
    contents = tuple(b"" if job.anonymous else item.content(report, voices.words) for item in job.wanted)
    manifest = sealed(run, report, path.as_posix()) if job.is_sealed else None
    inputs = tuple(item.path for item in run.dossier.inputs)
    rows = None if job.extract is None else (job.extract, extracted(run, voices, job.extract))
    return Done(contents, exit_code(report, job.fail_on), digest(report), manifest, inputs, of_report(report), rows)


def extracted(run: Run, voices: Voices, file: Path) -> bytes:
    """Every deviating row of the populations, in the form that the file's name asks for."""
    words, target = voices.words, io.BytesIO()
    table = Table(words("Deviating purchases"), run.as_of, extract.heads(words), extract.deviations(run, voices))
    write(target, file.suffix.lower(), table)
    return target.getvalue()


def manifest_of(job: Job, runs: Sequence[SealedRun], base: str) -> Manifest:
    """The manifest of a call whose years have been judged; `base` as the manifest says it."""
    rulebook = _rulebook(job.folders)
    return Manifest(
        tool=ToolInfo(name="finsam-control", version=__version__, engines=tuple(engine.name for engine in engines())),
        as_of=job.as_of.isoformat(),
        language=job.language,
        with_acceptances=job.with_acceptances,
        base=base,
        previous=None if job.previous is None else job.previous.as_posix(),
        rules=tuple(folder.as_posix() for folder in job.folders),
        rulebook=RulebookInfo(sha256=rulebook.sha256, rules=len(rulebook.rules), parameters=len(rulebook.parameters)),
        rule_files=rule_files(rulebook),
        runs=tuple(runs),
    )


def exit_code(report: Report, fail_on: str) -> int:
    """1 where a deviation at or above the severity stands, or the year as a whole cannot be assessed."""
    if fail_on == "none":
        return CLEAN
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found = any(outcome.outcome == "violated" and outcome.severity in failing for outcome in report.outcomes)
    return VIOLATED if found or report.grade.overall == "not_assessable" else CLEAN
