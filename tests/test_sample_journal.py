"""A sample of the journal of purchases: drawn from its rows, which are found again by file and line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import journals as made
from command import ROOT, run
from test_sample import drawn, evaluated, filled

EXAMPLES = ROOT / "examples"
GOOD = EXAMPLES / "good-year"
AS_OF = ("--as-of", "2026-11-22")
#: Columns of the worksheet, from 0.
VOUCHER, PLACE = 2, 7


def plan(year: Path, *arguments: str | Path) -> dict[str, Any]:
    ended = run("sample", "plan", year, *AS_OF, "--format", "json", *arguments)
    assert ended.code == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)["plan"]
    return found


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=";"))


def ore(text: str) -> int:
    return int(text.replace(" ", "").replace("\u00a0", "").replace(",", ""))


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The good year in a folder of its own, with the register that it names."""
    (tmp_path / "risk_registers").symlink_to(ROOT / "risk_registers")
    return Path(shutil.copytree(GOOD, tmp_path / "examples" / "good-year"))


def changed(year: Path, old: str, new: str, *, file: str = "inkop.csv") -> None:
    said = (year / file).read_text(encoding="utf-8")
    assert said.count(old) == 1
    (year / file).write_text(said.replace(old, new), encoding="utf-8")


def first_cells(year: Path, name: str) -> tuple[str, str]:
    """The first row as it stands in the file, and with one cell empty."""
    file = year / "inkop.csv"
    heading, line = file.read_text(encoding="utf-8").splitlines()[:2]
    cells = line.split(";")
    cells[heading.split(";").index(name)] = ""
    return line, ";".join(cells)


def test_every_row_of_the_journal_is_counted_whatever_its_account() -> None:
    found = plan(GOOD, "--population", "purchases")
    amounts = [ore(row["belopp"]) for row in rows(GOOD / "inkop.csv")]
    assert (found["population"], found["files"], found["accounts"]) == ("purchases", ["inkop.csv"], [])
    assert (found["population_items"], found["population_value"]) == (len(amounts), sum(amounts))


def test_accounts_are_those_asked_for() -> None:
    audit = [ore(row["belopp"]) for row in rows(GOOD / "inkop.csv") if row["konto_nr"].startswith("642")]
    found = plan(GOOD, "--population", "purchases", "--accounts", "642")
    assert (found["population_items"], found["population_value"]) == (len(audit), sum(audit))


def test_the_ledger_is_drawn_from_where_nothing_is_said_and_the_journal_where_there_is_no_ledger(year: Path) -> None:
    assert plan(year)["population"] == "ledger"
    changed(year, "  - {file: bokforing.se, kind: sie}\n", "", file="forbund.yaml")
    (year / "bokforing.se").unlink()
    assert plan(year)["population"] == "purchases"


def test_a_journal_that_is_not_handed_in_cannot_be_drawn_from(year: Path) -> None:
    changed(year, "  - {file: inkop.csv, kind: purchases}\n", "", file="forbund.yaml")
    (year / "inkop.csv").unlink()
    ended = run("sample", "plan", year, *AS_OF, "--population", "purchases")
    assert ended.code == 2
    assert "ingen inköpsjournal för 2025 är inlämnad" in ended.err
    assert "{file: inkop.csv, kind: purchases}" in ended.err


def test_a_row_without_an_amount_is_told_and_not_drawn(year: Path) -> None:
    before = plan(year, "--population", "purchases")
    changed(year, *first_cells(year, "belopp"))
    after = plan(year, "--population", "purchases")
    assert after["population_items"] == before["population_items"] - 1
    assert (before["unreadable_lines"], after["unreadable_lines"]) == (0, 1)
    assert "1 rader" in " ".join(run("sample", "plan", year, *AS_OF, "--population", "purchases").out.split())


def test_a_row_without_an_account_is_drawn_unless_accounts_are_asked_for_and_is_then_told(year: Path) -> None:
    usual, asked = ("--population", "purchases"), ("--population", "purchases", "--accounts", "6")
    before, items = plan(year, *asked), plan(year, *usual)["population_items"]
    changed(year, *first_cells(year, "konto_nr"))
    assert (plan(year, *usual)["population_items"], plan(year, *usual)["unreadable_lines"]) == (items, 0)
    after = plan(year, *asked)
    assert (after["population_items"], after["unreadable_lines"]) == (before["population_items"] - 1, 1)


def without_attestant(year: Path, count: int) -> None:
    """The first rows of the journal with nobody who approved them."""
    file = year / "inkop.csv"
    heading, *lines = file.read_text(encoding="utf-8").splitlines()
    at = {number for number, name in enumerate(heading.split(";")) if name in {"attestant1", "attestant2"}}
    bare = [";".join("" if n in at else cell for n, cell in enumerate(line.split(";"))) for line in lines[:count]]
    file.write_text("\n".join([heading, *bare, *lines[count:]]) + "\n", encoding="utf-8")


