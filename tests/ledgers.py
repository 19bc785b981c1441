"""The made-up ledgers of the examples: `python tests/ledgers.py` writes them anew, byte for byte the same.

The good one adds up to the printed statements of `examples/good-year`; the bad one has every fault once.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from finsam_control.holiday import is_day_off
from finsam_control.reading.sie_events import Balance, End, Entry, Posting, Single, Voucher
from sie_text import text_of, with_checksum

EXAMPLES = Path(__file__).parents[1] / "examples"
SEED = 2025

NAMES = {
    "1630": "Skattekonto",
    "1650": "Momsfordran",
    "1790": "Förutbetalda kostnader",
    "1930": "Bank",
    "2010": "Eget kapital",
    "2069": "Årets resultat",
    "2440": "Leverantörsskulder",
    "2710": "Skatter och avgifter",
    "2920": "Semesterlöneskuld",
    "2990": "Upplupna kostnader för insatser",
    "3510": "Bidrag från Försäkringskassan",
    "3520": "Bidrag från Region Exempel",
    "3530": "Bidrag från Exempelstads kommun",
    "3540": "Bidrag från Mönsterby kommun",
    "3990": "Återbetalda insatsmedel",
    "4510": "Ersättning till medlemmarna för insatser",
    "5010": "Lokalhyra",
    "6410": "Köpta varor och tjänster",
    "6420": "Revision",
    "6990": "Övrigt",
    "7010": "Personal",
    "7050": "Arvoden",
    "8310": "Ränteintäkter",
    "8410": "Bankkostnader",
    "8999": "Årets resultat",
}

#: Kronor at the start of 2025, as the balance sheet and notes 4 and 6 print them; debit positive.
OPENING = {
    "1630": 21_000,
    "1650": 91_215,
    "1790": 60_300,
    "1930": 1_938_425,
    "2010": -1_012_600,
    "2440": -187_940,
    "2710": -63_500,
    "2920": -68_500,
    "2990": -778_400,
}
CONTRIBUTIONS = {"3510": 4_000_000, "3520": 2_000_000, "3530": 1_400_000, "3540": 600_000}
#: Driftredovisningen's cost of each insats that the parties are paid for; the numbers are the projects of the ledger.
INITIATIVES = {
    "101": ("Vägen fram", 2_096_400),
    "102": ("Nystart Mönsterby", 898_250),
    "103": ("Rehabstöd i samverkan", 1_412_000),
    "104": ("Ungas väg", 698_900),
    "105": ("Gemensam kompetens", 641_300),
    "106": ("Samsyn", 291_750),
}
MEETING_PLACE = ("107", "Mötesplats Lysande", 244_600)
#: What the year ends with, of notes 4 and 6.
CLOSING = {"1630": 23_000, "1650": 98_740, "1790": 64_500, "2440": -214_320, "2710": -66_000, "2920": -71_800}
ACCRUED = {"101": 300_000, "102": 120_000, "103": 180_000, "104": 90_000, "105": 82_500, "106": 40_000}
ACCRUED_BEFORE = {"101": 280_000, "102": 118_400, "103": 200_000, "104": 60_000, "105": 80_000, "106": 40_000}
RESULT = 307_250


@dataclass
class Books:
    """Vouchers as they are made; numbered by date when they are written."""

    year: int
    chance: random.Random
    vouchers: list[tuple[date, str, str, tuple[tuple[str, str, int], ...]]] = field(default_factory=list)
    moved: Counter[str] = field(default_factory=Counter)

    def book(self, series: str, day: date, text: str, *rows: tuple[str, str, int]) -> None:
        """Rows of account, project (or none) and öre, debit positive."""
        self.vouchers.append((day, series, text, rows))
        for account, _, ore in rows:
            self.moved[account] += ore

    def workday(self, month: int) -> date:
        while True:
            day = date(self.year, month, self.chance.randint(1, 28))
            if not is_day_off(day):
                return day

    def last_workday(self, month: int) -> date:
        day = date(self.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        while is_day_off(day):
            day -= timedelta(days=1)
        return day

    def parts(self, ore: int, count: int) -> list[int]:
        """An amount in so many uneven parts of whole kronor."""
        weights = [self.chance.randint(50, 150) for _ in range(count)]
        parts = [ore * weight // sum(weights) // 100 * 100 for weight in weights[:-1]]
        return [*parts, ore - sum(parts)]


def good_books() -> Books:
    """A whole year whose accounts come to what the good year prints."""
    books = Books(2025, random.Random(SEED))
    _contributions(books)
    _initiatives(books)
    _purchases(books)
    _staff(books)
    _payments(books)
    _year_end(books)
    return books


def _contributions(books: Books) -> None:
    for month in (1, 4, 7, 10):
        for account, year in CONTRIBUTIONS.items():
            ore = year * 25
            books.book("C", books.workday(month), f"{NAMES[account]}, kvartal", ("1930", "", ore), (account, "", -ore))
    books.book("C", books.workday(5), "Insatsmedel åter", ("1930", "", 22_000_00), ("3990", "106", -22_000_00))
    for month, ore in zip(range(1, 13), books.parts(18_400_00, 12), strict=True):
        books.book("C", books.last_workday(month), "Ränta", ("1930", "", ore), ("8310", "", -ore))
    for month, ore in zip(range(1, 13), books.parts(1_150_00, 12), strict=True):
        books.book("C", books.last_workday(month), "Bankavgift", ("8410", "", ore), ("1930", "", -ore))


def _initiatives(books: Books) -> None:
    """Last year's accruals taken back, requisitions from the parties, and this year's accruals."""
    for project, (name, cost) in INITIATIVES.items():
        before, after = ACCRUED_BEFORE[project] * 100, ACCRUED[project] * 100
        rows = (("2990", "", before), ("4510", project, -before))
        books.book("C", books.workday(2), f"{name}, återförd upplupen kostnad", *rows)
        for month, ore in zip(range(3, 13), books.parts(cost * 100 + before - after, 10), strict=True):
            books.book("A", books.workday(month), f"{name}, rekvisition", ("4510", project, ore), ("2440", "", -ore))
        rows = (("4510", project, after), ("2990", "", -after))
        books.book("C", books.last_workday(12), f"{name}, upplupen kostnad", *rows)


def _purchases(books: Books) -> None:
    """Supplier invoices; those with value added tax have it on a row of its own."""
    project, name, cost = MEETING_PLACE
    for ore in books.parts(cost * 100, 90):
        _invoice(books, f"{name}, varor och tjänster", ("6410", project, ore), with_tax=True)
    for ore in books.parts(392_360_00, 110):
        _invoice(books, "Varor och tjänster till kansliet", ("6410", "", ore), with_tax=True)
    for ore in books.parts(92_500_00, 4):
        _invoice(books, "Granskning av räkenskaperna", ("6420", "", ore), with_tax=True)
    for ore in books.parts(21_540_00, 20):
        _invoice(books, "Porto, bank och försäkring", ("6990", "", ore), with_tax=False)
    books.book("C", books.workday(1), "Hyra januari till mars", ("5010", "", 60_300_00), ("1790", "", -60_300_00))
    for ore in books.parts(58_200_00, 4):
        _invoice(books, "Hyra", ("5010", "", ore), with_tax=False)
    books.book("C", books.last_workday(12), "Förutbetald hyra", ("1790", "", 64_500_00), ("5010", "", -64_500_00))


def _invoice(books: Books, text: str, cost: tuple[str, str, int], *, with_tax: bool) -> None:
    *_, ore = cost
    tax = ore // 4 if with_tax else 0
    rows = [cost, ("1650", "", tax), ("2440", "", -ore - tax)]
    books.book("A", books.workday(books.chance.randint(1, 12)), text, *(row for row in rows if row[2]))


def _staff(books: Books) -> None:
    for month, ore in zip(range(1, 13), books.parts(796_700_00, 12), strict=True):
        tax = ore // 3
        rows = (("7010", "", ore), ("2710", "", -tax), ("1930", "", tax - ore))
        books.book("C", books.workday(month), "Lön", *rows)
    for month, ore in zip((3, 6, 9, 11), books.parts(88_400_00, 4), strict=True):
        books.book("C", books.workday(month), "Arvoden till styrelsen", ("7050", "", ore), ("1930", "", -ore))
    books.book("C", books.last_workday(12), "Ändrad semesterlöneskuld", ("7010", "", 3_300_00), ("2920", "", -3_300_00))


def _payments(books: Books) -> None:
    """What suppliers and the tax account are paid and tax comes back, until the year's closing balances are left."""
    for account, text, count in (("2440", "Betalning till leverantörer", 12), ("2710", "Skatter och avgifter", 12)):
        ore = CLOSING[account] * 100 - OPENING[account] * 100 - books.moved[account]
        for month, part in zip(range(1, 13), books.parts(ore, count), strict=True):
            books.book("B", books.last_workday(month), text, (account, "", part), ("1930", "", -part))
    for account, text, months in (("1650", "Ersättning för moms", (3, 6, 9, 12)), ("1630", "Till skattekontot", (6,))):
        ore = CLOSING[account] * 100 - OPENING[account] * 100 - books.moved[account]
        for month, part in zip(months, books.parts(ore, len(months)), strict=True):
            books.book("B", books.last_workday(month), text, (account, "", part), ("1930", "", -part))


