"""JSON as another program wrote it, read strictly: one value in the file, no key twice, nothing a terminal obeys."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from finsam_control.message import Fault, Message, UnreadableError

#: A report of a year with the largest populations is a few megabytes.
MAX_BYTES = 200_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def parse(content: bytes, file: str, expected: Message) -> dict[str, Any]:
    """The one object that the file holds; `expected` says what it should have been.

    Raises:
        UnreadableError: the file is empty, too large, no JSON, holds several values, or one that is no object.
    """

    def refuse(line: int, found: Message) -> UnreadableError:
        return UnreadableError([Fault(file, line, "", found, expected)])

    if len(content) > MAX_BYTES:
        raise refuse(1, Message.of("the file is {size} bytes", size=len(content)))
    if not content.strip():
        raise refuse(1, Message.of("the file is empty"))
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02x}"
        raise refuse(line, Message.of("byte {byte} is not UTF-8 text", byte=byte)) from error
    except json.JSONDecodeError as error:
        raise refuse(error.lineno, _problem(error)) from error
    except (ValueError, RecursionError) as error:
        raise refuse(1, Message.of("the file is not valid JSON: {problem}", problem=str(error))) from error
    if not isinstance(value, dict):
        raise refuse(1, Message.of("a value that is no object in braces"))
    if _has_control(value):
        raise refuse(1, Message.of("the file is not valid JSON: {problem}", problem="control characters"))
    return value


def _problem(error: json.JSONDecodeError) -> Message:
    if error.msg == "Extra data":
        return Message.of("a second value begins; the file holds more than one report")
    return Message.of("the file is not valid JSON: {problem}", problem=error.msg)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object none of whose keys stands twice: json.loads would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in {other for other, _ in pairs[:n]})
        raise ValueError(f"the key {twice!r} stands twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _has_control(value: object) -> bool:
    """Whether any text in it holds a character that a terminal would obey."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack += [*item, *item.values()]
        elif isinstance(item, list):
            stack += item
        elif isinstance(item, str) and _CONTROL.search(item):
            return True
    return False
