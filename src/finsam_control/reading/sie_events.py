"""What a SIE file says, a value for each line that says something, and one for booked rows that follow each other.

Named tuples and not frozen dataclasses: a ledger has millions of rows, and these are made four times as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, repeat
from typing import Literal, NamedTuple

from finsam_control.message import Message
from finsam_control.reading.sie_fields import SieField

PostingTag = Literal["#TRANS", "#BTRANS", "#RTRANS"]


class Entry(NamedTuple):
    """A line that is nothing below; `fields` come after the tag."""

    line: int
    tag: str
    fields: tuple[SieField, ...]


class Balance(NamedTuple):
    """`#IB`, `#UB`, `#RES`, `#OIB`, `#OUB`, `#PSALDO` or `#PBUDGET`; year 0 is the file's own, -1 the one before."""

    line: int
    tag: str
    year: int
    period: str
    account: str
    objects: tuple[str, ...]
    amount: int


class Voucher(NamedTuple):
    """`#VER`; its postings follow, up to `End`."""

    line: int
    series: str
    number: str
    dated: date | None
    text: str
    registered: date | None
    signature: str


class Posting(NamedTuple):
    """A row of a voucher; `amount` in öre, debit positive. Its own date and its quantity are passed over."""

    line: int
    tag: PostingTag
    account: str
    objects: tuple[str, ...]
    amount: int
    text: str
    signature: str


class End(NamedTuple):
    """The end of a voucher's block."""

    line: int


class Rows(NamedTuple):
    """Booked rows (`#TRANS`) of one voucher or several: each field of all of them, in the order of the file."""

    lines: Sequence[int]
    accounts: Sequence[str]
    objects: Sequence[tuple[str, ...]]
    amounts: Sequence[int]
    texts: Sequence[str]
    signatures: Sequence[str]

    @classmethod
    def of(cls, row: Posting) -> Rows:
        return cls((row.line,), (row.account,), (row.objects,), (row.amount,), (row.text,), (row.signature,))

    def singly(self) -> Iterator[Posting]:
        tags: Iterator[PostingTag] = repeat("#TRANS")
        return map(Posting, self.lines, tags, *self[1:])


class WholeVouchers(NamedTuple):
    """Whole vouchers that follow each other: each field of all of them, `sizes` the number of rows of each."""

    lines: Sequence[int]
    series: Sequence[str]
    numbers: Sequence[str]
    dated: Sequence[date | None]
    texts: Sequence[str]
    registered: Sequence[date | None]
    signatures: Sequence[str]
    sizes: Sequence[int]
    rows: Rows

    def singly(self) -> Iterator[Voucher | Posting | End]:
        rows = self.rows.singly()
        for voucher, size in zip(map(Voucher, *self[:-2]), self.sizes, strict=True):
            yield voucher
            yield from islice(rows, size)
            yield End(voucher.line + size + 2)


class Stated(NamedTuple):
    """The second `#KSUMMA`, and whether the sum agrees with the lines between the two."""

    line: int
    agrees: bool


class Issue(NamedTuple):
    """A line that could not be read, or not wholly."""

    line: int
    problem: Message


class CutOff(NamedTuple):
    """The last line there is, inside a voucher or before the second `#KSUMMA`: more was to come."""

    line: int


Single = Entry | Balance | Voucher | Posting | End | Stated | Issue | CutOff
Event = Single | Rows | WholeVouchers


def singly(events: Iterable[Event]) -> Iterator[Single]:
    """Each voucher and each row by itself."""
    for event in events:
        if isinstance(event, Rows | WholeVouchers):
            yield from event.singly()
        else:
            yield event
