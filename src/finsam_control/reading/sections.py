"""Which section stands in which file: each in one, and every file begins with one."""

from __future__ import annotations

from finsam_control.message import Fault, Message
from finsam_control.reading.strict_yaml import Parsed


def no_section(parsed: Parsed) -> Fault:
    return Fault(
        parsed.file,
        1,
        "",
        Message.of("the file does not begin with a section"),
        Message.of("sections such as `entity:` and `meetings:`, each with its content indented below"),
        "entity:\n  name: Samordningsförbundet Exempel",
    )


def second_section(key: str, parsed: Parsed, owner: Parsed) -> Fault:
    line, cell = owner.lines.get((key,), 1), owner.cells.get((key,), "")
    found = Message.of(
        "the section `{key}` stands here and in {file}, line {line}", key=key, file=owner.file, line=line
    )
    if cell:
        found = Message.of(
            "the section `{key}` stands here and in {file}, cell {cell}", key=key, file=owner.file, cell=cell
        )
    expected = Message.of("each section in one file only")
    return Fault(parsed.file, parsed.lines.get((key,), 1), f"/{key}", found, expected)


def second_register(tree: Parsed) -> Fault:
    found = Message.of("a risk register, and `risk_register` names another")
    return Fault(tree.file, 1, "", found, Message.of("one risk register: in the workbook, or the file that is named"))
