"""The links of a payment as the journal of purchases books it, whatever year a row of it names.

A voucher may have several rows and invoices: a link holds where it holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import views
from finsam_control.place import Place
from finsam_control.records.base import ABSENT_WORD
from finsam_control.sampling.item import Item
from finsam_control.trace_links import Chain, Link, called
from finsam_control.words import Words

Row = Mapping[str, Any]


def booked(dossier: Dossier, voucher: str) -> tuple[Row, ...]:
    """The rows of a voucher in the year's journal: what each was judged by, and who approved it when."""
    if dossier.store is None:
        return ()
    from finsam_control import record_tables  # noqa: PLC0415 -- an extra, which most years have no use for

    connection = dossier.store.connection
    written = connection.execute("SELECT DISTINCT voucher FROM journal WHERE voucher IS NOT NULL").fetchall()
    spellings = called(voucher, (text for (text,) in written), str)
    record_tables.load(connection, dossier)
    query = f"""SELECT facts.*, journal.invoice_number, account, attestant_1, attested_1_on, attestant_2, attested_2_on,
            again.copies
        FROM ({views()["booked_purchase"]}) AS facts JOIN journal USING (file, line)
        LEFT JOIN (SELECT file, line, copies FROM ({views()["booked_again"]})) AS again USING (file, line)
        WHERE list_contains(?, journal.voucher) ORDER BY journal.row"""  # noqa: S608 -- the view is ours
    found = connection.execute(query, [list(spellings)])
    names = [column[0] for column in found.description]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())


