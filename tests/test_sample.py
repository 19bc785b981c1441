"""A sample from plan to conclusion, as a reviewer meets it: drawn from the year's ledger, filled in, read back."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from command import ROOT, Ended, run

GOOD = ROOT / "examples" / "good-year"
AS_OF = ("--as-of", "2026-11-22")
#: Columns of the worksheet, as openpyxl counts them.
BY, ON, OUTCOME, ERROR, NOTE = 9, 10, 11, 12, 13


def drawn(target: Path, *arguments: str, year: Path = GOOD, seed: int = 7) -> Path:
    ended = run("sample", "draw", year, "--seed", str(seed), "-o", target, *AS_OF, *arguments)
    assert ended.code == 0, ended.err
    return target


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good year's worksheet, drawn once for every test that only fills it in."""
    return drawn(tmp_path_factory.mktemp("drawn") / "a.xlsx")


@pytest.fixture
def blank(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(once, tmp_path / "a.xlsx"))


def copied(tmp_path: Path) -> Path:
    """The good year in a folder of its own, with the register that it names."""
    (tmp_path / "risk_registers").symlink_to(ROOT / "risk_registers")
    return Path(shutil.copytree(GOOD, tmp_path / "examples" / "good-year"))


def filled(target: Path, change: Callable[[Any], None] = lambda _: None) -> Path:
    """The worksheet with every item tested and correct, and then changed."""
    book = openpyxl.load_workbook(target)
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        for column, value in ((BY, "Karin Revisor"), (ON, "2026-02-17"), (OUTCOME, "riktig")):
            sheet.cell(row, column, value)
    change(sheet)
    book.save(target)
    return target


def wrong(row: int, outcome: str = "felaktig", error: float | str | None = None) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet.cell(row, OUTCOME, outcome)
        sheet.cell(row, ERROR, error)

    return change


def put(row: int, column: int, value: object) -> Callable[[Any], None]:
    return lambda sheet: sheet.cell(row, column).__setattr__("value", value)


def evaluated(target: Path, *arguments: str | Path) -> dict[str, Any]:
    ended = run("sample", "evaluate", target, *arguments, "--format", "json")
    assert ended.code in {0, 1}, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    assert ended.code == int(found["evaluation"]["exceeds"])
    return found


def first(target: Path, selected: str) -> int:
    """The first row that was selected so."""
    sheet = openpyxl.load_workbook(target).worksheets[0]
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == selected)


def test_a_plan_says_how_large_the_sample_is_and_why() -> None:
    ended = run("sample", "plan", GOOD, *AS_OF)
    assert ended.code == 0
    said = " ".join(ended.out.replace("\u00a0", " ").split())
    assert "312 poster, 8 574 900 kr" in said
    assert "Väsentligheten 160 000 kr delad med Poissonfaktorn 3,68" in said
    assert "en krona på varje 43 537,24 kr" in said
    assert all(len(line) <= 80 for line in ended.out.splitlines())


def test_the_plan_counts_what_the_ledger_holds() -> None:
    """Counted apart: every row of the file that debits an account of costs."""
    rows = [line.split() for line in (GOOD / "bokforing.se").read_text(encoding="cp437").splitlines()]
    costs = [row for row in rows if row and row[0] == "#TRANS" and row[1][0] in "4567"]
    amounts = [
        round(float(next(part for part in row if part.count(".") == 1 and '"' not in part)) * 100) for row in costs
    ]
    plan = json.loads(run("sample", "plan", GOOD, *AS_OF, "--format", "json").out)["plan"]
    assert plan["population_items"] == sum(amount > 0 for amount in amounts)
    assert plan["population_value"] == sum(amount for amount in amounts if amount > 0)
    assert (plan["credit_items"], plan["credit_value"]) == (
        sum(amount < 0 for amount in amounts),
        sum(amount for amount in amounts if amount < 0),
    )


def test_the_same_seed_gives_the_same_worksheet_to_the_byte_and_another_does_not(tmp_path: Path) -> None:
    for ending in ("xlsx", "csv"):
        one, two = drawn(tmp_path / f"one.{ending}"), drawn(tmp_path / f"two.{ending}")
        assert one.read_bytes() == two.read_bytes()
        assert drawn(tmp_path / f"three.{ending}", seed=8).read_bytes() != one.read_bytes()


