"""Journals of purchases: every format and fault of the input, and what is kept of it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import journals as made
from finsam_control import dossier
from finsam_control.journal import JournalFile
from finsam_control.message import Fault, UnreadableError
from finsam_control.org_number import is_org_number
from finsam_control.reading import journals
from finsam_control.reading.amounts import read_amount, read_any_amount, read_date, read_digits, read_flag
from finsam_control.reading.blocks import LINE_LIMIT
from finsam_control.reading.text_rows import ROW_LINES
from finsam_control.records.population import Population
from finsam_control.store import Store

YEAR = dossier.read(made.EXAMPLES / "good-year").year
HEADING = "leverantor;belopp;bokforingsdatum"
ROW = "Exempel AB;1 143,50;2025-02-03"


def load(folder: Path, content: bytes | str, name: str = "inkop.csv", **population: str) -> Store:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return journals.read(folder, YEAR, [Population(file=name, kind="purchases", **population)])[0]


def rows(store: Store, columns: str = "line, supplier, amount, CAST(booked_on AS VARCHAR)") -> list[tuple[Any, ...]]:
    return store.connection.execute(f"SELECT {columns} FROM journal ORDER BY row").fetchall()


def file_of(store: Store) -> JournalFile:
    (file,) = store.files
    return file


def faults(folder: Path, content: bytes | str, name: str = "inkop.csv", **population: str) -> tuple[Fault, ...]:
    with pytest.raises(UnreadableError) as told:
        load(folder, content, name, **population)
    return told.value.faults


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1143", 114_300),
        ("1 143,50", 114_350),
        ("1\u00a0143,5", 114_350),
        ("1\u202f143,50 kr", 114_350),
        ("\u22121 143,50", -114_350),
        ("(1 143)", -114_300),
        ("1 143,50-", -114_350),
        ("-0,01", -1),
        ("12:-", 1_200),
    ],
)
def test_an_amount_is_read_in_every_form_of_the_grammar(text: str, ore: int) -> None:
    assert read_amount(text) == ore


@pytest.mark.parametrize(
    "text",
    ["1.143,50", "1,143", "12 34", "1,1435", "1 143.50", "--1", "(-1)", "-1-", "(1", "1e3", "", "kr", "1" * 16, "ett"],
)
def test_what_may_be_read_in_two_ways_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


@given(st.from_regex(r"-?[0-9]{1,4}([ \u00a0]?[0-9]{2,4}){0,5}[,.]?[0-9]{0,3}", fullmatch=True) | st.text("0 1,-9"))
@example("0 143,50")
@example("-1 143,50")
@example("1 234 567 890 123,45")
@example("999 999 999 999,99")
def test_plain_amounts_are_read_the_quick_way_as_by_the_whole_grammar(text: str) -> None:
    assert read_amount(text) == read_any_amount(text)


def test_a_file_with_decimal_points_has_no_commas() -> None:
    assert read_amount("1143.50", ".") == 114_350
    assert read_amount("1,143.50", ".") is None


def test_dates_numbers_and_flags() -> None:
    assert [read_date(text) for text in ("2025-02-03", "20250203", "3 februari 2025", "2025-02-03T10:15:00")] == [
        "2025-02-03"
    ] * 4
    assert [read_date(text) for text in ("2022-02-30", "3/2 2025", "250203", "2025-02", "februari 25")] == [None] * 5
    assert [read_flag(text) for text in ("Ja", "x", "nej", "0", "kanske")] == [True, True, False, False, None]
    assert [read_digits(text) for text in ("556000-1234", "SE556000123401", "okänt")] == [
        "5560001234",
        "556000123401",
        None,
    ]


def test_the_check_digit_of_organisation_numbers() -> None:
    # Försäkringskassan, Arbetsförmedlingen and Region Stockholm, as they print them themselves.
    assert all(is_org_number(number) for number in ("2021005521", "2021002114", "2321000016", "162021005521"))
    assert not any(is_org_number(number) for number in ("2021005522", "202100552", "20210055210", ""))


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_by_whatever_parts_its_cells_and_letters(tmp_path: Path, sign: str, letters: str) -> None:
    text = f'leverantör{sign}belopp{sign}bokföringsdatum\r\nÅ-verken AB{sign}"1 143,50"{sign}2025-02-03\r\n'
    store = load(tmp_path, text.encode(letters))
    assert rows(store) == [(2, "Å-verken AB", 114_350, "2025-02-03")]
    assert file_of(store).stray.count == 0


def test_titles_above_the_heading_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    store = load(tmp_path, f"Leverantörsreskontra 2025\n\n{HEADING};övrigt\n{ROW};x\n;;;\n\n{ROW};\n")
    assert [line for line, *_ in rows(store)] == [4, 7]
    assert file_of(store).not_used == ("övrigt",)


def test_a_broken_row_stays_in_its_place_with_nothing_known_of_it(tmp_path: Path) -> None:
    store = load(tmp_path, f"{HEADING}\n{ROW}\nAvbruten AB;100\n{ROW};för mycket\n{ROW}\n")
    assert [(line, supplier) for line, supplier, *_ in rows(store)] == [
        (2, "Exempel AB"),
        (3, None),
        (4, None),
        (5, "Exempel AB"),
    ]
    assert file_of(store).broken.lines == (3, 4)


def test_a_quote_that_does_not_close_takes_no_other_row_with_it(tmp_path: Path) -> None:
    many = "\n".join([ROW] * (ROW_LINES + 5))
    store = load(tmp_path, f'{HEADING}\n"Exempel AB;1;2025-01-02\n{many}\n')
    assert file_of(store).broken.lines == (2,)
    assert file_of(store).rows == ROW_LINES + 6


def test_quoted_cells_may_hold_signs_and_line_ends(tmp_path: Path) -> None:
    store = load(tmp_path, f'{HEADING}\n"Å ""B""; \nC AB";100;2025-01-02\n{ROW}\n')
    assert [(line, supplier) for line, supplier, *_ in rows(store)] == [(2, 'Å "B"; C AB'), (4, "Exempel AB")]


def test_a_name_written_with_other_blanks_is_the_same_name(tmp_path: Path) -> None:
    written = ["Å  Exempel AB", "Å\u00a0Exempel\u202fAB", "\tÅ Exempel AB ", "ÅExempel AB"]
    store = load(tmp_path, "\n".join([f"{HEADING}", *(f'"{name}";100;2025-01-02' for name in written)]))
    assert [supplier for _, supplier, *_ in rows(store)] == ["Å Exempel AB"] * 3 + ["ÅExempel AB"]


def test_cells_that_cannot_be_read_are_counted_with_their_lines(tmp_path: Path) -> None:
    store = load(tmp_path, f"{HEADING}\nA AB;1.143,50;2025-02-03\nB AB;100;2022-02-30\n{ROW}\n")
    assert [(item.column, item.tally.lines) for item in file_of(store).unread] == [
        ("belopp", (2,)),
        ("bokforingsdatum", (3,)),
    ]
    assert rows(store)[:2] == [(2, "A AB", None, "2025-02-03"), (3, "B AB", 10_000, None)]


def test_a_line_without_end_and_nul_bytes_are_broken_rows(tmp_path: Path) -> None:
    content = f"{HEADING}\n{ROW}\n".encode() + b"x" * (3 * LINE_LIMIT) + b"\nA\0B;1;2025-01-02\n" + f"{ROW}\n".encode()
    store = load(tmp_path, content.replace(b"A\0", b" " * 5_000 + b"A\0"))
    assert file_of(store).broken.lines == (3, 4)
    assert file_of(store).rows == 4


def test_rows_in_other_letters_are_read_and_counted(tmp_path: Path) -> None:
    content = f"{HEADING}\nÅ AB;1;2025-01-02\nÄ AB;1;2025-01-02\n".encode() + "Ö AB;1;2025-01-02\n".encode("cp1252")
    store = load(tmp_path, content)
    assert [supplier for _, supplier, *_ in rows(store)] == ["Å AB", "Ä AB", "Ö AB"]
    assert file_of(store).stray.lines == (4,)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"<!DOCTYPE html><html>", "a web page or XML file"),
        (b"\x89PNG\0\0", "a binary file"),
        ("leverantor\tbelopp".encode("utf-16"), "a file in UTF-16"),
        (b"PK\x03\x04 cut short", "the workbook is damaged or cut short: {problem}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), None),
        (b"PAR1 cut short", "the file cannot be read: {problem}"),
        (b"leverantor;datum\n", "no column for {columns}"),
        (b"leverantor;belopp;belopp;datum\n", "the column {name} stands {n} times"),
        (b"leverantor;belopp;datum;bokforingsdatum\n", "{column} may be any of the columns {names}"),
    ],
)
def test_what_is_no_journal_stops_with_its_reason(tmp_path: Path, content: bytes, found: str | None) -> None:
    told = faults(tmp_path, content)
    assert found is None or [fault.found.text for fault in told] == [found]
    assert all(fault.file.endswith("inkop.csv") for fault in told)


def test_a_column_that_stands_twice_is_to_be_renamed_and_one_that_is_lacking_to_be_named_in_a_profile(
    tmp_path: Path,
) -> None:
    (twice,) = faults(tmp_path, b"leverantor;belopp;Belopp;datum\n")
    assert twice.example == "leverantor;belopp;Belopp 2;datum"
    (lacking,) = faults(tmp_path, b"leverantor;summa;datum\n")
    assert dict(lacking.found.values)["columns"] == "belopp (amount)"
    assert "  amount: [summa]" in lacking.example.splitlines()


def test_columns_that_rules_ask_for_in_vain_are_known_by_both_their_names(tmp_path: Path) -> None:
    lacks = file_of(load(tmp_path, f"{HEADING}\n{ROW}\n")).lacks
    assert {"avtal (contract)", "attestant1 (attestant_1)"} <= {*lacks}
    assert not {"moms (vat)", "belopp (amount)"} & {*lacks}


@pytest.mark.parametrize("nothing", ["", "-", "\u2013", "saknas", "Saknas"])
def test_a_cell_that_says_that_nothing_is_there_names_nothing(tmp_path: Path, nothing: str) -> None:
    store = load(tmp_path, f"{HEADING};attestant2;avtal\n{ROW};{nothing};{nothing}\n{ROW};-a;A-1\n")
    assert rows(store, "attestant_2, contract") == [(None, None), ("-a", "A-1")]


def test_a_file_of_countless_columns_is_refused_in_a_few_lines(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, ";".join(["leverantor", "x" * 5_000, *(f"k{number}" for number in range(9_000))]))
    (columns,) = dict(fault.expected.values).values()
    assert str(columns).startswith(f"leverantor, {'x' * 60}…, k0, ")
    assert str(columns).endswith(", k57, …")
    assert len(fault.example) < 1_000


def test_the_profile_that_is_offered_reads_the_file_once_it_is_filled_in(tmp_path: Path) -> None:
    content = "Säljare;Summa;bokföringsdatum\nExempel AB;1 143,50;2025-02-03\n"
    (fault,) = faults(tmp_path, content)
    assert "[Säljare | Summa]" in fault.example
    filled = fault.example.replace("supplier: [Säljare | Summa]", "supplier: [Säljare]")
    filled = filled.replace("amount: [Säljare | Summa]", "amount: [Summa]")
    (tmp_path / "kolumner.yaml").write_text(filled, encoding="utf-8")
    assert rows(load(tmp_path, content, profile="kolumner.yaml")) == [(2, "Exempel AB", 114_350, "2025-02-03")]


def test_a_profile_that_is_none_is_told(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, f"{HEADING}\n", profile="nagon.yaml")
    assert "leverantorsreskontra" in dict(fault.expected.values)["names"]  # type: ignore[operator]
    (tmp_path / "egen.yaml").write_text("title: Vår\ncolumns:\n  saljare: [x]\n", encoding="utf-8")
    (fault,) = faults(tmp_path, f"{HEADING}\n", profile="egen.yaml")
    assert fault.file.endswith("egen.yaml")


def test_every_shipped_profile_finds_the_columns_it_names() -> None:
    assert set(journals.names()) == {"leverantorsreskontra", "myndighetsfakta", "varberg"}


def test_a_workbook_is_read_as_its_text_would_be(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Reskontra"],
        ["leverantor", "leverantor_id", "belopp", "bokforingsdatum"],
        ["Exempel AB", 5560001234, 0.1 + 0.2, "2025-02-03"],
        ["00123 AB", "00123", 1143.5, "2025-02-04"],
    ):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    found = rows(load(tmp_path, content.getvalue(), "inkop.xlsx"), "line, supplier, supplier_number, amount")
    assert found == [(3, "Exempel AB", "5560001234", 30), (4, "00123 AB", "00123", 114_350)]


def test_parquet_is_read_before_the_store_is_locked(tmp_path: Path) -> None:
    target = tmp_path / "inkop.parquet"
    duckdb.sql(
        f"COPY (SELECT 'Exempel AB' AS leverantor, CAST(1143.5 AS DECIMAL(10, 2)) AS belopp, "
        f"DATE '2025-02-03' AS datum, TRUE AS kort) TO '{target}' (FORMAT parquet)"
    )
    store = load(tmp_path, target.read_bytes(), "inkop.parquet")
    assert rows(store, "supplier, amount, CAST(booked_on AS VARCHAR), card") == [
        ("Exempel AB", 114_350, "2025-02-03", True)
    ]
    with pytest.raises(duckdb.Error, match="disabled"):
        store.connection.execute(f"SELECT * FROM read_parquet('{target}')")
    with pytest.raises(duckdb.Error, match="locked"):
        store.connection.execute("SET enable_external_access = true")


def test_several_files_are_one_journal(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADING}\n{ROW}\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"{HEADING};rakenskapsar;forbund\n{ROW};2024;Ett annat\n", encoding="utf-8")
    listed = [Population(file=name, kind="purchases") for name in ("a.csv", "b.csv")]
    store, hashes = journals.read(tmp_path, YEAR, listed)
    assert rows(store, "row, file, year, forbund") == [
        (1, "a.csv", 2025, "Samordningsförbundet Lysande"),
        (2, "b.csv", 2024, "Ett annat"),
    ]
    assert len(set(hashes)) == 2


def test_rows_that_name_another_forbund_or_year_are_counted_with_their_lines(tmp_path: Path) -> None:
    own = "samordningsförbundet  LYSANDE"
    content = f"{HEADING};rakenskapsar;forbund\n{ROW};2025;{own}\n{ROW};2024;{own}\n{ROW};;Ett annat\n{ROW};;\n"
    file = file_of(load(tmp_path, content))
    assert (file.other_year.count, file.other_year.lines) == (1, (3,))
    assert (file.other_forbund.count, file.other_forbund.lines) == (1, (4,))
    assert file.rows == 4


@pytest.mark.parametrize("path", made.FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_examples_are_what_their_script_writes(path: Path) -> None:
    assert path.read_bytes() == made.FILES[path]()
