"""What leaves for other programs is valid by its published schema and keeps the seven outcomes apart."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from command import ROOT, run
from finsam_control.render import formats
from hostile import CONTROLS, FORMULA, hostile_year

YEARS = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
ONE_EACH = ("good-year", "broken-2024", "vasteras-2022")
SCHEMAS = Path(__file__).parent / "schemas"
#: How many outcomes of each kind SARIF's kinds and levels may stand for.
SARIF_KINDS = {
    "passed": "pass",
    "violated": "fail",
    "accepted": "fail",
    "not_applicable": "notApplicable",
    "not_yet_due": "review",
    "not_assessable": "open",
}


@cache
def printed(year: str, form: str, *arguments: str) -> str:
    path = (ROOT / "examples" / year).relative_to(Path.cwd())
    ended = run("check", path, "--as-of", "2026-11-22", "--fail-on", "none", "--format", form, *arguments)
    assert ended.code == 0, ended.err
    return ended.out


def report(year: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(year, "json"))
    return found


def outcomes(year: str) -> Counter[str]:
    return Counter(item["outcome"] for item in report(year)["outcomes"])


def valid(name: str, text: str) -> Any:
    document = json.loads(text)
    # One pattern of SARIF's schema, of a language, is published with a bracket too many, which a strict reader refuses.
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8").replace("{2}]?$", "{2}$"))
    jsonschema_rs.validator_for(schema).validate(document)
    return document


def props(item: dict[str, Any]) -> dict[str, str]:
    return {prop["name"]: prop["value"] for prop in item["props"]}


class TestSarif:
    @pytest.mark.parametrize("year", YEARS)
    def test_every_year_is_valid_and_every_outcome_is_a_result_of_its_own_kind(self, year: str) -> None:
        (found,) = valid("sarif-2.1.0.json", printed(year, "sarif"))["runs"]
        assert Counter(item["properties"]["outcome"] for item in found["results"]) == outcomes(year)
        for item in found["results"]:
            assert item["kind"] == SARIF_KINDS[item["properties"]["outcome"]]
            assert (item["level"] == "none") == (item["kind"] != "fail")
            assert found["tool"]["driver"]["rules"][item["ruleIndex"]]["id"] == item["ruleId"]

    def test_a_document_that_is_not_sarif_is_refused(self) -> None:
        broken = json.loads(printed("good-year", "sarif"))
        broken["runs"][0]["results"][0]["level"] = "grave"
        with pytest.raises(jsonschema_rs.ValidationError):
            valid("sarif-2.1.0.json", json.dumps(broken))

    def test_a_place_points_at_the_line_of_a_file_whose_hash_is_told(self) -> None:
        (found,) = json.loads(printed("vasteras-2022", "sarif"))["runs"]
        located = [item for item in found["results"] if item.get("locations")]
        assert located
        for item in located:
            physical = item["locations"][0]["physicalLocation"]
            artifact = found["artifacts"][physical["artifactLocation"]["index"]]
            assert artifact["location"]["uri"] == physical["artifactLocation"]["uri"]
            assert len(artifact["hashes"]["sha-256"]) == 64
            lines = Path(physical["artifactLocation"]["uri"]).read_text(encoding="utf-8").splitlines()
            assert 1 <= physical["region"]["startLine"] <= len(lines)

    def test_what_the_board_has_accepted_fails_and_is_suppressed_with_its_reason(self, tmp_path: Path) -> None:
        (found,) = json.loads(accepted(tmp_path, "sarif"))["runs"]
        (item,) = [item for item in found["results"] if item["properties"]["outcome"] == "accepted"]
        assert (item["kind"], item["suppressions"][0]["status"]) == ("fail", "accepted")
        assert "ryms i budgeten" in item["suppressions"][0]["justification"]


class TestOscal:
    @pytest.mark.parametrize("year", YEARS)
    def test_every_year_is_valid_and_only_verdicts_are_findings(self, year: str) -> None:
        (found,) = valid("oscal-assessment-results.json", printed(year, "oscal"))["assessment-results"]["results"]
        assert Counter(props(item)["outcome"] for item in found["observations"]) == outcomes(year)
        verdicts = {kind: n for kind, n in outcomes(year).items() if kind in {"passed", "violated", "accepted"}}
        assert Counter(props(item)["outcome"] for item in found.get("findings", [])) == verdicts
        for item in found.get("findings", []):
            satisfied = item["target"]["status"]["state"] == "satisfied"
            assert satisfied == (props(item)["outcome"] == "passed")
            assert satisfied != ("related-risks" in item)

    def test_a_document_that_is_not_oscal_is_refused(self) -> None:
        broken = json.loads(printed("good-year", "oscal"))
        del broken["assessment-results"]["metadata"]["oscal-version"]
        with pytest.raises(jsonschema_rs.ValidationError):
            valid("oscal-assessment-results.json", json.dumps(broken))

    def test_every_reference_points_at_something_and_no_identifier_stands_twice(self) -> None:
        text = printed("broken-2024", "oscal")
        document = json.loads(text)["assessment-results"]
        result = document["results"][0]
        own = [document["uuid"], result["uuid"]]
        own += [item["uuid"] for name in ("observations", "findings", "risks") for item in result[name]]
        own += [item["uuid"] for item in document["back-matter"]["resources"]]
        own += [item["remediations"][0]["uuid"] for item in result["risks"]]
        assert len(set(own)) == len(own)
        named = [item["related-observations"][0]["observation-uuid"] for item in result["findings"]]
        named += [item["related-risks"][0]["risk-uuid"] for item in result["findings"] if "related-risks" in item]
        named += [subject["subject-uuid"] for item in result["observations"] for subject in item.get("subjects", [])]
        named.append(document["import-ap"]["href"].removeprefix("#"))
        assert set(named) <= set(own)

    def test_what_a_reviewer_vouches_for_is_an_attestation(self) -> None:
        result = json.loads(printed("good-year", "oscal"))["assessment-results"]["results"][0]
        told = [section for section in report("good-year")["coverage"]["by_section"] if section["attested_by"]]
        assert told
        assert len(result["attestations"]) == sum(len(section["attested_by"]) for section in told)

    def test_an_accepted_breach_is_an_approved_deviation(self, tmp_path: Path) -> None:
        result = json.loads(accepted(tmp_path, "oscal"))["assessment-results"]["results"][0]
        (risk,) = [item for item in result["risks"] if item["status"] == "deviation-approved"]
        assert "ryms i budgeten" in props(risk)["acceptance"]


class TestJunit:
    @pytest.mark.parametrize("year", ONE_EACH)
    def test_failures_are_breaches_and_the_skipped_say_why(self, year: str) -> None:
        root = ET.fromstring(printed(year, "junit"))  # noqa: S314 -- what this program wrote itself
        counts = outcomes(year)
        assert int(root.attrib["tests"]) == sum(counts.values())
        assert int(root.attrib["failures"]) == counts["violated"] == len(list(root.iter("failure")))
        kinds = Counter(item.attrib["message"].split(":")[0] for item in root.iter("skipped"))
        assert kinds == {kind: n for kind, n in counts.items() if kind not in {"passed", "violated"}}
        assert sum(int(suite.attrib["tests"]) for suite in root.iter("testsuite")) == sum(counts.values())


class TestCsv:
    @pytest.mark.parametrize("language", ["sv", "en"])
    def test_a_row_for_each_outcome_under_headings_of_the_language(self, language: str) -> None:
        text = printed("vasteras-2022", "csv", "--lang", language)
        assert text.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
        column = {"sv": "Utfallskod", "en": "Outcome code"}[language]
        assert Counter(row[column] for row in rows) == outcomes("vasteras-2022")

    def test_a_cell_is_never_a_formula(self, tmp_path: Path) -> None:
        tmp_path.joinpath("ar.yaml").write_text(
            "entity: {name: Samordningsförbundet Exempel}\nfiscal_year: 2024\n"
            f"observations: {{items: [{{id: {json.dumps(FORMULA)}, area: a, text: b}}]}}\n",
            encoding="utf-8",
        )
        ended = run("check", tmp_path, "--as-of", "2026-11-22", "--fail-on", "none", "--format", "csv")
        rows = list(csv.reader(io.StringIO(ended.out, newline=""), delimiter=";"))
        assert f"'{FORMULA}" in {cell for row in rows for cell in row}
        assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


class TestEveryFormat:
    @pytest.mark.parametrize("form", formats.names())
    def test_the_same_input_gives_the_same_bytes(self, form: str, tmp_path: Path) -> None:
        files = [tmp_path / f"{number}.out" for number in range(2)]
        for file in files:
            arguments = ("--as-of", "2026-11-22", "--fail-on", "none", "--format", f"{form}:{file}")
            assert run("check", ROOT / "examples" / "vasteras-2022", *arguments).code == 0
        assert files[0].read_bytes() == files[1].read_bytes()

    @pytest.mark.parametrize("form", ["sarif", "oscal", "junit", "csv"])
    def test_hostile_text_is_shown_and_obeyed_by_nobody(self, form: str, tmp_path: Path) -> None:
        text = hostile(tmp_path, form)
        assert "owned" in text
        assert not set(text) & (
            set(CONTROLS) - set(" -~") - {character for character in CONTROLS if character.isprintable()}
        )
        assert "\u202e" not in text

    @pytest.mark.parametrize("form", ["sarif", "oscal"])
    def test_hostile_text_is_valid_still(self, form: str, tmp_path: Path) -> None:
        schema = {"sarif": "sarif-2.1.0.json", "oscal": "oscal-assessment-results.json"}[form]
        assert valid(schema, hostile(tmp_path, form))


def hostile(folder: Path, form: str) -> str:
    ended = run("check", hostile_year(folder), "--as-of", "2026-11-22", "--fail-on", "none", "--format", form)
    assert ended.code == 0, ended.err
    return ended.out


def accepted(folder: Path, form: str) -> str:
    """A year with one deviation that the board has accepted."""
    folder.joinpath("ar.yaml").write_text(
        """
entity: {name: Samordningsförbundet Exempel}
fiscal_year: 2024
policies:
  complete: true
acceptances:
  - rule: god-sed/styrdokument-attest
    period: 2024
    key: all
    reason: Attestordningen tas fram under våren och ryms i budgeten
    by: styrelsen
    decided_on: 2024-05-02
    for_period_only: true
""",
        encoding="utf-8",
    )
    ended = run("check", folder, "--as-of", "2026-11-22", "--fail-on", "none", "--format", form)
    assert ended.code == 0, ended.err
    return ended.out
