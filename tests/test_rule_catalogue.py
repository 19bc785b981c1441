"""The published rule catalogue is the one that the rules make; `make docs` writes it anew."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from command import AS_OF, ROOT, run
from finsam_control.render.rule_page import INDEX, MARK, pages
from finsam_control.rulebook import load, shipped_folder
from finsam_control.words import Words

CATALOGUE = ROOT / "docs" / "rules"
RULEBOOK = load((shipped_folder("rules"),))
PAGES = pages(RULEBOOK, AS_OF, Words("sv"))
LINK = re.compile(r"\]\(([^)]+\.md)\)")


def test_no_page_is_stale_missing_or_left_over() -> None:
    published = {
        path.relative_to(CATALOGUE).as_posix(): path.read_text(encoding="utf-8") for path in CATALOGUE.rglob("*.md")
    }
    stale = sorted(name for name in PAGES.keys() | published.keys() if PAGES.get(name) != published.get(name))
    assert not stale, "run make docs"


def test_the_index_names_every_rule_once_and_every_link_leads_somewhere() -> None:
    assert sorted(LINK.findall(PAGES[INDEX])) == sorted(f"{rule.id}.md" for rule in RULEBOOK.rules)
    for name, text in PAGES.items():
        for link in LINK.findall(text):
            assert (CATALOGUE / name).parent.joinpath(link).resolve().is_relative_to(CATALOGUE)
            assert (CATALOGUE / name).parent.joinpath(link).is_file()


def test_a_page_tells_law_condition_values_reason_remedy_and_an_example() -> None:
    page = PAGES["nationella-radet/eget-kapital-tak.md"]
    for part in (
        "# Eget kapital ryms under det rekommenderade taket",
        "](https://www.finsam.se/",
        "rekommendation, brist",
        "2013-10-02 –",
        "**Eget kapital (lägst med hänsyn till avrundning) i förhållande till årets tilldelade medel",
        "bör vara högst 20\u00a0%.**",
        "`eget-kapital.tak`",
        "## Varför",
        "## Att göra",
        "**strax över** (2022-01-01): följer inte rekommendationen",
    ):
        assert part in page


def test_a_rule_of_a_law_that_is_gone_is_told_with_the_values_of_its_last_day() -> None:
    page = PAGES["lou/19-7-direktupphandlingsgrans-till-2022.md"]
    assert "Värden per 2022-01-31:" in page
    assert "626\u00a0284\u00a0kr" in page


def test_the_values_are_those_of_the_day_asked_for() -> None:
    before = pages(RULEBOOK, date(2023, 12, 31), Words("sv"))
    differing = {name for name, text in before.items() if text != PAGES[name]}
    assert "lou/19a-2-direktupphandlingsgrans.md" in differing


def test_other_files_are_left_alone_and_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    gone, mine = tmp_path / "egna" / "gammal.md", tmp_path / "egna" / "anteckningar.md"
    gone.parent.mkdir()
    gone.write_text(f"{MARK}\n\n# Gammal\n", encoding="utf-8")
    mine.write_text("# Egna anteckningar\n", encoding="utf-8")
    ended = run("rules", "doc", tmp_path, "--as-of", str(AS_OF))
    assert ended.code == 0
    assert not gone.exists()
    assert mine.read_text(encoding="utf-8") == "# Egna anteckningar\n"
    assert (tmp_path / INDEX).read_text(encoding="utf-8") == PAGES[INDEX]


@pytest.mark.parametrize("name", ["egna", "egna/anteckningar.md"])
def test_a_file_where_a_folder_should_be_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("", encoding="utf-8")
    ended = run("rules", "doc", tmp_path / "rules" / name)
    assert ended.code == 2
    assert not ended.out
