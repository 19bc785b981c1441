"""The third evaluator: SQL over columns says of every row what the reference says of the same fact."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam_control import condition as c
from finsam_control.engines import columnar
from finsam_control.engines.columnar import WORDS, Span, Word
from finsam_control.engines.reference import ReferenceEngine
from finsam_control.engines.verdict import Question, Verdict
from trees import Fact, Forest

ROWS = 200
FIRST = date(2022, 1, 1)
DATES = frozenset({"day"})
COLUMNS = {"n1": "BIGINT", "n2": "BIGINT", "flag": "BOOLEAN", "word": "VARCHAR", "law_date": "DATE", "day": "DATE"}
HARD = 'ett "fält"; DROP TABLE rows -- å'


def table(rows: Sequence[Fact]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    named = ", ".join(f"{columnar.named(name)} {kind}" for name, kind in COLUMNS.items())
    connection.execute(f"CREATE TABLE rows ({named})")
    lists = ", ".join(f"unnest(?::{kind}[])" for kind in COLUMNS.values())
    connection.execute(f"INSERT INTO rows SELECT {lists}", [[row[name] for row in rows] for name in COLUMNS])
    return connection


def by_sql(
    connection: duckdb.DuckDBPyConnection, spans: Sequence[Span], undated: Word = "not_assessable"
) -> list[Word]:
    found = columnar.verdict(spans, undated, DATES)
    return [
        WORDS[number] for (number,) in connection.execute(f"SELECT {found.text} FROM rows", found.values).fetchall()
    ]


def word_of(verdict: Verdict) -> Word:
    if not verdict.applies:
        return "not_assessable" if verdict.applies is None else "not_applicable"
    return "not_assessable" if verdict.holds is None else "passed" if verdict.holds else "violated"


def by_reference(spans: Sequence[Span], rows: Sequence[Fact], undated: Word = "not_assessable") -> list[Word]:
    """Row by row, the span of each law date looked up as a person would."""
    words: list[Word] = []
    for row in rows:
        law_date = row["law_date"]
        if law_date is None:
            words.append(undated)
            continue
        asked = [span for span in spans if span.start is None or span.start <= str(law_date)][-1].asked
        words.append(word_of(*ReferenceEngine().judge(asked, [row])) if isinstance(asked, Question) else asked)
    return words


class Dated(Forest):
    """Rows with law dates, and rules whose parameters change on the way."""

    def fact(self) -> Fact:
        day = None if self.rng.random() < 0.05 else (FIRST + timedelta(days=self.rng.randrange(730))).isoformat()
        return {**super().fact(), "law_date": day, "day": None if self.rng.random() < 0.2 else self.day()}

    def day(self) -> str:
        return (FIRST + timedelta(days=self.rng.randrange(5))).isoformat()

    def leaf(self) -> c.Condition:
        if self.rng.random() < 0.1:
            return c.Compare("day", self.rng.choice(("eq", "lt", "le", "gt", "ge")), self.day())
        if self.rng.random() < 0.05:
            return c.OneOf("day", (self.day(), self.day(), *(c.Parameter("law.unknown"),) * self.rng.randrange(2)))
        return super().leaf()

    def spans(self) -> list[Span]:
        starts = sorted({(FIRST + timedelta(days=self.rng.randrange(730))).isoformat() for _ in range(2)})
        question = self.question("rule")
        return [Span(start, self.asked(question)) for start in (None, *starts)]

    def asked(self, question: Question) -> Question:
        """The question with values of its own, some of them unknown; one that words are compared with always is."""
        values = {name: None if self.rng.random() < 0.2 else self.rng.randrange(4) for name, _ in question.bindings}
        return replace(question, bindings=tuple({**values, "law.unknown": None}.items()))


def compare(seeds: range, rows: int) -> Counter[str]:
    """Judges random questions over random rows both ways; counts the verdicts, fails at the first difference."""
    seen: Counter[str] = Counter()
    facts = Dated(random.Random(seeds.start)).facts(rows)
    connection = table(facts)
    for seed in seeds:
        spans = Dated(random.Random(seed)).spans()
        expected = by_reference(spans, facts)
        assert by_sql(connection, spans) == expected, f"seed {seed}: {spans}"
        seen.update(expected)
    return seen


def test_every_verdict_is_the_references_on_20_000_random_pairs() -> None:
    seen = compare(range(100), ROWS)
    assert seen.total() == 20_000
    assert min(seen[word] for word in ("passed", "violated", "not_assessable")) >= 0.15 * seen.total()
    assert seen["not_applicable"] >= 0.05 * seen.total()


@pytest.mark.deep
def test_every_verdict_is_the_references_on_a_million_pairs() -> None:
    seen = sum((compare(range(first, first + 100), 1000) for first in range(1000, 2000, 100)), Counter[str]())
    assert seen.total() == 1_000_000


NUMBERS = st.none() | st.integers(-(2**62), 2**62)
TEXTS = st.none() | st.text(max_size=4)


@settings(max_examples=60)
@given(
    rows=st.lists(st.tuples(NUMBERS, st.none() | st.booleans(), TEXTS), min_size=1, max_size=6),
    number=st.integers(-(2**62), 2**62),
    text=st.text(max_size=4).filter(lambda text: "\x00" not in text),
    op=st.sampled_from(("eq", "lt", "le", "gt", "ge")),
    seed=st.integers(0, 2**32),
)
def test_whatever_the_values_are(
    rows: list[tuple[int | None, bool | None, str | None]], number: int, text: str, op: c.Op, seed: int
) -> None:
    """Any whole number of 63 bits and any text, compared as Python compares them."""
    near = [
        {"n1": given_number, "n2": number, "flag": flag, "word": word, "law_date": "2022-06-01", "day": None}
        for given_number, flag, word in [*rows, (number, True, text)]
        if word is None or "\x00" not in word
    ]
    tree = Forest(random.Random(seed)).tree(1)
    parts = (c.Compare("n1", op, number), c.Compare("word", op, text), c.Compare("n1", "eq", number, 5), tree)
    for part in parts:
        spans = [Span(None, Question("rule", None, part, (("law.limit", 2), ("law.margin", 1), ("law.unknown", None))))]
        assert by_sql(table(near), spans) == by_reference(spans, near)


def row(**values: c.Value | None) -> Fact:
    return {**dict.fromkeys(COLUMNS), "law_date": "2022-06-01", **values}


def verdicts(condition: c.Condition, *rows: Fact, **bindings: c.Value | None) -> list[Word]:
    return by_sql(table(rows), [Span(None, Question("rule", None, condition, tuple(bindings.items())))])


def test_an_unknown_field_neither_passes_nor_fails_not_even_not_equal() -> None:
    for condition in (c.Compare("n1", "eq", 0), c.Not(c.Compare("n1", "eq", 0)), c.OneOf("n1", ())):
        assert verdicts(condition, row()) == ["not_assessable"]


def test_the_limit_itself_passes_at_most_and_one_more_does_not() -> None:
    limit = c.Compare("n1", "le", 2**53)
    assert verdicts(limit, row(n1=2**53), row(n1=2**53 + 1)) == ["passed", "violated"]


def test_a_margin_holds_at_both_its_ends() -> None:
    margin = c.Compare("n1", "eq", 10, c.Parameter("margin"))
    rows = [row(n1=number) for number in (7, 8, 12, 13)]
    assert verdicts(margin, *rows, margin=2) == ["violated", "passed", "passed", "violated"]
    assert verdicts(margin, *rows, margin=None) == ["not_assessable"] * 4


def test_the_values_change_on_their_day_and_not_the_day_before() -> None:
    def asked(limit: int) -> Question:
        return Question("rule", None, c.Compare("n1", "le", c.Parameter("limit")), (("limit", limit),))

    days = ("2022-05-31", "2022-06-01", "2022-06-30", "2022-07-01", None)
    rows = table([row(n1=5, law_date=day) for day in days])
    spans = [Span(None, "not_applicable"), Span("2022-06-01", asked(5)), Span("2022-07-01", asked(4))]
    expected = ["not_applicable", "passed", "passed", "violated", "not_assessable"]
    assert by_sql(rows, spans) == expected
    assert by_sql(rows, spans, "not_applicable")[-1] == "not_applicable"


def test_no_name_or_value_becomes_a_command() -> None:
    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE rows AS SELECT ? AS {columnar.named(HARD)}, DATE '2022-06-01' AS law_date", [HARD]
    )
    spans = [Span(None, Question("rule", None, c.Compare(HARD, "eq", HARD), ()))]
    assert by_sql(connection, spans) == ["passed"]


def test_nothing_is_written_but_names_marks_and_comparisons() -> None:
    """No number, text or arithmetic of a rule stands in the SQL; only the numbers of the verdicts do."""
    for seed in range(100):
        found = columnar.verdict(Dated(random.Random(seed)).spans(), "not_assessable", DATES)
        assert found.text.count("?") == len(found.values)
        assert not set(found.text) & set("'+*/%-;")
        bare = {part.strip("()") for part in found.text.split()}
        assert {part for part in bare if part.isdigit()} <= {str(number) for number in range(len(WORDS))}
