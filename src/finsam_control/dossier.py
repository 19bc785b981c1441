"""A förbund's folder for one year, read strictly: the records, the register they name, and a hash of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.place import Place
from finsam_control.reading import strict_yaml
from finsam_control.reading.strict_yaml import AT, Parsed
from finsam_control.reading.validation import Path as KeyPath
from finsam_control.reading.validation import validate
from finsam_control.records.base import Record
from finsam_control.records.register import RiskRegister
from finsam_control.records.year import Year

REASON_LENGTH = 20

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was judged: its path as given and the SHA-256 of the very bytes that were read."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything handed in for one year."""

    year: Year
    register: RiskRegister | None
    inputs: tuple[Input, ...]
    unlisted: tuple[str, ...]


def read(path: Path) -> Dossier:
    """Reads a folder, or a single file, of records.

    Raises:
        UnreadableError: with every fault found in every file.
    """
    files, unlisted = _files(path)
    parsed, inputs = [], []
    for file in files:
        content = _bytes(file)
        inputs.append(Input(file.as_posix(), hashlib.sha256(content).hexdigest()))
        parsed.append(strict_yaml.parse(content, file.as_posix()))
    year = _year(path, parsed)
    register = None
    if year.risk_register is not None:
        file = (path if path.is_dir() else path.parent) / year.risk_register.file
        register, register_input = _named_register(file, year.risk_register.place("file"))
        inputs.append(register_input)
    return Dossier(year, register, tuple(inputs), unlisted)


def read_register(path: Path) -> RiskRegister:
    """Reads a risk register by itself.

    Raises:
        UnreadableError: with every fault found.
    """
    parsed = strict_yaml.parse(_bytes(path), path.as_posix())
    return _validated(RiskRegister, parsed.root, [parsed])


def _named_register(file: Path, named_at: Place) -> tuple[RiskRegister, Input]:
    if not file.is_file():
        fault = Fault(
            named_at.file,
            named_at.line,
            named_at.pointer,
            Message.of("the register {file} does not exist", file=file.as_posix()),
            Message.of("the path of a register, relative to the folder"),
            "file: ../../risk_registers/vasteras-2022.yaml",
        )
        raise UnreadableError([fault])
    return read_register(file), Input(file.as_posix(), hashlib.sha256(file.read_bytes()).hexdigest())


def _files(path: Path) -> tuple[list[Path], tuple[str, ...]]:
    if path.is_file():
        return [path], ()
    if not path.is_dir():
        raise UnreadableError([_whole(path, Message.of("there is no such folder"))])
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    files = [entry for entry in entries if entry.suffix == ".yaml" and entry.is_file()]
    if not files:
        raise UnreadableError([_whole(path, Message.of("the folder holds no .yaml file"))])
    return files, tuple(entry.as_posix() for entry in entries if entry not in files)


def _whole(path: Path, found: Message) -> Fault:
    return Fault(path.as_posix(), 0, "", found, Message.of("a folder with the records of one year"), "examples/good-year")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        found = Message.of("the file cannot be read: {problem}", problem=error.strerror or str(error))
        raise UnreadableError([Fault(file.as_posix(), 0, "", found, Message.of("a readable file"))]) from error


def _year(path: Path, files: list[Parsed]) -> Year:
    merged: dict[str, object] = {}
    owners: dict[str, Parsed] = {}
    faults: list[Fault] = []
    for parsed in files:
        if not isinstance(parsed.root, dict):
            faults.append(
                Fault(
                    parsed.file,
                    1,
                    "",
                    Message.of("the file does not begin with a section"),
                    Message.of("sections such as `entity:` and `meetings:`, each with its content indented below"),
                    "entity:\n  name: Samordningsförbundet Exempel",
                )
            )
            continue
        for key, value in parsed.root.items():
            if key == AT:
                continue
            if key in owners:
                faults.append(_second_section(key, parsed, owners[key]))
            merged[key] = value
            owners[key] = parsed
    return _validated(Year, merged, files, owners, faults, path)


def _second_section(key: str, parsed: Parsed, owner: Parsed) -> Fault:
    return Fault(
        parsed.file,
        parsed.lines.get((key,), 1),
        f"/{key}",
        Message.of(
            "the section `{key}` stands here and in {file}, line {line}",
            key=key,
            file=owner.file,
            line=owner.lines.get((key,), 1),
        ),
        Message.of("each section in one file only"),
    )


