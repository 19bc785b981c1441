"""The command line as a test runs it: in process, with what it said and how it ended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from finsam_control.cli.app import app

ROOT = Path(__file__).parents[1]
AS_OF = date(2026, 11, 22)
REAL_YEARS = ("vasteras-2015", "vasteras-2018", "vasteras-2021", "vasteras-2022", "vastmanland-2025")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Ended:
    """Runs finsam-control; a traceback fails the test."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


def report(folder: Path, *arguments: str) -> dict[str, Any]:
    """The JSON report of a folder."""
    ended = run("check", folder, "--as-of", str(AS_OF), "--format", "json", "--fail-on", "none", *arguments)
    assert ended.code == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def example(name: str, *arguments: str) -> dict[str, Any]:
    """The JSON report of an example year, with the paths it has from the root of the repository."""
    found: dict[str, Any] = json.loads(_example(Path.cwd(), name, arguments))
    return found


@cache
def _example(here: Path, name: str, arguments: tuple[str, ...]) -> str:
    """Judged once however many tests read it; what judging twice gives is a test of its own."""
    return json.dumps(report((ROOT / "examples" / name).relative_to(here), *arguments))


def outcomes(found: dict[str, Any], rule: str, outcome: str | None = None) -> list[dict[str, Any]]:
    """A rule's outcomes in a report, of one kind or of all."""
    return [
        item for item in found["outcomes"] if item["rule"] == rule and (outcome is None or item["outcome"] == outcome)
    ]
