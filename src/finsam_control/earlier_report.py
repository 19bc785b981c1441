"""A report written before, read back from its JSON: what `diff` compares and `check --previous` counts from."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import strict_json
from finsam_control.reading.file_content import content_of
from finsam_control.reading.validation import faults_of
from finsam_control.report import SCHEMA_VERSION, OutcomeInfo, Report

_EXAMPLE = "finsam-control check FOLDER --format json:report.json"
#: A file of another kind differs everywhere; the first faults tell as much as all of them.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """A report with the file it was read from and the SHA-256 of its bytes."""

    report: Report
    file: str
    sha256: str

    def fault(self, pointer: str, found: Message, expected: Message) -> UnreadableError:
        """What stands in the way of using a report that reads well."""
        return UnreadableError([Fault(self.file, 1, pointer, found, expected)])


def read(path: Path) -> EarlierReport:
    """Reads one report, version 1, as `check --format json:FILE` writes it.

    Raises:
        UnreadableError: there is no such file, or it is no such report.
    """
    file = path.as_posix()
    expected = Message.of("one report of one year as JSON, as `check --format json:FILE` writes it")
    content = content_of(path, strict_json.MAX_BYTES, expected, _EXAMPLE)
    data = strict_json.parse(content, file, expected)
    version = data.get("schema_version")
    if version is None:
        raise UnreadableError([Fault(file, 1, "", Message.of("JSON that is no such report"), expected, _EXAMPLE)])
    if version != SCHEMA_VERSION:
        found = Message.of("a report of version {version}", version=str(version))
        wanted = Message.of("a report of version {version}; write it anew with this tool", version=SCHEMA_VERSION)
        raise UnreadableError([Fault(file, 1, "/schema_version", found, wanted, _EXAMPLE)])
    try:
        report = Report.model_validate_json(content.removeprefix(codecs.BOM_UTF8), strict=True)
    except ValidationError as error:
        raise UnreadableError(faults_of(Report, error, lambda _: (file, 1))[:_TOLD]) from error
    return EarlierReport(report, file, hashlib.sha256(content).hexdigest())


def record_of(outcome: OutcomeInfo, report: Report) -> str:
    """The record's own name: the key without rule and entity, so that a förbund may change its name."""
    return outcome.key.removeprefix(f"{outcome.rule}|").removeprefix(f"{report.entity.name}|")


def is_same_entity(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """Whether two names with registration numbers are one förbund; the numbers decide where both are known."""
    if one[1] is not None and other[1] is not None:
        return one[1] == other[1]
    return one[0] == other[0]
