"""Amounts as people write them: in thousands where the document does or where they are large, and never at a loss."""

from __future__ import annotations

import pytest

from command import example
from finsam_control.economy_prose import money_of
from finsam_control.prose import prose_of
from finsam_control.report import Report
from finsam_control.words import Language, Words

SV, EN = Words("sv"), Words("en")
MILLION = 100_000_000


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def economy(year: str, language: Language) -> str:
    report = Report.model_validate(example(year, "--lang", language))
    label = Words(language)("Economy")
    (told,) = [block for block in prose_of(report, Words(language)) if getattr(block, "label", "") == label]
    return plain(getattr(told, "text", ""))


@pytest.mark.parametrize(
    ("ore", "sv", "en"),
    [
        (114_300_000, "1 143 tkr", "1,143 thousand kr"),
        (114_306_000, "1 143 tkr", "1,143 thousand kr"),
        (114_350_000, "1 144 tkr", "1,144 thousand kr"),
        (-12_954_300, "−130 tkr", "−130 thousand kr"),
        (0, "0 tkr", "0 thousand kr"),
    ],
)
def test_thousands_are_grouped_and_rounded_as_the_language_does(ore: int, sv: str, en: str) -> None:
    assert (plain(SV.value(ore, "tkr", 0)), plain(EN.value(ore, "tkr", 0))) == (sv, en)


def test_no_line_ends_between_an_amount_and_its_unit() -> None:
    assert SV.value(114_300_000, "tkr", 0) == "1\u00a0143\u00a0tkr"
    assert EN.value(114_300_000, "tkr", 0) == "1,143\u00a0thousand kr"


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [
        ((MILLION,), "tkr"),
        ((MILLION - 1,), "ore"),
        ((-MILLION,), "tkr"),
        ((MILLION, MILLION), "tkr"),
        ((MILLION, MILLION + 1), "ore"),
        ((MILLION, 50_000), "tkr"),
        ((MILLION, 49_999), "ore"),
        ((MILLION, -49_999), "ore"),
        ((MILLION, 0), "tkr"),
        ((), "ore"),
    ],
)
def test_large_amounts_stand_in_thousands_unless_two_would_look_alike_or_one_vanish(
    amounts: tuple[int, ...], unit: str
) -> None:
    assert money_of(amounts, SV) == unit


class TestProse:
    def test_the_summary_tells_the_years_money_in_thousands(self) -> None:
        told = economy("good-year", "sv")
        assert "Det egna kapitalet vid utgången av 2025 var 1 320 tkr." in told
        assert "20 % av årets tilldelade medel, 8 000 tkr: 1 600 tkr." in told
        assert "Equity at the end of 2025 was 1,320 thousand kr." in economy("good-year", "en")

    def test_of_a_real_year_too(self) -> None:
        told = economy("vasteras-2015", "sv")
        assert "Intäkterna var 12 000 tkr och kostnaderna 12 130 tkr." in told
        assert "var −130 tkr." in told
        assert "Det rekommenderade taket är inte känt för året." in told

    def test_small_amounts_stand_in_kronor(self) -> None:
        assert "700 000 kr." in economy("broken-2024-rekvisitioner", "sv")

    def test_a_year_that_prints_no_money_says_nothing_of_it(self) -> None:
        report = Report.model_validate(example("vasteras-2018"))
        assert not [block for block in prose_of(report, SV) if getattr(block, "label", "") == "Ekonomi"]


class TestFindings:
    def messages(self, year: str, language: Language) -> str:
        return plain(" ".join(finding["message"] for finding in example(year, "--lang", language)["outcomes"]))

    def test_what_the_document_prints_in_thousands_is_told_in_thousands(self) -> None:
        told = self.messages("vasteras-2021", "sv")
        assert "angivet −186 tkr, posterna ger −126 tkr" in told
        assert "(12 442 tkr). Jämfört med 11 316 tkr + 807 tkr (mot sina poster): 12 123 tkr." in told
        assert "stated −186 thousand kr, the terms give −126 thousand kr" in self.messages("vasteras-2021", "en")

    def test_what_it_prints_in_kronor_is_told_in_kronor(self) -> None:
        assert "331 000 kr. Reviderad budget" in self.messages("vasteras-2022", "sv")

    def test_thousands_beside_an_amount_to_the_krona_are_told_in_kronor(self) -> None:
        """The text says 3 540 tkr and the table 3 500 400 kr: in thousands the difference would be rounded."""
        assert "(3 540 000 kr)" in self.messages("broken-2023", "sv")
        assert "3 500 400 kr" in self.messages("broken-2023", "sv")
