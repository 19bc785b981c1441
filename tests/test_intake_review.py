"""A draft judges nothing until a person has confirmed it, and then it is an ordinary record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from command import report, run
from finsam_control.cli.app import app
from finsam_control.dossier import read
from finsam_control.intake import kept
from intake_documents import Truth, annual_report, income_statement, minutes, register

DRAFT = "underlag.draft.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the draft of an annual report."""
    (tmp_path / "arsredovisning.txt").write_text(annual_report(Truth.of(4)), encoding="utf-8")
    ended = run("intake", tmp_path / "arsredovisning.txt", "--into", tmp_path / "ar")
    assert ended.code == 0, ended.err
    return tmp_path / "ar"


def draft(folder: Path) -> dict[str, Any]:
    _, parsed = kept.read((folder / DRAFT).read_bytes(), DRAFT)
    tree: dict[str, Any] = kept.bare(parsed.root)
    return tree


def answer(folder: Path, *answers: str) -> Result:
    """Walks through the draft with the answers given, one a line."""
    result = CliRunner().invoke(app, ["intake", "review", str(folder)], input="\n".join([*answers, "a"]) + "\n")
    assert result.exit_code == 0, result.output
    return result


def test_a_folder_of_drafts_alone_cannot_be_assessed_and_says_so(folder: Path) -> None:
    found = report(folder)
    assert found["entity"]["name"] == Truth.of(4).name
    assert found["grade"]["overall"] == "not_assessable"
    assert {item["outcome"] for item in found["outcomes"]} <= {"not_assessable", "not_applicable", "not_yet_due"}
    assert [notice["text"] for notice in found["notices"] if notice["code"] == "unconfirmed_draft"] == [
        f"{folder.as_posix()}/{DRAFT} är ett utkast som ingen har bekräftat; inget i det har bedömts."
    ]


def test_a_draft_beside_records_judges_nothing(folder: Path, tmp_path: Path) -> None:
    records = "entity: {name: Samordningsförbundet Annat}\nfiscal_year: 2024\n"
    (folder / "forbund.yaml").write_text(records, encoding="utf-8")
    assert read(folder).year.income_statement is None
    assert read(folder).year.entity.name == "Samordningsförbundet Annat"
    bare = tmp_path / "utan"
    bare.mkdir()
    (bare / "forbund.yaml").write_text(records, encoding="utf-8")
    judged = {item["rule"]: item["outcome"] for item in report(bare)["outcomes"]}
    assert {item["rule"]: item["outcome"] for item in report(folder)["outcomes"]} == judged


def test_what_is_certain_becomes_records_and_the_rest_stays_a_draft(folder: Path) -> None:
    ended = run("intake", "confirm", folder, "--by", "Cajsa Norén", "--on", "2026-03-02")
    assert ended.code == 0, ended.err
    dossier = read(folder)
    assert dossier.year.income_statement is not None
    assert [(item.confirmed_by, str(item.confirmed_on)) for item in dossier.year.documents] == [
        ("Cajsa Norén", "2026-03-02")
    ]
    left = draft(folder)
    assert left["values"]
    assert all(kept.at(left, kept.path_of(claim["value"])) is not None for claim in left["values"])
    assert "income_statement" not in left["records"]


def test_a_draft_confirmed_whole_is_gone(folder: Path) -> None:
    ended = run("intake", "confirm", folder, "--by", "Cajsa Norén", "--unseen")
    assert ended.code == 0, ended.err
    assert not (folder / DRAFT).exists()
    assert not read(folder).drafts


def test_the_doubtful_comes_first_and_beside_the_page(folder: Path) -> None:
    tree = draft(folder)
    ranks = {"doubtful": 0, "likely": 1}
    open_ones = sorted(
        (claim for claim in tree["values"] if claim["certainty"] in ranks), key=lambda claim: ranks[claim["certainty"]]
    )
    said = answer(folder).output
    assert said.index(open_ones[0]["value"]) < said.index("(b)ehåll")
    assert "▶" in said


def test_an_answer_is_kept_and_not_asked_for_again(folder: Path) -> None:
    answer(folder, "b")
    answered = [claim for claim in draft(folder)["values"] if "answer" in claim]
    assert [claim["answer"] for claim in answered] == ["kept"]
    assert answered[0]["value"] not in answer(folder).output.split("(b)ehåll")[0]


def test_what_is_struck_out_becomes_no_record(folder: Path) -> None:
    open_ones = [claim["value"] for claim in draft(folder)["values"] if claim["certainty"] != "certain"]
    for value in sorted(open_ones, key=lambda value: value.endswith("/unit")):
        answer(folder, "b" if value.endswith("/unit") else "s")
    ended = run("intake", "confirm", folder, "--by", "Cajsa Norén")
    assert ended.code == 0, ended.err
    assert not (folder / DRAFT).exists()
    year = read(folder).year
    assert year.annual_report is None or year.annual_report.parts.resultatrakning is None


def test_a_table_cannot_lose_what_every_table_has(folder: Path) -> None:
    open_ones = [claim["value"] for claim in draft(folder)["values"] if claim["certainty"] != "certain"]
    answer(folder, *("s" if value.endswith("/unit") else "b" for value in open_ones))
    before = (folder / DRAFT).read_bytes()
    ended = run("intake", "confirm", folder, "--by", "Cajsa Norén")
    assert ended.code == 2
    assert "`unit` saknas" in ended.err
    assert (folder / DRAFT).read_bytes() == before
    assert not (folder / "underlag.yaml").exists()


