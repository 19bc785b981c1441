"""Years with one thing changed: a leaf of the records removed, turned or moved across a limit, and judged anew.

A change is made in the parsed records, so that no line moves and what is not touched must stay the same to the byte.
A place is a path of keys; an item of a list is named by its number or by a field of its own, as in
`meetings/items/date=2025-02-07/signed_by_secretary`. A path that begins with `register` is of the risk register.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final
from unittest import mock

from duckdb import DuckDBPyConnection

from command import AS_OF, REAL_YEARS, ROOT
from finsam_control import check as checking
from finsam_control import dossier as dossiers
from finsam_control import record_tables
from finsam_control.authority import PRISBASBELOPP
from finsam_control.dossier import Dossier
from finsam_control.engines.reference import ReferenceEngine
from finsam_control.facts import facts_of, kinds, views
from finsam_control.facts.base import Fact, fields_of, values
from finsam_control.facts.outcome import OutcomeFact
from finsam_control.facts.risk_control import RiskControlFact
from finsam_control.message import UnreadableError
from finsam_control.outcome import Outcome
from finsam_control.place import Place
from finsam_control.reading import strict_yaml
from finsam_control.reading.strict_yaml import AT, Node, Parsed
from finsam_control.rule import Rule
from finsam_control.rulebook import Rulebook, load, shipped_folder

YEARS: Final = ("good-year", *REAL_YEARS)
REGISTER: Final = "register"
#: Facts made of outcomes: they change with any rule.
SECOND: Final = {OutcomeFact.kind, RiskControlFact.kind}

Path_ = tuple[str | int, ...]
#: What a verdict is: all that a report could say otherwise of it.
Verdict = tuple[object, ...]
Verdicts = dict[tuple[str, str, int], Verdict]
Facts = dict[tuple[str, str, int], Fact]


class Removed:
    """Instead of a value: the key or item is not there."""


REMOVED: Final = Removed()
Value = Node | Removed


@dataclass(frozen=True)
class Change:
    """One thing changed: the section and the path below it, and what stands there instead."""

    at: Path_
    to: Value

    def __str__(self) -> str:
        return f"{'/'.join(map(str, self.at))} -> {'removed' if isinstance(self.to, Removed) else self.to}"


@cache
def rulebook() -> Rulebook:
    return load((shipped_folder("rules"),))


class Original:
    """A year as it stands: its parsed files, its facts and verdicts, and the same with a change."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = ROOT / "examples" / name
        self._parsed: dict[str, Parsed] = {}
        self._parse = strict_yaml.parse
        with mock.patch.object(strict_yaml, "parse", self._kept):
            self.dossier = dossiers.read(self.folder)

    def _kept(self, content: bytes, file: str) -> Parsed:
        self._parsed[file] = self._parse(content, file)
        return replaced(self._parsed[file])

    @cached_property
    def verdicts(self) -> Verdicts:
        return verdicts(self.dossier)

    @cached_property
    def facts(self) -> Facts:
        return by_key(self.dossier)

    def leaves(self) -> Iterator[tuple[Path_, str]]:
        """Every scalar of the records and the register, with its path."""
        for parsed in self._parsed.values():
            if self._is_register(parsed) or self._is_record(parsed):
                yield from _leaves(parsed.root, (REGISTER,) if self._is_register(parsed) else ())

    def found(self, at: str) -> Path_:
        """A path as it is written, with the number of each item that is named by a field."""
        keys = at.split("/")
        node, path = self._root(keys[0]), list[str | int]()
        for key in keys[1:] if keys[0] == REGISTER else keys:
            name = _numbered(node, key) if isinstance(node, list) else key
            path.append(name)
            node = node[name] if isinstance(name, int) or name in node else ""
        return (REGISTER, *path) if keys[0] == REGISTER else tuple(path)

    def changed(self, change: Change) -> Dossier:
        """The year with the change.

        Raises:
            UnreadableError: the records can no longer be read.
        """

        def parse(content: bytes, file: str) -> Parsed:
            parsed = self._parsed.get(file) or self._parse(content, file)
            at = change.at[1:] if change.at[0] == REGISTER else change.at
            mine = self._is_register if change.at[0] == REGISTER else self._is_record
            is_here = mine(parsed) and at[0] in parsed.root
            return replaced(parsed, at, change.to) if is_here else replaced(parsed)

        with mock.patch.object(strict_yaml, "parse", parse):
            return dossiers.read(self.folder)

    def _root(self, key: str) -> Any:
        if key == REGISTER:
            return next(parsed.root for parsed in self._parsed.values() if self._is_register(parsed))
        return next(parsed.root for parsed in self._parsed.values() if self._is_record(parsed) and key in parsed.root)

    def _is_register(self, parsed: Parsed) -> bool:
        return Path(parsed.file) == self._register

    def _is_record(self, parsed: Parsed) -> bool:
        return Path(parsed.file).parent == self.folder

    @cached_property
    def _register(self) -> Path:
        link = self.dossier.year.risk_register
        return Path(os.path.normpath(self.folder / (link.file if link is not None and link.file else "")))


