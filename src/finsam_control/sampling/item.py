"""What is drawn from: a population as items, each with what identifies it, its amount and its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Item(NamedTuple):
    """One row of a ledger or journal; `amount` in öre, debit positive, and `file` as the records list it.

    `group_line` is where the voucher of the row begins, or the row itself where it stands alone. A named tuple and not
    a frozen dataclass: a ledger has millions of rows, and these are made four times as fast.
    """

    file: str
    line: int
    group_line: int
    voucher: str
    dated: date | None
    account: str
    text: str
    amount: int

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which items may be drawn: accounts by first digits, none for all; less what has failed already (file, line)."""

    accounts: tuple[str, ...]
    left_out: frozenset[tuple[str, int]] = frozenset()

    def holds(self, item: Item) -> bool:
        return not self.accounts or item.account.startswith(self.accounts)

    def leaves_out(self, item: Item) -> bool:
        return (item.file, item.line) in self.left_out


@dataclass(frozen=True, slots=True)
class Sum:
    """So many items, of so many öre together."""

    items: int = 0
    value: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """A population as it was read once; `in_full` are the items of the threshold or more.

    What is booked with a negative amount cannot be drawn by amount, and stands apart as `credits`.
    """

    whole: Sum
    in_full: Sum
    credits: Sum
    left_out: Sum
    sha256: str

    @property
    def rest(self) -> Sum:
        """What is drawn from: the items below the threshold."""
        return Sum(self.whole.items - self.in_full.items, self.whole.value - self.in_full.value)


def drawable(items: Iterable[Item], scope: Scope) -> Iterator[Item]:
    """The items that may be drawn, in their order."""
    return (item for item in items if item.amount > 0 and scope.holds(item) and not scope.leaves_out(item))


def measured(items: Iterable[Item], scope: Scope, threshold: int) -> Measured:
    """Counts, sums and hashes a population in one pass; nothing of it is kept."""
    digest = hashlib.sha256()
    counts = {"whole": [0, 0], "in_full": [0, 0], "credits": [0, 0], "left_out": [0, 0]}

    def count(what: str, item: Item) -> None:
        counts[what][0] += 1
        counts[what][1] += item.amount

    for item in items:
        if not item.amount or not scope.holds(item):
            continue
        if item.amount < 0:
            count("credits", item)
        elif scope.leaves_out(item):
            count("left_out", item)
        else:
            count("whole", item)
            if item.amount >= threshold:
                count("in_full", item)
            digest.update(identity(item).encode())
    return Measured(**{what: Sum(*pair) for what, pair in counts.items()}, sha256=digest.hexdigest())


def identity(item: Item) -> str:
    """What makes an item this one and no other; its text explains it and is no part of that."""
    return f"{item.file}\t{item.line}\t{item.voucher}\t{item.dated or ''}\t{item.account}\t{item.amount}\n"