def test_a_worksheet_is_not_replaced_unasked(blank: Path) -> None:
    target = filled(blank)
    before = target.read_bytes()
    ended = run("sample", "draw", GOOD, "--seed", "7", "-o", target, *AS_OF)
    assert (ended.code, target.read_bytes()) == (2, before)
    drawn(blank, "--force")
    assert target.read_bytes() != before


def test_a_clean_sample_is_within_materiality_and_the_population_is_drawn_anew(blank: Path) -> None:
    found = evaluated(filled(blank), GOOD)["evaluation"]
    assert (found["exceeds"], found["most_likely_error"], found["findings"]) == (False, 0, [])
    # 3.00 intervals, worked out by hand.
    assert found["upper_limit"] == pytest.approx(299573.2274 / 100000 * 4_353_724, abs=2)
    assert found["drawn_again"]
    assert any("för högt bokförda" in line for line in found["can_be_said"])


def test_a_drawn_error_stands_for_its_share_of_an_interval(blank: Path) -> None:
    row = first(blank, "dragen")
    amount = openpyxl.load_workbook(blank).worksheets[0].cell(row, 7).value
    found = evaluated(filled(blank, wrong(row, error=amount / 4)))["evaluation"]
    assert found["most_likely_error"] == pytest.approx(4_353_724 / 4, abs=1)
    assert found["findings"][0]["tainting"] == 250_000
    assert found["upper_limit"] == pytest.approx((2.99573 + 1.74813 / 4) * 4_353_724, abs=100)


def test_an_error_in_an_item_tested_in_full_counts_once(blank: Path) -> None:
    found = evaluated(filled(blank, wrong(first(blank, "alla granskas"), error="1 000,50")))["evaluation"]
    assert found["most_likely_error"] == found["known_error"] == 100_050


def test_an_item_without_evidence_is_wrong_altogether(blank: Path) -> None:
    found = evaluated(filled(blank, wrong(first(blank, "dragen"), "underlag saknas")))["evaluation"]
    assert found["findings"][0]["tainting"] == 1_000_000
    assert found["findings"][0]["no_evidence"]
    assert found["exceeds"]
    assert any("underlag" in line for line in found["cannot_be_said"])


def test_a_sample_by_number_bounds_how_many_are_wrong_and_no_amount(tmp_path: Path) -> None:
    target = drawn(tmp_path / "a.xlsx", "--method", "random", "--tolerable", "5")
    assert evaluated(filled(target), GOOD)["evaluation"]["upper_limit"] is None
    rows = [first(target, "dragen") + offset for offset in range(20)]

    def change(sheet: Any) -> None:
        for row in rows:
            wrong(row, error=0)(sheet)

    many = evaluated(filled(target, change))["evaluation"]
    assert many["exceeds"]
    assert many["upper_rate"] > 50_000


@pytest.mark.parametrize(
    ("change", "cell", "said"),
    [
        (put(4, 3, "A 99"), "A4", "raden är inte som den drogs"),
        (put(4, 7, 1), "A4", "raden är inte som den drogs"),
        (put(4, 2, "dragen"), "A4", "raden är inte som den drogs"),
        (put(4, OUTCOME, "kanske"), "K4", "riktig, felaktig, underlag saknas"),
        (put(4, OUTCOME, None), "K4", "fann: inget"),
        (put(4, ON, "17/2"), "J4", "dagen för granskningen"),
        (put(4, ON, "2024-12-31"), "J4", "från det granskade årets första till i dag"),
        (put(4, ON, "2999-01-01"), "J4", "från det granskade årets första till i dag"),
        (put(4, BY, None), "I4", "vem som granskade"),
        (wrong(4, "riktig", 7), "L4", "inget fel på en post som är riktig"),
        (wrong(4), "L4", "felet i kronor"),
        (wrong(4, error="1.143,50"), "L4", "ett belopp i kronor"),
        (wrong(4, error=9_999_999), "L4", "högst det bokförda beloppet"),
    ],
)
def test_a_cell_in_doubt_is_told_by_its_name(change: Callable[[Any], None], cell: str, said: str, blank: Path) -> None:
    ended = run("sample", "evaluate", filled(blank, change))
    assert ended.code == 2
    assert f"a.xlsx:4  Stickprov!{cell}" in ended.err
    assert said in ended.err
    assert "1 fel; inget har bedömts." in ended.err


