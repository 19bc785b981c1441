"""Every reader by name, as a function of bytes that either returns or refuses with the documented error.

A new reader is one more line of `READERS`. What is read is small and must be refused or read at once; a fuzzer that
sees the branches is given the same functions in `fuzz_deeper.py`.
"""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from finsam_control import dossier, earlier_report, manifest, register_files, rulebook
from finsam_control.day import parse_day
from finsam_control.figure import parse_figure
from finsam_control.message import UnreadableError
from finsam_control.reading import csv_sheet, strict_yaml, workbook
from finsam_control.register_import import imported

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
    "figure": lambda content: parse_figure(_text(content)),
    "day": lambda content: parse_day(_text(content)),
}


def tried(reader: str, content: bytes) -> float:
    """Seconds that the reader took; anything but a value or the documented error is raised on."""
    started = time.perf_counter()
    with contextlib.suppress(UnreadableError):
        READERS[reader](content)
    return time.perf_counter() - started


def corpus(reader: str) -> list[bytes]:
    """What the fuzzer begins from: small files that are right, nearly right, or were once a fault."""
    return [path.read_bytes() for path in sorted((CORPUS / reader).glob("*"))]
