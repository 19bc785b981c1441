"""Records as plain text again: as a tree that a file is written from, and as cells that a table is."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any, Final, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from finsam_control.day import Day
from finsam_control.figure import Figure, written
from finsam_control.records.base import Record, Strict
from finsam_control.records.scalars import scalar_of
from finsam_control.records.tables import BLANK, Cell
from finsam_control.section import Section

Tree = dict[str, Any]
Path = tuple[str | int, ...]

#: What a cell holds for a list that is there and empty.
NONE_LISTED: Final = "–"


_SHARED: Final = frozenset(Record.model_fields)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds, by its type alone; `model` of a record or list of records, `words` of an enumeration."""

    name: Literal["text", "date", "whole", "word", "names", "record", "records"]
    model: type[BaseModel] | None = None
    words: tuple[str, ...] = ()


def plain(record: Strict) -> Tree:
    """What was written, without what was left out; every scalar is text.

    Raises:
        TypeError: a value of a kind that has no text of its own here.
    """
    return {
        field.alias or name: _plain(getattr(record, name), field)
        for name, field in own_fields(type(record)).items()
        if getattr(record, name) is not None
        and (
            name in record.model_fields_set
            or getattr(record, name) != field.get_default(call_default_factory=True, validated_data={})
        )
    }


def _plain(value: object, field: FieldInfo) -> Any:
    match value:
        case Strict():
            return plain(value)
        case tuple():
            return [_plain(item, field) for item in value]
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case Cell(text="0", printed=str() as printed) if printed.strip() in BLANK:
            return printed
        case Cell():
            return value.text if value.printed is None else {"value": value.text, "printed": value.printed}
        case Figure():
            return written(value, with_unit=scalar_of(field).name != "multiple")
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case str() | int() | Day() | Section():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no text of its own")


def own_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields that a person writes; those that all records share stand last."""
    fields = {name: field for name, field in model.model_fields.items() if name != "at"}
    return {**{name: field for name, field in fields.items() if name not in _SHARED}, **fields}


def kind_of(field: FieldInfo) -> Kind:
    """The kind of a field, through optional values and lists."""
    parts = list(_parts(field.annotation))
    is_list = any(typing.get_origin(part) is tuple for part in parts)
    for part in parts:
        if isinstance(part, type) and issubclass(part, BaseModel):
            return Kind("records" if is_list else "record", part)
    if is_list:
        return Kind("names")
    for part in parts:
        if typing.get_origin(part) is Literal:
            return Kind("word", words=tuple(str(word) for word in typing.get_args(part)))
    return Kind("date" if Day in parts else "whole" if int in parts else "text")


def kind_at(model: type[BaseModel], path: Path) -> Kind:
    """The kind of the field that a path leads to, through records and lists of them."""
    kind = kind_of(own_fields(model)[str(path[0])])
    rest = path[2:] if kind.name == "records" and len(path) > 1 else path[1:]
    return kind_at(kind.model, rest) if rest and kind.model is not None else kind


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if typing.get_origin(annotation) is not Literal:
        for part in typing.get_args(annotation):
            yield from _parts(part)


def flat(tree: Any, path: Path = ()) -> dict[Path, str]:
    """A tree as cells by path; a list of names is one cell, and so is a list that is empty."""
    match tree:
        case dict():
            return {at: text for key, value in tree.items() for at, text in flat(value, (*path, key)).items()}
        case [str(), *_] | []:
            return {path: _joined(tree)}
        case list():
            return {at: text for index, item in enumerate(tree) for at, text in flat(item, (*path, index)).items()}
        case _:
            return {path: str(tree)}


def nested(model: type[BaseModel], cells: Mapping[Path, str]) -> Tree:
    """The tree of the cells: what `flat` took apart. The items of a list follow one another, whatever their numbers."""
    fields = own_fields(model)
    tree: Tree = {}
    for name in dict.fromkeys(str(path[0]) for path in cells):
        below = {path[1:]: text for path, text in cells.items() if path[0] == name}
        kind = kind_of(fields[name])
        if () in below:
            tree[name] = _split(below[()]) if kind.name in {"names", "records"} else below[()]
        elif kind.model is not None and kind.name == "record":
            tree[name] = nested(kind.model, below)
        elif kind.model is not None:
            numbers = sorted({int(path[0]) for path in below})
            items = ({path[1:]: text for path, text in below.items() if path[0] == number} for number in numbers)
            tree[name] = [nested(kind.model, item) for item in items]
    return tree


def _joined(names: list[str]) -> str:
    """One name a line; a backslash keeps a name apart that holds a line break or looks like an empty list."""
    if not names:
        return NONE_LISTED
    lines = [name.replace("\\", "\\\\").replace("\n", "\\n") for name in names]
    return "\n".join(f"\\{line}" if line == NONE_LISTED else line for line in lines)


def _split(text: str) -> list[str]:
    if text == NONE_LISTED:
        return []
    return [_unescaped(line) for line in text.split("\n") if line.strip()]


def _unescaped(line: str) -> str:
    result, characters = "", iter(line)
    for character in characters:
        if character == "\\":
            following = next(characters, "\\")
            result += "\n" if following == "n" else following
        else:
            result += character
    return result
