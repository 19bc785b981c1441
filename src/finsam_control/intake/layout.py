"""A page put into reading order: columns of prose side by side, and notes printed down its margin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from finsam_control.intake.line import CELL

#: Lines that a page of two columns has at least, and the share of them that must be parted at one place.
_FEWEST: Final = 8
_SHARE: Final = 0.6
_LEAST_GAP: Final = 3
#: A note down the margin arrives as many lines of a letter or two.
_NOTE_LINES: Final = 8
_NOTE_WIDTH: Final = 4
_GAP = re.compile(r" {3,}")
_LONGEST: Final = 400


def in_reading_order(lines: Sequence[str]) -> list[str]:
    """The lines of a page, left column before right, without notes down the margin."""
    kept = _without_margin(lines)
    place = _gutter(kept)
    if place is None:
        return kept
    left = [line[:place].rstrip() if _is_parted(line, place) else line for line in kept]
    right = [line[place:].strip() for line in kept if _is_parted(line, place)]
    return [*left, *right]


def _without_margin(lines: Sequence[str]) -> list[str]:
    """Blanks out runs of very short lines that hold letters: the key of a signature, read downwards.

    Lines keep their places, so that a place told of a line is where a reader finds it.
    """
    kept = list(lines)
    run: list[int] = []
    for place, line in enumerate([*lines, "x" * (_NOTE_WIDTH + 1)]):
        text = line.strip()
        if text and len(text) <= _NOTE_WIDTH:
            run.append(place)
        elif text:
            letters = sum(any(character.isalpha() for character in lines[item]) for item in run)
            if len(run) >= _NOTE_LINES and letters * 2 >= len(run):
                for item in run:
                    kept[item] = ""
            run = []
    return kept


def _gutter(lines: Sequence[str]) -> int | None:
    """Where the right column begins, if the page has two: most lines are parted there, and both sides are words."""
    written = [line for line in lines if line.strip() and CELL not in line and len(line) <= _LONGEST]
    if len(written) < _FEWEST:
        return None
    places: dict[int, int] = {}
    for line in written:
        for match in _GAP.finditer(line.rstrip()):
            if match.start() and _is_words(line[match.end() :]) and _is_words(line[: match.start()]):
                places[match.end()] = places.get(match.end(), 0) + 1
    if not places:
        return None
    place, count = max(places.items(), key=lambda item: (item[1], -item[0]))
    return place if count >= _SHARE * len(written) else None


def _is_parted(line: str, place: int) -> bool:
    return len(line) > place and not line[place - _LEAST_GAP : place].strip() and bool(line[place:].strip())


def _is_words(text: str) -> bool:
    """Running text rather than figures or names: four words or more, most of them in small letters."""
    words = text.split()
    return len(words) >= 3 and sum(word[:1].islower() for word in words) * 2 >= len(words)  # noqa: PLR2004 -- a phrase
