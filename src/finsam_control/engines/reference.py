"""The reference evaluator: the rule's own tree in plain Python, compiled to closures."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any as Anything

from finsam_control.condition import All, Any, Bindings, Compare, Condition, Known, Not, OneOf, bound
from finsam_control.engines.verdict import Fields, Question, Verdict

Test = Callable[[Fields], bool | None]

_OPERATORS: dict[str, Callable[[Anything, Anything], bool]] = {
    "eq": operator.eq,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


class ReferenceEngine:
    """Three-valued logic over the condition tree, without any rule engine."""

    name = "reference"

    def judge(self, question: Question, facts: Sequence[Fields]) -> list[Verdict]:
        applies, holds = _compiled(question)
        verdicts = []
        for fact in facts:
            applicable = applies(fact)
            verdicts.append(Verdict(applicable, holds(fact) if applicable else None))
        return verdicts

    def can_judge(self, question: Question) -> bool:
        """Always: the tree is only walked."""
        return bool(question.rule)


@lru_cache(maxsize=4096)
def _compiled(question: Question) -> tuple[Test, Test]:
    bindings = question.bound
    applies = (lambda _: True) if question.applies_when is None else compile_test(question.applies_when, bindings)
    return applies, compile_test(question.require, bindings)


def compile_test(condition: Condition, bindings: Bindings) -> Test:
    """A function from a fact to true, false or unknown (None)."""
    match condition:
        case All(parts):
            return _joined([compile_test(part, bindings) for part in parts], decisive=False)
        case Any(parts):
            return _joined([compile_test(part, bindings) for part in parts], decisive=True)
        case Not(part):
            return _negated(compile_test(part, bindings))
        case Known(field, expected):
            return lambda fact: (fact[field] is not None) == expected
        case OneOf(field, operands):
            return _one_of(field, [bound(operand, bindings) for operand in operands])
        case Compare(field, op, operand, within):
            return _compared(field, op, bound(operand, bindings), 0 if within is None else bound(within, bindings))


def _joined(tests: list[Test], *, decisive: bool) -> Test:
    def test(fact: Fields) -> bool | None:
        result: bool | None = not decisive
        for part in tests:
            value = part(fact)
            if value is decisive:
                return decisive
            if value is None:
                result = None
        return result

    return test


def _negated(test: Test) -> Test:
    def negated(fact: Fields) -> bool | None:
        value = test(fact)
        return None if value is None else not value

    return negated


def _one_of(field: str, values: list[Anything]) -> Test:
    known = frozenset(value for value in values if value is not None)
    unknown = len(known) < len(set(values))

    def test(fact: Fields) -> bool | None:
        value = fact[field]
        if value is None:
            return None
        return True if value in known else None if unknown else False

    return test


def _compared(field: str, op: str, value: Anything, within: Anything) -> Test:
    if value is None or within is None:
        return lambda _: None
    if within:
        low, high = value - within, value + within
        return lambda fact: None if (found := fact[field]) is None else low <= found <= high
    compare = _OPERATORS[op]
    return lambda fact: None if (found := fact[field]) is None else compare(found, value)
