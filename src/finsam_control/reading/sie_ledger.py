"""A SIE file summed up as a ledger, event by event: no row is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from finsam_control.ledger import Account, Ledger, Project, Tally
from finsam_control.masking import masked
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.place import Place
from finsam_control.reading import sie, sie_bytes
from finsam_control.reading.blocks import Hashed
from finsam_control.reading.sie import KNOWN
from finsam_control.reading.sie_events import (
    Balance,
    CutOff,
    End,
    Entry,
    Event,
    Issue,
    Posting,
    Rows,
    Stated,
    Voucher,
    WholeVouchers,
)
from finsam_control.reading.sie_fields import BrokenLineError, date_of
from finsam_control.reading.sie_vouchers import VoucherCount

#: Names of unknown tags that are kept to be named, and how much of each.
_TAGS_NAMED, _TAG_LENGTH = 5, 20
_OWN_YEAR = "0"
#: The classes of accounts that are costs.
_COSTS = "4567"
#: Header lines that hold numbers of organisations and programs, not texts about persons.
_NO_TEXTS = frozenset({"#ORGNR", "#FNR", "#BKOD", "#PROGRAM", "#GEN", "#RAR", "#SRU", "#TAXAR"})


def read(file: Path, name: str, named_at: Place) -> tuple[Ledger, str]:
    """The ledger of a file, and the SHA-256 of the bytes that were judged.

    Raises:
        UnreadableError: the file cannot be read, or is no SIE 1-4.
    """
    try:
        with file.open("rb") as stream:
            found = sie_bytes.refusal(stream)
            if found is not None:
                raise UnreadableError([_fault(file, found)])
            encoding, hashed = sie_bytes.encoding_of(stream), Hashed(stream)
            summary = _Summary()
            for event in sie.events(sie_bytes.texts(hashed, encoding)):
                summary.take(event)
    except OSError as error:
        found = Message.of("the file cannot be read: {problem}", problem=error.strerror or str(error))
        raise UnreadableError([_fault(file, found)]) from error
    header = _header(summary.header)
    return Ledger(
        file=file.as_posix(),
        name=name,
        named_at=named_at,
        encoding=encoding,
        format=header.get("#FORMAT"),
        org_number=header.get("#ORGNR"),
        sie_type=header.get("#SIETYP") or "1",
        year=summary.vouchers.year,
        until=_day(header.get("#OMFATTN")),
        checksum=summary.checksum,
        cut_at=summary.cut_at,
        broken=summary.broken,
        unknown=summary.unknown,
        unknown_tags=tuple(summary.tags),
        personal=summary.personal,
        vouchers=summary.vouchers.result(),
        series=tuple(summary.vouchers.series()),
        accounts=tuple(item.account() for item in summary.accounts.values()),
        projects=tuple(summary.told_projects()),
    ), hashed.sha256


def _fault(file: Path, found: Message) -> Fault:
    expected = Message.of("a ledger exported as SIE 1-4 (.se or .si)")
    return Fault(file.as_posix(), 1, "", found, expected, "#FLAGGA 0")


def _header(entries: Iterable[Entry]) -> dict[str, str]:
    """The first field of each header line that has one."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.fields and isinstance(entry.fields[0], str) and entry.fields[0]:
            found.setdefault(entry.tag, entry.fields[0])
    return found


def _day(stated: str | None) -> date | None:
    try:
        return None if stated is None else date_of(stated)
    except BrokenLineError:
        return None


@dataclass(slots=True)
class _Sums:
    """One account, so far."""

    number: str
    line: int
    is_declared: bool = False
    rows: int = 0
    moved: int = 0
    opening: int | None = None
    closing: int | None = None
    result: int | None = None
    name: str = ""

    def account(self) -> Account:
        return Account(
            self.number,
            self.line,
            self.is_declared,
            self.rows,
            self.opening,
            self.closing,
            self.result,
            self.moved,
            self.name,
        )


