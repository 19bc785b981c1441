"""SIE 1-4 (also 4E and 4I) as a stream of events, in the order of the file; no line is dropped and none is guessed.

A line that cannot be read is an `Issue` with its number. `#BTRANS` (a row taken away) and `#RTRANS` (one put there
afterwards, and repeated by the `#TRANS` that follows it) are events of their own: only `#TRANS` is booked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from finsam_control.message import Message
from finsam_control.reading.sie_events import (
    Balance,
    CutOff,
    End,
    Entry,
    Event,
    Issue,
    Posting,
    PostingTag,
    Stated,
    Voucher,
)
from finsam_control.reading.sie_fields import (
    BrokenLineError,
    Checksum,
    SieField,
    date_of,
    fields_of,
    ore_of,
    plain_fields,
)

#: Tags of the format (SIE 4C) whose lines are kept as they stand.
KNOWN = frozenset(
    {
        "#FLAGGA",
        "#PROGRAM",
        "#FORMAT",
        "#GEN",
        "#SIETYP",
        "#PROSA",
        "#FNR",
        "#ORGNR",
        "#BKOD",
        "#FTYP",
        "#FNAMN",
        "#ADRESS",
        "#OMFATTN",
        "#TAXAR",
        "#KPTYP",
        "#VALUTA",
        "#RAR",
        "#KONTO",
        "#KTYP",
        "#ENHET",
        "#SRU",
        "#DIM",
        "#UNDERDIM",
        "#OBJEKT",
    }
)
_POSTINGS: dict[str, PostingTag] = {"#TRANS": "#TRANS", "#BTRANS": "#BTRANS", "#RTRANS": "#RTRANS"}
_BALANCES = frozenset({"#IB", "#UB", "#RES", "#OIB", "#OUB", "#PSALDO", "#PBUDGET"})
#: Of those, the ones that name a period between the year and the account.
_OF_PERIODS = frozenset({"#PSALDO", "#PBUDGET"})

# The usual row: a numeric account, no objects or plain ones, and at most four fields without escapes after the amount.
# Nothing that has matched is given back (`++`, `?+`): that halves the time, and no row could be read in another way.
_FIELD = r'(?:[ \t]++("[^"\\\x00-\x1f\x7f]*+"|[^ \t"{}\x00-\x1f\x7f]++))?+'
_ROW = re.compile(
    r"#TRANS[ \t]++([0-9]++)[ \t]++\{([^{}\\\x00-\x08\x0a-\x1f\x7f]*+)\}"
    r"[ \t]++(-?[0-9]{1,15}+)(?:\.([0-9]{1,2}+)0*+)?+" + _FIELD * 4 + r"[ \t]*+"
).fullmatch
_VOUCHER = re.compile(r"#VER" + _FIELD * 6 + r"[ \t]*+").fullmatch
# A ledger has few lists of objects, however many its rows; each is as long as a line at most.
_objects = lru_cache(maxsize=256)(plain_fields)


def events(lines: Iterable[str | None]) -> Iterator[Event]:
    """The events of a file's lines (None for a line that was too long to keep)."""
    reader = _Reader()
    number = 0
    for number, line in enumerate(lines, 1):
        row = _ROW(line) if line is not None and reader.inside and reader.checksum is None else None
        posting = _posting(number, row) if row is not None else None
        if posting is not None:
            yield posting
        else:
            yield from reader.line(number, line)
    yield from reader.end(number)


def _posting(number: int, row: re.Match[str]) -> Posting | None:
    """The row of the fast path; None where its objects need the slow one."""
    account, inner, whole, decimals, dated, text, quantity, signature = row.groups("")
    objects = _objects(inner) if inner else ()
    if objects is None:
        return None
    ore = int(whole + decimals.ljust(2, "0"))
    rest = dated.strip('"'), text.strip('"'), quantity.strip('"'), signature.strip('"')
    return Posting(number, "#TRANS", account, objects, ore, *rest)


