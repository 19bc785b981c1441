"""The pictures of the README show what the tool writes now, and open alone."""

from __future__ import annotations

import importlib.util
import json
import re
from types import ModuleType

import pytest

from command import ROOT

IMAGES = ROOT / "docs" / "images"
#: A picture in a README is fetched with the page; larger ones are a nuisance.
LARGEST = 200_000


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", IMAGES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_they_were_drawn_from_is_what_is_written_now(drawing: ModuleType) -> None:
    now = drawing.hashes(drawing.pages(drawing.report()))
    assert json.loads((IMAGES / "sources.json").read_text(encoding="utf-8")) == now, "run make pictures"


def test_a_word_that_changes_is_seen(drawing: ModuleType) -> None:
    drawn = drawing.pages(drawing.report())
    changed = {name: text.replace("Samlad bild", "Helhetsbild", 1) for name, text in drawn.items()}
    now, then = drawing.hashes(drawn), drawing.hashes(changed)
    assert all(now[name] != then[name] for name in drawn)


def test_the_terminal_is_drawn_anew_alike(drawing: ModuleType) -> None:
    drawn = drawing.terminal_picture(drawing.pages(drawing.report())["terminal.svg"])
    kept = (IMAGES / "terminal.svg").read_text(encoding="utf-8")
    words = re.compile(r">([^<]+)</text>")
    assert words.findall(drawn) == words.findall(kept), "run make pictures"


def test_they_open_alone_and_are_small() -> None:
    picture = (IMAGES / "terminal.svg").read_text(encoding="utf-8")
    assert "url(http" not in picture.replace('"', "")
    assert "@font-face" not in picture
    for name in json.loads((IMAGES / "sources.json").read_text(encoding="utf-8")):
        assert 0 < (IMAGES / name).stat().st_size < LARGEST


def test_the_readme_shows_each_with_words_for_those_who_do_not_see_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in json.loads((IMAGES / "sources.json").read_text(encoding="utf-8")):
        assert re.search(rf"!\[[^\]]{{20,}}\]\(docs/images/{re.escape(name)}\)", readme), name
