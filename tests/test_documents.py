"""The report as an auditor writes it, in Markdown and Word, and as a workbook: whole, in order, and obeying nobody."""

from __future__ import annotations

import io
import re
import time
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from command import ROOT, example, run
from finsam_control.blocks import Grid, Heading
from finsam_control.prose import prose_of
from finsam_control.report import Report
from finsam_control.words import Words
from hostile import hostile_year

SV, EN = Words("sv"), Words("en")
YEARS = ("good-year", "broken-2024", "vasteras-2022", "vastmanland-2025")


def written(year: Path | str, form: str, file: Path, *arguments: str) -> Path:
    path = ROOT / "examples" / year if isinstance(year, str) else year
    ended = run("check", path, "--as-of", "2026-11-22", "--fail-on", "none", "--format", f"{form}:{file}", *arguments)
    assert ended.code == 0, ended.err
    return file


def report(year: str, *arguments: str) -> Report:
    return Report.model_validate(example(year, *arguments))


def headings(year: str) -> list[tuple[int, str]]:
    return [(b.level, b.text) for b in prose_of(report(year), SV) if isinstance(b, Heading)]


class TestWords:
    @pytest.mark.parametrize(
        ("noun", "count", "said"),
        [
            ("moderate", 0, "0 brister"),
            ("moderate", 1, "en brist"),
            ("moderate", 2, "två brister"),
            ("moderate", 13, "13 brister"),
            ("minor", 1, "ett förbättringsområde"),
            ("minor", 2, "två förbättringsområden"),
            ("critical", 1, "en allvarlig brist"),
            ("critical", 3, "tre allvarliga brister"),
            ("control", 1200, "1\u00a0200 kontroller"),
        ],
    )
    def test_a_noun_agrees_with_its_number_in_gender_and_form(self, noun: str, count: int, said: str) -> None:
        assert SV.counted(noun, count) == said

    def test_english_counts_too(self) -> None:
        assert [EN.counted("moderate", n) for n in (0, 1, 2)] == [
            "0 deficiencies",
            "one deficiency",
            "two deficiencies",
        ]


class TestProse:
    @pytest.mark.parametrize("year", YEARS)
    def test_every_finding_stands_under_its_area_in_the_order_of_the_profession(self, year: str) -> None:
        text = markdown(year)
        found = report(year).findings
        parts = text.split("**Iakttagelse.**")[1:]
        assert len(parts) == len({(item.rule, item.outcome) for item in found})
        for part in parts:
            assert part.index("**Bedömning.**") < part.index("**Rekommendation.**")

    def test_the_summary_says_what_was_found_gravest_first(self) -> None:
        assert "Avvikelser finns i tolv kontroller: en brist, nio förbättringsområden och två upplysningar." in (
            markdown("vasteras-2022")
        )

    def test_a_year_without_deviations_says_so(self) -> None:
        text = markdown("good-year")
        assert "Ingen avvikelse" in text
        assert "**Iakttagelse.**" not in text

    def test_each_area_of_the_report_has_its_question_answered(self) -> None:
        (grid,) = [b for b in prose_of(report("good-year"), SV) if isinstance(b, Grid) and "Svar" in b.columns]
        assert [row[0] for row in grid.rows] == [area.name for area in report("good-year").grade.areas]
        assert {row[2] for row in grid.rows} == {"Ja."}

    def test_a_question_is_answered_with_a_word_of_its_language(self) -> None:
        (grid,) = [b for b in prose_of(report("broken-2024"), SV) if isinstance(b, Grid) and "Svar" in b.columns]
        answers = {row[2] for row in grid.rows}
        assert any(answer.startswith("Nej. ") for answer in answers)
        assert {answer.split()[0].rstrip(".,") for answer in answers} <= {"Ja", "Nej", "Delvis", "Frågan"}

    def test_a_yes_is_never_told_without_the_deviations_that_it_was_set_in_spite_of(self) -> None:
        found = report("vastmanland-2025")
        (grid,) = [b for b in prose_of(found, SV) if isinstance(b, Grid) and "Svar" in b.columns]
        answers = {row[0]: row[2] for row in grid.rows}
        assert answers["Eget kapital"] == "Ja, i allt väsentligt. Avvikelser finns i två kontroller."
        for area in found.grade.areas:
            breached = any(item.area == area.area and item.outcome == "violated" for item in found.findings)
            assert ("Avvikelser finns i" in answers[area.name]) == breached

    @pytest.mark.parametrize(
        ("rule", "word", "asked"),
        [
            ("kommunallagen/05-69-justering", "Uppfyller inte kravet", "Kravet enligt lag: "),
            ("forbundets-egna/inom-beloppsgransen", "Uppfyller inte kravet", "Enligt förbundets policy: "),
            ("god-sed/attest-fore-betalning", "Följer inte rekommendationen", "God sed: "),
        ],
    )
    def test_the_assessment_asks_as_strongly_as_the_norm(self, rule: str, word: str, asked: str) -> None:
        found = next(finding for finding in report("broken-2024").findings if finding.rule == rule)
        blocks = prose_of(report("broken-2024"), SV)
        (told,) = [
            text for text in (getattr(block, "text", "") for block in blocks) if asked in text and found.why in text
        ]
        assert told.startswith(f"{word}. {asked}{found.expected} (")
        assert ("bör" in found.expected) == (asked == "God sed: ")

    def test_what_is_recommended_is_never_asked_for(self) -> None:
        text = markdown("vastmanland-2025")
        assert "Rekommendationen: eget kapital" in text
        assert "bör vara högst 20\u00a0%" in text
        recommended = re.findall(r"(?:Rekommendationen|God sed): (.*?) \(", text + markdown("broken-2024"))
        assert recommended
        assert not [asked for asked in recommended if re.search(r"\bska vara\b|\bfår vara\b|får inte vara", asked)]

    def test_the_risk_map_says_in_words_what_its_colours_say(self) -> None:
        (grid,) = [b for b in prose_of(report("vasteras-2022"), SV) if isinstance(b, Grid) and b.shades]
        cells = [cell for row in grid.rows for cell in row]
        assert "8 medelhög, risk 1" in cells
        assert "2 låg, risk 2" in cells
        assert len(grid.shades) == 16

    def test_the_law_that_was_covered_stands_under_a_heading_of_its_own(self) -> None:
        blocks = prose_of(report("good-year"), SV)
        (number,) = [n for n, block in enumerate(blocks) if block == Heading(1, "Lagens täckning")]
        assert getattr(blocks[number + 1], "text", "").startswith("Av Finsamlagens 30 paragrafer")

    def test_an_amount_is_not_parted_from_its_unit_at_the_end_of_a_line(self) -> None:
        assert "331\u00a0000\u00a0kr" in markdown("vasteras-2022")

    def test_headings_never_skip_a_level(self) -> None:
        levels = [level for level, _ in headings("broken-2024")]
        assert levels[0] == 0
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))

    def test_it_speaks_english_when_asked(self) -> None:
        text = markdown("vasteras-2022", "--lang", "en")
        assert "**Observation.**" in text
        assert "Iakttagelse" not in text