class _Reader:
    """Where in the file the reading is: inside which voucher, and between the two checksums or not."""

    def __init__(self) -> None:
        self.voucher: Voucher | None = None
        self.inside = False
        self.checksum: Checksum | None = None

    def line(self, number: int, line: str | None) -> Iterable[Event]:
        if line is None:
            return [Issue(number, Message.of("a line too long to be read"))]
        text = line.strip(" \t\x1a\ufeff")
        if not text:
            return []
        if self.checksum is not None and not text.startswith("#KSUMMA") and text not in {"{", "}"}:
            self.checksum.add(text)
        try:
            return self._read(number, text)
        except BrokenLineError as error:
            return [Issue(number, error.problem)]

    def end(self, last: int) -> Iterator[Event]:
        """What the end of the file leaves open, after so many lines."""
        if self.voucher is not None or self.checksum is not None:
            yield CutOff(last)
        if self.voucher is not None:
            yield End(self.voucher.line)

    def _close(self) -> list[Event]:
        if self.voucher is None:
            return []
        line = self.voucher.line
        cut = [Issue(line, Message.of("the voucher is never closed with a brace"))] if self.inside else []
        self.voucher, self.inside = None, False
        return [*cut, End(line)]

    def _read(self, number: int, text: str) -> list[Event]:
        if text == "{" and self.voucher is not None and not self.inside:
            self.inside = True
            return []
        if text == "}" and self.inside:
            self.voucher, self.inside = None, False
            return [End(number)]
        if not text.startswith("#"):
            raise BrokenLineError(Message.of("a line that is no post"))
        usual = _VOUCHER(text)
        if usual is not None:
            return self._voucher(number, tuple(field.strip('"') for field in usual.groups("")))
        tag, *fields = fields_of(text)
        return self._post(number, str(tag).upper(), tuple(fields))

    def _post(self, number: int, tag: str, fields: tuple[SieField, ...]) -> list[Event]:
        if tag in _POSTINGS:
            return self._row(number, _POSTINGS[tag], fields)
        if tag == "#VER":
            return self._voucher(number, fields)
        if tag in _BALANCES:
            return [_balance(number, tag, fields)]
        if tag == "#KSUMMA":
            return self._sum(number, fields)
        return [Entry(number, tag, fields)]

    def _row(self, number: int, tag: PostingTag, fields: tuple[SieField, ...]) -> list[Event]:
        if not self.inside:
            raise BrokenLineError(Message.of("a row outside every voucher"))
        account, objects, rest = _account(fields)
        amount = ore_of(_text(rest, 0))
        when, text, quantity, signature = (_text(rest, place) for place in range(1, 5))
        posting = Posting(number, tag, account, objects, amount, when, text, quantity, signature)
        if account.isascii() and account.isdigit():
            return [posting]
        return [Issue(number, Message.of("the account `{value}` is no number", value=account)), posting]

    def _voucher(self, number: int, fields: tuple[SieField, ...]) -> list[Event]:
        found = self._close()
        try:
            series, name, day, text, registered, signature = [_text(fields, place) for place in range(6)]
        except BrokenLineError as error:
            return [*found, Issue(number, error.problem)]
        dates: list[date | None] = []
        for stated in (day, registered):
            try:
                dates.append(date_of(stated))
            except BrokenLineError as error:
                dates.append(None)
                found.append(Issue(number, error.problem))
        self.voucher = Voucher(number, series, name, dates[0], text, dates[1], signature)
        return [*found, self.voucher]

    def _sum(self, number: int, fields: tuple[SieField, ...]) -> list[Event]:
        if self.checksum is None:
            self.checksum = Checksum()
            return []
        agrees = self.checksum.agrees_with(_text(fields, 0))
        self.checksum = None
        return [Stated(number, agrees)]


def _balance(number: int, tag: str, fields: tuple[SieField, ...]) -> Balance:
    year = _text(fields, 0)
    if re.fullmatch(r"0|-[0-9]{1,2}", year) is None:
        raise BrokenLineError(Message.of("`{value}` is no year as 0, -1", value=year))
    period = _text(fields, 1) if tag in _OF_PERIODS else ""
    account, objects, rest = _account(fields[2:] if tag in _OF_PERIODS else fields[1:])
    return Balance(number, tag, int(year), period, account, objects, ore_of(_text(rest, 0)))


def _account(fields: tuple[SieField, ...]) -> tuple[str, tuple[str, ...], tuple[SieField, ...]]:
    """An account, its objects where a list follows, and the fields after."""
    objects = fields[1] if len(fields) > 1 else ""
    account = _text(fields, 0)
    if not account:
        raise BrokenLineError(Message.of("no account"))
    return (account, objects, fields[2:]) if isinstance(objects, tuple) else (account, (), fields[1:])


def _text(fields: tuple[SieField, ...], place: int) -> str:
    """A field's text, empty where it was left out.

    Raises:
        BrokenLineError: a list stands there.
    """
    value = fields[place] if place < len(fields) else ""
    if isinstance(value, tuple):
        raise BrokenLineError(Message.of("a list where a single field is expected"))
    return value
