"""Writes docs/reliability.md: what was tried against the tool and what came of it, each figure from its harness.

`python tests/reliability.py [NAME...]` runs all the harnesses or those named, and leaves the other rows as they stand.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import code_mutants
import mutants_of_books
import test_columnar
import test_engines
from fuzzing import READERS, corpus, tried
from mutants import (
    YEARS,
    by_hand,
    by_key,
    concerned,
    disturbed,
    limits,
    movable,
    moved,
    original,
    shapes,
    tally,
    verdicts,
)
from test_fuzz import changed, fuzzed

PAGE: Final = Path(__file__).parents[1] / "docs" / "reliability.md"
HEAD: Final = """# What has been tried against it

Written by `make reliability`, not by hand: each row is what its harness counted when it was last run, and its command
gives it anew. `make deep` tries more of each. What is found is mended in the code, with a test.

| Harness | Tried | Came of it | Command |
|---|---|---|---|
"""
#: How much each harness tries here; `make deep` tries more.
LEAVES, MOVED, ROUNDS, SECONDS, QUESTIONS = 300, 4, 500, 10, 50_000

Row = tuple[str, str]


def years_by_hand() -> Row:
    killed, rules = 0, set[str]()
    listed = by_hand()
    for mutant in listed:
        year = original(mutant.year)
        dossier = year.changed(mutant.change)
        after = verdicts(dossier)
        said = {rule: sorted(words) for rule, words in moved(year.verdicts, after).items()}
        alone = disturbed(year.verdicts, after) <= concerned(year.facts, by_key(dossier))
        killed += alone and said == {rule: [word] for rule, word in mutant.answers}
        rules |= said.keys()
    on_the_limit = sum(not mutant.answers for mutant in listed)
    tried_ = (
        f"{len(listed)} mutants of years with the rules that must answer written by hand, {on_the_limit} on a limit"
    )
    return tried_, f"{killed} answered as written, by {len(rules)} rules; {len(listed) - killed} otherwise"


def populations_by_hand() -> Row:
    listed, killed = mutants_of_books.by_hand(), 0
    for mutant in listed:
        found = mutants_of_books.judged(mutant)
        killed += found.answers == mutant.answers and not found.strays
    rules = {rule for mutant in listed for rule in mutant.answers}
    on_the_limit = sum(not mutant.answers for mutant in listed)
    tried_ = f"{len(listed)} mutants of a year's ledger and journal with the rules that must answer written by hand"
    return (
        f"{tried_}, {on_the_limit} on the right side of a limit",
        f"{killed} answered as written, by {len(rules)} rules; {len(listed) - killed} otherwise",
    )


def years_by_fields() -> Row:
    rng, found = random.Random(8), []
    for name in YEARS:
        leaves = shapes(original(name))
        found.append(tally(original(name), rng.sample(leaves, min(LEAVES, len(leaves)))))
    killed, survived = sum(one.killed for one in found), sum(len(one.survived) for one in found)
    strays, unnamed = sum(len(one.strays) for one in found), sum(len(one.unnamed()) for one in found)
    tried_ = f"{killed + survived} mutants of {len(YEARS)} years, in fields that rules read"
    return tried_, f"{killed} killed, {survived} survived ({unnamed} not named); {strays} stirred another rule"


def limits_of_years() -> Row:
    year = original("good-year")
    pairs = limits(year, random.Random(8).sample(movable(year), MOVED))
    exact = sum(not before.moved and bool(beyond.moved) for before, beyond in pairs)
    return (
        f"{2 * len(pairs)} values a single step apart at {len(pairs)} limits",
        f"{exact} limits where they ought to be",
    )


def code() -> Row:
    found = {module: code_mutants.found(module) for module in code_mutants.MODULES}
    killed, mutants = sum(one.killed for one in found.values()), sum(one.mutants for one in found.values())
    each = ", ".join(f"{module} {one.killed} of {one.mutants}" for module, one in found.items())
    return f"{mutants} mutants of the code", f"{killed} killed ({each})"


def faulty_files() -> Row:
    slowest = 0.0
    for reader in READERS:
        rng, seeds = random.Random(reader), corpus(reader)
        slowest = max(slowest, *(tried(reader, changed(rng, rng.choice(seeds), seeds)) for _ in range(ROUNDS)))
    return (
        f"{ROUNDS * len(READERS)} files with faults, {len(READERS)} readers",
        f"all read or refused, in {slowest:.1f} s at most",
    )


def fuzzer() -> Row:
    runs = sum(fuzzed(reader, SECONDS) for reader in READERS)
    return f"{runs} executions guided by coverage, {len(READERS)} readers", "no crash, no hang, below 1 GB"


def engines() -> Row:
    for first in range(2_000_000, 2_000_000 + QUESTIONS, 1000):
        program = f"import test_engines; test_engines.compare({first}, 1000)"
        subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parent, check=True)
    by_sql = sum(test_columnar.compare(range(first, first + 100), 1000).total() for first in range(2000, 3000, 100))
    by_row = test_engines.FACTS * QUESTIONS
    return (
        f"{by_row} pairs of condition and record by durable_rules, {by_sql} by SQL, against three-valued logic",
        "0 differences",
    )


def faults() -> Row:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_files.py", "test_crash.py"]
    done = subprocess.run(command, cwd=Path(__file__).parent, check=True, capture_output=True, text=True)
    (passed,) = re.findall(r"(\d+) passed", done.stdout)
    return (
        f"{passed} faults injected in files, disks, signals and the engine",
        "0 files lost or half-written, 0 verdicts given",
    )


HARNESSES: Final[dict[str, Callable[[], Row]]] = {
    "years-by-hand": years_by_hand,
    "populations-by-hand": populations_by_hand,
    "years-by-fields": years_by_fields,
    "limits": limits_of_years,
    "code": code,
    "faulty-files": faulty_files,
    "fuzzer": fuzzer,
    "engines": engines,
    "faults": faults,
}


def main() -> None:
    standing = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    rows = dict(re.findall(r"^\| ([\w-]+) (\| .*)$", standing, re.MULTILINE))
    for name in sys.argv[1:] or HARNESSES:
        tried_, came = HARNESSES[name]()
        rows[name] = f"| {tried_} | {came} | `make reliability HARNESS={name}` |"
        print(name, rows[name], flush=True)
        PAGE.write_text(HEAD + "".join(f"| {one} {rows[one]}\n" for one in HARNESSES if one in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
