"""The populations that a year lists: ledgers summed up, and journals in one store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from finsam_control.ledger import Ledger
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.place import Place
from finsam_control.reading import sie_ledger
from finsam_control.reading.file_content import is_file
from finsam_control.records.population import Population
from finsam_control.records.year import Year

if TYPE_CHECKING:
    from finsam_control.store import Store

#: A file that was judged, and the SHA-256 of its bytes.
Hash = tuple[str, str]
_INSTALL = "pip install 'finsam-control[data,match,stats]'"


def read(folder: Path, year: Year) -> tuple[tuple[Ledger, ...], Store | None, list[Hash]]:
    """The ledgers, the journals where there are any, and what was read for them.

    Raises:
        UnreadableError: with the faults of all ledgers, or of all journals, or because a file is listed twice.
    """
    ledgers, hashes = _ledgers(folder, year)
    store, more = _journals(folder, year)
    if faults := [*_copies(_of_kind(year, "sie"), hashes), *_copies(_of_kind(year, "purchases"), more)]:
        raise UnreadableError(faults)
    return ledgers, store, [*hashes, *more]


def _of_kind(year: Year, kind: str) -> list[Population]:
    return [population for population in year.populations if population.kind == kind]


def _copies(listed: Sequence[Population], hashes: Sequence[Hash]) -> Iterator[Fault]:
    """Every file that holds what one before it holds, under its own name or another."""
    first: dict[str, Population] = {}
    for population, (_, sha256) in zip(listed, hashes, strict=True):
        one = first.setdefault(sha256, population)
        if one is not population:
            at, line = population.place("file"), one.place("file").line
            found = Message.of(
                "{file} is the same file as {other} on line {line}", file=population.file, other=one.file, line=line
            )
            yield Fault(at.file, at.line, at.pointer, found, Message.of("each file once, or all its rows count twice"))


def _ledgers(folder: Path, year: Year) -> tuple[tuple[Ledger, ...], list[Hash]]:
    """The ledgers that the year lists, each with its file and hash; the faults of all of them at once."""
    ledgers, inputs, faults = [], [], []
    for population in _of_kind(year, "sie"):
        file = Path(os.path.normpath(folder / population.file))
        if not is_file(file):
            faults.append(_no_population(file, population.place("file")))
            continue
        try:
            ledger, sha256 = sie_ledger.read(file, population.file, population.place("file"))
        except UnreadableError as error:
            faults += error.faults
            continue
        ledgers.append(ledger)
        inputs.append((ledger.file, sha256))
    if faults:
        raise UnreadableError(faults)
    return tuple(ledgers), inputs


def _journals(folder: Path, year: Year) -> tuple[Store | None, list[Hash]]:
    """The journals that the year lists, in one store; the faults of all of them at once.

    Raises:
        UnreadableError: with those, or because the part that reads them is not installed.
    """
    listed = _of_kind(year, "purchases")
    if not listed:
        return None, []
    try:
        from finsam_control import benford, resemblance  # noqa: F401, PLC0415 -- their parts are asked for before anything is read
        from finsam_control.reading import journals  # noqa: PLC0415 -- an extra, which most years have no use for
    except ModuleNotFoundError as error:
        at = listed[0].place("file")
        found = Message.of(
            "{what} needs a part that is not installed: {install}", what=listed[0].file, install=_INSTALL
        )
        raise UnreadableError([Fault(at.file, at.line, at.pointer, found, Message.of("the part installed"))]) from error
    store, hashes = journals.read(folder, year, listed)
    return store, [(file.file, sha256) for file, sha256 in zip(store.files, hashes, strict=True)]


def _no_population(file: Path, named_at: Place) -> Fault:
    return Fault(
        named_at.file,
        named_at.line,
        named_at.pointer,
        Message.of("the file {file} does not exist", file=file.as_posix()),
        Message.of("the path of a file, relative to the folder"),
        "file: bokforing.se",
    )
