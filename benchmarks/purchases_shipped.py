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
from dataclasses import replace
from pathlib import Path

import duckdb
import shipped_by_hand
from purchases import AS_OF, Spent, memory, timed
from shipped_made import GOOD, rows

from finsam_control import dossier, record_tables
from finsam_control.authority import PRISBASBELOPP
from finsam_control.check import engines, tables_of
from finsam_control.dossier import Dossier
from finsam_control.facts import kinds, views
from finsam_control.facts.base import values
from finsam_control.judging import Judge
from finsam_control.outcome import Outcome
from finsam_control.population_judging import Judged, judge_again, judge_population
from finsam_control.reading import journals
from finsam_control.records.population import Population
from finsam_control.rulebook import load, shipped_folder
from finsam_control.store import Store

SIZES = (1_000_000, 5_000_000)
BY_ROW = 5_000

Answers = dict[str, tuple[int, int]]


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


def judged_by_kind(judge: Judge, store: Store, year: int) -> list[tuple[Spent, Spent, tuple[Outcome, ...], Judged]]:
    """Of every kind: what judging took, what of it was rows judged again, and what was found."""
    found, tables = [], tables_of(store.connection, "duckdb")
    for name, view in views().items():
        kind, *_ = kinds()[name]
        took, (outcomes, judged) = timed(lambda kind=kind, view=view: judge_population(judge, kind, view, tables, year))  # type: ignore[misc]
        again, _ = timed(lambda judged=judged: [judge_again(judge, judged, rule, year) for rule in judged.rules])  # type: ignore[misc]
        print(f"  {name:20} {took.clock:6.1f} s, of which rows again {again.clock:4.1f} s, {len(outcomes)} rules")
        found.append((took, again, outcomes, judged))
    return found


def answers(outcomes: list[Outcome]) -> Answers:
    return {
        outcome.rule.id: (outcome.tally.violated, outcome.tally.amount)
        for outcome in outcomes
        if outcome.tally is not None
    }


def fused(connection: duckdb.DuckDBPyConnection, rules: list[str]) -> Answers:
    found = [row for query in shipped_by_hand.FUSED for row in connection.execute(query).fetchall()]
    return dict.fromkeys(rules, (0, 0)) | {rule: (int(count), int(ore or 0)) for rule, count, ore in found}


def each(connection: duckdb.DuckDBPyConnection) -> Answers:
    found = {}
    for rule, query in shipped_by_hand.EACH.items():
        count, ore = connection.execute(query).fetchone() or (0, 0)
        found[rule] = (int(count), int(ore or 0))
    return found


def unlike(one: Answers, other: Answers) -> str:
    return ", ".join(
        f"{rule}: {one.get(rule)}, by hand {other.get(rule)}"
        for rule in sorted(one.keys() | other.keys())
        if one.get(rule) != other.get(rule)
    )


def by_row(judge: Judge, found: list[Judged]) -> float:
    """Rows a second of durable_rules by all rules of the kind that has the most."""
    judged = max(found, key=lambda one: len(one.rules))
    fields = [values(fact) for fact, _ in judged.others(judged.rules[0], BY_ROW)]
    questions = [judge.question(rule, AS_OF) for rule in judged.rules]
    (durable, *_) = judge.engines
    for question in questions:
        durable.judge(question, fields[:1])
    took, _ = timed(lambda: [durable.judge(question, [row]) for question in questions for row in fields])
    return len(fields) / took.clock


def measure(count: int) -> None:
    year = dossier.read(GOOD)
    store = read(count, year)
    book = load((shipped_folder("rules"),))
    year = replace(year, store=store, prisbasbelopp=book.parameters.get(PRISBASBELOPP))
    record_tables.load(store.connection, year)
    judge = Judge(book, engines(), AS_OF)
    found = judged_by_kind(judge, store, year.year.fiscal_year)
    ours = answers([outcome for *_, outcomes, _ in found for outcome in outcomes])
    clock, again = sum(took.clock for took, *_ in found), sum(took.clock for _, took, *_ in found)
    cores, cores_again = sum(took.cores for took, *_ in found), sum(took.cores for _, took, *_ in found)
    hits = sum(1 for deviations, _ in ours.values() if deviations)
    print(f"judged {clock:.1f} s by {len(ours)} rules, of which {hits} found deviations; {memory():,.0f} MB")
    sql = Spent(clock - again, cores - cores_again)
    one, by_fused = timed(lambda: fused(store.connection, list(ours)))
    many, by_each = timed(lambda: each(store.connection))
    for by_hand in (by_fused, by_each):
        if wrong := unlike(ours, by_hand):
            raise AssertionError(wrong)
    print(f"fused by hand {one.clock:6.1f} s, one a rule {many.clock:6.1f} s; ours in SQL {sql.clock:6.1f} s")
    print(f"  ratio to fused      {sql.ratio(one)}   goal 1.2")
    print(f"  ratio to one a rule {sql.ratio(many)}   goal 1")
    fast, slow = count / sql.clock, by_row(judge, [judged for *_, judged in found])
    print(f"rows a second {fast:,.0f}, durable_rules {slow:,.0f}   ratio {fast / slow:.0f}   goal 100")


def main() -> None:
    match sys.argv[1:]:
        case ["--alone", count]:
            measure(int(count))
        case counts:
            for count in counts or map(str, SIZES):
                subprocess.run([sys.executable, __file__, "--alone", count], check=True)


if __name__ == "__main__":
    main()
