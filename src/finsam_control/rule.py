"""A rule as its file states it: law as data, read strictly, compiled to a condition tree."""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from finsam_control import condition as c
from finsam_control.facts.base import Fact, fields_of
from finsam_control.message import Fault, Message
from finsam_control.parameters import Confidence
from finsam_control.reading.strict_yaml import AT, Parsed
from finsam_control.records import area
from finsam_control.records.base import Date, Strict, Text, Unplaced, read_text, scalar

Severity = Literal["critical", "major", "moderate", "minor", "info"]
Norm = Literal["law", "forbundsordning", "own_policy", "recommendation", "good_practice"]
Area = area.Area
OutcomeKind = Literal["passed", "violated", "accepted", "not_applicable", "not_yet_due", "not_assessable", "error"]

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "moderate", "minor", "info")

#: How grave a breach of each norm can be; what is only remembered (confidence M) is information.
CAPS: dict[Norm, Severity] = {
    "law": "critical",
    "forbundsordning": "major",
    "own_policy": "major",
    "recommendation": "moderate",
    "good_practice": "minor",
}


#: A field's value in a case; which of these it must be is the field's business.
Given = Annotated[str, *scalar(read_text, "some text", "500 000", {"type": ["string", "number", "boolean"]})]


class Both(Strict):
    """A text in the two languages of the reports."""

    sv: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


class Authority(Strict):
    """Where the norm stands."""

    act: Text = Field(description="SFS number, or who recommends")
    section: Text
    url: Text


class Force(Strict):
    """The days on which the rule judges, ends included; by the fact's law date."""

    start: Date | None = Field(default=None, alias="from")
    end: Date | None = Field(default=None, alias="to")


class Due(Strict):
    """Until when an unmet requirement is not yet due: a date of the fact, and days or months to or from it."""

    field: Text
    after: Text | None = Field(default=None, description="parameter in days or months, counted from the field's date")
    before: Text | None = Field(default=None, description="parameter in days or months, counted back from it")


class Case(Strict):
    """What the rule says of one fact: its own test and its example."""

    name: Text
    on: Date = Field(description="the fact's law date")
    as_of: Date | None = Field(default=None, description="the day of the check; long after `on` if left out")
    fact: Annotated[dict[str, Given], Unplaced] = Field(
        description="the fields that matter; a field left out is unknown"
    )
    expect: OutcomeKind


class RuleFile(Strict):
    """The file of a rule; conditions are read in a second step, since they name fields and parameters."""

    title: Both
    area: Area
    norm: Norm
    authority: tuple[Authority, ...] = Field(min_length=1)
    in_force: Force
    checked_on: Date
    confidence: Confidence = "V"
    subject: Text
    applies_when: Any = None
    require: Any
    severity: Severity
    due: Due | None = None
    message: Both
    why: Both
    remedy: Both
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule ready to judge; `id` is its path below the rules folder without suffix."""

    id: str
    text: RuleFile
    subject: type[Fact]
    applies_when: c.Condition | None
    require: c.Condition

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every field that the conditions read."""
        scope = c.fields(self.applies_when) if self.applies_when is not None else frozenset[str]()
        return scope | c.fields(self.require)

    @cached_property
    def asked(self) -> frozenset[str]:
        """Every parameter that the conditions name."""
        scope = c.parameters(self.applies_when) if self.applies_when is not None else frozenset[str]()
        return scope | c.parameters(self.require)

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Every parameter that the conditions, the due date or the messages name."""
        due = self.text.due
        named = {name for name in ((due.after, due.before) if due else ()) if name}
        return self.asked | named | {name for name in self.placeholders if "." in name}

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """The fields and parameters that the message prints; a parameter's name has a full stop."""
        return frozenset(name for text in (self.text.message.sv, self.text.message.en) for name in placeholders(text))


def placeholders(text: str) -> list[str]:
    """The {names} of a template."""
    try:
        return [part[1] for part in string.Formatter().parse(text) if part[1]]
    except ValueError:
        return ["{"]  # a brace that does not close names no field, and is told as a name that is not known


class ConditionReader:
    """Reads the conditions of one rule file; faults carry the line of what is wrong."""

    def __init__(self, parsed: Parsed, subject: type[Fact]) -> None:
        self.parsed = parsed
        self.known = fields_of(subject)
        self.faults: list[Fault] = []

    def fault(self, path: tuple[str | int, ...], found: object, expected: Message, example: str = "") -> None:
        line = next(self.parsed.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.parsed.lines)
        pointer = "".join(f"/{part}" for part in path)
        self.faults.append(
            Fault(self.parsed.file, line, pointer, Message.of("`{value}`", value=found), expected, example)
        )

    def read(self, node: Any, path: tuple[str | int, ...]) -> c.Condition:
        """The condition at a path; where it cannot be read, a fault and a placeholder that is always unknown."""
        if isinstance(node, dict):
            keys = [key for key in node if key != AT]
            match keys:
                case ["all"] | ["any"] if isinstance(node[keys[0]], list) and node[keys[0]]:
                    parts = tuple(self.read(part, (*path, keys[0], n)) for n, part in enumerate(node[keys[0]]))
                    return c.All(parts) if keys[0] == "all" else c.Any(parts)
                case ["not"]:
                    return c.Not(self.read(node["not"], (*path, "not")))
                case ["field", _] | ["field", _, "within"]:
                    return self._comparison(node, keys, path)
        self.fault(
            path,
            ", ".join(str(key) for key in node if key != AT) if isinstance(node, dict) else node,
            Message.of("all, any, not, or a comparison of one field"),
            "{field: state_share, equals: {parameter: finansiering.staten}}",
        )
        return c.All(())

    def _comparison(self, node: dict[str, Any], keys: list[str], path: tuple[str | int, ...]) -> c.Condition:
        name, word = node["field"], keys[1]
        field = self.known.get(name) if isinstance(name, str) else None
        if field is None:
            self.fault(
                (*path, "field"), name, Message.of("a field of the subject: {known}", known=", ".join(self.known))
            )
            return c.All(())
        unit = field.means.unit
        if word == "known":
            return c.Known(name, node[word] == "true")
        if word == "one_of" and isinstance(node[word], list):
            return c.OneOf(name, tuple(self._operand(item, unit, (*path, word)) for item in node[word]))
        if word not in c.WORDS:
            words = ", ".join([*c.WORDS, "one_of", "known"])
            self.fault(path, word, Message.of("one of: {choices}", choices=words))
            return c.All(())
        within = self._operand(node["within"], unit, (*path, "within")) if "within" in keys else None
        return c.Compare(name, c.WORDS[word], self._operand(node[word], unit, (*path, word)), within)

    def _operand(self, node: Any, unit: str, path: tuple[str | int, ...]) -> c.Operand:
        if isinstance(node, dict) and isinstance(node.get("parameter"), str):
            return c.Parameter(node["parameter"])
        value = constant(node, unit) if isinstance(node, str) else None
        if value is None:
            self.fault(
                path,
                node if isinstance(node, str) else "…",
                Message.of("a parameter, 0, 1, true, false or a word of the field's enumeration"),
                "{parameter: finansiering.staten}",
            )
            return 0
        return value


def constant(text: str, unit: str) -> c.Value | None:
    """A constant as a rule or a case writes it, by the unit of the field it is compared with."""
    match unit:
        case "flag":
            return {"true": True, "false": False}.get(text)
        case "word" | "text" | "date":
            return text
        case _:
            plain = text.replace(" ", "").replace("\u2212", "-")
            return int(plain) if plain.removeprefix("-").isdigit() else None
