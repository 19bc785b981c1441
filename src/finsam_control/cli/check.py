"""`check`: one or more years in, a graded report for each out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import get_args

import click

from finsam_control import signing
from finsam_control.cli.annotate import annotating
from finsam_control.cli.common import CLEAN, DayType, internal_failure, lang_option, rules_option, telling, today
from finsam_control.cli.output import FormatType, Outputs, Wanted, refuse_impossible
from finsam_control.cli.progress import watched
from finsam_control.cli.taken import is_report, is_unsigned_manifest, refuse_inputs, refuse_taken
from finsam_control.cli.years import Job, judged, manifest_of
from finsam_control.consolidating import Digest, overview_of
from finsam_control.judging import DisagreementError
from finsam_control.manifest import SealedRun
from finsam_control.render import formats
from finsam_control.report import Edition
from finsam_control.rule import SEVERITIES
from finsam_control.rulebook import shipped_folder
from finsam_control.words import Language


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
    if sign_with is not None and seal is None:
        raise click.UsageError("--sign-with signs a manifest; name it with --seal FILE")
    if seal is not None:
        if edition != "internal" or anonymous:
            raise click.UsageError(
                "--seal proves the internal edition, names and all; write others in a call of their own"
            )
        refuse_file(seal, wanted, paths)
    if annotate is not None:
        if len(paths) > 1 or anonymous:
            raise click.UsageError("--annotate goes with one PATH, and names what --anonymous does not")
        refuse_file(annotate, wanted, paths)
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
    )
    worst, runs, digests = CLEAN, list[SealedRun](), list[Digest]()
    inputs = [path for path in (previous, sign_with) if path is not None]
    inputs += [file for folder in (shipped_folder("rules"), *folders) for file in folder.rglob("*.yaml")]
    with telling(lang) as words, Outputs(wanted) as outputs:
        refuse_impossible(wanted, len(paths), words, anonymous=anonymous)
        targets = [(item.file, is_report(item.mark)) for item in wanted if item.file is not None]
        targets += [] if seal is None else [(seal, is_unsigned_manifest)]
        refuse_taken(targets, force=force)
        key = None if sign_with is None else signing.private_key(sign_with)
        try:
            with annotating(paths, annotate, words) as notes:
                for done in watched(judged(paths, job), len(paths), words):
                    outputs.keep(done.contents)
                    worst = max(worst, done.code)
                    digests.append(done.digest)
                    inputs += map(Path, done.inputs)
                    runs += [] if done.sealed is None else [done.sealed]
                    notes.extend(done.notes)
        except (DisagreementError, LookupError, RuntimeError) as error:
            internal_failure(words, error)
        refuse_inputs([file for file, _ in targets], inputs)
        others = []
        if seal is not None:
            base = Path(os.path.relpath(Path.cwd(), seal.parent.resolve())).as_posix()
            manifest = manifest_of(job, runs, base)
            others.append((seal, (manifest if key is None else signing.sign(manifest, key)).text))
        overview = overview_of(digests, words, as_of.isoformat(), anonymous=anonymous)
        outputs.keep([item.overview(overview, words) for item in wanted])
        outputs.publish(*others)
    sys.exit(worst)


def refuse_file(file: Path, wanted: Sequence[Wanted], paths: Sequence[Path]) -> None:
    """What is written beside the report takes no report's file, and no place among the records it is made of.

    There it would be one more file when the run is made anew.
    """
    if file in {item.file for item in wanted}:
        raise click.UsageError(f"a format names {file.name}; give each a file of its own")
    if any(path.resolve() in file.resolve().parents for path in paths):
        raise click.UsageError(f"{file.name} cannot lie among the records that it is made of; name another folder")
