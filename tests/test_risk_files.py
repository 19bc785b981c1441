"""A register goes to Excel and CSV and back whole; a coordinator's own workbook is read, its doubts told by cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from command import ROOT, run
from finsam_control.reading import container, csv_sheet, matrices, workbook
from finsam_control.reading.written_dates import Written, YearMissing, parse_written
from finsam_control.records.plain import Tree, kind_of, own_fields, plain
from finsam_control.records.register import Risk, RiskRegister
from finsam_control.register_columns import Columns, means
from finsam_control.register_files import parse_register, read_register
from finsam_control.register_import import imported
from finsam_control.render import record_yaml, register_csv, register_workbook
from finsam_control.words import Words

Write = Callable[[dict[str, str | bytes]], Path]
WORDS = Words("sv")
MATRIX: Tree = {"shipped": "vanlig-4x4"}


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


# What a register may say: any text that a cell can hold, and those that have fooled spreadsheets before.
CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
texts = st.one_of(
    st.text(CHARACTERS),
    st.sampled_from(
        ["=1+1", "+46", "-5", "@a", "'=1", "''", "–", "\\–", "a\nb", "\\n", "saknas", "true", "12", "1_000", "1e3",
         "0123", "_x000D_", "klar", "17 juni", "2022-06", "# a", "a: b", "- a", "{a}", "å;ä,ö\t\"'", "null", "Nr"]
    ),
).map(str.strip).filter(bool)  # fmt: skip
days = st.one_of(st.dates(date(1000, 1, 1)).map(str), st.sampled_from(["2022", "2022-06", "1899-12"]))


def trees(model: type[BaseModel]) -> st.SearchStrategy[Tree]:
    """Trees of a model by the types of its fields alone, so that a field added later is tried as well."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in own_fields(model).items():
        kind = kind_of(field)
        values: st.SearchStrategy[Any]
        match kind.name:
            case "date":
                values = days
            case "whole":
                values = st.integers(0, 10**15 - 1).map(str)
            case "word":
                values = st.sampled_from(kind.words)
            case "names":
                values = st.lists(texts, max_size=3)
            case "record" | "records":
                assert kind.model is not None
                inner = trees(kind.model)
                values = inner if kind.name == "record" else st.lists(inner.filter(bool), max_size=2)
                values = values if kind.name == "records" else values.filter(bool)
            case _:
                values = texts
        (required if field.is_required() else optional)[name] = values
    return st.fixed_dictionaries(required, optional=optional)


def agreeing(register: Tree) -> Tree:
    """The register with ids of their own and one score for today, as every register must have."""
    risks = [
        {
            **{k: v for k, v in risk.items() if "current" not in risk or k not in {"likelihood", "consequence"}},
            "id": f"{n}{risk['id']}",
        }
        for n, risk in enumerate(register["risks"])
    ]
    return {**register, "risks": risks}


registers = st.builds(
    lambda about, risks: agreeing({**about, "matrix": MATRIX, "risks": risks}),
    st.fixed_dictionaries({"title": texts}, optional={"date": days, "remark": texts}),
    st.lists(trees(Risk), min_size=1, max_size=3),
)


def register_of(tree: Tree) -> RiskRegister:
    return parse_register("r.yaml", record_yaml.written(tree).encode())[0]


def values(record: Any) -> Any:
    """Every value of a record and of those in it, places aside."""
    if isinstance(record, tuple):
        return [values(item) for item in record]
    if not isinstance(record, BaseModel):
        return record
    return {name: values(getattr(record, name)) for name in own_fields(type(record))}


def exported(tree: Tree, ending: str) -> bytes:
    if ending == "csv":
        return register_csv.render(tree, "sv").encode()
    return register_workbook.render(register_of(tree), tree, WORDS, "r.xlsx")


def read_back(content: bytes, ending: str) -> RiskRegister:
    sheets = csv_sheet.read(content, "r.csv", "r")[0] if ending == "csv" else workbook.read(content, "r.xlsx")[0]
    found = imported(sheets, "r", None)
    assert not found.doubts
    return register_of(found.tree)


