"""The links of one payment as the records tell them: invoice, approval, order of that day, minute, budget, account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from pydantic import Field

from finsam_control import authority
from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import approval
from finsam_control.facts import purchase as purchases
from finsam_control.facts.approval import ApprovalFact
from finsam_control.facts.purchase import PurchaseFact
from finsam_control.masking import masked
from finsam_control.outcome_report import place_info
from finsam_control.place import Place
from finsam_control.records.activity import Purchase
from finsam_control.records.base import ABSENT_WORD
from finsam_control.sampling.item import Item
from finsam_control.shape import PlaceInfo, Shape
from finsam_control.words import N_, Words

T = TypeVar("T")
LinkName = Literal["invoice", "attest", "order", "minute", "budget", "account"]

#: The links, in their order.
LINKS: dict[LinkName, str] = {
    "invoice": N_("Invoice"),
    "attest": N_("Payment approval"),
    "order": N_("Delegation order"),
    "minute": N_("Minute"),
    "budget": N_("Budget line"),
    "account": N_("Account"),
}


class Link(Shape):
    name: LinkName
    label: str
    holds: bool | None = Field(description="false where the chain is broken; null where the records do not tell")
    text: str = Field(description="what the records show, what is wrong, or what is missing")
    places: tuple[PlaceInfo, ...] = ()


def called(voucher: str, items: Iterable[T], name: Callable[[T], str]) -> tuple[T, ...]:
    """What is called so: `a 12` is `A 12`, and `A12` too where nothing is called `A 12` and no other `A 1 2`."""
    alike = [item for item in items if _joined(name(item)) == _joined(voucher)]
    exact = tuple(item for item in alike if _parted(name(item)) == _parted(voucher))
    return exact or (tuple(alike) if len({_parted(name(item)) for item in alike}) == 1 else ())


def _parted(name: str) -> str:
    return " ".join(name.casefold().split())


def _joined(name: str) -> str:
    return "".join(name.casefold().split())


class Chain:
    """Each link from what the records say; nothing is joined that does not name the other."""

    def __init__(self, dossier: Dossier, found: Purchase | None, rows: Sequence[Item], words: Words) -> None:
        self.year, self.rows, self.words, self.purchase = dossier.year, rows, words, found
        self.files = {ledger.name: ledger.file for ledger in dossier.ledgers}
        self.fact: PurchaseFact | None = None
        self.approval: ApprovalFact | None = None
        if found is not None:
            self.fact = next(fact for fact in purchases.produce(dossier) if fact.key == found.id)
            self.approval = next((fact for fact in approval.produce(dossier) if fact.key == found.id), None)

    @property
    def day(self) -> Day | None:
        if self.purchase is not None:
            return self.purchase.date
        dated = self.rows[0].dated if self.rows else None
        return None if dated is None else Day.exact(dated)

    def link(self, name: LinkName, text: str, *places: Place, holds: bool | None) -> Link:
        shown = tuple(place_info(place) for place in places if place.file)
        return Link(name=name, label=self.words(LINKS[name]), holds=holds, text=masked(text), places=shown)

    def invoice(self) -> Link:
        words, found = self.words, self.purchase
        if found is None:
            text = words("no purchase is recorded under this number: supplier and invoice are not known")
            return self.link("invoice", text, holds=None)
        paid = None if found.amount is None else found.amount.value
        text = f"{found.supplier}, {words.value(paid, 'ore')}, {found.date}"
        if found.receipt == ABSENT_WORD:
            return self.link(
                "invoice", f"{text}; {words('the voucher is missing')}", found.place("receipt"), holds=False
            )
        return self.link("invoice", text, found.place(), holds=True)

    def attest(self) -> Link:
        words, found, fact = self.words, self.purchase, self.fact
        if found is None or fact is None or found.approved_by is None:
            return self.link("attest", words("who approved the payment is not known"), holds=None)
        place, text = found.place("approved_by"), f"{found.approved_by}, {found.approved_on or words('day not known')}"
        wrong = "; ".join(self.wrong_approval(fact))
        if wrong:
            return self.link("attest", f"{text}; {wrong}", place, holds=False)
        listed = None if self.approval is None else self.approval.is_listed
        if listed is None:
            unknown = words("whether the approver was on the list that day is not known")
            return self.link("attest", f"{text}; {unknown}", place, holds=None)
        return self.link("attest", text, place, holds=True)

    def wrong_approval(self, fact: PurchaseFact) -> Iterator[str]:
        words, listed = self.words, self.approval
        if fact.approver_is_payee:
            yield words("the approver is the one who is paid or benefits")
        # A card is charged at once; what is bought with it is approved afterwards.
        if fact.by_card is False and fact.approved_late is not None and fact.approved_late > 0:
            yield words("approved {days} after the payment", days=words.value(fact.approved_late, "days"))
        if listed is not None and listed.is_listed is False:
            yield words("not on the list of approvers that day")
        if listed is not None and listed.over_limit is not None and listed.over_limit > 0:
            yield words("{amount} above the approver's limit", amount=words.value(listed.over_limit, "ore"))

    def order(self) -> Link:
        words, fact = self.words, self.fact
        if fact is None or fact.decided_by is None:
            return self.order_of_the_day(words("who decided is not known"))
        decider = words.value(fact.decided_by, "word")
        if fact.decided_by == "styrelsen":
            return self.link("order", words("decided by the board itself; no delegation is needed"), holds=True)
        if fact.version is None:
            return self.order_of_the_day(words("no line with a limit for {decider} is handed in", decider=decider))
        place = next(item.place() for item in self.year.delegation_orders.items if item.id == fact.version)
        text = f"{fact.version}, {decider}"
        if fact.over_limit is None:
            return self.link("order", f"{text}; {words('the limit of that day is not known')}", place, holds=None)
        limit = words.value(fact.limit, "ore")
        if fact.over_limit <= 0:
            return self.link("order", f"{text}; {words('within the limit {limit}', limit=limit)}", place, holds=True)
        over = words("{over} above the limit {limit}", over=words.value(fact.over_limit, "ore"), limit=limit)
        consulted, holds = self.consultation(suffices=fact.consultation_suffices, noted=fact.consulted)
        return self.link("order", f"{text}; {over}, {consulted}", place, holds=holds)

    def consultation(self, *, suffices: bool | None, noted: bool | None) -> tuple[str, bool | None]:
        """Whether a consultation carries what is above the limit."""
        words = self.words
        if suffices is None:
            return words("and what applies above it is not handed in"), None
        if not suffices:
            return words("where another decides"), False
        if noted is None:
            return words("whether the chair was consulted is not known"), None
        return (words("in consultation"), True) if noted else (words("without consultation"), False)

    def order_of_the_day(self, because: str) -> Link:
        """The version that held, where that is all that can be told."""
        versions = () if self.day is None else authority.versions(self.year.delegation_orders.items, self.day)
        names = ", ".join(order.id for order in versions)
        return self.link(
            "order", f"{names}; {because}" if names else because, *(o.place() for o in versions), holds=None
        )

    def minute(self) -> Link:
        words = self.words
        if self.fact is not None and self.fact.decided_by == "styrelsen":
            return self.link("minute", words("the purchase names no minute of the board's decision"), holds=None)
        versions = () if self.day is None else authority.versions(self.year.delegation_orders.items, self.day)
        if self.fact is not None and self.fact.version is not None:
            versions = tuple(order for order in versions if order.id == self.fact.version)
        adopted = {authority.adopted(order) for order in versions}
        places = [order.place("adopted_on") for order in versions]
        if adopted == {ABSENT_WORD}:
            return self.link(
                "minute", words("no decision of the board on the order has been found"), *places, holds=False
            )
        if len(adopted) != 1 or None in adopted:
            return self.link("minute", words("the board's decision on the order is not handed in"), *places, holds=None)
        text = words("adopted by the board {adopted}", adopted=adopted.pop())
        return self.link("minute", text, *places, holds=True)

    def budget(self) -> Link:
        """The version that the year's budget had; no record ties a purchase to a line of it."""
        words = self.words
        own = [item for item in self.year.budgets.items if item.for_year == self.year.fiscal_year]
        names = ", ".join(item.id for item in own)
        missing = words("which line the cost belongs to is not told by the records")
        text = f"{names}; {missing}" if own else words("no budget of the year is handed in")
        return self.link("budget", text, *(item.place() for item in own), holds=None)

    def account(self) -> Link:
        words = self.words
        if not self.rows:
            return self.link("account", words("no voucher of a ledger has this number"), holds=None)
        booked = "; ".join(f"{row.account} {words.value(row.amount, 'ore')}" for row in self.rows)
        places = [Place(self.files[row.file], row.line, "") for row in self.rows]
        balance = sum(row.amount for row in self.rows)
        if balance:
            wrong = words("out of balance by {amount}", amount=words.value(abs(balance), "ore"))
            return self.link("account", f"{booked}; {wrong}", *places, holds=False)
        return self.link("account", booked, *places, holds=True)
