"""The figures at the end of a line: words that are figures, and figures as records write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from finsam_control.intake.line import CELL

#: Longest run of words that is still read as figures.
MOST_TOKENS: Final = 48

_NUMBER = re.compile(r"[-=+]?[0-9]+(?:,[0-9]{1,2})?")
#: Digits of a figure; a longer row of them is none, and is drafted as it stands.
_MOST_DIGITS = 15
_COMMAS = re.compile(r"[-=+]?[0-9]{1,3}(?:,[0-9]{3})+")
_SPLIT = re.compile(r"(\s+)")
_DASHES: Final = frozenset({"-", "\u2013", "\u2014"})
_SHORT_NOTE = re.compile(r"[1-9][0-9]?")
_GROUP = re.compile(r"[0-9]{3}")
_FIRST = re.compile(r"[-=+]?[1-9][0-9]{0,2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_GLUED_UNIT = re.compile(r"(?<=[0-9])(?=(?:tkr|kr|mkr)\b)")
_BRACKETED = re.compile(r"\([0-9]{1,3}(?:,[0-9])?%\)")
_LEADING_NOUGHT = re.compile(r"[-=+]?0[0-9]")
_GLUED = re.compile(r"[0-9]{4}")
_MONEY: Final = frozenset({"kr", "tkr", "mkr", "kkr"})
_NOTE_WORDS: Final = frozenset({"not", "(not"})
_MARKS: Final = "*†‡"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a line; `gap` is the space before it, `text` without marks of footnotes and percent signs."""

    text: str
    printed: str
    gap: int
    is_percent: bool = False

    @property
    def is_dash(self) -> bool:
        return self.text in _DASHES

    @property
    def is_year(self) -> bool:
        return _YEAR.fullmatch(self.text) is not None

    @property
    def is_note(self) -> bool:
        """Short enough to be the number of a note."""
        return _SHORT_NOTE.fullmatch(self.text) is not None

    @property
    def is_group(self) -> bool:
        """Three digits, as in the middle of an amount."""
        return _GROUP.fullmatch(self.text) is not None

    @property
    def is_glued(self) -> bool:
        """Four digits, of which the last may be the mark of a footnote."""
        return _GLUED.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as printed and as a record writes it; an empty `value` is an empty cell."""

    value: str
    printed: str
    gap: int = field(default=1, compare=False)

    @property
    def is_blank(self) -> bool:
        return not self.printed


BLANK: Final = Cell("", "")


@dataclass(frozen=True, slots=True)
class Tail:
    """A line taken apart: the words, and the tokens of figures at its end."""

    label: str
    tokens: tuple[Token, ...]
    trailing_gap: int = 0
    note: str = ""
    unit: str = ""
    cells: tuple[str, ...] = ()

    @property
    def is_percent(self) -> bool:
        return any(token.is_percent for token in self.tokens)


def tail(text: str) -> Tail:
    """The words of a line and the figures at its end; of a row of a ruled table, what its cells hold."""
    if CELL in text:
        return _ruled(text)
    body = _GLUED_UNIT.sub(" ", text.rstrip(" "))
    pieces = _SPLIT.split(body)
    words: list[tuple[str, int]] = []
    gap = 0
    for piece in pieces:
        if not piece or piece.isspace():
            gap = len(piece)
        else:
            words.append((piece, gap))
    tokens: list[Token] = []
    unit = ""
    while words and len(tokens) < MOST_TOKENS:
        if words[-1][0].lower() in _MONEY and len(words) > 1 and _token(*words[-2]) is not None:
            unit = words.pop()[0].lower()
        percent = words[-1][0] == "%" and len(words) > 1
        found = _token(words[-2][0], words[-2][1], is_percent=True) if percent else _token(*words[-1])
        if found is None:
            break
        del words[-2 if percent else -1 :]
        tokens.insert(0, found)
    note = ""
    if tokens and words and words[-1][0].lower() in _NOTE_WORDS and _SHORT_NOTE.fullmatch(tokens[0].text):
        note, tokens = tokens[0].text, tokens[1:]
        words.pop()
    label = " ".join(word for word, _ in words)
    return Tail(label, tuple(tokens), len(text) - len(text.rstrip(" ")), note, unit)


def _ruled(text: str) -> Tail:
    """A row of a ruled table: words of its first cells, then cells that hold one figure each or nothing."""
    cells = [cell.strip() for cell in text.split(CELL)]
    figures: list[str] = []
    while len(cells) > 1 and (not cells[-1] or _is_figure(cells[-1])):
        figures.insert(0, cells.pop())
    tokens = tuple(token for figure in figures for token in tail(figure).tokens)
    label = " ".join(cell for cell in cells if cell)
    return Tail(label, tokens if any(figures) else (), cells=tuple(figures))


def _is_figure(cell: str) -> bool:
    """A cell of one figure, with its sign and perhaps a unit."""
    taken = tail(cell)
    return not taken.label and bool(taken.tokens) and cell_of(taken.tokens) is not None


def _token(word: str, gap: int, *, is_percent: bool = False) -> Token | None:
    text = word.rstrip(_MARKS)
    if _BRACKETED.fullmatch(text):
        text = text[1:-1]
    if text.endswith("%"):
        text, is_percent = text[:-1], True
    if text in _DASHES and not is_percent:
        return Token(text, word, gap)
    if _NUMBER.fullmatch(text) or _COMMAS.fullmatch(text):
        return Token(text, word, gap, is_percent)
    return None


def cell_of(tokens: tuple[Token, ...]) -> Cell | None:
    """Tokens as one figure: groups of three digits after the first, perhaps a lone sign before; else None."""
    printed = " ".join(token.printed for token in tokens)
    first, rest = tokens[0], tokens[1:]
    if first.is_dash:
        if not rest:
            return Cell("-", printed)
        below = cell_of(rest)
        return Cell(f"-{below.value}", printed) if below is not None and below.value[:1].isdigit() else None
    if not rest:
        return None if _LEADING_NOUGHT.match(first.text) else Cell(_value(first.text), printed)
    if not _FIRST.fullmatch(first.text) or any(token.is_percent for token in tokens[:-1]):
        return None
    *middle, last = rest
    if len(middle) > 1:
        return None
    if not all(_GROUP.fullmatch(token.text) for token in middle):
        return None
    if _GROUP.fullmatch(last.text):
        return Cell(_value(" ".join(token.text for token in tokens)), printed)
    if _GLUED.fullmatch(last.text):
        # Four digits where a group has three: the mark of a footnote is glued to the amount.
        return Cell(_value(" ".join([*(token.text for token in tokens[:-1]), last.text[:3]])), printed)
    return None


def _value(text: str) -> str:
    """A figure as records write it: spaces between thousands, a decimal comma, a minus sign where `=` stood for it."""
    sign = "-" if text[0] in "-=" else ""
    digits = text.lstrip("-=+")
    if _COMMAS.fullmatch(digits):
        digits = digits.replace(",", " ")
    whole, comma, decimals = digits.partition(",")
    if " " not in whole and 3 < len(whole) <= _MOST_DIGITS:  # noqa: PLR2004 -- thousands are set apart by three
        whole = f"{int(whole):,}".replace(",", " ")
    return f"{sign}{whole}{comma}{decimals}"
