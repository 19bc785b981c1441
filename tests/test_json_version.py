"""Version 1.0 of the JSON report: published, kept by every example, and still what its first readers were promised.

`reports/version-1.0.json` is a report of a made-up year as the first tool of that version wrote it, with an outcome of
each kind that it had. It is never written anew: a shape that it does not fit is another version.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from command import ROOT, report, run
from last_year import written

FIRST = Path(__file__).parent / "reports" / "version-1.0.json"
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def first() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIRST.read_text(encoding="utf-8"))
    return found


def schema() -> Any:
    return json.loads((ROOT / "docs" / "schema" / "report.json").read_text(encoding="utf-8"))


def paths(value: object, path: str = "") -> Iterator[str]:
    """Where each key stands; the elements of a list share one place."""
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield f"{path}/{key}"
        yield from paths(inner, f"{path}/{key}")
    for inner in value if isinstance(value, list) else ():
        yield from paths(inner, f"{path}/*")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_keeps_the_published_shape(name: str) -> None:
    validator = jsonschema_rs.validator_for(schema())
    found = report(ROOT / "examples" / name)
    assert [error.message for error in validator.iter_errors(found)] == []
    assert not validator.is_valid({**found, "outcomes": [{**found["outcomes"][0], "outcome": "failed"}]})
    assert not validator.is_valid({key: value for key, value in found.items() if key != "grade"})


def test_a_report_of_the_first_tool_still_fits_and_is_still_read(first: dict[str, Any], tmp_path: Path) -> None:
    assert jsonschema_rs.validator_for(schema()).is_valid(first)
    today = written(tmp_path / "today.json", report(ROOT / "examples" / "broken-2024"))
    ended = run("diff", FIRST, today, "--fail-on", "none")
    assert (ended.code, ended.err) == (0, "")


def test_what_a_reader_of_the_first_report_looks_for_is_still_there(first: dict[str, Any]) -> None:
    today = report(ROOT / "examples" / "broken-2024")
    assert len(set(paths(first))) > 80
    assert set(paths(first)) - set(paths(today)) == set()
    assert set(paths(first)) - set(paths({**today, "inputs": []})) == {"/inputs/*/path", "/inputs/*/sha256"}
