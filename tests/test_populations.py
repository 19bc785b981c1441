"""A whole population under rules: one outcome a rule, counted, summed, and compared with the engines of records."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from finsam_control import condition as c
from finsam_control.engines.columnar import Sql
from finsam_control.engines.duckdb_tables import DuckTables
from finsam_control.facts.base import Fact
from finsam_control.grade import results
from finsam_control.judged import DEVIATIONS, OTHERS, Judged
from finsam_control.judging import DisagreementError, Population
from finsam_control.outcome import Outcome
from finsam_control.place import Place
from finsam_control.population_judging import TOP, judge_population
from finsam_control.rule import Force, OutcomeKind, Rule
from payment_kind import VIEW, PaymentFact
from payments import (
    BOOK,
    DIRECT_AWARD,
    LATE,
    LATE_BY_A_DAY,
    ON_TIME,
    UNKNOWN,
    YEAR,
    journal,
    judge_of,
    payment,
    rule,
    tree,
)

WORDS: tuple[OutcomeKind, ...] = ("passed", "violated", "not_applicable", "not_assessable")


def judged(tables: DuckTables, *rules: Rule) -> tuple[tuple[Outcome, ...], Judged]:
    return judge_population(judge_of(*rules), PaymentFact, VIEW, tables, YEAR)


def counted(rows: Sequence[dict[str, Any]], one: Rule | None = None) -> Outcome:
    ((outcome,), _) = judged(journal(rows), one or rule())
    assert outcome.tally is not None
    return outcome


def numbers(outcome: Outcome) -> tuple[int, int, int, int]:
    assert outcome.tally is not None
    tally = outcome.tally
    return tally.passed, tally.violated, tally.not_applicable, tally.not_assessable


class TestTheWorstRowDecides:
    def test_a_population_without_a_deviation_passes(self) -> None:
        outcome = counted([payment(n, **ON_TIME) for n in range(3)])
        assert (outcome.kind, numbers(outcome)) == ("passed", (3, 0, 0, 0))

    def test_one_row_that_deviates_among_two_thousand_is_a_deviation(self) -> None:
        rows = [payment(n, **ON_TIME) for n in range(2000)]
        outcome = counted([*rows, payment(2000, **LATE_BY_A_DAY, amount=1)])
        assert (outcome.kind, numbers(outcome)) == ("violated", (2000, 1, 0, 0))

    def test_one_row_that_nobody_could_judge_is_no_pass_and_names_what_was_missing(self) -> None:
        outcome = counted([payment(1), payment(2, **UNKNOWN)])
        assert (outcome.kind, numbers(outcome)) == ("not_assessable", (1, 0, 0, 1))
        assert (outcome.missing, outcome.documents) == (("attested_late",), ("bokforing",))

    def test_a_deviation_stands_though_another_row_is_unknown_and_the_rule_counts_as_not_wholly_assessed(self) -> None:
        outcome = counted([payment(1, **LATE_BY_A_DAY), payment(2, **UNKNOWN)])
        assert (outcome.kind, numbers(outcome)) == ("violated", (0, 1, 0, 1))
        (result,) = results([outcome])
        assert (result.violated, result.unassessed) == (True, True)

    def test_rows_that_a_rule_is_not_about_are_counted_and_are_no_pass(self) -> None:
        by_card = c.Compare("by_card", "eq", operand=True)
        outcome = counted([payment(n, card=False) for n in range(3)], rule(applies=by_card))
        assert (outcome.kind, numbers(outcome)) == ("not_applicable", (0, 0, 3, 0))
        outcome = counted([payment(1, card=False), payment(2, card=True), payment(3)], rule(applies=by_card))
        assert (outcome.kind, numbers(outcome)) == ("not_assessable", (1, 0, 1, 1))
        assert outcome.missing == ("by_card",)

    def test_each_rule_names_what_it_lacked_itself(self) -> None:
        by_card = c.Compare("by_card", "eq", operand=True)
        rows = [payment(1, **UNKNOWN, card=True), payment(2, **ON_TIME)]
        outcomes, _ = judged(journal(rows), rule(name="a"), rule(c.Compare("amount", "ge", 0), by_card, "b"))
        assert [outcome.missing for outcome in outcomes] == [("attested_late",), ("by_card",)]

    def test_an_empty_population_gives_the_rule_nothing_to_be_about(self) -> None:
        outcome = counted([])
        assert (outcome.kind, numbers(outcome), outcome.is_untested) == ("not_applicable", (0, 0, 0, 0), False)

    def test_two_thousand_rows_are_one_rule_in_the_grade(self) -> None:
        outcomes, _ = judged(journal([payment(n) for n in range(2000)]), rule(name="a"), rule(name="b"))
        assert [outcome.rule.id for outcome in outcomes] == ["a", "b"]
        assert len(results(outcomes)) == 2


class TestWhichLaw:
    def test_a_rule_judges_from_its_first_day_to_its_last(self) -> None:
        force = Force.model_validate({"from": "2022-03-01", "to": "2022-03-31"})
        rows = [
            payment(n, booked_on=day, **LATE_BY_A_DAY)
            for n, day in enumerate(("2022-02-28", "2022-03-01", "2022-03-31", "2022-04-01"))
        ]
        assert numbers(counted(rows, rule(in_force=force))) == (0, 2, 2, 0)

    def test_the_amount_of_the_day_decides(self) -> None:
        """The limit for direct awards rose on 2022-02-01: the same amount is above it until the day before."""
        one = rule(c.Compare("amount", "le", c.Parameter(DIRECT_AWARD)))
        before, after = (BOOK.value(DIRECT_AWARD, date(2022, *day)) for day in ((1, 31), (2, 1)))
        assert isinstance(before, int)
        assert isinstance(after, int)
        assert before < after
        rows = [payment(n, booked_on=day, amount=after) for n, day in enumerate(("2022-01-31", "2022-02-01"))]
        outcome = counted(rows, one)
        assert outcome.tally is not None
        assert ([fact.law_date for fact in outcome.tally.top], numbers(outcome)) == (["2022-01-31"], (1, 1, 0, 0))

    def test_a_row_without_a_date_cannot_be_judged(self) -> None:
        outcome = counted([payment(1, booked_on=None)])
        assert (outcome.kind, outcome.missing) == ("not_assessable", ("law_date",))
        later = Force.model_validate({"from": f"{YEAR + 1}-01-01"})
        assert counted([payment(1, booked_on=None)], rule(in_force=later)).kind == "not_applicable"

    def test_a_day_on_which_a_parameter_has_no_value_stops_the_run(self) -> None:
        with pytest.raises(LookupError, match="attest: a parameter has no value on the law date of 1 rows"):
            counted([payment(1, booked_on="1950-01-01")], rule(c.Compare("amount", "le", c.Parameter(DIRECT_AWARD))))


class TestWhatDeviates:
    def test_the_kronor_are_those_of_the_deviations_and_a_credit_hides_none(self) -> None:
        late = [payment(n, **LATE_BY_A_DAY, amount=amount) for n, amount in enumerate((700, -500, None))]
        outcome = counted([*late, payment(9, amount=10_000)])
        assert outcome.tally is not None
        assert (outcome.tally.amount, outcome.tally.without_amount) == (1200, 1)

    def test_the_largest_come_first_with_file_and_line_whichever_way_the_money_went(self) -> None:
        amounts = [1, -3000, 2, None, 3000]
        outcome = counted([payment(n, **LATE_BY_A_DAY, amount=amount) for n, amount in enumerate(amounts)])
        assert outcome.tally is not None
        assert [fact.place.line for fact in outcome.tally.top] == [2, 5, 3, 1, 4]
        assert {fact.place.file for fact in outcome.tally.top} == {"inkop.csv"}

    def test_an_outcome_carries_some_rows_and_every_row_can_be_had(self) -> None:
        rows = [payment(n, **LATE_BY_A_DAY, amount=n) for n in range(TOP + 5)]
        one = rule()
        ((outcome,), found) = judged(journal(rows), one)
        assert outcome.tally is not None
        every = list(found.deviations(one))
        assert (len(outcome.tally.top), len(every)) == (TOP, TOP + 5)
        assert tuple(every[:TOP]) == outcome.tally.top

    def test_a_row_becomes_the_fact_that_its_rules_read(self) -> None:
        row = payment(7, **LATE_BY_A_DAY, status="öppen", card=True)
        one = rule(c.All((LATE, c.Compare("paid_on", "gt", "2022-01-01"))))
        outcome = counted([row], one)
        assert outcome.tally is not None
        (fact,) = outcome.tally.top
        assert isinstance(fact, PaymentFact)
        assert (fact.key, fact.law_date, fact.place) == ("A7", "2022-05-01", Place("inkop.csv", 8, ""))
        assert (fact.attested_late, fact.paid_on, fact.amount) == (1, "2022-05-01", 100_00)
        assert fact.status is None, "no rule reads it"


class Flipped(DuckTables):
    """An engine that gets one row wrong."""

    def __init__(self, tables: DuckTables, line: int, number: int) -> None:
        super().__init__(tables._connection)
        self.line, self.number = line, number

    def keep(self, table: str, query: Sql) -> None:
        super().keep(table, query)
        if table.startswith("judged"):
            self._connection.execute(f'UPDATE {table} SET "verdict 0" = ? WHERE line = ?', (self.number, self.line))


class TestTheRowEnginesJudgeAgain:
    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_one_wrong_row_ends_the_run(self, number: int) -> None:
        rows = [payment(n, **ON_TIME) for n in range(500)]
        with pytest.raises(DisagreementError, match=r"attest A76 \(inkop.csv:77\): DuckDB .* durable_rules .* passed"):
            judged(Flipped(journal(rows), 77, number), rule())

    def test_a_deviation_that_passed_by_mistake_ends_it_too(self) -> None:
        rows = [payment(n, **LATE_BY_A_DAY) for n in range(500)]
        with pytest.raises(DisagreementError, match=r"DuckDB \S+ passed, .* violated"):
            judged(Flipped(journal(rows), 77, 0), rule())

    def test_the_largest_deviations_and_a_draw_of_the_others_are_compared_and_counted(self) -> None:
        late = [payment(n, **LATE_BY_A_DAY) for n in range(DEVIATIONS + 10)]
        others = [payment(DEVIATIONS + 10 + n) for n in range(OTHERS + 10)]
        outcome = counted([*late, *others])
        assert outcome.tally is not None
        assert outcome.tally.compared == DEVIATIONS + OTHERS
        outcome = counted([*late[:3], *others[:4]])
        assert outcome.tally is not None
        assert outcome.tally.compared == 7

    def test_the_draw_is_the_same_every_time_and_spread_over_the_population(self) -> None:
        one, rows = rule(), [payment(n) for n in range(20_000)]
        _, found = judged(journal(rows), one)
        drawn = [fact.place.line for fact, _ in found.others(one, OTHERS)]
        assert drawn == [fact.place.line for fact, _ in judged(journal(rows[::-1]), one)[1].others(one, OTHERS)]
        quarters = Counter(line * 4 // 20_001 for line in drawn)
        assert len(quarters) == 4
        assert min(quarters.values()) > 200


@pytest.mark.parametrize("seed", range(20))
def test_every_count_is_that_of_the_records_engines_row_by_row(seed: int) -> None:
    """What a population is said to hold is what judging each of its rows as a record gives."""
    rng = random.Random(seed)
    start = date(2021, 12, 1)

    def maybe(value: Any) -> Any:
        return None if rng.random() < 0.15 else value

    def day() -> str:
        return (start + timedelta(days=rng.randrange(300))).isoformat()

    rows = [
        payment(
            n,
            booked_on=maybe(day()),
            paid_on=maybe(day()),
            attested_on=maybe(day()),
            amount=maybe(rng.randrange(0, 1_400_000_00)),
            card=maybe(rng.random() < 0.5),
            status=maybe(rng.choice(("betald", "öppen", "makulerad"))),
        )
        for n in range(300)
    ]
    force = Force.model_validate({"from": "2022-01-10", "to": "2022-07-20"}) if seed % 2 else Force()
    rules = [rule(tree(rng), rng.choice((None, tree(rng, 1))), f"rule-{n}", in_force=force) for n in range(5)]
    tables = journal(rows)
    outcomes, _ = judged(tables, *rules)
    every = tuple(_fact(row) for row in rows)
    for one, outcome in zip(rules, outcomes, strict=True):
        expected = Counter(o.kind for o in judge_of(one).of_rule(one, Population(every, known_empty=True), YEAR))
        assert numbers(outcome) == tuple(expected[word] for word in WORDS), one.require
        assert outcome.tally is not None
        assert outcome.tally.rows == 300


def _fact(row: dict[str, Any]) -> Fact:
    late = None
    if row["paid_on"] and row["attested_on"]:
        late = (date.fromisoformat(row["attested_on"]) - date.fromisoformat(row["paid_on"])).days
    return PaymentFact(
        key=row["voucher"],
        law_date=row["booked_on"],
        place=Place(row["file"], row["line"], ""),
        amount=row["amount"],
        attested_late=late,
        by_card=row["card"],
        status=row["status"],
        paid_on=row["paid_on"],
    )
