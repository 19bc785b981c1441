"""The page in a real browser: it opens alone, filters by keyboard, is accessible in light and dark, prints whole."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from command import AS_OF, ROOT, run
from finsam_control.render.formats import html
from finsam_control.report import Report
from finsam_control.words import Words
from hostile import hostile_year

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="the dependency group `browser` is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="as above")
pypdfium2 = pytest.importorskip("pypdfium2", reason="as above")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

A4 = (595, 842)


@dataclass
class Watched:
    """A page with all that it asked for and complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, file: Path) -> Watched:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())
        return self


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of some years, and of the hostile one."""
    folder = tmp_path_factory.mktemp("pages")
    years = {name: ROOT / "examples" / name for name in ("good-year", "broken-2024", "vasteras-2022")}
    years["hostile"] = hostile_year(folder)
    for name, year in years.items():
        target = folder / f"{name}.html"
        ended = run("check", year, "--as-of", str(AS_OF), "--fail-on", "none", "--format", f"html:{target}")
        assert ended.code == 0, ended.err
    return {name: folder / f"{name}.html" for name in years}


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    page = browser.new_page()
    yield Watched(page)
    page.close()


@pytest.mark.parametrize("name", ["good-year", "broken-2024", "vasteras-2022", "hostile"])
def test_it_opens_without_asking_for_anything_or_complaining(
    watched: Watched, pages: dict[str, Path], name: str
) -> None:
    watched.open(pages[name])
    assert watched.asked == [pages[name].as_uri()]
    assert watched.complaints == []
    assert watched.page.title().startswith("Kontrollrapport: ")


def test_a_script_that_is_not_ours_does_not_run_even_where_it_gets_in(
    watched: Watched, pages: dict[str, Path], tmp_path: Path
) -> None:
    """The page's policy is a second door behind the escaping; here the first is left open."""
    text = pages["good-year"].read_text(encoding="utf-8")
    file = tmp_path / "broken.html"
    file.write_text(text.replace("</main>", "<script>document.title = 'owned'</script></main>"), encoding="utf-8")
    watched.open(file)
    assert watched.page.title() != "owned"
    assert len(watched.complaints) == 1
    assert "Content Security Policy" in watched.complaints[0]


class TestFilter:
    def visible(self, page: Page, selector: str) -> list[str | None]:
        return [item.get_attribute("data-outcome") for item in page.locator(f"{selector}:visible").all()]

    def test_the_keyboard_alone_reaches_it_searches_chooses_and_clears(
        self, watched: Watched, pages: dict[str, Path]
    ) -> None:
        page = watched.open(pages["broken-2024"]).page
        everything = page.locator("article").count()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "f-text":
                break
        page.keyboard.type("beslutsför")
        few = self.visible(page, "article")
        assert 0 < len(few) < everything
        assert all("beslutsför" in text.lower() for text in page.locator("article:visible").all_inner_texts())
        for _ in range(len("beslutsför")):
            page.keyboard.press("Backspace")
        assert len(self.visible(page, "article")) == everything
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("Avvik")
        assert set(self.visible(page, "[data-outcome]")) == {"violated"}
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        sync_api.expect(page.locator(".out")).to_have_count(0)

    def test_area_and_severity_narrow_together_and_the_count_is_said(
        self, watched: Watched, pages: dict[str, Path]
    ) -> None:
        page = watched.open(pages["broken-2024"]).page
        page.select_option("#f-area", "board")
        page.select_option("#f-severity", "critical")
        shown = page.locator("[data-outcome]:visible").all()
        assert shown
        assert {item.get_attribute("data-area") for item in shown} == {"board"}
        assert {item.get_attribute("data-severity") for item in shown} == {"critical"}
        all_ = page.locator("[data-outcome]").count()
        assert page.locator("[role=status]").inner_text().startswith(f"Visar {len(shown)} av {all_}.")
        assert page.locator("tr.area:visible").count() == 1

    def test_without_script_everything_is_shown_and_no_dead_form(
        self, browser: Browser, pages: dict[str, Path]
    ) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(pages["broken-2024"].as_uri())
        assert not page.locator("#filter").is_visible()
        assert page.locator("article:visible").count() == page.locator("article").count() > 50
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "width"), [("good-year", 1100), ("good-year", 390), ("broken-2024", 1100), ("vasteras-2022", 390)]
)
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, Path], name: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(pages[name].as_uri())
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 20
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


class TestPrint:
    def printed(self, page: Page) -> list[str]:
        """The text of each page of the PDF."""
        document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
        texts = []
        for sheet in document:
            assert tuple(round(side) for side in sheet.get_size()) == A4
            texts.append(sheet.get_textpage().get_text_range())
        document.close()
        return texts

    @pytest.mark.parametrize(("name", "most"), [("good-year", 18), ("vasteras-2022", 22)])
    def test_it_is_a4_with_numbered_pages_that_name_the_year(
        self, watched: Watched, pages: dict[str, Path], name: str, most: int
    ) -> None:
        texts = self.printed(watched.open(pages[name]).page)
        assert 5 <= len(texts) <= most
        title = watched.page.locator("h1").inner_text()
        for number, text in enumerate(texts, 1):
            assert f"{number} ({len(texts)})" in text
            assert title in text

    def test_a_table_over_two_pages_has_its_head_on_both(self, watched: Watched, pages: dict[str, Path]) -> None:
        texts = self.printed(watched.open(pages["vasteras-2022"]).page)
        with_controls = [text for text in texts if "finsamlagen/" in text and "Kontroll" in text and "Poster" in text]
        assert len(with_controls) > 2

    def test_a_filtered_page_prints_everything(self, watched: Watched, pages: dict[str, Path]) -> None:
        page = watched.open(pages["broken-2024"]).page
        whole = self.printed(page)
        page.fill("#f-text", "finns inte alls")
        assert page.locator("article:visible").count() == 0
        assert self.printed(page) == whole


def test_ten_thousand_outcomes_open_at_once(watched: Watched, pages: dict[str, Path], tmp_path: Path) -> None:
    year = ROOT / "examples" / "broken-2024"
    ended = run("check", year, "--as-of", str(AS_OF), "--fail-on", "none", "--format", "json")
    report = Report.model_validate_json(ended.out)
    times = 10_000 // len(report.outcomes) + 1
    many = report.model_copy(update={"outcomes": report.outcomes * times})
    file = tmp_path / "many.html"
    file.write_text(html.render(many, Words("sv")), encoding="utf-8")
    started = time.perf_counter()
    watched.open(file)
    assert time.perf_counter() - started < 10
    assert watched.page.locator("article").count() == watched.open(pages["broken-2024"]).page.locator("article").count()
