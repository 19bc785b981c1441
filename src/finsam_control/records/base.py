"""What every record shares: frozen, strict, and aware of where it stands; and the kinds of value it may hold.

All scalars arrive as the text that was written. A field left out is unknown (`None`); `saknas` says that somebody
looked and it does not exist, and is accepted wherever a type below says `Maybe`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from finsam_control.day import Day, parse_day
from finsam_control.figure import Figure, Unit, parse_figure, parse_number
from finsam_control.place import NOWHERE, At, Place
from finsam_control.reading.strict_yaml import AT

ABSENT_WORD: Final = "saknas"


class Absent(Enum):
    """Looked for, and does not exist."""

    SAKNAS = ABSENT_WORD


SAKNAS: Final = Absent.SAKNAS
#: Whole numbers; more digits count nothing that a year holds.
_NUMBER: Final = re.compile(r"[0-9]{1,15}")


def refuse(found: object, expected: str, example: str) -> PydanticCustomError:
    """A value that cannot be read; `expected` is a message id of the catalogue."""
    return PydanticCustomError("value", "{expected}", {"found": str(found), "expected": expected, "example": example})


def scalar(
    read: Callable[[str], object | None], expected: str, example: str, schema: dict[str, object]
) -> tuple[PlainValidator, WithJsonSchema]:
    """Validator and editor schema of a scalar; `read` gives None for text it cannot take."""

    def validate(value: object) -> object:
        result = read(value) if isinstance(value, str) else None
        if result is None:
            raise refuse(value if isinstance(value, str) else type(value).__name__, expected, example)
        return result

    described = {"description": expected, "examples": [example], **schema}
    return PlainValidator(validate), WithJsonSchema(described)


def maybe(
    read: Callable[[str], object | None], expected: str, example: str, schema: dict[str, object]
) -> tuple[PlainValidator, WithJsonSchema]:
    """As `scalar`, and `saknas` for what does not exist."""
    also: dict[str, object] = {"anyOf": [schema, {"const": ABSENT_WORD}]}
    return scalar(lambda text: SAKNAS if text == ABSENT_WORD else read(text), expected, example, also)


def read_text(text: str) -> str | None:
    return text.strip() or None


def read_flag(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def read_int(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def read_month_day(text: str) -> str | None:
    """A day of every year; 29 February is a day of some years only."""
    day = parse_day(f"2001-{text}")
    return text if isinstance(day, Day) and day.is_exact else None


def read_fraction(text: str) -> Fraction | None:
    part, _, whole = (read_int(side) for side in text.partition("/"))
    if part is None or not whole or part > whole:
        return None
    return Fraction(part, whole)


def read_money(text: str) -> Figure | None:
    figure = parse_figure(text)
    return figure if figure is not None and figure.unit.is_money else None


def read_share(text: str) -> Figure | None:
    figure = parse_figure(text)
    return figure if figure is not None and figure.unit is Unit.PERCENT else None


def read_multiple(text: str) -> Figure | None:
    figure = parse_number(text, Unit.COUNT)
    return figure if figure is not None and figure.value > 0 else None


#: An editor reads an unquoted number as a number; here it is the text that was written.
_STRING: dict[str, object] = {"type": ["string", "number"]}
_WHOLE: dict[str, object] = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]}

Text = Annotated[str, *scalar(read_text, "some text", "en kort text", _STRING)]
MaybeText = Annotated[str | Absent, *maybe(read_text, "some text, or saknas", "saknas", _STRING)]
Flag = Annotated[bool, *scalar(read_flag, "true or false", "true", {"type": "boolean"})]
Whole = Annotated[int, *scalar(read_int, "a whole number", "12", _WHOLE)]
MaybeWhole = Annotated[int | Absent, *maybe(read_int, "a whole number, or saknas", "12", _WHOLE)]
Date = Annotated[Day, *scalar(parse_day, "a date as YYYY-MM-DD, or a month or year of it", "2022-06-17", _STRING)]
MaybeDate = Annotated[
    Day | Absent,
    *maybe(parse_day, "a date as YYYY-MM-DD, or a month or year of it, or saknas", "2022-06-17", _STRING),
]
MonthDay = Annotated[str, *scalar(read_month_day, "a month and day as MM-DD", "09-30", _STRING)]
MaybeMonthDay = Annotated[str | Absent, *maybe(read_month_day, "a month and day as MM-DD, or saknas", "04-01", _STRING)]
Part = Annotated[Fraction, *scalar(read_fraction, "a fraction of at most one", "2/3", _STRING)]
Money = Annotated[Figure, *scalar(read_money, "an amount with its unit kr, tkr or mkr", "550 000 kr", _STRING)]
MaybeMoney = Annotated[
    Figure | Absent, *maybe(read_money, "an amount with its unit kr, tkr or mkr, or saknas", "550 000 kr", _STRING)
]
Multiple = Annotated[Figure, *scalar(read_multiple, "a number above nought, with a decimal comma", "0,5", _STRING)]
Share = Annotated[Figure, *scalar(read_share, "a percentage with its sign", "25 %", _STRING)]
Measure = Annotated[
    Figure, *scalar(parse_figure, "a number with its unit (kr, tkr, mkr, %, st, månader)", "65 %", _STRING)
]
MaybeMeasure = Annotated[
    Figure | Absent,
    *maybe(parse_figure, "a number with its unit (kr, tkr, mkr, %, st, månader), or saknas", "65 %", _STRING),
]
Presence = Annotated[
    Literal["finns", "saknas"],
    *scalar(
        lambda text: text if text in {"finns", "saknas"} else None,
        "finns or saknas",
        "finns",
        {"enum": ["finns", "saknas"]},
    ),
]


class Strict(BaseModel):
    """A frozen mapping of a file, aware of where it stands; unknown keys are faults.

    Validators are built when a file is first read, once for all the records in it: half the time of the import.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    at: SkipJsonSchema[At] = Field(default=NOWHERE, alias=AT, exclude=True, repr=False)

    def place(self, key: str = "") -> Place:
        """Where the value under `key` stands (file, line, document, page); the mapping itself without a key."""
        return self.at.of(key) if key else self.at.place


class Source(Strict):
    """Which document a record was transcribed from; holds for the records below it too."""

    document: Text | None = Field(default=None, description="id of a document under `documents`")
    page: Text | None = Field(default=None, description="page as the document numbers it")
    heading: Text | None = Field(default=None, description="nearest heading, where pages are not numbered")


class Record(Strict):
    """A mapping of the year's records."""

    source: Source | None = Field(default=None, description="where this stands in the förbund's own documents")
    remark: Text | None = Field(default=None, description="what a reader of this record should know; judges nothing")


def _unplaced(value: Any) -> Any:
    return {key: item for key, item in value.items() if key != AT} if isinstance(value, dict) else value


#: For a field that is a plain dict and not a record of its own.
Unplaced = BeforeValidator(_unplaced)

R = TypeVar("R", bound=Record)


class Listing(Record, Generic[R]):
    """A list that may be declared whole: only then does absence from it count as evidence."""

    complete: Flag = Field(
        default=False, description="true when whoever hands this in vouches that nothing is left out"
    )
    items: tuple[R, ...] = Field(default=(), description="the records")


def _split(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else [value]


Names = Annotated[
    tuple[Text, ...],
    BeforeValidator(_split),
    WithJsonSchema(
        {
            "anyOf": [_STRING, {"type": "array", "items": _STRING}],
            "examples": ["[Anna Exempel, Bertil Provsson]"],
        }
    ),
]


def distinct(names: Iterable[str]) -> list[str]:
    """Keys from names: one that returns is numbered from its second time."""
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return keys
