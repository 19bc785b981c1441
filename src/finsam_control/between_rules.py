"""What is wrong with the rulebook as a whole: two rules that ask the same, and parameters that no rule names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from finsam_control import condition as c
from finsam_control.complaint import Complaint
from finsam_control.message import Message
from finsam_control.rule import Rule
from finsam_control.rulebook import PARAMETERS, Rulebook


def complaints_between(rulebook: Rulebook) -> Iterator[Complaint]:
    """Every complaint that no file shows by itself."""
    yield from _twins(rulebook)
    yield from _unused(rulebook)


def _twins(rulebook: Rulebook) -> Iterator[Complaint]:
    """Rules of one subject, scope and condition whose times in force meet: one breach would be counted twice."""
    alike: dict[tuple[object, ...], list[Rule]] = {}
    for rule in rulebook.rules:
        scope = None if rule.applies_when is None else _plain(rule.applies_when)
        alike.setdefault((rule.subject.kind, scope, _plain(rule.require)), []).append(rule)
    for rules in alike.values():
        for one, other in combinations(rules, 2):
            if _meet(one, other):
                place = other.text.place("require")
                text = Message.of("asks the same as {rule} of the same records", rule=one.id)
                yield Complaint(other.id, place.file, place.line, text)


def _plain(condition: c.Condition) -> str:
    """A tree as text, where the order of parts and brackets around one part make no difference."""
    match condition:
        case c.All((part,)) | c.Any((part,)):
            return _plain(part)
        case c.All(parts) | c.Any(parts):
            return f"{type(condition).__name__}({', '.join(sorted({_plain(part) for part in parts}))})"
        case c.Not(c.Not(part)):
            return _plain(part)
        case c.Not(part):
            return f"Not({_plain(part)})"
        case leaf:
            return repr(leaf)


def _meet(one: Rule, other: Rule) -> bool:
    (start, end), (other_start, other_end) = _force(one), _force(other)
    return start <= other_end and other_start <= end


def _force(rule: Rule) -> tuple[date, date]:
    force = rule.text.in_force
    return (
        force.start.first if force.start is not None else date.min,
        force.end.last if force.end is not None else date.max,
    )


def _unused(rulebook: Rulebook) -> Iterator[Complaint]:
    named = {name for rule in rulebook.rules for name in rule.parameters}
    read = {name for name, parameter in rulebook.parameters.items() if parameter.command is not None}
    for name in sorted(set(rulebook.parameters) - named - read):
        place = rulebook.parameters[name].place()
        text = Message.of("no rule names the parameter {name}", name=name)
        yield Complaint(f"{PARAMETERS}/{name.replace('.', '/')}", place.file, place.line, text)
