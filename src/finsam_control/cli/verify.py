"""`verify`: a sealed run made anew, and proved or told what has changed."""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from finsam_control import manifest as manifests
from finsam_control import signing
from finsam_control.cli.common import CLEAN, VIOLATED, internal_failure, lang_option, telling
from finsam_control.cli.progress import watched
from finsam_control.cli.years import Job, judged, manifest_of
from finsam_control.judging import DisagreementError
from finsam_control.manifest import Manifest
from finsam_control.message import Message, UnreadableError
from finsam_control.proof import Proof, of_files, proof
from finsam_control.reading import matrices
from finsam_control.render import faults
from finsam_control.shape import InputInfo
from finsam_control.words import Language, Words


@click.command()
@click.argument("manifest", metavar="MANIFEST.json", type=click.Path(path_type=Path))
@click.option(
    "--signed-by",
    type=click.Path(path_type=Path),
    metavar="KEY.pem",
    help="The public key of whoever is to have signed it; a manifest without that signature is not proved.",
)
@lang_option
def command(manifest: Path, signed_by: Path | None, lang: Language) -> None:
    """Make the run of MANIFEST.json anew and prove the same verdicts, or say what has changed.

    \b
    Exit codes: 0 proved, 1 something differs, 2 MANIFEST.json cannot be read, 3 an internal failure.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    with telling(lang) as words:
        sealed = manifests.read(manifest)
        signature = _signature(sealed, signed_by)
        with _as_it_was_called(manifest.parent / sealed.base):
            found = _anew(sealed, words)
    for note in (*signature.notes, *found.notes):
        click.echo(words("note: {text}", text=words.say(note)))
    differences = (*signature.differences, *found.differences)
    for difference in differences:
        click.echo(words("differs: {text}", text=words.say(difference)))
    click.echo(_in_words(sealed, words, proved=not differences))
    sys.exit(VIOLATED if differences else CLEAN)


def _in_words(sealed: Manifest, words: Words, *, proved: bool) -> str:
    if not proved:
        return words("Not proved: what differs stands above.")
    return words(
        "Proved: {files} files, {rules} rules and {outcomes} outcomes; the verdicts of {day} stand.",
        files=sum(len(run.inputs) for run in sealed.runs),
        rules=sealed.rulebook.rules,
        outcomes=words.value(sum(run.outcomes for run in sealed.runs), "count"),
        day=sealed.as_of,
    )


@contextlib.contextmanager
def _as_it_was_called(folder: Path) -> Iterator[None]:
    """Paths in a report stand as they were given, so the run is made anew from the same place."""
    if folder.is_dir():
        with contextlib.chdir(folder):
            yield
    else:
        yield


def _anew(sealed: Manifest, words: Words) -> Proof:
    """The same call, made today, held against the manifest."""
    job = Job(
        folders=tuple(Path(folder) for folder in sealed.rules),
        as_of=date.fromisoformat(sealed.as_of),
        wanted=(),
        language=sealed.language,
        fail_on="none",
        previous=None if sealed.previous is None else Path(sealed.previous),
        with_acceptances=sealed.with_acceptances,
        is_sealed=True,
    )
    try:
        done = watched(judged(tuple(Path(run.path) for run in sealed.runs), job), len(sealed.runs), words)
        runs = [item.sealed for item in done if item.sealed is not None]
        return proof(sealed, manifest_of(job, runs, sealed.base))
    except UnreadableError as error:
        click.echo(faults.render(error.faults, words), nl=False, err=True)
        changed = [found for run in sealed.runs for found in of_files(run, _hashes(run.inputs))]
        return Proof((*changed, Message.of("the run cannot be made anew; the faults stand on the error output")))
    except (DisagreementError, LookupError, RuntimeError) as error:
        internal_failure(words, error)


def _hashes(inputs: Sequence[InputInfo]) -> dict[str, str]:
    """The files that are still there, as they are now; a shipped matrix is where the tool is."""
    found: dict[str, str] = {}
    for path in (item.path for item in inputs):
        file = Path(path)
        shipped = matrices.matrix(file.stem) if file.parent.as_posix() == matrices.FOLDER else None
        if shipped is not None or file.is_file():
            with io.BytesIO(shipped.content) if shipped is not None else file.open("rb") as content:
                found[path] = hashlib.file_digest(content, "sha256").hexdigest()
    return found


def _signature(sealed: Manifest, signed_by: Path | None) -> Proof:
    """Whether the signature is genuine, and where a key is named also whose it is."""
    wanted = None if signed_by is None else signing.public_key(signed_by)
    if sealed.signature is None:
        return Proof(() if wanted is None else (Message.of("the manifest is not signed"),))
    signing.require_extra()
    if not signing.is_genuine(sealed, sealed.signature):
        return Proof((Message.of("the signature does not fit the manifest"),))
    if wanted is None:
        key = sealed.signature.public_key
        return Proof((), (Message.of("signed with the key {key}; name whose it should be with --signed-by", key=key),))
    return Proof(() if wanted == sealed.signature.public_key else (Message.of("another key has signed the manifest"),))
