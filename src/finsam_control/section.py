"""Sections of acts as people cite them, brought to one form: `24 §`, `19 a §`, `4 kap. 1 §`."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A number of the law with its letter, as `19 a`; the letter stands alone, so that `5 och` is no `5 o`.
_NUMBER = r"\d{1,3}(?:\s?[a-z](?![a-zåäö.]))?"
_RUN = rf"{_NUMBER}(?:(?:\s?[-–]\s?|\s?,\s|\s(?:och|and)\s){_NUMBER})*"
_CITED = re.compile(
    rf"(?P<chapter>{_NUMBER})\s?kap\.?|(?P<colon>{_NUMBER}):(?P<after>{_RUN})|(?P<run>{_RUN})\s?(?P<sign>§§?)"
)
_PART = re.compile(r"(?P<to>[-–]\s?)?(?P<whole>\d{1,3})(?:\s?(?P<letter>[a-z])(?![a-zåäö.]))?")


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A number with the letter of what was put in after it."""

    whole: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.whole} {self.letter}".rstrip()


@dataclass(frozen=True, slots=True, order=True)
class Section:
    """One section of an act; the chapter is 0 where the act has none."""

    chapter: Number
    number: Number

    def __str__(self) -> str:
        return f"{self.chapter} kap. {self.number} §" if self.chapter.whole else f"{self.number} §"


_NO_CHAPTER = Number(0)


def sections_in(text: str) -> tuple[Section, ...]:
    """Every section that a citation names, in its order; none where it names none.

    Reads `24 §`, `5 och 6 §§`, `1–28, 5 a §§`, `4 kap. 1 §, 8 kap. 1 §` and `5:65-69`. What stands in parentheses
    is a remark, and a number after the sign (`9 § 13`, `7 § 6 och 23 §`) is an item of the section.
    """
    found: dict[Section, None] = {}
    chapter = _NO_CHAPTER
    for match in _CITED.finditer(re.sub(r"\([^()]*\)", " ", text)):
        if match["chapter"]:
            (chapter,) = _numbers(match["chapter"])
            continue
        if match["colon"]:
            (chapter,) = _numbers(match["colon"])
        numbers = _numbers(match["after"] or match["run"])
        # One sign speaks for one section: the numbers before it are items of the section before.
        for number in numbers[-1:] if match["sign"] == "§" else numbers:
            found[Section(chapter, number)] = None
    return tuple(found)


def read_section(text: str) -> Section | None:
    """A citation of exactly one section."""
    found = sections_in(text)
    return found[0] if len(found) == 1 else None


def _numbers(run: str) -> tuple[Number, ...]:
    """`65–67, 69` as 65, 66, 67 and 69; a run that goes backwards is only its ends."""
    numbers: list[Number] = []
    for part in _PART.finditer(run):
        number = Number(int(part["whole"]), part["letter"] or "")
        if part["to"] and numbers:
            last = number.whole + (1 if number.letter and number.whole > numbers[-1].whole else 0)
            numbers += (Number(between) for between in range(numbers[-1].whole + 1, last))
        numbers.append(number)
    return tuple(numbers)
