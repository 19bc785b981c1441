"""Whole populations judged a second, and the memory it takes: `python benchmarks/purchases.py`, part of `make bench`.

Five million made-up purchases and twelve rules on two cores, against the same questions written by hand in SQL
(`purchases_by_hand.py`, which imports nothing of ours) and against durable_rules row by row, in the same run. The
answers are compared before any figure is printed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

import duckdb
import purchases_by_hand
from purchases_made import purchases
from purchases_rules import VIEW, MadePurchaseFact, rulebook

from finsam_control import population_judging
from finsam_control.check import engines
from finsam_control.engines.duckdb_tables import DuckTables
from finsam_control.facts.base import Fact, values
from finsam_control.judged import Judged, Tables
from finsam_control.judging import Judge
from finsam_control.outcome import Outcome
from finsam_control.population_judging import TOP, judge_population
from finsam_control.rule import Rule

ROWS, FEWER, BY_ROW = 5_000_000, 1_000_000, 20_000
TURNS = 3
YEAR, AS_OF = 2022, date(2026, 11, 22)
HERE = Path(__file__).parent
T = TypeVar("T")


class Spent(NamedTuple):
    """Seconds by the clock, and of the cores: the first hang on what else the machine does."""

    clock: float
    cores: float

    def __add__(self, other: Spent) -> Spent:  # type: ignore[override]
        return Spent(self.clock + other.clock, self.cores + other.cores)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.clock - other.clock, self.cores - other.cores)

    def ratio(self, other: Spent) -> str:
        return f"{self.clock / other.clock:5.2f} by the clock, {self.cores / other.cores:5.2f} of the cores"


def timed(work: Callable[[], T]) -> tuple[Spent, T]:
    clock, cores = time.perf_counter(), time.process_time()
    found = work()
    return Spent(time.perf_counter() - clock, time.process_time() - cores), found


class Stopwatch:
    """What a function takes, each time that it is called."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work, self.spent = work, Spent(0, 0)

    def __call__(self, *given: Any) -> Any:
        took, found = timed(lambda: self._work(*given))
        self.spent += took
        return found


class Judging(NamedTuple):
    """What judging a kind took in SQL, what rows judged again took, and what was found."""

    sql: Spent
    again: Spent
    outcomes: tuple[Outcome, ...]
    population: Judged


def judged(judge: Judge, kind: type[Fact], view: str, tables: Tables, year: int) -> Judging:
    """Judges a kind, and tells the parts.

    The largest deviations are the first of those judged again; here they are fetched once more, for the queries by hand
    fetch them too.
    """
    again = Stopwatch(population_judging.judge_again)
    with patch.object(population_judging, "judge_again", again):
        took, (outcomes, population) = timed(lambda: judge_population(judge, kind, view, tables, year))
    deviating = [one.rule for one in outcomes if one.kind == "violated"]
    largest, _ = timed(lambda: population.picked(deviating, TOP, drawn=0))
    return Judging(took - again.spent + largest, again.spent, outcomes, population)


def in_turns(*works: Callable[[], tuple[Spent, Any]]) -> list[tuple[Spent, Any]]:
    """The fastest run of each; they take turns, for the machine is faster some minutes and slower others."""
    rounds = [[work() for work in works] for _ in range(TURNS)]
    return [min(runs, key=lambda run: run[0].clock) for runs in zip(*rounds, strict=True)]


def figures(outcome: Outcome) -> tuple[int, ...]:
    tally = outcome.tally
    if tally is None:
        raise AssertionError(outcome.rule.id)
    largest = [abs(getattr(fact, "amount", 0)) for fact in tally.top]
    return (tally.passed, tally.violated, tally.not_applicable, tally.not_assessable, tally.amount, *largest)


def by_hand(row: tuple[Any, ...]) -> list[tuple[int, ...]]:
    found = []
    for first in range(0, len(row), purchases_by_hand.WIDTH):
        *counts, amount, top = row[first : first + purchases_by_hand.WIDTH]
        found.append((*counts, int(amount or 0), *(abs(one["amount"]) for one in top or ())))
    return found


def by_row(judged: Judged, rules: tuple[Rule, ...]) -> float:
    """Rows a second of durable_rules, by the same rules: every row asked about, for no two are taken for alike."""
    (durable, *_) = engines()
    judge = Judge(book := rulebook(), (durable,), AS_OF)
    rows = [fact for fact, _ in judged.others(rules[0], BY_ROW)]
    fields = [values(fact) for fact in rows]
    questions = [judge.question(rule, AS_OF) for rule in book.rules]
    for question in questions:
        durable.judge(question, fields[:1])
    took, _ = timed(lambda: [durable.judge(question, [row]) for question in questions for row in fields])
    return len(rows) / took.clock


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def of_made(rows: int) -> tuple[Callable[[], Judging], duckdb.DuckDBPyConnection]:
    made, connection = timed(lambda: purchases(rows))
    print(f"{rows:,} purchases made in {made.clock:.1f} s; {memory():,.0f} MB")
    judge = Judge(rulebook(), engines(), AS_OF)
    return lambda: judged(judge, MadePurchaseFact, VIEW, DuckTables(connection), YEAR), connection


def alone(rows: int) -> Spent:
    """What so many rows take in a process of their own, where nothing of another run is warm."""
    code = f"import purchases as p; judge, _ = p.of_made({rows}); found = judge(); print(*(found.sql + found.again))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=HERE)
    return Spent(*(float(part) for part in done.stdout.splitlines()[-1].split()))


def main() -> None:
    judge, connection = of_made(ROWS)
    (sql, (again, outcomes, population)), (fused, (row,)), (each, _) = in_turns(
        lambda: ((found := judge()).sql, found[1:]),
        lambda: timed(lambda: connection.execute(purchases_by_hand.FUSED).fetchall()),
        lambda: timed(lambda: [connection.execute(query).fetchall() for query in purchases_by_hand.EACH]),
    )
    rules = tuple(outcome.rule for outcome in outcomes)
    print(f"judged by {len(rules)} rules      {(sql + again).clock:6.1f} s by the clock; {memory():,.0f} MB")
    print(f"  of which rows again   {again.clock:6.1f} s")
    if [figures(outcome) for outcome in outcomes] != by_hand(row):
        raise AssertionError("the query by hand gives other figures")
    print(f"one fused query by hand {fused.clock:6.1f} s   ratio {sql.ratio(fused)}   goal 1.2")
    print(f"a query a rule by hand  {each.clock:6.1f} s   ratio {sql.ratio(each)}   goal 1")
    slow = by_row(population, rules)
    fast = ROWS / sql.clock
    print(f"rows a second           {fast:8,.0f}   durable_rules {slow:,.0f}   ratio {fast / slow:.0f}   goal 100")
    few, many = alone(FEWER), alone(ROWS)
    print(f"{FEWER:,} rows {few.clock:.1f} s, {ROWS:,} rows {many.clock:.1f} s   ratio {many.ratio(few)}   goal 6")


if __name__ == "__main__":
    main()
