"""Made-up journals for the shipped rules, seeded: the good year's again and again, and a fault in some rows."""

from __future__ import annotations

import csv
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from finsam_control.records.year import Year

Row = dict[str, str]

GOOD: Final = Path(__file__).parents[1] / "examples" / "good-year"
SUPPLIERS, SEED, FAULTY = 1_000, 2025, 0.02
#: Öre of a row.
AMOUNTS = 100_00, 10_000_00

#: What is wrong with a faulty row: one of these is written over it.
_FAULTS: Final[tuple[Mapping[str, str], ...]] = (
    {"bestallare": ""},
    {"bestallare": "Sara Samordning", "attestant1": "Sara Samordning"},
    {"attestant1": "", "attest1_tid": "", "attestant2": "", "attest2_tid": ""},
    {"attestant2": "Sara Samordning", "attest2_tid": "2025-11-28"},
    {"attestant2": "Anna Exempel", "attest2_tid": "2025-01-02"},
    {"attestant2": "Eva Fiktiv", "attest2_tid": "2025-12-30"},
    {"leverantor": "Anna Exempel, utlägg", "attestant1": "Sara Samordning", "attestant2": ""},
    {"leverantor": "Sara Samordning, utlägg", "attestant1": "Sara Samordning"},
    {"leverantor": "Exempel Ana AB"},
    {"leverantor": ""},
    {"leverantor_id": "556000-0002"},
    {"belopp": "412 345,67"},
    {"belopp": "412 345,67", "avtal": ""},
    {"belopp": "4 000,00"},
    {"belopp": "fyra tusen", "avtal": ""},
    {"avtal": ""},
    {"avtal": "A-99"},
    {"avtal": "", "arende": "Inköp och direktupphandling inom budget", "samrad": "", "belopp": "98 765,43"},
    {"attest1_tid": "2025-06-06"},
    {"betaldatum": "2025-01-02"},
    {"fakturadatum": "2024-12-20"},
    {"bokforingsdatum": "2026-01-05"},
    {"grund": "Utlägg för 19900101-0017"},
    {"kort": "ja", "syfte": ""},
    {"konto_text": "Representation", "syfte": "Möte", "deltagare": ""},
    {"bankkonto": "5000-0000"},
)


def rows(count: int) -> Iterator[Row]:
    """So many rows, without their faults as good as those of the good year, spread on suppliers and their contracts."""
    with (GOOD / "inkop.csv").open(encoding="utf-8", newline="") as opened:
        good = list(csv.DictReader(opened, delimiter=";"))
    chance = random.Random(SEED)  # noqa: S311 -- repeatable, and no secret
    before = good[0]
    for number in range(count):
        row = _row(good[number % len(good)], number // len(good), chance)
        if chance.random() < FAULTY:
            row = _faulty(row, before, chance)
        before = row | {"ver_nr": f"L{number}"}
        yield before


def _row(good: Row, copy: int, chance: random.Random) -> Row:
    """An outlay keeps its name, for it is a person's."""
    amount = chance.randrange(*AMOUNTS)
    supplier = good["leverantor"]
    return good | {
        "faktura_nr": f"{good['faktura_nr']}-{copy}",
        "belopp": f"{amount // 100:,}".replace(",", " ") + f",{amount % 100:02d}",
        "bankkonto": f"{good['bankkonto']}-{copy % SUPPLIERS}",
        "leverantor": supplier if "," in supplier else f"{supplier} {copy % SUPPLIERS}",
        "avtal": f"{good['avtal']}-{copy % SUPPLIERS}" if good["avtal"] else "",
    }


def contracts(year: Year, count: int) -> Year:
    """The year with each contract once a supplier, its value a tenth more than its share of the rows is to come to."""
    with (GOOD / "inkop.csv").open(encoding="utf-8", newline="") as opened:
        good = Counter(row["avtal"] for row in csv.DictReader(opened, delimiter=";"))
    copies = math.ceil(count / good.total() / SUPPLIERS)
    items = [
        contract.model_copy(
            update={
                "id": f"{contract.id}-{number}",
                "supplier": f"{contract.supplier} {number}",
                "value": contract.value
                and replace(contract.value, value=copies * good[contract.id] * sum(AMOUNTS) // 2 * 11 // 10),
            }
        )
        for contract in year.contracts.items
        for number in range(SUPPLIERS)
    ]
    return year.model_copy(update={"contracts": year.contracts.model_copy(update={"items": items})})


def _faulty(row: Row, before: Row, chance: random.Random) -> Row:
    match chance.randrange(len(_FAULTS) + 3):
        case 0:
            return dict(before)
        case 1:
            return before | {"faktura_nr": f"{before['faktura_nr']}x"}
        case 2:
            return before | {"belopp": f"-{before['belopp'].lstrip('-')}"}
        case fault:
            return {**row, **_FAULTS[fault - 3]}
