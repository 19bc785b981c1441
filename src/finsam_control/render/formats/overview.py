"""The years of one call side by side as JSON, in the tool's own versioned shape."""

from __future__ import annotations

from typing import Final

from finsam_control.overview import Overview
from finsam_control.words import Words

MEDIA: Final = "overview"
MARK: Final = rb'\{"overview_version":"[^"]*","language":"\w\w",'


def render(overview: Overview, words: Words) -> str:  # noqa: ARG001 -- the signature of every format; the texts are in the overview
    """One line of JSON, keys in the order of the published schema."""
    return overview.model_dump_json() + "\n"
