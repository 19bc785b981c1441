"""Events of SIE written as a file, for tests and the made-up ledgers; what the reader reads, this writes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from datetime import date

from finsam_control.reading.sie_events import Balance, End, Entry, Posting, Single, Voucher
from finsam_control.reading.sie_fields import SieField


def text_of(events: Iterable[Single]) -> list[str]:
    """A line an event; a voucher opens its block on a line of its own."""
    return [line for event in events for line in _lines(event)]


def with_checksum(lines: list[str]) -> list[str]:
    """The lines between two `#KSUMMA`; written without braces, quotes and the blanks between fields."""
    content = "".join(_content(line) for line in lines)
    return ["#KSUMMA", *lines, f"#KSUMMA {zlib.crc32(content.encode('cp437'))}"]


def _content(line: str) -> str:
    """What is left of a line that has no escaped quotes: the blanks inside quotes stay."""
    parts = line.split('"')
    return "".join(part if number % 2 else re.sub(r"[ {}]", "", part) for number, part in enumerate(parts))


def _lines(event: Single) -> list[str]:
    match event:
        case Voucher():
            fields = (event.series, event.number, _day(event.dated), event.text, _day(event.registered))
            return [_line("#VER", *fields, event.signature), "{"]
        case Posting():
            rest = (money(event.amount), "", event.text, "", event.signature)
            return [_line(event.tag, event.account, event.objects, *rest)]
        case End():
            return ["}"]
        case Balance():
            period = (event.period,) if event.tag in {"#PSALDO", "#PBUDGET"} else ()
            objects = () if event.tag in {"#IB", "#UB", "#RES"} else (event.objects,)
            return [_line(event.tag, str(event.year), *period, event.account, *objects, money(event.amount))]
        case Entry():
            return [_line(event.tag, *event.fields)]
        case _:
            raise AssertionError(event)


def _line(tag: str, *fields: SieField) -> str:
    return " ".join([tag, *map(_field, fields)])


def _field(field: SieField) -> str:
    if isinstance(field, tuple):
        return "{" + " ".join(map(_quoted, field)) + "}"
    return field if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", field) else _quoted(field)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _day(day: date | None) -> str:
    return day.strftime("%Y%m%d") if day is not None else ""


def money(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}.{rest:02d}"
