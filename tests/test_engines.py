"""Two engines, one verdict: durable_rules in its safe subset says what three-valued logic says."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from finsam_control import condition as c
from finsam_control.engines.reference import ReferenceEngine
from finsam_control.engines.verdict import Fields, Question, Verdict
from trees import Forest, expected

durable_rules = pytest.importorskip(
    "finsam_control.engines.durable_rules", reason="durable_rules cannot be imported on this Python"
)

FACTS = 20
HERE = Path(__file__).parent


def compare(first: int, questions: int) -> Counter[Verdict]:
    """Judges random questions with both engines; counts the verdicts, fails at the first difference."""
    durable, reference = durable_rules.DurableEngine(), ReferenceEngine()
    seen: Counter[Verdict] = Counter()
    for seed in range(first, first + questions):
        forest = Forest(random.Random(seed))
        question, facts = forest.question(f"seed {seed}"), forest.facts(FACTS)
        while not durable.can_judge(question):
            question = forest.question(f"seed {seed}")
        textbook = [expected(question, fact) for fact in facts]
        assert reference.judge(question, facts) == textbook, question
        assert durable.judge(question, facts) == textbook, question
        seen.update(textbook)
    return seen


def test_both_engines_follow_three_valued_logic_on_20_000_random_pairs() -> None:
    seen = compare(0, 1000)
    assert sum(seen.values()) == 20_000
    holds = Counter(verdict.holds for verdict in seen.elements() if verdict.applies)
    assert min(holds.values()) >= 0.15 * sum(holds.values()), "each verdict must be common enough to be tested"


@pytest.mark.deep
def test_both_engines_follow_three_valued_logic_on_a_million_pairs() -> None:
    """In child processes, since durable_rules never gives memory back."""
    for first in range(1_000_000, 1_050_000, 1000):
        code = f"import test_engines; test_engines.compare({first}, 1000)"
        subprocess.run([sys.executable, "-c", code], cwd=HERE, check=True)


def judged(condition: c.Condition, *facts: Fields, applies: c.Condition | None = None) -> list[Verdict]:
    question = Question("rule", applies, condition, ())
    verdicts: list[Verdict] = durable_rules.DurableEngine().judge(question, facts)
    return verdicts


class TestTrapsOfTheEngine:
    """What durable_rules would get wrong if it were used naively, and what it is asked instead."""

    def test_an_unknown_field_is_neither_passed_nor_violated_not_even_not_equal(self) -> None:
        for condition in (c.Compare("n", "eq", 0), c.Not(c.Compare("n", "eq", 0)), c.Compare("n", "le", 0)):
            assert judged(condition, {"n": None}) == [Verdict(applies=True, holds=None)]

    def test_whole_numbers_beyond_2_to_the_53rd_are_told_apart(self) -> None:
        limit = 2**53
        assert judged(c.Compare("n", "le", limit), {"n": limit}, {"n": limit + 1}) == [
            Verdict(applies=True, holds=True),
            Verdict(applies=True, holds=False),
        ]

    def test_an_or_with_two_true_branches_fires_once(self) -> None:
        either = c.Any((c.Compare("n", "ge", 0), c.Compare("n", "ge", 1)))
        assert judged(either, {"n": 5}) == [Verdict(applies=True, holds=True)]

    def test_the_order_and_the_number_of_facts_change_nothing(self) -> None:
        facts: list[Fields] = [{"n": number % 7} for number in range(5000)]
        forwards, backwards = judged(c.Compare("n", "ge", 3), *facts), judged(c.Compare("n", "ge", 3), *facts[::-1])
        assert forwards == backwards[::-1]
        assert sum(verdict.holds is True for verdict in forwards) == sum(number % 7 >= 3 for number in range(5000))

    def test_equal_facts_are_judged_each_for_itself(self) -> None:
        assert judged(c.Compare("n", "eq", 1), *[{"n": 1}] * 100) == [Verdict(applies=True, holds=True)] * 100

    def test_scope_and_requirement_are_both_answered_though_an_event_is_consumed_once(self) -> None:
        scope = c.Compare("flag", "eq", operand=True)
        facts: list[Fields] = [{"flag": True, "n": 0}, {"flag": False, "n": 0}, {"flag": None, "n": 0}]
        assert judged(c.Compare("n", "eq", 0), *facts, applies=scope) == [
            Verdict(applies=True, holds=True),
            Verdict(applies=False, holds=None),
            Verdict(applies=None, holds=None),
        ]

    def test_a_condition_too_large_for_the_engine_is_an_error_never_a_silent_pass(self) -> None:
        large = c.All(tuple(c.Compare("n", "ge", 0) for _ in range(40)))
        question = Question("large", None, large, ())
        assert not durable_rules.DurableEngine().can_judge(question)
        with pytest.raises(durable_rules.EngineError, match="refuses"):
            durable_rules.DurableEngine().judge(question, [{"n": 1}])

    def test_an_action_that_fails_ends_the_run_though_the_engine_swallows_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_: object) -> None:
            raise RuntimeError("the action broke")

        question = Question("broken", None, c.Compare("n", "eq", 0), ())
        engine = durable_rules.DurableEngine()
        monkeypatch.setattr(durable_rules._Compiled, "_record", lambda *_: broken)
        with pytest.raises(durable_rules.EngineError):
            engine.judge(question, [{"n": 0}])

    @pytest.mark.parametrize("seed", range(200))
    def test_no_pattern_leaves_the_safe_subset(self, seed: int) -> None:
        """Single alias, guarded comparisons, no joins, arithmetic, regular expressions, nulls or floats."""
        question = Forest(random.Random(seed)).question("subset")
        for pattern in durable_rules.patterns(question).values():
            assert set(words_of(pattern)) <= {"$and", "$or", "$neq", "$lt", "$lte", "$gt", "$gte"}
            assert all(type(constant) in {int, str} for constant in constants_of(pattern))


def words_of(pattern: object) -> Sequence[str]:
    if isinstance(pattern, list):
        return [word for part in pattern for word in words_of(part)]
    if isinstance(pattern, dict):
        return [
            word for key, part in pattern.items() for word in ([key] if key[0] == "$" else []) + list(words_of(part))
        ]
    return []


def constants_of(pattern: object) -> Sequence[object]:
    if isinstance(pattern, list):
        return [constant for part in pattern for constant in constants_of(part)]
    if isinstance(pattern, dict):
        return [constant for part in pattern.values() for constant in constants_of(part)]
    return [pattern]