class TestRoundTrip:
    @pytest.mark.parametrize("ending", ["xlsx", "csv"])
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(tree=registers)
    def test_what_goes_out_comes_back(self, ending: str, tree: Tree) -> None:
        assert values(read_back(exported(tree, ending), ending)) == values(register_of(tree))

    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(tree=registers)
    def test_yaml_is_read_back_to_the_same_register(self, tree: Tree) -> None:
        register = register_of(tree)
        assert values(register_of(plain(register))) == values(register)

    @pytest.mark.parametrize("name", ["vasteras-2022", "good-year", "broken-2024"])
    @pytest.mark.parametrize("ending", ["xlsx", "csv"])
    @pytest.mark.parametrize("lang", ["sv", "en"])
    def test_the_shipped_registers_come_back(self, tmp_path: Path, name: str, ending: str, lang: str) -> None:
        source, file, back = Path(f"risk_registers/{name}.yaml"), tmp_path / f"r.{ending}", tmp_path / "r.yaml"
        assert run("risk", "export", source, file, "--lang", lang).code == 0
        ended = run("risk", "import", file, back, "--lang", lang)
        assert ended.code == 0, ended.err
        assert values(read_register(back)[0]) == values(read_register(source)[0])
        assert back.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")

    def test_the_same_register_gives_the_same_bytes(self) -> None:
        tree = plain(read_register(Path("risk_registers/good-year.yaml"))[0])
        tree["matrix"] = MATRIX
        assert exported(tree, "xlsx") == exported(tree, "xlsx")

    def test_a_matrix_that_differs_from_the_shipped_one_travels(self) -> None:
        text = "title: T\nmatrix: {shipped: vanlig-4x4, bands: [], title: Egen}\nrisks: []\n"
        own = plain(parse_register("r.yaml", text.encode())[0])["matrix"]
        assert matrices.reduced(own) == {"shipped": "vanlig-4x4", "title": "Egen", "bands": []}

    def test_every_heading_means_its_field_in_both_languages(self) -> None:
        for name in own_fields(Risk):
            for language in ("sv", "en"):
                assert means(Risk, Columns(language).heading(Risk, (name,))) == (name,)


class TestWorkbook:
    @pytest.fixture
    def book(self, tmp_path: Path) -> Any:
        assert run("risk", "export", "risk_registers/broken-2024.yaml", tmp_path / "r.xlsx").code == 0
        return openpyxl.load_workbook(tmp_path / "r.xlsx")

    def test_it_has_what_a_coordinator_wants(self, book: Any) -> None:
        assert book.sheetnames == ["Riskregister", "Poäng", "Åtgärder", "Matris", "Om registret"]
        sheet = book["Riskregister"]
        headings = {cell.value: cell.column_letter for cell in sheet[3]}
        s, k, product = headings["Sannolikhet"], headings["Konsekvens"], headings["Uträknat riskvärde (S × K)"]
        assert sheet[f"{product}4"].value == f'=IF(COUNT(${s}4,${k}4)=2,${s}4*${k}4,"")'
        lists = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
        assert lists[s] == lists[k] == '"1,2,3,4"'
        assert lists[headings["Hantering"]] == '"acceptera,minska,dela,undvika,saknas"'
        assert sheet.protection.sheet
        assert sheet[f"{s}3"].protection.locked
        assert not sheet[f"{s}4"].protection.locked
        assert sheet.freeze_panes == "B4"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert len(sheet.conditional_formatting) == 1

    def test_the_matrix_says_without_colour_what_it_says_with_it(self, book: Any) -> None:
        said = {cell.value for row in book["Matris"].iter_rows(1, 7) for cell in row if cell.value}
        assert {"12 hög\nR1", "8 medelhög\nR2", "16 mycket hög", "1 låg"} <= said

    def test_a_text_never_becomes_a_formula_or_a_link(self) -> None:
        risk = {"id": "1", "process": "=1+1", "description": "https://example.org", "owner": "@SUM(A1)"}
        tree = {"title": "=T", "matrix": MATRIX, "risks": [risk]}
        sheet = openpyxl.load_workbook(io.BytesIO(exported(tree, "xlsx")))["Riskregister"]
        assert [cell.data_type for cell in sheet[4] if cell.value in risk.values()] == ["s"] * 4
        assert not any(cell.hyperlink for cell in sheet[4])
        line = exported(tree, "csv").decode().splitlines()[-1]
        assert "'=1+1" in line
        assert "'@SUM" in line
        assert not re.search(r"(^|;)[=+@-]", line)

    def test_a_text_that_no_cell_can_hold_is_told_and_csv_takes_it(self, folder: Write) -> None:
        risk = f"title: T\nmatrix: {{shipped: vanlig-4x4}}\nrisks: [{{id: a, process: P, description: {'x' * 32768}}}]"
        path = folder({"r.yaml": risk})
        ended = run("risk", "export", path / "r.yaml", path / "r.xlsx")
        assert (ended.code, (path / "r.xlsx").exists()) == (2, False)
        assert "risks.1.description" in ended.err
        assert run("risk", "export", path / "r.yaml", path / "r.csv").code == 0


