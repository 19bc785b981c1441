"""What a document is made of, before a format is chosen: headings, paragraphs, lists and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finsam_control.records.matrix import Colour


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 0 is the title of the document."""

    level: Literal[0, 1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`label` leads the paragraph in bold: Iakttagelse, Bedömning, Rekommendation."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `shades` gives cells a colour, by row and column, that the text in them says too."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shades: tuple[tuple[int, int, Colour], ...] = ()


Block = Heading | Paragraph | Bullets | Grid
