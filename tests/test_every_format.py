"""One hostile year through every format of the folder, and all seven outcomes through those that machines read."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest

from command import ROOT, report, run
from finsam_control.render import formats
from finsam_control.report import Report
from finsam_control.rule import OutcomeKind
from finsam_control.words import Words
from hostile import TURNED, hostile_year, replace
from test_machine_formats import props, valid

KINDS: tuple[OutcomeKind, ...] = get_args(OutcomeKind)
#: What steers a terminal or turns the direction of text.
STEERING = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
#: Data for programs, told as it was handed in: a program that shows it answers for how.
AS_HANDED_IN = {"json", "overview"}
#: Two years in a terminal, and the overview below them.
SIDE = "side-by-side"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile year in every format, a file of its own for each; what sets years side by side has one more."""
    folder = tmp_path_factory.mktemp("hostile")
    year = hostile_year(folder)
    before = Path(shutil.copytree(year, year.with_name("before")))
    replace(before / "forbund.yaml", "fiscal_year: 2024", "fiscal_year: 2023")
    several = {name for name in formats.names() if formats.load(name).media == "overview"}
    assert several
    for names, years in ((set(formats.names()) - several, [year]), (several, [before, year])):
        wanted = [argument for name in names for argument in ("--format", f"{name}:{folder / name}")]
        ended = run("check", *years, "--as-of", "2026-11-22", "--fail-on", "none", *wanted)
        assert (ended.code, ended.out, ended.err) == (0, "", "")
    ended = run(
        "check", before, year, "--as-of", "2026-11-22", "--fail-on", "none", "--format", f"terminal:{folder / SIDE}"
    )
    assert ended.code == 0, ended.err
    return folder


