"""Risk registers as files: one by itself, one that a year names, a matrix alone, or one in a workbook."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Final, Literal

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import strict_yaml
from finsam_control.reading.file_content import Input, content_of, input_of, is_file
from finsam_control.reading.matrices import completed
from finsam_control.reading.register_references import faults_within
from finsam_control.reading.strict_yaml import Parsed
from finsam_control.reading.validation import nearest, once, validate
from finsam_control.records.control import RegisterLink
from finsam_control.records.matrix import Matrix
from finsam_control.records.register import RiskRegister


def read_register(path: Path) -> tuple[RiskRegister, tuple[Input, ...]]:
    """The register and what was read for it: its file, and the shipped matrix where it names one.

    Raises:
        UnreadableError: with every fault found.
    """
    return parse_register(path.as_posix(), _bytes(path))


def parse_register(file: str, content: bytes) -> tuple[RiskRegister, tuple[Input, ...]]:
    """As `read_register`, of what is not yet a file.

    Raises:
        UnreadableError: with every fault found.
    """
    return register_of(strict_yaml.parse(content, file), content)


def read_register_or_matrix(path: Path) -> tuple[RiskRegister, tuple[Input, ...], bool]:
    """As `read_register`; a file that holds a matrix alone gives a register without risks, and says so.

    Raises:
        UnreadableError: with every fault found.
    """
    file, content = path.as_posix(), _bytes(path)
    parsed = strict_yaml.parse(content, file)
    if not isinstance(parsed.root, dict) or "likelihood_levels" not in parsed.root:
        return *register_of(parsed, content), False
    result = parsed.faults if parsed.is_cut_short else validate(Matrix, parsed.root, partial(nearest, parsed))
    if isinstance(result, list):
        raise UnreadableError(once(parsed.faults, result))
    register = RiskRegister.model_construct(title=result.title or path.stem, matrix=result, risks=())
    faults = [*parsed.faults, *faults_within(register)]
    if faults:
        raise UnreadableError(faults)
    return register, (input_of(file, content),), True


def register_of(parsed: Parsed, content: bytes | None) -> tuple[RiskRegister, tuple[Input, ...]]:
    """The register, and what was read for it; without its content where that has been counted already."""
    matrix = completed(parsed)
    result = parsed.faults if parsed.is_cut_short else validate(RiskRegister, parsed.root, partial(nearest, parsed))
    if isinstance(result, list):
        raise UnreadableError(once(parsed.faults, result))
    faults = [*parsed.faults, *faults_within(result)]
    if faults:
        raise UnreadableError(faults)
    files = ((parsed.file, content), *(((matrix.file, matrix.content),) if matrix is not None else ()))
    return result, tuple(input_of(name, read) for name, read in files if read is not None)


_KEYS: Final[tuple[Literal["file", "earlier"], ...]] = ("file", "earlier")


def named_registers(
    folder: Path, link: RegisterLink | None
) -> tuple[RiskRegister | None, RiskRegister | None, tuple[Input, ...]]:
    """The register of the year, that of the year before, and what was read for them.

    Raises:
        UnreadableError: with the faults of both.
    """
    registers: list[RiskRegister | None] = []
    inputs: list[Input] = []
    faults: list[Fault] = []
    for key in _KEYS:
        try:
            register, read = _named(folder, link, key)
        except UnreadableError as error:
            faults += error.faults
            continue
        registers.append(register)
        inputs += read
    if faults:
        raise UnreadableError(faults)
    own, earlier = registers
    return own, earlier, tuple(inputs)


def _named(
    folder: Path, link: RegisterLink | None, key: Literal["file", "earlier"]
) -> tuple[RiskRegister | None, tuple[Input, ...]]:
    name = None if link is None else getattr(link, key)
    if link is None or name is None:
        return None, ()
    file, named_at = Path(os.path.normpath(folder / name)), link.place(key)
    if Path(name).is_absolute() or not is_file(file):
        outside = Message.of("the absolute path {file}", file=file.as_posix())
        found = Message.of("the register {file} does not exist", file=file.as_posix())
        fault = Fault(
            named_at.file,
            named_at.line,
            named_at.pointer,
            outside if Path(name).is_absolute() else found,
            Message.of("the path of a register, relative to the folder"),
            f"{key}: ../../risk_registers/vasteras-2022.yaml",
        )
        raise UnreadableError([fault])
    return read_register(file)


def _bytes(file: Path) -> bytes:
    return content_of(file, strict_yaml.MAX_BYTES, Message.of("a readable file"))
