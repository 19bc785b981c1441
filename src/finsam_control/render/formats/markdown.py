"""The auditor's prose as Markdown, for minutes and for whatever else reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from finsam_control.blocks import Block, Bullets, Grid, Heading, Paragraph
from finsam_control.prose import prose_of
from finsam_control.render.inert import inert, one_line
from finsam_control.report import Report
from finsam_control.words import Words

MEDIA: Final = "document"

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def render(report: Report, words: Words) -> str:
    """The whole document; what the records say is text, never markup."""
    return "\n\n".join(_block(block) for block in prose_of(report, words)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * (level + 1)} {_text(text)}"
        case Paragraph(text, label):
            return " ".join(part for part in (f"**{_text(label)}.**" if label else "", _text(text)) if part)
        case Bullets(items):
            return "\n".join(f"- {_text(item)}" for item in items)
        case Grid(_, columns, rows):
            lines = [_row(columns), _row(["---"] * len(columns), marked=True), *(_row(row) for row in rows)]
            return "\n".join(lines)


def _row(cells: Sequence[str], *, marked: bool = False) -> str:
    return f"| {' | '.join(cell if marked else _text(cell) for cell in cells)} |"


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(inert(text)))