def test_every_row_that_failed_in_the_full_test_is_left_out_however_many(year: Path) -> None:
    before = plan(year, "--population", "purchases")
    without_attestant(year, 12)
    after = plan(year, "--population", "purchases")
    assert (before["left_out_items"], after["left_out_items"]) == (0, 12)
    assert after["left_out_value"] == sum(ore(row["belopp"]) for row in rows(year / "inkop.csv")[:12])
    assert after["population_items"] == before["population_items"] - 12


@pytest.mark.parametrize(("count", "code"), [(10, 0), (11, 2)])
def test_a_report_leaves_out_the_rows_it_names_and_is_refused_where_it_names_the_largest_alone(
    year: Path, count: int, code: int
) -> None:
    without_attestant(year, count)
    report = year.parent / "a.json"
    assert run("check", year, *AS_OF, "--fail-on", "none", "--format", f"json:{report}").code == 0
    ended = run("sample", "plan", year, "--population", "purchases", "--report", report, "--format", "json")
    assert ended.code == code
    if code:
        assert "de största av raderna som avviker" in ended.err
    else:
        assert json.loads(ended.out)["plan"]["left_out_items"] == count


def test_a_worksheet_goes_out_and_comes_back_with_the_place_of_each_row(tmp_path: Path) -> None:
    target = filled(drawn(tmp_path / "a.xlsx", "--population", "purchases"))
    rows_drawn = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(min_row=2, values_only=True))
    # By amount one more or fewer may fall than the sum divided by the interval.
    assert abs(len(rows_drawn) - plan(GOOD, "--population", "purchases")["sample_items"]) <= 1
    lines = (GOOD / "inkop.csv").read_text(encoding="utf-8").splitlines()
    for row in rows_drawn:
        file, _, line = str(row[PLACE]).rpartition(":")
        assert file == "inkop.csv"
        assert lines[int(line) - 1].startswith(f"{row[VOUCHER]};")
    found = evaluated(target, GOOD)["evaluation"]
    assert found["drawn_again"]
    assert not found["exceeds"]
    assert any("inköpen inte för högt bokförda" in text for text in found["can_be_said"])


def test_a_worksheet_of_a_journal_that_has_changed_since_is_refused(year: Path, tmp_path: Path) -> None:
    target = filled(drawn(tmp_path / "a.xlsx", "--population", "purchases", year=year))
    assert run("sample", "evaluate", target, year).code == 0
    changed(year, *first_cells(year, "belopp"))
    ended = run("sample", "evaluate", target, year)
    assert ended.code == 2
    assert "ett stickprov ur en annan population" in ended.err


def test_two_files_of_one_name_are_kept_apart(year: Path) -> None:
    (year / "b").mkdir()
    heading, first = (year / "inkop.csv").read_text(encoding="utf-8").splitlines()[:2]
    (year / "b" / "inkop.csv").write_text(
        f"{heading}\n{first.replace('Sara Samordning', 'Okänd Person', 1)}\n", encoding="utf-8"
    )
    listed = "  - {file: inkop.csv, kind: purchases}\n"
    changed(year, listed, f"{listed}  - {{file: b/inkop.csv, kind: purchases}}\n", file="forbund.yaml")
    extract = year.parent / "avvikelser.csv"
    assert run("check", year, *AS_OF, "--fail-on", "none", "--extract", extract).code == 0
    deviating = {(row["Fil"], row["Rad"]) for row in rows(extract)}
    assert any(file.endswith("b/inkop.csv") for file, _ in deviating)
    assert 0 < plan(year, "--population", "purchases")["left_out_items"] <= len(deviating)


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [("rakenskapsar", "2024", "other_year_items"), ("kopare_text", "Ett annat förbund", "other_forbund_items")],
)
def test_rows_of_another_year_or_forbund_are_told(year: Path, column: str, value: str, field: str) -> None:
    heading, *lines = (year / "inkop.csv").read_text(encoding="utf-8").splitlines()
    marked = [f"{line};{value if number < 5 else ''}" for number, line in enumerate(lines)]
    (year / "inkop.csv").write_text("\n".join([f"{heading};{column}", *marked]) + "\n", encoding="utf-8")
    found = plan(year, "--population", "purchases")
    assert found[field] == 5
    assert found["population_items"] + found["left_out_items"] == made.ROWS - found["other_year_items"]
    assert "5 rader, dras" in run("sample", "plan", year, *AS_OF, "--population", "purchases").out
