"""Random condition trees and facts, unknowns included, for the engines to disagree about if they can."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from finsam_control import condition as c
from finsam_control.engines.verdict import Question, Verdict

NUMBERS = (-5, 0, 1, 2, 100, 10**12, -(10**12), 2**53 + 1)
WORDS = ("a", "b", "å", "2024-03-31", "2024-04-01", "")
BINDINGS: tuple[tuple[str, c.Value | None], ...] = (("law.limit", 2), ("law.margin", 1), ("law.unknown", None))
OPS: tuple[c.Op, ...] = ("eq", "lt", "le", "gt", "ge")

Fact = dict[str, c.Value | None]


@dataclass(frozen=True)
class Forest:
    """A seeded source of questions and facts."""

    rng: random.Random

    def question(self, name: str) -> Question:
        applies = self.tree(1) if self.rng.random() < 0.5 else None
        return Question(name, applies, self.tree(2), BINDINGS)

    def facts(self, count: int) -> list[Fact]:
        return [self.fact() for _ in range(count)]

    def fact(self) -> Fact:
        fields: dict[str, Sequence[c.Value]] = {"n1": NUMBERS, "n2": NUMBERS, "flag": (True, False), "word": WORDS}
        return {name: None if self.rng.random() < 0.2 else self.rng.choice(values) for name, values in fields.items()}

    def tree(self, depth: int) -> c.Condition:
        if depth == 0 or self.rng.random() < 0.3:
            return self.leaf()
        kind = self.rng.choice(("all", "any", "not"))
        if kind == "not":
            return c.Not(self.tree(depth - 1))
        parts = tuple(self.tree(depth - 1) for _ in range(self.rng.randint(1, 3)))
        return c.All(parts) if kind == "all" else c.Any(parts)

    def leaf(self) -> c.Condition:
        number: Sequence[c.Operand] = (*NUMBERS, c.Parameter("law.limit"), c.Parameter("law.unknown"))
        margin: Sequence[c.Operand] = (1, 5, c.Parameter("law.margin"), c.Parameter("law.unknown"))
        choice = self.rng.random()
        if choice < 0.1:
            return c.Known(self.rng.choice(("n1", "word")), self.rng.random() < 0.5)
        if choice < 0.25:
            unknown = (c.Parameter("law.unknown"),) if self.rng.random() < 0.3 else ()
            return c.OneOf("word", (*self.rng.sample(WORDS, 2), *unknown))
        if choice < 0.6:
            return c.Compare(self.rng.choice(("n1", "n2")), self.rng.choice(OPS), self.rng.choice(number))
        if choice < 0.75:
            return c.Compare("n2", "eq", self.rng.choice(NUMBERS), self.rng.choice(margin))
        if choice < 0.85:
            return c.Compare("flag", "eq", self.rng.random() < 0.5)
        return c.Compare("word", self.rng.choice(OPS), self.rng.choice(WORDS))


def kleene(condition: c.Condition, fact: Fact) -> bool | None:
    """Three-valued truth by the textbook: the judge of both engines."""
    match condition:
        case c.All(parts):
            values = [kleene(part, fact) for part in parts]
            return False if False in values else None if None in values else True
        case c.Any(parts):
            values = [kleene(part, fact) for part in parts]
            return True if True in values else None if None in values else False
        case c.Not(part):
            value = kleene(part, fact)
            return None if value is None else not value
        case c.Known(field, expected):
            return (fact[field] is not None) is expected
        case c.OneOf(field, operands):
            return kleene(c.Any(tuple(c.Compare(field, "eq", operand) for operand in operands)), fact)
        case c.Compare(field, op, operand, within):
            return _compared(fact[field], op, c.bound(operand, dict(BINDINGS)), within)


def _compared(found: c.Value | None, op: c.Op, wanted: c.Value | None, within: c.Operand | None) -> bool | None:
    margin = 0 if within is None else c.bound(within, dict(BINDINGS))
    if found is None or wanted is None or margin is None:
        return None
    if within is not None:
        return abs(int(found) - int(wanted)) <= int(margin)
    if op == "eq":
        return found == wanted
    left, right = (str(found), str(wanted)) if isinstance(wanted, str) else (int(found), int(wanted))
    return {"lt": left < right, "le": left <= right, "gt": left > right, "ge": left >= right}[op]  # type: ignore[operator]


def expected(question: Question, fact: Fact) -> Verdict:
    applies = True if question.applies_when is None else kleene(question.applies_when, fact)
    return Verdict(applies, kleene(question.require, fact) if applies else None)
