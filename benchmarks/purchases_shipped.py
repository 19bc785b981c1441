"""Journals loaded and judged by the shipped rules: `python benchmarks/purchases_shipped.py [ROWS …]`.

A made-up journal (`shipped_made.py`) is read as any file is and judged under the records of the good year, against the
same questions written by hand in SQL (`shipped_by_hand.py`, which imports nothing of ours) and against durable_rules
row by row, in the same run; the answers are compared before any ratio is printed. Every size has a process of its own.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import shipped_by_hand
from purchases import AS_OF, Judging, Spent, in_turns, judged, memory, timed
from shipped_made import GOOD, contracts, rows

from finsam_control import dossier, record_tables
from finsam_control.authority import PRISBASBELOPP
from finsam_control.check import engines, tables_of
from finsam_control.dossier import Dossier
from finsam_control.facts import kinds, views
from finsam_control.facts.base import values
from finsam_control.judged import Judged
from finsam_control.judging import Judge
from finsam_control.outcome import Outcome, Tally
from finsam_control.population_judging import TOP
from finsam_control.reading import journals
from finsam_control.records.population import Population
from finsam_control.rulebook import load, shipped_folder
from finsam_control.store import Store

SIZES = (1_000_000, 5_000_000)
BY_ROW = 5_000
GOALS = {"fused": 1.2, "rows kept": 1.2, "one a rule": 1}

#: Rows that meet a rule, deviate, are not concerned and cannot be judged; öre of those that deviate; the largest.
Answer = tuple[int, int, int, int, int, tuple[int, ...]]
Answers = dict[str, Answer]


def read(count: int, year: Dossier) -> Store:
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "inkop.csv").open("w", encoding="utf-8", newline="") as out:
            first, *_ = rows(1)
            writer = csv.DictWriter(out, list(first), delimiter=";")
            writer.writeheader()
            writer.writerows(rows(count))
        took, (store, _) = timed(
            lambda: journals.read(Path(folder), year.year, [Population(file="inkop.csv", kind="purchases")])
        )
    print(f"{count:,} rows loaded in {took.clock:.1f} s, {count / took.clock:,.0f} a second; {memory():,.0f} MB")
    return store


def judging(judge: Judge, store: Store, year: int, name: str) -> tuple[Spent, Judging]:
    kind, view = kinds()[name][0], views()[name]
    found = judged(judge, kind, view, tables_of(store.connection, "duckdb"), year)
    return found.sql, found


def answers(outcomes: list[Outcome]) -> Answers:
    return {outcome.rule.id: answer(outcome.tally) for outcome in outcomes if outcome.tally is not None}


def answer(tally: Tally) -> Answer:
    largest = tuple(abs(amount) for fact in tally.top if (amount := getattr(fact, "amount", None)) is not None)
    return (tally.passed, tally.violated, tally.not_applicable, tally.not_assessable, tally.amount, largest)


def by_hand(row: Sequence[Any]) -> Answer:
    *counts, ore, largest = row
    passed, violated, not_applicable, not_assessable = (int(count or 0) for count in counts)
    amounts = sorted((abs(one["amount"]) for one in largest or ()), reverse=True)[:TOP]
    return passed, violated, not_applicable, not_assessable, int(ore or 0), tuple(int(amount) for amount in amounts)


def of_all(connection: duckdb.DuckDBPyConnection, *queries: str) -> dict[str, Sequence[Any]]:
    """What the last of the queries tells, by rule."""
    for query in queries:
        found = connection.execute(query)
    return {rule: row for rule, *row in found.fetchall()}


def of_one(connection: duckdb.DuckDBPyConnection, rule: str, query: str) -> dict[str, Sequence[Any]]:
    return {rule: connection.execute(query).fetchone() or ()}


def asked(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Callable[[], dict[str, Sequence[Any]]]]]:
    """The same questions by hand, in three ways."""
    return {
        "fused": [partial(of_all, connection, query) for query in shipped_by_hand.FUSED],
        "rows kept": [partial(of_all, connection, *queries) for queries in shipped_by_hand.KEPT],
        "one a rule": [partial(of_one, connection, *each) for each in shipped_by_hand.EACH.items()],
    }


def unlike(one: Answers, other: Answers) -> str:
    return ", ".join(
        f"{rule}: {one.get(rule)}, by hand {other.get(rule)}"
        for rule in sorted(one.keys() | other.keys())
        if one.get(rule) != other.get(rule)
    )


def by_row(judge: Judge, found: list[Judged]) -> float:
    """Rows a second of durable_rules by all rules of the kind that has the most."""
    most = max(found, key=lambda one: len(one.rules))
    fields = [values(fact) for fact, _ in most.others(most.rules[0], BY_ROW)]
    questions = [judge.question(rule, AS_OF) for rule in most.rules]
    (durable, *_) = judge.engines
    for question in questions:
        durable.judge(question, fields[:1])
    took, _ = timed(lambda: [durable.judge(question, [row]) for question in questions for row in fields])
    return len(fields) / took.clock


def measure(count: int) -> None:
    year = dossier.read(GOOD)
    store = read(count, year)
    book = load((shipped_folder("rules"),))
    records = contracts(year.year, count)
    year = replace(year, year=records, store=store, prisbasbelopp=book.parameters.get(PRISBASBELOPP))
    record_tables.load(store.connection, year)
    judge = Judge(book, engines(), AS_OF)
    works: dict[str, list[Callable[[], tuple[Spent, Any]]]]
    works = {"ours": [partial(judging, judge, store, year.year.fiscal_year, name) for name in views()]}
    works |= {way: [partial(timed, one) for one in each] for way, each in asked(store.connection).items()}
    runs = iter(in_turns(*(work for each in works.values() for work in each)))
    told = {way: list(islice(runs, len(each))) for way, each in works.items()}
    found = [one for _, one in told.pop("ours")]
    for name, one in zip(views(), found, strict=True):
        print(f"  {name:20} {one.sql.clock:6.2f} s, rows again {one.again.clock:4.1f} s, {len(one.outcomes)} rules")
    ours = answers([outcome for one in found for outcome in one.outcomes])
    sql, again = total(one.sql for one in found), total(one.again for one in found)
    hits = sum(1 for one in ours.values() if one[1])
    print(
        f"judged {(sql + again).clock:.1f} s by {len(ours)} rules, of which {hits} found deviations; {memory():,.0f} MB"
    )
    print(f"ours in SQL, rows kept {sql.clock:6.2f} s")
    for way, each in told.items():
        if wrong := unlike(ours, {rule: by_hand(row) for _, rows in each for rule, row in rows.items()}):
            raise AssertionError(wrong)
        spent = total(took for took, _ in each)
        print(f"by hand, {way:10} {spent.clock:9.2f} s   ratio {sql.ratio(spent)}   goal {GOALS[way]}")
    fast, slow = count / sql.clock, by_row(judge, [one.population for one in found])
    print(f"rows a second {fast:,.0f}, durable_rules {slow:,.0f}   ratio {fast / slow:.0f}   goal 100")


def total(spent: Iterable[Spent]) -> Spent:
    return sum(spent, start=Spent(0, 0))


def main() -> None:
    match sys.argv[1:]:
        case ["--alone", count]:
            measure(int(count))
        case counts:
            for count in counts or map(str, SIZES):
                subprocess.run([sys.executable, __file__, "--alone", count], check=True)


if __name__ == "__main__":
    main()
