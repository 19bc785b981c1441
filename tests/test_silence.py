"""Six ways in which nothing is tested and nothing complains: each is said, and none gives the best grade unsaid.

The year is the good one, whose grade is the best there is; one thing in it is made silent, and the terminal and the
JSON report are read as they are printed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from command import AS_OF, ROOT, run
from finsam_control.dossier import read
from finsam_control.records.plain import plain
from finsam_control.render import year_workbook
from finsam_control.words import Words

BEST = "sufficient"


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The good year in a folder that may be changed, with the registers that it names."""
    shutil.copytree(ROOT / "risk_registers", tmp_path / "risk_registers")
    return Path(shutil.copytree(ROOT / "examples" / "good-year", tmp_path / "examples" / "good-year"))


def checked(year: Path, *, as_of: str = str(AS_OF)) -> tuple[str, dict[str, Any]]:
    """What the terminal shows, on one line, and the report as JSON."""
    target = year.parent / "report.json"
    ended = run(
        *("check", year, "--as-of", as_of, "--fail-on", "none", "--force"),
        *("--format", "terminal", "--format", f"json:{target}"),
    )
    assert ended.code == 0, ended.err
    return " ".join(ended.out.split()), json.loads(target.read_text(encoding="utf-8"))


def said(found: dict[str, Any], code: str) -> list[str]:
    return [notice["text"] for notice in found["notices"] if notice["code"] == code]


def changed(file: Path, change: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, encoding="utf-8")


def heading_alone(year: Path) -> None:
    changed(year / "inkop.csv", lambda text: text.split("\n")[0] + "\n")


def a_column_more(year: Path) -> None:
    changed(year / "inkop.csv", lambda text: text.replace("\n", ";\n").replace(";\n", ";Attesterat av\n", 1))


def a_column_less(year: Path) -> None:
    changed(year / "inkop.csv", lambda text: text.replace(";avtal;", ";ordernummer;", 1))


def a_file_that_nothing_lists(year: Path) -> None:
    shutil.copy(year / "bokforing.se", year / "bokforing-2.se")


def an_attestation_of_nothing(year: Path) -> None:
    changed(year / "intyg.yaml", lambda text: text.replace("section: 4 §", "section: 29 §", 1))


@pytest.mark.parametrize(
    ("silence", "code", "words"),
    [
        (heading_alone, "empty_population", "inkop.csv står bland filerna men har ingen rad"),
        (a_column_more, "unread_column", "Dessa kolumner i inkop.csv läses inte: Attesterat av"),
        (a_column_less, "lacking_column", "inkop.csv har ingen kolumn för: avtal (contract)."),
        (a_file_that_nothing_lists, "unlisted_file", "lämnades in men inget läser den"),
        (an_attestation_of_nothing, "unmatched_attestation", "29 §"),
    ],
)
def test_what_was_handed_in_and_judged_nothing_is_said_and_keeps_the_best_grade_out_of_reach(
    year: Path, silence: Callable[[Path], None], code: str, words: str
) -> None:
    assert checked(year)[1]["grade"]["overall"] == BEST, "or the silence would prove nothing"
    silence(year)
    printed, found = checked(year)
    assert any(words in text for text in said(found, code))
    assert words in printed
    assert found["grade"]["overall"] != BEST


def test_what_the_books_do_not_say_is_asked_for_by_its_name(year: Path) -> None:
    """A ledger without results and a journal without contracts are there: named is what they lack."""
    a_column_less(year)
    ledger = year / "bokforing.se"
    ledger.write_bytes(b"".join(line for line in ledger.read_bytes().splitlines(keepends=True) if b"#RES" not in line))
    _, found = checked(year)
    waiting = {item["document"]: item["rules"] for item in found["missing"]}
    assert {"forbundets-egna/inkop-delegationens-grans", "god-sed/inkop-avtal-finns"} <= {*waiting["inkopsjournal"]}
    assert {"god-sed/inkop-stammer-med-huvudboken", "god-sed/bokforing-medlemmarnas-bidrag"} <= {*waiting["saldon"]}
    assert not {"delegationsordning", "huvudbok"} & waiting.keys()


def test_a_parameter_past_its_checked_date_is_said_and_keeps_the_best_grade_out_of_reach(year: Path) -> None:
    (year / "intyg.yaml").unlink()  # it expires before the parameters do
    assert checked(year, as_of="2027-11-23")[1]["grade"]["overall"] == BEST
    printed, found = checked(year, as_of="2027-11-24")
    assert said(found, "unchecked_parameter")
    assert "är inte kontrollerad efter 2026-11-22" in printed
    assert found["grade"]["overall"] != BEST


def test_a_sheet_left_at_its_example_row_is_said_and_nothing_of_it_is_known(year: Path) -> None:
    """An example may stand beside what is filled in, as the workbook says; where it stands alone nothing is known."""
    tree = plain(read(year).year)
    for file in year.glob("*.yaml"):
        file.unlink()
    workbook = year / "arsuppgifter.xlsx"
    workbook.write_bytes(year_workbook.render({"year": tree}, Words("sv")))
    assert checked(year)[1]["grade"]["overall"] == BEST
    tree.pop("contracts")
    workbook.write_bytes(year_workbook.render({"year": tree}, Words("sv")))
    left = [cell.value for cell in openpyxl.load_workbook(workbook)["Avtal"]["A"]]
    assert any(str(value or "").startswith("example ") for value in left), "the row is there"
    printed, found = checked(year)
    assert said(found, "example_left")
    assert "exempelrader i" in printed
    assert found["grade"]["overall"] != BEST


def test_a_column_that_the_profile_says_is_not_needed_is_no_silence(year: Path) -> None:
    a_column_more(year)
    shipped = (ROOT / "src/finsam_control/profiles/leverantorsreskontra.yaml").read_text(encoding="utf-8")
    own = shipped.replace("columns:", "ignored: [attesterat av]\ncolumns:")
    (year.parent / "kolumner.yaml").write_text(own, encoding="utf-8")
    changed(
        year / "forbund.yaml",
        lambda text: text.replace("kind: purchases}", "kind: purchases, profile: ../kolumner.yaml}"),
    )
    _, found = checked(year)
    assert not said(found, "unread_column")
    assert found["grade"]["overall"] == BEST
