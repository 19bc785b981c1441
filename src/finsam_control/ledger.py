"""What a ledger file shows: how well it reads, its vouchers and its accounts, each deviation counted with its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from finsam_control.place import Place
from finsam_control.reading.sie_bytes import Encoding

#: Lines of a deviation that are named in a sentence, and that are kept to be written out.
NAMED = 3
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was met, the öre that it moved, and the lines where, as many as are kept."""

    count: int = 0
    amount: int = 0
    lines: tuple[int, ...] = ()

    def and_one(self, line: int, amount: int = 0) -> Tally:
        lines = self.lines if len(self.lines) == KEPT else (*self.lines, line)
        return Tally(self.count + 1, self.amount + amount, lines)

    @property
    def first(self) -> tuple[int, ...]:
        return self.lines[:NAMED]


@dataclass(frozen=True, slots=True)
class Account:
    """An account's year in öre, debit positive; None where the file has no line of it.

    `line` is the first that names it; `rows` were booked on it.
    """

    number: str
    line: int
    is_declared: bool = False
    rows: int = 0
    opening: int | None = None
    closing: int | None = None
    result: int | None = None
    moved: int = 0
    name: str = ""

    @property
    def stated(self) -> int | None:
        """The closing balance or the result that the file states."""
        return None if self.closing is None and self.result is None else (self.closing or 0) + (self.result or 0)

    @property
    def difference(self) -> int:
        """What is missing between opening and rows, and what the file states; no line says nought."""
        return (self.opening or 0) + self.moved - (self.stated or 0)


@dataclass(frozen=True, slots=True)
class Project:
    """An object of a dimension, 6 being SIE's for projects, and the öre of costs (accounts 4-7) on its rows.

    Where some rows are lost nobody knows what it cost.
    """

    dimension: str
    number: str
    name: str
    cost: int | None


@dataclass(frozen=True, slots=True)
class Series:
    """One series of vouchers; the numbers between the first and the last that no voucher bears are missing."""

    name: str
    line: int
    vouchers: int
    #: None where no number of the series can be counted from another.
    missing: int | None
    first_missing: tuple[int, ...]
    duplicates: Tally


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Every voucher of the file; those with a broken line are not tested. `None` is what the file cannot show."""

    tested: int
    untested: int
    turnover: int
    unbalanced: Tally
    empty: Tally
    unnumbered: Tally
    changed: Tally
    changed_unsigned: Tally
    undated: Tally
    outside_year: Tally | None
    on_day_off: Tally
    unsigned: Tally | None


@dataclass(frozen=True)
class Ledger:
    """One SIE file; `named_at` is where the records list it, `file` is its path as read."""

    file: str
    name: str
    named_at: Place
    encoding: Encoding
    format: str | None
    org_number: str | None
    sie_type: str
    year: tuple[date, date] | None
    #: The last day that the file says it is about (`#OMFATTN`).
    until: date | None
    #: True and False for a `#KSUMMA` that agrees or not; None where the file has none.
    checksum: bool | None
    #: The last line of a file that ends inside a voucher or before its checksum.
    cut_at: int | None
    broken: Tally
    unknown: Tally
    unknown_tags: tuple[str, ...]
    personal: Tally
    vouchers: Vouchers | None
    series: tuple[Series, ...]
    accounts: tuple[Account, ...]
    projects: tuple[Project, ...] = ()

    @property
    def undeclared(self) -> Tally | None:
        """Rows on accounts that no `#KONTO` declares, a line an account; None where the file declares none at all."""
        if not any(account.is_declared for account in self.accounts):
            return None
        found = [account for account in self.accounts if account.rows and not account.is_declared]
        return Tally(sum(account.rows for account in found), 0, tuple(account.line for account in found[:KEPT]))

    @property
    def is_for_import(self) -> bool:
        """Vouchers alone (SIE 4I), to be numbered and summed by the program that takes them in."""
        return not self._opens and not self._stated

    def states(self, number: str) -> bool:
        """Whether the file states balances of accounts as this one: #UB for classes 1 and 2, #RES for the others."""
        return _is_balance(number) in self._stated

    def accounts_for(self, number: str) -> bool:
        """Whether the file states what such accounts end with, and what those of the balance sheet begin with."""
        return self.states(number) and (not _is_balance(number) or self._opens)

    @cached_property
    def _opens(self) -> bool:
        return any(account.opening is not None for account in self.accounts)

    @cached_property
    def _stated(self) -> frozenset[bool]:
        return frozenset(_is_balance(account.number) for account in self.accounts if account.stated is not None)

    def booked(self, *beginnings: str) -> int | None:
        """Öre on the accounts that begin so: closing balances and results as the file states them, debit positive.

        None where the file states nothing of the kind, or has rows on such accounts and of none what they come to.
        """
        accounts = [account for account in self.accounts if account.number.startswith(beginnings)]
        stated = [account.stated for account in accounts if account.stated is not None]
        is_known = all(map(self.states, beginnings)) and (stated or not any(account.difference for account in accounts))
        return sum(stated) if is_known else None


def _is_balance(number: str) -> bool:
    return number.startswith(("1", "2"))