#: The headings of the riskanalys of 2022-06-17, as printed.
HEADINGS = ["Uppdrag", "Beskrivning av risk", "Sannolikhet (1-4)", "Konse-\nkvens", "Risk",
            "Åtgärder för att minska/få bort risken", "Åtgärder om risken blir en realitet",
            "Ansvarig för åtgärder", "Datum för åtgärd", "Kommentarer"]  # fmt: skip


def own_book(rows: Sequence[Any], above: Sequence[Any] | None = None, merged: str = "") -> Any:
    """A coordinator's own workbook: a title, perhaps a date, the printed headings, and rows from row 4."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blad1"
    for column, value in enumerate(above or ["Riskanalys 2022"], 1):
        sheet.cell(1, column, value)
    for column, value in enumerate(HEADINGS, 1):
        sheet.cell(3, column, value)
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    if merged:
        sheet.merge_cells(merged)
    return book


def saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


class TestOwnWorkbook:
    def read(self, folder: Write, book: Any, *more: str, code: int) -> tuple[RiskRegister, str]:
        path = folder({"r.xlsx": saved(book)})
        ended = run("risk", "import", path / "r.xlsx", path / "r.yaml", "--matrix", "vasteras-4x4", "--force", *more)
        assert ended.code == code, ended.err
        return read_register(path / "r.yaml")[0], ended.err

    def test_the_printed_headings_are_known(self, folder: Write) -> None:
        row = ["Administration", "Fel", "2,0", 4.0, 8, "Granskas", "Kontakt tas", "Förbundschefen", "Juni-22", "Logg"]
        register, told = self.read(folder, own_book([[], row, [], []]), code=0)
        (risk,) = register.risks
        assert (register.title, risk.id, risk.process, risk.description) == (
            "Riskanalys 2022",
            "1",
            "Administration",
            "Fel",
        )
        assert (risk.likelihood, risk.consequence, risk.printed_product, str(risk.due)) == (2, 4, 8, "2022-06")
        assert (risk.measures, risk.contingency, risk.owner, risk.remark) == (
            "Granskas",
            "Kontakt tas",
            "Förbundschefen",
            "Logg",
        )
        assert "Blad1!I5: Juni-22 lästes som 2022-06" in told
        assert "numrerades" in told

    def test_doubtful_values_are_told_by_cell_and_left_unknown(self, folder: Write) -> None:
        rows = [
            ["A", "Fel", "2,5", "tre", 8, "", "", "", "17 juni"],
            ["B", None, 1, 2, 2, "", "", "", "17/6"],
            [None, None, 1, 1],
        ]
        register, told = self.read(folder, own_book(rows), code=1)
        first, second = register.risks
        assert (first.likelihood, first.consequence, first.due) == (None, None, None)
        assert (second.description, second.likelihood, second.due) == ("ej angivet", 1, None)
        assert {f"Blad1!{cell}" for cell in ("C4", "D4", "I4", "A5", "I5", "C6")} == set(
            re.findall(r"Blad1![A-Z]+\d+", told.split("\n\n", 0)[0])
        ) - {"Blad1!A1"}

    def test_a_day_without_a_year_takes_that_of_the_register_and_says_so(self, folder: Write) -> None:
        book = own_book([["A", "Fel", 1, 2, 2, "", "", "", "17 juni"]], ["Riskanalys", date(2022, 5, 3)])
        register, told = self.read(folder, book, code=0)
        assert (str(register.date), str(register.risks[0].due)) == ("2022-05-03", "2022-06-17")
        assert "Blad1!I4: 17 juni lästes som 2022-06-17" in told

    def test_a_process_merged_over_several_risks_holds_for_each(self, folder: Write) -> None:
        register, _ = self.read(folder, own_book([["A", "Ett", 1, 2], [None, "Två", 2, 2]], merged="A4:A5"), code=0)
        assert [(risk.process, risk.description) for risk in register.risks] == [("A", "Ett"), ("A", "Två")]

    def test_a_description_merged_over_two_rows_is_one_risk(self, folder: Write) -> None:
        rows = [["A", "Ett", 1, 2, 2, "Granska"], ["A", None, None, None, None, "Utbilda"]]
        register, _ = self.read(folder, own_book(rows, merged="B4:B5"), code=0)
        assert [risk.measures for risk in register.risks] == ["Granska\nUtbilda"]

    def test_unknown_columns_hidden_and_other_sheets_are_told(self, folder: Write) -> None:
        book = own_book([["A", "Ett", 1, 2]])
        book["Blad1"]["K3"], book["Blad1"]["K4"] = "Färg", "röd"
        book.create_sheet("Gömt")["A1"] = "x"
        book["Gömt"].sheet_state = "hidden"
        book.create_sheet("Blad3")["A1"] = "x"
        _, told = self.read(folder, book, code=1)
        assert "Blad1!K3" in told
        assert "Gömt" in told
        assert "Blad3" in told

    def test_without_a_matrix_nothing_is_written_and_the_names_are_told(self, folder: Write) -> None:
        path = folder({"r.xlsx": saved(own_book([["A", "Ett", 1, 2]]))})
        ended = run("risk", "import", path / "r.xlsx", path / "r.yaml")
        assert (ended.code, (path / "r.yaml").exists()) == (2, False)
        assert "vasteras-4x4" in ended.err

    def test_an_excel_day_that_may_be_a_month_is_said(self, folder: Write) -> None:
        _, told = self.read(folder, own_book([["A", "Ett", 1, 2, 2, "", "", "", date(2022, 6, 1)]]), code=0)
        assert "Blad1!I4" in told
        assert "2022-06 " in told

    @pytest.mark.parametrize("parting", [";", ",", "\t"])
    def test_a_csv_of_old_excel_with_any_parting_sign(self, folder: Write, parting: str) -> None:
        text = (
            parting.join(["Uppdrag", "Beskrivning av risk", "S", "K"])
            + "\r\n"
            + parting.join(["Ärende", "Fel", "1", "2"])
        )
        path = folder({"r.csv": text.encode("cp1252")})
        ended = run("risk", "import", path / "r.csv", path / "r.yaml", "--matrix", "vanlig-4x4")
        assert ended.code == 0, ended.err
        assert "Windows-1252" in ended.err
        assert read_register(path / "r.yaml")[0].risks[0].process == "Ärende"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2022-06-17", "2022-06-17"), ("Juni-22", "2022-06"), ("jun-22", "2022-06"), ("juni 2022", "2022-06"),
        ("17 juni 2022", "2022-06-17"), ("den 3 maj 2022", "2022-05-03"), ("2022", "2022"), ("2022-06", "2022-06"),
        ("20220617", "2022-06-17"), ("17 juni", YearMissing), ("17/6", None), ("220617", None), ("06/07/2022", None),
        ("31 juni 2022", None), ("löpande", None), ("22 smurf 2022", None),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str, read: str | type | None) -> None:
    found = parse_written(text)
    if isinstance(read, type):
        assert isinstance(found, read)
    else:
        assert (str(found.day) if isinstance(found, Written) else found) == read


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


GOOD = saved(own_book([["A", "Ett", 1, 2]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def lying(content: bytes) -> bytes:
    """The workbook with every part declared ten bytes long, in both headers."""
    found = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = 0
        while (start := found.find(mark, start)) >= 0:
            found[start + at : start + at + 4] = (10).to_bytes(4, "little")
            start += 4
    return bytes(found)


def far_cell() -> bytes:
    book = own_book([["A", "Ett", 1, 2]])
    book["Blad1"]["XFD1048576"] = "x"
    return saved(book)


class TestBadWorkbook:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
            (OLE, ".xls"),
            (b"<html><table></table></html>", "webbsida"),
            (b"%PDF-1.7\n", "PDF"),
            (b"Uppdrag;Beskrivning av risk\n", "ingen Excelbok"),
            (b"", "tom"),
            (GOOD[: len(GOOD) // 2], "skadad"),
            (lying(GOOD), "skadad"),
            (zipped({"word/document.xml": b"<x/>"}), "ingen Excelbok"),
            (zipped({"xl/workbook.xml": b"<x/>", "xl/a": b" " * (container.MAX_UNPACKED + 1)}), "större än"),
            (far_cell(), "17179869184"),
        ],
        ids=["password", "xls", "html", "pdf", "csv", "empty", "truncated", "lying", "docx", "bomb", "far cell"],
    )  # fmt: skip
    def test_is_told_for_what_it_is(self, folder: Write, content: bytes, said: str) -> None:
        path = folder({"r.xlsx": content})
        ended = run("risk", "import", path / "r.xlsx", path / "r.yaml", "--matrix", "vanlig-4x4")
        assert (ended.code, (path / "r.yaml").exists()) == (2, False)
        assert said in ended.err

    def test_a_million_blank_rows_are_no_matter(self, folder: Write) -> None:
        parts = parts_of(GOOD)
        blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(10, 1_000_000))
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
            b"</sheetData>", blank + b"</sheetData>"
        )
        path = folder({"r.xlsx": zipped(parts)})
        assert run("risk", "import", path / "r.xlsx", path / "r.yaml", "--matrix", "vanlig-4x4").code == 0

    def test_macros_and_links_are_left_alone_and_said(self, folder: Write) -> None:
        more = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
        path = folder({"r.xlsm": zipped({**parts_of(GOOD), **more})})
        ended = run("risk", "import", path / "r.xlsm", path / "r.yaml", "--matrix", "vanlig-4x4")
        assert ended.code == 0, ended.err
        assert "makron" in ended.err
        assert "länkar" in ended.err

    def test_nothing_is_overwritten_unasked(self, folder: Write) -> None:
        path = folder({"r.xlsx": GOOD, "r.yaml": "old"})
        assert run("risk", "import", path / "r.xlsx", path / "r.yaml", "--matrix", "vanlig-4x4").code == 2
        assert run("risk", "export", "risk_registers/good-year.yaml", path / "r.xlsx").code == 2
        assert (path / "r.yaml").read_text() == "old"
        assert (path / "r.xlsx").read_bytes() == GOOD

    def test_without_its_library_the_line_that_installs_it_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
        monkeypatch.delitem(__import__("sys").modules, "finsam_control.render.register_workbook", raising=False)
        monkeypatch.delitem(__import__("sys").modules, "finsam_control.render.matrix_sheet", raising=False)
        ended = run("risk", "export", "risk_registers/good-year.yaml", tmp_path / "r.xlsx")
        assert ended.code == 2
        assert "pip install 'finsam-control[report]'" in ended.err

    def test_identity_numbers_are_masked_and_said(self, folder: Write) -> None:
        text = "title: T\nmatrix: {shipped: vanlig-4x4}\nrisks: [{id: a, process: P, description: 19811228-9874 röjs}]"
        path = folder({"r.yaml": text})
        ended = run("risk", "export", path / "r.yaml", path / "r.csv")
        assert "maskerats" in ended.err
        assert "9874" not in (path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_workbook_tells_no_clock(tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    assert run("risk", "export", ROOT / "risk_registers" / "good-year.yaml", file).code == 0
    assert "2000-01-01T00:00:00Z" in zipfile.ZipFile(file).read("docProps/core.xml").decode()