def test_every_cell_in_doubt_is_told_at_once_in_the_order_of_the_rows(blank: Path) -> None:
    def change(sheet: Any) -> None:
        for row in (12, 3):
            put(row, OUTCOME, "kanske")(sheet)

    ended = run("sample", "evaluate", filled(blank, change))
    assert ended.err.index("K3") < ended.err.index("K12")
    assert "2 fel" in ended.err


def test_an_untouched_or_shortened_worksheet_is_not_evaluated(blank: Path) -> None:
    assert "95 poster är inte granskade än" in run("sample", "evaluate", blank).err
    ended = run("sample", "evaluate", filled(blank, lambda sheet: sheet.delete_rows(5)))
    assert (ended.code, "1 poster saknas: 4" in ended.err) == (2, True)


def test_altered_parameters_are_refused(blank: Path) -> None:
    target = filled(blank)
    book = openpyxl.load_workbook(blank)
    for row in book.worksheets[1].iter_rows():
        if row[0].value == "materiality":
            row[1].value = "900 000 kr"
    book.save(target)
    ended = run("sample", "evaluate", blank)
    assert (ended.code, "parametrarna har ändrats" in ended.err) == (2, True)


def test_a_worksheet_of_another_population_is_refused(blank: Path, tmp_path: Path) -> None:
    filled(blank)
    other = copied(tmp_path)
    assert run("sample", "evaluate", blank, other).code == 0
    ledger = other / "bokforing.se"
    text = ledger.read_bytes().replace(b"#TRANS 6410 {} 2292.00", b"#TRANS 6410 {} 2293.00", 1)
    ledger.write_bytes(text)
    ended = run("sample", "evaluate", blank, other)
    assert (ended.code, "en annan population" in ended.err) == (2, True)


def test_a_csv_file_goes_the_same_way(tmp_path: Path) -> None:
    target = drawn(tmp_path / "a.csv", "--lang", "en")
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    start = next(number for number, row in enumerate(rows) if row and row[0] == "Number")
    for row in rows[start + 1 :]:
        row[BY - 1], row[ON - 1], row[OUTCOME - 1] = "Karin Revisor", "2026-02-17", "correct"
    with target.open("w", encoding="cp1252", newline="", errors="replace") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert not evaluated(target, GOOD)["evaluation"]["exceeds"]


def test_a_cell_in_doubt_of_a_csv_file_is_told_by_its_line_and_heading(tmp_path: Path) -> None:
    target = drawn(tmp_path / "a.csv")
    text = target.read_text(encoding="utf-8-sig")
    assert ";riktig, felaktig, underlag saknas;Vad som får stå under Utfall\n" in text
    line, row = next((number, row) for number, row in enumerate(text.split("\n"), 1) if row.startswith("1;"))
    cells = row.split(";")
    cells[BY - 1], cells[ON - 1], cells[OUTCOME - 1] = "Karin Revisor", "2026-02-17", "kanske"
    target.write_text(text.replace(row, ";".join(cells)), encoding="utf-8-sig")
    ended = run("sample", "evaluate", target)
    assert ended.code == 2
    assert f"a.csv:{line}  Utfall\n  fann: `kanske`" in ended.err
    assert f"poster är inte granskade än: {line + 1}, {line + 2}" in ended.err


def hostile(tmp_path: Path) -> Path:
    """The good year with a ledger whose texts would be obeyed by a spreadsheet, and name a person."""
    year = copied(tmp_path)
    ledger = year / "bokforing.se"
    content = ledger.read_bytes().replace(b'"L\x94n"', b'"=HYPERLINK(1) 811228-9874"')
    ledger.write_bytes(content)
    return year


def test_texts_of_the_ledger_are_inert_and_name_nobody(tmp_path: Path) -> None:
    year = hostile(tmp_path)
    book = openpyxl.load_workbook(drawn(tmp_path / "a.xlsx", year=year))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    texts = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert texts
    assert {(cell.data_type, cell.value) for cell in texts} == {("s", "=HYPERLINK(1) ######-####")}
    text = drawn(tmp_path / "a.csv", year=year).read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1) ######-####" in text
    assert ";=HYPERLINK" not in text
    assert "811228" not in text


