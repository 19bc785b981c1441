"""Records as YAML that the strict reader reads back to the same values: every scalar is text, and stays what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from finsam_control.records.base import Strict
from finsam_control.records.plain import plain

#: What needs no quotes: letters, digits and harmless signs; nothing that YAML or another reader of it takes specially.
_BARE = re.compile(r"[^\W_](?:[\w ,.()/+×%-]*[\w.)%])?")
#: What another reader of YAML takes for a number, a time or a truth; a whole number and a date are left bare.
_TYPED = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null|0[0-9ox_].*|[0-9][0-9_,]*[.eE_,:][0-9_.,:eE+-]*")
_ESCAPED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def render(record: Strict, *, schema: str = "") -> str:
    """One record as a file; `schema` is the address that an editor completes against."""
    return written(plain(record), schema=schema)


def written(tree: dict[str, Any], *, schema: str = "") -> str:
    """As `render`, of a tree of text."""
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return "\n".join([*head, *_mapping(tree, "")]) + "\n"


def _mapping(tree: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{indent}{key}:", value, f"{indent}  ")


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    match value:
        case dict() if value:
            yield head
            yield from _mapping(value, indent)
        case list() if value:
            yield head
            for item in value:
                yield from _item(item, indent)
        case dict():
            yield f"{head} {{}}"
        case list():
            yield f"{head} []"
        case _:
            yield f"{head} {scalar(str(value))}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, dict) or not item:
        yield from _entry(f"{indent}-", item, f"{indent}  ")
        return
    first, *rest = _mapping(item, f"{indent}  ")
    yield f"{indent}- {first.strip()}"
    yield from rest


def scalar(text: str) -> str:
    """The text bare where it can be, else in the quotes it needs; always on one line."""
    if _BARE.fullmatch(text) and not _TYPED.fullmatch(text):
        return text
    if "\n" not in text and all(character.isprintable() for character in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_character(character) for character in text) + '"'


def _character(character: str) -> str:
    if character in _ESCAPED:
        return _ESCAPED[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 -- four hexadecimal digits end there