def _validated(
    model: type[M],
    data: object,
    files: list[Parsed],
    owners: dict[str, Parsed] | None = None,
    faults: Iterable[Fault] = (),
    path: Path | None = None,
) -> M:
    owners = owners or {}
    faults = [*faults, *(fault for parsed in files for fault in parsed.faults)]

    def locate(keys: KeyPath) -> tuple[str, int]:
        owner = owners.get(str(keys[0])) if keys and owners else files[0]
        if owner is None:
            return (path or Path(files[0].file)).as_posix(), 0
        while keys not in owner.lines and keys:
            keys = keys[:-1]
        return owner.file, owner.lines.get(keys, 1)

    result = validate(model, data, locate)
    told = {(fault.file, fault.pointer) for fault in faults}
    if isinstance(result, list):
        # A file that could not be parsed to its end hides sections: their absence is no fault of its own.
        broken = any(not isinstance(parsed.root, dict) or not parsed.root for parsed in files)
        faults += [
            fault
            for fault in result
            if (fault.file, fault.pointer) not in told and not (broken and fault.line == 0)
        ]
        raise UnreadableError(faults)
    if isinstance(result, Year):
        faults += _references(result)
    if faults:
        raise UnreadableError(faults)
    return result


def _references(year: Year) -> list[Fault]:
    """What only shows across records: names that point nowhere, ids that stand twice, reasons too short."""
    faults = [*_documents(year), *_duplicates(year), *_addresses(year)]
    for acceptance in year.acceptances:
        if len(acceptance.reason) < REASON_LENGTH:
            faults.append(
                _at(
                    acceptance,
                    "reason",
                    Message.of("a reason of {length} characters", length=len(acceptance.reason)),
                    Message.of("the board's reason, at least {length} characters", length=REASON_LENGTH),
                )
            )
    return faults


def _at(record: Record, key: str, found: Message, expected: Message, example: str = "") -> Fault:
    place = record.place(key)
    return Fault(place.file, place.line, place.pointer, found, expected, example)


def _walk(value: object) -> Iterable[Record]:
    if isinstance(value, Record):
        yield value
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)


def _documents(year: Year) -> Iterable[Fault]:
    known = {document.id for document in year.documents}
    for record in _walk(year):
        if record.source is not None and record.source.document and record.source.document not in known:
            place = record.source.at.of("document")
            yield Fault(
                place.file,
                place.line,
                place.pointer,
                Message.of("`{value}`", value=record.source.document),
                Message.of("the id of a document under `documents`: {known}", known=", ".join(sorted(known)) or "-"),
            )


def _duplicates(year: Year) -> Iterable[Fault]:
    lists: tuple[tuple[Record, ...], ...] = (
        year.documents,
        year.printed_tables,
        year.stated_figures,
        year.budgets.items,
        year.targets.items,
        year.delegation_orders.items,
        year.delegated_decisions.items,
        year.purchases.items,
        year.contracts.items,
        year.observations.items,
    )
    for records in lists:
        seen: dict[str, Record] = {}
        for record in records:
            name = str(getattr(record, "id"))  # noqa: B009 -- every record of these lists has one
            if name in seen:
                yield _at(
                    record,
                    "id",
                    Message.of("the id `{id}` stands on line {line} too", id=name, line=seen[name].place("id").line),
                    Message.of("an id of its own for each"),
                )
            seen[name] = record


def _addresses(year: Year) -> Iterable[Fault]:
    cells = {
        (table.id, row.id or row.label, column.id or column.name)
        for table in year.printed_tables
        for row in table.rows
        if row.values
        for column in table.columns
    }
    stated = {figure.id for figure in year.stated_figures}
    for figure in year.stated_figures:
        address = figure.same_as
        if address is not None and (address.table, address.row, address.column) not in cells:
            shown = f"{address.table} / {address.row} / {address.column}"
            yield _at(
                address,
                "",
                Message.of("`{value}`", value=shown),
                Message.of("table, row and column of a figure that stands in the records"),
            )
        if figure.same_as_stated is not None and figure.same_as_stated not in stated:
            yield _at(
                figure,
                "same_as_stated",
                Message.of("`{value}`", value=figure.same_as_stated),
                Message.of("the id of another stated figure"),
            )
