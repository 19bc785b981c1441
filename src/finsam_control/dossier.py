"""A förbund's folder for one year, read strictly: the records, the register they name, and a hash of each file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from finsam_control.day import Day
from finsam_control.ledger import Ledger
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.parameters import ParameterFile
from finsam_control.reading import populations, strict_yaml
from finsam_control.reading.file_content import Input, content_of, input_of
from finsam_control.reading.references import faults_across
from finsam_control.reading.sections import no_section, second_register, second_section
from finsam_control.reading.strict_yaml import AT, Parsed
from finsam_control.reading.validation import Path as KeyPath
from finsam_control.reading.validation import nearest, once, validate
from finsam_control.records.register import RiskRegister
from finsam_control.records.year import Year
from finsam_control.register_files import named_registers, register_of
from finsam_control.workbook_faults import in_cells
from finsam_control.workbook_files import is_workbook, workbook_in
from finsam_control.workbook_reading import Workbook

if TYPE_CHECKING:
    from finsam_control.store import Store


#: How the name of a draft ends: a file of values that nobody has confirmed, and that judge nothing.
DRAFT: Final = ".draft.yaml"


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A draft among the records; `is_judged` where what it is certain of was judged all the same, as was asked for."""

    file: str
    is_judged: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything handed in for one year.

    `prisbasbelopp` is what limits in basbelopp are counted in: a published amount that no förbund hands in, lent by the
    rulebook that judges. Without it such a limit is unknown. `examples` are for each workbook the cells of
    examples that were left as they were, and so not read.
    """

    year: Year
    register: RiskRegister | None
    inputs: tuple[Input, ...]
    unlisted: tuple[str, ...]
    ledgers: tuple[Ledger, ...] = ()
    prisbasbelopp: ParameterFile | None = None
    earlier_register: RiskRegister | None = None
    drafts: tuple[Unconfirmed, ...] = ()
    examples: tuple[tuple[str, tuple[str, ...]], ...] = ()
    store: Store | None = None


def read(path: Path) -> Dossier:
    """Reads a folder, or a single file, of records: YAML, and workbooks that `init --workbook` wrote.

    Raises:
        UnreadableError: with every fault found in every file.
    """
    files, unlisted = _files(path)
    drafts = tuple(file for file in files if file.name.endswith(DRAFT))
    contents = {file: _bytes(file) for file in files if file not in drafts}
    books = {file: found for file in contents if (found := workbook_in(file, contents[file])) is not None}
    parsed = {
        file: books[file].trees["year"] if file in books else strict_yaml.parse(content, file.as_posix())
        for file, content in contents.items()
        if file in books or not is_workbook(file)
    }
    if not parsed and not drafts:
        raise UnreadableError([_whole(path, Message.of("the folder holds no .yaml file"))])
    inputs = tuple(input_of(file.as_posix(), contents[file]) for file in parsed)
    try:
        year = merged(path, tuple(parsed.values())) if parsed else _identified(path, drafts)
        dossier = _dossier(path, year, books, inputs)
    except UnreadableError as error:
        trees = [tree for book in books.values() for tree in book.trees.values()]
        raise UnreadableError(in_cells(error.faults, trees)) from error
    others = (*unlisted, *(file.as_posix() for file in contents if file not in parsed))
    sheets = (f"{file.as_posix()}:{sheet}" for file, book in books.items() for sheet in book.unread)
    return replace(
        dossier,
        unlisted=tuple(sorted((*(name for name in others if not _is_read(name, dossier.inputs)), *sheets))),
        drafts=tuple(Unconfirmed(file.as_posix(), is_judged=False) for file in drafts),
        examples=tuple((file.as_posix(), book.examples) for file, book in books.items() if book.examples),
    )


def _is_read(name: str, inputs: Sequence[Input]) -> bool:
    """Whether a file, or something in a folder, of the records is among what was read."""
    return any(item.path == os.path.normpath(name) or item.path.startswith(f"{name}/") for item in inputs)


def _dossier(path: Path, year: Year, books: dict[Path, Workbook], inputs: tuple[Input, ...]) -> Dossier:
    folder = path if path.is_dir() else path.parent
    register, earlier, read = named_registers(folder, year.risk_register)
    for tree in (book.trees["register"] for book in books.values() if "register" in book.trees):
        if register is not None:
            raise UnreadableError([second_register(tree)])
        register, of_sheet = register_of(tree, None)
        read += of_sheet
    ledgers, store, hashes = populations.read(folder, year)
    whole = (Input(file, sha256) for file, sha256 in hashes)
    everything = tuple(dict.fromkeys((*inputs, *whole, *read)))
    return Dossier(year, register, everything, (), ledgers, earlier_register=earlier, store=store)


def _identified(path: Path, drafts: Sequence[Path]) -> Year:
    """A year of which no more is known than what drafts call it: which förbund and which year, nothing that is judged.

    Raises:
        UnreadableError: the drafts do not say.
    """
    for file in drafts:
        root = strict_yaml.parse(_bytes(file), file.as_posix()).root
        records = root.get("records") if isinstance(root, dict) else None
        if isinstance(records, dict) and "entity" in records and "fiscal_year" in records:
            entity = records["entity"]
            name = {key: entity[key] for key in ("name", AT) if key in entity} if isinstance(entity, dict) else entity
            known = {"entity": name, "fiscal_year": records["fiscal_year"]}
            result = validate(Year, known, partial(_whole_file, file))
            if isinstance(result, Year):
                return result
    found = Message.of("the folder holds drafts alone, and none says of which förbund and year")
    expected = Message.of("a file with `entity:` and `fiscal_year:` beside the drafts")
    raise UnreadableError([Fault(path.as_posix(), 0, "", found, expected, "fiscal_year: 2025")])


def workbooks(path: Path) -> tuple[Path, ...]:
    """The Excel files among the records of a year.

    Raises:
        UnreadableError: there are no such records.
    """
    return tuple(file for file in _files(path)[0] if is_workbook(file))


def of_register(register: RiskRegister, inputs: tuple[Input, ...], as_of: date) -> Dossier:
    """A register alone, as a year of which nothing else is known: that of its own date, or of the day of the check."""
    day = register.date.first if isinstance(register.date, Day) else as_of
    year = Year.model_validate({"entity": {"name": register.title}, "fiscal_year": str(day.year)})
    return Dossier(year, register, inputs, ())


def _files(path: Path) -> tuple[list[Path], tuple[str, ...]]:
    if path.is_file():
        return [path], ()
    if not path.is_dir():
        exists, none = Message.of("no folder, and no regular file"), Message.of("there is no such folder")
        raise UnreadableError([_whole(path, exists if path.exists() else none)])
    # Excel keeps a file whose name begins so beside each workbook that is open.
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
    files = [entry for entry in entries if entry.is_file() and (entry.suffix == ".yaml" or is_workbook(entry))]
    if not files:
        raise UnreadableError([_whole(path, Message.of("the folder holds no .yaml file"))])
    outside = [file for file in files if not file.resolve().is_relative_to(path.resolve())]
    if outside:
        found = Message.of("a link out of the folder")
        expected = Message.of("the file itself: what is judged and sealed lies in the folder")
        raise UnreadableError([Fault(file.as_posix(), 0, "", found, expected) for file in outside])
    return files, tuple(entry.as_posix() for entry in entries if entry not in files)


def _whole(path: Path, found: Message) -> Fault:
    return Fault(
        path.as_posix(), 0, "", found, Message.of("a folder with the records of one year"), "examples/good-year"
    )


def _bytes(file: Path) -> bytes:
    return content_of(file, strict_yaml.MAX_BYTES, Message.of("a readable file"))


def _whole_file(file: Path, _: KeyPath) -> tuple[str, int]:
    return file.as_posix(), 1


def merged(path: Path, files: Sequence[Parsed]) -> Year:
    """One year of the sections that the files hold.

    Raises:
        UnreadableError: with every fault found in and across them.
    """
    sections: dict[str, object] = {}
    owners: dict[str, Parsed] = {}
    faults = [fault for parsed in files for fault in parsed.faults]
    for parsed in files:
        if not isinstance(parsed.root, dict):
            faults = once(faults, [no_section(parsed)])
            continue
        for key, value in parsed.root.items():
            if key == AT:
                continue
            if key in owners:
                faults.append(second_section(key, parsed, owners[key]))
            sections[key] = value
            owners[key] = parsed

    def locate(keys: KeyPath) -> tuple[str, int]:
        owner = owners.get(str(keys[0])) if keys else None
        return (path.as_posix(), 0) if owner is None else nearest(owner, keys)

    hidden = any(parsed.is_cut_short or not isinstance(parsed.root, dict) for parsed in files)
    result = validate(Year, sections, locate)
    if isinstance(result, list):
        raise UnreadableError(once(faults, [fault for fault in result if fault.line or not hidden]))
    # What points into a file that could not be read may well be right.
    faults += [] if hidden else faults_across(result, locate)
    if faults:
        raise UnreadableError(faults)
    return result
