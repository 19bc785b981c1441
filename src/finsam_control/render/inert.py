"""Text of the records as it may be shown: what steers a terminal, a browser or the order of letters is made visible."""

from __future__ import annotations

import re
from typing import Final

_GAPS: Final = re.compile(r"[ \t\n\r\u2028\u2029]+")
#: NUL, ESC and their like by their own pictures; the rest, and marks that turn the direction of text, by number.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: "\u2421"}
_TURNS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_NUMBERED = (*range(0x80, 0xA0), *_TURNS, 0xFEFF, 0xFFFE, 0xFFFF)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_SHOWN = _PICTURES | {code: f"[U+{code:04X}]" for code in _NUMBERED}


def inert(text: str) -> str:
    """The text with every control character and direction mark shown instead of obeyed."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def cell(text: str) -> str:
    """The text as a cell of a file of commas: one line, and behind an apostrophe where it would become a formula."""
    shown = " ".join(inert(text).split("\n"))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def one_line(text: str) -> str:
    """The text on one line; spaces that hold an amount together with its unit stay."""
    return _GAPS.sub(" ", text).strip(" ")
