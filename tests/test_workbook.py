"""The workbook of a year: laid out from the models, filled in by people, and read back as YAML is."""

from __future__ import annotations

import functools
import io
import itertools
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import BaseModel, TypeAdapter

from command import REAL_YEARS, ROOT, Ended, report, run
from finsam_control import workbook_names as names
from finsam_control.dossier import read
from finsam_control.reading import workbook as reading
from finsam_control.records.blocks import ROOTS, blocks, grid_leaves
from finsam_control.records.plain import Tree, kind_of, own_fields, plain
from finsam_control.records.register import RiskRegister
from finsam_control.records.scalars import Scalar
from finsam_control.records.tables import Column, Row
from finsam_control.records.year import Year
from finsam_control.render import year_workbook
from finsam_control.words import Words
from finsam_control.workbook_cells import read as read_cell
from finsam_control.workbook_cells import written
from finsam_control.workbook_reading import Workbook, workbook
from year_trees import models, random_record, said, texts, whole_record

Write = Callable[[dict[str, str | bytes]], Path]
Check = Callable[..., Ended]
WORDS = Words("sv")
LEAVES = [leaf for block in blocks().values() for leaf in block.leaves] + [*itertools.chain(*grid_leaves())]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def rendered(**trees: Tree) -> bytes:
    return year_workbook.render(trees, WORDS)


def read_back(content: bytes) -> Workbook:
    sheets, _ = reading.read(content, "a.xlsx")
    return workbook(sheets, "a.xlsx")


def records(found: Workbook, root: str) -> BaseModel:
    assert not [fault for tree in found.trees.values() for fault in tree.faults]
    return ROOTS[root].model_validate(found.trees[root].root)


def trees_of(folder: Path) -> dict[str, Tree]:
    dossier = read(folder)
    register = {} if dossier.register is None else {"register": plain(dossier.register)}
    return {"year": plain(dossier.year), **register}


class TestModels:
    """Nothing is listed by hand: what the models hold has a cell and a name, and nothing else has."""

    def test_every_field_of_every_record_has_a_cell(self) -> None:
        shown = {step for leaf in LEAVES for step in leaf.trail}
        listed = {block.model for block in blocks().values()} | {Column, Row}
        seen = 0
        for model in itertools.chain(*(models(root) for root in ROOTS.values())):
            for name, field in own_fields(model).items():
                kind = kind_of(field)
                has_block = kind.model in listed and (kind.name == "records" or model in ROOTS.values())
                assert (model, name) in shown or has_block or (model, name) == (Row, "values"), (model, name)
                seen += 1
        assert seen > 700

    @pytest.mark.parametrize("root", ROOTS)
    def test_a_record_with_every_field_said_comes_back_whole(self, root: str) -> None:
        whole = whole_record(ROOTS[root])
        expected = said(ROOTS[root].model_validate(whole))
        entity = {"year": {"entity": {"name": "A"}, "fiscal_year": "2025"}}
        found = read_back(rendered(**{**entity, root: whole}))
        assert said(records(found, root)) == expected

    def test_every_block_stands_on_one_sheet(self) -> None:
        planned = [key for plan in names.sheets() for key in plan.blocks]
        assert sorted(planned) == sorted(blocks())
        assert sorted(names.named_blocks()) == sorted(blocks())
        assert all(len(plan.name) <= 31 and not set(plan.name) & set("[]:*?/\\'") for plan in names.sheets())

    def test_a_list_stands_below_the_list_that_its_records_lie_under(self) -> None:
        order = [key for plan in names.sheets() for key in plan.blocks]
        for block in blocks().values():
            assert block.parent is None or order.index(block.parent) < order.index(block.key)

    def test_every_field_is_named_and_every_name_is_of_a_field(self) -> None:
        steps = {(model.__name__.partition("[")[0], name) for leaf in LEAVES for model, name in leaf.trail}
        shared = {"source", "remark"}
        named = set(names.named_fields())
        assert {(model, name) for model, name in named if model != "Record"} <= steps
        assert {name for model, name in named if model == "Record"} == shared
        assert not [step for leaf in LEAVES for step in leaf.trail if not names.is_named(*step)]

    def test_no_two_cells_of_a_block_are_headed_alike(self) -> None:
        for block in blocks().values():
            headings = [names.heading(leaf) for leaf in block.leaves]
            assert len(set(headings)) == len(headings), block.key

    def test_every_word_is_told_from_the_others_of_its_list(self) -> None:
        words = {word for leaf in LEAVES for word in leaf.scalar.words}
        assert set(names.named_words()) <= words
        for leaf in LEAVES:
            for word in leaf.scalar.words:
                assert names.word_meant(leaf.scalar, names.label(word)) == word
                assert names.word_meant(leaf.scalar, word) == word

    def test_every_example_could_be_true(self) -> None:
        for leaf in LEAVES:
            model, name = leaf.trail[-1]
            field = model.model_fields[name]
            kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            TypeAdapter(kind).validate_python(read_cell(leaf.scalar, names.example(leaf)))

    def test_what_is_carried_over_are_fields_of_blocks(self) -> None:
        for key, fields in names.carried().items():
            assert set(fields or ()) <= {leaf.path[0] for leaf in blocks()[key].leaves}, key


