"""The made-up journals of the examples: `python tests/journals.py` writes them anew, byte for byte the same.

The good one comes to the purchases and accounts of `examples/good-year`; the bad one has every fault once.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from finsam_control.holiday import is_day_off
from finsam_control.reading.sie_events import Balance, End, Entry, Posting, Voucher
from ledgers import header
from sie_text import text_of, with_checksum

EXAMPLES = Path(__file__).parents[1] / "examples"
SEED = 2026
ROWS = 2_000
HEADING = (
    *("ver_nr", "faktura_nr", "leverantor", "leverantor_id", "konto_nr", "konto_text", "grund", "belopp", "moms"),
    *("fakturadatum", "ankomstdatum", "bokforingsdatum", "betaldatum", "bestallare"),
    *("attestant1", "attest1_tid", "attestant2", "attest2_tid", "arende", "samrad", "avtal", "projekt"),
    *("bankkonto", "kort", "syfte", "deltagare"),
)

Cells = dict[str, str]


@dataclass(frozen=True)
class Seller:
    """Who sold what for how much in the year, on how many invoices of how many rows, and on what ground."""

    name: str
    kronor: int
    invoices: int
    rows: int
    text: str
    first: date
    contract: str = ""
    matter: str = "Inköp och direktupphandling inom budget"
    account: str = "6410"


GOOD = (
    Seller("Sifferbyrån Exempel AB", 118_000, 12, 480, "Ekonomitjänster", date(2025, 1, 7), "A-1"),
    Seller("Molnregister Exempel AB", 90_000, 12, 180, "Diarie- och ärendesystem", date(2025, 1, 8), "A-3"),
    Seller("Kontorsvaror Låtsas AB", 18_400, 1, 60, "Skrivbord och stolar", date(2025, 3, 5)),
    Seller("Utvärdering Fiktiv AB", 155_000, 4, 120, "Utvärdering av insatserna", date(2025, 4, 10), "A-2"),
    Seller("Tågresor Exempel AB", 1_290, 1, 3, "Tågresa till nätverksmöte", date(2025, 4, 2)),
    Seller("Sara Samordning, utlägg", 3_420, 1, 6, "Resa och logi vid konferens", date(2025, 5, 8)),
    Seller(
        "Kursgården Låtsas AB", 12_500, 1, 4, "Kurs", date(2025, 5, 12), matter="Kurser och konferenser för kansliet"
    ),
    Seller("Restaurang Påhittet AB", 4_850, 1, 5, "Representation, lunch", date(2025, 6, 5)),
    Seller("Webbverkstan Exempel AB", 30_000, 12, 144, "Webbplats och drift", date(2025, 1, 9), "A-6"),
    Seller("Konferensgården Påhitt AB", 78_500, 1, 34, "Lokal och förtäring", date(2025, 8, 25)),
    Seller("Datorbutiken Prov AB", 41_000, 1, 8, "Två datorer", date(2025, 10, 2)),
    Seller("Telefonväxeln Provstad AB", 24_000, 12, 528, "Telefoni", date(2025, 1, 10), "A-8"),
    Seller("Städtjänst Exempel AB", 24_000, 12, 144, "Lokalvård", date(2025, 1, 7), "A-7"),
    Seller("Exempelstads kommun", 36_000, 12, 168, "Löneadministration", date(2025, 1, 8), "A-4"),
    Seller("Revisionsbyrån Exempel AB", 92_500, 4, 116, "Granskning", date(2025, 3, 4), account="6420"),
)
ACCOUNTS = {"6410": "Köpta varor och tjänster", "6420": "Revision", "6990": "Övrigt"}


def org_number(serial: int) -> str:
    """A valid number that is nobody's: 556 and six digits, and the digit that checks them."""
    digits = f"556{serial:06d}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return f"{digits[:6]}-{digits[6:]}{-total % 10}"


