"""The headings of a table's columns: what each holds, of which year, and the unit of the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from finsam_control.intake.spelling import plain

Holds = Literal["outcome", "outcome_to_date", "budget", "forecast", "deviation", "other"]
UnitWord = Literal["kr", "tkr", "mkr", "procent", "antal"]

_PERIOD = re.compile(r"(?<![0-9.,/-])(?:(?:19|20)[0-9]{2}(?:-[0-9]{2}-[0-9]{2})?)(?![0-9,/%-])")
_PART_OF_YEAR = re.compile(r"[0-9]{4}-(?!12-31)[0-9]{2}-[0-9]{2}")
#: Words of a line above which it is no heading, however long it goes on.
_MOST_WORDS: Final = 40
_SHORT = re.compile(r"[0-9]{1,2}[.:]?$")
_HOLDS: Final[dict[str, Holds]] = {
    "utfall": "outcome",
    "bokslut": "outcome",
    "budget": "budget",
    "plan": "budget",
    "prognos": "forecast",
    "utblick": "forecast",
    "avvikelse": "deviation",
    "differens": "deviation",
}
_QUALIFIERS: Final = frozenset({"rev", "rev.", "reviderad"})
_LEAVES: Final = frozenset({"intäkt", "kostnad", "netto"})
_UNITS: Final[dict[str, UnitWord]] = {
    "kr": "kr",
    "kronor": "kr",
    "sek": "kr",
    "tkr": "tkr",
    "kkr": "tkr",
    "tkr.": "tkr",
    "mkr": "mkr",
    "mnkr": "mkr",
    "procent": "procent",
    "%": "procent",
    "antal": "antal",
}
_NOISE: Final = frozenset({"belopp", "i", "not", "noter", "tkr", "kr", "mkr", "kkr", "sek", "(tkr)", "(kr)", "(mkr)"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading as printed, what it holds, and the year it speaks of."""

    name: str
    holds: Holds
    year: int | None


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the figures; `before` are words of the same line that head the rows or the table."""

    columns: tuple[Column, ...]
    unit: UnitWord | None
    has_notes: bool
    before: str


def unit_of(text: str) -> UnitWord | None:
    """The unit that a heading states, by its last word of money."""
    words = [word.strip("():,;").lower() for word in text.split()]
    found = [_UNITS[word] for word in words if word in _UNITS]
    return found[-1] if found else None


def is_heading(text: str) -> bool:
    """A line of nothing but headings of columns: kinds, periods, units."""
    words = text.split(maxsplit=_MOST_WORDS)
    return 0 < len(words) <= _MOST_WORDS and all(_is_word(word) for word in words)


def _is_word(word: str) -> bool:
    bare = word.lower()
    kinds = bare.split("-") if bare.split("-")[0] in {"bu", *_HOLDS} else [bare]
    return (
        bare in _NOISE
        or bare in _QUALIFIERS
        or bare in _LEAVES
        or all(kind in _HOLDS or kind == "bu" for kind in kinds)
        or _PERIOD.fullmatch(word) is not None
    )


def is_titled(text: str) -> bool:
    """A line that ends in the headings of two columns or more, after a title or the heading of the rows."""
    words = text.split(maxsplit=_MOST_WORDS)
    if len(words) > _MOST_WORDS:
        return False
    columns, before = _columns_at_end(words)
    return len(columns) > 1 and len(before) <= _LONGEST_TITLE


def is_complete(texts: Sequence[str]) -> bool:
    """Whether the last line names two columns or more by itself, each with its period, and lines above do so too."""
    columns, _ = _columns_at_end(texts[-1].split())
    above = [word for text in texts[:-1] for word in text.split()]
    return len(columns) > 1 and any(_PERIOD.fullmatch(word) for word in above)


_LONGEST_TITLE: Final = 9


def read(lines: Iterable[str]) -> Header | None:
    """The headings that the lines above a table make together; None where they name no column."""
    texts = [plain(line) for line in lines]
    flat = [word for text in texts for word in text.split()]
    columns = _leaves(flat) or _stacked(flat)
    before = ""
    if columns is None:
        columns, words = _columns_at_end(flat)
        while words and words[-1].lower() in _NOISE:
            words.pop()
        before = " ".join(words)
    if not columns:
        return None
    has_notes = any(
        word.lower() in {"not", "noter"} and not _SHORT.match(after) for word, after in pairwise([*flat, ""])
    )
    return Header(tuple(columns), unit_of(" ".join(flat)), has_notes, before)


def _columns_at_end(words: list[str]) -> tuple[list[Column], list[str]]:
    """The columns that the end of the line names, and the words before them."""
    columns: list[Column] = []
    rest = list(words)
    while rest and _PERIOD.fullmatch(rest[-1]):
        period = rest.pop()
        name = [period]
        while rest and (rest[-1].lower() in _HOLDS or rest[-1].lower() in _QUALIFIERS):
            name.insert(0, rest.pop())
        columns.insert(0, column(" ".join(name)))
    return columns, rest


def _stacked(words: list[str]) -> list[Column] | None:
    """Headings over several lines: each period takes the oldest kind that waits for one; None for other words."""
    if not all(_is_word(word) for word in words) or not any(word.lower() in _HOLDS for word in words):
        return None
    names: list[list[str]] = []
    waiting: list[list[str]] = []
    qualifier: list[str] = []
    for word in words:
        bare = word.lower()
        if bare in _QUALIFIERS:
            qualifier.append(word)
        elif bare.split("-")[0] in {"bu", *_HOLDS}:
            if waiting and "-" in bare:
                waiting[-1].append(word)
                continue
            waiting.append([*qualifier, word])
            qualifier = []
        elif _PERIOD.fullmatch(word):
            if waiting:
                names.append([*waiting.pop(0), word])
            elif names and "-" in word and names[-1][-1] == word[:4]:
                names[-1].append(word)
            else:
                names.append([word])
    return [column(" ".join(name)) for name in [*names, *waiting]]


def _leaves(words: list[str]) -> list[Column] | None:
    """Income, cost and net under each of several kinds; None where the headings are not of that form."""
    lower = [word.lower() for word in words]
    if lower.count("netto") < 2 or not all(_is_word(word) for word in words):  # noqa: PLR2004 -- one would be a row
        return None
    kinds = [word for word in words if word.lower() in _HOLDS]
    years = list(dict.fromkeys(int(word[:4]) for word in words if _PERIOD.fullmatch(word)))
    columns: list[Column] = []
    seen: list[str] = []
    place = -1
    for index, word in enumerate(lower):
        if word == "intäkt" or "-" in word:
            place += 1
            seen.append(kinds[place].lower() if place < len(kinds) else "")
        if word in _LEAVES or "-" in word:
            if word == "netto" and "-" in lower[index - 1]:
                continue
            kind = kinds[place] if 0 <= place < len(kinds) else ""
            year = years[min(seen.count(kind.lower()) - 1, len(years) - 1)] if years and kind else None
            name = f"{kind} {'' if year is None else year} {words[index]}"
            columns.append(Column(" ".join(name.split()), _HOLDS.get(kind.lower(), "other"), year))
    return columns


def column(name: str) -> Column:
    """A column by its heading: bare periods are outcomes."""
    words = [word.lower().split("-")[0] if not word[:1].isdigit() else word for word in name.split()]
    kinds = [_HOLDS[word] for word in words if word in _HOLDS]
    periods = [int(word[:4]) for word in name.split() if _PERIOD.fullmatch(word)]
    holds: Holds = kinds[0] if kinds else "outcome" if periods else "other"
    if holds == "outcome" and kinds and _PART_OF_YEAR.search(name):
        holds = "outcome_to_date"
    return Column(name, holds, periods[0] if periods else None)


@dataclass(frozen=True, slots=True)
class Tie:
    """A column that the headings state as the sum of others; each term by its place, and whether it is taken away."""

    total: int
    terms: tuple[tuple[int, bool], ...]


def ties_of(columns: tuple[Column, ...]) -> tuple[Tie, ...]:
    """Net of income and cost, and the deviation of a forecast or outcome from the budget."""
    ties = [
        Tie(place, ((place - 2, False), (place - 1, False)))
        for place, column in enumerate(columns)
        if column.name.lower().endswith("netto") and place > 1 and columns[place - 2].name.lower().endswith("intäkt")
    ]
    for place, column in enumerate(columns):
        budgets = [other for other in range(place) if columns[other].holds == "budget"]
        kind: Holds = "forecast" if "prognos" in column.name.lower() else "outcome"
        others = [
            other
            for other in range(place)
            if columns[other].holds == kind and columns[other].year == column_year(columns, budgets)
        ]
        if column.holds == "deviation" and len(budgets) == 1 and len(others) == 1:
            ties.append(Tie(place, ((budgets[0], False), (others[0], True))))
    return tuple(ties)


def column_year(columns: tuple[Column, ...], places: list[int]) -> int | None:
    """The year of the first of the columns at these places."""
    return columns[places[0]].year if places else None