def test_a_correction_is_what_becomes_a_record(tmp_path: Path) -> None:
    (tmp_path / "ar.txt").write_text(
        "Utfall Budget\nBelopp i kr 2021 2022\nLedning 486 000\nTeam 7 000 6 000\n", encoding="utf-8"
    )
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut" / "forbund.yaml").write_text("entity: {name: S}\nfiscal_year: 2021\n", encoding="utf-8")
    run("intake", tmp_path / "ar.txt", "--into", tmp_path / "ut")
    asked = [claim["value"] for claim in draft(tmp_path / "ut")["values"] if claim["certainty"] == "doubtful"]
    before = ["n"] * asked.index("/records/tables/0/rows/0")
    answer(tmp_path / "ut", *before, "r", "values", " | 486 000")
    assert run("intake", "confirm", tmp_path / "ut", "--by", "Dag", "--unseen").code == 0
    (table,) = read(tmp_path / "ut").year.tables
    assert [cell.text for cell in table.rows[0].values] == ["0", "486 000"]


def test_a_correction_cannot_bring_a_personal_identity_number_in(folder: Path) -> None:
    answer(folder, "r", "title", "Årsredovisning för 811218-9876")
    assert "9876" not in (folder / DRAFT).read_text(encoding="utf-8")


def test_a_section_that_another_file_holds_stays_in_the_draft(folder: Path) -> None:
    (folder / "siffror.yaml").write_text(
        "income_statement: {id: r, title: R, unit: kr, columns: [{name: A}], rows: [{label: X, values: [1]}]}\n",
        encoding="utf-8",
    )
    ended = run("intake", "confirm", folder, "--by", "Cajsa Norén", "--unseen")
    assert "income_statement" in ended.out
    assert "income_statement" in draft(folder)["records"]
    year = read(folder).year
    assert year.income_statement is not None
    assert year.income_statement.id == "r"


def test_risks_wait_for_the_matrix_that_they_are_scored_on(tmp_path: Path) -> None:
    truth = Truth.of(8)
    text = f"{minutes(truth)}\n{income_statement(truth, ' ')}\n{register(truth)}\n"
    (tmp_path / "protokoll.txt").write_text(text, encoding="utf-8")
    run("intake", tmp_path / "protokoll.txt", "--into", tmp_path / "ut")
    waiting = run("intake", "confirm", tmp_path / "ut", "--by", "Ebba", "--unseen")
    assert "--matrix" in waiting.out
    assert "risks" in draft(tmp_path / "ut")
    refused = run("intake", "confirm", tmp_path / "ut", "--by", "Ebba", "--unseen", "--matrix", "ingen")
    assert refused.code == 2
    assert "vanlig-4x4" in refused.err
    ended = run("intake", "confirm", tmp_path / "ut", "--by", "Ebba", "--unseen", "--matrix", "vanlig-4x4")
    assert ended.code == 0, ended.err
    dossier = read(tmp_path / "ut")
    assert dossier.register is not None
    assert [(risk.likelihood, risk.consequence) for risk in dossier.register.risks] == list(truth.scores)
    assert not dossier.unlisted


def test_a_second_draft_does_not_take_the_place_of_the_first(folder: Path) -> None:
    document = folder.parent / "arsredovisning.txt"
    assert run("intake", document, "--into", folder).code == 2
    assert run("intake", document, "--into", folder, "--force").code == 0


def test_straight_through_gives_draft_report_and_to_do_list(tmp_path: Path) -> None:
    (tmp_path / "handlingar").mkdir()
    (tmp_path / "handlingar" / "ar.txt").write_text(annual_report(Truth.of(9)), encoding="utf-8")
    (tmp_path / "handlingar" / "protokoll.txt").write_text(minutes(Truth.of(9)), encoding="utf-8")
    ended = run("intake", "--check", tmp_path / "handlingar", "--into", tmp_path / "ut", "--as-of", "2031-01-01")
    assert ended.code == 0, ended.err
    assert (tmp_path / "ut" / DRAFT).is_file()
    out = " ".join(ended.out.split())
    assert "Bedömt är det som utkastet" in out
    assert "Att göra" in out
    assert "Eftersökt men inte funnet" in out
    assert "kassaflödesanalys" in out


def test_review_and_confirm_of_a_folder_without_a_draft_say_so(tmp_path: Path) -> None:
    for command in (["review"], ["confirm", "--by", "Ebba"]):
        ended = run("intake", *command, tmp_path)
        assert ended.code == 2
        assert "utkast" in ended.err


def test_a_draft_that_was_edited_wrongly_is_told_by_line(folder: Path) -> None:
    text = (folder / DRAFT).read_text(encoding="utf-8").replace("certainty: certain", "certainty: säkert", 1)
    (folder / DRAFT).write_text(text, encoding="utf-8")
    ended = run("intake", "confirm", folder, "--by", "Ebba")
    assert ended.code == 2
    assert "certain" in ended.err
    assert f"{DRAFT}:" in ended.err.replace(", rad ", ":") or DRAFT in ended.err