def test_the_cells_to_fill_in_are_open_and_the_rest_is_locked(blank: Path) -> None:
    sheet = openpyxl.load_workbook(blank).worksheets[0]
    assert sheet.protection.sheet
    open_columns = {column for column in range(1, 15) if not sheet.cell(2, column).protection.locked}
    assert open_columns == {BY, ON, OUTCOME, ERROR, NOTE}
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {'"riktig,felaktig,underlag saknas"'}


def refused(*arguments: str | Path) -> Ended:
    ended = run("sample", "plan", *arguments, *AS_OF)
    assert ended.code == 2
    return ended


def test_a_year_without_ledger_materiality_or_rows_cannot_be_sampled(folder: Callable[..., Path]) -> None:
    start = "entity: {name: Samordningsförbundet Prov}\nfiscal_year: 2025\n"
    assert "ingen huvudbok för 2025" in refused(folder({"a.yaml": start})).err
    ledger = (GOOD / "bokforing.se").read_bytes()
    listed = start + "populations: [{file: bokforing.se, kind: sie}]\n"
    assert "anger ingen väsentlighet" in refused(folder({"a.yaml": listed, "bokforing.se": ledger})).err
    assert "ingen rad att dra på kontona 9" in refused(GOOD, "--accounts", "9").err
    assert "first digits" in refused(GOOD, "--accounts", "4-7").err
    assert "--method random" in refused(GOOD, "--tolerable", "5").err


def test_what_failed_in_the_full_test_is_left_out_and_told(tmp_path: Path) -> None:
    """A report that names one voucher as out of balance: its row of cost is not drawn from."""
    report = tmp_path / "report.json"
    run("check", GOOD, *AS_OF, "--format", f"json:{report}")
    found = json.loads(report.read_text(encoding="utf-8"))
    outcome = next(item for item in found["outcomes"] if item["rule"] == "god-sed/verifikation-balanserar")
    observed = next(item for item in outcome["observed"] if isinstance(item["value"], str))
    lines = (GOOD / "bokforing.se").read_bytes().splitlines()
    start = next(number for number, line in enumerate(lines, 1) if line.startswith(b'#VER "A" 1 '))
    for kind, severity, left in (("violated", "moderate", 1), ("passed", "moderate", 0), ("violated", "minor", 0)):
        outcome["outcome"], outcome["severity"] = kind, severity
        observed["value"] = f"bokforing.se:{start}"
        report.write_text(json.dumps(found), encoding="utf-8")
        plan = json.loads(run("sample", "plan", GOOD, "--report", report, "--format", "json").out)["plan"]
        assert (plan["left_out_items"], plan["left_out_value"]) == (left, 327_100 * left)
        assert plan["population_items"] == 312 - left


def test_a_report_of_another_year_leaves_nothing_out(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run("check", ROOT / "examples" / "broken-2024-bokforing", *AS_OF, "--format", f"json:{report}")
    assert "en rapport för" in refused(GOOD, "--report", report).err


def test_where_every_item_is_large_all_are_tested_and_the_limit_is_what_was_found(
    folder: Callable[..., Path], tmp_path: Path
) -> None:
    records = (
        "entity: {name: Samordningsförbundet Prov}\nfiscal_year: 2025\n"
        "materiality: {amount: 20 000 kr, clearly_trivial: 1 000 kr}\n"
        "populations: [{file: bok.se, kind: sie}]\n"
    )
    rows = "#FLAGGA 0\n#SIETYP 4\n#RAR 0 20250101 20251231\n#VER A 1 20250203 kop\n{\n#TRANS 6410 {} 24000.00\n}\n"
    year = folder({"a.yaml": records, "bok.se": rows})
    for method, threshold in (("mus", "5 442,15 kr"), ("random", "20 000 kr")):
        said = run("sample", "plan", year, *AS_OF, "--method", method).out.replace("\u00a0", " ")
        assert f"Varje post är {threshold} eller mer" in said
    target = drawn(tmp_path / "a.xlsx", year=year)
    found = evaluated(filled(target, wrong(2, error=700)))["evaluation"]
    assert (found["drawn_items"], found["upper_limit"], found["exceeds"]) == (0, 70_000, False)
