"""What leaves for other programs is valid by its published schema and keeps the seven outcomes apart."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import junitparser
import pytest

from command import ROOT, run
from finsam_control.render import formats
from hostile import FORMULA, hostile_year

YEARS = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
SCHEMAS = Path(__file__).parent / "schemas"
SCHEMA_OF = {"sarif": "sarif-2.1.0.json", "oscal": "oscal-assessment-results.json"}
#: What OASIS published otherwise than it meant: a bracket too many in the pattern of a language, which a strict reader
#: refuses, and `state` for the standard's own `status` of a suppression (sarif-spec issue 449).
STATE = '"{}": {{\n          "description": "A string that indicates the state of the suppression."'
MISPRINTS = {"sarif-2.1.0.json": {"{2}]?$": "{2}$", STATE.format("state"): STATE.format("status")}}
#: The kind of SARIF that stands for each outcome.
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
    schema = (SCHEMAS / name).read_text(encoding="utf-8")
    for printed_so, meant in MISPRINTS.get(name, {}).items():
        assert printed_so in schema
        schema = schema.replace(printed_so, meant)
    jsonschema_rs.validator_for(json.loads(schema)).validate(document)
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

    def test_what_must_be_known_before_the_silence_is_trusted_is_a_notification(self) -> None:
        (found,) = json.loads(printed("vasteras-2022", "sarif"))["runs"]
        told = found["invocations"][0]["toolExecutionNotifications"]
        assert told
        assert [item["descriptor"]["id"] for item in told] == [n["code"] for n in report("vasteras-2022")["notices"]]
        assert all(item["message"]["text"].startswith("Dessa kontroller prövade ingenting") for item in told)

    def test_no_text_of_the_records_is_a_link_or_holds_an_argument(self, tmp_path: Path) -> None:
        (found,) = json.loads(hostile(tmp_path, "sarif"))["runs"]
        told = [item["message"]["text"] for item in found["results"]]
        assert any("[öppna bilagan] (https://example.invalid) {{0}}" in text for text in told)
        assert not any("](" in text or re.search(r"(?<!\{)\{(?!\{)", text.replace("{{", "")) for text in told)

    def test_what_the_board_has_accepted_fails_and_is_suppressed_with_its_reason(self, tmp_path: Path) -> None:
        (found,) = json.loads(accepted(tmp_path, "sarif"))["runs"]
        (item,) = [item for item in found["results"] if item["properties"]["outcome"] == "accepted"]
        assert (item["kind"], item["suppressions"][0]["status"]) == ("fail", "accepted")
        assert "ryms i budgeten" in item["suppressions"][0]["justification"]


class TestOscal:
    @pytest.mark.parametrize("year", YEARS)
    def test_every_year_is_valid_and_only_verdicts_are_findings(self, year: str) -> None:
        (found,) = valid("oscal-assessment-results.json", printed(year, "oscal"))["assessment-results"]["results"]
        tested = [item for item in found["observations"] if item["methods"] == ["TEST"]]
        assert Counter(props(item)["outcome"] for item in tested) == outcomes(year)
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

    def test_what_must_be_known_before_the_silence_is_trusted_is_remarked(self) -> None:
        result = json.loads(printed("vasteras-2022", "oscal"))["assessment-results"]["results"][0]
        assert result["remarks"].startswith("Dessa kontroller prövade ingenting")
        assert all(notice["text"] in result["remarks"] for notice in report("vasteras-2022")["notices"])

    def test_what_an_edition_masked_and_why_is_told_and_valid(self) -> None:
        text = printed("vasteras-2022", "oscal", "--edition", "public")
        metadata = valid("oscal-assessment-results.json", text)["assessment-results"]["metadata"]
        masked = json.loads(printed("vasteras-2022", "json", "--edition", "public"))["masked"]
        told = {item["class"]: item for item in metadata["props"] if item["name"] == "masked"}
        assert masked
        assert {kind: item["value"] for kind, item in told.items()} == {
            item["kind"]: f"{item['kind']}: {item['times']}" for item in masked
        }
        assert all(item["why"] in told[item["kind"]]["remarks"] for item in masked)

    def test_an_edition_that_masked_nothing_lists_nothing(self) -> None:
        metadata = json.loads(printed("vasteras-2022", "oscal"))["assessment-results"]["metadata"]
        assert "masked" not in {item["name"] for item in metadata["props"]}

    def test_no_text_of_the_records_is_markup(self, tmp_path: Path) -> None:
        document = json.loads(hostile(tmp_path, "oscal"))["assessment-results"]
        told = [document["metadata"]["title"]]
        told += [item["description"] for item in document["results"][0]["observations"]]
        assert any(r"\[öppna bilagan\](https://example.invalid)" in text for text in told)
        assert not [text for text in told if re.search(r"(?<!\\)[\[<`{]", text)]

    def test_a_breach_that_has_a_last_day_is_a_risk_with_a_deadline_and_the_remedy(self) -> None:
        result = json.loads(printed("broken-2024", "oscal"))["assessment-results"]["results"][0]
        breaches = [item for item in report("broken-2024")["outcomes"] if item["outcome"] == "violated"]
        dated = [f"{item['due']}T23:59:59Z" for item in breaches if item["due"]]
        assert dated
        assert sorted(item["deadline"] for item in result["risks"] if "deadline" in item) == sorted(dated)
        assert all(item["remediations"][0]["description"] for item in result["risks"])

    def test_what_a_reviewer_vouches_for_is_an_attestation_and_what_was_seen_is_examined(self) -> None:
        result = json.loads(printed("good-year", "oscal"))["assessment-results"]["results"][0]
        told = [section for section in report("good-year")["coverage"]["by_section"] if section["attested_by"]]
        assert told
        assert len(result["attestations"]) == sum(len(section["attested_by"]) for section in told)
        examined = {
            item["uuid"]: item["description"] for item in result["observations"] if "EXAMINE" in item["methods"]
        }
        parts = [item["parts"][0] for item in result["attestations"]]
        assert {part["links"][0]["href"].removeprefix("#"): part["prose"] for part in parts} == examined

    def test_an_accepted_breach_is_an_approved_deviation(self, tmp_path: Path) -> None:
        result = json.loads(accepted(tmp_path, "oscal"))["assessment-results"]["results"][0]
        (risk,) = [item for item in result["risks"] if item["status"] == "deviation-approved"]
        assert "ryms i budgeten" in props(risk)["acceptance"]


class TestJunit:
    @pytest.mark.parametrize("year", YEARS)
    def test_failures_are_breaches_and_the_skipped_say_why(self, year: str) -> None:
        suites = junitparser.JUnitXml.fromstring(printed(year, "junit").encode())
        counts = outcomes(year)
        assert (suites.tests, suites.failures, suites.errors) == (counts.total(), counts["violated"], 0)
        cases = [case for suite in suites for case in suite]
        told = Counter(_kind(case) for case in cases)
        assert told == counts
        assert sum(suite.tests for suite in suites) == len(cases)

    def test_what_must_be_known_before_the_silence_is_trusted_stands_in_a_suite_without_cases(self) -> None:
        text, found = printed("vasteras-2022", "junit"), report("vasteras-2022")
        first: Any = next(iter(junitparser.JUnitXml.fromstring(text.encode())))
        assert (first.name, first.tests, list(first)) == ("Samlad bild enligt verktyget", 0, [])
        properties = {item.name: item.value for item in first.properties()}
        told = [value for name, value in properties.items() if name.startswith("notice.")]
        assert told == [notice["text"] for notice in found["notices"]]
        assert properties["rulebook"] == found["rulebook"]["sha256"]
        assert all(notice["text"] in said(text) for notice in found["notices"])
        assert "Dessa kontroller prövade ingenting" in said(text)

    def test_what_the_public_edition_masked_is_told(self) -> None:
        text = printed("vasteras-2022", "junit", "--edition", "public")
        masked = json.loads(printed("vasteras-2022", "json", "--edition", "public"))["masked"]
        assert masked
        assert all(item["why"] in said(text) for item in masked)


def said(text: str) -> str:
    """What the first suite of a JUnit document writes out."""
    return ET.fromstring(text).findtext("testsuite/system-out") or ""  # noqa: S314 -- what this program wrote itself


def _kind(case: Any) -> str:
    """Our outcome of a case, as a reader of JUnit finds it."""
    if not case.result:
        return "passed"
    (result,) = case.result
    return "violated" if isinstance(result, junitparser.Failure) else result.message.split(":")[0]


class TestCsv:
    @pytest.mark.parametrize("year", YEARS)
    def test_a_row_for_each_outcome_with_its_rule_and_record(self, year: str) -> None:
        rows = [row for row in table(printed(year, "csv")) if row["Slag av rad"] == "outcome"]
        told = [
            (item["outcome"], item["severity"], item["rule"], (item["subject"] or {"key": ""})["key"])
            for item in report(year)["outcomes"]
        ]
        columns = ("Utfallskod", "Allvarskod", "Regel", "Post")
        assert [tuple(row[name] for name in columns) for row in rows] == told

    def test_the_headings_are_in_the_language_and_excel_is_told_the_encoding(self) -> None:
        text = printed("vasteras-2022", "csv", "--lang", "en")
        assert text.startswith("\ufeffArea;Rule;")
        codes = [row["Outcome code"] for row in table(text) if row["Kind of row"] == "outcome"]
        assert Counter(codes) == outcomes("vasteras-2022")

    def test_rows_of_other_kinds_say_what_must_be_known_and_what_was_masked(self) -> None:
        arguments = ("--edition", "public")
        found = json.loads(printed("vasteras-2022", "json", *arguments))
        rows = [row for row in table(printed("vasteras-2022", "csv", *arguments)) if row["Slag av rad"] != "outcome"]
        kinds = [f"notice:{item['code']}" for item in found["notices"]]
        kinds += [f"masked:{item['kind']}" for item in found["masked"]]
        assert found["notices"]
        assert found["masked"]
        assert [row["Slag av rad"] for row in rows] == kinds
        texts = [item["text"] for item in found["notices"]] + [item["why"] for item in found["masked"]]
        assert all(text in row["Fann"] for text, row in zip(texts, rows, strict=True))
        assert {row["Utfallskod"] for row in rows} == {""}

    def test_an_accepted_breach_has_the_boards_reason(self, tmp_path: Path) -> None:
        (row,) = [row for row in table(accepted(tmp_path, "csv")) if row["Utfallskod"] == "accepted"]
        assert "ryms i budgeten" in row["Godtaget"]

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

    def test_nor_does_another_process_with_another_order_of_sets_change_a_byte(self, tmp_path: Path) -> None:
        names = [name for name in formats.names() if name != "terminal"]
        command = [sys.executable, "-m", "finsam_control", "check", "examples/broken-2024", "--as-of", "2026-11-22"]
        command += ["--fail-on", "none", "--edition", "public", "--format", "terminal"]
        for seed in ("1", "2"):
            (tmp_path / seed).mkdir()
            wanted = [part for name in names for part in ("--format", f"{name}:{tmp_path / seed / name}")]
            environment = {**os.environ, "PYTHONHASHSEED": seed}
            done = subprocess.run([*command, *wanted], cwd=ROOT, env=environment, check=True, capture_output=True)
            (tmp_path / seed / "terminal").write_bytes(done.stdout)
        for name in formats.names():
            content = (tmp_path / "1" / name).read_bytes()
            assert content, name
            assert content == (tmp_path / "2" / name).read_bytes(), name

    @pytest.mark.parametrize("form", SCHEMA_OF)
    def test_hostile_text_is_valid_still(self, form: str, tmp_path: Path) -> None:
        assert valid(SCHEMA_OF[form], hostile(tmp_path, form))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


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
