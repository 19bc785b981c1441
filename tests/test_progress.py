"""A call of several years shows at a terminal how far it has come, and says nothing of it anywhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from command import AS_OF, ROOT

SMALL = ("examples/broken-2019", "examples/broken-2021", "examples/broken-2018")
MANY = SMALL * 3


def check(folder: Path, *years: str, at_a_terminal: bool) -> tuple[str, str]:
    """What `check` writes to stderr, which is a terminal or a pipe, and what stands in its report."""
    report = folder / "reports.json"
    command = [sys.executable, "-m", "finsam_control", "check", *years, "--as-of", str(AS_OF), "--fail-on", "none"]
    command += ["--format", f"json:{report}"]
    ours, theirs = pty.openpty() if at_a_terminal else os.pipe()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        told = everything(ours)
        assert process.stdout is not None
        assert process.stdout.read() == b""
    assert process.returncode == 0, told
    return told, report.read_text(encoding="utf-8")


def everything(descriptor: int) -> str:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(descriptor, 65_536)
        except OSError:  # how Linux tells that the other end of a terminal is closed
            part = b""
        if not part:
            os.close(descriptor)
            return b"".join(parts).decode()
        parts.append(part)


@pytest.mark.parametrize("years", [SMALL, MANY], ids=["in this process", "on every core"])
def test_at_a_terminal_each_year_that_is_done_is_counted_and_the_bar_is_gone_at_the_end(
    years: tuple[str, ...], tmp_path: Path
) -> None:
    told, report = check(tmp_path, *years, at_a_terminal=True)
    assert "Bedömda år" in told
    for number in range(len(years) + 1):
        assert f"{number}/{len(years)}" in told
    assert told.rstrip("\r\n").endswith("\x1b[2K"), "the line is wiped"
    assert len(report.splitlines()) == len(years)


def test_a_pipe_gets_no_bar_and_the_same_report(tmp_path: Path) -> None:
    told, report = check(tmp_path, *SMALL, at_a_terminal=False)
    assert told == ""
    assert report == check(tmp_path, *SMALL, at_a_terminal=True)[1]


def test_one_year_needs_none(tmp_path: Path) -> None:
    assert check(tmp_path, SMALL[0], at_a_terminal=True)[0] == ""
