"""The rulebook: every rule and parameter of one or more folders, and the grade's formula, read once and hashed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import rfc8785
from pydantic import BaseModel

from finsam_control import shipped
from finsam_control.condition import Value
from finsam_control.facts import kinds
from finsam_control.grade import GradeFormula
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.parameters import ParameterFile
from finsam_control.reading import strict_yaml
from finsam_control.reading.file_content import content_of
from finsam_control.reading.strict_yaml import Parsed
from finsam_control.reading.validation import Path as KeyPath
from finsam_control.reading.validation import validate
from finsam_control.rule import ConditionReader, Rule, RuleFile
from finsam_control.statutes import Statutes

M = TypeVar("M", bound=BaseModel)

shipped_folder = shipped.folder

PARAMETERS = "parameters"
GRADE = "grade.yaml"
COVERAGE = "coverage.yaml"


@dataclass(frozen=True)
class Rulebook:
    """Rules by id, parameters by name, the grade's formula, the acts, and the SHA-256 of every file by its name."""

    rules: tuple[Rule, ...]
    parameters: dict[str, ParameterFile]
    formula: GradeFormula
    statutes: Statutes
    hashes: tuple[tuple[str, str], ...]

    @cached_property
    def sha256(self) -> str:
        """One hash of all rule files, parameters, the formula and the acts, in canonical JSON (RFC 8785)."""
        return hashlib.sha256(rfc8785.dumps(dict(self.hashes))).hexdigest()

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def value(self, name: str, on: date) -> Value | None:
        """A parameter's value on a date, None where it is unknown.

        Raises:
            LookupError: the parameter has no value in force on the date.
        """
        try:
            return self.parameters[name].value_at(on)
        except LookupError as error:
            # Told to people as it is, so in words that are the same in both languages.
            raise LookupError(f"parameter {name}, {on}") from error


def load(folders: tuple[Path, ...]) -> Rulebook:
    """Reads every file of the folders; a later folder may add rules and parameters, not replace any.

    Raises:
        UnreadableError: with every fault found.
    """
    loader = _Loader()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            loader.file(path, path.relative_to(folder).with_suffix("").as_posix())
    return loader.rulebook(folders)


class _Loader:
    """What has been read so far, and every fault in it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.rules: dict[str, Rule] = {}
        self.parameters: dict[str, ParameterFile] = {}
        self.formulas: list[GradeFormula] = []
        self.statutes: list[Statutes] = []
        self.hashes: dict[str, str] = {}

    def file(self, path: Path, name: str) -> None:
        content = content_of(path, strict_yaml.MAX_BYTES, Message.of("a readable file"))
        parsed = strict_yaml.parse(content, path.as_posix())
        if name in self.hashes:
            self.faults.append(_whole(parsed, Message.of("a second file named {name}", name=name)))
            return
        self.hashes[name] = hashlib.sha256(content).hexdigest()
        if path.name == GRADE:
            self.formulas += _read(GradeFormula, parsed, self.faults)
        elif path.name == COVERAGE:
            for statutes in _read(Statutes, parsed, self.faults):
                self.faults += statutes.faults()
                self.statutes.append(statutes)
        elif name.startswith(f"{PARAMETERS}/"):
            for parameter in _read(ParameterFile, parsed, self.faults):
                self.parameters[name.removeprefix(f"{PARAMETERS}/").replace("/", ".")] = parameter
        else:
            for text in _read(RuleFile, parsed, self.faults):
                self.rules[name] = _rule(name, text, parsed, self.faults)

    def rulebook(self, folders: tuple[Path, ...]) -> Rulebook:
        for rule in self.rules.values():
            self.faults += _unknown_parameters(rule, self.parameters)
        if not self.faults:
            where = folders[0].as_posix() if folders else ""
            needed = (
                (GRADE, self.formulas, Message.of("the formula of the grade")),
                (COVERAGE, self.statutes, Message.of("the sections of the acts, with what is tested of them")),
            )
            for name, read, expected in needed:
                if not read:
                    self.faults.append(Fault(where, 0, "", Message.of("no {name} in the rules", name=name), expected))
        if self.faults:
            raise UnreadableError(self.faults)
        rules = tuple(self.rules[name] for name in sorted(self.rules))
        parameters = dict(sorted(self.parameters.items()))
        return Rulebook(rules, parameters, self.formulas[0], self.statutes[0], tuple(sorted(self.hashes.items())))


def _read(model: type[M], parsed: Parsed, faults: list[Fault]) -> list[M]:
    """The file's content, or nothing and its faults."""
    if parsed.faults:
        faults += parsed.faults
        return []

    def locate(path: KeyPath) -> tuple[str, int]:
        while path not in parsed.lines and path:
            path = path[:-1]
        return parsed.file, parsed.lines[path]

    result = validate(model, parsed.root, locate)
    if isinstance(result, list):
        faults += result
        return []
    return [result]


def _whole(parsed: Parsed, found: Message) -> Fault:
    return Fault(parsed.file, 1, "", found, Message.of("a path of its own for each rule and parameter"))


def _rule(name: str, text: RuleFile, parsed: Parsed, faults: list[Fault]) -> Rule:
    known = kinds()
    subject, _ = known.get(text.subject, next(iter(known.values())))
    reader = ConditionReader(parsed, subject)
    if text.subject not in known:
        reader.fault(("subject",), text.subject, Message.of("a kind of fact: {known}", known=", ".join(known)))
    else:
        _check_names(text, reader)
    scope = None if text.applies_when is None else reader.read(text.applies_when, ("applies_when",))
    rule = Rule(name, text, subject, scope, reader.read(text.require, ("require",)))
    for placeholder in sorted(rule.placeholders):
        if "." not in placeholder and placeholder not in reader.known:
            reader.fault(
                ("message",), placeholder, Message.of("a field of the subject: {known}", known=", ".join(reader.known))
            )
    if text.subject in known:
        faults += reader.faults
    else:
        faults += reader.faults[:1]
    return rule


def _check_names(text: RuleFile, reader: ConditionReader) -> None:
    if text.due is not None and text.due.field not in reader.known:
        reader.fault(("due", "field"), text.due.field, Message.of("a date field of the subject"))
    for number, case in enumerate(text.cases):
        for field in case.fact:
            if field not in reader.known:
                path = ("cases", number, "fact", field)
                reader.fault(path, field, Message.of("a field of the subject: {known}", known=", ".join(reader.known)))


def _unknown_parameters(rule: Rule, parameters: dict[str, ParameterFile]) -> list[Fault]:
    place = rule.text.place("require")
    return [
        Fault(
            place.file,
            place.line,
            place.pointer,
            Message.of("the parameter {name}", name=name),
            Message.of("a parameter of the rulebook: {known}", known=", ".join(parameters)),
        )
        for name in sorted(rule.parameters - set(parameters))
    ]
