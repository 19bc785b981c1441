"""Remarks, agreements, listings, and figures of running text: each on a text made up for the purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from finsam_control.intake import papers
from finsam_control.intake.dates import dates_in
from finsam_control.intake.drafting import drafted
from finsam_control.intake.people import is_name
from finsam_control.intake.vocabulary import bare, vocabulary


def records(tmp_path: Path, text: str) -> dict[str, Any]:
    file = tmp_path / "handling.txt"
    file.write_text(text, encoding="utf-8")
    found: dict[str, Any] = drafted([papers.read(file)])["records"]
    return found


REMARKS = [
    (
        "Attest av fakturor",
        "Fakturor attesteras av den som har beställt",
        "Två i förening attesterar",
        "Styrelsemöte 3 maj 2027",
    ),
    (
        "Protokoll",
        "Justering dröjer mer än två veckor efter mötet",
        "Datum för justering bestäms på mötet",
        "Hösten 2027",
    ),
    ("Placering", "Se över hur det egna kapitalet är placerat", "Plan för placering tas fram av ekonomen", "Pågår"),
]


def wrapped(width: int) -> str:
    """The list of remarks as narrow columns are printed below one another."""
    lines = ["Uppföljning av revisorernas synpunkter", "Område Synpunkt Åtgärd När/hur? "]
    for row in REMARKS:
        for cell in row:
            words, line = cell.split(), ""
            for word in words:
                if line and len(line) + len(word) + 1 > width:
                    lines.append(f"{line} ")
                    line = word
                else:
                    line = f"{line} {word}".strip()
            lines.append(f"{line} ")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("width", [17, 21, 26])
def test_remarks_in_narrow_columns_are_put_together_again(tmp_path: Path, width: int) -> None:
    items = records(tmp_path, wrapped(width))["observations"]["items"]
    assert [(item["area"], item["text"], item["measure"], item["when"]) for item in items] == REMARKS
    assert items[0]["due"] == "2027-05-03"


def test_sentences_of_an_audit_report_that_say_what_is_amiss_are_remarks(tmp_path: Path) -> None:
    text = (
        "Granskning av årsredovisning 2027\n2 Granskningsresultat\n2.1 Förvaltningsberättelse\n"
        "Vi bedömer att berättelsen är tydlig. Målet om ekonomi är dock inget som har följts upp.\n"
        "2.2 Noter\nNoterna är tillräckliga.\n2.3 Kassaflödesanalys\nÅrsredovisningen saknar kassaflödesanalys.\n"
    )
    items = records(tmp_path, text)["observations"]["items"]
    assert [(item["area"], item["text"]) for item in items] == [
        ("Förvaltningsberättelse", "Målet om ekonomi är dock inget som har följts upp."),
        ("Kassaflödesanalys", "Årsredovisningen saknar kassaflödesanalys."),
    ]


def test_an_agreement_gives_the_other_party_what_it_is_about_and_its_yearly_price(tmp_path: Path) -> None:
    text = (
        "Samordningsförbundet Norrvik\nSamordningsförbundet Norrvik\nAVTAL\n1 Parter\n"
        "Mellan Bolaget Exempel AB org. nr. 556000-0000 (härefter kallat Bolaget) och\n"
        "Samordningsförbundet Norrvik (härefter kallat förbundet) har denna dag följande avtal\n"
        "tecknats angående drift av förbundets webbplats.\n"
        "7 Ersättning\nFörbundet ska årligen betala 48 500 kr för driften.\n"
        "10 Avtalstid\nAvtalet gäller f rom 2027-02-01 och därefter ett år i taget tills någon av parterna säger upp\n"
        "avtalet.\nNorrvik den 2027-01-20\n"
    )
    (contract,) = records(tmp_path, text)["contracts"]["items"]
    assert contract["supplier"] == "Bolaget Exempel AB"
    assert contract["subject"] == "drift av förbundets webbplats"
    assert contract["yearly_value"] == "48 500 kr"
    assert (contract["start"], contract["end"]) == ("2027-02-01", "saknas")


def test_shares_without_years_above_them_are_a_table(tmp_path: Path) -> None:
    text = (
        "Svar från deltagarna\nFråga Aldrig Ibland Ofta\n1 Får du stöd (n=20) 10 % 40% 50 %\n"
        "2 Lyssnar vi (n=21) 0% 30% 70%\n3 Räcker tiden (n=19) 5% 25% 70%\nResultatet är gott.\n"
    )
    (table,) = records(tmp_path, text)["tables"]
    assert [column["name"] for column in table["columns"]] == ["Aldrig", "Ibland", "Ofta"]
    assert table["unit"] == "procent"
    assert [row["values"] for row in table["rows"]] == [["10", "40", "50"], ["0", "30", "70"], ["5", "25", "70"]]


def test_amounts_with_their_unit_on_each_line_are_a_table(tmp_path: Path) -> None:
    text = "Medlen är fördelade så\nStaten    6 000 tkr\nRegion Norrvik 3 000tkr\n"
    text += "Norrviks kommun   3 000 tkr\nTotalt: 12 000 tkr\n"
    (table,) = records(tmp_path, text)["tables"]
    assert table["unit"] == "tkr"
    assert [row["values"] for row in table["rows"]] == [["6 000"], ["3 000"], ["3 000"], ["12 000"]]
    assert table["rows"][-1]["sum_of"] == ["staten", "region-norrvik", "norrviks-kommun"]


STATED = (
    "Resultaträkning\nBelopp i kr 2027 2026\nVerksamhetens intäkter 12 000 000 11 000 000\n"
    "Verksamhetens kostnader -11 870 457 -10 901 000\nÅrets resultat 129 543 99 000\n\n{sentence}\n"
)


def test_a_figure_of_the_text_is_tied_to_the_cell_that_it_names(tmp_path: Path) -> None:
    sentence = "Verksamhetens intäkter uppgick under 2027 till 12 000 tkr, och resultatet blev 130 tkr."
    stated = records(tmp_path, STATED.format(sentence=sentence))["stated_figures"]
    assert [(item["value"], item["same_as"]["row"], item["same_as"]["column"]) for item in stated] == [
        ("12 000 tkr", "verksamhetens-intakter", "2027"),
        ("130 tkr", "arets-resultat", "2027"),
    ]


@pytest.mark.parametrize(
    "sentence", ["Resultatet blev 140 tkr.", "Lönerna uppgick till 130 tkr.", "Resultatet blev bra."]
)
def test_a_figure_that_is_another_or_names_nothing_is_tied_to_nothing(tmp_path: Path, sentence: str) -> None:
    assert "stated_figures" not in records(tmp_path, STATED.format(sentence=sentence))


def test_terms_of_a_seat_are_read_where_the_list_prints_them(tmp_path: Path) -> None:
    text = (
        "Årsredovisning 2027\nStyrelsen 2027:\nLedamöter Ordförande Alva Åkerblom (S), Norrviks kommun\n"
        "Ersättare  Bertil Östberg, Försäkringskassan, tom sep. 2027\n"
        "Dag-Erik Norén, Försäkringskassan, från okt. 2027\n"
    )
    seats = records(tmp_path, text)["board"]["seats"]["items"]
    assert [(seat["name"], seat.get("start"), seat.get("end")) for seat in seats] == [
        ("Alva Åkerblom", None, None),
        ("Bertil Östberg", None, "2027-09"),
        ("Dag-Erik Norén", "2027-10", None),
    ]


def test_those_who_signed_side_by_side_are_read_with_their_roles(tmp_path: Path) -> None:
    text = (
        "Årsredovisning 2027\nStyrelsens underskrift\nAlva Åkerblom   Bertil Östberg\nOrdförande    Vice ordförande\n"
        "Cajsa Norén     Dag-Erik Quist\nLedamot    Ledamot\nHjalmar Wiklund\nRevisor\n"
    )
    found = records(tmp_path, text)
    assert found["annual_report"]["signatories"] == ["Alva Åkerblom", "Bertil Östberg", "Cajsa Norén", "Dag-Erik Quist"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("den 3 maj 2027", ("2027-05-03",)),
        ("2027-05-03 och 17 juni 2027", ("2027-05-03", "2027-06-17")),
        ("juni 2027", ("2027-06",)),
        ("Juni-22", ("2022-06",)),
        ("2027-13-40 och 32 maj 2027", ()),
        ("3 maj", ()),
        ("222000-2824", ()),
    ],
)
def test_dates_are_read_as_they_are_printed(text: str, expected: tuple[str, ...]) -> None:
    assert dates_in(text) == expected


@pytest.mark.parametrize("name", ["Alva Åkerblom", "Dag-Erik von Norén", "Anna Lena Bäckvall Hallin"])
def test_a_name_is_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["Region Norrvik", "Norrviks kommun", "Vice ordförande", "Alva", "Summa Intäkter"])
def test_what_is_no_name_is_none(text: str) -> None:
    assert not is_name(text)


def test_old_names_are_known() -> None:
    assert vocabulary().heard("Finansieringsanalys", "statements") == "cash_flow_statement"
    assert vocabulary().heard("Landstinget Norrvik", "members") == "region"


def test_the_words_of_the_vocabulary_are_written_as_they_are_matched() -> None:
    def phrases(node: Any) -> Iterator[str]:
        for item in node.values() if hasattr(node, "values") else node:
            if isinstance(item, str):
                yield item
            else:
                yield from phrases(item)

    apart = {"totals", "expected"}
    written = [word for name, table in vocabulary().tables.items() if name not in apart for word in phrases(table)]
    assert len(written) > 100
    assert [word for word in written if bare(word) != word] == []
