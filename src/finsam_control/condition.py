"""The condition language: a small closed tree over the fields of one fact, three-valued.

A comparison with an unknown field, or with a parameter whose value nobody knows, is unknown; `all`, `any` and `not`
follow Kleene. `known` asks whether a field is known and is never unknown itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Value = int | str | bool
Op = Literal["eq", "lt", "le", "gt", "ge"]

#: Values of the parameters that a condition names, at one date; None where the value is unknown.
Bindings = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated value of the law, by name."""

    name: str


Operand = Value | Parameter


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Known:
    field: str
    expected: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """`field op operand`; with `within`, an `eq` that allows the operand plus or minus that much, ends included."""

    field: str
    op: Op
    operand: Operand
    within: Operand | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    field: str
    operands: tuple[Operand, ...]


Condition = All | Any | Not | Known | Compare | OneOf

#: The words of the rule files and the comparison each means; `before` and `after` read better with dates.
WORDS: Final[Mapping[str, Op]] = {
    "is": "eq",
    "equals": "eq",
    "at_most": "le",
    "at_least": "ge",
    "below": "lt",
    "above": "gt",
    "before": "lt",
    "after": "gt",
}


def leaves(condition: Condition) -> Iterator[Known | Compare | OneOf]:
    """Every comparison of the tree, from left to right."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case leaf:
            yield leaf


def operands(leaf: Known | Compare | OneOf) -> tuple[Operand, ...]:
    """What a comparison compares its field with."""
    match leaf:
        case Known():
            return ()
        case Compare(_, _, operand, within):
            return (operand,) if within is None else (operand, within)
        case OneOf(_, choices):
            return choices


def fields(condition: Condition) -> frozenset[str]:
    return frozenset(leaf.field for leaf in leaves(condition))


def parameters(condition: Condition) -> frozenset[str]:
    return frozenset(
        operand.name for leaf in leaves(condition) for operand in operands(leaf) if isinstance(operand, Parameter)
    )


def bound(operand: Operand, bindings: Bindings) -> Value | None:
    """The operand's value; None for a parameter that is unknown at the date."""
    return bindings[operand.name] if isinstance(operand, Parameter) else operand
