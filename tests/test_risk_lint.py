"""A register is looked through: every rule can be tripped, a good one trips none, and what is unknown stays unknown."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from command import ROOT, run
from finsam_control.dossier import of_register
from finsam_control.facts import facts_of
from finsam_control.register_files import read_register
from finsam_control.register_reporting import SECTION
from finsam_control.rulebook import load, shipped_folder

Write = Callable[[dict[str, str | bytes]], Path]

HEAD = (
    "title: Riskregister Prov\ndate: 2025-03-01\nmatrix: {shipped: vanlig-4x4, appetite: [{highest: medel}]}\nrisks:\n"
)
AS_OF = "2026-11-22"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def risk(name: str, more: str = "", description: str = "D") -> str:
    return f"  - {{id: {name}, process: P, description: {description}, likelihood: 2, consequence: 2{more}}}\n"


def linted(path: Path | str, *arguments: str, as_of: str = AS_OF, code: int | None = None) -> dict[str, Any]:
    ended = run("risk", "lint", path, "--format", "json", "--as-of", as_of, *arguments)
    assert code is None or ended.code == code, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def breaches(found: dict[str, Any]) -> dict[str, list[str]]:
    """The rules that were broken, without their folder, and by which records."""
    broken: dict[str, list[str]] = {}
    for finding in found["findings"]:
        broken.setdefault(finding["rule"].split("/")[1], []).append(finding["subject"]["key"])
    return broken


def counts(found: dict[str, Any], rule: str) -> dict[str, int]:
    (own,) = (item["counts"] for item in found["rules"] if item["rule"] == f"riskregister/{rule}")
    return dict(own)


def facts(kind: str, text: str, folder: Write) -> tuple[Any, ...]:

    register, inputs = read_register(folder({"r.yaml": text}) / "r.yaml")
    return facts_of(of_register(register, inputs, date(2026, 11, 22)))[kind]


class TestExamples:
    def test_the_good_register_has_no_finding_and_waits_for_nothing(self) -> None:
        arguments = ("--records", "examples/good-year", "--previous", "risk_registers/good-year-2024.yaml")
        found = linted("risk_registers/good-year.yaml", *arguments, code=0)
        assert found["findings"] == []
        assert found["summary"]["not_assessable"] == 0
        assert found["summary"]["passed"] > 100

    def test_the_broken_registers_trip_every_rule_about_registers(self) -> None:
        known = {rule.id for rule in load((shipped_folder("rules"),)).rules if rule.subject.section == SECTION}
        fired: set[str] = set()
        for year in (2018, 2019, 2020, 2024):
            records = ("--records", "examples/broken-2020-riskregister" if year == 2020 else f"examples/broken-{year}")
            previous = ("--previous", "risk_registers/broken-2019.yaml") if year == 2020 else ()
            found = linted(f"risk_registers/broken-{year}.yaml", *records, *previous)
            fired |= {finding["rule"] for finding in found["findings"]}
        assert len(known) >= 50
        assert known - fired == set()

    def test_the_real_register_has_no_finding_and_says_what_it_does_not_tell(self) -> None:
        found = linted("risk_registers/vasteras-2022.yaml", code=0)
        assert found["findings"] == []
        waiting = {rule["rule"] for rule in found["rules"] if "not_assessable" in rule["counts"]}
        assert waiting == {
            "riskregister/nasta-provning",
            "riskregister/omrade-utan-risk",
            "riskregister/orsak-handelse-foljd",
        }
        assert found["assumed"] is True
        assert counts(found, "matris-lucka") == {"not_applicable": 1}


class TestMatrixAlone:
    MATRIX = "risk_registers/matrices/transportforetagen-5x5.yaml"

    def test_the_source_that_contradicts_itself_is_told_cell_by_cell(self) -> None:
        found = linted(self.MATRIX, code=1)
        assert set(breaches(found)) == {"matris-lucka", "matris-overlapp", "matris-gravast-gron"}
        messages = " ".join(finding["message"] for finding in found["findings"])
        assert "2 × 5" in messages
        assert "4 × 3, 5 × 3 (gul / röd)" in messages
        assert [flaw["kind"] for flaw in found["flaws"]] == ["gap", "overlap", "worst_in_green"]
        assert all(rule["rule"].startswith("riskregister/matris-") for rule in found["rules"])

    def test_those_to_be_used_are_sound_and_several_can_be_proved_at_once(self) -> None:
        sound = [f"risk_registers/matrices/vanlig-{size}.yaml" for size in ("4x4", "5x5")]
        ended = run("risk", "lint", *sound, "--as-of", AS_OF, "--format", "json")
        assert ended.code == 0
        assert [json.loads(line)["findings"] for line in ended.out.splitlines()] == [[], []]
        assert run("risk", "lint", sound[0], self.MATRIX, "--as-of", AS_OF).code == 1

    def test_a_band_out_of_reach_is_information_which_fail_on_lets_pass(self, folder: Write) -> None:
        text = (
            "likelihood_levels: 4\nconsequence_levels: 4\nbands:\n"
            "  - {label: låg, low: 1, high: 3, colour: green}\n  - {label: hög, low: 4, high: 16, colour: red}\n"
            "  - {label: omöjlig, low: 17, high: 20, colour: red}\n"
        )
        path = folder({"m.yaml": text}) / "m.yaml"
        assert set(breaches(linted(path, code=0))) == {"matris-onabar"}
        linted(path, "--fail-on", "info", code=1)

    def test_a_matrix_that_cannot_be_read_ends_with_2(self, folder: Write) -> None:
        path = folder({"m.yaml": "likelihood_levels: 1\nconsequence_levels: 4\n"}) / "m.yaml"
        ended = run("risk", "lint", path)
        assert (ended.code, ended.out) == (2, "")
        assert "m.yaml:1" in ended.err


class TestTime:
    LATE = ", actions: [{what: Rutin, owner: Ada, due: 2025-06-30, status: pagar}]"

    @pytest.mark.parametrize(("as_of", "late"), [("2025-06-30", None), ("2025-07-01", 1), ("2025-08-04", 35)])
    def test_a_measure_is_overdue_by_days_from_the_day_after(self, as_of: str, late: int | None, folder: Write) -> None:
        found = linted(folder({"r.yaml": HEAD + risk("a", self.LATE)}) / "r.yaml", as_of=as_of)
        overdue = [f["days_late"] for f in found["findings"] if f["rule"] == "riskregister/atgard-forsenad"]
        assert overdue == ([] if late is None else [late])

    def test_a_month_lasts_until_its_last_day(self, folder: Write) -> None:
        text = HEAD + risk("a", self.LATE.replace("2025-06-30", "2025-06"))
        path = folder({"r.yaml": text}) / "r.yaml"
        assert counts(linted(path, as_of="2025-06-30"), "atgard-forsenad") == {"not_yet_due": 1}
        assert counts(linted(path, as_of="2025-07-01"), "atgard-forsenad") == {"violated": 1}

    def test_a_risk_without_a_day_of_its_own_was_reviewed_when_the_register_was_made(self, folder: Write) -> None:
        risks = risk("a") + risk("b", ", reviewed_on: 2024-12-31") + risk("c", ", reviewed_on: saknas")
        found = facts("risk_handling", HEAD + risks, folder)
        assert [fact.reviewed_in_year for fact in found] == [True, False, False]
        undated = HEAD.replace("date: 2025-03-01", "date: saknas") + risk("a", ", reviewed_on: saknas")
        (fact,) = facts("risk_handling", undated, folder)
        assert fact.reviewed_in_year is False


class TestUnknown:
    """What the register does not say is neither a breach nor a pass."""

    def test_what_is_left_out_breaks_nothing(self, folder: Write) -> None:
        found = linted(folder({"r.yaml": HEAD + risk("a")}) / "r.yaml", code=0)
        assert found["findings"] == []
        assert counts(found, "vagval") == {"not_assessable": 1}

    def test_an_area_is_empty_only_in_a_whole_register_of_risks_that_tell_theirs(self, folder: Write) -> None:
        whole = HEAD.replace("matrix:", "complete: true\nmatrix:")
        told, untold = risk("a", ", area: budget"), risk("b")
        for text, expected in ((whole + told, False), (HEAD + told, None), (whole + told + untold, None)):
            found = {fact.group: fact.has_risk for fact in facts("risk_area", text, folder)}
            assert (found["finance"], found["privacy"]) == (True, expected)

    def test_a_low_risk_is_questioned_only_by_a_year_that_shows_its_control_failing(self) -> None:
        path, rule = "risk_registers/broken-2020.yaml", "lag-risk-med-avvikelse"
        assert counts(linted(path), rule) == {"not_applicable": 1, "not_assessable": 1}
        assert breaches(linted(path, "--records", "examples/broken-2020-riskregister"))[rule] == [
            "R3 god-sed/internkontroll-ansvarig"
        ]

    def test_a_move_is_asked_about_only_against_an_earlier_register(self, folder: Write) -> None:
        current = ", current: {likelihood: 2, consequence: 2, reason: saknas}"
        texts = {"now.yaml": HEAD + risk("a", current) + risk("ny", current), "was.yaml": HEAD + risk("a")}
        moved = texts["was.yaml"].replace("likelihood: 2", "likelihood: 3")
        place = folder({**texts, "moved.yaml": moved})
        now = place / "now.yaml"
        assert "flyttad-utan-skal" not in breaches(linted(now))
        assert "flyttad-utan-skal" not in breaches(linted(now, "--previous", str(place / "was.yaml")))
        found = breaches(linted(now, "--previous", str(place / "moved.yaml"), code=1))
        assert found["flyttad-utan-skal"] == ["a"]

    def test_a_check_that_the_whole_plan_does_not_hold_is_none(self) -> None:
        found = linted("risk_registers/broken-2020.yaml", "--records", "examples/broken-2020-riskregister")
        assert breaches(found)["rod-utan-kontrollmoment"] == ["R1", "R2"]
        assert breaches(linted("risk_registers/broken-2020.yaml"))["rod-utan-kontrollmoment"] == ["R1"]


class TestWords:
    @pytest.mark.parametrize(
        ("owner", "vague"),
        [("Styrelsen", True), (" ALLA. ", True), ("Styrelsens ordförande", False), ("Förbundschefen", False)],
    )
    def test_a_vague_owner_is_nobody_in_particular(self, owner: str, *, vague: bool, folder: Write) -> None:
        (fact,) = facts("risk_handling", HEAD + risk("a", f", owner: '{owner}'"), folder)
        assert fact.owner_is_vague is vague

    def test_a_text_that_returns_names_the_first_that_has_it(self, folder: Write) -> None:
        risks = risk("a", description="Fel betalas") + risk("b", description="fel  betalas.")
        other = risk("c", description="Fel betalas").replace("likelihood: 2", "likelihood: 3")
        found = facts("risk_description", HEAD + risks + other + risk("d", description="Fel betalas ut"), folder)
        assert [(fact.first, fact.same_score) for fact in found] == [
            (None, None),
            ("a", True),
            ("a", False),
            (None, None),
        ]

    def test_a_treatment_and_its_acceptance(self, folder: Write) -> None:
        accepted = ", treatment: accept, accepted_on: 2025-02-01"
        risks = (
            risk("a", accepted + ", accepted_by: Styrelsen")
            + risk("b", accepted)
            + risk("c", accepted + ", accepted_by: saknas")
        )
        found = linted(folder({"r.yaml": HEAD + risks}) / "r.yaml", code=1)
        assert counts(found, "godtagen-utan-beslut") == {"not_assessable": 1, "passed": 1, "violated": 1}
        assert breaches(found)["godtagen-utan-beslut"] == ["c"]

    def test_the_page_fits_80_columns_names_each_risk_and_masks_identity_numbers(self, folder: Write) -> None:
        text = HEAD + risk("19811228-9874", ", treatment: reduce, measures: saknas")
        path = folder({"r.yaml": text}) / "r.yaml"
        ended = run("risk", "lint", path, "--as-of", AS_OF, "--lang", "en")
        assert ended.code == 1
        assert max(map(len, ended.out.splitlines())) <= 80
        assert "there is no measure" in " ".join(ended.out.split())
        assert "Proof of the matrix" in ended.out
        assert "811228" not in ended.out + run("risk", "lint", path, "--as-of", AS_OF, "--format", "json").out

    def test_nothing_is_said_of_a_file_that_cannot_be_read(self, folder: Write) -> None:
        path = folder({"r.yaml": HEAD + risk("a")}) / "r.yaml"
        for arguments in (
            ["risk_registers/nowhere.yaml"],
            [path, "--records", "nowhere"],
            [path, "--previous", "nowhere"],
        ):
            ended = run("risk", "lint", *arguments)
            assert (ended.code, ended.out) == (2, "")


class TestCheck:
    def test_the_year_judges_the_register_that_it_names_and_the_one_before(self) -> None:
        ended = run(
            "check", "examples/broken-2020-riskregister", "--as-of", AS_OF, "--format", "json", "--fail-on", "none"
        )
        found = json.loads(ended.out)
        fired = {o["rule"] for o in found["outcomes"] if o["outcome"] == "violated"}
        assert {"riskregister/flyttad-utan-skal", "riskregister/lag-risk-med-avvikelse"} <= fired
        assert "risk_registers/broken-2019.yaml" in {item["path"] for item in found["inputs"]}

    def test_a_year_without_a_register_asks_nothing_of_its_details(self) -> None:
        ended = run("check", "examples/vastmanland-2025", "--as-of", AS_OF, "--format", "json", "--fail-on", "none")
        found = json.loads(ended.out)
        details = {o["outcome"] for o in found["outcomes"] if o["rule"].startswith("riskregister/")}
        assert details == {"not_applicable"}
        (waiting,) = (item for item in found["missing"] if item["document"] == "riskregister")
        assert "god-sed/risk-produkt" in waiting["rules"]

    def test_an_earlier_register_that_does_not_exist_is_told_with_its_line(self, folder: Write) -> None:
        year = "entity: {name: F}\nfiscal_year: 2025\nrisk_register:\n  file: r.yaml\n  earlier: nowhere.yaml\n"
        place = folder({"forbund.yaml": year}) / "forbund.yaml"
        (place.parent / "r.yaml").write_text(HEAD + risk("a"), encoding="utf-8")
        ended = run("check", place)
        assert ended.code == 2
        assert "forbund.yaml:5" in ended.err