class _Summary:
    """Counts and sums so far."""

    def __init__(self) -> None:
        self.header: list[Entry] = []
        self.checksum: bool | None = None
        self.cut_at: int | None = None
        self.accounts: dict[str, _Sums] = {}
        self.vouchers = VoucherCount()
        self.broken = self.unknown = self.personal = Tally()
        self.tags: dict[str, None] = {}
        self.projects: dict[tuple[str, str], str] = {}
        #: By the list of objects that a row names.
        self.costs: defaultdict[tuple[str, ...], int] = defaultdict(int)

    def take(self, event: Event) -> None:
        match event:
            case Balance():
                self._balance(event)
            case Entry():
                self._entry(event)
            case Stated():
                self.checksum = event.agrees
            case Issue():
                self.broken = self.broken.and_one(event.line)
                self.vouchers.broken()
            case CutOff():
                self.cut_at = event.line
                self.vouchers.broken()
            case _:
                self._voucher(event)

    def _voucher(self, event: Voucher | Posting | End | Rows | WholeVouchers) -> None:
        match event:
            case WholeVouchers():
                self.vouchers.take(event)
                self._rows(event.rows)
                self._texts([*event.lines, *event.rows.lines], [*event.texts, *event.rows.texts])
            case Rows():
                self.vouchers.rows(event)
                self._rows(event)
                self._texts(event.lines, event.texts)
            case Voucher():
                self.vouchers.start(event)
                self._texts([event.line], [event.text])
            case Posting():
                self.vouchers.changed(event)
                self._texts([event.line], [event.text])
            case End():
                self.vouchers.end()

    def _rows(self, rows: Rows) -> None:
        known = self.accounts.get
        for line, number, objects, amount in zip(*rows[:4], strict=True):
            account = known(number) or self._account(number, line)
            account.rows += 1
            account.moved += amount
            if objects and number[0] in _COSTS:
                self.costs[objects] += amount

    def told_projects(self) -> Iterator[Project]:
        """Each project; of a file of which vouchers are missing nobody knows what it cost."""
        is_whole = self.cut_at is None and self.vouchers.result() is not None
        costs = Counter[tuple[str, str]]()
        for objects, cost in self.costs.items():
            for named in zip(objects[::2], objects[1::2], strict=False):
                costs[named] += cost
        for (dimension, number), name in self.projects.items():
            yield Project(dimension, number, name, costs[dimension, number] if is_whole else None)

    def _account(self, number: str, line: int) -> _Sums:
        account = self.accounts.get(number)
        if account is None:
            account = self.accounts[number] = _Sums(number, line)
        return account

    def _balance(self, balance: Balance) -> None:
        if balance.year or balance.tag not in {"#IB", "#UB", "#RES"}:
            return
        account = self._account(balance.account, balance.line)
        if balance.tag == "#IB":
            account.opening = (account.opening or 0) + balance.amount
        elif balance.tag == "#UB":
            account.closing = (account.closing or 0) + balance.amount
        else:
            account.result = (account.result or 0) + balance.amount

    def _entry(self, entry: Entry) -> None:
        if entry.tag not in KNOWN:
            self.unknown = self.unknown.and_one(entry.line)
            if len(self.tags) < _TAGS_NAMED:
                self.tags.setdefault(entry.tag[:_TAG_LENGTH])
            return
        if entry.tag in {"#FORMAT", "#ORGNR", "#SIETYP", "#OMFATTN"}:
            self.header.append(entry)
        if entry.tag == "#RAR":
            self._year(entry)
        if entry.tag == "#KONTO" and entry.fields and isinstance(entry.fields[0], str):
            account = self._account(entry.fields[0], entry.line)
            account.is_declared = True
            account.name = next((part for part in entry.fields[1:2] if isinstance(part, str)), "")
        if entry.tag == "#OBJEKT":
            self._project(entry)
        if entry.tag not in _NO_TEXTS:
            self._texts([entry.line], ["\n".join(part for part in entry.fields if isinstance(part, str))])

    def _project(self, entry: Entry) -> None:
        match entry.fields:
            case [str(dimension), str(number), str(name), *_]:
                self.projects[dimension, number] = name

    def _year(self, entry: Entry) -> None:
        """`#RAR 0` with its first and last day; an empty one says nothing."""
        index, *days = [part if isinstance(part, str) else "" for part in entry.fields] or [""]
        if index != _OWN_YEAR:
            return
        try:
            found = [date_of(day) for day in days]
        except BrokenLineError:
            self.broken = self.broken.and_one(entry.line)
            return
        match found:
            case [date() as first, date() as last, *_]:
                self.vouchers.year = (first, last)

    def _texts(self, lines: Sequence[int], texts: Sequence[str]) -> None:
        # A number stands within one text: none in all of them at once is none in any.
        if masked(together := "\n".join({*texts})) == together:
            return
        for line, text in sorted(zip(lines, texts, strict=True)):
            if masked(text) != text:
                self.personal = self.personal.and_one(line)
