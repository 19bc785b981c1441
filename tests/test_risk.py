"""A register's scores are worked out anew, its heat map is drawn, and nothing is written half or over another file."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import ROOT, run
from finsam_control.dossier import Dossier, read
from finsam_control.facts import risk as risk_facts
from finsam_control.records.matrix import Matrix
from finsam_control.records.register import Risk, RiskRegister, Score
from finsam_control.records.year import Year
from finsam_control.register_files import read_register
from finsam_control.render import heat_map, heat_map_svg
from finsam_control.risk_reporting import risk_report_of
from finsam_control.words import Words

Write = Callable[[dict[str, str | bytes]], Path]

REGISTER = """title: Riskregister Prov
date: 2026-03-01
matrix: {shipped: vanlig-4x4, appetite: [{highest: hög}]}
risks:
"""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def risk(name: str, likelihood: int, consequence: int, more: str = "") -> str:
    return (
        f"  - {{id: {name}, process: P, description: D, likelihood: {likelihood}, consequence: {consequence}{more}}}\n"
    )


def scored(path: Path | str, *arguments: str, code: int = 0) -> dict[str, Any]:
    ended = run("risk", "score", path, "--format", "json", *arguments)
    assert ended.code == code, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


class TestScore:
    def test_the_real_register_gives_8_medium_and_2_low_without_deviation(self) -> None:
        found = scored("risk_registers/vasteras-2022.yaml")
        assert [(r["product"], r["label"], r["deviations"]) for r in found["risks"]] == [
            (8, "medelhög", []),
            (2, "låg", []),
        ]
        assert found["totals"] == {"risks": 2, "scored": 2, "unscored": 0, "deviating": 0, "above_appetite": 0}
        assert [item["path"] for item in found["inputs"]] == [
            "risk_registers/vasteras-2022.yaml",
            "risk_registers/matrices/vasteras-4x4.yaml",
        ]

    def test_in_english_the_labels_are_english_and_still_agree_with_the_swedish_print(self) -> None:
        found = scored("risk_registers/vasteras-2022.yaml", "--lang", "en")
        assert [r["label"] for r in found["risks"]] == ["medium", "low"]
        assert not found["totals"]["deviating"]

    def test_each_way_to_be_wrong_is_told_and_ends_with_1(self) -> None:
        found = scored("risk_registers/broken-2024.yaml", code=1)
        deviations = {r["id"]: [d["kind"] for d in r["deviations"]] for r in found["risks"] if r["deviations"]}
        assert deviations == {"R3": ["label"], "R2": ["product"], "R4": ["outside_scale"]}
        assert found["risks"][-1]["id"] == "R4"

    def test_the_gravest_stand_first_and_the_unscored_last(self, folder: Write) -> None:
        risks = "  - {id: utan, process: P, description: D}\n" + risk("a", 1, 2) + risk("b", 4, 4) + risk("c", 3, 4)
        path = folder({"r.yaml": REGISTER + risks + risk("d", 4, 3)}) / "r.yaml"
        found = scored(path)
        assert [r["id"] for r in found["risks"]] == ["b", "c", "d", "a", "utan"]
        assert [r["above_appetite"] for r in found["risks"]] == [True, False, False, False, None]
        assert {b["label"]: b["risks"] for b in found["matrix"]["bands"]} == {
            "låg": 1,
            "medel": 0,
            "hög": 2,
            "mycket hög": 1,
        }

    def test_a_score_in_a_gap_and_one_in_an_overlap_are_told(self, folder: Write) -> None:
        register = "title: T\nmatrix: {shipped: transportforetagen-5x5}\nrisks:\n"
        text = register + risk("gap", 2, 5) + risk("two", 4, 3) + risk("one", 3, 3)
        found = scored(folder({"r.yaml": text}) / "r.yaml", code=1)
        kinds = {r["id"]: [d["kind"] for d in r["deviations"]] for r in found["risks"]}
        assert kinds == {"two": ["two_labels"], "one": [], "gap": ["no_label"]}
        assert {flaw["kind"] for flaw in found["matrix"]["flaws"]} == {"gap", "overlap", "worst_in_green"}

    def test_a_register_with_nothing_to_score_ends_with_1_and_says_so(self, folder: Write) -> None:
        path = folder({"r.yaml": REGISTER.replace("risks:\n", "risks: []\n")}) / "r.yaml"
        ended = run("risk", "score", path)
        assert ended.code == 1
        assert "Inget riskvärde gick att räkna ut" in ended.out

    def test_an_unreadable_register_ends_with_2_and_its_line(self, folder: Write) -> None:
        path = folder({"r.yaml": REGISTER + risk("a", 1, 2) + risk("a", 1, 3)}) / "r.yaml"
        ended = run("risk", "score", path)
        assert (ended.code, ended.out) == (2, "")
        assert "r.yaml:6" in ended.err
        assert run("risk", "score", "risk_registers/nowhere.yaml").code == 2

    def test_today_cannot_have_two_scores(self, folder: Write) -> None:
        same, other = "{likelihood: 1, consequence: 2}", "{likelihood: 1, consequence: 3}"
        assert scored(folder({"r.yaml": REGISTER + risk("a", 1, 2, f", current: {same}")}) / "r.yaml")
        two = folder({"r.yaml": REGISTER + risk("a", 1, 2, f", current: {other}")}) / "r.yaml"
        assert run("risk", "score", two).code == 2

    def test_the_table_says_the_same_in_words_and_masks_identity_numbers(self, folder: Write) -> None:
        path = folder({"r.yaml": REGISTER + risk("19811228-9874", 1, 2, ", printed_product: 3")}) / "r.yaml"
        ended = run("risk", "score", path, "--lang", "en")
        assert ended.code == 1
        assert "3 is printed; 1 × 2 is 2" in ended.out
        assert "811228" not in ended.out + run("risk", "score", path, "--format", "json").out

    @given(likelihood=st.integers(0, 6), consequence=st.integers(0, 6), printed=st.integers(0, 40) | st.none())
    def test_the_table_and_the_rules_facts_never_differ(
        self, likelihood: int, consequence: int, printed: int | None
    ) -> None:
        shipped = real_matrix()
        one = Risk(id="1", process="P", description="D").model_copy(
            update={"likelihood": likelihood, "consequence": consequence, "printed_product": printed}
        )
        (info,) = risk_report_of(register_of(shipped, one), (), Words("sv")).risks
        (fact,) = risk_facts.produce(dossier_with(register_of(shipped, one)))
        assert (fact.product, fact.label) == (info.product, info.label)
        kinds = {deviation.kind for deviation in info.deviations}
        assert ("outside_scale" in kinds) == (fact.within_scale is False)
        assert ("product" in kinds) == (fact.product_difference not in {0, None})


@functools.cache
def real_matrix() -> Matrix:
    return read_register(ROOT / "risk_registers" / "vasteras-2022.yaml")[0].matrix


def register_of(matrix: Matrix, *risks: Risk) -> RiskRegister:
    return RiskRegister.model_construct(title="Prov", date=None, matrix=matrix, risks=risks)


def dossier_with(register: RiskRegister) -> Dossier:
    return Dossier(good_year(), register, (), ())


@functools.cache
def good_year() -> Year:
    return read(ROOT / "examples" / "good-year").year


class TestModel:
    FULL = """  - id: R1
    area: privacy
    process: Dataskydd
    description: Uppgifter röjs
    cause: Fel mottagare
    event: Utskick till fel adress
    effect: Deltagare skadas
    inherent: {likelihood: 4, consequence: 4, date: 2025-03, scorer: Samordnaren, reason: Ingen rutin fanns}
    current: {likelihood: 2, consequence: 4, date: 2026-03-01, scorer: Samordnaren, reason: Rutinen är införd}
    target: {likelihood: 1, consequence: 4}
    treatment: reduce
    actions:
      - {what: Rutin för utskick, owner: Samordnaren, due: 2025-06, status: klar, evidence: Beslut 2025-06-10}
      - {what: Utbildning, owner: %s, due: 2026-06-30, status: pagar}
    contingency: Incidentplanen följs
    rules: [gdpr/33-anmalan]
    processing: Utskick till styrelsen
    next_review: 2026-09
