"""What a SIE file says, one value for each line that says something.

Named tuples and not frozen dataclasses: a ledger has millions of rows, and these are made four times as fast.
"""

from __future__ import annotations

from datetime import date
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
    """A row of a voucher; `amount` in öre, debit positive."""

    line: int
    tag: PostingTag
    account: str
    objects: tuple[str, ...]
    amount: int
    dated: str
    text: str
    quantity: str
    signature: str


class End(NamedTuple):
    """The end of a voucher's block."""

    line: int


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


Event = Entry | Balance | Voucher | Posting | End | Stated | Issue | CutOff
