"""What a fact is: one flat, total, typed value of a declared kind, with unit and meaning for each field.

A kind is one module of this folder: its frozen model beside `produce(dossier) -> tuple[Kind, ...]`. Unknown is None.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal

from finsam_control.condition import Value
from finsam_control.day import Day
from finsam_control.figure import Figure
from finsam_control.ledger import NAMED
from finsam_control.place import Place
from finsam_control.records.base import SAKNAS, Absent

FieldUnit = Literal["ore", "ppm", "days", "hours", "count", "number", "date", "flag", "word", "text"]


@dataclass(frozen=True, slots=True)
class Means:
    """A field's unit and what it says, in the two languages; a `document` where not the kind's own shows it.

    `of_year` gives the value (an ISO date) that the field has in any fiscal year, where the year alone decides it: so
    the calendar knows a duty of the law before anybody has recorded anything.
    """

    unit: FieldUnit
    sv: str
    en: str
    document: str = ""
    of_year: Callable[[int], str] | None = None


def _unit(unit: FieldUnit) -> Callable[..., Means]:
    def means(sv: str, en: str, document: str = "", *, of_year: Callable[[int], str] | None = None) -> Means:
        return Means(unit, sv, en, document, of_year)

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
    #: Whether its facts have law dates of their own, so that the law of any day of the year may judge one.
    dated: ClassVar[bool] = False
    #: Whether another kind already tells where no such record was handed in, so that these have nothing to test then.
    detail: ClassVar[bool] = False
    #: Whether its facts are made of outcomes, for the second pass.
    of_outcomes: ClassVar[bool] = False
    #: Of facts that each are a row of the journal, keyed by its place: the fields that its cells tell, and how in SQL.
    own_cells: ClassVar[Mapping[str, str]] = types.MappingProxyType({})

    key: str
    law_date: str | None
    place: Place

    def document_of(self, name: str) -> str:
        """The document that would show a field of this fact that is unknown."""
        fields = fields_of(type(self))
        return (fields[name].means.document if name in fields else "") or self.document

    def places_of(self, names: Collection[str]) -> tuple[Place, ...]:
        """Where that stands which deviates by these fields."""
        del names
        return (self.place,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFact(Fact):
    """What was counted in a whole file; `lines` are those of each count, as many as are kept, by the count's field."""

    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False)

    def lines_of(self, names: Collection[str]) -> tuple[int, ...]:
        """The lines of what is counted by any of these fields."""
        return tuple(sorted({line for name in names for line in self.lines.get(name, ())}))

    def places_of(self, names: Collection[str]) -> tuple[Place, ...]:
        found = self.lines_of(names)[:NAMED]
        return tuple(replace(self.place, line=line) for line in found) or (self.place,)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind as rule authors see it."""

    name: str
    means: Means
    words: tuple[str, ...] = ()
    may_be_unknown: bool = False


_fields: dict[type[Fact], dict[str, Field]] = {}


def fields_of(kind: type[Fact]) -> dict[str, Field]:
    """The fields that conditions and messages may name, in the order of the model; worked out once a kind."""
    if kind not in _fields:
        _fields[kind] = _read_fields(kind)
    return _fields[kind]


def _read_fields(kind: type[Fact]) -> dict[str, Field]:
    """From the kind's own annotations; those of `Fact` are no fields of a rule."""
    hints = inspect.get_annotations(kind, eval_str=True)
    return {
        name: Field(name, _means(hint), _words(hint), _may_be_unknown(hint))
        for name, hint in hints.items()
        if hasattr(hint, "__metadata__")
    }


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


def _may_be_unknown(hint: Any) -> bool:
    return type(None) in typing.get_args(typing.get_args(hint)[0])


def values(fact: Fact) -> dict[str, Value | None]:
    """What the engines see of a fact."""
    return {name: getattr(fact, name) for name in fields_of(type(fact))}


# Small readings that producers share.


def first_of_year(year: int) -> str:
    """The law date of what concerns a whole fiscal year."""
    return date(year, 1, 1).isoformat()


def last_of_year(year: int) -> str:
    """The last day of a fiscal year, which is the calendar year."""
    return date(year, 12, 31).isoformat()


def first_of_next_year(year: int) -> str:
    """The first day of the year that a budget adopted in the year is for."""
    return date(year + 1, 1, 1).isoformat()


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


def joined(names: Iterable[str]) -> str:
    return ", ".join(names)
