"""What a check writes beside its reports: the rows that deviate, a manifest, and the workbook with comments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from finsam_control.check import EMBEDDED
from finsam_control.cli.taken import is_report, is_unsigned_manifest
from finsam_control.render.extract_file import SUFFIXES
from finsam_control.report import Edition


@dataclass(frozen=True, slots=True)
class Asked:
    """What else the call asks for: the years, the files of its reports, and how they are judged and told."""

    paths: tuple[Path, ...]
    files: tuple[Path | None, ...]
    previous: Path | None
    edition: Edition
    engine: str
    anonymous: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Each file, None where it was not asked for."""

    extract: Path | None
    seal: Path | None
    sign_with: Path | None
    annotate: Path | None

    @property
    def targets(self) -> list[tuple[Path, Callable[[Path], bool]]]:
        """The files, each with the test of whether what stands there may be replaced unasked."""
        manifest = [] if self.seal is None else [(self.seal, is_unsigned_manifest)]
        return [*manifest, *([] if self.extract is None else [(self.extract, is_report(None))])]

    def refuse_impossible(self, asked: Asked) -> None:
        """Ends with exit code 2, before anything is judged, where these do not go with what else is asked for."""
        if self.sign_with is not None and self.seal is None:
            raise click.UsageError("--sign-with signs a manifest; name it with --seal FILE")
        if self.extract is not None:
            self._refuse_extract(self.extract, asked)
        if self.seal is not None:
            self._refuse_seal(self.seal, asked)
        if self.annotate is not None:
            if len(asked.paths) > 1 or asked.anonymous:
                raise click.UsageError("--annotate goes with one PATH, and names what --anonymous does not")
            _refuse_place(self.annotate, asked.paths, [*asked.files, self.seal, self.extract])

    def _refuse_extract(self, extract: Path, asked: Asked) -> None:
        if asked.edition == "public" or asked.anonymous or len(asked.paths) > 1:
            raise click.UsageError("--extract writes the names and amounts of one PATH; it goes with no public edition")
        if extract.suffix.lower() not in SUFFIXES:
            raise click.UsageError("--extract writes .csv or .xlsx; write for example --extract avvikelser.csv")
        _refuse_place(extract, asked.paths, [*asked.files, self.seal, asked.previous])

    def _refuse_seal(self, seal: Path, asked: Asked) -> None:
        if asked.edition != "internal" or asked.anonymous:
            raise click.UsageError(
                "--seal proves the internal edition, names and all; write others in a call of their own"
            )
        _refuse_place(seal, asked.paths, asked.files)
        if asked.engine != EMBEDDED:
            raise click.UsageError(
                "--seal proves what `verify` makes anew, in DuckDB; use --engine in a call of its own"
            )


def _refuse_place(file: Path, paths: Sequence[Path], taken: Sequence[Path | None]) -> None:
    """It takes no other option's file, and no place among the records: there it would be one more of them."""
    if file in taken:
        raise click.UsageError(f"another option names {file.name}; give each a file of its own")
    if any(path.resolve() in {file.resolve(), *file.resolve().parents} for path in paths):
        raise click.UsageError(f"{file.name} cannot lie among the records that it is made of; name another folder")
