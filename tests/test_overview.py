"""Several years side by side: one consolidated picture beside each report, without names where that is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import ROOT, Ended, run
from finsam_control.consolidating import Breach, Digest, overview_of
from finsam_control.overview import Overview
from finsam_control.words import Words

SV = Words("sv")
YEARS = ("vasteras-2015", "vasteras-2021", "vasteras-2022", "vastmanland-2025", "good-year")
PLAIN = Digest("A", None, 2024, "sufficient", "tillräcklig", 100, (), (), None, None, (("overdue", 0),))


def check(*arguments: str | Path, years: tuple[str, ...] = YEARS) -> Ended:
    paths = [ROOT / "examples" / name for name in years]
    return run("check", *paths, "--as-of", "2026-11-22", "--fail-on", "none", *arguments)


def overview(*arguments: str, years: tuple[str, ...] = YEARS) -> dict[str, Any]:
    ended = check("--format", "overview", *arguments, years=years)
    assert ended.code == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def of(*digests: Digest, anonymous: bool = False) -> Overview:
    return overview_of(digests, SV, "2026-11-22", anonymous=anonymous)


def test_each_report_is_printed_and_the_years_side_by_side_below_them() -> None:
    ended = check("--lang", "en")
    for name in ("Samordningsförbundet Västerås 2015", "Samordningsförbundet Västmanland 2025"):
        assert ended.out.index(name) < ended.out.index("Side by side")
    assert "5 reports of 3 förbund, as of 2026-11-22" in ended.out
    assert "Samordningsförbundet Västerås, year by year" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_name_is_cut_at_80_columns(language: str) -> None:
    side_by_side = check("--lang", language).out.split({"sv": "Sida vid sida", "en": "Side by side"}[language])[1]
    assert "Samordningsförbundet" in side_by_side
    assert "\u2026" not in side_by_side


def test_a_single_year_has_nothing_beside_it() -> None:
    assert "Side by side" not in check("--lang", "en", years=("good-year",)).out


def test_the_grades_and_breaches_are_those_of_the_reports() -> None:
    lines = check("--format", "json").out.splitlines()
    reports = {(item["entity"]["name"], item["period"]): item for item in map(json.loads, lines)}
    for year in overview()["years"]:
        report = reports[year["entity"], year["period"]]
        assert year["overall"] == report["grade"]["overall"]
        breached = {item["rule"] for item in report["outcomes"] if item["outcome"] == "violated"}
        assert sum(year["deviations"].values()) == len(breached)


def test_the_shares_of_2025_are_those_of_its_documents() -> None:
    """4 373 784 of 18 958 000 kr; 18 763 370 kr of costs, of which 2 578 502 kr administration."""
    (year,) = (item for item in overview()["years"] if item["period"] == 2025 and "Västmanland" in item["entity"])
    found = {item["measure"]: item["text"] for item in year["positions"]}
    assert found["equity_share"] == "23,07\u00a0%"
    assert found["used_share"] == "98,97\u00a0%"
    assert found["administration_share"] == "13,74\u00a0%"


def test_years_of_one_forbund_are_one_trend_though_one_of_them_lacks_its_number() -> None:
    found = of(replace(PLAIN, period=2022, org_number="222000-2824"), PLAIN, replace(PLAIN, entity="B", period=2023))
    assert [(trend.entity, [year.period for year in trend.years]) for trend in found.trends] == [("A", [2022, 2024])]


def test_two_forbund_of_one_name_are_not_taken_for_one() -> None:
    found = of(replace(PLAIN, org_number="222000-0001"), replace(PLAIN, org_number="222000-0002"), PLAIN)
    assert found.entities == 3
    assert not found.trends


def test_a_forbund_that_changes_its_name_is_still_the_same() -> None:
    one = replace(PLAIN, org_number="222000-0001")
    found = of(one, replace(one, entity="B", period=2025))
    assert [trend.entity for trend in found.trends] == ["B"]


def test_what_returns_is_told_once_with_its_years_and_what_came_once_is_not() -> None:
    often, seldom = Breach("a/often", "Ofta", "minor"), Breach("a/seldom", "Sällan", "major")
    found = of(replace(PLAIN, breaches=(often,)), replace(PLAIN, period=2025, breaches=(often, seldom)))
    assert [(item.rule, item.periods) for item in found.trends[0].recurring] == [("a/often", (2024, 2025))]
    assert not found.common


def test_what_several_have_in_common_counts_forbund_and_not_years() -> None:
    breach = Breach("a/b", "Titel", "minor")
    breached = replace(PLAIN, breaches=(breach,))
    (common,) = of(breached, replace(breached, period=2025), replace(breached, entity="B")).common
    assert (common.entities, common.years) == (2, 3)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_the_percentiles_lie_as_the_figures_do(values: list[int]) -> None:
    found = of(*(replace(PLAIN, entity=f"F{n}", measures=(("overdue", value),)) for n, value in enumerate(values)))
    pairs = sorted((year.positions[0].value, year.positions[0].percentile) for year in found.years)
    assert [percentile for _, percentile in pairs] == sorted(percentile for _, percentile in pairs)
    assert all(0 <= percentile <= 100 for _, percentile in pairs)
    assert len({value for value, _ in pairs}) == len({percentile for _, percentile in pairs})


class TestAnonymous:
    def test_no_name_no_number_and_no_amount_is_told(self) -> None:
        for arguments in (
            ("--anonymous",),
            ("--anonymous", "--format", "overview"),
            ("--anonymous", "--format", "trend"),
        ):
            said = check(*arguments).out
            assert said
            assert not [
                word
                for word in ("Väster", "Västmanland", "Lysande", "222000", "4 373 784", "437378400")
                if word in said
            ]

    def test_the_same_verdicts_stand_under_letters(self) -> None:
        named, nameless = overview(), overview("--anonymous")
        assert sorted(item["overall"] for item in named["years"]) == sorted(
            item["overall"] for item in nameless["years"]
        )
        assert {item["entity"] for item in nameless["years"]} == {"A", "B", "C"}

    def test_the_letters_come_of_what_was_found_and_not_of_the_names(self) -> None:
        good, bad = PLAIN, replace(PLAIN, overall="insufficient")
        first = of(replace(good, entity="Alfa"), replace(bad, entity="Beta"), anonymous=True)
        second = of(replace(good, entity="Beta"), replace(bad, entity="Alfa"), anonymous=True)
        assert first == second

    def test_formats_that_tell_a_name_are_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "report.json"
        assert check("--anonymous", "--format", f"json:{file}").code == 2
        assert not file.exists()

    def test_after_z_comes_aa(self) -> None:
        found = of(*(replace(PLAIN, entity=f"F{number:02}") for number in range(28)), anonymous=True)
        assert [year.entity for year in found.years][24:] == ["Y", "Z", "AA", "AB"]


class TestTrend:
    def picture(self, *arguments: str, years: tuple[str, ...] = YEARS) -> ET.Element:
        ended = check("--format", "trend", *arguments, years=years)
        assert ended.code == 0
        return ET.fromstring(ended.out)  # noqa: S314 -- what this program wrote itself

    def test_it_shows_each_year_with_its_grade_and_says_the_same_in_words(self) -> None:
        root = self.picture()
        texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert {"2015", "2021", "2022", "9,53\u00a0%", "−129\u00a0543\u00a0kr"} <= set(texts)
        assert "2025" not in texts
        (described,) = root.iter("{http://www.w3.org/2000/svg}desc")
        assert "2015 har inte kunnat bedömas" in str(described.text)

    def test_no_two_years_are_no_picture_but_a_sentence(self) -> None:
        root = self.picture(years=("good-year",))
        assert "Inget förbund har två år eller fler." in "".join(root.itertext())


def test_a_name_that_is_no_markup_stays_text(folder: Callable[[dict[str, str | bytes]], Path]) -> None:
    name = "<script>alert(1)</script> & [bold]förbundet[/bold]"
    path = folder({f"{year}/ar.yaml": f"entity: {{name: '{name}'}}\nfiscal_year: {year}\n" for year in (2023, 2024)})
    paths = [path / "2023", path / "2024"]
    text = run("check", *paths, "--as-of", "2026-11-22", "--fail-on", "none").out
    assert "[bold]förbundet[/bold]" in " ".join(text.split())
    picture = run("check", *paths, "--as-of", "2026-11-22", "--fail-on", "none", "--format", "trend").out
    assert "<script>" not in picture
    assert name in "".join(ET.fromstring(picture).itertext())  # noqa: S314 -- as above
