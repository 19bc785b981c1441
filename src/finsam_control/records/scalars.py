"""What a single value may be, by the type of its field: how a cell of a table is to be read and shown."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from finsam_control.records import base
from finsam_control.records.base import Absent

ScalarName = Literal[
    "text", "flag", "whole", "date", "month_day", "part", "money", "multiple", "share", "measure", "word", "empty"
]

_NAMED: Final[dict[ScalarName, tuple[Any, ...]]] = {
    "flag": (base.Flag,),
    "whole": (base.Whole, base.MaybeWhole),
    "date": (base.Date, base.MaybeDate),
    "month_day": (base.MonthDay, base.MaybeMonthDay),
    "part": (base.Part,),
    "money": (base.Money, base.MaybeMoney),
    "multiple": (base.Multiple,),
    "share": (base.Share,),
    "measure": (base.Measure, base.MaybeMeasure),
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One kind of value; `words` of an enumeration, `may_be_absent` where `saknas` says that it does not exist.

    `is_several` is of a list of such values; `empty` is the one thing that can be said of a list of records beside its
    records: that there are none.
    """

    name: ScalarName
    words: tuple[str, ...] = ()
    may_be_absent: bool = False
    is_several: bool = False
    example: str = ""


EMPTINESS: Final = Scalar("empty", is_several=True)


def scalar_of(field: FieldInfo) -> Scalar:
    """The kind of a field that holds no record."""
    parts = list(_parts(field))
    words = next((typing.get_args(part) for part in parts if typing.get_origin(part) is Literal), ())
    schema = next((part for part in parts if isinstance(part, WithJsonSchema) and _examples(part)), None)
    named = (name for name, types in _NAMED.items() if any(schema in kind.__metadata__ for kind in types))
    return Scalar(
        "word" if words else next(named, "text"),
        tuple(map(str, words)),
        may_be_absent=Absent in parts or base.ABSENT_WORD in words,
        is_several=any(typing.get_origin(part) is tuple for part in parts),
        example=_examples(schema)[0] if schema is not None else "",
    )


def _examples(schema: WithJsonSchema) -> tuple[str, ...]:
    return tuple(map(str, (schema.json_schema or {}).get("examples", ())))


def _parts(field: FieldInfo) -> Iterator[Any]:
    yield from field.metadata
    yield from _inside(field.annotation)


def _inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    if typing.get_origin(annotation) is not Literal:
        for part in typing.get_args(annotation):
            yield from _inside(part)