def kronor(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{f'{whole:,}'.replace(',', ' ')},{rest:02d}"


def workday(day: date) -> date:
    while is_day_off(day):
        day += timedelta(days=1)
    return day


def parts(chance: random.Random, ore: int, count: int) -> list[int]:
    """An amount in so many parts, no two alike and none of whole thousands of kronor.

    The largest is up to ten times the smallest, as many of one size as of another by their logarithms: as prices are.
    """
    while True:
        weights = [round(1_000 * 10 ** chance.random()) for _ in range(count)]
        found = [ore * weight // sum(weights) for weight in weights[:-1]]
        found.append(ore - sum(found))
        found = _apart(found)
        if len(set(found)) == count and all(part > 0 and part % 100_000 for part in found):
            return found


def _apart(found: list[int]) -> list[int]:
    """Moves öre between neighbours until no two are alike; the sum stays."""
    seen: set[int] = set()
    for place in range(len(found) - 1):
        while found[place] in seen:
            found[place] += 1
            found[-1] -= 1
        seen.add(found[place])
    return found


def purchase(day: date, **cells: str) -> Cells:
    """A row as it should be, bought and booked on a day."""
    approved = workday(day + timedelta(days=5))
    usual = {
        "konto_nr": "6410",
        "fakturadatum": str(day),
        "ankomstdatum": str(workday(day + timedelta(days=1))),
        "bokforingsdatum": str(day),
        "attest1_tid": str(approved),
        "betaldatum": str(approved + timedelta(days=3)),
        "kort": "nej",
    }
    return {**dict.fromkeys(HEADING, ""), **usual, **cells}


def good_rows() -> Iterator[Cells]:
    chance = random.Random(SEED)
    for number, seller in enumerate(GOOD):
        amounts = parts(chance, seller.kronor * 100, seller.rows)
        for place, ore in enumerate(amounts):
            invoice = place * seller.invoices // seller.rows
            yield _good_row(seller, number, invoice, ore)


def _good_row(seller: Seller, number: int, invoice: int, ore: int) -> Cells:
    month = seller.first.month + invoice * (12 // seller.invoices if seller.account == "6410" else 3)
    day = seller.first if not invoice else workday(date(2025, min(month, 12), seller.first.day))
    if seller.name.startswith("Utvärdering"):
        day = workday(date(2025, 4 + 2 * invoice, 10))
    cells = {
        "faktura_nr": f"{number + 1:02d}{invoice + 1:03d}",
        "leverantor": seller.name,
        "leverantor_id": "" if "utlägg" in seller.name else org_number(number),
        "konto_nr": seller.account,
        "grund": seller.text,
        "belopp": kronor(ore),
        "moms": kronor(ore // 4),
        "bestallare": "Lena Skrivare",
        "attestant1": "Sara Samordning",
        "avtal": seller.contract,
        "arende": "" if seller.contract else seller.matter,
        "bankkonto": f"5{number:03d}-{number * 7 % 10_000:04d}",
    }
    match seller.name.split()[0]:
        case "Sara":
            cells |= {"bestallare": "Sara Samordning", "attestant1": "Anna Exempel", "arende": ""}
        case "Tågresor":
            cells |= {"bestallare": "Sara Samordning", "attestant1": "Anna Exempel", "arende": "", "kort": "ja"}
            cells |= {"betaldatum": "2025-04-02", "attest1_tid": "2025-04-30", "syfte": "Nätverksmöte"}
        case "Restaurang":
            people = "Anna Exempel, Bertil Provsson, Cecilia Mönster, David Påhitt, Eva Fiktiv och tolv gäster"
            cells |= {"syfte": "Erfarenhetsutbyte om gemensamma insatser", "deltagare": people}
        case "Konferensgården":
            cells |= {"samrad": "Ordföranden Anna Exempel, 2025-08-22"}
        case "Sifferbyrån":
            cells |= {"attestant2": "Anna Exempel", "attest2_tid": str(workday(day + timedelta(days=6)))}
    return purchase(day, **cells)


def _lines(rows: list[Cells]) -> list[str]:
    """Sorted by day, with a voucher number each and the names of the accounts."""
    ordered = sorted(rows, key=lambda row: row["bokforingsdatum"])
    for number, row in enumerate(ordered, 1):
        row["ver_nr"] = f"L{number}"
        row["konto_text"] = ACCOUNTS.get(row["konto_nr"], "")
    return [";".join(HEADING), *(";".join(row.values()) for row in ordered)]


def good() -> bytes:
    return "".join(f"{line}\r\n" for line in _lines(list(good_rows()))).encode()


#: Faults, each in a row of its own: what it is, and the cells that make it.
FAULTS: tuple[tuple[str, Cells], ...] = (
    ("ingen attestant", {"attestant1": "", "attest1_tid": ""}),
    ("ingen beställare", {"bestallare": ""}),
    ("egen beställning", {"bestallare": "Karin Samordnare"}),
    ("egen betalning", {"leverantor": "Olle Ordförande, utlägg", "attestant1": "Olle Ordförande", "arende": ""}),
    ("attest av underordnad", {"leverantor": "Vera Vice, utlägg"}),
    ("betalt före attest", {"betaldatum": "2024-05-02"}),
    (
        "andra steget först",
        {"attestant2": "Olle Ordförande", "attest1_tid": "2024-05-08", "attest2_tid": "2024-05-07", "arende": ""},
    ),
    ("samma i båda stegen", {"attestant2": "Karin Samordnare", "attest2_tid": "2024-05-13"}),
    ("utanför förteckningen", {"attestant1": "Lisa Ledamot", "avtal": "K-1", "leverantor": "Ramleverantören AB"}),
    ("ingen delegation", {"attestant1": "Vera Vice", "arende": ""}),
    ("över attestgränsen", {"belopp": "60 000,50", "avtal": "K-1", "leverantor": "Ramleverantören AB"}),
    (
        "över delegationen",
        {"belopp": "160 000,10", "attestant1": "Olle Ordförande", "arende": "", "leverantor": "Engångsköpet AB"},
    ),
    ("representation utan deltagare", {"grund": "Representation, middag", "syfte": "Studiebesök"}),
    ("okänt avtal", {"avtal": "K-99"}),
    ("avtalet har gått ut", {"avtal": "K-2", "leverantor": "Utgångna Avtalet AB"}),
    ("avtalet är slut", {"avtal": "K-3", "leverantor": "Lilla Avtalet AB", "belopp": "12 000,50"}),
    ("fel år på fakturan", {"fakturadatum": "2023-12-20"}),
    ("lördag", {"attest1_tid": "2024-05-11", "betaldatum": "2024-05-14"}),
    ("ogiltigt organisationsnummer", {"leverantor_id": "556000-1235", "leverantor": "Skrivfelet AB"}),
    ("personnummer", {"grund": "Resa för 19121212-1212"}),
    ("jämnt belopp", {"belopp": "5 000,00"}),
    ("oläsligt belopp", {"belopp": "1.143,50", "konto_nr": "6990"}),
    ("dubblett, första", {"faktura_nr": "D1", "belopp": "777,77", "leverantor": "Dubbelt AB"}),
    ("dubblett, andra", {"faktura_nr": "D1", "belopp": "777,77", "leverantor": "Dubbelt AB"}),
    ("samma belopp, första", {"faktura_nr": "N1", "belopp": "888,88", "leverantor": "Nästan AB"}),
    ("samma belopp, andra", {"faktura_nr": "N2", "belopp": "888,88", "leverantor": "Nästan AB"}),
    ("återförd, första", {"faktura_nr": "R1", "belopp": "999,99", "leverantor": "Åter AB"}),
    ("återförd, andra", {"faktura_nr": "R1", "belopp": "-999,99", "leverantor": "Åter AB"}),
    ("delat konto och nummer", {"bankkonto": "9000-0001", "leverantor": "Ena AB", "leverantor_id": org_number(2_000)}),
    ("delat, den andra", {"bankkonto": "9000 0001", "leverantor": "Andra AB", "leverantor_id": org_number(2_000)}),
    ("namn som liknar", {"leverantor": "Karin Samordnares AB"}),
    (
        "uppdelat, första",
        {
            "faktura_nr": "U1",
            "belopp": "45 000,50",
            "leverantor": "Delat AB",
            "fakturadatum": "2024-05-03",
            "bokforingsdatum": "2024-05-03",
        },
    ),
    ("uppdelat, andra", {"faktura_nr": "U2", "belopp": "45 000,60", "leverantor": "Delat AB"}),
    ("kortköp utan syfte", {"kort": "ja"}),
)


def _usual(number: int, day: date) -> Cells:
    seller = number % 40
    return purchase(
        day,
        faktura_nr=f"F{number}",
        leverantor=f"Leverantör {seller} Exempel AB",
        leverantor_id=org_number(1_000 + seller),
        grund="Varor till kansliet",
        belopp=kronor(5_003 + 13 * number),
        bestallare="Lena Skrivare",
        attestant1="Karin Samordnare",
        arende="Inköp",
        bankkonto=f"6000-{seller:04d}",
    )


def bad_rows() -> list[Cells]:
    rows = []
    for number, (_, cells) in enumerate(FAULTS):
        row = _usual(5_000 + number, date(2024, 5, 6))
        own = {"leverantor": f"Fel {number} AB", "leverantor_id": "", "bankkonto": ""}
        rows.append({**row, **own, **cells})
    # Eight invoices of one supplier, each within the chair's limit and none within thirty days of another.
    for number in range(8):
        row = _usual(6_000 + number, workday(date(2024, 1, 8) + timedelta(days=43 * number)))
        own = {"leverantor": "Stora Köpet AB", "attestant1": "Olle Ordförande", "arende": "", "leverantor_id": ""}
        rows.append({**row, **own, "belopp": kronor(95_000_11 + number), "bankkonto": ""})
    late = _usual(7_000, date(2025, 1, 8))
    rows.append({**late, "leverantor": "Nästa År AB", "leverantor_id": "", "bankkonto": ""})
    usual = ROWS - len(rows) - 2
    first = date(2024, 1, 2)
    rows += [_usual(number, workday(first + timedelta(days=number * 340 // usual))) for number in range(usual)]
    return rows


def bad() -> bytes:
    """The journal, with a row cut short and one pasted from a file in other letters."""
    lines = [line.encode() for line in _lines(bad_rows())]
    stray = _usual(8_000, date(2024, 12, 10)) | {
        "leverantor": "Inklistrade Köp AB",
        "leverantor_id": "",
        "grund": "Möte",
        "bankkonto": "",
    }
    lines += [b"L1999;avbruten;Avbrutna AB", ";".join((stray | {"ver_nr": "L2000"}).values()).encode("cp1252")]
    return b"".join(line + b"\r\n" for line in lines)


_BAD_ACCOUNTS = (("1930", "Bank"), ("3510", "Bidrag från Försäkringskassan"), ("6410", "Köpta varor och tjänster"))


def bad_ledger() -> bytes:
    """The ledger of that year: nine thousand kronor less on 6410 than the journal has, and two figures of the records.

    The state's contribution is ten thousand kronor less than the records say, and the project five thousand more.
    """
    rows = [row for row in bad_rows() if row["konto_nr"] == "6410" and not row["bokforingsdatum"].startswith("2026")]
    ore = sum(int(row["belopp"].replace(" ", "").replace(",", "")) for row in rows)
    ore += int(kronor(5_003 + 13 * 8_000).replace(" ", "").replace(",", "")) - 9_000_00
    events = [
        *header("222000-0018", "Samordningsförbundet Inköparen", 2024),
        *(Entry(0, "#KONTO", pair) for pair in _BAD_ACCOUNTS),
        Entry(0, "#DIM", ("6", "Projekt")),
        Entry(0, "#OBJEKT", ("6", "101", "Vägen vidare")),
        Balance(0, "#IB", 0, "", "1930", (), 0),
        Balance(0, "#UB", 0, "", "1930", (), 1_000_000_00 - ore),
        Balance(0, "#RES", 0, "", "3510", (), -1_000_000_00),
        Balance(0, "#RES", 0, "", "6410", (), ore),
        Voucher(0, "A", "1", date(2024, 12, 30), "Årets inköp", date(2024, 12, 30), "EK"),
        Posting(0, "#TRANS", "6410", (), ore - 80_000_00, "", ""),
        Posting(0, "#TRANS", "6410", ("6", "101"), 80_000_00, "", ""),
        Posting(0, "#TRANS", "1930", (), -ore, "", ""),
        End(0),
        Voucher(0, "A", "2", date(2024, 12, 30), "Bidrag", date(2024, 12, 30), "EK"),
        Posting(0, "#TRANS", "1930", (), 1_000_000_00, "", ""),
        Posting(0, "#TRANS", "3510", (), -1_000_000_00, "", ""),
        End(0),
    ]
    return "".join(f"{line}\r\n" for line in ["#FLAGGA 0", *with_checksum(text_of(events))]).encode("cp437")


def empty() -> bytes:
    """A journal of which somebody exported the heading alone."""
    return (";".join(HEADING) + "\r\n").encode()


FILES = {
    EXAMPLES / "good-year" / "inkop.csv": good,
    EXAMPLES / "broken-2024-inkop" / "inkop.csv": bad,
    EXAMPLES / "broken-2024-inkop" / "bokforing.se": bad_ledger,
    EXAMPLES / "broken-2024-bokforing" / "inkop.csv": empty,
}

if __name__ == "__main__":
    for path, content in FILES.items():
        path.write_bytes(content())
