"""What is far too long, too large or packed too tight is refused in good order, within a bound of time and memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from command import run
from finsam_control.figure import Unit, parse_figure, parse_number
from fuzzing import CORPUS, tried, within

LONG = "9" * 5_000
#: Bytes that Python may take for a file of a few megabytes that unpacks to far more, and seconds.
MEMORY, SECONDS = 450_000_000, 60.0
YEAR = "entity: {name: Samordningsförbundet Exempel}\nfiscal_year: 2025\n"


def within_bounds(reader: str, content: bytes) -> None:
    tracemalloc.start()
    try:
        assert tried(reader, content) < SECONDS
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        # Left on, it makes every later test slow and large.
        tracemalloc.stop()


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("text", [LONG, "1" + " 000" * 2_000])
def test_a_row_of_digits_that_nobody_counts_is_no_figure(text: str) -> None:
    assert parse_number(text, Unit.KR) is None
    assert parse_figure(f"{text} kr") is None
    assert parse_number("999 999 999 999 999,99", Unit.KR) is not None, "the longest that is one"


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        ("sie", f'#FLAGGA 0\n#VER A {LONG} 20250203 ""\n{{\n}}\n'),
        ("intake-text", f"Resultaträkning (kr)\n Not 2025 2024\nIntäkter {LONG} 900\nSumma {LONG} 900\n"),
        ("journal-csv", f"leverantor;konto_nr;belopp;datum\nProv AB;6410;{LONG};2025-02-03\n"),
        ("records", f"{YEAR}purchases: {{items: [{{id: a, amount: {LONG} kr}}]}}\n"),
        ("records", f"entity: {{name: A, employees: {LONG}}}\nfiscal_year: {LONG}\n"),
    ],
)
def test_a_number_of_five_thousand_digits_breaks_no_reader(reader: str, content: str) -> None:
    within_bounds(reader, content.encode())


@pytest.mark.parametrize(
    "section",
    [
        f"risk_register: {{file: {LONG}}}",
        f"populations: [{{file: {LONG}, kind: sie}}]",
        f"populations: [{{file: {LONG}, kind: purchases}}]",
    ],
)
def test_a_name_longer_than_any_file_may_have_is_of_no_file(tmp_path: Path, section: str) -> None:
    (tmp_path / "a.yaml").write_text(f"{YEAR}{section}\n", encoding="utf-8")
    ended = run("check", tmp_path)
    assert ended.code == 2
    assert "rad 3" in ended.err or ":3" in ended.err


@pytest.mark.parametrize("reader", ["journal-csv", "sie"])
def test_a_single_line_without_end_is_passed_over(reader: str) -> None:
    begin = {"journal-csv": b"leverantor;konto_nr;belopp;datum\n", "sie": b'#FLAGGA 0\n#FNAMN "'}[reader]
    within_bounds(reader, begin + b"a" * 100_000_000)


@pytest.mark.parametrize("reader", ["journal-xlsx", "year-workbook", "sample", "intake-docx"])
def test_what_unpacks_to_more_than_may_be_read_is_refused(reader: str) -> None:
    parts = {"xl/workbook.xml": b"<workbook/>", "word/document.xml": b"<document/>"}
    sheet = b"<worksheet><sheetData>" + b"<row/>" * 40_000_000
    within_bounds(reader, zipped(**parts, **{"xl/worksheets/sheet1.xml": sheet}))


@pytest.mark.parametrize("reader", ["journal-xlsx", "sample"])
def test_a_workbook_larger_than_may_be_read_is_not_read_whole(reader: str, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with file.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(1_000_000_000)
    if reader == "sample":
        ended = run("sample", "evaluate", file)
    else:
        listed = "populations: [{file: a.xlsx, kind: purchases}]\n"
        (tmp_path / "a.yaml").write_text(f"{YEAR}{listed}", encoding="utf-8")
        ended = run("check", tmp_path / "a.yaml")
    assert ended.code == 2
    assert "20" in ended.err, "the limit is said"


@pytest.mark.parametrize("times", [1, 2])
def test_a_pdf_that_unpacks_without_end_is_refused(times: int) -> None:
    stream = b"q Q " * 20_000_000
    for _ in range(times):
        stream = zlib.compress(stream)
    filters = b"/FlateDecode " * times
    content = (CORPUS / "intake-pdf" / "table.pdf").read_bytes()
    before, _, after = content.rpartition(b"trailer")
    packed = b"9 0 obj << /Filter [" + filters + b"] /Length %d >> stream\n" % len(stream) + stream
    within_bounds("intake-pdf", before + packed + b"\nendstream endobj\ntrailer" + after)


def test_a_cell_that_says_it_spans_two_thousand_million_columns_is_one_cell() -> None:
    content = (CORPUS / "intake-docx" / "right.docx").read_bytes()
    wide: Callable[[bytes], bytes] = lambda part: part.replace(b'gridSpan w:val="2"', b'gridSpan w:val="2000000000"')  # noqa: E731 -- used once, below
    place = next(n for n in range(3) if b"2000000000" in part_of(within(content, n, wide)))
    within_bounds("intake-docx", within(content, place, wide))


def part_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("word/document.xml")
