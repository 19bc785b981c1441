"""What a ledger file shows: how well it reads, its vouchers and its accounts, each deviation counted with its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from finsam_control.place import Place
from finsam_control.reading.sie_bytes import Encoding

#: Lines of a deviation that are kept to be named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was met, the öre that it moved, and the first lines where."""

    count: int = 0
    amount: int = 0
    lines: tuple[int, ...] = ()

    def and_one(self, line: int, amount: int = 0) -> Tally:
        lines = self.lines if len(self.lines) == NAMED else (*self.lines, line)
        return Tally(self.count + 1, self.amount + amount, lines)


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
    def difference(self) -> int:
        """What is missing between opening and rows, and the closing balance or result that the file states."""
        return (self.opening or 0) + self.moved - (self.closing or 0) - (self.result or 0)


@dataclass(frozen=True, slots=True)
class Project:
    """A project (dimension 6 of SIE) and the öre of costs, accounts 4-7, that its rows book."""

    number: str
    name: str
    cost: int


@dataclass(frozen=True, slots=True)
class Series:
    """One series of vouchers; the numbers between the first and the last that no voucher bears are missing."""

    name: str
    line: int
    vouchers: int
    missing: int
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


@dataclass(frozen=True, slots=True)
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
    #: True and False for a `#KSUMMA` that agrees or not; None where the file has none.
    checksum: bool | None
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
        return Tally(sum(account.rows for account in found), 0, tuple(account.line for account in found[:NAMED]))

    @property
    def has_balances(self) -> bool:
        return any(account.closing is not None for account in self.accounts)

    def booked(self, *beginnings: str) -> int:
        """Öre on the accounts that begin so: closing balances and results as the file states them, debit positive."""
        return sum(
            (account.closing or 0) + (account.result or 0)
            for account in self.accounts
            if account.number.startswith(beginnings)
        )
