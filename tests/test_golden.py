"""What is printed for the five published years, and in prose also for a broken one; `make golden` rewrites it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

from command import AS_OF, REAL_YEARS, ROOT, run

GOLDEN = Path(__file__).parent / "golden"
#: A published year whose evidence is thin, and the made-up one with the most deviations.
PROSE_YEARS = ("vasteras-2022", "broken-2024")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in the reports are those of the README's commands."""
    monkeypatch.chdir(ROOT)


def compare(name: str, text: str, *, rewrite: bool) -> None:
    file = GOLDEN / name
    if rewrite:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("year", REAL_YEARS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_terminal_report_is_what_it_was(year: str, language: str, rewrite_golden: bool) -> None:  # noqa: FBT001 -- a fixture
    ended = run("check", f"examples/{year}", "--as-of", str(AS_OF), "--fail-on", "none", "--lang", language)
    assert ended.code == 0
    assert max(len(line) for line in ended.out.splitlines()) <= 80
    compare(f"{year}.{language}.txt", ended.out, rewrite=rewrite_golden)


@pytest.mark.parametrize("year", REAL_YEARS)
def test_the_json_report_is_what_it_was_and_keeps_its_published_shape(year: str, rewrite_golden: bool) -> None:  # noqa: FBT001
    ended = run("check", f"examples/{year}", "--as-of", str(AS_OF), "--fail-on", "none", "--format", "json")
    found = json.loads(ended.out)
    schema = json.loads((ROOT / "docs" / "schema" / "report.json").read_text(encoding="utf-8"))
    jsonschema_rs.validator_for(schema).validate(found)
    brief = [
        f"{o['outcome']:15} {o['severity']:9} {o['rule']}  {o['subject']['key'] if o['subject'] else '-'}"
        for o in found["outcomes"]
    ]
    compare(f"{year}.outcomes.txt", "\n".join(brief) + "\n", rewrite=rewrite_golden)


@pytest.mark.parametrize("year", PROSE_YEARS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_auditors_prose_is_what_it_was(year: str, language: str, rewrite_golden: bool) -> None:  # noqa: FBT001
    arguments = ("--as-of", str(AS_OF), "--fail-on", "none", "--lang", language, "--format", "markdown")
    ended = run("check", f"examples/{year}", *arguments)
    assert ended.code == 0
    compare(f"{year}.{language}.md", ended.out, rewrite=rewrite_golden)


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    command = [sys.executable, "-m", "finsam_control", "check", "examples/vasteras-2022", "--as-of", str(AS_OF)]
    first, second = (
        subprocess.run([*command, "--format", "json", "--fail-on", "none"], cwd=ROOT, check=True, capture_output=True)
        for _ in range(2)
    )
    assert first.stdout == second.stdout
    assert not first.stderr


@pytest.mark.parametrize("name", ["records", "risks", "facts", "rules", "report", "diff"])
def test_the_published_schemas_are_those_of_the_code(name: str) -> None:
    published = (ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert run("schema", name).out == published
