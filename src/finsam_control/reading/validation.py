"""Parsed YAML to frozen records, and pydantic's findings to faults that a clerk can act on."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo

from finsam_control.message import Fault, Message
from finsam_control.reading.strict_yaml import AT, Parsed, pointer

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]

# What any record may hold tells nothing of its kind.
_SHARED = frozenset({"at", "source", "remark"})

#: Gives the file and line of a path into what is being validated.
Locate = Callable[[Path], tuple[str, int]]


def validate(model: type[M], data: object, locate: Locate) -> M | list[Fault]:
    """The record, or every fault that stands in its way."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        return faults_of(model, error, locate)


def faults_of(model: type[BaseModel], error: ValidationError, locate: Locate) -> list[Fault]:
    """Every finding of pydantic as a fault."""
    return [_fault(model, dict(item), locate) for item in error.errors(include_url=False)]


def _fault(model: type[BaseModel], item: dict[str, Any], locate: Locate) -> Fault:
    path: Path = tuple(part for part in item["loc"] if part not in {AT, "[key]"})
    found, expected, example = _words(model, item, path)
    file, line = locate(path[:-1] if item["type"] == "missing" else path)
    return Fault(file, line, pointer(path), found, expected, example)


def _words(model: type[BaseModel], item: dict[str, Any], path: Path) -> tuple[Message, Message, str]:
    key = path[-1] if path else ""
    owner = _model_at(model, path[:-1])
    context = item.get("ctx", {})
    match item["type"]:
        case "extra_forbidden":
            known = sorted(_keys(owner))
            near = difflib.get_close_matches(str(key), known, n=1)
            listed = ", ".join(near or known)
            return (
                Message.of("unknown key `{key}`", key=key),
                Message.of("one of these keys: {choices}", choices=listed),
                _example(owner, near[0]) if near else "",
            )
        case "missing":
            return (
                Message.of("the key `{key}` is missing", key=key),
                Message.of("every record of this kind has it"),
                _example(owner, str(key)),
            )
        case "literal_error":
            choices = _choices(owner, str(key)) or (str(context["expected"]),)
            return (
                _shown(item["input"]),
                Message.of("one of: {choices}", choices=", ".join(choices)),
                _line(key, choices[0]),
            )
        case "model_type" | "model_attributes_type" | "dict_type":
            return (
                _shown(item["input"]),
                Message.of("keys with values, indented under `{key}`", key=key),
                _outline(_model_at(model, path)),
            )
        case "tuple_type" | "list_type":
            return (
                _shown(item["input"]),
                Message.of("a list: each item on a line that begins with a dash"),
                f"{key}:\n  - …",
            )
        case "value":
            # The id stands in records/base.py and records/tables.py, where the value is described.
            example = str(context["example"])
            # Where text was wanted, the found is the Python name of what stands there instead.
            is_nested = context["found"] == type(item["input"]).__name__
            found = _shown(item["input"] if is_nested else context["found"])
            return found, Message(str(context["expected"])), _line(key, example)
        case _:
            return _shown(item["input"]), Message.of("{problem}", problem=item["msg"]), ""


def _line(key: str | int, example: str) -> str:
    return f"{key}: {example}" if isinstance(key, str) and key else f"- {example}"


def _shown(value: object) -> Message:
    match value:
        case dict():
            return Message.of("keys with values")
        case list():
            return Message.of("a list")
        case _:
            text = str(value)
            longest = 60
            return Message.of("`{value}`", value=text if len(text) <= longest else f"{text[:longest]}…")


def _keys(owner: type[BaseModel] | None) -> Iterator[str]:
    if owner is not None:
        yield from (field.alias or name for name, field in owner.model_fields.items() if field.alias != AT)


def _example(owner: type[BaseModel] | None, key: str) -> str:
    fields = {} if owner is None else {field.alias or name: field for name, field in owner.model_fields.items()}
    return f"{key}: {_value_of(fields[key])}" if key in fields else ""


def _value_of(field: FieldInfo) -> str:
    for part in (*field.metadata, *_parts(field.annotation)):
        # A list of names shows no example of its own; that of a name stands further in.
        if isinstance(part, WithJsonSchema) and part.json_schema and part.json_schema.get("examples"):
            return str(part.json_schema["examples"][0])
    return next(iter(_words_of(field)), "…")


def _choices(owner: type[BaseModel] | None, key: str) -> tuple[str, ...]:
    fields = {} if owner is None else {field.alias or name: field for name, field in owner.model_fields.items()}
    return _words_of(fields[key]) if key in fields else ()


def _words_of(field: FieldInfo) -> tuple[str, ...]:
    """The words of an enumeration; none where the field is not one."""
    for part in _parts(field.annotation):
        if typing.get_origin(part) is typing.Literal:
            return tuple(str(word) for word in typing.get_args(part))
    return ()


def _outline(owner: type[BaseModel] | None) -> str:
    """The first lines of a valid record of this kind."""
    if owner is None:
        return ""
    required = [name for name, field in owner.model_fields.items() if field.is_required()]
    own = [name for name in owner.model_fields if name not in _SHARED]
    return "\n".join(f"  {_example(owner, name)}" for name in (required or own)[:3])


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation and everything inside it."""
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for part in typing.get_args(annotation):
        yield from _parts(part)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that a path leads to, through lists and optional values; None where it leads to none."""
    current: type[BaseModel] | None = model
    for part in path:
        if current is None:
            return None
        if isinstance(part, int):
            continue
        fields = {field.alias or name: field for name, field in current.model_fields.items()}
        field = fields.get(part)
        current = None if field is None else _first_model(field.annotation)
    return current


def _first_model(annotation: Any) -> type[BaseModel] | None:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def once(faults: list[Fault], more: list[Fault]) -> list[Fault]:
    """Both, without what would say of a place a second time that something is wrong there."""
    told = {(fault.file, fault.pointer) for fault in faults}
    return [*faults, *(fault for fault in more if (fault.file, fault.pointer) not in told)]


def nearest(parsed: Parsed, keys: Path) -> tuple[str, int]:
    """The file and line of a path, or of the nearest part of it that was written."""
    while keys and keys not in parsed.lines:
        keys = keys[:-1]
    return parsed.file, parsed.lines.get(keys, 1)
