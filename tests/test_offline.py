"""Nothing is fetched and nothing is sent: with every socket cut, a run writes every format."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from command import AS_OF, ROOT
from finsam_control.render import formats

#: Whatever asks for a socket, an address or a host name ends the process; the interpreter itself reports each attempt.
CUT = """
import sys
def cut(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        raise SystemExit(f"the network was asked for: {event} {arguments}")
sys.addaudithook(cut)
from finsam_control.cli import main
main()
"""


def cut_off(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CUT, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def test_the_net_is_cut_in_these_tests() -> None:
    code = CUT.replace(
        "from finsam_control.cli import main\nmain()", "import socket; socket.getaddrinfo('localhost', 1)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "the network was asked for: socket.getaddrinfo" in done.stderr


@pytest.mark.parametrize("years", [["examples/good-year"], ["examples/vasteras-2018"] * 9])
def test_every_format_is_written_without_a_socket(years: list[str], tmp_path: Path) -> None:
    several = {"json", "overview", "terminal", "trend"}
    names = [name for name in formats.names() if len(years) == 1 or name in several]
    wanted = [argument for name in names for argument in ("--format", f"{name}:{tmp_path / name}")]
    seal = str(tmp_path / "seal.json")
    done = cut_off("check", *years, "--as-of", str(AS_OF), "--fail-on", "none", *wanted, "--seal", seal)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {*names, "seal.json"}
    assert cut_off("verify", seal).returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        ("rules", "lint"),
        ("rules", "list"),
        ("calendar", "examples/good-year", "--year", "2025", "--as-of", "2026-11-22"),
        ("explain", "finsamlagen/05-finansieringsandelar", "examples/good-year"),
        ("risk", "matrix", "risk_registers/good-year.yaml"),
        ("remarks", "examples/good-year"),
        ("schema", "report"),
    ],
    ids=" ".join,
)
def test_no_other_command_asks_for_one(command: tuple[str, ...]) -> None:
    done = cut_off(*command)
    assert (done.returncode, done.stderr) == (0, "")