def _year_end(books: Books) -> None:
    ore = RESULT * 100
    books.book("C", books.last_workday(12), "Årets resultat", ("8999", "", ore), ("2069", "", -ore))


def ledger_events(books: Books, opening: dict[str, int]) -> Iterator[Single]:
    """Accounts, projects and balances, then the vouchers in the order of their days."""
    for account, name in NAMES.items():
        yield Entry(0, "#KONTO", (account, name))
    yield Entry(0, "#DIM", ("6", "Projekt"))
    for project, name in (*((number, name) for number, (name, _) in INITIATIVES.items()), MEETING_PLACE[:2]):
        yield Entry(0, "#OBJEKT", ("6", project, name))
    for account in NAMES:
        start, moved = opening.get(account, 0) * 100, books.moved[account]
        if account < "3":
            yield Balance(0, "#IB", 0, "", account, (), start)
            yield Balance(0, "#UB", 0, "", account, (), start + moved)
        else:
            yield Balance(0, "#RES", 0, "", account, (), moved)
    numbers: Counter[str] = Counter()
    for day, series, text, rows in sorted(books.vouchers, key=lambda voucher: voucher[0]):
        numbers[series] += 1
        yield Voucher(0, series, str(numbers[series]), day, text, day, "EK")
        for account, project, ore in rows:
            yield Posting(0, "#TRANS", account, ("6", project) if project else (), ore, "", "")
        yield End(0)


