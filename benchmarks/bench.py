"""Speed and memory as ratios taken in one run: `make bench`.

Whole processes, five runs each, medians; the machines are noisy, so only the ratios are compared with the goals.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
FLOOR = "import click, rich.console; from pydantic import BaseModel"
CHECK = ["-m", "finsam_control", "check", "--as-of", "2026-11-22", "--fail-on", "none"]
FORBUND, YEARS = 80, 10
REGISTERS = (5_000, 10_000, 20_000)


def timed(*arguments: str) -> float:
    """Seconds of a whole Python process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - started


def median(*arguments: str) -> float:
    return statistics.median(timed(*arguments) for _ in range(RUNS))


def peak(*arguments: str) -> float:
    """Megabytes of a process at its largest, measured from a parent that has no other children."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return int(done.stdout) / 1024


def one_year() -> None:
    floor, check = median("-c", FLOOR), median(*CHECK, "examples/vastmanland-2025")
    print(f"floor, importing click, rich and pydantic       {floor:7.3f} s")
    print(f"check of one year                               {check:7.3f} s   ratio {check / floor:.2f}   goal 3")
    print(
        f"peak memory of one year                         {peak(*CHECK, 'examples/vastmanland-2025'):7.1f} MB  goal 120"
    )


def formats_of_one_year() -> None:
    """Every format there is, in one run, against `check` alone; then each beside the terminal report."""
    from finsam_control.render import formats  # noqa: PLC0415 -- the folder is asked which formats there are

    names = [name for name in formats.names() if name != "terminal"]
    with tempfile.TemporaryDirectory() as folder:

        def run(*wanted: str) -> float:
            arguments = [argument for name in wanted for argument in ("--format", f"{name}:{folder}/report.{name}")]
            return median(*CHECK, "--format", "terminal", *arguments, "examples/vastmanland-2025")

        alone, every = run(), run(*names)
        each = ", ".join(f"{name} {run(name) / alone:.2f}" for name in names)
    print(f"check of one year in every format               {every:7.3f} s   ratio {every / alone:.2f}   goal 3")
    print(f"  beside the terminal report                    {each}")


#: Judges one year by the rules of a folder and makes its report, as `check` does.
BY_FOLDER = """
import sys
from datetime import date
from pathlib import Path
from finsam_control.check import check, engines
from finsam_control.outcome_report import Voices
from finsam_control.reporting import report_of
from finsam_control.rulebook import load
from finsam_control.words import Words
rulebook = load((Path(sys.argv[1]),))
run = check(Path("examples/vastmanland-2025"), rulebook, engines(), date(2026, 11, 22))
report_of(run, Voices(rulebook, Words("sv")))
"""


def rules_of_one_year() -> None:
    """40 rules and 200, spread evenly over the rulebook, on one year."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for count in (40, 200):
            kept = Path(folder) / str(count)
            shutil.copytree(ROOT / "rules", kept)
            rules = sorted(path for path in kept.glob("*/**/*.yaml") if path.relative_to(kept).parts[0] != "parameters")
            chosen = {rules[number * len(rules) // count] for number in range(count)}
            for path in set(rules) - chosen:
                path.unlink()
            found[count] = median("-c", BY_FOLDER, str(kept)), peak("-c", BY_FOLDER, str(kept))
    ratio = found[200][0] / found[40][0]
    print(f"200 rules of one year against 40                {found[200][0]:7.3f} s   ratio {ratio:.2f}   goal 2")
    print(f"peak memory of 200 rules                        {found[200][1]:7.1f} MB  goal 150")


def cold_start() -> None:
    floor = median("-c", "import click")
    for option in ("--version", "--help"):
        seconds = median("-m", "finsam_control", option)
        print(f"cold {option:20}                       {seconds:7.3f} s   ratio {seconds / floor:.2f}   goal 1.5")


def many_years() -> None:
    """80 förbund of 10 years, each as large as the largest published year, on every core."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(FORBUND * YEARS):
            path = Path(folder) / f"forbund-{number // YEARS:02d}-{2016 + number % YEARS}"
            shutil.copytree(ROOT / "examples" / "vastmanland-2025", path)
            paths.append(str(path))
        arguments = [*CHECK, "--format", "json", *paths]
        started = time.perf_counter()
        with Path(os.devnull).open("wb") as nowhere:
            subprocess.run([sys.executable, *arguments], check=True, stdout=nowhere, cwd=ROOT)
        seconds = time.perf_counter() - started
        few, many = peak(*CHECK, "--format", "json", *paths[:80]), peak(*CHECK, "--format", "json", *paths)
    print(f"{FORBUND} förbund, {YEARS} years each                        {seconds:7.1f} s   goal 60")
    print(f"largest process, 80 years and 800 years         {few:7.1f} MB  {many:.1f} MB")


def register(risks: int) -> str:
    """A register of as many risks, a tenth without an owner and a hundredth worded as another.

    20 000 of them are just less than the 5 MB that a file may hold.
    """
    head = "title: Riskregister Prov\ndate: 2025-03-01\ncomplete: true\nmatrix: {shipped: vanlig-5x5}\nrisks:\n"
    return head + "".join(
        f"  - {{id: R{number}, process: P{number % 97}, "
        f"description: Risk {number - 1 if number % 100 == 1 else number}, "
        f"owner: {'saknas' if number % 10 == 0 else f'Person {number % 40}'}, treatment: reduce, "
        f"current: {{likelihood: {number % 5 + 1}, consequence: {number // 5 % 5 + 1}}}, "
        f"actions: [{{what: Åtgärd {number}, due: 2025-06-30, status: pagar}}]}}\n"
        for number in range(risks)
    )


def registers() -> None:
    """Score and lint of ever larger registers: twice the risks are to take twice the time and memory."""
    with tempfile.TemporaryDirectory() as folder:
        for risks in REGISTERS:
            path = Path(folder) / f"register-{risks}.yaml"
            path.write_text(register(risks), encoding="utf-8")
            for name, arguments in (
                ("score", ["risk", "score", "--format", "json", str(path)]),
                ("lint", ["risk", "lint", "--as-of", "2025-06-01", "--fail-on", "none", "--format", "json", str(path)]),
            ):
                whole = ["-m", "finsam_control", *arguments]
                seconds, memory = timed(*whole), peak(*whole)
                print(f"risk {name:5} of a register of {risks:6,} risks      {seconds:7.1f} s   {memory:7.1f} MB")


def comparisons() -> None:
    """The reference engine alone, and durable_rules beside it, on one rule of three comparisons."""
    from finsam_control import condition as c  # noqa: PLC0415 -- only this part needs the package in process
    from finsam_control.check import engines  # noqa: PLC0415
    from finsam_control.engines.verdict import Fields, Question  # noqa: PLC0415

    three = c.All((c.Compare("a", "ge", 0), c.Compare("b", "le", 5), c.Compare("flag", "eq", operand=True)))
    rng = random.Random(1)  # noqa: S311 -- a fixed seed makes the same facts each time
    facts: list[Fields] = [{"a": rng.randint(0, 10**9), "b": rng.randint(0, 5), "flag": True} for _ in range(100_000)]
    for engine in engines():
        count = facts if engine.name == "reference" else facts[:20_000]
        started = time.perf_counter()
        engine.judge(Question("bench", None, three, ()), count)
        rate = 3 * len(count) / (time.perf_counter() - started)
        print(
            f"{engine.name:30}          {rate:13,.0f} comparisons a second"
            + ("   goal 1 000 000" if engine.name == "reference" else "")
        )


def main() -> None:
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    one_year()
    rules_of_one_year()
    cold_start()
    formats_of_one_year()
    many_years()
    registers()
    comparisons()


if __name__ == "__main__":
    main()
