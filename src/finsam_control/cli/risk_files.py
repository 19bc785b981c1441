"""`risk export` and `risk import`: a register as a workbook or CSV to work in, and back again."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from finsam_control.cli.common import CLEAN, UNREADABLE, VIOLATED, lang_option, telling
from finsam_control.cli.whole_file import refuse_existing, write_whole
from finsam_control.masking import masked_tree
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import csv_sheet, matrices
from finsam_control.reading.container import MAX_FILE
from finsam_control.reading.file_content import content_of
from finsam_control.reading.sheet import Sheet
from finsam_control.records.plain import plain
from finsam_control.register_files import parse_register, read_register
from finsam_control.register_import import Imported, imported
from finsam_control.render import faults, record_yaml, register_csv
from finsam_control.words import Language, Words

_WORKBOOKS = (".xlsx", ".xlsm")
_EXTRAS = {"xlsxwriter": "report", "python_calamine": "data"}

force_option = click.option("--force", is_flag=True, help="Replace the file that is written, if it exists.")


@click.command("export")
@click.argument("register", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@force_option
@lang_option
def export_command(register: Path, file: Path, lang: Language, *, force: bool) -> None:
    """Write REGISTER as FILE, a workbook (.xlsx) or a .csv, to work in and read back with `risk import`.

    \b
    Exit codes: 0 FILE was written, 2 REGISTER cannot be read or FILE cannot be written.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    with telling(lang) as words:
        _refuse_ending(file, (".xlsx", ".csv"))
        if not force:
            refuse_existing(file)
        found, _ = read_register(register)
        whole = plain(found)
        tree = _without_persons({**whole, "matrix": matrices.reduced(whole["matrix"])}, words)
        if file.suffix.lower() == ".csv":
            write_whole(file, register_csv.render(tree, lang))
        else:
            shown, _ = parse_register(file.as_posix(), record_yaml.written(tree).encode())
            workbook = _needing("finsam_control.render.register_workbook", words)
            write_whole(file, workbook.render(shown, tree, words, file.as_posix()))
        click.echo(words("Written: {file}", file=file.as_posix()), err=True)
    sys.exit(CLEAN)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("register", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--matrix", metavar="NAME", help="The shipped matrix that the scores stand on; instead of FILE's own.")
@force_option
@lang_option
def import_command(file: Path, register: Path, matrix: str | None, lang: Language, *, force: bool) -> None:
    """Read FILE, a workbook or a .csv of one's own or from `risk export`, and write it as REGISTER.

    \b
    Exit codes: 0 all was read, 1 REGISTER was written but cells are in doubt (each is told, and left unknown),
    2 FILE cannot be read or REGISTER cannot be written.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    with telling(lang) as words:
        _refuse_ending(register, (".yaml",))
        if not force:
            refuse_existing(register)
        sheets, notes = _sheets(file, words)
        found = imported(sheets, file.as_posix(), matrix)
        tree = _without_persons(found.tree, words)
        content = record_yaml.written(tree, schema=_schema(register)).encode()
        _refuse_unsound(content, register, file, found)
        write_whole(register, content)
        for note in (*notes, *found.notes):
            click.echo(words.say(note), err=True)
        if found.doubts:
            click.echo(faults.listed(sorted(found.doubts, key=lambda doubt: doubt.pointer), words), err=True)
            click.echo(
                "\n" + words("{n} cells in doubt; their values were left unknown.", n=len(found.doubts)), err=True
            )
        click.echo(words("Written: {file}", file=register.as_posix()), err=True)
    sys.exit(VIOLATED if found.doubts else CLEAN)


def _refuse_ending(file: Path, endings: tuple[str, ...]) -> None:
    if file.suffix.lower() not in endings:
        found = Message.of("a file name that ends in `{ending}`", ending=file.suffix)
        expected = Message.of("a name that ends in one of: {endings}", endings=", ".join(endings))
        raise UnreadableError([Fault(file.as_posix(), 0, "", found, expected, f"{file.stem}{endings[0]}")])


def _sheets(file: Path, words: Words) -> tuple[tuple[Sheet, ...], list[Message]]:
    name = file.as_posix()
    content = content_of(file, MAX_FILE, Message.of("a file that exists and may be read"))
    if file.suffix.lower() == ".csv":
        sheets, is_old = csv_sheet.read(content, name, file.stem)
        return sheets, [Message.of("The file is not UTF-8 and was read as Windows-1252.")] if is_old else []
    _refuse_ending(file, (*_WORKBOOKS, ".csv"))
    sheets, container = _needing("finsam_control.reading.workbook", words).read(content, name)
    notes = []
    if container.has_macros:
        notes.append(Message.of("The workbook has macros; they were not run."))
    if container.has_links:
        notes.append(Message.of("The workbook links to other files; they were not opened, the last values were read."))
    return sheets, notes


def _needing(name: str, words: Words) -> ModuleType:
    """A module, imported when it is needed; without its library the line that installs it, and exit code 2."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = (error.name or "").split(".")[0]
        if missing not in _EXTRAS:
            raise
        install = f"pip install 'finsam-control[{_EXTRAS[missing]}]'"
        click.echo(words("Excel needs a part that is not installed: {install}", install=install), err=True)
        sys.exit(UNREADABLE)


def _without_persons(tree: Any, words: Words) -> Any:
    """The tree without personal identity numbers, which never leave the tool; said if there were any."""
    result = masked_tree(tree)
    if result != tree:
        click.echo(words("Personal identity numbers were masked."), err=True)
    return result


def _schema(register: Path) -> str:
    """The schema by its path where the register stands in a checkout, as editors want it."""
    for folder in register.resolve().parents:
        schema = folder / "docs" / "schema" / "risks.json"
        if schema.is_file():
            return Path(os.path.relpath(schema, register.resolve().parent)).as_posix()
    return "risks.json"


def _refuse_unsound(content: bytes, register: Path, file: Path, found: Imported) -> None:
    """What was read must be a register; what stands in its way is told by the cell that it came from."""
    try:
        parse_register(register.as_posix(), content)
    except UnreadableError as error:
        cells = {"/" + "/".join(map(str, path)): cell for path, cell in found.places.items()}
        told = [
            Fault(
                file.as_posix(), 0, cells.get(fault.pointer, fault.pointer), fault.found, fault.expected, fault.example
            )
            for fault in error.faults
        ]
        raise UnreadableError([*told, *found.doubts]) from error
