"""What print does to a text, and drafts that read through it: each on a text made up for the purpose."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from finsam_control.intake import papers
from finsam_control.intake.drafting import drafted
from finsam_control.intake.line import flowing, lines_of
from finsam_control.intake.spelling import joined, plain
from finsam_control.intake.tables import PrintedTable, tables_of


def tables(text: str) -> tuple[PrintedTable, ...]:
    return tables_of([line for line in lines_of((text,)) if not line.is_blank])


def cells(text: str) -> dict[str, list[str]]:
    """The figures of the only table of a text, by the label of the row."""
    (table,) = tables(text)
    return {row.label: [cell.value for cell in row.cells] for row in table.rows if row.cells}


def certainties(text: str) -> dict[str, str]:
    (table,) = tables(text)
    return {row.label: row.certainty for row in table.rows if row.cells}


def records(tmp_path: Path, text: str) -> dict[str, Any]:
    file = tmp_path / "handling.txt"
    file.write_text(text, encoding="utf-8")
    found: dict[str, Any] = drafted([papers.read(file)])["records"]
    return found


def test_a_soft_hyphen_joins_and_leaves_nothing() -> None:
    assert joined(["likviditets\u00ad", "policy gäller"]) == "likviditetspolicy gäller"
    assert joined(["sam\u00advärkan"]) == "samvärkan"


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    assert joined(["Verksamhetens nettokostna-", "der"]) == "Verksamhetens nettokostnader"


def test_a_hyphen_that_stands_for_a_word_to_come_stays() -> None:
    assert joined(["uppföljnings-", "och planeringsdagar"]) == "uppföljnings- och planeringsdagar"
    assert joined(["JobbFokus-", "Spira"]) == "JobbFokus-Spira"


def test_a_word_broken_without_a_hyphen_is_whole_where_lines_keep_their_spaces() -> None:
    lines = lines_of(("beslutsunderlag och tjäns\nteskrivelser till \nstyrelsen ",))
    assert flowing(lines) == "beslutsunderlag och tjänsteskrivelser till styrelsen"


def test_lines_that_keep_no_space_break_between_words() -> None:
    assert (
        flowing(lines_of(("utskick till alla\nledamöter i\nstyrelsen",))) == "utskick till alla ledamöter i styrelsen"
    )


@pytest.mark.parametrize("sign", ["-", "\u2212", "\u2013"])
def test_three_minus_signs_are_one(sign: str) -> None:
    text = f"Resultaträkning kr 2024 2023\nKostnader {sign}13 612 {sign}1 143\nNetto {sign}20 {sign}30\n"
    assert cells(text)["Kostnader"] == ["-13 612", "-1 143"]


def test_a_dash_between_years_is_no_minus() -> None:
    assert plain("utblick 2022\u20132023") == "utblick 2022\u20132023"


def test_the_mark_of_a_footnote_is_no_digit_of_the_amount() -> None:
    text = "Resultaträkning kr 2024 2023\nIntäkter 13 612¹ 14 100\nÖvrigt 1 000* 2 000\nSumma 14 612 16 100\n"
    assert cells(text) == {
        "Intäkter": ["13 612", "14 100"],
        "Övrigt": ["1 000", "2 000"],
        "Summa": ["14 612", "16 100"],
    }


def test_a_footnote_glued_to_an_amount_is_told_from_it_by_the_sum() -> None:
    text = "Resultaträkning kr 2024 2023\nIntäkter 13 6121 14 100\nÖvrigt 1 000 2 000\nSumma 14 612 16 100\n"
    assert cells(text)["Intäkter"] == ["13 612", "14 100"]


def test_a_note_number_is_told_from_the_first_digits_by_the_sum() -> None:
    text = (
        "Balansräkning\nBelopp i kr Not 2024-12-31 2023-12-31\n"
        "Fordringar 4 102 835 266 361\nKassa 9 350 453 8 197 546\nSumma tillgångar 9 453 288 8 463 907\n"
    )
    assert cells(text) == {
        "Fordringar": ["102 835", "266 361"],
        "Kassa": ["9 350 453", "8 197 546"],
        "Summa tillgångar": ["9 453 288", "8 463 907"],
    }
    assert set(certainties(text).values()) == {"certain"}


def test_columns_that_lost_their_alignment_are_put_right_by_the_sums() -> None:
    text = (
        "Budget Utfall Budget\nBelopp i kr 2021 2021 2022\n"
        "Ledning 486,000\nTeam 7,306,000 6,030,339 6,700,000\nKartläggning 290,254\n"
        "Summa 7,306,000 6,320,593 7,186,000\n"
    )
    assert cells(text) == {
        "Ledning": ["", "", "486 000"],
        "Team": ["7 306 000", "6 030 339", "6 700 000"],
        "Kartläggning": ["", "290 254", ""],
        "Summa": ["7 306 000", "6 320 593", "7 186 000"],
    }
    assert set(certainties(text).values()) == {"certain"}


def test_a_row_that_no_sum_places_is_doubtful() -> None:
    text = "Utfall Budget\nBelopp i kr 2021 2022\nLedning 486 000\nTeam 7 306 000 6 700 000\n"
    assert certainties(text)["Ledning"] == "doubtful"


def test_a_sum_that_is_wrong_in_print_stays_as_printed() -> None:
    text = "Resultaträkning kr 2024 2023\nEtt 100 200\nTvå 300 400\nSumma 999 600\n"
    assert cells(text)["Summa"] == ["999", "600"]
    (table,) = tables(text)
    assert [term.index for term in table.rows[-1].sum_of] == [0, 1], "so that the control of sums finds the fault"
    assert certainties(text)["Summa"] == "doubtful", "for it may be misread"


def test_an_equals_sign_for_a_minus_keeps_its_print(tmp_path: Path) -> None:
    text = "Budget 2021\nBelopp i tkr Budget 2021 Budget 2022\nIntäkter 13 310 12 000\nKostnader 18 506 13 000\n"
    text += "Resultat =5196 =1 000\n"
    (table,) = records(tmp_path, text)["tables"]
    assert table["rows"][-1]["values"] == [
        {"value": "-5 196", "printed": "=5196"},
        {"value": "-1 000", "printed": "=1 000"},
    ]


def test_commas_and_spaces_between_thousands_in_one_document() -> None:
    text = "Budget kr 2024 2023\nEtt 3,327,500 2 749 000\nTvå 1 000 500 1,250,000\nSumma 4,328,000 3,999,000\n"
    assert cells(text)["Två"] == ["1 000 500", "1 250 000"]


def test_a_decimal_comma_is_no_thousand() -> None:
    text = "Nyckeltal 2024 2023\nSoliditet 46,3% 47,6 %\nAndel 40% 38 %\n"
    assert cells(text) == {"Soliditet": ["46,3", "47,6"], "Andel": ["40", "38"]}


def test_tkr_and_kr_in_one_document_each_keep_their_own(tmp_path: Path) -> None:
    text = (
        "Resultaträkning\nBelopp i kr 2024 2023\nIntäkter 12 000 000 11 000 000\nÅrets resultat 129 543 99 000\n\n"
        "Not 2. Driftredovisning\nBelopp i tkr 2024 2023\nIntäkter 12 000 11 000\nKostnader 11 870 10 901\n"
    )
    found = records(tmp_path, text)
    assert found["income_statement"]["unit"] == "kr"
    assert [table["unit"] for table in found["tables"]] == ["tkr"]


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "Förbundet har under året",
        "arbetat med att stödja",
        "samverkan mellan alla",
        "parter i hela länet och",
    ] * 3
    right = [
        "bildades i maj 2010 och",
        "har fyra medlemmar som",
        "tillsammans bidrar till",
        "verksamheten varje år",
    ] * 3
    page = "\n".join(f"{one:<40}{other}" for one, other in zip(left, right, strict=True))
    file = tmp_path / "tva.txt"
    file.write_text(page, encoding="utf-8")
    texts = [line.text.strip() for line in papers.read(file).written]
    assert texts[: len(left)] == left
    assert texts[len(left) :] == right


def test_a_table_is_not_taken_for_two_columns_of_prose(tmp_path: Path) -> None:
    rows = "\n".join(f"Rad nummer {number:<20}   1 000     2 000" for number in range(12))
    file = tmp_path / "tabell.txt"
    file.write_text(rows, encoding="utf-8")
    assert len(papers.read(file).written) == 12


def test_a_note_down_the_margin_is_no_text(tmp_path: Path) -> None:
    margin = "Pe\nnn\neo\n d\nok\num\nen\ntn\nyc\nke\nl:\nVM"
    text = f"Not 4. Fordringar kr 2024 2023\nMoms 62 233 83 929\nSumma 62 233 83 929\n{margin}\nSlut på noterna.\n"
    file = tmp_path / "marginal.txt"
    file.write_text(text, encoding="utf-8")
    paper = papers.read(file)
    assert [line.text for line in paper.written][-1] == "Slut på noterna."
    assert len(paper.written) == 4
    assert paper.written[-1].number == 16, "a place told of a line is where a reader finds it"


def test_personal_identity_numbers_never_reach_a_draft(tmp_path: Path) -> None:
    text = (
        "Protokoll styrelsemöte 2024-05-03\nNärvarande: Alva Åkerblom, ordförande, Norrviks kommun\n"
        "1. Val av justerare\nBeslut: Deltagaren 811218-9876 får stöd, liksom 19 811218 9876 och 8112189876.\n"
    )
    file = tmp_path / "protokoll.txt"
    file.write_text(text, encoding="utf-8")
    shown = repr(drafted([papers.read(file)]))
    assert "9876" not in shown
    assert "######-####" in shown


@pytest.mark.parametrize(
    "line",
    [
        "1 " * 500_000,
        "a" * 1_000_000,
        "- " * 500_000,
        "Aa " * 330_000,
        "2024 " * 200_000,
        "1,234" * 200_000,
        "Samordningsförbundet " * 48_000,
        "Beslut om " * 100_000,
        "(" * 1_000_000,
        ". A" * 330_000,
        "\t" * 1_000_000,
        "=1 " * 330_000,
        "mellan x och " * 76_000,
        "dock inget saknar. Å" * 50_000,
    ],
    ids=lambda line: line[:8],
)
def test_a_line_of_a_million_characters_does_not_hang(tmp_path: Path, line: str) -> None:
    file = tmp_path / "lang.txt"
    begins = "Årsredovisning 2024\nAVTAL\nRiskanalys X\n2 Granskningsresultat\nNärvarande: Alva Åkerblom\n"
    file.write_text(f"{begins}{line}\nResultaträkning kr 2024 2023\nEtt 1 2\nTvå 3 4\n", encoding="utf-8")
    started = time.process_time()
    drafted([papers.read(file)])
    assert time.process_time() - started < 20
