"""What a fact is: one flat, total, typed value of a declared kind, with unit and meaning for each field.

A kind is one module of this folder: its frozen model beside `produce(dossier) -> tuple[Kind, ...]`. Unknown is None.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal

from finsam_control.condition import Value
from finsam_control.day import Day
from finsam_control.figure import Figure
from finsam_control.place import Place
from finsam_control.records.base import SAKNAS, Absent, Record

FieldUnit = Literal["ore", "ppm", "days", "hours", "count", "number", "date", "flag", "word", "text"]


@dataclass(frozen=True, slots=True)
class Means:
    """A field's unit and what it says, in the two languages; a `document` where not the kind's own shows it."""

    unit: FieldUnit
    sv: str
    en: str
    document: str = ""


def _unit(unit: FieldUnit) -> typing.Callable[..., Means]:
    def means(sv: str, en: str, document: str = "") -> Means:
        return Means(unit, sv, en, document)

    return means


#: öre; parts per million; whole days; whole hours; whole things; thousandths; ISO date; true or false; a word of an
#: enumeration; free text, which messages print and conditions only ask whether it is known.
ore, ppm, days, hours, number = _unit("ore"), _unit("ppm"), _unit("days"), _unit("hours"), _unit("number")
counted, iso_date, flag, word, text = _unit("count"), _unit("date"), _unit("flag"), _unit("word"), _unit("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The base of every kind.

    `key` names the record, stable across years where the record's own name is. `law_date` (ISO) decides which law
    judges; `place` is where the record stands.
    """

    kind: ClassVar[str]
    sv: ClassVar[str]
    en: ClassVar[str]
    #: The document that shows facts of this kind, by its word in the record language.
    document: ClassVar[str]
    #: The section of the records that these facts come from; an empty one declared complete has nothing to test.
    section: ClassVar[str]

    key: str
    law_date: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind as rule authors see it."""

    name: str
    means: Means
    words: tuple[str, ...] = ()


_fields: dict[type[Fact], dict[str, Field]] = {}


def fields_of(kind: type[Fact]) -> dict[str, Field]:
    """The fields that conditions and messages may name, in the order of the model; worked out once a kind."""
    if kind not in _fields:
        _fields[kind] = _read_fields(kind)
    return _fields[kind]


def _read_fields(kind: type[Fact]) -> dict[str, Field]:
    base = {field.name for field in dataclasses.fields(Fact)}
    hints = typing.get_type_hints(kind, include_extras=True)
    found = {}
    for field in dataclasses.fields(kind):
        if field.name not in base:
            hint = hints[field.name]
            found[field.name] = Field(field.name, _means(hint), _words(hint))
    return found


def _means(hint: Any) -> Means:
    return next(part for part in hint.__metadata__ if isinstance(part, Means))


def _words(hint: Any) -> tuple[str, ...]:
    if typing.get_origin(hint) is Annotated:
        return _words(typing.get_args(hint)[0])
    if typing.get_origin(hint) is Literal:
        return tuple(typing.get_args(hint))
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        return tuple(found for part in typing.get_args(hint) for found in _words(part))
    return ()


def values(fact: Fact) -> dict[str, Value | None]:
    """What the engines see of a fact."""
    return {name: getattr(fact, name) for name in fields_of(type(fact))}


# Small readings that producers share.


def first_of_year(year: int) -> str:
    """The law date of what concerns a whole fiscal year."""
    return date(year, 1, 1).isoformat()


def law_day(day: Day | Absent | None) -> str | None:
    """The law date of a record with a date of its own; unknown where the date is."""
    return day.first.isoformat() if isinstance(day, Day) else None


def earliest(day: Day | Absent | None) -> str | None:
    return day.first.isoformat() if isinstance(day, Day) else None


def latest(day: Day | Absent | None) -> str | None:
    return day.last.isoformat() if isinstance(day, Day) else None


def is_there(value: object) -> bool | None:
    """True for something given, False for `saknas`, None where nobody has said."""
    if value is None:
        return None
    return value not in {SAKNAS, "saknas"} if isinstance(value, (str, Absent)) else True


def said(value: str | Absent | None) -> str | None:
    """Free text, where there is any."""
    return value if isinstance(value, str) else None


def days_between(start: Day | None, end: Day | Absent | None) -> int | None:
    """The fewest days that the two dates, known to the day, month or year, can be apart."""
    if start is None or not isinstance(end, Day):
        return None
    return (end.first - start.last).days if end.first >= start.last else min(0, (end.last - start.first).days)


def after(day: Day, *, days: int) -> str:
    return (day.last + timedelta(days=days)).isoformat()


def amount(figure: Figure | Absent | None) -> int | None:
    """Öre, where known."""
    return figure.value if isinstance(figure, Figure) else None


def share(part: int | None, whole: int | None) -> int | None:
    """Parts per million, rounded half away from zero; unknown without both or with an empty whole."""
    if part is None or not whole:
        return None
    quotient, rest = divmod(abs(part) * 1_000_000, abs(whole))
    magnitude = quotient + (2 * rest >= abs(whole))
    return magnitude if (part < 0) == (whole < 0) else -magnitude


def place_of(*candidates: tuple[Record | None, str]) -> Place:
    """The place of the first record that exists, at a key."""
    for record, key in candidates:
        if record is not None:
            return record.place(key)
    return Place("", 0, "")


def joined(names: Iterable[str]) -> str:
    return ", ".join(names)
