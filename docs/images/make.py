"""Draws the pictures of the README: the report in a terminal as SVG, the page in a browser as PNG.

`make pictures` runs it from the root of the repository. Pixels differ between machines, so no picture is compared
with another: `sources.json` holds the hash of what each was drawn from, and tests/test_pictures.py compares that with
what the tool writes now. The page is drawn by Debian's Chromium through Playwright (the dependency group `browser`).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from click.testing import CliRunner
from rich.console import Console
from rich.text import Text

from finsam_control.cli.app import app
from finsam_control.render.formats import html, terminal
from finsam_control.report import Report
from finsam_control.words import Words

IMAGES: Final = Path(__file__).parent
SOURCES: Final = IMAGES / "sources.json"
YEAR: Final = "examples/vastmanland-2025"
AS_OF: Final = "2026-11-22"
TITLE: Final = f"finsam-control check {YEAR} --as-of {AS_OF}"
WIDTH: Final = 80
#: As much of the report as fits a screen: the verdict, the areas and the first finding.
SHOWN_LINES: Final = 48
#: The page is drawn down to its findings; what follows, the rulebook's hash among it, is not in the picture.
BELOW_THE_FOLD: Final = '<section id="missing"'
#: rich's frame fetches a font from the net; a picture that opens alone has its reader's own.
FONT_FACE: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def report() -> Report:
    """The report that both pictures show."""
    ended = CliRunner().invoke(app, ["check", YEAR, "--as-of", AS_OF, "--fail-on", "none", "--format", "json"])
    return Report.model_validate_json(ended.stdout)


def pages(found: Report) -> dict[str, str]:
    """What each picture is drawn from, by its name."""
    words = Words("sv")
    text = terminal.render(found, words, colour=True, width=WIDTH)
    return {
        "terminal.svg": "".join(text.splitlines(keepends=True)[:SHOWN_LINES]),
        "page.png": html.render(found, words),
    }


def hashes(drawn: dict[str, str]) -> dict[str, str]:
    """The hash of what is seen of each: the words without their colours, and the page as far as its findings."""
    seen = {
        "terminal.svg": Text.from_ansi(drawn["terminal.svg"]).plain,
        "page.png": drawn["page.png"].split(BELOW_THE_FOLD, maxsplit=1)[0],
    }
    return {name: hashlib.sha256(content.encode()).hexdigest() for name, content in seen.items()}


def terminal_picture(text: str) -> str:
    """The report as rich draws a terminal."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(text.rstrip()), soft_wrap=True)
    return FONT_FACE.sub("", console.export_svg(title=TITLE, unique_id="report"))


def page_picture(page: str, target: Path) -> None:
    """The page as a browser shows it first."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- a test that draws nothing needs no browser

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.html")
        file.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 960, "height": 1000}, color_scheme="light", reduced_motion="reduce")
        view.goto(file.as_uri())
        view.screenshot(path=target)
        browser.close()


def main() -> None:
    """Draws both, and writes down what they were drawn from."""
    drawn = pages(report())
    (IMAGES / "terminal.svg").write_text(terminal_picture(drawn["terminal.svg"]), encoding="utf-8")
    page_picture(drawn["page.png"], IMAGES / "page.png")
    SOURCES.write_text(json.dumps(hashes(drawn), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
