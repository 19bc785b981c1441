"""The page as text: all that a reader needs stands in one file, and nothing that a record says is obeyed."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from command import AS_OF, ROOT, example, run
from finsam_control.render.formats import html
from finsam_control.render.page.equity_chart import chart
from finsam_control.report import EquityInfo, Report
from finsam_control.words import Words
from hostile import CONTROLS, FORMULA, LONG, hostile_year

GOLDEN = Path(__file__).parent / "golden"
SV = Words("sv")
#: What steers a terminal or turns the direction of text.
STEERING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
VOID = {"meta", "input", "br", "img", "link", "hr"}


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in the reports are those of the README's commands."""
    monkeypatch.chdir(ROOT)


def page_of(year: str | Path, *arguments: str) -> str:
    path = f"examples/{year}" if isinstance(year, str) else year
    ended = run("check", path, "--as-of", str(AS_OF), "--fail-on", "none", "--format", "html", *arguments)
    assert ended.code == 0, ended.err
    return ended.out


def report_of(year: str) -> Report:
    return Report.model_validate(example(year))


def named(report: Report, name: str) -> Report:
    """The report of a förbund with another name."""
    return report.model_copy(update={"entity": report.entity.model_copy(update={"name": name})})


class Page(HTMLParser):
    """The elements of a page with their attributes, the text outside style and script, and the text of each id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str | None]] = []
        self.said: dict[str | None, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("id")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if not {tag for tag, _ in self.open} & {"style", "script"}:
            for owner in {None, *(id_ for _, id_ in self.open)}:
                self.said[owner] = self.said.get(owner, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return self.said[None]


class TestContent:
    def test_the_verdict_its_area_and_its_disclaimer_come_first(self) -> None:
        said = Page(page_of("broken-2024")).said
        assert "inte tillräcklig" in said["verdict"]
        assert "Detta är underlag, inte ett revisionsuttalande." in said["verdict"]
        for area in example("broken-2024")["grade"]["areas"]:
            assert area["name"] in said["areas"]
            assert area["word"] in said["areas"]

    def test_every_deviation_stands_there_with_place_law_and_remedy(self) -> None:
        found = example("broken-2024")
        page = Page(page_of("broken-2024"))
        links = {attributes["href"] for attributes in page.all("a")}
        breaches = [outcome for outcome in found["outcomes"] if outcome["outcome"] == "violated"]
        assert breaches
        for outcome in breaches:
            for said in (outcome["title"], outcome["message"], outcome["remedy"], outcome["why"]):
                assert said in page.said["findings"]
            assert all(f"{place['file']}:{place['line']}" in page.said["findings"] for place in outcome["places"])
            assert {authority["url"] for authority in outcome["authority"]} <= links

    def test_every_control_that_concerned_the_year_is_listed_with_its_outcome(self) -> None:
        found = example("vasteras-2022")
        said = Page(page_of("vasteras-2022")).said["controls"]
        concerned = {(o["rule"], o["word"]) for o in found["outcomes"] if o["outcome"] != "not_applicable"}
        assert len(re.findall(r"\S+/\S+", said)) >= len(concerned)
        assert all(rule in said and word in said for rule, word in concerned)

    def test_what_was_not_seen_is_said(self) -> None:
        found = example("vasteras-2022")
        said = Page(page_of("vasteras-2022")).said
        assert found["missing"]
        for item in found["missing"]:
            assert re.search(rf"{item['name']}\s*{item['controls']}\b", said["missing"], re.IGNORECASE)
        alarms = [notice["text"] for notice in found["notices"]]
        assert alarms
        assert all(text in said["verdict"] for text in alarms)

    def test_law_money_risks_and_targets_are_told_in_figures(self) -> None:
        found = example("good-year")
        said = Page(page_of("good-year")).said
        assert all(section["section"] in said["law"] for section in found["coverage"]["by_section"])
        assert "1 319 850 kr" in said["equity"].replace("\u00a0", " ")
        assert "1 600 000 kr" in said["equity"].replace("\u00a0", " ")
        assert "1 400 000 kr" in said["equity"].replace("\u00a0", " ")
        assert all(item["label"] in said["budget"] for item in found["budget_items"])
        assert "188 000 kr" in said["budget"].replace("\u00a0", " "), "the outcome less the budget"
        assert all(risk["description"] in said["risks"] for risk in found["risk_register"]["risks"])
        assert all(target["text"] in said["targets"] for target in found["targets"])

    def test_a_ceiling_that_no_source_gives_is_said_to_be_unknown_and_not_drawn(self) -> None:
        text = page_of("vasteras-2015")
        assert example("vasteras-2015")["equity"]["ceiling"] is None
        assert "Det rekommenderade taket är inte känt för året." in Page(text).said["equity"]
        assert 'class="ceiling"' not in text
        assert 'class="ceiling"' in page_of("good-year")

    def test_what_a_year_does_not_hold_has_no_heading(self) -> None:
        said = Page(page_of("vasteras-2018")).said
        assert not {"equity", "budget", "risks"} & set(said)
        assert "#equity" not in page_of("vasteras-2018")

    def test_inputs_rulebook_and_formula_can_be_followed_up(self) -> None:
        found = example("good-year")
        said = Page(page_of("good-year")).said["about"]
        assert all(item["path"] in said and item["sha256"] in said for item in found["inputs"])
        assert found["rulebook"]["sha256"] in said
        assert found["grade"]["formula"] in said

    def test_the_json_report_is_attached_and_is_the_one_that_json_gives(self) -> None:
        page = Page(page_of("vasteras-2022"))
        (link,) = [a for a in page.all("a") if "download" in a]
        packed = base64.b64decode((link["href"] or "").removeprefix("data:application/zip;base64,"))
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            assert archive.namelist() == ["report-2022.json"]
            assert json.loads(archive.read("report-2022.json")) == example("vasteras-2022")

    def test_english_is_english(self) -> None:
        page = Page(page_of("good-year", "--lang", "en"))
        assert page.all("html") == [{"lang": "en"}]
        assert "Overall picture according to the tool" in page.text
        assert "Läget" not in page.text


class TestForm:
    @pytest.mark.parametrize("year", ["good-year", "broken-2024", "vasteras-2022", "vasteras-2018"])
    def test_elements_are_closed_ids_are_single_and_links_within_the_page_lead_somewhere(self, year: str) -> None:
        page = Page(page_of(year))
        assert not page.open
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        within = {href for a in [*page.all("a"), *page.all("use")] if (href := a["href"] or "").startswith("#")}
        assert within
        assert within <= {f"#{id_}" for id_ in ids}

    def test_nothing_is_fetched_and_only_our_own_style_and_script_may_run(self) -> None:
        text = page_of("broken-2024")
        page = Page(text)
        assert not {"img", "link", "iframe", "object", "image", "base"} & {tag for tag, _ in page.elements}
        assert not [
            attributes for _, attributes in page.elements if {"src", "style", "onload", "onerror"} & set(attributes)
        ]
        (policy,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        assert policy is not None
        assert policy.startswith("default-src 'none'; ")
        for name in ("style", "script"):
            (inside,) = re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            assert f"{name}-src 'sha256-{digest}'" in policy

    def test_pictures_have_their_words(self) -> None:
        page = Page(page_of("good-year"))
        named = [svg for svg in page.all("svg") if svg.get("role") == "img"]
        assert len(named) == 2
        for svg in named:
            assert all(page.said[id_].strip() for id_ in (svg["aria-labelledby"] or "").split())
        assert all("aria-hidden" in svg for svg in page.all("svg") if svg not in named)


class TestHostileText:
    @pytest.fixture
    def text(self, tmp_path: Path) -> str:
        return page_of(hostile_year(tmp_path))

    def test_it_adds_no_element_and_no_attribute(self, text: str) -> None:
        tags = {tag for tag, _ in Page(text).elements}
        assert tags <= {tag for tag, _ in Page(page_of("broken-2024")).elements}
        assert text.count("<script") == 1
        assert "document.title='owned'" in Page(text).text

    def test_it_is_neither_left_out_nor_obeyed(self, text: str) -> None:
        said = Page(text).text
        assert "{{ 7 * 7 }} ${7*7} {% raw %}" in said
        assert FORMULA in said
        assert "[U+202E]esrever[U+2066]" in said
        assert not re.search(STEERING, text)

    def test_control_characters_are_shown_by_their_pictures(self) -> None:
        report = report_of("good-year")
        text = html.render(named(report, CONTROLS), SV)
        assert "\u241b[31mröd\u241b]8;;" in Page(text).text
        assert "\u2400 \u2407 \u2421 [U+009B]2J" in Page(text).text
        assert not re.search(STEERING, text)

    def test_a_megabyte_is_cut_and_the_cut_is_told(self, text: str) -> None:
        assert LONG[:5_000] in text
        assert LONG[:5_001] not in text
        assert "och 995\u00a0000 tecken till, i JSON-rapporten" in text

    def test_the_terminal_report_of_it_steers_no_terminal(self, tmp_path: Path) -> None:
        ended = run("check", hostile_year(tmp_path), "--as-of", str(AS_OF), "--fail-on", "none")
        assert ended.code == 0
        assert "[U+202E]esrever" in ended.out
        assert not re.search(STEERING, ended.out)

    def test_a_name_ends_no_string_of_the_style(self) -> None:
        evil = named(report_of("good-year"), '"; } </style> \\ é')
        (style,) = re.findall(r"<style>(.*?)</style>", html.render(evil, SV), re.DOTALL)
        (footer,) = re.findall(r"@bottom-left \{ content: (\"[^\"]*\");", style)
        assert footer == r'"\22 \3b \20 \7d \20 \3c \2f style\3e \20 \5c \20 \e9 \20 2025"'


class TestSize:
    def test_ten_thousand_deviations_give_a_page_that_shows_some_and_counts_the_rest(self) -> None:
        report = report_of("broken-2024")
        (breach, *_) = report.findings
        many = tuple(breach.model_copy(update={"message": f"Avvikelse {number}."}) for number in range(10_000))
        started = time.perf_counter()
        text = html.render(report.model_copy(update={"outcomes": many}), SV)
        assert time.perf_counter() - started < 20
        said = Page(text).said["findings"]
        assert "Iakttagelser (10000)" in said
        assert "Avvikelse 9." in said
        assert "Avvikelse 10." not in said
        assert "och 9990 till, i JSON-rapporten" in said
        assert len(text) < 4_000_000

    def test_data_too_large_to_attach_are_pointed_at(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(html, "_ATTACHED", 1_000)
        page = Page(html.render(report_of("good-year"), SV))
        assert not [a for a in page.all("a") if "download" in a]
        assert "--format json:FIL" in page.said["about"]


class TestEquityChart:
    def equity(self, *amounts: int, ceiling: int | None = None, own: int | None = None) -> EquityInfo:
        place = report_of("good-year").targets[0].place
        closings: list[dict[str, Any]] = [
            {"year": 2020 + number, "amount": amount, "place": place} for number, amount in enumerate(amounts)
        ]
        return EquityInfo.model_validate(
            {"closings": closings, "allotted": None, "ceiling": ceiling, "ceiling_share": None, "own_ceiling": own}
        )

    def test_a_ceiling_cuts_the_bars_that_reach_above_it_and_no_other(self) -> None:
        drawn = chart(self.equity(99, 100, 101, ceiling=100), SV)
        (line,) = drawn.lines
        below, on, above = drawn.bars
        assert below.y > on.y == line.y > above.y

    def test_a_negative_equity_hangs_below_nought(self) -> None:
        (bar, other) = chart(self.equity(-50_000, 100_000), SV).bars
        drawn = chart(self.equity(-50_000, 100_000), SV)
        assert bar.y == drawn.zero
        assert other.y + other.height == pytest.approx(drawn.zero, abs=0.1)
        assert bar.height == pytest.approx(other.height / 2, abs=0.1)

    def test_two_ceilings_on_one_height_keep_their_names_apart(self) -> None:
        first, second = chart(self.equity(50, ceiling=100, own=100), SV).lines
        assert first.y == second.y
        assert second.text_y - first.text_y >= 30

    def test_nought_alone_can_be_drawn(self) -> None:
        assert chart(self.equity(0), SV).bars[0].height == 0

    def test_the_scale_holds_every_figure(self) -> None:
        drawn = chart(self.equity(123_456_789, 4_000_000, ceiling=160_000_000), SV)
        assert 3 <= len(drawn.ticks) <= 8
        assert min(tick.y for tick in drawn.ticks) <= min(line.y for line in drawn.lines)


class TestSameBytes:
    def test_the_page_is_what_it_was(self, rewrite_golden: bool) -> None:  # noqa: FBT001 -- a fixture
        file = GOLDEN / "vasteras-2022.html"
        # The attached data are the JSON report, whose packing depends on the machine's own compressor.
        text = re.sub(r"(application/zip;base64,)[^\"]+", "\\1\u2026", page_of("vasteras-2022"))
        if rewrite_golden:
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    def test_the_same_input_gives_the_same_bytes_in_another_process(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "finsam_control", "check", "examples/vasteras-2022", "--as-of", str(AS_OF)]
        for name in ("a", "b"):
            target = f"html:{tmp_path / name}"
            subprocess.run([*command, "--format", target, "--fail-on", "none"], check=True, capture_output=True)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
