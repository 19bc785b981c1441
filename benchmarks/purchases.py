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

import duckdb
import purchases_by_hand
from purchases_made import purchases
from purchases_rules import VIEW, MadePurchaseFact, rulebook

from finsam_control.check import engines
from finsam_control.engines.duckdb_tables import DuckTables
from finsam_control.facts.base import values
from finsam_control.judging import Judge
from finsam_control.outcome import Outcome
from finsam_control.population_judging import Judged, judge_again, judge_population
from finsam_control.rule import Rule

ROWS, FEWER, BY_ROW = 5_000_000, 1_000_000, 20_000
YEAR, AS_OF = 2022, date(2026, 11, 22)
HERE = Path(__file__).parent
T = TypeVar("T")


class Spent(NamedTuple):
    """Seconds by the clock, and of the cores: the first hang on what else the machine does."""

    clock: float
    cores: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.clock - other.clock, self.cores - other.cores)

    def ratio(self, other: Spent) -> str:
        return f"{self.clock / other.clock:5.2f} by the clock, {self.cores / other.cores:5.2f} of the cores"


def timed(work: Callable[[], T]) -> tuple[Spent, T]:
    clock, cores = time.perf_counter(), time.process_time()
    found = work()
    return Spent(time.perf_counter() - clock, time.process_time() - cores), found


def ours(judge: Judge, connection: duckdb.DuckDBPyConnection) -> tuple[Spent, tuple[Outcome, ...], Judged]:
    """What judging takes, rows judged again and all, and the outcomes."""
    tables = DuckTables(connection)
    took, (outcomes, judged) = timed(lambda: judge_population(judge, MadePurchaseFact, VIEW, tables, YEAR))
    return took, outcomes, judged


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


def alone(rows: int) -> Spent:
    """What so many rows take in a process of their own, where nothing of another run is warm."""
    code = f"import purchases as p; print(*p.ours(p.Judge(p.rulebook(), p.engines(), p.AS_OF), p.purchases({rows}))[0])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=HERE)
    return Spent(*(float(part) for part in done.stdout.split()))


def main() -> None:
    made, connection = timed(lambda: purchases(ROWS))
    print(f"{ROWS:,} purchases made in {made.clock:.1f} s; {memory():,.0f} MB")
    judge = Judge(rulebook(), engines(), AS_OF)
    took, outcomes, judged = ours(judge, connection)
    rules = tuple(outcome.rule for outcome in outcomes)
    print(f"judged by {len(rules)} rules      {took.clock:6.1f} s by the clock; {memory():,.0f} MB")
    again, _ = timed(lambda: [judge_again(judge, judged, rule, YEAR) for rule in rules])
    print(f"  of which rows again   {again.clock:6.1f} s")
    fused, row = timed(lambda: connection.execute(purchases_by_hand.FUSED).fetchall()[0])
    if [figures(outcome) for outcome in outcomes] != by_hand(row):
        raise AssertionError("the query by hand gives other figures")
    each, _ = timed(lambda: [connection.execute(query).fetchall() for query in purchases_by_hand.EACH])
    print(f"one fused query by hand {fused.clock:6.1f} s   ratio {(took - again).ratio(fused)}   goal 1.2")
    print(f"a query a rule by hand  {each.clock:6.1f} s   ratio {(took - again).ratio(each)}   goal 1")
    slow = by_row(judged, rules)
    fast = ROWS / (took - again).clock
    print(f"rows a second           {fast:8,.0f}   durable_rules {slow:,.0f}   ratio {fast / slow:.0f}   goal 100")
    few, many = alone(FEWER), alone(ROWS)
    print(f"{FEWER:,} rows {few.clock:.1f} s, {ROWS:,} rows {many.clock:.1f} s   ratio {many.ratio(few)}   goal 6")


if __name__ == "__main__":
    main()
