"""YAML as plain text with positions: no type guessing, aliases, tags, duplicate keys or empty values.

`no`, `12:30`, `0123` and `1_000` stay the text they are; what a value must look like is the record's business.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from finsam_control.message import Fault, Message
from finsam_control.place import At, Place

#: The key under which each mapping carries its `At`; no YAML key can be equal to it, as control characters are refused.
AT = "\0at"

MAX_BYTES = 5_000_000
MAX_DEPTH = 30

Node = dict[str, Any] | list[Any] | str
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SOURCE_KEYS = ("document", "page", "heading")


@dataclass(slots=True)
class Parsed:
    """A file as nested dicts, lists and strings; the line of every value by its path, and in a workbook its cell."""

    file: str
    root: Node
    lines: dict[tuple[str | int, ...], int]
    faults: list[Fault] = field(default_factory=list)
    cells: dict[tuple[str | int, ...], str] = field(default_factory=dict)

    @property
    def is_cut_short(self) -> bool:
        """The file could not be read to its end, so that what it lacks is no fault of its own."""
        return self.root == {}


def parse(content: bytes, file: str) -> Parsed:
    """Parses one file; what is wrong with it is collected in `faults`, and the rest is kept."""
    parsed = Parsed(file, {}, {})
    text = _decode(content, parsed)
    if text is None:
        return parsed
    builder = _Builder(parsed)
    try:
        builder.document(text)
    except yaml.YAMLError as error:
        line, problem = _problem(error, text)
        builder.fault(line, (), Message.of("the file is not valid YAML: {problem}", problem=problem))
    except _Stop:
        pass
    return parsed


def _problem(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line and the words of what the parser stumbled on."""
    if isinstance(error, yaml.reader.ReaderError):
        return text.encode().count(b"\n", 0, error.position) + 1, str(error.reason)
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 1, str(error)
    line, last = error.problem_mark.line + 1, len(text.splitlines())
    if line > last:
        # A quote or bracket that is never closed is found missing below the last line; its context opens it.
        line = line if error.context_mark is None else error.context_mark.line + 1
    return line, str(error.problem)


def _decode(content: bytes, parsed: Parsed) -> str | None:
    def refuse(found: Message, expected: Message) -> None:
        parsed.faults.append(Fault(parsed.file, 1, "", found, expected))

    if len(content) > MAX_BYTES:
        refuse(
            Message.of("the file is {size} bytes", size=len(content)),
            Message.of("at most {limit} bytes of YAML in one file", limit=MAX_BYTES),
        )
        return None
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        parsed.faults.append(
            Fault(
                parsed.file,
                line,
                "",
                Message.of("byte {byte} is not UTF-8 text", byte=f"0x{content[error.start]:02x}"),
                Message.of("a text file saved as UTF-8"),
            )
        )
        return None
    if not text.strip():
        refuse(Message.of("the file is empty"), Message.of("at least one section"))
        return None
    return text


class _Stop(Exception):  # noqa: N818 -- a way out of the event loop, not an error that anyone catches outside
    """The rest of the file cannot be read safely."""


class _Builder:
    """Builds the tree from parser events, so that anchors and tags are seen before they can do anything."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.events: Iterator[Any] = iter(())
        self.last_line = 1

    def fault(
        self, line: int, path: tuple[str | int, ...], found: Message, expected: Message | None = None, example: str = ""
    ) -> None:
        expected = expected or Message.of("YAML with one `key: value` a line and two spaces for each level")
        line = min(line, self.last_line)
        self.parsed.faults.append(Fault(self.parsed.file, line, pointer(path), found, expected, example))

    def document(self, text: str) -> None:
        self.last_line = len(text.splitlines())
        self.events = yaml.parse(text, Loader=yaml.CSafeLoader)
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = 1 if event.start_mark is None else event.start_mark.line + 1
                    self.fault(line, (), Message.of("a second document begins"), Message.of("one document in a file"))
                    raise _Stop
                self.parsed.root = self.node(next(self.events), ())
                tell_sources(self.parsed.root, {})
        if not documents:
            self.fault(1, (), Message.of("the file is empty"), Message.of("at least one section"))

    def node(self, event: Any, path: tuple[str | int, ...]) -> Node:
        line = event.start_mark.line + 1
        self.parsed.lines[path] = line
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
            self.fault(
                line,
                path,
                Message.of("an anchor, alias or tag (& * !) stands here"),
                Message.of("the value itself, written out, or in quotes if it begins with & * or !"),
            )
            raise _Stop
        if len(path) > MAX_DEPTH:
            self.fault(line, path, Message.of("more than {depth} levels deep", depth=MAX_DEPTH))
            raise _Stop
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(line, path)

    def scalar(self, event: Any, path: tuple[str | int, ...]) -> str:
        value: str = event.value
        if CONTROL.search(value):
            # An escape in quotes spells what no file may hold: a terminal would obey it.
            problem = "control characters are not allowed"
            found = Message.of("the file is not valid YAML: {problem}", problem=problem)
            self.fault(event.start_mark.line + 1, path, found, Message.of("some text"))
        if event.implicit[0] and value in _NULLS:
            self.fault(
                event.start_mark.line + 1,
                path,
                Message.of("no value stands after the key"),
                Message.of("a value; leave the key out if it is unknown, write saknas if it does not exist"),
                f"{path[-1]}: saknas" if path and isinstance(path[-1], str) else "",
            )
        return value

    def sequence(self, path: tuple[str | int, ...]) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, line: int, path: tuple[str | int, ...]) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, path)
            key_line = event.start_mark.line + 1
            value = self.node(next(self.events), (*path, key))
            if key in pairs:
                self.fault(
                    key_line,
                    (*path, key),
                    Message.of("the key `{key}` stands twice, first on line {line}", key=key, line=lines[key]),
                    Message.of("each key once; put several items in a list under it"),
                )
            pairs[key], lines[key] = value, key_line
            self.parsed.lines[*path, key] = key_line
        pairs[AT] = At(Place(self.parsed.file, line, pointer(path)), lines)
        return pairs

    def key(self, event: Any, path: tuple[str | int, ...]) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag or CONTROL.search(event.value):
            line = event.start_mark.line + 1
            self.fault(line, path, Message.of("a key that is not plain text"), Message.of("a word and a colon"))
            raise _Stop
        return str(event.value)


def tell_sources(node: Node, told: dict[str, str]) -> None:
    """Gives every record the document, page and heading of the nearest `source` above it."""
    if isinstance(node, list):
        for item in node:
            tell_sources(item, told)
    elif isinstance(node, dict):
        own = node.get("source")
        if isinstance(own, dict):
            # A page or heading of one document says nothing of another.
            above = told if own.get("document") in (None, told.get("document")) else {}
            told = {**above, **{key: own[key] for key in _SOURCE_KEYS if isinstance(own.get(key), str)}}
        if told:
            at: At = node[AT]
            document, page, heading = (told.get(key, "") for key in _SOURCE_KEYS)
            node[AT] = replace(at, place=replace(at.place, document=document, page=page, heading=heading))
        for key, value in node.items():
            if key != AT:
                tell_sources(value, told)


def pointer(path: tuple[str | int, ...]) -> str:
    """The JSON pointer (RFC 6901) of a path."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
