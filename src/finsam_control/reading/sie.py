"""SIE 1-4 (also 4E and 4I) as a stream of events, in the order of the file; no line is dropped and none is guessed.

A line that cannot be read is an `Issue` with its number. `#BTRANS` (a row taken away) and `#RTRANS` (one put there
afterwards, and repeated by the `#TRANS` that follows it) are events of their own: only `#TRANS` is booked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from finsam_control.message import Message
from finsam_control.reading import sie_usual
from finsam_control.reading.blocks import parted
from finsam_control.reading.sie_events import (
    Balance,
    CutOff,
    End,
    Entry,
    Event,
    Issue,
    Posting,
    PostingTag,
    Rows,
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


def events(texts: Iterable[str | None]) -> Iterator[Event]:
    """The events of a file, of which each text is whole lines (None for a line that was too long to keep)."""
    reader = _Reader()
    for text in texts:
        yield from reader.line(None) if text is None else reader.text(f"{text}\n")
    yield from reader.end()


class _Reader:
    """Where in the file the reading is: after which line, inside which voucher, between the two checksums or not."""

    def __init__(self) -> None:
        self.number = 0
        self.voucher: Voucher | None = None
        self.inside = False
        self.checksum: Checksum | None = None

    def text(self, text: str) -> Iterator[Event]:
        at = 0
        while at < len(text):
            # Each line between the two checksums is summed by itself.
            run = sie_usual.run(text, at, self.number + 1, inside=self.inside) if self.checksum is None else None
            end = text.index("\n", at) + 1 if run is None else run.end
            if run is not None and run.said is not None:
                if not self.inside:
                    yield from self._close()
                yield run.said
                self.number += text.count("\n", at, end)
            else:
                for line in parted(text[at : end - 1]):
                    yield from self.line(line)
            at = end

    def line(self, line: str | None) -> Iterable[Event]:
        self.number += 1
        if line is None:
            return [Issue(self.number, Message.of("a line too long to be read"))]
        text = line.strip(" \t\x1a\ufeff")
        if not text:
            return []
        if self.checksum is not None and not text.startswith("#KSUMMA") and text not in {"{", "}"}:
            self.checksum.add(text)
        try:
            return self._read(self.number, text)
        except BrokenLineError as error:
            return [Issue(self.number, error.problem)]

    def end(self) -> Iterator[Event]:
        """What the end of the file leaves open."""
        if self.voucher is not None or self.checksum is not None:
            yield CutOff(self.number)
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
        _, text, _, signature = (_text(rest, place) for place in range(1, 5))
        posting = Posting(number, tag, account, objects, amount, text, signature)
        row = Rows.of(posting) if tag == "#TRANS" else posting
        if account.isascii() and account.isdigit():
            return [row]
        return [Issue(number, Message.of("the account `{value}` is no number", value=account)), row]

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
