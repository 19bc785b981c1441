"""Two registers are compared risk by risk, on one scale, and two scorers by a figure that says when it says nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import ROOT, run
from finsam_control.rescale import rescaled

Write = Callable[[dict[str, str | bytes]], Path]
Score = tuple[int, int]

STEPS = st.integers(2, 10)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def register(*risks: str, matrix: str = "vanlig-4x4", more: str = "") -> str:
    return f"title: Register\n{more}matrix: {{shipped: {matrix}}}\nrisks:\n" + "".join(
        f"  - {{{one}}}\n" for one in risks
    )


def risk(name: str, score: Score | None, text: str = "", process: str = "P", more: str = "") -> str:
    scored = "" if score is None else f", likelihood: {score[0]}, consequence: {score[1]}"
    return f"id: {name}, process: {process}, description: {text or 'Risken ' + name}{scored}{more}"


class Registers:
    """Two registers in a folder of their own."""

    def __init__(self, write: Write) -> None:
        self.write = write

    def run(self, first: str, second: str, *arguments: str) -> Any:
        folder = self.write({"a.yaml": first, "b.yaml": second})
        return run("risk", "compare", folder / "a.yaml", folder / "b.yaml", *arguments)

    def compared(self, first: str, second: str, code: int = 0) -> dict[str, Any]:
        ended = self.run(first, second, "--format", "json", "--lang", "en")
        assert ended.code == code, ended.err
        found: dict[str, Any] = json.loads(ended.out)
        return found

    def agreement(self, *pairs: tuple[Score, Score]) -> dict[str, dict[str, Any]]:
        first = register(*(risk(f"R{n}", one) for n, (one, _) in enumerate(pairs)))
        second = register(*(risk(f"R{n}", other) for n, (_, other) in enumerate(pairs)), more="second_scoring: true\n")
        return {line["scale"]: line for line in self.compared(first, second)["agreement"]}


@pytest.fixture
def registers(folder: Write) -> Registers:
    return Registers(folder)


class TestTheRuleBetweenScales:
    def test_of_four_to_five_and_back(self) -> None:
        assert [rescaled(step, levels=4, to=5) for step in range(1, 5)] == [1, 2, 4, 5]
        assert [rescaled(step, levels=5, to=4) for step in range(1, 6)] == [1, 2, 3, 3, 4]

    @given(levels=STEPS, to=STEPS)
    def test_never_turns_two_steps_around_and_keeps_the_ends(self, levels: int, to: int) -> None:
        carried = [rescaled(step, levels=levels, to=to) for step in range(1, levels + 1)]
        assert carried == sorted(carried)
        assert (carried[0], carried[-1]) == (1, to)

    @given(levels=STEPS, to=STEPS)
    def test_to_a_finer_scale_and_back_changes_nothing(self, levels: int, to: int) -> None:
        if to >= levels:
            for step in range(1, levels + 1):
                assert rescaled(rescaled(step, levels=levels, to=to), levels=to, to=levels) == step

    def test_is_told_where_it_was_used_and_only_there(self, registers: Registers) -> None:
        four, five = register(risk("R1", (3, 4))), register(risk("R1", (4, 5)), matrix="vanlig-5x5")
        found = registers.compared(four, five)
        assert [pair["id"] for pair in found["unchanged"]] == ["R1"]
        assert "1→1, 2→2, 3→4, 4→5" in found["translation"]["text"]
        back = registers.compared(five, four)
        assert (len(back["unchanged"]), back["translation"]["consequence"]) == (1, [1, 2, 3, 3, 4])
        assert "That a risk has moved one step may come from that." in back["translation"]["text"]
        assert registers.compared(four, four)["translation"] is None


class TestTwoYears:
    def test_new_gone_moved_and_unchanged(self, registers: Registers) -> None:
        reason = ", current: {likelihood: 1, consequence: 3, reason: Rutinen är ny, scorer: Bo, date: 2026-02-01}"
        first = register(*(risk(name, (2, 3)) for name in ("stays", "falls", "rises", "aside", "goes")))
        second = register(
            risk("stays", (2, 3)),
            risk("falls", None, more=reason),
            risk("rises", (3, 3)),
            risk("aside", (3, 2)),
            risk("comes", (1, 1)),
        )
        found = registers.compared(first, second)
        assert [(pair["id"], pair["move"]) for pair in found["moved"]] == [
            ("rises", "up"),
            ("aside", "aside"),
            ("falls", "down"),
        ]
        assert [[one["id"] for one in found[group]] for group in ("appeared", "gone", "unchanged")] == [
            ["comes"],
            ["goes"],
            ["stays"],
        ]
        assert found["agreement"] == []
        shown = registers.run(first, second, "--lang", "en").out
        assert "2 × 3 = 6 medium → 1 × 3 = 3 low: lower" in shown
        assert "Reason: Rutinen är ny (Bo, 2026-02-01)" in shown
        assert shown.count("No reason is given.") == 2
        assert "agree" not in shown

    def test_what_one_has_not_scored_or_scored_off_the_scale_is_not_called_moved(self, registers: Registers) -> None:
        first = register(risk("R1", (2, 3)), risk("R2", (2, 3)))
        found = registers.compared(first, register(risk("R1", None), risk("R2", (5, 3))))
        assert {pair["id"] for pair in found["unscored"]} == {"R1", "R2"}
        assert not found["moved"]

    def test_bands_that_were_moved_are_told_of_a_score_that_stands(self, registers: Registers) -> None:
        other = (
            "title: T\nmatrix: {likelihood_levels: 4, consequence_levels: 4, bands: [{label: hög, low: 1, high: 16}]}\n"
        )
        ended = registers.run(register(risk("R1", (1, 2))), f"{other}risks:\n  - {{{risk('R1', (1, 2))}}}\n")
        assert "andra nivåer: låg → hög" in ended.out


class TestPairing:
    def test_a_risk_that_got_another_number_is_the_same_by_its_text(self, registers: Registers) -> None:
        first = register(risk("R1", (1, 1), "Fel betalas ut"), risk("R2", (2, 2), "Avtal förlängs"))
        second = register(risk("R1", (2, 2), "avtal  FÖRLÄNGS"), risk("R2", (1, 1), "Fel betalas ut"))
        found = registers.compared(first, second)
        assert {(pair["first_id"], pair["id"]) for pair in found["unchanged"]} == {("R1", "R2"), ("R2", "R1")}

    def test_a_risk_that_was_reworded_is_the_same_by_number_and_process(self, registers: Registers) -> None:
        found = registers.compared(register(risk("R1", (1, 1), "Förr")), register(risk("R1", (2, 1), "Nu")))
        assert [(pair["paired_by"], pair["move"]) for pair in found["moved"]] == [("id", "up")]

    def test_two_forbund_with_the_same_numbers_do_not_share_risks_by_accident(self, registers: Registers) -> None:
        first, second = register(risk("1", (1, 1), "Förr", "Attest")), register(risk("1", (4, 4), "Nu", "Lokal"))
        found = registers.compared(first, second, code=1)
        assert (found["moved"], found["same_id_other_text"]) == ([], ["1"])
        assert "1 finns i båda med annan process" in registers.run(first, second).out

    def test_two_risks_of_one_text_are_told_apart_by_their_numbers(self, registers: Registers) -> None:
        one = register(risk("R1", (1, 1), "Samma"), risk("R2", (4, 4), "Samma"))
        other = register(risk("R2", (4, 4), "Samma"), risk("R1", (1, 1), "Samma"))
        assert len(registers.compared(one, other)["unchanged"]) == 2


class TestTwoScorers:
    def test_full_agreement_is_1_and_disagreements_are_listed(self, registers: Registers) -> None:
        alike = registers.agreement(((1, 2), (1, 2)), ((2, 3), (2, 3)), ((4, 4), (4, 4)))
        assert [(line["same"], line["kappa"]) for line in alike.values()] == [(3, 1000)] * 3
        assert "complete agreement" in alike["likelihood"]["meaning"]
        assert "few risks" in alike["likelihood"]["meaning"]

    def test_the_figure_is_that_of_the_textbook(self, registers: Registers) -> None:
        """By hand, linear weights: 1/3 of a step apart as scored, 1 step apart by chance, so 1 - 1/3."""
        found = registers.agreement(((1, 1), (1, 1)), ((2, 2), (3, 2)), ((3, 3), (3, 3)))
        assert found["likelihood"]["kappa"] == 670
        assert found["consequence"]["kappa"] == 1000

    def test_opposite_scorers_agree_less_than_by_chance(self, registers: Registers) -> None:
        found = registers.agreement(((1, 1), (4, 1)), ((4, 2), (1, 2)))
        assert found["likelihood"]["kappa"] == -1000
        assert "less agreement than by chance" in found["likelihood"]["meaning"]

    def test_without_spread_there_is_no_figure(self, registers: Registers) -> None:
        found = registers.agreement(((2, 1), (2, 1)), ((2, 2), (3, 3)), ((2, 3), (2, 2)))
        assert found["likelihood"]["kappa"] is None
        assert "single step" in found["likelihood"]["meaning"]
        assert found["consequence"]["kappa"] is not None

    @pytest.mark.parametrize("pairs", [[], [((1, 2), (3, 4))]])
    def test_of_fewer_than_two_risks_there_is_no_figure(
        self, registers: Registers, pairs: list[tuple[Score, Score]]
    ) -> None:
        first = register(*(risk(f"R{n}", one) for n, (one, _) in enumerate(pairs)), risk("other", None))
        second = register(
            *(risk(f"R{n}", other) for n, (_, other) in enumerate(pairs)),
            risk("other", None),
            more="second_scoring: true\n",
        )
        found = registers.compared(first, second)
        assert {line["kappa"] for line in found["agreement"]} == {None}
        assert all("fewer than two" in line["meaning"] for line in found["agreement"])

    def test_without_the_library_the_line_that_installs_it_is_told(
        self, registers: Registers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "sklearn", None)
        monkeypatch.setitem(sys.modules, "sklearn.metrics", None)
        monkeypatch.delitem(sys.modules, "finsam_control.agreement", raising=False)
        first, second = register(risk("R1", (1, 1))), register(risk("R1", (1, 1)), more="second_scoring: true\n")
        ended = registers.run(first, second)
        assert (ended.code, ended.out) == (2, "")
        assert "pip install 'finsam-control[stats]'" in ended.err
        assert registers.run(first, first).code == 0


def test_a_register_that_cannot_be_read_ends_with_2_and_the_faults_of_both(registers: Registers) -> None:
    ended = registers.run("title: T\n", "risks: no\n")
    assert (ended.code, ended.out) == (2, "")
    assert "a.yaml" in ended.err
    assert "b.yaml" in ended.err


def test_it_is_read_at_80_columns_in_both_languages() -> None:
    for language in ("sv", "en"):
        first, second = "risk_registers/vasteras-2022.yaml", "risk_registers/good-year.yaml"
        ended = run("risk", "compare", first, second, "--lang", language)
        assert ended.code == 1
        assert max(map(len, ended.out.splitlines())) <= 80


def test_an_identity_number_is_masked(registers: Registers) -> None:
    one = register(risk("R1", (1, 1), "Ärendet 19811228-9874"))
    assert "811228" not in registers.run(one, one).out + registers.run(one, one, "--format", "json").out