def header(org_number: str, name: str, year: int) -> list[Single]:
    first, last = f"{year}0101", f"{year}1231"
    return [
        Entry(0, "#PROGRAM", ("Påhittad bokföring", "1.0")),
        Entry(0, "#FORMAT", ("PC8",)),
        Entry(0, "#GEN", (f"{year + 1}0220", "EK")),
        Entry(0, "#SIETYP", ("4",)),
        Entry(0, "#ORGNR", (org_number,)),
        Entry(0, "#FNAMN", (name,)),
        Entry(0, "#RAR", ("0", first, last)),
        Entry(0, "#RAR", ("-1", f"{year - 1}0101", f"{year - 1}1231")),
    ]


def good() -> bytes:
    events = [*header("222000-0000", "Samordningsförbundet Lysande", 2025), *ledger_events(good_books(), OPENING)]
    return _bytes(["#FLAGGA 0", *with_checksum(text_of(events))], "cp437")


def _bytes(lines: list[str], characters: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode(characters)


#: A small year with every fault once. The comments say which.
BROKEN = """\
#FLAGGA 0
#KSUMMA
#PROGRAM "Påhittad bokföring" 1.0
#FORMAT PC8
#SIETYP 4
#ORGNR 222000-9999
#FNAMN "Samordningsförbundet Fallgropen"
#RAR 0 20240101 20241231
#KONTO 1930 "Bank"
#KONTO 2010 "Eget kapital"
#KONTO 2440 "Leverantörsskulder"
#KONTO 3510 "Bidrag"
#KONTO 5010 "Lokalhyra"
#KONTO 6410 "Köpta tjänster"
#MOMSKOD 6410 "I25"
#IB 0 1930 400000.00
#IB 0 2010 -399000.00
#UB 0 1930 1288000.00
#UB 0 2010 -399000.00
#UB 0 2440 -30000.00
#RES 0 3510 -1000000.00
#RES 0 5010 60000.00
#RES 0 6410 80000.00
#VER A 1 20240115 "Bidrag första halvåret" 20240115 EK
{
#TRANS 1930 {} 500000.00
#TRANS 3510 {} -500000.00
}
#VER A 2 20240212 "Hyra" 20240212 EK
{
#TRANS 5010 {} 30000.00
#TRANS 1930 {} -29000.00
}
#VER A 3 20240310 "Konsult" 20240311 EK
{
#TRANS 6410 {} 20000.00
#TRANS 1930 {} -20000.00
}
#VER A 5 20240415 "Konsult" 20240415
{
#TRANS 6410 {} 20000.00
#BTRANS 6410 {} 25000.00
#TRANS 1930 {} -20000.00
}
#VER A 5 20240415 "Konsult, samma nummer" 20240415 EK
{
#TRANS 6410 {} 20000.00
#TRANS 1930 {} -20000.00
}
#VER A 6 20240516 "Resa för 19121212-1212" 20240516 EK
{
#TRANS 6499 {} 4000.00
#TRANS 1930 {} -4000.00
}
#VER A 7 20240230 "Hyra" 20240603 EK
{
#TRANS 5010 {} 30000.00
#TRANS 1930 {} -30000.00
}
#VER A 8 20240617 "Makulerad" 20240617 EK
{
}
#VER A 9 20240701 "Bidrag andra halvåret" 20240701 EK
{
#TRANS 1930 {} 500000.00
#TRANS 3510 {} -500000.00
}
#VER A 10 20250109 "Konsult" 20250109 EK
{
#TRANS 6410 {} 10000.00
#TRANS 2440 {} -10000.00
}
#VER A "" 20240902 "Konsult" 20240902 EK
{
#TRANS 6410 {} 10000.00
#TRANS 2440 {} -10000.00
}
#VER A 11 20241002 "Konsult" 20241002 EK
{
#TRANS 6410 {} 10.000,00
#TRANS 2440 {} -10000.00
}
#KSUMMA 123456789
"""

#: The kommun's own file of the year before, handed in by mistake: type 1, balances only.
STRANGER = """\
#FLAGGA 0
#PROGRAM "Påhittad bokföring" 1.0
#FORMAT PC8
#SIETYP 1
#ORGNR 212000-9999
#FNAMN "Snårby kommun"
#RAR 0 20230101 20231231
#KONTO 1930 "Bank"
"""


def broken() -> bytes:
    return _bytes(BROKEN.splitlines(), "utf-8")


def stranger() -> bytes:
    """The file of another, which was cut off on its way."""
    return _bytes([*STRANGER.splitlines(), '#VER "A" 1 20230102 "Hyra"', "{"], "cp437")


FILES = {
    EXAMPLES / "good-year" / "bokforing.se": good,
    EXAMPLES / "broken-2024-bokforing" / "bokforing.se": broken,
    EXAMPLES / "broken-2024-bokforing" / "kommunen-2023.se": stranger,
}

if __name__ == "__main__":
    for path, content in FILES.items():
        path.write_bytes(content())
