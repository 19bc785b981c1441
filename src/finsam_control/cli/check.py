"""`check`: one or more years in, a graded report for each out."""

from __future__ import annotations

import importlib
import os
import re
import socket
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, get_args

import click

from finsam_control import signing
from finsam_control.check import EMBEDDED
from finsam_control.cli.annotate import annotating
from finsam_control.cli.beside import Asked, Beside
from finsam_control.cli.common import CLEAN, DayType, internal_failure, lang_option, rules_option, telling, today
from finsam_control.cli.extra import extra
from finsam_control.cli.output import FormatType, Outputs, Wanted, refuse_impossible
from finsam_control.cli.progress import watched
from finsam_control.cli.taken import is_report, refuse_inputs, refuse_taken
from finsam_control.cli.years import Done, Job, judged, manifest_of
from finsam_control.consolidating import overview_of
from finsam_control.judging import DisagreementError
from finsam_control.render import formats
from finsam_control.report import Edition
from finsam_control.rule import SEVERITIES
from finsam_control.rulebook import shipped_folder
from finsam_control.words import Language, Words

_SPARK: Final = "spark://"
_ENGINE: Final = re.compile(rf"duckdb|local\[(\d+|\*)\]|{_SPARK}[\w.:,\[\]-]+")
#: Seconds that an address of a Spark has to answer in; Spark itself tries for a minute.
_PATIENCE: Final = 5


class EngineType(click.ParamType[str]):
    """What judges populations: a word, or the address of a Spark."""

    name = "engine"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if _ENGINE.fullmatch(str(value)) is None:
            self.fail(f"{value!r} is no engine; write duckdb, local[2] or spark://host:7077", param, ctx)
        return str(value)


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
@click.option(
    "--extract",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write every deviating row of journal and ledger with its file and line, as .csv or .xlsx, for one PATH.",
)
@click.option(
    "--engine",
    type=EngineType(),
    default=EMBEDDED,
    show_default=True,
    metavar="ENGINE",
    help="Where populations are judged: duckdb, in this process, or a Spark: local[2], spark://host:7077.",
)
@click.option(
    "--seal",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a manifest with the hash of everything that the verdicts came of, for `verify`.",
)
@click.option(
    "--sign-with",
    type=click.Path(path_type=Path),
    metavar="KEY.pem",
    help="Sign the manifest with an Ed25519 private key.",
)
@click.option(
    "--edition",
    type=click.Choice(get_args(Edition)),
    default="internal",
    show_default=True,
    help="Whom the report is for: the verdicts are the same, and the report lists what was masked and why.",
)
@click.option(
    "--force", is_flag=True, help="Replace files that exist, whatever they hold; never one that the run reads."
)
@click.option(
    "--annotate",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.xlsx",
    help="Give the workbook of one PATH back with a comment in each cell that is faulty or that a deviation stands in.",
)
@click.option("--anonymous", is_flag=True, help="Print the years side by side alone, without the names of the förbund.")
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option of the contract
    paths: tuple[Path, ...],
    as_of: date | None,
    wanted: tuple[Wanted, ...],
    lang: Language,
    fail_on: str,
    folders: tuple[Path, ...],
    previous: Path | None,
    extract: Path | None,
    engine: str,
    seal: Path | None,
    sign_with: Path | None,
    edition: Edition,
    annotate: Path | None,
    *,
    no_acceptances: bool,
    force: bool,
    anonymous: bool,
) -> None:
    """Judge the records of each PATH, a folder or file of one förbund and year."""
    as_of = as_of or today()
    if previous is not None and len(paths) > 1:
        raise click.UsageError("--previous goes with one PATH: a report is of one förbund; check the years one by one")
    beside = Beside(extract, seal, sign_with, annotate)
    asked = Asked(paths, tuple(item.file for item in wanted), previous, edition, engine, anonymous)
    beside.refuse_impossible(asked)
    job = Job(
        folders,
        as_of,
        wanted,
        lang,
        fail_on,
        previous,
        with_acceptances=not no_acceptances,
        is_sealed=seal is not None,
        anonymous=anonymous,
        edition=edition,
        extract=extract,
        engine=engine,
    )
    with telling(lang) as words, Outputs(wanted) as outputs:
        refuse_impossible(wanted, len(paths), words, anonymous=anonymous)
        targets = [(item.file, is_report(item.mark)) for item in wanted if item.file is not None]
        targets += beside.targets
        refuse_taken(targets, force=force)
        refuse_without_its_part(extract, engine, words)
        key = None if sign_with is None else signing.private_key(sign_with)
        kept: list[Done] = []
        try:
            with annotating(paths, annotate, words) as notes:
                for done in watched(judged(paths, job), len(paths), words):
                    outputs.keep(done.contents)
                    notes.extend(done.notes)
                    kept.append(replace(done, contents=()))
        except (DisagreementError, LookupError, RuntimeError) as error:
            internal_failure(words, error)
        rules = (file for folder in (shipped_folder("rules"), *folders) for file in folder.rglob("*.yaml"))
        given = (path for path in (previous, sign_with) if path is not None)
        refuse_inputs([file for file, _ in targets], [*given, *rules, *(Path(i) for done in kept for i in done.inputs)])
        others: list[tuple[Path, str | bytes]] = [done.extract for done in kept if done.extract is not None]
        if seal is not None:
            base = Path(os.path.relpath(Path.cwd(), seal.parent.resolve())).as_posix()
            manifest = manifest_of(job, [done.sealed for done in kept if done.sealed is not None], base)
            others.append((seal, (manifest if key is None else signing.sign(manifest, key)).text))
        overview = overview_of([done.digest for done in kept], words, as_of.isoformat(), anonymous=anonymous)
        outputs.keep([item.overview(overview, words) for item in wanted])
        outputs.publish(*others)
    sys.exit(max((CLEAN, *(done.code for done in kept))))


def refuse_without_its_part(extract: Path | None, engine: str, words: Words) -> None:
    """A workbook and a Spark need an extra each, and a Spark must answer; said before anything is judged."""
    if engine != EMBEDDED:
        with extra("spark", "--engine", words):
            importlib.import_module("pyspark")
    if engine.startswith(_SPARK) and not any(map(_is_answered, engine.removeprefix(_SPARK).split(","))):
        raise click.UsageError(f"no Spark answers at {engine}; start one (docs/spark.md), or leave --engine out")
    if extract is not None and extract.suffix.lower() == ".xlsx":
        with extra(formats.EXTRA, extract.name, words):
            formats.load("xlsx")


def _is_answered(address: str) -> bool:
    """Whether anybody listens at `host:port`; what is no such address has nobody."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE):
            return True
    except (OSError, OverflowError, ValueError):
        return False