"""

    def test_everything_a_coordinator_keeps_has_a_place(self, folder: Write) -> None:
        path = folder({"r.yaml": REGISTER + self.FULL % "Ekonomen"}) / "r.yaml"
        (info,) = scored(path)["risks"]
        assert [info[name]["label"] for name in ("inherent", "current", "target")] == ["mycket hög", "medel", "medel"]
        assert info["inherent"]["reason"] == "Ingen rutin fanns"
        (fact,) = risk_facts.produce(dossier_with(read_register(path)[0]))
        assert (fact.likelihood, fact.has_owner, fact.has_due, fact.due_on) == (2, True, True, "2026-06-30")
        assert fact.has_measures

    def test_one_measure_without_an_owner_leaves_the_risk_without(self, folder: Write) -> None:
        path = folder({"r.yaml": REGISTER + self.FULL % "saknas"}) / "r.yaml"
        (fact,) = risk_facts.produce(dossier_with(read_register(path)[0]))
        assert fact.has_owner is False

    @pytest.mark.parametrize("register", sorted((ROOT / "risk_registers").glob("*.yaml")), ids=lambda path: path.stem)
    def test_every_register_of_ours_reads(self, register: Path) -> None:
        assert read_register(register)[0].title


class TestHeatMap:
    def test_every_cell_has_letter_figure_and_pattern_and_ids_stand_in_theirs_at_80_columns(self) -> None:
        ended = run("risk", "matrix", "risk_registers/vasteras-2022.yaml")
        assert ended.code == 0
        assert "\x1b" not in ended.out
        assert max(map(len, ended.out.splitlines())) <= 80
        lines = ended.out.splitlines()
        row = next(n for n, line in enumerate(lines) if line.startswith("│2 "))
        assert "░░ B 8 ░░" in lines[row].split("│")[5]
        assert "• 1" in lines[row + 1].split("│")[5]
        assert "• 2" in next(line for line in lines if "• 2" in line).split("│")[3]

    def test_a_risk_without_a_cell_is_named(self, folder: Write) -> None:
        path = folder({"r.yaml": REGISTER + risk("R9", 5, 4) + risk("R1", 4, 4)}) / "r.yaml"
        assert "Utan plats i kartan: R9." in run("risk", "matrix", path).out

    def test_a_move_is_told_and_drawn_and_none_where_nothing_moved(self, folder: Write, tmp_path: Path) -> None:
        before = ", inherent: {likelihood: 4, consequence: 4}"
        text = REGISTER + risk("flyttad", 2, 3, before) + risk("kvar", 4, 4, before)
        path = folder({"r.yaml": text}) / "r.yaml"
        ended = run("risk", "matrix", path, "--svg", tmp_path / "karta.svg")
        assert "flyttad: 4 × 4 = 16 D → 2 × 3 = 6 B" in ended.out
        assert "kvar:" not in ended.out
        root = ET.parse(tmp_path / "karta.svg").getroot()  # noqa: S314 -- our own file
        assert len(root.findall(f"{SVG}polygon")) == 1

    def test_the_picture_has_title_description_patterns_and_the_same_bytes_each_time(self, tmp_path: Path) -> None:
        for name in ("a.svg", "b.svg"):
            assert run("risk", "matrix", "risk_registers/good-year.yaml", "--svg", tmp_path / name).code == 0
        text = (tmp_path / "a.svg").read_text(encoding="utf-8")
        assert text == (tmp_path / "b.svg").read_text(encoding="utf-8")
        root = ET.fromstring(text)  # noqa: S314 -- our own text
        assert root.findtext(f"{SVG}title") == "Riskregister 2025, Samordningsförbundet Lysande, 2025-03-14"
        assert "R4 Insatser: 4 × 5 = 20 kritisk" in (root.findtext(f"{SVG}desc") or "")
        assert len(root.findall(f".//{SVG}pattern")) == 3
        figures = {element.text for element in root.iter(f"{SVG}text")}
        assert {"D 25", "A 1", "C 12", "R1", "R2", "R3", "R4", "R5"} <= figures

    def test_a_file_is_never_replaced_unasked_and_never_half_written(self, tmp_path: Path) -> None:
        target = tmp_path / "karta.svg"
        target.write_text("förra årets", encoding="utf-8")
        ended = run("risk", "matrix", "risk_registers/good-year.yaml", "--svg", target)
        assert (ended.code, ended.out) == (2, "")
        assert "--force" in ended.err
        assert target.read_text(encoding="utf-8") == "förra årets"
        assert run("risk", "matrix", "risk_registers/good-year.yaml", "--svg", target, "--force").code == 0
        assert [path.name for path in tmp_path.iterdir()] == ["karta.svg"]
        missing = tmp_path / "nowhere" / "karta.svg"
        assert run("risk", "matrix", "risk_registers/good-year.yaml", "--svg", missing).code == 2

    @given(
        names=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1), unique=True),
        at=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=2),
    )
    def test_any_id_can_be_drawn_and_none_is_lost(self, names: list[str], at: list[tuple[int, int]]) -> None:
        matrix = real_matrix()
        now, before = (Score.model_construct(likelihood=s, consequence=k) for s, k in at)
        risks = [
            Risk(id=name, process="<P> & [red]", description="D").model_copy(
                update={"current": now, "inherent": before}
            )
            for name in names
        ]
        report = risk_report_of(register_of(matrix, *risks), (), Words("sv"))
        root = ET.fromstring(heat_map_svg.render(report, Words("sv")))  # noqa: S314 -- our own text
        assert all(risk.id in (root.findtext(f"{SVG}desc") or "") for risk in report.risks)
        assert heat_map.render(report, Words("sv"), colour=False, width=80)
