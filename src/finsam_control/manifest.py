"""A sealed run: everything that a verdict came of, by its SHA-256, so that it can be proved years later.

Paths stand as they were given, seen from the folder `base`, which is given as seen from the manifest itself; so a
manifest and its records can be moved together, and nothing tells where they once lay.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import rfc8785
from pydantic import Field, ValidationError

from finsam_control.grade import Level
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import strict_json
from finsam_control.reading.file_content import content_of
from finsam_control.reading.validation import faults_of
from finsam_control.records.base import Record
from finsam_control.report import Report, RulebookInfo, ToolInfo
from finsam_control.rulebook import Rulebook
from finsam_control.run import Run
from finsam_control.shape import InputInfo, Shape

MANIFEST_VERSION: Literal["1.0"] = "1.0"

_EXAMPLE = "finsam-control check FOLDER --seal manifest.json"


class FileHash(Shape):
    """A file of the rulebook by its name there, and the SHA-256 of its bytes."""

    name: str
    sha256: str


class SealedRun(Shape):
    """One year as it was judged."""

    path: str
    entity: str
    period: int
    grade: Level
    inputs: tuple[InputInfo, ...]
    acceptances: tuple[str, ...] = Field(description="SHA-256 of each acceptance, in their order")
    attestations: tuple[str, ...] = Field(description="SHA-256 of each attestation, in their order")
    outcomes: int
    verdicts: str = Field(description="SHA-256 of every outcome's key and fingerprint and of every grade")
    report: str = Field(description="SHA-256 of the JSON report in canonical form (RFC 8785)")


class Signature(Shape):
    """Ed25519 over the canonical JSON of the manifest without its signature; both values in base64."""

    algorithm: Literal["Ed25519"] = "Ed25519"
    public_key: str
    value: str


class Manifest(Shape):
    """One call of `check`: what it was asked, with what it judged, and what came of it."""

    manifest_version: Literal["1.0"] = MANIFEST_VERSION
    tool: ToolInfo
    as_of: str
    language: Literal["sv", "en"]
    with_acceptances: bool
    base: str = Field(description="the folder that the paths are seen from, as seen from the manifest's")
    previous: str | None = Field(description="the report of the year before, where one was given")
    rules: tuple[str, ...] = Field(description="folders of rules added to those that came with the tool")
    rulebook: RulebookInfo
    rule_files: tuple[FileHash, ...]
    runs: tuple[SealedRun, ...]
    signature: Signature | None = None

    @property
    def text(self) -> str:
        """The file's one spelling: a manifest that is spelt otherwise has been touched."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"

    @property
    def signed_bytes(self) -> bytes:
        """What a signature speaks of."""
        return rfc8785.dumps(self.model_dump(mode="json", exclude={"signature"}))


def sealed(run: Run, report: Report, path: str) -> SealedRun:
    """What a judged year came of, and what came of it."""
    year = run.dossier.year
    return SealedRun(
        path=path,
        entity=report.entity.name,
        period=report.period,
        grade=report.grade.overall,
        inputs=report.inputs,
        acceptances=_hashes(year.acceptances),
        attestations=_hashes(year.attestations),
        outcomes=len(report.outcomes),
        verdicts=_verdicts(report),
        report=_sha256(report.model_dump(mode="json")),
    )


def rule_files(rulebook: Rulebook) -> tuple[FileHash, ...]:
    """Every file of the rulebook: rules, parameters, the formula of the grade, the acts."""
    return tuple(FileHash(name=name, sha256=sha256) for name, sha256 in rulebook.hashes)


def read(path: Path) -> Manifest:
    """Reads a manifest that `check --seal` wrote.

    Raises:
        UnreadableError: there is no such file, it is no manifest, or it is not spelt as it was written.
    """
    file = path.as_posix()
    expected = Message.of("a manifest as `check --seal FILE` writes it")
    content = content_of(path, strict_json.MAX_BYTES, expected, _EXAMPLE)
    data = strict_json.parse(content, file, expected)
    if data.get("manifest_version") != MANIFEST_VERSION:
        found = Message.of("JSON that is no such manifest")
        raise UnreadableError([Fault(file, 1, "/manifest_version", found, expected, _EXAMPLE)])
    try:
        manifest = Manifest.model_validate_json(content.removeprefix(codecs.BOM_UTF8), strict=True)
    except ValidationError as error:
        raise UnreadableError(faults_of(Manifest, error, lambda _: (file, 1))) from error
    if manifest.text.encode() != content:
        found = Message.of("the same values in another spelling: the file has been touched since it was written")
        raise UnreadableError([Fault(file, 1, "", found, expected, _EXAMPLE)])
    return manifest


def _verdicts(report: Report) -> str:
    outcomes = [[outcome.key, outcome.outcome, outcome.fingerprint] for outcome in report.outcomes]
    grades = {area.area: [area.level, area.score] for area in report.grade.areas}
    return _sha256({"outcomes": outcomes, "areas": grades, "overall": [report.grade.overall, report.grade.score]})


def _hashes(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(_sha256(_plain(record)) for record in records)


def _plain(record: Record) -> Mapping[str, Any]:
    """A record's values as text; what nobody wrote is left out."""
    names = type(record).model_fields
    return {name: str(value) for name in names if name != "at" and (value := getattr(record, name)) is not None}


def _sha256(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()
