"""PDF and Word documents: what they hold is read, and what they carry besides is refused, never run."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from command import run
from finsam_control.intake import papers
from finsam_control.intake import pdf as pdf_reader
from finsam_control.intake.drafting import drafted
from finsam_control.message import UnreadableError
from intake_documents import Truth, annual_report, balance_sheet, income_statement, minutes, money
from pdf_files import Page, pdf, write

LOCKED = Path(__file__).parent / "intake_files" / "locked.pdf"


def records(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = drafted([papers.read(file)])["records"]
    return found


def told(file: Path) -> str:
    """What is said of a file that cannot be read, in Swedish and with exit code 2."""
    ended = run("intake", file, "--into", file.parent / "utkast")
    assert ended.code == 2
    assert not (file.parent / "utkast").exists(), "nothing is drafted of what could not be read"
    return " ".join(ended.err.split())


def figures(table: dict[str, Any]) -> dict[str, list[Any]]:
    return {row["label"]: row["values"] for row in table["rows"] if "values" in row}


def test_a_pdf_gives_the_draft_that_its_text_gives(tmp_path: Path) -> None:
    truth = Truth.of(5)
    text = annual_report(truth, width=70)
    lines = text.split("\n")
    pages = [Page().lines("\n".join(lines[start : start + 45])) for start in range(0, len(lines), 45)]
    found = records(write(tmp_path / "ar.pdf", pdf(pages)))
    (tmp_path / "ar.txt").write_text(text, encoding="utf-8")
    expected = records(tmp_path / "ar.txt")
    assert figures(found["income_statement"]) == figures(expected["income_statement"])
    assert figures(found["balance_sheet"]) == figures(expected["balance_sheet"])
    assert [seat["name"] for seat in found["board"]["seats"]["items"]] == list(truth.people[:4])


def test_a_value_of_a_pdf_names_its_page(tmp_path: Path) -> None:
    truth = Truth.of(5)
    pages = [Page().lines("Årsredovisning\nInledning"), Page().lines(income_statement(truth, " "))]
    tree = drafted([papers.read(write(tmp_path / "ar.pdf", pdf(pages)))])
    claim = next(claim for claim in tree["values"] if claim["value"] == "/records/income_statement/rows/0")
    assert claim["page"] == "2"
    assert tree["records"]["income_statement"]["source"]["page"] == "2"


def test_a_ruled_table_of_a_pdf_keeps_empty_cells_where_they_are(tmp_path: Path) -> None:
    rows = [
        ["Belopp i kr", "Budget 2023", "Utfall 2023", "Budget 2024"],
        ["Ledning", "", "", "486 000"],
        ["Team", "700 000", "", "650 000"],
        ["Kartläggning", "", "290 254", ""],
    ]
    page = Page().lines("Driftredovisning", top=250).grid(rows, widths=[150, 100, 100, 100])
    (table,) = records(write(tmp_path / "tabell.pdf", pdf([page])))["tables"]
    assert figures(table) == {
        "Ledning": ["", "", "486 000"],
        "Team": ["700 000", "", "650 000"],
        "Kartläggning": ["", "290 254", ""],
    }


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    truth = Truth.of(6)
    document = docx.Document()
    document.add_paragraph(f"Årsredovisning {truth.year}")
    document.add_paragraph(truth.name)
    for section in (income_statement(truth, " "), balance_sheet(truth, " ")):
        title, *rows = section.split("\n")
        document.add_paragraph(title)
        table = document.add_table(rows=0, cols=4)
        for text in rows:
            cells = table.add_row().cells
            for cell, value in zip(cells, _cells(text, truth), strict=True):
                cell.text = value
    document.save(str(tmp_path / "ar.docx"))
    found = records(tmp_path / "ar.docx")
    assert figures(found["income_statement"])["Årets resultat"] == [money(figure) for figure in truth.result]
    assert figures(found["balance_sheet"])["Summa tillgångar"] == [money(figure) for figure in truth.assets]
    assert found["balance_sheet"]["rows"][1]["notes"] == ["Not 4"]


def _cells(text: str, truth: Truth) -> list[str]:
    """A printed row as its four cells: label, note, this year, last year."""
    if str(truth.year) in text:
        return ["Belopp i kr", "Not", *text.split()[-2:]]
    for known in (truth.revenue, (-truth.costs[0], -truth.costs[1]), truth.operating, truth.interest, truth.result,
                  truth.receivables, truth.cash, truth.assets, truth.equity_before, truth.debts):  # fmt: skip
        printed = f"{money(known[0])} {money(known[1])}"
        if text.strip().endswith(printed):
            label = text.strip().removesuffix(printed).strip()
            note = label.rpartition(" ")[2]
            is_note = note.isdigit()
            return [label.removesuffix(note).strip() if is_note else label, note if is_note else "", *map(money, known)]
    return [text.strip(), "", "", ""]


def test_minutes_in_word_are_drafted(tmp_path: Path) -> None:
    truth = Truth.of(7)
    document = docx.Document()
    for line in minutes(truth).split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "protokoll.docx"))
    (meeting,) = records(tmp_path / "protokoll.docx")["meetings"]["items"]
    assert meeting["date"] == truth.date
    assert meeting["decisions"][1]["amount"] == f"{money(truth.frame)} kr"


def test_a_scanned_pdf_says_so(tmp_path: Path) -> None:
    scanned = Page(rules=[(50, 50, 500, 700)])
    assert "skannad" in told(write(tmp_path / "skannad.pdf", pdf([scanned, scanned])))


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    assert "lösenord" in told(write(tmp_path / "last.pdf", LOCKED.read_bytes()))


def test_a_pdf_cut_short_says_so(tmp_path: Path) -> None:
    whole = pdf([Page().lines("Årsredovisning 2024\nResultaträkning")])
    for length in (0, 9, 200, len(whole) // 2):
        with pytest.raises(UnreadableError):
            papers.read(write(tmp_path / "kort.pdf", whole[:length]))
    assert "skadad eller avkortad" in told(write(tmp_path / "kort.pdf", whole[:200]))


def test_a_pdf_of_five_thousand_pages_is_refused_at_once(tmp_path: Path) -> None:
    file = write(tmp_path / "lang.pdf", pdf([Page().lines("Sida") for _ in range(5_000)]))
    started = time.process_time()
    assert "5000 sidor" in told(file)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("catalog", "extra"),
    [
        ("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", []),
        ("/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >>", []),
        ("/OpenAction << /S /Launch /F (calc.exe) >>", []),
    ],
)
def test_a_pdf_with_scripts_is_refused(tmp_path: Path, catalog: str, extra: list[bytes]) -> None:
    content = pdf([Page().lines("Årsredovisning 2024")], catalog=catalog, extra=extra)
    assert "skript" in told(write(tmp_path / "skript.pdf", content))


def test_a_pdf_with_other_files_in_it_is_refused(tmp_path: Path) -> None:
    extra = [
        b"<< /Type /EmbeddedFile /Length 4 >>\nstream\nhej!\nendstream",
        b"<< /Type /Filespec /F (hej.txt) /EF << /F 4 0 R >> >>",
    ]
    content = pdf(
        [Page().lines("Årsredovisning 2024")],
        catalog="/Names << /EmbeddedFiles << /Names [(hej.txt) 5 0 R] >> >>",
        extra=extra,
    )
    assert "andra filer" in told(write(tmp_path / "bilaga.pdf", content))


def test_a_word_document_of_the_old_kind_or_with_macros_is_refused(tmp_path: Path) -> None:
    assert ".docx" in told(write(tmp_path / "gammal.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    file = tmp_path / "makro.docx"
    docx.Document().save(str(file))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub Auto()")
    assert "skript" in told(file)


def test_a_word_document_cut_short_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kort.docx"
    docx.Document().save(str(file))
    assert "skadad eller avkortad" in told(write(file, file.read_bytes()[:2_000]))


def test_a_word_document_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    docx.Document().save(str(file))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/stor.bin", bytes(120_000_000))
    assert "uppackad" in told(file)


def test_every_file_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    one = write(tmp_path / "ett.xls", b"x")
    other = write(tmp_path / "tva.txt", b"\xff\xfe\x00")
    ended = run("intake", one, other, "--into", tmp_path / "utkast")
    assert ended.code == 2
    assert "ett.xls" in ended.err
    assert "tva.txt" in ended.err


def test_a_drawing_of_thousands_of_lines_is_not_searched_for_tables(tmp_path: Path) -> None:
    page = Page(rules=[(10 + place % 500, 10, 12 + place % 500, 800) for place in range(9_000)]).lines(
        "Karta över länet"
    )
    started = time.process_time()
    assert "Karta" in pdf_reader.pages_of(tmp_path / "karta.pdf", pdf([page]))[0]
    assert time.process_time() - started < 30
