"""durable_rules kept to its safe subset; the only module that imports it.

One ruleset for each question, under a name of its own (names are global to the process and rulesets are never
freed), at most four patterns of one alias each, every comparison guarded by the `known_` flag of its field and
negation pushed down to the comparisons. Facts are posted as events, so that none stays behind to match again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any as Anything
from typing import Final

from durable.engine import MessageNotHandledException, Ruleset

from finsam_control.condition import All, Any, Bindings, Compare, Condition, Known, Not, OneOf, Value, bound, fields
from finsam_control.engines.verdict import Fields, Question, Verdict

Pattern = dict[str, Anything]
_NEVER: Final[Pattern] = {"kind": "never"}
_OPPOSITE: Final = {"lt": "gte", "le": "gt", "gt": "lte", "ge": "lt"}
_NAMES: Final = {"lt": "lt", "le": "lte", "gt": "gt", "ge": "gte"}


class EngineError(RuntimeError):
    """The rule engine failed; there is no verdict and so no grade (exit code 3, as for any `RuntimeError`)."""


def lower(condition: Condition, bindings: Bindings, *, negated: bool = False) -> Pattern:
    """The pattern that matches exactly the facts for which the condition is true (or false, if `negated`)."""
    match condition:
        case Not(part):
            return lower(part, bindings, negated=not negated)
        case All(parts):
            return _join("$or" if negated else "$and", [lower(part, bindings, negated=negated) for part in parts])
        case Any(parts):
            return _join("$and" if negated else "$or", [lower(part, bindings, negated=negated) for part in parts])
        case Known(field, expected):
            return {f"known_{field}": int(expected != negated)}
        case OneOf(field, operands):
            return _one_of(field, [bound(operand, bindings) for operand in operands], negated=negated)
        case Compare(field, op, operand, within):
            return _compare(
                field,
                op,
                bound(operand, bindings),
                None if within is None else (bound(within, bindings),),
                negated=negated,
            )


def _join(word: str, parts: list[Pattern]) -> Pattern:
    """Flattened, since every nested level costs the engine expressions."""
    flat = [inner for part in parts for inner in (part[word] if set(part) == {word} else [part])]
    return flat[0] if len(flat) == 1 else {word: flat}


def _one_of(field: str, values: list[Value | None], *, negated: bool) -> Pattern:
    if negated and None in values:
        return _NEVER
    tests = [_equal(field, value, negated=negated) for value in values if value is not None]
    joined = _join("$and" if negated else "$or", tests) if tests else _NEVER
    return _guarded(field, joined)


def _compare(field: str, op: str, value: Value | None, within: tuple[Value | None] | None, *, negated: bool) -> Pattern:
    margin = 0 if within is None else within[0]
    if value is None or margin is None:
        return _NEVER
    if margin:
        low, high = int(value) - int(margin), int(value) + int(margin)
        if negated:
            return _guarded(field, {"$or": [{"$lt": {field: low}}, {"$gt": {field: high}}]})
        return {"$and": [{f"known_{field}": 1}, {"$gte": {field: low}}, {"$lte": {field: high}}]}
    if op == "eq":
        return _guarded(field, _equal(field, value, negated=negated))
    return _guarded(field, {f"${_OPPOSITE[op] if negated else _NAMES[op]}": {field: _plain(value)}})


def _equal(field: str, value: Value, *, negated: bool) -> Pattern:
    return {"$neq": {field: _plain(value)}} if negated else {field: _plain(value)}


def _guarded(field: str, test: Pattern) -> Pattern:
    return _join("$and", [{f"known_{field}": 1}, test])


def _plain(value: Value) -> int | str:
    return int(value) if isinstance(value, bool) else value


def patterns(question: Question) -> dict[str, Pattern]:
    """The patterns of a question by what their firing means."""
    bindings = question.bound
    found = {
        "passed": lower(question.require, bindings),
        "violated": lower(question.require, bindings, negated=True),
    }
    if question.applies_when is not None:
        found["applies"] = lower(question.applies_when, bindings)
        found["applies_not"] = lower(question.applies_when, bindings, negated=True)
    return found


class DurableEngine:
    """Judges with durable_rules; keeps one ruleset for each question for the life of the process."""

    name = "durable_rules 2.0.28"

    def __init__(self) -> None:
        self._rulesets: dict[Question, _Compiled] = {}

    def judge(self, question: Question, facts: Sequence[Fields]) -> list[Verdict]:
        compiled = self._rulesets.get(question)
        if compiled is None:
            compiled = self._rulesets[question] = _Compiled(question)
        # A verdict hangs on the fields that are read: facts alike in them, such as totals that add up, are asked once.
        alike: dict[tuple[Value | None, ...], Verdict] = {}
        verdicts = []
        for fact in facts:
            read = tuple(fact[name] for name in compiled.reads)
            if read not in alike:
                alike[read] = compiled.judge(fact)
            verdicts.append(alike[read])
        return verdicts

    def can_judge(self, question: Question) -> bool:
        """Whether its patterns keep to the 32 expressions that the engine takes, by the engine's own count."""
        try:
            self.judge(question, ())
        except EngineError:
            return False
        return True


_numbers = count()

#: Which event each pattern waits for. An event is consumed by the first pattern that matches it, so whether a rule
#: applies and whether it holds are asked with an event each.
_ASKED: Final = {"passed": "require", "violated": "require", "applies": "scope", "applies_not": "scope"}


class _Compiled:
    """A ruleset of one question, and what fired for the event at hand."""

    def __init__(self, question: Question) -> None:
        self._fired: set[str] = set()
        self._scope = None if question.applies_when is None else tuple(sorted(fields(question.applies_when)))
        self._require = tuple(sorted(fields(question.require)))
        self.reads = (*(self._scope or ()), *self._require)
        definition = {
            meaning: {"all": [{"m": {"$and": [{"kind": _ASKED[meaning]}, pattern]}}], "run": self._record(meaning)}
            for meaning, pattern in patterns(question).items()
        }
        try:
            self._ruleset = Ruleset(f"finsam_{next(_numbers)}", None, definition)
        except Exception as error:  # the C extension raises a type of its own that it does not export
            raise EngineError(f"{question.rule}: durable_rules refuses the condition ({error})") from error
        self._posted = count()

    def _record(self, meaning: str) -> Callable[[object], None]:
        def fire(_: object) -> None:
            self._fired.add(meaning)

        return fire

    def judge(self, fact: Fields) -> Verdict:
        if self._scope is not None:
            applies = self._ask("scope", self._scope, fact)
            if not applies:
                return Verdict(applies, None)
        return Verdict(applies=True, holds=self._ask("require", self._require, fact))

    def _ask(self, kind: str, names: tuple[str, ...], fact: Fields) -> bool | None:
        self._fired.clear()
        event: dict[str, int | str] = {"kind": kind, "id": str(next(self._posted))}
        for name in names:
            value = fact[name]
            event[f"known_{name}"] = int(value is not None)
            event[name] = "" if value is None else _plain(value)
        failures: list[object] = []
        try:
            state = self._ruleset.assert_event(event)
            self._ruleset.do_actions(state, lambda error, _: failures.append(error) if error else None)
        except MessageNotHandledException:
            return None  # no pattern matched: neither true nor false
        if failures:
            raise EngineError("; ".join(map(str, failures)))
        if len(self._fired) != 1:
            raise EngineError(f"fired: {sorted(self._fired)}")
        return not self._fired.isdisjoint({"applies", "passed"})
