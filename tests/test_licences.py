"""Every library that the tool runs on is listed with its licence, and none asks more than to be named."""

from __future__ import annotations

from command import ROOT
from licences import licence, needed


def test_every_library_is_listed() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    libraries = needed()
    assert len(libraries) > 10
    assert not [name for name in libraries if f"| {name} |" not in listed]


def test_no_licence_is_unknown_or_reaches_what_uses_the_library() -> None:
    found = {name: licence(library) for name, (library, _) in needed().items()}
    assert not {name for name, text in found.items() if text == "not stated" or "GPL" in text}
