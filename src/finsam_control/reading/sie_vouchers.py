"""The vouchers of a SIE file counted as they pass: what balances, what was changed, numbered, dated and signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, islice, pairwise

from finsam_control.holiday import is_day_off
from finsam_control.ledger import NAMED, Series, Tally, Vouchers
from finsam_control.reading.sie_events import Posting, Rows, Voucher, WholeVouchers

#: Digits at most of a number that can be counted from the one before it.
_MOST_DIGITS = 18


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


def _is_signed(signatures: Sequence[str]) -> bool:
    return bool("".join(signatures).strip())


def _debit(rows: Rows) -> int:
    return sum([amount for amount in rows.amounts if amount > 0])


class VoucherCount:
    """Counts so far; `year` is the file's own once it has been stated."""

    def __init__(self) -> None:
        self.year: tuple[date, date] | None = None
        self._open: _Open | None = None
        self._tallies: dict[str, Tally] = {}
        self._counts: Counter[str] = Counter()
        self._turnover = 0
        self._has_signatures = False
        self._series: dict[str, _Numbers] = {}

    def start(self, voucher: Voucher) -> None:
        self._open = _Open(voucher, _is_signed([voucher.signature]))
        self._dates([voucher.line], [voucher.dated])
        self._numbers([voucher.line], [voucher.series], [voucher.number])

    def take(self, vouchers: WholeVouchers) -> None:
        """Vouchers that have rows and nothing odd, while none is open."""
        lines, rows = vouchers.lines, vouchers.rows
        self._dates(lines, vouchers.dated)
        self._numbers(lines, vouchers.series, vouchers.numbers)
        self._turnover += _debit(rows)
        self._counts["tested"] += len(lines)
        ends = [0, *accumulate(vouchers.sizes)]
        sums = [0, *accumulate(rows.amounts)]
        for line, (start, end), signature in zip(lines, pairwise(ends), vouchers.signatures, strict=True):
            if sums[start] != sums[end]:
                self._tally("unbalanced", line, abs(sums[end] - sums[start]))
            if not signature.strip() and not _is_signed(rows.signatures[start:end]):
                self._tally("unsigned", line)
        self._has_signatures = self._has_signatures or _is_signed([*vouchers.signatures, *rows.signatures])

    def rows(self, rows: Rows) -> None:
        voucher = self._open
        if voucher is None:
            return
        voucher.is_signed = voucher.is_signed or _is_signed(rows.signatures)
        voucher.rows += len(rows.amounts)
        voucher.balance += sum(rows.amounts)
        voucher.debit += _debit(rows)

    def changed(self, row: Posting) -> None:
        """A row was taken away or put there afterwards."""
        voucher = self._open
        if voucher is None:
            return
        is_signed = _is_signed([row.signature])
        voucher.is_signed = voucher.is_signed or is_signed
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
        self._has_signatures = self._has_signatures or voucher.is_signed
        if not voucher.is_signed:
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
            unsigned=counted("unsigned") if self._has_signatures else None,
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

    def _dates(self, lines: Sequence[int], days: Sequence[date | None]) -> None:
        # Many vouchers have few days.
        remarks = {day: found for day in set(days) if (found := list(self._remarks(day)))}
        if remarks:
            for line, day in zip(lines, days, strict=True):
                for remark in remarks.get(day, ()):
                    self._tally(remark, line)

    def _remarks(self, day: date | None) -> Iterator[str]:
        if day is None:
            yield "undated"
            return
        if self.year is not None and not self.year[0] <= day <= self.year[1]:
            yield "outside_year"
        if is_day_off(day):
            yield "on_day_off"

    def _numbers(self, lines: Sequence[int], series: Sequence[str], numbers: Sequence[str]) -> None:
        for line, name, number in zip(lines, series, numbers, strict=True):
            text = number.strip()
            if not text:
                self._tally("unnumbered", line)
                continue
            found = self._series.get(name) or self._series.setdefault(name, _Numbers(line))
            found.vouchers += 1
            is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
            counted = int(text) if is_number else text.casefold()
            if counted in found.numbers:
                found.duplicates = found.duplicates.and_one(line)
            found.numbers.add(counted)
