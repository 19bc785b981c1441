"""Mutants of the code that verdicts hang on: each is one operator, number or branch changed, and a test must see it.

`python tests/code_mutants.py [MODULE...]` works in a copy of the tree (cosmic-ray changes files in place), prints each
survivor with its place, and ends with 1 where fewer than nine in ten are killed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
SCORE: Final = 0.9

PYTEST: Final = f"{sys.executable} -m pytest -q -x -p no:cacheprovider"
PAIRS: Final = f"{sys.executable} -c 'import test_engines as t; t.compare(0, 150)'"
#: Each module with the tests that speak of it.
MODULES: Final = {
    "condition": f"{PYTEST} test_condition.py test_engines.py -m 'not deep' -k 'test_condition or random or Trap'",
    "engines/reference": PAIRS,
    "engines/durable_rules": f"{PYTEST} test_engines.py -m 'not deep'",
    "engines/columnar": f"{PYTEST} test_columnar.py -m 'not deep' -k 'not whatever'",
    "reading/amounts": f"{PYTEST} test_journals.py",
    "printed": f"{PYTEST} test_printed.py",
    "figure": f"{PYTEST} test_figures.py",
    "grade": f"{PYTEST} test_grade.py",
}

#: Lines whose changes are none: a cache or a frozen value gives the same.
UNSEEN: Final = ("@dataclass", "@lru_cache", "@cache")
CONFIGURATION: Final = """
[cosmic-ray]
module-path = ["../src/finsam_control/{module}.py"]
timeout = 60.0
excluded-modules = []
test-command = "{command}"

[cosmic-ray.distributor]
name = "local"

[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*", "core/RemoveDecorator"]
"""


@dataclass(frozen=True)
class Found:
    """A module's mutants, and where those stand that no test saw."""

    killed: int
    survived: tuple[str, ...]

    @property
    def mutants(self) -> int:
        return self.killed + len(self.survived)


def found(module: str) -> Found:
    """Every mutant of a module, tried in a copy of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        left_out = shutil.ignore_patterns(".git", ".venv*", "golden", "images", "*_cache", "__pycache__", ".hypothesis")
        shutil.copytree(ROOT, copy, ignore=left_out)
        tests = copy / "tests"
        configuration, session = tests / "mutants.toml", tests / "mutants.sqlite"
        configuration.write_text(CONFIGURATION.format(module=module, command=MODULES[module]), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{tests}", "PYTHONDONTWRITEBYTECODE": "1"}
        binaries = Path(sys.executable).parent
        for program, *arguments in (
            ("cosmic-ray", "init", configuration.name, session.name),
            ("cr-filter-operators", session.name, configuration.name),
            ("cosmic-ray", "exec", configuration.name, session.name),
        ):
            subprocess.run([binaries / program, *arguments], cwd=tests, env=environment, check=True)
        dumped = subprocess.run(
            [binaries / "cosmic-ray", "dump", session.name], cwd=tests, check=True, capture_output=True, text=True
        )
    return _counted(dumped.stdout)


def _counted(dumped: str) -> Found:
    killed, survived = 0, []
    for line in dumped.splitlines():
        item, result = json.loads(line)
        (mutation,) = item["mutations"]
        outcome, diff = ("", "") if result is None else (result["test_outcome"], result["diff"] or "")
        if _is_unseen(mutation["operator_name"], _taken_away(diff)):
            continue
        if outcome == "survived":
            where = f"{Path(mutation['module_path']).name}:{mutation['start_pos'][0]}"
            survived.append(f"{where}  {mutation['operator_name']}  {_taken_away(diff)}")
        killed += outcome in {"killed", "incompetent"}
    return Found(killed, tuple(survived))


def _is_unseen(operator: str, line: str) -> bool:
    """A change that no run can tell: of such a line, or of what parts the names and types of a signature."""
    return line.startswith(UNSEEN) or (line.startswith("def ") and operator.startswith("core/ReplaceBinaryOperator"))


def _taken_away(diff: str) -> str:
    """The line as it was."""
    lines = [line[1:].strip() for line in diff.splitlines() if line.startswith("-") and not line.startswith("---")]
    return lines[0] if lines else ""


def main() -> None:
    killed = mutants = 0
    for module in sys.argv[1:] or MODULES:
        result = found(module)
        killed, mutants = killed + result.killed, mutants + result.mutants
        for place in result.survived:
            print(place)
        print(f"{module}: {result.killed} of {result.mutants} killed", flush=True)
    print(f"all: {killed} of {mutants} killed")
    sys.exit(killed < SCORE * mutants)


if __name__ == "__main__":
    main()
