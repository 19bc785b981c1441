"""Journals loaded and judged by the shipped rules: `python benchmarks/purchases_shipped.py [ROWS …]`.

The journal of the good year, written again and again with other numbers, suppliers and amounts, is read as any file is
and judged under the records of that year; every size in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from finsam_control import dossier, record_tables
from finsam_control.authority import PRISBASBELOPP
from finsam_control.check import engines, tables_of
from finsam_control.facts import kinds, views
from finsam_control.judging import Judge
from finsam_control.population_judging import judge_population
from finsam_control.reading import journals
from finsam_control.records.population import Population
from finsam_control.rulebook import load, shipped_folder

SIZES = (200_000, 1_000_000)
SUPPLIERS, SEED, AS_OF = 1_000, 2025, date(2026, 11, 22)
GOOD = Path(__file__).parents[1] / "examples" / "good-year"


def rows(count: int) -> Iterator[dict[str, str]]:
    """The good journal as often as it takes; an outlay keeps its name, for it is a person's."""
    with (GOOD / "inkop.csv").open(encoding="utf-8", newline="") as opened:
        good = list(csv.DictReader(opened, delimiter=";"))
    chance = random.Random(SEED)  # noqa: S311 -- repeatable, and no secret
    for number in range(count):
        row, copy = dict(good[number % len(good)]), number // len(good)
        amount = chance.randrange(100_00, 10_000_00)
        row["ver_nr"], row["faktura_nr"] = f"L{number}", f"{row['faktura_nr']}-{copy}"
        row["belopp"] = f"{amount // 100:,}".replace(",", " ") + f",{amount % 100:02d}"
        row["bankkonto"] = f"{row['bankkonto']}-{copy % SUPPLIERS}"
        if "," not in row["leverantor"]:
            row["leverantor"] = f"{row['leverantor']} {copy % SUPPLIERS}"
        yield row


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "inkop.csv").open("w", encoding="utf-8", newline="") as out:
            first, *_ = rows(1)
            writer = csv.DictWriter(out, list(first), delimiter=";")
            writer.writeheader()
            writer.writerows(rows(count))
        year = dossier.read(GOOD)
        clock = time.perf_counter()
        store, _ = journals.read(Path(folder), year.year, [Population(file="inkop.csv", kind="purchases")])
        took = time.perf_counter() - clock
    print(f"{count:,} rows loaded {took:6.1f} s, {count / took:,.0f} a second; {memory():,.0f} MB", flush=True)
    book = load((shipped_folder("rules"),))
    year = replace(year, store=store, prisbasbelopp=book.parameters.get(PRISBASBELOPP))
    clock = begun = time.perf_counter()
    record_tables.load(store.connection, year)
    print(f"  tables of the records {time.perf_counter() - clock:6.1f} s", flush=True)
    judge, tables = Judge(book, engines(), AS_OF), tables_of(store.connection, "duckdb")
    for name, view in views().items():
        clock = time.perf_counter()
        outcomes, _ = judge_population(judge, kinds()[name][0], view, tables, year.year.fiscal_year)
        found = sum(outcome.tally.violated for outcome in outcomes if outcome.tally is not None)
        again = sum(outcome.tally.compared for outcome in outcomes if outcome.tally is not None)
        took = time.perf_counter() - clock
        print(f"  {name:20} {took:6.1f} s, {len(outcomes)} rules, {found:,} deviations, {again:,} again", flush=True)
    took = time.perf_counter() - begun
    print(f"  judged {took:6.1f} s, {count / took:,.0f} rows a second by all rules; {memory():,.0f} MB", flush=True)


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    match sys.argv[1:]:
        case ["--alone", count]:
            measure(int(count))
        case counts:
            for count in counts or map(str, SIZES):
                subprocess.run([sys.executable, __file__, "--alone", count], check=True)


if __name__ == "__main__":
    main()
