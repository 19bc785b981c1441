"""The heading of a journal against a profile: which cell of a row is which column, or why that cannot be told."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from finsam_control.journal import NEEDED, NEEDED_DATES
from finsam_control.message import Message
from finsam_control.records.profile import Profile

#: A fault shows so many columns, and so much of each: enough to know the file by, whatever was handed in.
_SHOWN: Final = 60
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """Which cell is which column, from 0; `names` are all cells as they stand, `not_used` those that no column has."""

    at: Mapping[str, int]
    names: tuple[str, ...]
    not_used: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.names)

    @property
    def lacks(self) -> tuple[str, ...]:
        """The columns without which nothing can be judged."""
        lacking = [name for name in NEEDED if name not in self.at]
        return tuple(lacking if any(name in self.at for name in NEEDED_DATES) else [*lacking, NEEDED_DATES[0]])


@lru_cache(maxsize=10_000)
def folded(name: str) -> str:
    """A heading without what does not count: capitals, spaces, signs, rings and dots (the specification is ASCII)."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def heading_of(cells: Sequence[str], profile: Profile) -> Heading:
    """What is matched; a cell that stands twice, or a column that two cells may be, is told of by `doubts`."""
    names = tuple(cell.strip() for cell in cells)
    while names and not names[-1]:
        names = names[:-1]
    keys = [folded(name) for name in names]
    at = {column: keys.index(alias) for column, alias in _matches(profile, keys)}
    known = {*(keys[number] for number in at.values()), *map(folded, profile.ignored)}
    return Heading(at, names, tuple(name for name, key in zip(names, keys, strict=True) if name and key not in known))


def _matches(profile: Profile, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each column with each name of it that stands in the heading."""
    for column, aliases in profile.columns.items():
        yield from ((column, alias) for alias in dict.fromkeys(map(folded, aliases)) if alias in keys)


def column_name(column: str, profile: Profile) -> str:
    """A column as people know it, and its key in a profile: `belopp (amount)`."""
    first = next(iter(profile.columns.get(column, ())), None)
    return column if first is None else f"{first} ({column})"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What keeps columns from being told apart, what would do, and how that is written."""

    found: Message
    expected: Message
    example: str


def doubts(heading: Heading, profile: Profile) -> list[Doubt]:
    """Everything that keeps the columns from being told apart; none when all is well."""
    found: list[Message] = []
    twice: list[Doubt] = []
    keys = [folded(name) for name in heading.names]
    matches = list(_matches(profile, keys))
    for alias in dict.fromkeys(alias for _, alias in matches):
        name, count = heading.names[keys.index(alias)], keys.count(alias)
        if count > 1:
            problem = Message.of("the column {name} stands {n} times", name=name, n=count)
            expected = Message.of("one column of each name: change the heading of the others in the file")
            twice.append(Doubt(problem, expected, _renamed(heading, alias)))
        columns = [column for column, other in matches if other == alias]
        if len(columns) > 1:
            named = ", ".join(column_name(column, profile) for column in columns)
            found.append(Message.of("the column {name} may be {columns}", name=name, columns=named))
    for column in dict.fromkeys(column for column, _ in matches):
        names = [heading.names[keys.index(alias)] for other, alias in matches if other == column]
        if len(names) > 1:
            found.append(
                Message.of(
                    "{column} may be any of the columns {names}",
                    column=column_name(column, profile),
                    names=", ".join(names),
                )
            )
    if heading.lacks:
        named = ", ".join(column_name(column, profile) for column in heading.lacks)
        found.append(Message.of("no column for {columns}", columns=named))
    expected = Message.of(
        "a column each; the columns found are {columns}. Write a profile, put it beside the folder of the year and "
        "name it under populations with profile: ../kolumner.yaml",
        columns=shown(heading.names) or "-",
    )
    return [*twice, *(Doubt(problem, expected, example_of(heading)) for problem in found)]


def _renamed(heading: Heading, key: str) -> str:
    """The heading with all but the first of the columns of a name called by a number too."""
    names = list(heading.names)
    again = [at for at, name in enumerate(names) if folded(name) == key][1:]
    for number, at in enumerate(again, 2):
        names[at] = f"{names[at]} {number}"
    return shown(names, ";")


def shown(names: Sequence[str], between: str = ", ") -> str:
    """The first columns, each by its beginning."""
    begun = [name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in names[:_SHOWN]]
    return between.join([*begun, "…"] if len(names) > _SHOWN else begun)


def example_of(heading: Heading) -> str:
    """A profile to copy: the columns that were matched, and those that are lacking with a name to choose for them."""
    free = shown(heading.not_used, " | ") or "…"
    lines = [f"  {column}: [{_quoted(heading.names[number])}]" for column, number in heading.at.items()]
    lines += [f"  {column}: [{free}]" for column in heading.lacks]
    return "\n".join(["title: Vår export", "columns:", *lines])


def _quoted(name: str) -> str:
    """A name as YAML takes it."""
    return name if name.replace("_", "").replace(" ", "").isalnum() else json.dumps(name, ensure_ascii=False)
