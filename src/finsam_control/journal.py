"""What a journal of purchases is: its columns, and for each file how well it could be read.

The columns are those of the Swedish specification of suppliers' ledgers (lankadedata.se, one row for each kontering),
with what a control needs beside them. Money is öre, and what is unknown is NULL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from finsam_control.ledger import Tally
from finsam_control.place import Place

Type = Literal["text", "money", "date", "flag", "digits", "year"]

#: What a file may hold, in the order of the table `journal`; `row`, `file` and `line` stand before them.
COLUMNS: Final[Mapping[str, Type]] = {
    "forbund": "text",
    "year": "year",
    "voucher": "text",
    "invoice_number": "text",
    "supplier": "text",
    "supplier_number": "digits",
    "account": "text",
    "account_name": "text",
    "text": "text",
    "amount": "money",
    "vat": "money",
    "invoice_date": "date",
    "arrived_on": "date",
    "due_on": "date",
    "booked_on": "date",
    "paid_on": "date",
    "requested_by": "text",
    "attestant_1": "text",
    "attested_1_on": "date",
    "attestant_2": "text",
    "attested_2_on": "date",
    "matter": "text",
    "consulted": "text",
    "contract": "text",
    "project": "text",
    "counterparty": "text",
    "order_number": "text",
    "status": "text",
    "bank_account": "text",
    "card": "flag",
    "purpose": "text",
    "participants": "text",
}

SQL_TYPES: Final[Mapping[Type, str]] = {
    "text": "VARCHAR",
    "money": "BIGINT",
    "date": "DATE",
    "flag": "BOOLEAN",
    "digits": "VARCHAR",
    "year": "INTEGER",
}

#: What no rule asks for, or asks for only where nothing else tells.
UNASKED: Final = frozenset(
    {"forbund", "year", "vat", "arrived_on", "due_on", "project", "counterparty", "order_number", "status"}
)

#: Without these no purchase can be told from another: whom was bought from, for how much, and when (one of the dates).
NEEDED: Final = ("supplier", "amount")
NEEDED_DATES: Final = ("booked_on", "invoice_date", "arrived_on", "paid_on")


@dataclass(frozen=True, slots=True)
class Unread:
    """Cells that hold something that could not be read, with the lines of the first; `column` as the file names it."""

    column: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class JournalFile:
    """One file of a journal; `named_at` is where the records list it, `file` its path as read.

    `broken` are rows that could not be parted into cells, `stray` rows in another set of letters than the rest of the
    file, and `unread` cells that are no amount, date or yes and no; `other_forbund` and `other_year` are rows that name
    another förbund or year than the one judged. Such rows are in the table all the same. `lacks` are columns that rules
    ask for and the file has not, by the names of `column_name`.
    """

    file: str
    name: str
    named_at: Place
    profile: str
    rows: int
    broken: Tally
    stray: Tally
    unread: tuple[Unread, ...]
    columns: tuple[str, ...]
    lacks: tuple[str, ...]
    not_used: tuple[str, ...]
    other_forbund: Tally
    other_year: Tally