class TestWord:
    @pytest.mark.parametrize("year", YEARS)
    def test_it_holds_the_same_headings_and_tables_as_the_prose(self, year: str, tmp_path: Path) -> None:
        document = Document(str(written(year, "docx", tmp_path / "r.docx")))
        said = [(style(p), p.text) for p in document.paragraphs if re.match(r"Title|Heading", style(p))]
        names = {0: "Title", 1: "Heading 1", 2: "Heading 2", 3: "Heading 3"}
        assert said == [(names[level], " ".join(text.split())) for level, text in headings(year)]
        grids = [block for block in prose_of(report(year), SV) if isinstance(block, Grid)]
        assert [len(table.rows) - 1 for table in document.tables] == [len(grid.rows) for grid in grids]

    def test_the_first_row_of_a_table_returns_on_each_page_and_the_language_is_told(self, tmp_path: Path) -> None:
        file = written("vasteras-2022", "docx", tmp_path / "r.docx")
        parts = zipfile.ZipFile(file)
        body = parts.read("word/document.xml").decode()
        assert body.count("w:tblHeader") == body.count("<w:tbl>")
        assert 'w:val="sv-SE"' in parts.read("word/styles.xml").decode()
        assert "2026-11-22T00:00:00Z" in parts.read("docProps/core.xml").decode()

    def test_no_row_is_cut_by_the_end_of_a_page(self, tmp_path: Path) -> None:
        body = zipfile.ZipFile(written("vasteras-2022", "docx", tmp_path / "r.docx")).read("word/document.xml").decode()
        assert body.count("w:cantSplit") == body.count("<w:tr>") > 0

    @pytest.mark.parametrize("year", YEARS)
    def test_no_word_is_broken_in_a_narrow_column(self, year: str, tmp_path: Path) -> None:
        document = Document(str(written(year, "docx", tmp_path / "r.docx")))
        for table in document.tables[:-1]:  # the last holds hashes, which no page can keep whole
            for column in table.columns:
                words = [word for cell in column.cells for word in re.split(r"[ -]", cell.text) if len(word) <= 20]
                assert column.width.pt >= 6 * max(map(len, words)) + 10.8
            assert sum(column.width.pt for column in table.columns) <= 456

    def test_the_risk_map_is_shaded(self, tmp_path: Path) -> None:
        file = written("vasteras-2022", "docx", tmp_path / "r.docx")
        assert zipfile.ZipFile(file).read("word/document.xml").decode().count("<w:shd") == 16


