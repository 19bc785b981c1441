"""What is wrong with a rule that no record could ever break, or none could ever meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finsam_control import condition as c
from finsam_control.facts.base import fields_of
from finsam_control.message import Message
from finsam_control.rule import Rule
from finsam_control.rulebook import Rulebook
from finsam_control.satisfiability import Goal, Search, TooManyError


def impossible(rule: Rule, rulebook: Rulebook) -> Iterator[tuple[str, Message]]:
    """A complaint for each truth of the requirement that no record can give while the rule applies.

    Asked at each day in force from which the parameters have other values, as long as all of them are known.
    """
    told: set[str] = set()
    for day, bindings in _epochs(rule, rulebook):
        for message in _complaints(rule, bindings, str(day or "\u2026")):
            if message.text not in told:
                told.add(message.text)
                yield "require", message


def _complaints(rule: Rule, bindings: c.Bindings, day: str) -> Iterator[Message]:
    search = Search(fields_of(rule.subject), bindings)
    scope: tuple[Goal, ...] = () if rule.applies_when is None else ((rule.applies_when, True),)
    try:
        if search.record(scope) is None:
            yield Message.of("no record can be one that the rule applies to (values of {day})", day=day)
            return
        if search.record((*scope, (rule.require, False))) is None:
            yield Message.of("the condition can never be violated (values of {day})", day=day)
        if search.record((*scope, (rule.require, True))) is None:
            yield Message.of("the condition can never be satisfied (values of {day})", day=day)
    except TooManyError:
        yield Message.of(
            "the condition is too large to tell whether it can be both violated and satisfied ({n} comparisons tried)",
            n=search.bound,
        )


def _epochs(rule: Rule, rulebook: Rulebook) -> Iterator[tuple[date | None, dict[str, c.Value | None]]]:
    """Each day in force from which the conditions have a set of known parameter values, and the values."""
    scope = c.parameters(rule.applies_when) if rule.applies_when is not None else frozenset[str]()
    names = sorted(scope | c.parameters(rule.require))
    force = rule.text.in_force
    start = force.start.first if force.start is not None else None
    end = force.end.last if force.end is not None else date.max
    starts = {dated.start.first for name in names for dated in rulebook.parameters[name].values}
    days = sorted({max(day, start) if start is not None else day for day in starts if day <= end})
    if not names:
        yield start, {}
    for day in days:
        dated = [rulebook.parameters[name].dated_at(day) for name in names]
        if all(dated):
            bindings = {name: rulebook.value(name, day) for name in names}
            if None not in bindings.values():
                yield day, bindings
