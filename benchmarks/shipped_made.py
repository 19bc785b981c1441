"""Made-up journals for the shipped rules, seeded: the good year's again and again, and a fault in some rows."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

Row = dict[str, str]

GOOD: Final = Path(__file__).parents[1] / "examples" / "good-year"
SUPPLIERS, SEED, FAULTY = 1_000, 2025, 0.02

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
    """So many rows, without their faults as good as those of the good year but for contracts spread on suppliers."""
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
    amount = chance.randrange(100_00, 10_000_00)
    supplier = good["leverantor"]
    return good | {
        "faktura_nr": f"{good['faktura_nr']}-{copy}",
        "belopp": f"{amount // 100:,}".replace(",", " ") + f",{amount % 100:02d}",
        "bankkonto": f"{good['bankkonto']}-{copy % SUPPLIERS}",
        "leverantor": supplier if "," in supplier else f"{supplier} {copy % SUPPLIERS}",
    }


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
