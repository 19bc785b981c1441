"""What is wrong with a rule that reads well: missing cases, numbers of the law, texts that say too little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finsam_control import condition as c
from finsam_control.between_rules import complaints_between
from finsam_control.complaint import Complaint
from finsam_control.coverage import uncovered
from finsam_control.engines.verdict import Engine
from finsam_control.facts import views
from finsam_control.facts.base import Field, fields_of
from finsam_control.judging import Judge
from finsam_control.message import Message
from finsam_control.parameters import UNKNOWN
from finsam_control.possibility import impossible
from finsam_control.rule import CAPS, SEVERITIES, OutcomeKind, Rule
from finsam_control.rulebook import Rulebook

NUMERIC = frozenset({"ore", "ppm", "days", "hours", "count", "number"})
ORDERED = NUMERIC | {"date"}

#: What a rule's skeleton says where somebody has to write.
TODO = "TODO"


def lint(rulebook: Rulebook, engines: Sequence[Engine]) -> list[Complaint]:
    """Every complaint about every rule in their order, then those about the rulebook as a whole."""
    of_one = [
        Complaint(rule.id, rule.text.place().file, rule.text.place(key).line, message)
        for rule in rulebook.rules
        for key, message in _complaints(rule, rulebook, engines)
    ]
    return [*of_one, *complaints_between(rulebook), *uncovered(rulebook)]


def _complaints(rule: Rule, rulebook: Rulebook, engines: Sequence[Engine]) -> Iterable[tuple[str, Message]]:
    yield from _texts(rule)
    yield from _strength(rule)
    for key, condition in (("applies_when", rule.applies_when), ("require", rule.require)):
        if condition is not None:
            yield from ((key, message) for message in _condition(rule, condition))
    yield from _cases(rule)
    yield from _due(rule)
    yield from _force(rule, rulebook, engines)
    yield from impossible(rule, rulebook)
    yield from _unwritten(rule)


def _texts(rule: Rule) -> Iterable[tuple[str, Message]]:
    text = rule.text
    for key in ("title", "message", "why", "remedy"):
        both = getattr(text, key)
        if both.sv == both.en:
            yield key, Message.of("Swedish and English are the same text")
    if not any("." not in name for name in rule.placeholders):
        yield "message", Message.of("the message prints no value of the record")
    for item in text.authority:
        if not item.url.startswith("https://") and not item.url.startswith("http://"):
            yield "authority", Message.of("no address of {act} {section}", act=item.act, section=item.section)


def _unwritten(rule: Rule) -> Iterable[tuple[str, Message]]:
    """What `rules new` left for a person to write."""
    text = rule.text
    parts = {key: [getattr(text, key).sv, getattr(text, key).en] for key in ("title", "message", "why", "remedy")}
    parts["authority"] = [part for item in text.authority for part in (item.act, item.section, item.url)]
    parts["cases"] = [case.name for case in text.cases]
    for key, texts in parts.items():
        if any(TODO in part for part in texts):
            yield key, Message.of("{todo} stands in {part}; write what belongs there", todo=TODO, part=key)


def _strength(rule: Rule) -> Iterable[tuple[str, Message]]:
    cap = "info" if rule.text.confidence == "M" else CAPS[rule.text.norm]
    if SEVERITIES.index(rule.text.severity) < SEVERITIES.index(cap):
        yield (
            "severity",
            Message.of(
                "{severity} is graver than this norm and confidence allow, {cap}", severity=rule.text.severity, cap=cap
            ),
        )


def _condition(rule: Rule, condition: c.Condition) -> Iterable[Message]:
    fields = fields_of(rule.subject)
    for leaf in c.leaves(condition):
        field = fields[leaf.field]
        for operand in c.operands(leaf):
            if not isinstance(operand, c.Parameter):
                yield from _constant(operand, field)
        if isinstance(leaf, c.Compare):
            if leaf.op != "eq" and field.means.unit not in ORDERED:
                yield Message.of("{field} has no order, so only is and one_of fit it", field=leaf.field)
            if leaf.within is not None and field.means.unit not in NUMERIC:
                yield Message.of("{field} is no number, so within does not fit it", field=leaf.field)
        if field.means.unit == "text" and not isinstance(leaf, c.Known):
            yield Message.of("{field} is free text; only known fits it", field=leaf.field)


def _constant(value: c.Value, field: Field) -> Iterable[Message]:
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        if value not in {0, 1}:
            yield Message.of("{value} is a number of the law or of a policy; make it a dated parameter", value=value)
    elif field.words and value not in field.words:
        yield Message.of("{value} is none of {words}", value=value, words=", ".join(field.words))
    elif field.means.unit == "date":
        yield Message.of("{value} is a date; make it a dated parameter", value=value)


def _cases(rule: Rule) -> Iterable[tuple[str, Message]]:
    found = {case.expect for case in rule.text.cases}
    wanted: list[OutcomeKind] = ["violated", "passed"]
    force = rule.text.in_force
    if rule.applies_when is not None or force.start is not None or force.end is not None:
        wanted.append("not_applicable")
    fields = fields_of(rule.subject)
    if any(fields[name].may_be_unknown for name in rule.fields):
        wanted.append("not_assessable")
    if rule.text.due is not None:
        wanted.append("not_yet_due")
    for kind in wanted:
        if kind not in found:
            yield "cases", Message.of("no case expects {kind}", kind=kind)
    for case in rule.text.cases:
        left_out = rule.fields - set(case.fact)
        if left_out and case.expect in {"passed", "violated"}:
            names = ", ".join(sorted(left_out))
            yield (
                "cases",
                Message.of("the case {name} leaves out {fields}; write unknown", name=case.name, fields=names),
            )


def _due(rule: Rule) -> Iterable[tuple[str, Message]]:
    """A population has one outcome a rule and no day of its own, so no row of it waits for one."""
    if rule.text.due is not None and rule.subject.kind in views():
        yield "due", Message.of("{kind} is judged as a whole population, which has no due", kind=rule.subject.kind)


def _force(rule: Rule, rulebook: Rulebook, engines: Sequence[Engine]) -> Iterable[tuple[str, Message]]:
    start = rule.text.in_force.start
    for name in sorted(rule.parameters):
        parameter = rulebook.parameters[name]
        if start is not None and parameter.dated_at(start.first) is None:
            yield "in_force", Message.of("{name} has no value when the rule comes into force", name=name)
            return
        if any(dated.value == UNKNOWN for dated in parameter.values) and rule.text.severity == "critical":
            yield "severity", Message.of("{name} is unknown at times; a critical rule cannot rest on it", name=name)
    day = (
        start.first
        if start is not None
        else max(rulebook.parameters[name].values[0].start.first for name in rule.parameters)
        if rule.parameters
        else None
    )
    if day is not None:
        question = Judge(rulebook, engines, day).question(rule, day)
        for engine in engines:
            if not engine.can_judge(question):
                yield (
                    "require",
                    Message.of("the condition is too large for {engine}; split the rule", engine=engine.name),
                )
