"""The auditors' remarks stand in one table, and what the rules found of each stands beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import AS_OF, ROOT, run
from finsam_control.remarks import MARKS, SUBJECT
from finsam_control.rulebook import load, shipped_folder

Write = Callable[[dict[str, str | bytes]], Path]

YEAR = "entity: {name: Samordningsförbundet Prov}\nfiscal_year: 2025\n"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def remarks(path: Path | str, *arguments: str) -> list[dict[str, Any]]:
    ended = run("remarks", path, "--as-of", str(AS_OF), "--format", "json", *arguments)
    assert ended.code == 0, ended.err
    found: list[dict[str, Any]] = json.loads(ended.out)["remarks"]
    return found


def marks(path: Path | str, *arguments: str) -> dict[str, set[str]]:
    return {remark["id"]: {mark["text"] for mark in remark["marks"]} for remark in remarks(path, *arguments)}


def test_every_rule_on_remarks_has_a_word_in_the_table() -> None:
    rules = {rule.id for rule in load((shipped_folder("rules"),)).rules if rule.subject.kind == SUBJECT}
    assert rules == set(MARKS)


class TestTheRealList:
    def test_all_fifteen_stand_there_with_what_the_document_says(self) -> None:
        found = remarks("examples/vasteras-2022")
        assert [remark["id"] for remark in found] == [str(number) for number in range(1, 16)]
        assert all(remark["area"] and remark["text"] and remark["measure"] and remark["when"] for remark in found)
        (evident,) = [remark for remark in found if remark["evidence"]]
        assert evident["id"] == "13"

    def test_six_have_no_owner_and_one_no_deadline(self) -> None:
        found = marks("examples/vasteras-2022")
        assert {name for name, said in found.items() if "ingen ansvarig" in said} == {"6", "7", "9", "11", "13", "15"}
        assert {name for name, said in found.items() if "ingen tidpunkt" in said} == {"15"}

    def test_what_nobody_says_is_done_is_not_called_overdue_and_only_asked_where_a_day_has_passed(self) -> None:
        found = marks("examples/vasteras-2022")
        assert not {name for name, said in found.items() if "försenad" in said}
        asked = {name for name, said in found.items() if any(text.startswith("tiden är ute") for text in said)}
        assert asked == {"1", "2", "3", "4", "5", "8", "9", "10", "12", "13", "14"}

    def test_the_table_is_read_at_80_columns_and_never_uses_the_auditors_own_word(self) -> None:
        for language in ("sv", "en"):
            ended = run("remarks", "examples/vasteras-2022", "--as-of", str(AS_OF), "--lang", language)
            assert ended.code == 0
            assert max(map(len, ended.out.splitlines())) <= 80
            assert "anmärkning" not in ended.out.lower()
        assert "15 remarks." in ended.out


def test_each_thing_to_follow_is_marked() -> None:
    assert marks("examples/broken-2024", "--lang", "en") == {
        "1": {"no owner"},
        "2": {"overdue", "returned"},
        "3": {"conflicting", "no deadline"},
        "4": {"conflicting", "no measure"},
        "5": {"closed without evidence"},
    }


def test_a_conflict_names_the_other_and_what_nobody_says_of_last_year_is_counted(folder: Write) -> None:
    shown = run("remarks", "examples/broken-2024", "--as-of", str(AS_OF), "--lang", "en").out
    assert "Conflicts with: 4" in shown
    assert "last year" not in shown
    real = run("remarks", "examples/vasteras-2022", "--as-of", str(AS_OF), "--lang", "en").out
    assert "15  not known whether the same was said last year" in real
    said = "{id: '1', area: A, text: T, returned: false}"
    year = folder({"a.yaml": f"{YEAR}observations: {{items: [{said}, {{id: '2', area: A, text: U}}]}}\n"})
    assert [remark["returned"] for remark in remarks(year)] == [False, None]


def test_a_measure_is_overdue_the_day_after_its_day(folder: Write) -> None:
    item = "{id: '1', area: A, text: T, measure: M, owner: O, due: 2025-06-17, status: pagar, returned: false}"
    year = folder({"a.yaml": f"{YEAR}observations: {{items: [{item}]}}\n"})
    shown = {day: run("remarks", year, "--as-of", day, "--lang", "en").out for day in ("2025-06-17", "2025-06-18")}
    assert "overdue" not in shown["2025-06-17"]
    assert "overdue" in shown["2025-06-18"]


def test_a_mark_that_the_board_has_accepted_says_so(folder: Write) -> None:
    item = "{id: '1', area: A, text: T, measure: M, owner: saknas}"
    acceptance = (
        "acceptances: [{rule: god-sed/synpunkt-ansvarig, period: 2025, key: '1', by: styrelsen, "
        "decided_on: 2026-02-01, for_period_only: true, reason: Styrelsen följer åtgärden själv tills vidare.}]\n"
    )
    year = folder({"a.yaml": f"{YEAR}observations: {{items: [{item}]}}\n{acceptance}"})
    assert marks(year, "--lang", "en") == {"1": {"no owner (accepted by the board)"}}


def test_silence_is_no_clean_bill(folder: Write) -> None:
    silent = run("remarks", folder({"a.yaml": YEAR}), "--as-of", str(AS_OF))
    assert (silent.code, "Inga är upptagna." in silent.out) == (1, True)
    whole = run("remarks", folder({"a.yaml": f"{YEAR}observations: {{complete: true}}\n"}), "--as-of", str(AS_OF))
    assert (whole.code, "listan uppges vara hel" in whole.out) == (0, True)


def test_a_year_that_cannot_be_read_ends_with_2(folder: Write) -> None:
    ended = run("remarks", folder({"a.yaml": "entity: no\n"}))
    assert (ended.code, ended.out) == (2, "")
    assert "a.yaml:1" in ended.err