def texts(content: bytes) -> list[str]:
    """The text of a file, or of each part of a zipped one."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return [content.decode()]
    parts = zipfile.ZipFile(io.BytesIO(content))
    return [parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))]


class TestHostileYear:
    @pytest.mark.parametrize("form", [*formats.names(), SIDE])
    def test_nothing_steers_the_reader(self, form: str, hostile: Path) -> None:
        told = texts((hostile / form).read_bytes())
        assert any("Elak" in text for text in told)
        assert form in AS_HANDED_IN or not [text for text in told if re.search(STEERING, text)]

    @pytest.mark.parametrize("form", sorted(AS_HANDED_IN))
    def test_data_for_programs_holds_no_control_character_and_parses(self, form: str, hostile: Path) -> None:
        text = (hostile / form).read_text(encoding="utf-8")
        assert not re.search("[\x00-\x09\x0b-\x1f]", text)
        assert json.loads(text)

    def test_a_comparison_of_two_of_them_steers_no_terminal(self, hostile: Path) -> None:
        ended = run("diff", hostile / "json", hostile / "json", "--fail-on", "none")
        assert "[U+202E]esrever" in ended.out
        assert not re.search(STEERING, ended.out)

    @pytest.mark.parametrize("command", [("risk", "score"), ("risk", "matrix"), ("risk", "lint"), ("risk", "compare")])
    def test_no_command_about_a_register_steers_a_terminal(self, command: tuple[str, ...], tmp_path: Path) -> None:
        register = tmp_path / "register.yaml"
        shutil.copy(ROOT / "risk_registers" / "broken-2024.yaml", register)
        replace(register, "title: ", "title: \u202eesrever ")
        replace(register, "process: Attest och utbetalning", f"process: {json.dumps(TURNED)}")
        both = [register, register] if command[-1] == "compare" else [register]
        ended = run(*command, *both)
        assert "[U+202E]" in ended.out
        assert not re.search(STEERING, ended.out)

    def test_the_table_of_remarks_steers_no_terminal(self, tmp_path: Path) -> None:
        year = Path(shutil.copytree(ROOT / "examples" / "broken-2024", tmp_path / "examples" / "broken-2024"))
        shutil.copytree(ROOT / "risk_registers", tmp_path / "risk_registers")
        replace(year / "kontroll.yaml", "text: Protokollen justeras för sent", f"text: {json.dumps(TURNED)}")
        ended = run("remarks", year, "--as-of", "2026-11-22")
        assert "[U+202E]" in ended.out
        assert not re.search(STEERING, ended.out)

    @pytest.mark.parametrize(
        "command",
        [
            ("explain", "finsamlagen/19a-distansdeltagande", "{year}", "--as-of", "2026-11-22"),
            ("authority", "{year}", "--on", "2024-05-05"),
        ],
    )
    def test_what_a_command_asks_of_a_year_steers_no_terminal(self, command: tuple[str, ...], hostile: Path) -> None:
        year = str(hostile / "examples" / "broken-2024")
        ended = run(*(part.format(year=year) for part in command))
        assert "Elak" in ended.out, ended.err
        assert "[U+202E]" in ended.out
        assert not re.search(STEERING, ended.out)

    @pytest.mark.parametrize("form", ["docx", "xlsx"])
    def test_no_relation_of_an_office_file_leads_where_the_records_say(self, form: str, hostile: Path) -> None:
        assert not [text for text in texts((hostile / form).read_bytes()) if 'Target="https://example.invalid' in text]


@cache
def year() -> Report:
    return Report.model_validate(report(ROOT / "examples" / "broken-2024"))


@pytest.fixture
def seven() -> Report:
    """A report with an outcome of each kind, a kind more often the later it stands."""
    kinds = [kind for number, kind in enumerate(KINDS, start=1) for _ in range(number)]
    outcomes = tuple(
        outcome.model_copy(update={"outcome": kind, "acceptance": "Godtaget" if kind == "accepted" else None})
        for outcome, kind in zip(year().outcomes, kinds, strict=False)
    )
    return year().model_copy(update={"outcomes": outcomes, "summary": dict(Counter(kinds))})


def rendered(form: str, told: Report) -> str:
    text = formats.load(form).render(told, Words("sv"))
    assert isinstance(text, str)
    return text


class TestSevenOutcomes:
    """Each is found again, told apart from the six others, and none becomes a verdict that nobody gave."""

    def test_in_sarif(self, seven: Report) -> None:
        (told,) = valid("sarif-2.1.0.json", rendered("sarif", seven))["runs"]
        assert Counter(item["properties"]["outcome"] for item in told["results"]) == seven.summary
        failed = Counter(item["properties"]["outcome"] for item in told["results"] if item["kind"] == "fail")
        assert failed == {kind: seven.summary[kind] for kind in ("violated", "accepted")}
        assert not told["invocations"][0]["executionSuccessful"]

    def test_in_oscal(self, seven: Report) -> None:
        text = rendered("oscal", seven)
        (told,) = valid("oscal-assessment-results.json", text)["assessment-results"]["results"]
        assert Counter(props(item)["outcome"] for item in told["observations"] if "props" in item) == seven.summary
        found = Counter(props(item)["outcome"] for item in told["findings"])
        assert found == {kind: seven.summary[kind] for kind in ("passed", "violated", "accepted")}

    def test_in_junit(self, seven: Report) -> None:
        root = ET.fromstring(rendered("junit", seven))  # noqa: S314 -- what this program wrote itself
        counted = {name: int(root.attrib[name]) for name in ("tests", "failures", "errors")}
        assert counted == {
            "tests": sum(seven.summary.values()),
            "failures": seven.summary["violated"],
            "errors": seven.summary["error"],
        }
        skipped = Counter(item.attrib["message"].split(":")[0] for item in root.iter("skipped"))
        assert skipped == {k: n for k, n in seven.summary.items() if k not in {"passed", "violated", "error"}}

    def test_in_csv(self, seven: Report) -> None:
        text = rendered("csv", seven).removeprefix("\ufeff")
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        assert Counter(row["Utfallskod"] for row in rows if row["Slag av rad"] == "outcome") == seven.summary

    def test_in_json(self, seven: Report) -> None:
        outcomes: list[dict[str, Any]] = json.loads(rendered("json", seven))["outcomes"]
        assert Counter(item["outcome"] for item in outcomes) == seven.summary
