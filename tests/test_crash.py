"""A crash of the rule engine in C ends with exit code 3 and no grade, and leaves no file."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from command import AS_OF, ROOT

pytest.importorskip("durable", reason="durable_rules cannot be imported on this Python")

#: The engine judges some questions and then reads the memory at address nought, as its C code has done.
CRASHING = """
import ctypes, sys
from finsam_control.engines import durable_rules
from finsam_control.cli import main
ask, left = durable_rules._Compiled._ask, [{after}]
def crash(self, *rest):
    left[0] -= 1
    return ask(self, *rest) if left[0] > 0 else {how}
durable_rules._Compiled._ask = crash
main()
"""
SEGFAULT = "ctypes.string_at(0)"
KILLED = "__import__('os').kill(__import__('os').getpid(), {})"


def check(how: str, target: Path, years: int = 1, after: int = 20) -> subprocess.CompletedProcess[str]:
    arguments = ["check", *["examples/vasteras-2018"] * years, "--as-of", str(AS_OF), "--fail-on", "none"]
    code = CRASHING.format(after=after, how=how)
    command = [sys.executable, "-c", code, *arguments, "--format", "json", "--format", f"html:{target}"]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("after", [1, 20])
@pytest.mark.parametrize(
    ("how", "name"),
    [
        (SEGFAULT, "SIGSEGV"),
        *((KILLED.format(int(number)), number.name) for number in (signal.SIGABRT, signal.SIGFPE, signal.SIGKILL)),
    ],
)
def test_it_is_told_and_no_grade_is_set(how: str, name: str, after: int, tmp_path: Path) -> None:
    done = check(how, tmp_path / "report.html", after=after)
    assert (done.returncode, done.stdout) == (3, "")
    assert "ingen bedömning" in done.stderr
    assert name in done.stderr
    assert not list(tmp_path.iterdir())


def test_among_many_years_one_crash_ends_them_all(tmp_path: Path) -> None:
    years = ["examples/vasteras-2018"] * 12
    code = CRASHING.format(after=20, how=SEGFAULT)
    command = [sys.executable, "-c", code, "check", *years, "--as-of", str(AS_OF), "--format", f"overview:{tmp_path}/o"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (3, "")
    assert "ingen bedömning" in done.stderr
    assert not list(tmp_path.iterdir())


def test_where_nothing_crashes_the_verdict_is_the_runs_own(tmp_path: Path) -> None:
    done = check(SEGFAULT, tmp_path / "report.html", after=1_000_000)
    assert done.returncode == 0
    assert done.stdout.startswith('{"schema_version"')
    assert (tmp_path / "report.html").is_file()
