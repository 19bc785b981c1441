"""The internal-control cycle: what each link shows, what its absence is called, and what nobody knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import ROOT, outcomes, report, run

Write = Callable[[dict[str, str | bytes]], Path]

YEAR = "entity: {name: Samordningsförbundet Prov}\nfiscal_year: 2025\n"
REGISTER = """title: Riskregister Prov
matrix: {shipped: vanlig-4x4}
risks:
  - {id: R1, process: Attest, description: Fel betalas ut, likelihood: 2, consequence: 3}
"""


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def control(check: str = "", *, more: str = "", whole: bool = True) -> str:
    checks = f"  checks:\n    complete: {str(whole).lower()}\n    items:\n      - {{id: '1', what: Attest{check}}}\n"
    return f"{YEAR}internal_control:\n{more}{checks}"


def judged(folder: Write, rule: str, text: str, register: str | None = None) -> list[str]:
    files: dict[str, str | bytes] = {"a.yaml": text}
    if register is not None:
        files |= {"a.yaml": f"{text}risk_register: {{file: register/r.yaml}}\n", "register/r.yaml": register}
    return [item["outcome"] for item in outcomes(report(folder(files)), f"god-sed/{rule}")]


def chain(folder: Write, text: str, *arguments: str) -> dict[str, tuple[str, str]]:
    found = report(folder({"a.yaml": text}), "--lang", "en", *arguments)["control_chain"]
    return {step["step"]: (step["state"], step["text"]) for step in found["steps"]}


class TestEachMoment:
    @pytest.mark.parametrize(
        ("rule", "key"),
        [
            ("kontrollmoment-metod", "method"),
            ("internkontroll-ansvarig", "owner"),
            ("kontrollmoment-frekvens", "frequency"),
            ("kontrollmoment-mottagare", "reported_to"),
        ],
    )
    @pytest.mark.parametrize(
        ("written", "expected"), [("Något", "passed"), ("saknas", "violated"), (None, "not_assessable")]
    )
    def test_says_how_who_how_often_and_to_whom(
        self, folder: Write, rule: str, key: str, written: str | None, expected: str
    ) -> None:
        assert judged(folder, rule, control("" if written is None else f", {key}: {written}")) == [expected]

    def test_a_direct_measure_needs_no_frequency(self, folder: Write) -> None:
        check = ", type: direktatgard, frequency: saknas"
        assert judged(folder, "kontrollmoment-frekvens", control(check)) == ["not_applicable"]

    @pytest.mark.parametrize(
        ("written", "register", "expected"),
        [
            ("R1", REGISTER, "passed"),
            ("R2", REGISTER, "violated"),
            ("saknas", REGISTER, "violated"),
            ("saknas", None, "violated"),
            ("R1", None, "not_assessable"),
            (None, REGISTER, "not_assessable"),
        ],
    )
    def test_is_for_a_risk_that_the_register_has(
        self, folder: Write, written: str | None, register: str | None, expected: str
    ) -> None:
        check = "" if written is None else f", risk: {written}"
        assert judged(folder, "kontrollmoment-risk", control(check), register) == [expected]

    @pytest.mark.parametrize(
        ("owner", "process_owner", "reviewers", "expected"),
        [
            ("Bo", "Anna", "[Cia]", "passed"),
            ("anna", "Anna", "[Cia]", "violated"),
            ("Bo", "Anna", "[Cia, Anna]", "violated"),
            (None, "Anna", "[Anna]", "violated"),
            (None, "Anna", "[Cia]", "not_assessable"),
            ("Bo", None, "[Bo]", "not_assessable"),
            ("Bo", "saknas", "[Bo]", "not_assessable"),
        ],
    )
    def test_is_reviewed_by_another_than_who_answers_for_it(
        self, folder: Write, owner: str | None, process_owner: str | None, reviewers: str, expected: str
    ) -> None:
        given = {"owner": owner, "process_owner": process_owner}
        check = "".join(f", {key}: {name}" for key, name in given.items() if name is not None)
        text = control(check, more=f"  reviewers: {reviewers}\n")
        assert judged(folder, "kontrollmoment-oberoende", text) == [expected]

    @pytest.mark.parametrize(("performed", "expected"), [(3, "passed"), (2, "passed"), (1, "violated")])
    def test_is_performed_as_often_as_planned(self, folder: Write, performed: int, expected: str) -> None:
        text = control(f", planned: 2, performed: {performed}")
        assert judged(folder, "internkontroll-utford", text) == [expected]

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ("deviations: 1, measures: saknas", "violated"),
            ("deviations: 1, measures: Blanketten ändras", "passed"),
            ("deviations: 1, actions: [{what: Blanketten ändras}]", "passed"),
            ("deviations: 1", "not_assessable"),
            ("deviations: 0, measures: saknas", "not_applicable"),
            ("measures: saknas", "not_assessable"),
        ],
    )
    def test_that_found_a_deviation_has_a_measure(self, folder: Write, more: str, expected: str) -> None:
        assert judged(folder, "kontrollmoment-atgard", control(f", {more}")) == [expected]


class TestEachMeasure:
    def test_is_late_the_day_after_its_day_though_another_is_done(self, folder: Write) -> None:
        actions = "[{what: A, due: 2025-03-31, status: klar}, {what: B, due: 2025-06-17, status: pagar}]"
        year = folder({"a.yaml": control(f", deviations: 2, actions: {actions}")})
        found = {
            day: [
                item["outcome"]
                for item in outcomes(
                    report_on(year, day),
                    "god-sed/kontrollatgard-klar-i-tid",
                )
            ]
            for day in ("2025-06-17", "2025-06-18")
        }
        assert found == {"2025-06-17": ["passed", "not_yet_due"], "2025-06-18": ["passed", "violated"]}

    @pytest.mark.parametrize(
        ("rule", "key", "value"),
        [("kontrollatgard-ansvarig", "owner", "Bo"), ("kontrollatgard-tidpunkt", "due", "2025-06-17")],
    )
    def test_has_an_owner_and_a_deadline(self, folder: Write, rule: str, key: str, value: str) -> None:
        def one(written: str) -> list[str]:
            return judged(folder, rule, control(f", deviations: 1, actions: [{{what: A{written}}}]"))

        assert one(f", {key}: {value}") == ["passed"]
        assert one(f", {key}: saknas") == ["violated"]
        assert one("") == ["not_assessable"]

    def test_told_in_prose_alone_is_not_passed_over_in_silence(self, folder: Write) -> None:
        text = control(", deviations: 1, measures: Blanketten ändras")
        assert judged(folder, "kontrollatgard-ansvarig", text) == ["not_assessable"]

    def test_when_done_can_be_shown(self, folder: Write) -> None:
        def one(written: str) -> list[str]:
            return judged(folder, "kontrollatgard-underlag", control(f", actions: [{{what: A, {written}}}]"))

        assert one("status: klar, evidence: Protokoll § 4") == ["passed"]
        assert one("status: klar, evidence: saknas") == ["violated"]
        assert one("status: pagar, evidence: saknas") == ["not_applicable"]


class TestThePlan:
    @pytest.mark.parametrize(
        ("analysis", "expected"),
        [("2025-01-20", "passed"), ("2025-01-21", "violated"), ("2025-01", "passed"), ("saknas", "not_assessable")],
    )
    def test_comes_after_the_risk_analysis(self, folder: Write, analysis: str, expected: str) -> None:
        more = f"  plan: finns\n  plan_adopted_on: 2025-01-20\n  risk_analysis: finns\n  risk_analysis_on: {analysis}\n"
        assert judged(folder, "internkontroll-riskanalys-fore-plan", control(more=more)) == [expected]

    @pytest.mark.parametrize(
        ("aims", "expected"),
        [
            ("[verksamhet, rapportering, regelefterlevnad]", "passed"),
            ("[verksamhet, rapportering]", "violated"),
            ("[]", "violated"),
            (None, "not_assessable"),
        ],
    )
    def test_rests_on_a_policy_that_names_the_three_aims(self, folder: Write, aims: str | None, expected: str) -> None:
        named = "" if aims is None else f", aims: {aims}"
        text = f"{YEAR}policies: {{items: [{{kind: internkontroll, title: P, state: finns{named}}}]}}\n"
        assert judged(folder, "styrdokument-intern-kontroll-mal", text) == [expected]


class TestTheChain:
    def test_a_whole_chain_is_done_in_every_link(self) -> None:
        ended = run("check", "examples/good-year", "--as-of", "2026-11-22")
        for said in (
            "✓ riskanalys 2024-10-18",
            "✓ plan antagen 2024-11-15",
            "✓ 5 av 5 moment utförda, avvikelser: 1",
            "✓ åtgärder klara: 1 av 1",
            "✓ rapport till styrelsen 2025-11-21",
        ):
            assert said in ended.out

    def test_what_is_missing_is_said_in_words(self, folder: Write) -> None:
        more = "  plan: saknas\n  risk_analysis: saknas\n  reported_on: 2025-12-04\n  conclusion: saknas\n"
        text = control(", planned: 2, performed: 1, deviations: 1, measures: saknas", more=more)
        assert chain(folder, text) == {
            "risk_analysis": ("missing", "risk analysis missing"),
            "plan": ("missing", "plan missing"),
            "checks": ("missing", "0 of 1 checks performed, deviations: 1"),
            "measures": ("missing", "no measure for the deviations of Attest"),
            "report": ("partly", "report to the board 2025-12-04, without an overall judgement"),
        }

    def test_what_nobody_has_said_is_neither_missing_nor_done(self, folder: Write) -> None:
        found = chain(folder, f"{YEAR}internal_control: {{reviewers: [Bo]}}\n")
        assert {state for state, _ in found.values()} == {"unknown"}
        assert chain(folder, control())["checks"][0] == "unknown"

    def test_a_measure_under_way_is_no_done_link(self, folder: Write) -> None:
        text = control(", planned: 1, performed: 1, deviations: 1, actions: [{what: A, status: klar}, {what: B}]")
        assert chain(folder, text)["measures"] == ("unknown", "measures done: 1 of 2")
        worse = text.replace("{what: B}", "{what: B, status: pagar}")
        assert chain(folder, worse)["measures"] == ("partly", "measures done: 1 of 2")

    def test_a_year_without_internal_control_has_no_chain(self, folder: Write) -> None:
        year = folder({"a.yaml": f"{YEAR}observations: {{items: [{{id: '1', area: A, text: T}}]}}\n"})
        assert report(year)["control_chain"] is None

    def test_the_real_year_shows_what_the_minutes_show_and_no_more(self) -> None:
        found = report(Path("examples/vasteras-2022"))["control_chain"]["steps"]
        assert [step["state"] for step in found] == ["done", "unknown", "unknown", "unknown", "done"]


def report_on(folder: Path, day: str) -> dict[str, Any]:
    ended = run("check", folder, "--as-of", day, "--format", "json", "--fail-on", "none")
    found: dict[str, Any] = json.loads(ended.out)
    return found
