"""The published schemas fit what editors see: every example, register and rule completes and checks against them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from command import ROOT, run

SCHEMAS = ROOT / "docs" / "schema"


class CoreLoader(yaml.CSafeLoader):
    """YAML as an editor reads it: the core schema of YAML 1.2, without dates."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- PyYAML's own class attribute, emptied


for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]*$", "-+0123456789"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=CoreLoader)  # noqa: S506 -- a safe loader


def faults(schema: str, content: object) -> list[str]:
    validator = jsonschema_rs.validator_for(json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8")))
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(content)]


@pytest.mark.parametrize("year", sorted(path.name for path in (ROOT / "examples").iterdir()))
def test_a_year_fits_the_schema_that_its_files_name(year: str) -> None:
    merged: dict[str, object] = {}
    for file in sorted((ROOT / "examples" / year).glob("*.yaml")):
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text(encoding="utf-8"))
        assert named is not None, f"{file.name} names no schema"
        assert (file.parent / named[1]).resolve() == SCHEMAS / "records.json"
        merged |= read(file)
    assert faults("records", merged) == []


@pytest.mark.parametrize("file", sorted((ROOT / "risk_registers").glob("*.yaml")), ids=lambda file: file.name)
def test_a_register_fits_its_schema(file: Path) -> None:
    assert faults("risks", read(file)) == []


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("risk-score", ("risk", "score", "risk_registers/broken-2020.yaml")),
        ("risk-lint", ("risk", "lint", "risk_registers/broken-2020.yaml", "--as-of", "2026-11-22")),
        ("risk-lint", ("risk", "lint", "risk_registers/matrices/vanlig-4x4.yaml", "--as-of", "2026-11-22")),
        ("remarks", ("remarks", "examples/broken-2024", "--as-of", "2026-11-22")),
        ("trace", ("trace", "A 12", "examples/good-year")),
        ("sample", ("sample", "plan", "examples/good-year", "--as-of", "2026-11-22")),
    ],
)
def test_what_a_command_writes_fits_its_schema_and_no_other(
    schema: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    written = json.loads(run(*arguments, "--format", "json").out)
    assert faults(schema, written) == []
    assert faults("diff", written)


@pytest.mark.parametrize("schema", sorted(path.stem for path in SCHEMAS.glob("*.json")))
def test_a_schema_is_published_as_the_command_prints_it(schema: str) -> None:
    assert run("schema", schema).out == (SCHEMAS / f"{schema}.json").read_text(encoding="utf-8")


def test_every_rule_fits_its_schema() -> None:
    rules = [
        path
        for path in (ROOT / "rules").rglob("*.yaml")
        if path.parent != ROOT / "rules" and "parameters" not in path.parts
    ]
    assert rules
    assert {path.stem: found for path in rules if (found := faults("rules", read(path)))} == {}


def test_a_slip_of_the_pen_does_not_fit() -> None:
    assert faults("records", {"entity": {"name": "X"}, "fiscal_year": 2025, "meeting": {}})
    assert faults("records", {"entity": {"name": "X"}, "fiscal_year": 2025, "members": {"complete": "ja"}})
