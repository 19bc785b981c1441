"""What a rule asks for, said in words that an official can read aloud."""

from __future__ import annotations

import re

import pytest

from command import AS_OF, ROOT, report, run


def asked(rule: str, language: str) -> str:
    """The line of `explain` that says what the rule requires."""
    ended = run("explain", rule, "--as-of", "2026-11-22", "--lang", language)
    assert ended.code == 0, ended.err
    start = {"sv": "Kräver: ", "en": "Asks: "}[language]
    (sentence,) = (part for part in ended.out.split("\n") if part.startswith(start))
    tail = ended.out.split(sentence)[1].split({"sv": "\nVarför:", "en": "\nWhy:"}[language])[0]
    return " ".join((sentence + tail).removeprefix(start).split())


@pytest.mark.parametrize(
    ("rule", "sv", "en"),
    [
        (
            "lkbr/06-1-panter-anges",
            "ansvarsförbindelser anges; och ställda säkerheter anges",
            "contingent liabilities are stated; and pledges are stated",
        ),
        ("god-sed/styrdokument-attest", "attestordning", "rules for approval of payments"),
        (
            "gdpr/38-ombudet-oberoende",
            "”samordnaren är själv dataskyddsombud” får inte vara fallet",
            "“the coordinator is the data protection officer” must not be the case",
        ),
    ],
)
def test_what_is_to_be_so_is_stated_and_what_is_not_to_be_so_is_denied(rule: str, sv: str, en: str) -> None:
    assert (asked(rule, "sv"), asked(rule, "en")) == (sv, en)


@pytest.mark.parametrize(
    ("rule", "sv", "en"),
    [
        ("kommunallagen/05-69-justering", "får vara högst 14 dagar", "may be at most 14 days"),
        ("forbundets-egna/inom-beloppsgransen", "får vara högst 0 kr", "may be at most 0 kr"),
        ("nationella-radet/eget-kapital-tak", "bör vara högst 20 %", "should be at most 20 %"),
        ("god-sed/attest-fore-betalning", "bör vara högst 0 dagar", "should be at most 0 days"),
        ("god-sed/sekreterare-skild-fran-samordnaren", "bör inte vara fallet", "should not be the case"),
    ],
)
def test_the_law_and_the_own_policy_ask_and_what_is_recommended_advises(rule: str, sv: str, en: str) -> None:
    assert asked(rule, "sv").endswith(sv)
    assert asked(rule, "en").endswith(en)


def test_when_a_rule_applies_is_stated_and_neither_asked_nor_advised() -> None:
    told = run("explain", "krl/07-1-kassaflodesanalys", "--as-of", "2026-11-22").out.split("Kräver:")[0]
    assert "Gäller när: " in told
    assert "är inte fallet" in told.split("Gäller när: ")[1]
    assert not re.search(r"\b(ska|bör|får)\b", told.split("Gäller när: ")[1])


@pytest.mark.parametrize(
    ("language", "counted"), [("sv", "Av {many}\u00a0{rest} utfall"), ("en", "Of {many},{rest} outcomes")]
)
def test_a_count_of_thousands_is_grouped_as_the_language_does(language: str, counted: str) -> None:
    year = ROOT / "examples" / "good-year"
    outcomes = sum(report(year)["summary"].values())
    assert 1000 < outcomes < 10_000
    printed = run("check", year, "--as-of", str(AS_OF), "--lang", language).out
    assert counted.format(many=outcomes // 1000, rest=f"{outcomes % 1000:03}") in printed
