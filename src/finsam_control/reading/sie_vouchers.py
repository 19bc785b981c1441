"""The vouchers of a SIE file counted as they pass: what balances, what was changed, numbered, dated and signed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise

from finsam_control.holiday import is_day_off
from finsam_control.ledger import NAMED, Series, Tally, Vouchers
from finsam_control.reading.sie_events import Posting, Voucher

#: A number of a voucher that can be counted from the one before it.
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(slots=True)
class _Open:
    """The voucher that is being read, so far."""

    voucher: Voucher
    is_signed: bool
    is_whole: bool = True
    rows: int = 0
    balance: int = 0
    debit: int = 0
    changed_line: int = 0
    unsigned_change: int = 0


@dataclass(slots=True)
class _Numbers:
    """The numbers of one series, so far."""

    line: int
    vouchers: int = 0
    numbers: set[int | str] = field(default_factory=set)
    duplicates: Tally = field(default_factory=Tally)


class VoucherCount:
    """Counts so far; `year` is the file's own once it has been stated."""

    def __init__(self) -> None:
        self.year: tuple[date, date] | None = None
        self._open: _Open | None = None
        self._tallies: dict[str, Tally] = {}
        self._counts: Counter[str] = Counter()
        self._turnover = 0
        self._series: dict[str, _Numbers] = {}

    def start(self, voucher: Voucher) -> None:
        self._open = _Open(voucher, bool(voucher.signature.strip()))
        self._date(voucher)
        self._number(voucher)

    def row(self, row: Posting) -> None:
        voucher = self._open
        if voucher is None:
            return
        is_signed = bool(row.signature.strip())
        voucher.is_signed = voucher.is_signed or is_signed
        if row.tag == "#TRANS":
            amount = row.amount
            voucher.rows += 1
            voucher.balance += amount
            if amount > 0:
                voucher.debit += amount
        else:
            voucher.changed_line = voucher.changed_line or row.line
            voucher.unsigned_change = voucher.unsigned_change or (0 if is_signed else row.line)

    def broken(self) -> None:
        """A line of the open voucher could not be read: what it sums to cannot be told."""
        if self._open is not None:
            self._open.is_whole = False

    def end(self) -> None:
        voucher, self._open = self._open, None
        if voucher is None:
            return
        line = voucher.voucher.line
        self._turnover += voucher.debit
        self._counts["tested" if voucher.is_whole else "untested"] += 1
        if voucher.is_whole and voucher.balance:
            self._tally("unbalanced", line, abs(voucher.balance))
        if voucher.is_whole and not voucher.rows:
            self._tally("empty", line)
        if voucher.changed_line:
            self._tally("changed", voucher.changed_line)
        if voucher.unsigned_change:
            self._tally("changed_unsigned", voucher.unsigned_change)
        if voucher.is_signed:
            self._counts["signed"] += 1
        else:
            self._tally("unsigned", line)

    def result(self) -> Vouchers | None:
        """What was counted; None where there was no voucher at all."""
        tested, untested = self._counts["tested"], self._counts["untested"]
        if not tested + untested:
            return None

        def counted(what: str) -> Tally:
            return self._tallies.get(what, Tally())

        return Vouchers(
            tested=tested,
            untested=untested,
            turnover=self._turnover,
            unbalanced=counted("unbalanced"),
            empty=counted("empty"),
            unnumbered=counted("unnumbered"),
            changed=counted("changed"),
            changed_unsigned=counted("changed_unsigned"),
            undated=counted("undated"),
            outside_year=counted("outside_year") if self.year is not None else None,
            on_day_off=counted("on_day_off"),
            # A file in which nobody signs anything comes from a program that does not export signatures.
            unsigned=counted("unsigned") if self._counts["signed"] else None,
        )

    def series(self) -> Iterator[Series]:
        """Each series in the order of the file."""
        for name, found in self._series.items():
            ordered = sorted(number for number in found.numbers if isinstance(number, int))
            gaps = (number for low, high in pairwise(ordered) for number in range(low + 1, high))
            missing = ordered[-1] - ordered[0] + 1 - len(ordered) if ordered else None
            first = tuple(islice(gaps, NAMED))
            yield Series(name, found.line, found.vouchers, missing, first, found.duplicates)

    def _tally(self, what: str, line: int, amount: int = 0) -> None:
        self._tallies[what] = self._tallies.get(what, Tally()).and_one(line, amount)

    def _date(self, voucher: Voucher) -> None:
        if voucher.dated is None:
            self._tally("undated", voucher.line)
            return
        if self.year is not None and not self.year[0] <= voucher.dated <= self.year[1]:
            self._tally("outside_year", voucher.line)
        if is_day_off(voucher.dated):
            self._tally("on_day_off", voucher.line)

    def _number(self, voucher: Voucher) -> None:
        text = voucher.number.strip()
        if not text:
            self._tally("unnumbered", voucher.line)
            return
        series = self._series.setdefault(voucher.series, _Numbers(voucher.line))
        series.vouchers += 1
        number = int(text) if _NUMBER.fullmatch(text) else text.casefold()
        if number in series.numbers:
            series.duplicates = series.duplicates.and_one(voucher.line)
        series.numbers.add(number)
