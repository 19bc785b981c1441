"""Outcomes gathered for a reader: a rule's outcomes of one kind together, the first shown and the rest counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from finsam_control.report import OutcomeInfo
from finsam_control.rule import Area, OutcomeKind

#: Records shown of one rule and outcome. 10 000 breaches of a rule open as fast as ten.
SHOWN = 10
_FIRST: tuple[OutcomeKind, ...] = ("error", "violated", "accepted", "not_assessable", "not_yet_due", "passed")
#: The sign of an outcome, by its name in the templates; a warning is a deviation at minor or info.
_SYMBOLS: dict[OutcomeKind, str] = {
    "passed": "sufficient",
    "violated": "insufficient",
    "accepted": "not_fully_sufficient",
    "error": "insufficient",
}
_WARNING = "not_fully_sufficient"
_AREAS: tuple[str, ...] = get_args(Area)


@dataclass(frozen=True, slots=True)
class Control:
    """A rule with its outcomes of one kind; `outcomes` holds at least one."""

    outcomes: tuple[OutcomeInfo, ...]

    @property
    def first(self) -> OutcomeInfo:
        return self.outcomes[0]

    @property
    def symbol(self) -> str:
        first = self.first
        if first.outcome == "violated" and first.severity in {"minor", "info"}:
            return _WARNING
        return _SYMBOLS.get(first.outcome, first.outcome)

    @property
    def shown(self) -> tuple[OutcomeInfo, ...]:
        return self.outcomes[:SHOWN]

    @property
    def count(self) -> int:
        """Records that the rule met; of a population, its rows."""
        return sum(
            outcome.subject is not None if outcome.population is None else outcome.population.rows
            for outcome in self.outcomes
        )


def gathered(outcomes: Iterable[OutcomeInfo]) -> tuple[Control, ...]:
    """In the order in which each rule and kind of outcome is first met."""
    groups: dict[tuple[str, str], list[OutcomeInfo]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.rule, outcome.outcome), []).append(outcome)
    return tuple(Control(tuple(group)) for group in groups.values())


def by_area(outcomes: Iterable[OutcomeInfo]) -> tuple[tuple[str, tuple[Control, ...]], ...]:
    """The controls of each area, those that ask for something first; without those that did not apply."""
    relevant = gathered(outcome for outcome in outcomes if outcome.outcome != "not_applicable")
    areas: dict[str, list[Control]] = {}
    for control in relevant:
        areas.setdefault(control.first.area, []).append(control)
    return tuple(
        (
            area,
            tuple(sorted(areas[area], key=lambda control: (_FIRST.index(control.first.outcome), control.first.rule))),
        )
        for area in sorted(areas, key=_AREAS.index)
    )
