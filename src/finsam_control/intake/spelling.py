"""What type-setting did to a line, undone: spaces, minus signs, bullets and words broken over lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SOFT_HYPHEN: Final = "\u00ad"

_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " ")
_GONE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\r"), "")
#: Bullets of symbol fonts arrive as private characters.
_BULLETS: Final = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0fc\uf0d8\u25aa\u25cf\u2023\u2713\u25e6\u00b7"), "\u2022")
_SUPERSCRIPTS: Final = dict.fromkeys(map(ord, "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"), "")
_HYPHENS: Final = {ord("\u2010"): "-", ord("\u2011"): "-", ord("\u2028"): " ", ord("\u2029"): " "}
_TABLE: Final = {**_SPACES, **_GONE, **_BULLETS, **_SUPERSCRIPTS, **_HYPHENS}
#: A dash glued to a figure is its sign, unless a word or figure stands glued before it (2022–2023, p. 13–51).
_SIGN: Final = re.compile(r"(?<![\w)])[\u2212\u2012\u2013\u2014\u2015](?=\d)")
_LONE_MINUS: Final = "\u2212"


def plain(text: str) -> str:
    """A line as the patterns read it; what is printed stays beside it as evidence."""
    return _SIGN.sub("-", text.translate(_TABLE)).replace(_LONE_MINUS, "-")


def joined(parts: Iterable[str]) -> str:
    """Lines of one text as one line; a word broken at a hyphen is whole again."""
    text = ""
    for part in parts:
        part = " ".join(part.split())  # noqa: PLW2901 -- the same part, its spaces counted once
        if not part:
            continue
        text = _broken(text, part) if text else part
    return text.replace(SOFT_HYPHEN, "")


def _broken(text: str, part: str) -> str:
    """A hyphen between two lower-case letters broke one word; in `uppföljning- och` it stands for what follows."""
    if text.endswith(SOFT_HYPHEN):
        return text[:-1] + part
    if text.endswith("-") and text[-2:-1].islower() and part[0].islower():
        return f"{text} {part}" if part.split(maxsplit=1)[0] in {"och", "eller", "samt", "resp"} else text[:-1] + part
    if text.endswith("-") and text[-2:-1].isalpha():
        return text + part
    return f"{text} {part}"