class TestRoundTrip:
    @settings(max_examples=300)
    @given(value=texts)
    def test_a_text_comes_back_from_its_cell(self, value: str) -> None:
        for scalar in (Scalar("text"), Scalar("text", may_be_absent=True)):
            assert read_cell(scalar, written(scalar, value).strip()) == ("saknas" if value == "saknas" else value)

    @settings(max_examples=300)
    @given(values=st.lists(texts))
    @example(values=["a\\", "b"])
    def test_a_list_of_names_comes_back_from_its_cell(self, values: list[str]) -> None:
        scalar = Scalar("text", is_several=True)
        assert read_cell(scalar, written(scalar, values).strip()) == values

    # A workbook takes half a second; to shrink a failing year would take an hour.
    @settings(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_a_year_comes_back(self, data: st.DataObject) -> None:
        tree = data.draw(random_record(Year))
        year = Year.model_validate(tree)
        assert said(records(read_back(rendered(year=plain(year))), "year")) == said(year)

    @settings(max_examples=6, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(tree=random_record(RiskRegister))
    def test_a_register_comes_back(self, tree: Tree) -> None:
        register = RiskRegister.model_validate(tree)
        found = read_back(rendered(year={}, register=plain(register)))
        assert said(RiskRegister.model_validate(found.trees["register"].root)) == said(register)

    @settings(max_examples=50, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(tree=random_record(Year))
    def test_what_a_year_says_is_written_as_yaml_and_read_back(self, tree: Tree) -> None:
        year = Year.model_validate(tree)
        assert said(Year.model_validate(plain(year))) == said(year)

    @pytest.mark.parametrize("name", ["good-year", "broken-2024", *REAL_YEARS])
    def test_a_year_is_judged_alike_from_a_workbook(self, tmp_path: Path, name: str) -> None:
        trees = trees_of(Path("examples") / name)
        # The register lies in the workbook itself, and last year's, which some name, where it lay.
        link = trees["year"].pop("risk_register", {})
        if "earlier" in link:
            shutil.copytree("risk_registers", tmp_path / "risk_registers")
            return self.alike(tmp_path, name, trees, link)
        return self.alike(tmp_path, name, trees, {})

    def alike(self, tmp_path: Path, name: str, trees: dict[str, Tree], link: Tree) -> None:
        folder = tmp_path / "examples" / name
        folder.mkdir(parents=True)
        if link:
            trees["year"]["risk_register"] = link
            trees.pop("register")
        (folder / "a.xlsx").write_bytes(rendered(**trees))
        # The files of whole populations lie beside it.
        for population in trees["year"].get("populations", ()):
            shutil.copy(Path("examples") / name / population["file"], folder)
        before, after = report(Path("examples") / name), report(folder)
        for key in ("summary", "grade", "entity", "period"):
            assert after[key] == before[key]
        assert [verdict(item) for item in after["outcomes"]] == [verdict(item) for item in before["outcomes"]]

    def test_the_same_records_give_the_same_bytes(self) -> None:
        trees = trees_of(Path("examples/vasteras-2022"))
        assert rendered(**trees) == rendered(**trees)

    def test_a_text_never_becomes_a_formula_or_a_link(self) -> None:
        entity = {"name": "=1+1", "remark": "https://example.org"}
        book = opened(rendered(year={"entity": entity, "fiscal_year": "2025"}))
        cells = [cell for row in book["Förbundet"].iter_rows() for cell in row if cell.value in entity.values()]
        assert [cell.data_type for cell in cells] == ["s", "s"]
        assert not any(cell.hyperlink for cell in cells)


def verdict(outcome: dict[str, Any]) -> tuple[object, ...]:
    """What was found, wherever it stood."""
    return tuple(outcome[key] for key in ("rule", "outcome", "severity", "subject", "observed", "message", "missing"))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell_of(sheet: Worksheet, heading: str, row: int = 0) -> Any:
    """The cell in the empty row (from 0) under a heading, or in a form the cell beside it."""
    for line in sheet.iter_rows():
        for cell in line:
            if str(cell.value or "").removesuffix(" *") == heading:
                below = sheet.cell(cell.row + 1, 1).value
                return sheet.cell(cell.row + 3 + row, cell.column) if below == "#" else sheet.cell(cell.row, 3)
    raise LookupError(heading)


#: Laid out once for all who fill it in.
EMPTY = functools.cache(rendered)


class Filled:
    """A workbook that somebody fills in."""

    def __init__(self) -> None:
        self.book = opened(EMPTY())
        self.set("Förbundet", "Räkenskapsår", 2025)
        self.set("Förbundet", "Förbundets namn", "Samordningsförbundet Exempel")

    def set(self, sheet: str, heading: str, value: object, row: int = 0) -> str:
        cell = cell_of(self.book[sheet], heading, row)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def meeting(self, day: object) -> str:
        return self.set("Möten", "Datum", day)


@pytest.fixture
def filled() -> Filled:
    return Filled()


@pytest.fixture
def checked(folder: Write) -> Check:
    def check(filled: Filled, annotate: Path | None = None, **more: str) -> Ended:
        path = folder({"a.xlsx": saved(filled.book), **{f"{name}.yaml": text for name, text in more.items()}})
        wanted = () if annotate is None else ("--annotate", annotate)
        return run("check", path, "--as-of", "2026-11-22", "--fail-on", "none", *wanted)

    return check


class TestReading:
    """Read or refused by cell, all at once; never guessed and never passed over in silence."""

    def test_what_is_filled_in_is_read(self, filled: Filled, checked: Check, folder: Write) -> None:
        filled.meeting("17 mars 2025")
        filled.set("Möten", "Slag", "extra")
        filled.set("Möten", "Offentligt", "Ja")
        filled.set("Möten", "Justerat", "–")
        filled.set("Möten", "Närvarande", "-")
        filled.set("Möten", "Justerare", "Anna Exempel; Bo Exempel\nCilla Exempel")
        filled.set("Beslut", "Möte", "2025-03-17")
        filled.set("Beslut", "Ärende", "Budget")
        filled.set("Beslut", "Belopp (kr)", 12500.5)
        filled.set("Styrelse", "Plats", "ersättare")
        filled.set("Styrelse", "Namn", "Bo Exempel")
        filled.set("Inköp", "Verifikation", 17)
        filled.set("Inköp", "Datum", datetime(2025, 4, 1))  # noqa: DTZ001 -- a cell has no time zone
        filled.set("Inköp", "Leverantör", "Exempelbolaget AB")
        filled.set("Inköp", "Belopp (kr)", "129 tkr")
        assert checked(filled).code == 0
        year = plain(read(folder({})).year)
        (meeting,) = year["meetings"]["items"]
        assert meeting == {
            "date": "2025-03-17",
            "kind": "extra",
            "public": "true",
            "adjusters": ["Anna Exempel", "Bo Exempel", "Cilla Exempel"],
            "adjusted_on": "saknas",
            "present": [],
            "decisions": [{"title": "Budget", "amount": "12500,5 kr"}],
        }
        assert year["board"]["seats"]["items"] == [{"name": "Bo Exempel", "seat": "ersattare"}]
        purchase = {"id": "17", "date": "2025-04-01", "supplier": "Exempelbolaget AB", "amount": "129 tkr"}
        assert year["purchases"]["items"] == [purchase]

    def test_an_empty_cell_is_unknown(self, filled: Filled, checked: Check, folder: Write) -> None:
        assert checked(filled).code == 0
        year = {"entity": {"name": "Samordningsförbundet Exempel"}, "fiscal_year": "2025"}
        assert said(read(folder({})).year) == said(Year.model_validate(year))

    def test_a_place_is_a_cell_and_travels_into_the_finding(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trees = trees_of(Path("examples/broken-2024"))
        trees["year"].pop("risk_register", None)
        (tmp_path / "a.xlsx").write_bytes(rendered(**trees))
        places = [
            place for item in report(tmp_path)["outcomes"] if item["outcome"] == "violated" for place in item["places"]
        ]
        assert places
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        for place in places:
            sheet, _, at = place["cell"].rpartition("!")
            assert book[sheet][at].row == place["line"]
        monkeypatch.chdir(tmp_path)
        printed = run("check", "a.xlsx", "--as-of", "2026-11-22", "--fail-on", "none").out
        assert f"a.xlsx:{places[0]['cell']}" in printed

    def test_every_fault_is_told_by_its_cell_and_all_at_once(self, filled: Filled, checked: Check) -> None:
        filled.meeting("2025-03-17")
        wrong = {
            filled.set("Möten", "Slag", "julbord"): "ordinarie, extra, budget, konstituerande",
            filled.set("Möten", "Offentligt", "kanske"): "ja, nej",
            filled.set("Möten", "Justerat", "3/4"): "ÅÅÅÅ-MM-DD",
            filled.set("Möten", "Protokoll", "finns", row=1).replace("!C", "!B"): "cellen är tom",
            filled.set("Beslut", "Möte", "2025-03-18"): "2025-03-17",
            filled.set("Mål", "Målnivå (med enhet)", "sextio"): "ett tal med sin enhet",
            filled.set("Förbundet", "Kvalificerad majoritet", datetime(2025, 3, 2)): "bråk",  # noqa: DTZ001 -- as above
            filled.set("Bidrag", "I år (kr)", "tre miljoner"): "belopp",
        }
        ended = checked(filled)
        assert ended.code == 2
        blocks_told = {block.split("  ")[0].strip(): block for block in ended.err.split("\n\n")}
        for cell, expected in wrong.items():
            told = next(text for at, text in blocks_told.items() if f"a.xlsx:{cell}" in at.split("\n")[0])
            assert expected in told, cell

    @pytest.mark.parametrize("sheet", ["Möten", "Förbundet", "Resultaträkning"])
    def test_a_renamed_sheet_is_read_and_its_cells_go_by_the_new_name(
        self, sheet: str, filled: Filled, checked: Check
    ) -> None:
        filled.meeting("i våras")
        filled.book[sheet].title = "Nytt namn"
        ended = checked(filled)
        assert ended.code == 2
        assert ("Nytt namn!B" in ended.err) == (sheet == "Möten")

    def test_reworded_headings_and_moved_columns_are_read(self, filled: Filled, checked: Check, folder: Write) -> None:
        sheet = filled.book["Medlemmar"]
        filled.set("Medlemmar", "Medlem", "Exempelby kommun")
        filled.set("Medlemmar", "Slag", "kommun")
        first = cell_of(sheet, "Medlem")
        for row in range(first.row - 4, first.row + 1):
            one, other = sheet.cell(row, 2), sheet.cell(row, 3)
            one.value, other.value = other.value, one.value
        sheet.cell(first.row - 3, 2).value = "Vad för medlem"
        assert checked(filled).code == 0
        assert plain(read(folder({})).year)["members"]["items"] == [{"name": "Exempelby kommun", "kind": "kommun"}]

    def test_merged_cells_are_refused(self, filled: Filled, checked: Check) -> None:
        filled.meeting("2025-03-17")
        filled.set("Möten", "Slag", "extra", row=1)
        first = cell_of(filled.book["Möten"], "Datum")
        filled.book["Möten"].merge_cells(
            start_row=first.row, end_row=first.row + 1, start_column=first.column, end_column=first.column
        )
        ended = checked(filled)
        assert ended.code == 2
        assert f"Möten!B{first.row + 1}" in ended.err
        assert "dela de sammanfogade cellerna" in ended.err

    def test_what_stands_outside_every_column_is_refused(self, filled: Filled, checked: Check) -> None:
        filled.book["Möten"]["AZ20"] = "minns att fråga"
        ended = checked(filled)
        assert ended.code == 2
        assert "Möten!AZ20" in ended.err

    def test_a_copied_column_row_of_headings_or_sheet_is_refused(self, filled: Filled, checked: Check) -> None:
        sheet = filled.book["Medlemmar"]
        first = cell_of(sheet, "Medlem")
        sheet.cell(first.row - 4, 40).value = "name"
        sheet.cell(first.row + 5, 1).value = "#"
        sheet.cell(first.row + 5, 2).value = "Medlem"
        filled.book.copy_worksheet(filled.book["Handlingar"])
        ended = checked(filled)
        assert ended.code == 2
        for said_so in ("ta bort kopian", "ingen kopia av en rubrikrad", "en kopia av ett blad"):
            assert said_so in ended.err

    def test_records_that_say_there_are_none_and_name_some_are_refused(self, filled: Filled, checked: Check) -> None:
        filled.meeting("2025-03-17")
        none = filled.set("Möten", "Närvarande", "–")
        filled.set("Närvaro", "Möte", "2025-03-17")
        filled.set("Närvaro", "Namn", "Anna Exempel")
        filled.set("Närvaro", "Roll", "ledamot")
        ended = checked(filled)
        assert ended.code == 2
        assert f"{none} säger att det inte finns några" in ended.err

    def test_two_records_of_one_name_need_a_number(self, filled: Filled, checked: Check, folder: Write) -> None:
        for row in range(2):
            filled.set("Möten", "Datum", "2025-03-17", row)
        filled.set("Beslut", "Möte", "2025-03-17")
        filled.set("Beslut", "Ärende", "Budget")
        ended = checked(filled)
        assert ended.code == 2
        assert "eget nummer under Nr" in ended.err
        filled.set("Möten", "Nr", "eftermiddag", 1)
        filled.set("Beslut", "Möte", "eftermiddag")
        assert checked(filled).code == 0
        assert [len(meeting.decisions) for meeting in read(folder({})).year.meetings.items] == [0, 1]

    def test_a_figure_needs_a_heading_above_it(self, filled: Filled, checked: Check) -> None:
        sheet = filled.book["Resultaträkning"]
        for heading, value in (("Kort namn", "rr"), ("Tabellens rubrik", "Resultat"), ("Enhet", "kr")):
            cell = next(c for row in sheet.iter_rows() for c in row if str(c.value).startswith(f"{heading} *:"))
            sheet.cell(cell.row, 3).value = value
        first = cell_of(sheet, "Rad")
        first.value = "Intäkter"
        sheet.cell(first.row, 3).value = 1250
        ended = checked(filled)
        assert ended.code == 2
        assert f"Resultaträkning!C{first.row}" in ended.err
        assert "en rubrik över varje kolumn" in ended.err

    def test_a_column_of_figures_that_is_not_headed_is_asked_for_its_heading(
        self, filled: Filled, checked: Check
    ) -> None:
        sheet = filled.book["Balansräkning"]
        rows = {str(row[0].value).partition(":")[0]: row[0].row for row in sheet.iter_rows(min_col=2, max_col=2)}
        told = {"Kort namn *": "br", "Tabellens rubrik *": "Balans", "Enhet *": "kr", "Kolumnens år": 2025}
        for heading, value in told.items():
            sheet.cell(rows[heading], 3).value = value
        sheet.cell(rows["Kolumnens rubrik *"], 5).value = "2024"
        ended = checked(filled)
        assert ended.code == 2
        assert ended.err.count("Kolumnens rubrik") == 1
        assert f"Balansräkning!C{rows['Kolumnens år']}" in ended.err

    def test_an_example_left_as_it_was_is_no_data_and_is_told(self, filled: Filled, checked: Check) -> None:
        ended = checked(filled)
        assert ended.code == 0
        assert "exempelrader i" in ended.out
        assert "Exempelbolaget" not in ended.out

    def test_a_changed_example_is_refused(self, filled: Filled, checked: Check) -> None:
        cell = cell_of(filled.book["Synpunkter"], "Iakttagelse", row=-1)
        cell.value = "Vår egen"
        ended = checked(filled)
        assert ended.code == 2
        assert f"Synpunkter!B{cell.row}" in ended.err
        assert "en exempelrad som har ändrats" in ended.err

    def test_examples_may_be_taken_away(self, filled: Filled, checked: Check) -> None:
        for sheet in filled.book.worksheets:
            marked = [cell.row for cell in sheet["A"] if str(cell.value or "").startswith("example ")]
            for row in reversed(marked):
                sheet.delete_rows(row)
        ended = checked(filled)
        assert ended.code == 0
        assert "exempelrader" not in ended.out

    def test_a_sheet_of_ones_own_is_named_as_unread(self, filled: Filled, checked: Check, folder: Write) -> None:
        filled.book.create_sheet("Mina anteckningar")["A1"] = "hej"
        assert checked(filled).code == 0
        assert [Path(name).name for name in read(folder({})).unlisted] == ["a.xlsx:Mina anteckningar"]
        assert "unlisted_file" in {notice["code"] for notice in report(folder({}))["notices"]}

    def test_a_workbook_of_something_else_is_named_as_unread(self, folder: Write) -> None:
        book = openpyxl.Workbook()
        book.active["A1"] = "hej"
        path = folder({"a.xlsx": saved(book), "a.yaml": "entity: {name: A}\nfiscal_year: 2025\n"})
        assert [Path(name).name for name in read(path).unlisted] == ["a.xlsx"]

    def test_a_section_stands_in_the_workbook_or_in_yaml(self, filled: Filled, checked: Check) -> None:
        filled.meeting("2025-03-17")
        assert checked(filled, b="approvers: {items: [{name: Eva Exempel}]}").code == 0
        ended = checked(filled, b="meetings: {items: [{date: 2025-03-17}]}")
        assert ended.code == 2
        assert "a.xlsx, cell Möten!C3" in ended.err

    def test_two_registers_are_one_too_many(self, folder: Write, tmp_path: Path) -> None:
        shutil.copytree("risk_registers", tmp_path / "risk_registers")
        register = trees_of(Path("examples/good-year"))["register"]
        link = {"file": "../risk_registers/good-year.yaml"}
        entity = {"entity": {"name": "A"}, "fiscal_year": "2025"}
        path = folder({"a.xlsx": rendered(year={**entity, "risk_register": link}, register=register)})
        ended = run("check", path)
        assert ended.code == 2
        assert "ett riskregister" in ended.err

    def test_without_the_part_that_reads_it_no_workbook_is_passed_over(
        self, filled: Filled, checked: Check, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "python_calamine", None)
        monkeypatch.delitem(sys.modules, "finsam_control.reading.workbook")
        monkeypatch.delattr("finsam_control.reading.workbook", raising=False)
        ended = checked(filled)
        assert ended.code == 2
        assert "pip install 'finsam-control[data]'" in ended.err

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (EMPTY()[:20_000], "arbetsboken är skadad"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "den gamla sorten"),
            (b"entity: A", "ingen Excel"),
        ],
    )
    def test_what_is_no_whole_workbook_is_refused_beside_yaml_that_is_sound(
        self, content: bytes, told: str, folder: Write
    ) -> None:
        ended = run("check", folder({"a.xlsx": content, "a.yaml": "entity: {name: A}\nfiscal_year: 2025\n"}))
        assert ended.code == 2
        assert "a.xlsx" in ended.err
        assert told in ended.err

    def test_a_sealed_run_of_a_workbook_is_proved_anew(self, filled: Filled, checked: Check, folder: Write) -> None:
        assert checked(filled).code == 0
        seal = folder({}).parent / "seal.json"
        sealed = run("check", folder({}), "--as-of", "2026-11-22", "--fail-on", "none", "--seal", seal)
        assert sealed.code == 0, sealed.err
        assert run("verify", seal).code == 0
        filled.meeting("2025-03-17")
        assert checked(filled).code == 0
        assert run("verify", seal).code != 0

    def test_what_is_open_in_excel_leaves_no_trace(self, folder: Write) -> None:
        path = folder({"a.yaml": "entity: {name: A}\nfiscal_year: 2025\n", "~$a.xlsx": b"\x05Eva"})
        assert not read(path).unlisted

    def test_an_empty_workbook_is_asked_for_what_every_year_has(self, folder: Write) -> None:
        ended = run("check", folder({"a.xlsx": rendered()}))
        assert ended.code == 2
        assert "Förbundets namn" in ended.err
        assert "Räkenskapsår: 2025" in ended.err
        assert ended.err.count("Förbundet!C") == 2

    def test_a_control_character_is_refused(self, filled: Filled, checked: Check) -> None:
        cell = filled.set("Förbundet", "Förbundets namn", "A_x0007_B")
        ended = checked(filled)
        assert (ended.code, cell in ended.err) == (2, True)


class TestAnnotate:
    def test_faults_stand_as_comments_in_their_cells(self, filled: Filled, checked: Check, tmp_path: Path) -> None:
        filled.meeting("i våras")
        cell = filled.set("Möten", "Slag", "julbord")
        out = tmp_path / "ut.xlsx"
        ended = checked(filled, annotate=out)
        assert ended.code == 2
        book = openpyxl.load_workbook(out)
        commented = {
            f"{sheet.title}!{item.coordinate}": item.comment.text
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for item in row
            if item.comment is not None
        }
        assert "`julbord`" in commented[cell]
        assert len(commented) == 2
        summary = [[item.value for item in row] for row in book.worksheets[0].iter_rows(4, 5, 2, 4)]
        assert {row[0] for row in summary} == set(commented)

    def test_all_else_is_as_it_was_and_can_be_read_again(
        self, filled: Filled, checked: Check, folder: Write, tmp_path: Path
    ) -> None:
        filled.meeting("2025-03-17")
        out = tmp_path / "ut.xlsx"
        assert checked(filled, annotate=out).code == 0
        assert plain(read(out).year) == plain(read(folder({})).year)
        assert openpyxl.load_workbook(out).sheetnames[1:] == filled.book.sheetnames

    def test_deviations_stand_where_the_records_do(self, tmp_path: Path) -> None:
        trees = trees_of(Path("examples/broken-2024"))
        trees["year"].pop("risk_register", None)
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.xlsx").write_bytes(rendered(**trees))
        outs = [tmp_path / "ett.xlsx", tmp_path / "två.xlsx"]
        for out in outs:
            ended = run("check", tmp_path / "in", "--as-of", "2026-11-22", "--fail-on", "none", "--annotate", out)
            assert ended.code == 0, ended.err
        cells = {
            place["cell"]
            for item in report(tmp_path / "in")["outcomes"]
            if item["outcome"] in {"violated", "accepted"}
            for place in item["places"]
            if place["cell"]
        }
        book = openpyxl.load_workbook(outs[0])
        assert cells
        for cell in cells:
            sheet, _, at = cell.rpartition("!")
            assert book[sheet][at].comment is not None, cell
        assert outs[0].read_bytes() == outs[1].read_bytes()

    def test_a_text_of_the_records_becomes_no_formula_and_a_number_of_a_person_is_masked(
        self, filled: Filled, checked: Check, tmp_path: Path
    ) -> None:
        filled.set("Möten", "Datum", "=1+1 19811218-9876")
        cell_of(filled.book["Möten"], "Datum").data_type = "s"
        filled.set("Handlingar", "Titel", "Om 19811218-9876")
        out = tmp_path / "ut.xlsx"
        assert checked(filled, annotate=out).code == 2
        book = openpyxl.load_workbook(out)
        values = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
        assert not any("19811218" in str(cell.value) for cell in values)
        assert not any(cell.data_type == "f" for cell in book.worksheets[0]["D"])
        comments = [cell.comment.text for cell in values if cell.comment is not None]
        assert comments
        assert not any("19811218" in text for text in comments)

    def test_what_cannot_be_annotated_is_said_before_anything_is_judged(
        self, filled: Filled, checked: Check, folder: Write, tmp_path: Path
    ) -> None:
        out = tmp_path / "ut.xlsx"
        out.write_bytes(b"mitt")
        ended = checked(filled, annotate=out)
        assert ended.code == 2
        assert "finns redan" in ended.err
        assert out.read_bytes() == b"mitt"
        ended = run("check", "examples/vasteras-2022", "--annotate", tmp_path / "annan.xlsx")
        assert ended.code == 2
        assert "0 arbetsböcker" in ended.err
        inside = folder({}) / "ut.xlsx"
        assert run("check", folder({}), "--annotate", inside).code == 2
        assert not inside.exists()


class TestInit:
    def test_the_workbook_is_one_an_official_can_fill_in(self, tmp_path: Path) -> None:
        assert run("init", tmp_path, "--workbook").code == 0
        book = openpyxl.load_workbook(tmp_path / "arsuppgifter.xlsx")
        assert book.sheetnames[:2] == ["Innehåll", "Förbundet"]
        assert book["Innehåll"].cell(15, 2).hyperlink.location == "'Förbundet'!B1"
        sheet = book["Möten"]
        date = cell_of(sheet, "Datum")
        assert sheet.cell(date.row - 3, date.column).value == "Datum *"
        assert "ÅÅÅÅ-MM-DD" in sheet.cell(date.row - 2, date.column).value
        assert sheet.cell(date.row - 1, date.column).font.color.rgb == "FF8A8A8A"
        assert date.number_format == "@"
        assert not sheet.protection.sheet  # what is folded could not be unfolded
        assert sheet.freeze_panes == f"C{date.row - 1}"
        assert sheet.column_dimensions["A"].hidden
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
        kind = cell_of(sheet, "Slag")
        assert '"ordinarie,extra,budget,konstituerande"' in [
            formula for at, formula in offered.items() if at.startswith(f"{kind.coordinate}:")
        ]
        assert "kr" in cell_of(book["Beslut"], "Belopp (kr)").number_format

    def test_nothing_is_written_over_unasked(self, tmp_path: Path) -> None:
        file = tmp_path / "arsuppgifter.xlsx"
        file.write_bytes(b"mitt")
        assert run("init", tmp_path, "--workbook").code == 2
        assert file.read_bytes() == b"mitt"
        assert run("init", tmp_path, "--workbook", "--force").code == 0
        assert file.read_bytes() != b"mitt"

    def test_yaml_cannot_be_begun_from_nothing(self, tmp_path: Path) -> None:
        assert run("init", tmp_path).code == 2
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("before", ["good-year", "vasteras-2022", "vastmanland-2025"])
    def test_what_still_holds_is_carried_over_and_nothing_else(self, tmp_path: Path, before: str) -> None:
        assert run("init", tmp_path, "--workbook", "--from", f"examples/{before}").code == 0
        old, new = read(Path("examples") / before).year, read(tmp_path).year
        assert new.fiscal_year == old.fiscal_year + 1
        assert [member.name for member in new.members.items] == [member.name for member in old.members.items]
        assert [policy.title for policy in new.policies.items] == [policy.title for policy in old.policies.items]
        assert not new.members.complete
        of_one_year = (new.meetings.items, new.purchases.items, new.acceptances, new.attestations, new.budgets.items)
        assert not any(of_one_year)
        assert new.annual_report is None
        paid = {item.contributor: item.this_year for item in old.financing.contributions} if old.financing else {}
        carried = {item.contributor: item.last_year for item in new.financing.contributions} if new.financing else {}
        assert carried == paid
        assert not any(item.this_year for item in (new.financing.contributions if new.financing else ()))

    def test_last_years_outcome_stands_beside_an_empty_column(self, tmp_path: Path) -> None:
        assert run("init", tmp_path, "--workbook", "--from", "examples/good-year").code == 0
        old, new = read(Path("examples/good-year")).year.income_statement, read(tmp_path).year.income_statement
        assert old is not None
        assert new is not None
        (column,) = new.columns
        at = next(n for n, item in enumerate(old.columns) if item.year == column.year and item.holds == "outcome")
        assert [row.values[0].text for row in new.rows if row.values] == [
            row.values[at].text for row in old.rows if row.values
        ]
        sheet = openpyxl.load_workbook(tmp_path / "arsuppgifter.xlsx")["Resultaträkning"]
        first = cell_of(sheet, "Rad")
        assert (sheet.cell(first.row, 3).value, sheet.cell(first.row, 4).value) == (None, new.rows[0].values[0].text)

    def test_a_year_is_begun_as_yaml_too(self, tmp_path: Path) -> None:
        assert run("init", tmp_path, "--from", "examples/good-year").code == 0
        assert read(tmp_path).year.fiscal_year == read(Path("examples/good-year")).year.fiscal_year + 1
