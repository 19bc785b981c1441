"""The good year's ledger and journal with one thing changed: a cell, a line, a voucher; and the whole year judged anew.

An edit finds its lines by a cell, as in `ver_nr=L275`, or by how a line begins, as in `#VER "A" 109 `, and so many
lines `below`; or it is of `every` line that begins so, as `#RES`. The ledger's `#KSUMMA` is made to agree with what was
changed, unless the mutant says that the sum stands.

Rules that are not to answer must say what they said, except for what obviously follows: of a population, two rows at
most for each line changed, its old invoice and its new, that come or go among those that pass or that the rule does not
ask; of a record, a figure that the change has touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from finsam_control.dossier import Dossier
from finsam_control.outcome import Tally
from finsam_control.reading import populations
from finsam_control.reading.strict_yaml import AT
from mutants import Facts, Verdict, Verdicts, by_key, concerned, disturbed, listed, original, verdicts
from sie_text import with_checksum

LEDGER: Final = "bokforing.se"
ENCODINGS: Final = {LEDGER: "cp437", "inkop.csv": "utf-8"}
BY_HAND: Final = Path(__file__).parent / "mutants_of_books.yaml"
_SUM: Final = "#KSUMMA"


@dataclass(frozen=True)
class BookMutant:
    """A mutant of the list: what is done to which file, and how many outcomes of which rules become what."""

    name: str
    file: str
    edits: tuple[Mapping[str, Any], ...]
    sum_stands: bool
    answers: Mapping[str, frozenset[str]]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Judged:
    """What the rules answer, and those that say anything else that does not follow from the lines changed."""

    answers: Mapping[str, frozenset[str]]
    strays: frozenset[str]


class Books:
    """The good year as it stands, and with other bytes in one of its books; both are read from the same path."""

    def __init__(self) -> None:
        self._year = original("good-year")
        self._folder = TemporaryDirectory()
        self.contents = {name: (self._year.folder / name).read_bytes() for name in ENCODINGS}

    @cached_property
    def verdicts(self) -> Verdicts:
        return verdicts(self.dossier({}))

    @cached_property
    def facts(self) -> Facts:
        return by_key(self.dossier({}))

    def dossier(self, changed: Mapping[str, bytes]) -> Dossier:
        folder = Path(self._folder.name)
        for name, content in {**self.contents, **changed}.items():
            (folder / name).write_bytes(content)
        ledgers, store, _ = populations.read(folder, self._year.dossier.year)
        return replace(self._year.dossier, ledgers=ledgers, store=store)


@cache
def books() -> Books:
    return Books()


@cache
def by_hand() -> tuple[BookMutant, ...]:
    return tuple(_by_hand(item) for item in listed(BY_HAND))


def _by_hand(item: Mapping[str, Any]) -> BookMutant:
    answers = {rule: frozenset(_counted(words)) for rule, words in item["answers"].items() if rule != AT}
    edits = tuple(item["edits"]) if "edits" in item else (item,)
    return BookMutant(item["name"], item["file"], edits, item.get("sum") == "stands", answers)


def _counted(words: str) -> list[str]:
    """`violated` is one outcome or row; `7 not_applicable, 1 violated` are eight."""
    return [word if word[0].isdigit() else f"1 {word}" for word in words.split(", ")]


def judged(mutant: BookMutant) -> Judged:
    standing, encoding = books(), ENCODINGS[mutant.file]
    lines, touched = standing.contents[mutant.file].decode(encoding).split("\r\n"), 0
    for edit in mutant.edits:
        found = places(lines, edit)
        touched += len(found) * int(edit.get("again", edit.get("removed", 1)))
        # From below, so that lines that come or go move none that is still to be found.
        for place in reversed(found):
            lines = edited(lines, place, edit, encoding)
    if mutant.file == LEDGER and not mutant.sum_stands:
        first, last = (number for number, line in enumerate(lines) if line.startswith(_SUM))
        lines[first : last + 1] = with_checksum(lines[first + 1 : last])
    dossier = standing.dossier({mutant.file: "\r\n".join(lines).encode(encoding, "surrogateescape")})
    after = verdicts(dossier)
    said = answers(standing.verdicts, after)
    others = disturbed(standing.verdicts, after) - said.keys()
    strays = others - concerned(standing.facts, by_key(dossier))
    strays |= {rule for rule in others if not _follows(rule, standing.verdicts, after, touched)}
    assert dossier.store is not None
    dossier.store.connection.close()
    return Judged(said, frozenset(strays))


def places(lines: list[str], edit: Mapping[str, Any]) -> list[int]:
    """The lines that an edit is of: those with the cell, the only one that begins so, or every one that does."""
    if "every" in edit:
        return [number for number, line in enumerate(lines) if line.startswith(edit["every"])]
    at = edit["at"]
    column, equals, value = at.partition("=")
    if equals:
        column_number = lines[0].split(";").index(column)
        found = [number for number, line in enumerate(lines) if line.split(";")[column_number:][:1] == [value]]
        assert found, at
    else:
        found = [number for number, line in enumerate(lines) if line.startswith(at)]
        assert len(found) == 1, at
    return [number + int(edit.get("below", 0)) for number in found]


def edited(lines: list[str], place: int, edit: Mapping[str, Any], encoding: str) -> list[str]:
    """The lines with one of them changed; a `copied` row is put last, so that no other moves."""
    line = lines[place]
    match edit:
        case {"set": cells}:
            here = [_with_cells(lines[0], line, cells)]
        case {"copied": cells}:
            return [*lines[:-1], _with_cells(lines[0], line, cells), lines[-1]]
        case {"part": part, "to": to}:
            assert line.count(part) == 1, (part, line)
            other = edit.get("letters", encoding)
            here = [line.replace(part, to).encode(other).decode(encoding, "surrogateescape")]
        case {"column": name, "filled": value}:
            return [f"{line};{value if number else name}" if line else line for number, line in enumerate(lines)]
        case {"after": more}:
            here = [line, *more]
        case {"again": count}:
            here = lines[place : place + int(count)]
            return [*lines[:place], *here, *lines[place:]]
        case {"removed": count}:
            return [*lines[:place], *lines[place + int(count) :]]
        case _:
            raise AssertionError(edit)
    return [*lines[:place], *here, *lines[place + 1 :]]


def _with_cells(heading: str, line: str, cells: Mapping[str, str]) -> str:
    given = {name: value for name, value in cells.items() if name != AT}
    row = dict(zip(heading.split(";"), line.split(";"), strict=True))
    assert given.keys() <= row.keys(), given
    return ";".join((row | given).values())


def answers(before: Verdicts, after: Verdicts) -> dict[str, frozenset[str]]:
    """Each rule that says another word than before: how many of its outcomes, or of its rows, now have which."""
    found: dict[str, Counter[str]] = {}
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if (None if old is None else old[0]) != (word := "gone" if new is None else str(new[0])):
            tally = None if new is None else new[-1]
            found.setdefault(name[0], Counter())[word] += getattr(tally, word) if isinstance(tally, Tally) else 1
    return {rule: frozenset(f"{count} {word}" for word, count in words.items()) for rule, words in found.items()}


def _follows(rule: str, before: Verdicts, after: Verdicts, lines: int) -> bool:
    """Whether a rule's outcome for a population, where it has one, differs by no more than two rows a line changed."""
    old, new = before.get((rule, "", 0)), after.get((rule, "", 0))
    if old is None or new is None:
        return (old is None) == (new is None)
    return _settled(old, new) and all(
        abs(getattr(new[-1], word) - getattr(old[-1], word)) <= 2 * lines
        for word in ("passed", "not_applicable")
        if isinstance(old[-1], Tally)
    )


def _settled(old: Verdict, new: Verdict) -> bool:
    if not (isinstance(old[-1], Tally) and isinstance(new[-1], Tally)):
        return True
    alike = replace(new[-1], passed=old[-1].passed, not_applicable=old[-1].not_applicable)
    return (*new[:-1], alike) == old
