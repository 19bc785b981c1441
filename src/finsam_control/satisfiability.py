"""Whether any record at all could make conditions true or false: decided on the tree, over values that matter.

A comparison changes its answer only at its constant, so the values at and around every constant and parameter value
stand for all others; flags, words and *unknown* are tried one by one. `all` is false as soon as one part is, so the
search follows the tree and gives each field one value on the way; it is exact, and gives up at a bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from finsam_control import condition as c
from finsam_control.engines.reference import compile_test
from finsam_control.facts.base import Field

#: Comparisons tried before the search gives up; the largest shipped rule needs less than a hundredth of it.
BOUND = 50_000

Goal = tuple[c.Condition, bool]


class TooManyError(Exception):
    """The bound was reached before an answer."""


@dataclass
class Search:
    """Looks for a record whose fields give every goal its truth."""

    fields: Mapping[str, Field]
    bindings: c.Bindings
    bound: int = BOUND
    tried: int = field(default=0, init=False)

    def record(self, goals: tuple[Goal, ...]) -> dict[str, c.Value | None] | None:
        """The fields that matter of a record that gives each condition its truth; None where there is none.

        Raises:
            TooManyError: the bound was reached first.
        """
        self.tried = 0
        leaves = [leaf for condition, _ in goals for leaf in c.leaves(condition)]
        values = {name: self._values(name, leaves) for name in dict.fromkeys(leaf.field for leaf in leaves)}
        return self._found(goals, {}, values)

    def _found(
        self, goals: tuple[Goal, ...], given: dict[str, c.Value | None], values: Mapping[str, list[c.Value | None]]
    ) -> dict[str, c.Value | None] | None:
        if not goals:
            return given
        (condition, wanted), *others = goals
        rest = tuple(others)
        match condition:
            case c.Not(part):
                return self._found(((part, not wanted), *rest), given, values)
            case c.All(parts) | c.Any(parts) if isinstance(condition, c.All) == wanted:
                return self._found((*((part, wanted) for part in parts), *rest), given, values)
            case c.All(parts) | c.Any(parts):
                found = (self._found(((part, wanted), *rest), given, values) for part in parts)
                return next((record for record in found if record is not None), None)
            case leaf:
                return self._leaf(leaf, rest, given, values, wanted=wanted)

    def _leaf(
        self,
        leaf: c.Known | c.Compare | c.OneOf,
        rest: tuple[Goal, ...],
        given: dict[str, c.Value | None],
        values: Mapping[str, list[c.Value | None]],
        *,
        wanted: bool,
    ) -> dict[str, c.Value | None] | None:
        test = compile_test(leaf, self.bindings)
        for value in [given[leaf.field]] if leaf.field in given else values[leaf.field]:
            self.tried += 1
            if self.tried > self.bound:
                raise TooManyError
            if test({leaf.field: value}) is wanted:
                found = self._found(rest, {**given, leaf.field: value}, values)
                if found is not None:
                    return found
        return None

    def _values(self, name: str, leaves: list[c.Known | c.Compare | c.OneOf]) -> list[c.Value | None]:
        described = self.fields[name]
        unknown: list[c.Value | None] = [None] if described.may_be_unknown else []
        if described.means.unit == "flag":
            return [True, False, *unknown]
        if described.words:
            return [*described.words, *unknown]
        near = {value: None for leaf in leaves if leaf.field == name for value in self._near(leaf)}
        possible = [value for value in near if described.means.unit != "count" or not _is_negative(value)]
        return [*(possible or [0 if described.means.unit not in {"date", "text", "word"} else "\u2026"]), *unknown]

    def _near(self, leaf: c.Known | c.Compare | c.OneOf) -> list[c.Value]:
        """The values at which the comparison may change its answer, and one on each side."""
        bounds = [c.bound(operand, self.bindings) for operand in c.operands(leaf)]
        known = [value for value in bounds if value is not None]
        if isinstance(leaf, c.Compare) and leaf.within is not None and len(known) == len(bounds):
            middle, margin = (int(value) for value in known)
            known = [middle - margin, middle, middle + margin]
        return [value for bound in known for value in _around(bound)]


def _around(value: c.Value) -> list[c.Value]:
    if isinstance(value, bool):
        return [value, not value]
    if isinstance(value, int):
        return [value, value + 1, value - 1]
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return [value, f"{value}\u2026", ""]
    return [(day + timedelta(days=days)).isoformat() for days in (0, 1, -1)]


def _is_negative(value: c.Value) -> bool:
    return isinstance(value, int) and value < 0