def _numbered(node: list[Any], key: str) -> int:
    name, equals, value = key.partition("=")
    if not equals:
        return int(key)
    (number,) = (n for n, item in enumerate(node) if item.get(name) == value)
    return number


def _leaves(node: Node, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in {AT, "source", "remark"}:
                yield from _leaves(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _leaves(value, (*path, number))
    else:
        yield path, node


def replaced(parsed: Parsed, at: Path_ = (), to: Value = "") -> Parsed:
    """A copy that may be written in, with another value at the path; where there is none it is the same."""
    root = _copied(parsed.root)
    if at:
        node: Any = root
        for key in at[:-1]:
            node = node[key]
        if isinstance(to, Removed):
            del node[at[-1]]
        else:
            node[at[-1]] = to
    return Parsed(parsed.file, root, parsed.lines, list(parsed.faults))


def _copied(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(value) for value in node] if isinstance(node, list) else node


def by_key(dossier: Dossier) -> Facts:
    """Every fact by kind, key and which it is of those with the key; those of a journal's rows too."""
    found: Facts = {}
    seen = Counter[tuple[str, str]]()
    for kind, facts in (facts_of(lent(dossier)) | of_populations(lent(dossier))).items():
        for fact in facts:
            found[kind, fact.key, seen[kind, fact.key]] = fact
            seen[kind, fact.key] += 1
    return found


def of_populations(dossier: Dossier) -> dict[str, tuple[Fact, ...]]:
    """The rows of every view, with all that it tells of each."""
    if dossier.store is None:
        return {}
    record_tables.load(dossier.store.connection, dossier)
    return {name: tuple(_rows(dossier.store.connection, kinds()[name][0], view)) for name, view in views().items()}


def _rows(connection: DuckDBPyConnection, kind: type[Fact], view: str) -> Iterator[Fact]:
    found = connection.execute(view)
    names = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        told = dict(zip(names, row, strict=True))
        given = {name: told[name] for name in fields_of(kind)}
        yield kind(
            key=told["key"], law_date=str(told["law_date"]), place=Place(told["file"], told["line"], ""), **given
        )


def lent(dossier: Dossier) -> Dossier:
    """With what the rulebook lends the facts."""
    return replace(dossier, prisbasbelopp=rulebook().parameters.get(PRISBASBELOPP))


def verdicts(dossier: Dossier) -> Verdicts:
    run = checking.judge(dossier, rulebook(), (ReferenceEngine(),), AS_OF, dossier.year.acceptances)
    found: Verdicts = {}
    seen = Counter[tuple[str, str]]()
    for outcome in run.outcomes:
        name = outcome.rule.id, "" if outcome.fact is None else outcome.fact.key
        found[*name, seen[name]] = _verdict(outcome)
        seen[name] += 1
    return found


def _verdict(outcome: Outcome) -> Verdict:
    read = () if outcome.fact is None else tuple(getattr(outcome.fact, name) for name in sorted(shown(outcome.rule)))
    # How many rows were judged a second time is of no verdict.
    tally = None if outcome.tally is None else replace(outcome.tally, compared=0)
    return outcome.kind, *read, outcome.missing, outcome.documents, outcome.unknown_parameters, outcome.due, tally


def shown(rule: Rule) -> frozenset[str]:
    """Every field of the fact that a rule's conditions, due date or message may tell."""
    due = set() if rule.text.due is None else {rule.text.due.field}
    return rule.fields | due | {name for name in rule.placeholders if "." not in name}


def moved(before: Verdicts, after: Verdicts) -> dict[str, set[str]]:
    """The rules whose verdict is another than before, and what they say now where they say something new."""
    found: dict[str, set[str]] = {}
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if (None if old is None else old[0]) != (None if new is None else new[0]):
            found.setdefault(name[0], set()).add("gone" if new is None else str(new[0]))
    return found


def disturbed(before: Verdicts, after: Verdicts) -> set[str]:
    """The rules of which anything at all is said otherwise, to the byte."""
    return {name[0] for name in before.keys() | after.keys() if repr(before.get(name)) != repr(after.get(name))}


def concerned(before: Facts, after: Facts) -> set[str]:
    """The rules that may speak otherwise: those that show a field that the change has touched."""
    touched: dict[str, set[str]] = {}
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if old is None or new is None or old.law_date != new.law_date:
            touched.setdefault(name[0], set()).add("*")
        else:
            one, two = values(old), values(new)
            touched.setdefault(name[0], set()).update(field for field in one if one[field] != two[field])
    return {
        rule.id
        for rule in rulebook().rules
        if rule.subject.kind in SECOND
        or "*" in touched.get(rule.subject.kind, ())
        or shown(rule) & touched.get(rule.subject.kind, set())
    }


@dataclass(frozen=True)
class ByHand:
    """A mutant of the list: where it is, and the rules that must answer with what."""

    change: Change
    year: str
    answers: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.year}: {self.change}"


BY_HAND: Final = Path(__file__).parent / "mutants_by_hand.yaml"


@cache
def original(name: str) -> Original:
    return Original(name)


def by_hand() -> list[ByHand]:
    return [_by_hand(item) for item in listed(BY_HAND)]


def listed(file: Path) -> Sequence[Any]:
    """The items of a list that a person has written."""
    parsed = strict_yaml.parse(file.read_bytes(), file.name)
    assert not parsed.faults, parsed.faults
    assert isinstance(parsed.root, list)
    return parsed.root


def _by_hand(item: Any) -> ByHand:
    year = item.get("year", "good-year")
    also = {key: word for key, word in item.get("also", {}).items() if key != AT}
    answers = dict.fromkeys(item["fires"], "violated") | also
    to = REMOVED if "remove" in item else item["to"]
    return ByHand(Change(original(year).found(item["at"]), to), year, tuple(sorted(answers.items())))


TURNED: Final = {"true": "false", "false": "true", "finns": "saknas", "saknas": "finns"}
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER: Final = re.compile(r"([-\u2212]?)(\d+(?: \d{3})*)(,\d+)?(| (?:kr|tkr|mkr|%|st))")
#: How far a value is moved in search of a limit, in days or in steps of its last printed place.
FURTHEST: Final = 1 << 34
FURTHEST_DAY: Final = 1 << 13


def shifted(text: str, steps: int) -> str | None:
    """A date so many days on, or a number so many of its last printed places up; None where it is neither."""
    if _DATE.fullmatch(text):
        if abs(steps) > FURTHEST_DAY:
            return None
        return (date.fromisoformat(text) + timedelta(days=steps)).isoformat()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, whole, decimals, unit = match.groups()
    places = len(decimals or ",") - 1
    value = (-1 if sign else 1) * int(whole.replace(" ", "") + (decimals or "")[1:]) + steps
    digits = f"{abs(value):0{places + 1}d}"
    front = f"{int(digits[: len(digits) - places]):,}".replace(",", " ") if unit else digits[: len(digits) - places]
    return ("-" if value < 0 else "") + front + (f",{digits[-places:]}" if places else "") + unit


@dataclass(frozen=True)
class Judged:
    """What came of a change: the rules that moved, those that were disturbed, and those that might have been."""

    change: Change
    moved: frozenset[str]
    strays: frozenset[str]
    read: bool

    @property
    def is_killed(self) -> bool:
        return bool(self.moved)


def judged(year: Original, change: Change) -> Judged | None:
    """A change judged; None where the records are refused, as nobody judges them then."""
    try:
        dossier = year.changed(change)
    except UnreadableError:
        return None
    after, facts = verdicts(dossier), by_key(dossier)
    disturbance = disturbed(year.verdicts, after)
    strays = disturbance - concerned(year.facts, facts)
    if change.at[-1] == "complete":
        # Whether a list is whole decides what an empty one means, which is no field of a fact.
        strays = {rule for rule in strays if (rule, "", 0) not in year.verdicts}
    return Judged(change, frozenset(moved(year.verdicts, after)), frozenset(strays), _is_read(year, facts))


def _is_read(year: Original, after: Facts) -> bool:
    """Whether a rule that has judged the record asks a field that the change has touched."""
    for (kind, key, number), old in year.facts.items():
        new = after.get((kind, key, number))
        if new is old:
            continue
        for rule in _asking(kind):
            spoken = year.verdicts.get((rule.id, key, number), ("",))[0] in {"passed", "violated"}
            if spoken and (new is None or any(getattr(old, name) != getattr(new, name) for name in rule.fields)):
                return True
    return False


@cache
def _asking(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rulebook().rules if rule.subject.kind == kind)


def shapes(year: Original) -> list[tuple[Path_, str]]:
    """One leaf of each kind of place: of the items of a list, the first that has it."""
    found: dict[Path_, tuple[Path_, str]] = {}
    for path, text in year.leaves():
        shape = tuple("*" if isinstance(part, int) else part for part in path)
        # Every policy, stated figure, table and delegation is a place of its own.
        found.setdefault(
            path if path[0] in {"policies", "tables", "income_statement", "balance_sheet"} else shape, (path, text)
        )
    return list(found.values())


def limit(year: Original, path: Path_, text: str, towards: int) -> tuple[Judged, Judged] | None:
    """The last value on the way that moves no verdict, and the first that moves one, a single step apart."""

    def tried(steps: int) -> Judged | None:
        value = shifted(text, steps * towards)
        return None if value is None else judged(year, Change(path, value))

    low, high = 0, 1
    while (found := tried(high)) is not None and not found.moved:
        low, high = high, high * 4
        if high > FURTHEST:
            return None
    if found is None:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        between = tried(middle)
        if between is None:
            return None
        low, high, found = (low, middle, between) if between.moved else (middle, high, found)
    before = judged(year, Change(path, text)) if low == 0 else tried(low)
    return None if before is None else (before, found)


@dataclass(frozen=True)
class Tally:
    """Mutants of a year: how many were killed, those that survived, and those that stirred what they should not."""

    killed: int
    survived: tuple[Change, ...]
    strays: tuple[Judged, ...]

    @property
    def mutants(self) -> int:
        return self.killed + len(self.survived)

    def unnamed(self) -> tuple[Change, ...]:
        names = [item["at"] for item in listed(SURVIVING)]
        return tuple(
            change
            for change in self.survived
            if not any(fnmatchcase("/".join(map(str, change.at)), name) for name in names)
        )


SURVIVING: Final = Path(__file__).parent / "mutants_surviving.yaml"


def tally(year: Original, leaves: Sequence[tuple[Path_, str]]) -> Tally:
    """Each leaf removed, and turned where it says yes or no."""
    changes = [Change(path, to) for path, text in leaves for to in (REMOVED, TURNED.get(text)) if to is not None]
    found = [mutant for change in changes if (mutant := judged(year, change)) is not None]
    read = [mutant for mutant in found if mutant.read or mutant.is_killed]
    return Tally(
        sum(mutant.is_killed for mutant in read),
        tuple(mutant.change for mutant in read if not mutant.is_killed),
        tuple(mutant for mutant in found if mutant.strays),
    )


def limits(year: Original, leaves: Sequence[tuple[Path_, str]]) -> list[tuple[Judged, Judged]]:
    """The limits that the leaves meet, upwards and downwards."""
    found = [limit(year, path, text, towards) for path, text in leaves for towards in (1, -1)]
    return [pair for pair in found if pair is not None]


def movable(year: Original) -> list[tuple[Path_, str]]:
    """The dates and numbers among the shapes that a rule reads, which a limit can lie near."""
    return [leaf for leaf in shapes(year) if shifted(leaf[1], 1) and _asked(year, leaf)]


def _asked(year: Original, leaf: tuple[Path_, str]) -> bool:
    mutant = judged(year, Change(leaf[0], REMOVED)) or judged(year, Change(leaf[0], shifted(leaf[1], 1) or ""))
    return mutant is not None and (mutant.read or mutant.is_killed)