class TestWorkbook:
    def book(self, year: Path | str, folder: Path) -> Any:
        return openpyxl.load_workbook(written(year, "xlsx", folder / "r.xlsx"))

    def test_its_sheets_hold_the_verdict_the_findings_and_every_outcome(self, tmp_path: Path) -> None:
        book, found = self.book("vasteras-2022", tmp_path), report("vasteras-2022")
        names = ["Samlad bild enligt verktyget", "Iakttagelser", "Alla utfall", "Har inte kunnat bedömas", "Mål"]
        assert book.sheetnames == [*names, "Lagens täckning", "Riskkarta", "Filer"]
        assert book["Samlad bild enligt verktyget"]["B3"].value == found.grade.word
        assert book["Iakttagelser"].max_row - 1 == len(found.findings)
        assert book["Alla utfall"].max_row - 1 == len(found.outcomes)
        assert book["Iakttagelser"].auto_filter.ref
        assert book["Alla utfall"].freeze_panes == "A2"

    def test_the_verdict_says_what_it_rests_on(self, tmp_path: Path) -> None:
        sheet, found = self.book("vasteras-2022", tmp_path)["Samlad bild enligt verktyget"], report("vasteras-2022")
        said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        assert found.rulebook.sha256 in said
        assert f"Verktyg: {found.tool.name} {found.tool.version}" in said
        assert all(engine in said for engine in found.tool.engines)
        assert "per 2026-11-22" in said
        assert all(notice.text in said for notice in found.notices)

    def test_what_an_edition_masked_is_told_beside_its_verdict(self, tmp_path: Path) -> None:
        file = written("vasteras-2022", "xlsx", tmp_path / "r.xlsx", "--edition", "public")
        sheet = openpyxl.load_workbook(file)["Samlad bild enligt verktyget"]
        said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        masked = report("vasteras-2022", "--edition", "public").masked
        assert masked
        assert all(item.why in said for item in masked)

    def test_every_outcome_is_there_and_on_paper_those_that_concerned_the_year(self, tmp_path: Path) -> None:
        sheet, found = self.book("vasteras-2022", tmp_path)["Alla utfall"], report("vasteras-2022")
        concerned = len(found.outcomes) - found.summary["not_applicable"]
        assert 0 < concerned < len(found.outcomes)
        words = [row[0].value for row in sheet.iter_rows(min_row=2, min_col=4, max_col=4)]
        assert "inte tillämpligt" not in words[:concerned]
        assert set(words[concerned:]) == {"inte tillämpligt"}
        assert sheet.print_area == f"'Alla utfall'!$A$1:$J${concerned + 1}"
        printed = [cell.value for cell in sheet[1]][:10]
        assert "Fann" in printed
        assert "Regel" in printed
        assert not {"Krav", "Varför", "Att göra"} & set(printed)

    @pytest.mark.parametrize("name", ["Iakttagelser", "Alla utfall", "Har inte kunnat bedömas", "Lagens täckning"])
    def test_a_sheet_prints_on_a4_across_with_its_headings_on_each_page(self, name: str, tmp_path: Path) -> None:
        sheet = self.book("vasteras-2022", tmp_path)[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert (sheet.page_setup.fitToWidth or 1) == (2 if name == "Iakttagelser" else 1)
        assert sheet.print_title_rows == "$1:$1"

    def test_a_year_without_a_register_has_no_map(self, tmp_path: Path) -> None:
        assert "Riskkarta" not in self.book("vastmanland-2025", tmp_path).sheetnames

    def test_no_cell_is_a_formula_or_a_link(self, tmp_path: Path) -> None:
        book = self.book(hostile_year(tmp_path), tmp_path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert cells
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert max(len(str(cell.value)) for cell in cells) <= 32_767


@pytest.mark.parametrize("form", ["markdown", "docx", "xlsx"])
def test_hostile_text_is_shown_and_obeyed_by_nobody(form: str, tmp_path: Path) -> None:
    content = written(hostile_year(tmp_path), form, tmp_path / f"r.{form}").read_bytes()
    if form == "markdown":
        texts = [content.decode()]
        assert "<script>" not in content.decode().replace("\\<", "")
    else:
        parts = zipfile.ZipFile(io.BytesIO(content))
        texts = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
        assert not any("<script" in text for text in texts)
    assert any("owned" in text for text in texts)
    assert not any("\u202e" in text for text in texts)


@pytest.mark.parametrize("form", ["markdown", "docx", "xlsx"])
def test_the_same_year_gives_the_same_bytes_whenever_it_is_written(form: str, tmp_path: Path) -> None:
    first = written("vasteras-2022", form, tmp_path / "first").read_bytes()
    time.sleep(2.1)  # an archive tells time in steps of two seconds
    assert written("vasteras-2022", form, tmp_path / "second").read_bytes() == first


def markdown(year: str, *arguments: str) -> str:
    path = ROOT / "examples" / year
    ended = run("check", path, "--as-of", "2026-11-22", "--fail-on", "none", "--format", "markdown", *arguments)
    assert ended.code == 0, ended.err
    return ended.out


def style(paragraph: Any) -> str:
    return str(paragraph.style.name)