class BookedChain(Chain):
    """What differs where a purchase is known from the journal alone."""

    def __init__(self, dossier: Dossier, booked: Sequence[Row], rows: Sequence[Item], words: Words) -> None:
        super().__init__(dossier, None, rows, words)
        self.booked = booked
        self.journals = {file.name: file.file for file in (dossier.store.files if dossier.store is not None else ())}

    @property
    def day(self) -> Day | None:
        bought = self.booked[0]["bought_on"]
        return None if bought is None else Day.exact(bought)

    @property
    def at(self) -> list[Place]:
        return [Place(self.journals[row["file"]], row["line"], "") for row in self.booked]

    def invoice(self) -> Link:
        words = self.words
        told = (
            f"{row['supplier'] or words('supplier not known')}, "
            f"{words('invoice {number}', number=row['invoice_number'] or words('without a number'))}, "
            f"{words.value(row['invoice_total'], 'ore')}, {row['bought_on'] or words('day not known')}"
            for row in self.booked
        )
        if any(row["copies"] for row in self.booked):
            twice = words("the same invoice and amount is booked on an earlier row too")
            return self.link("invoice", f"{_joined(told)}; {twice}", *self.at, holds=False)
        holds = True if all(row["can_be_judged"] for row in self.booked) else None
        return self.link("invoice", _joined(told), *self.at, holds=holds)

    def attest(self) -> Link:
        words = self.words
        told = _joined(self.approvals(row) for row in self.booked)
        wrong = _joined(fault for row in self.booked for fault in self.wrong_booking(row))
        if wrong:
            return self.link("attest", f"{told}; {wrong}", *self.at, holds=False)
        if any(row["has_attestant"] is None for row in self.booked):
            return self.link("attest", words("who approved the payment is not known"), *self.at, holds=None)
        unknown = _joined(doubt for row in self.booked for doubt in self.doubts(row))
        if unknown:
            return self.link("attest", f"{told}; {unknown}", *self.at, holds=None)
        return self.link("attest", told, *self.at, holds=True)

    def approvals(self, row: Row) -> str:
        """Who approved and when, step by step."""
        steps = ((row["attestant_1"], row["attested_1_on"]), (row["attestant_2"], row["attested_2_on"]))
        named = (f"{name}, {day or self.words('day not known')}" for name, day in steps if name is not None)
        return _joined(named) or self.words("nobody is named as approver")

    def wrong_booking(self, row: Row) -> Iterator[str]:
        words = self.words
        if row["has_attestant"] is False:
            yield words("the journal has a column for it, and it is empty")
        if row["attestant_is_payee"]:
            yield words("the approver is the one who is paid or benefits")
        # A card is charged at once; what is bought with it is approved afterwards.
        if row["by_card"] is False and _is_late(row):
            yield words("approved {days} after the payment", days=words.value(row["approved_late"], "days"))
        if row["on_list"] is False:
            yield words("not on the list of approvers that day")
        if row["over_approval"] is not None and row["over_approval"] > 0:
            yield words("{amount} above the approver's limit", amount=words.value(row["over_approval"], "ore"))

    def doubts(self, row: Row) -> Iterator[str]:
        """What is not known of an approval, and would break the link."""
        words = self.words
        if row["attestant_is_payee"] is None:
            yield words("whether the approver is the one who is paid is not known")
        if row["by_card"] is None and _is_late(row):
            late = words("approved {days} after the payment", days=words.value(row["approved_late"], "days"))
            yield f"{late}, {words('and whether it was bought by card is not known')}"
        if row["on_list"] is None:
            yield words("whether the approver was on the list that day is not known")

    def order(self) -> Link:
        told = [self.mandate(row) for row in self.booked]
        verdicts = {holds for _, holds in told}
        holds = False if False in verdicts else None if None in verdicts else True
        return self.link("order", _joined(text for text, _ in told), *self.orders(), holds=holds)

    def orders(self) -> list[Place]:
        """Where the versions stand that the lines belong to."""
        named = {row["entry"].partition(": ")[0] for row in self.booked if row["entry"] is not None}
        return [order.place() for order in self.year.delegation_orders.items if order.id in named]

    def mandate(self, row: Row) -> tuple[str, bool | None]:
        """The line of the order in force on the day of the last approval, and whether it carries the invoice."""
        words = self.words
        if row["has_mandate"] is None:
            return words("which line of the delegation order held is not known"), None
        if not row["has_mandate"]:
            return words("the order of that day has no line for the approver"), False
        if row["over_limit"] is None:
            return f"{row['entry']}; {words('the limit of that day is not known')}", None
        limit = words.value(row["invoice_total"] - row["over_limit"], "ore")
        if row["over_limit"] <= 0:
            return f"{row['entry']}; {words('within the limit {limit}', limit=limit)}", True
        over = words("{over} above the limit {limit}", over=words.value(row["over_limit"], "ore"), limit=limit)
        if row["has_contract"]:
            return (
                f"{row['entry']}; {over}, {words('bought on the contract {contract}', contract=row['contract'])}",
                True,
            )
        if row["has_contract"] is None:
            return f"{row['entry']}; {over}, {words('whether it was bought on a contract is not known')}", None
        consulted, holds = self.consultation(suffices=row["consultation_suffices"], noted=row["consulted"])
        return f"{row['entry']}; {over}, {consulted}", holds

    def minute(self) -> Link:
        words, adopted = self.words, {row["adopted"] for row in self.booked}
        if ABSENT_WORD in adopted:
            return self.link(
                "minute", words("no decision of the board on the order has been found"), *self.orders(), holds=False
            )
        if None in adopted:
            return self.link(
                "minute", words("the board's decision on the order is not handed in"), *self.orders(), holds=None
            )
        text = _joined(words("adopted by the board {adopted}", adopted=one) for one in sorted(adopted))
        return self.link("minute", text, *self.orders(), holds=True)

    def account(self) -> Link:
        """As the ledger has it, and else as the journal does, whose row is no whole voucher."""
        if self.rows:
            return super().account()
        words = self.words
        told = _joined(
            f"{row['account'] or words('account not known')} {words.value(row['amount'], 'ore')}" for row in self.booked
        )
        missing = words("by the journal; no voucher of a ledger has this number")
        return self.link("account", f"{told}; {missing}", *self.at, holds=None)


def _is_late(row: Row) -> bool:
    return row["approved_late"] is not None and row["approved_late"] > 0


def _joined(texts: Iterable[str]) -> str:
    """Each thing once, in the order it was said."""
    return "; ".join(dict.fromkeys(text for text in texts if text))
