"""Every reader by name, as a function of bytes that either returns or refuses with the documented error.

A new reader is one more line of `READERS`. What is read is small and must be refused or read at once; a fuzzer that
sees the branches is given the same functions in `fuzz_deeper.py`.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from finsam_control import dossier, earlier_report, manifest, register_files, rulebook, shipped, store
from finsam_control.cli import sample_files
from finsam_control.day import parse_day
from finsam_control.figure import parse_figure
from finsam_control.intake import papers
from finsam_control.intake.drafting import drafted
from finsam_control.message import UnreadableError
from finsam_control.place import Place
from finsam_control.reading import csv_sheet, journal, journals, sie_ledger, strict_yaml, workbook
from finsam_control.register_import import imported
from finsam_control.words import Words

CORPUS: Final = Path(__file__).parent / "corpus"
Reader = Callable[[bytes], object]

_folder = Path(tempfile.mkdtemp(prefix="finsam-fuzz-"))


def _in_file(read: Callable[[Path], object], name: str) -> Reader:
    def reader(content: bytes) -> object:
        path = _folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return read(path)

    return reader


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")


_PROFILE: Final = journals.profile_of(shipped.folder("profiles") / "leverantorsreskontra.yaml")
_NAMED: Final = Place("records.yaml", 1, "/populations/0/file")


def _ledger(path: Path) -> object:
    return sie_ledger.read(path, path.name, _NAMED)


def _journal(path: Path) -> object:
    """A journal into a store of its own, as a year's first is read."""
    source = journal.Source(path, path.name, _NAMED, "leverantorsreskontra", _PROFILE, "Samordningsförbundet", 2025)
    with store.opened() as connection:
        return journal.read(connection, source)


def _intake(path: Path) -> object:
    return drafted([papers.read(path)])


READERS: Final[dict[str, Reader]] = {
    "yaml": lambda content: strict_yaml.parse(content, "a.yaml"),
    "records": _in_file(dossier.read, "records.yaml"),
    "register": lambda content: register_files.parse_register("register.yaml", content),
    "rule": _in_file(lambda path: rulebook.load((path.parents[1],)), "rules/fuzz/rule.yaml"),
    "parameter": _in_file(lambda path: rulebook.load((path.parents[2],)), "parameters/parameters/fuzz/value.yaml"),
    "report": _in_file(earlier_report.read, "report.json"),
    "manifest": _in_file(manifest.read, "manifest.json"),
    "csv": lambda content: imported(csv_sheet.read(content, "a.csv", "a")[0], "a.csv", None),
    "xlsx": lambda content: imported(workbook.read(content, "a.xlsx")[0], "a.xlsx", None),
    "sie": _in_file(_ledger, "ledger.se"),
    "journal-csv": _in_file(_journal, "journal.csv"),
    "journal-xlsx": _in_file(_journal, "journal.xlsx"),
    "journal-parquet": _in_file(_journal, "journal.parquet"),
    "profile": _in_file(journals.profile_of, "columns.yaml"),
    "year-workbook": _in_file(dossier.read, "year.xlsx"),
    "intake-text": _in_file(_intake, "minutes.txt"),
    "intake-pdf": _in_file(_intake, "minutes.pdf"),
    "intake-docx": _in_file(_intake, "minutes.docx"),
    "sample": _in_file(lambda path: sample_files.read(path, Words("sv"), date(2026, 11, 27)), "sample.xlsx"),
    "figure": lambda content: parse_figure(_text(content)),
    "day": lambda content: parse_day(_text(content)),
}


def tried(reader: str, content: bytes) -> float:
    """Seconds of the processor that the reader took; anything but a value or the documented error is raised on."""
    started = time.process_time()
    with contextlib.suppress(UnreadableError):
        READERS[reader](content)
    return time.process_time() - started


def within(content: bytes, part: int, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with one of its parts changed, and whole again around it; what is no packed file is changed itself.

    Noise in a packed file is seen at once, and never reaches what reads the parts.
    """
    target = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            for number, entry in enumerate(entries := source.infolist()):
                inner = source.read(entry)
                packed.writestr(
                    zipfile.ZipInfo(entry.filename), change(inner) if number == part % len(entries) else inner
                )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return change(content)
    return target.getvalue()


def corpus(reader: str) -> list[bytes]:
    """What the fuzzer begins from: small files that are right, nearly right, or were once a fault."""
    return [path.read_bytes() for path in sorted((CORPUS / reader).glob("*"))]
