"""What an engine says of one fact under one rule, and what it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from finsam_control.condition import Bindings, Condition, Value

#: The fields of one fact that conditions may read; None is unknown.
Fields = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the rule applies and whether its requirement holds (None where it does not apply); None is unknown."""

    applies: bool | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Question:
    """A rule's conditions with the parameter values of one date; equal questions may share compiled state."""

    rule: str
    applies_when: Condition | None
    require: Condition
    bindings: tuple[tuple[str, Value | None], ...]

    @property
    def bound(self) -> Bindings:
        return dict(self.bindings)


class Engine(Protocol):
    """Judges facts; pure in its answers, whatever it keeps inside."""

    name: str

    def judge(self, question: Question, facts: Sequence[Fields]) -> list[Verdict]:
        """One verdict a fact, in their order."""
        ...

    def can_judge(self, question: Question) -> bool:
        """Whether the question is small enough for the engine."""
        ...
