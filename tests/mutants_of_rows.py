"""Rows put into the journal of the good year, and what every rule about purchases says of the whole then."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import journals as made
from command import AS_OF
from finsam_control import dossier, record_tables
from finsam_control.authority import PRISBASBELOPP
from finsam_control.check import tables_of
from finsam_control.dossier import Dossier
from finsam_control.engines.columnar import Word
from finsam_control.engines.reference import ReferenceEngine
from finsam_control.facts import kinds, views
from finsam_control.judging import Judge
from finsam_control.outcome import Tally
from finsam_control.population_judging import judge_population
from finsam_control.reading import journals
from finsam_control.reading.strict_yaml import AT
from finsam_control.records.population import Population
from mutants import listed, rulebook

GOOD: Final = made.EXAMPLES / "good-year"
LISTED: Final = Path(__file__).parent / "mutants_of_rows.yaml"
#: Bought on a Tuesday from a seller of its own, within every limit: by itself it moves no rule.
PLAIN: Final = {
    "ver_nr": "M1",
    "faktura_nr": "F1",
    "leverantor": "Nyinköpt AB",
    "konto_nr": "6410",
    "grund": "Varor",
    "belopp": "1 143,50",
    "fakturadatum": "2025-05-06",
    "bokforingsdatum": "2025-05-06",
    "betaldatum": "2025-05-12",
    "bestallare": "Lena Skrivare",
    "attestant1": "Sara Samordning",
    "attest1_tid": "2025-05-08",
    "arende": "Inköp och direktupphandling inom budget",
    "kort": "nej",
}

Cells = Mapping[str, str]
Tallies = dict[str, Tally]


@dataclass(frozen=True)
class MutantOfRows:
    """The cells in which its one or two rows differ from the plain purchase, and what rules must say of it."""

    rows: tuple[Cells, ...]
    answers: dict[str, Word]

    def __str__(self) -> str:
        return " and ".join(", ".join(f"{name} {cell}" for name, cell in row.items()) or "plain" for row in self.rows)


def by_hand() -> list[MutantOfRows]:
    return [_by_hand(item) for item in listed(LISTED)]


def _by_hand(item: Any) -> MutantOfRows:
    rows = [item["row"], *([item["and"]] if "and" in item else [])]
    answers: dict[str, Word] = dict.fromkeys(item["answers"], "violated")
    answers.update(dict.fromkeys(item.get("unknown", ()), "not_assessable"))
    return MutantOfRows(tuple({name: cell for name, cell in row.items() if name != AT} for row in rows), answers)


@cache
def _year() -> Dossier:
    return replace(dossier.read(GOOD), prisbasbelopp=rulebook().parameters.get(PRISBASBELOPP))


def tallies(rows: Sequence[Cells]) -> Tallies:
    """What each rule about purchases finds in the good year's journal with these rows at its end."""
    lines = [";".join({**PLAIN, **row}.get(name, "") for name in made.HEADING) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        content = (GOOD / "inkop.csv").read_text(encoding="utf-8") + "".join(f"{line}\n" for line in lines)
        (Path(folder) / "inkop.csv").write_text(content, encoding="utf-8")
        store, _ = journals.read(Path(folder), _year().year, [Population(file="inkop.csv", kind="purchases")])
    record_tables.load(store.connection, replace(_year(), store=store))
    judge, tables = Judge(rulebook(), (ReferenceEngine(),), AS_OF), tables_of(store.connection, "duckdb")
    found: Tallies = {}
    for name, view in views().items():
        outcomes, _ = judge_population(judge, kinds()[name][0], view, tables, _year().year.fiscal_year)
        found |= {outcome.rule.id: outcome.tally for outcome in outcomes if outcome.tally is not None}
    store.connection.close()
    return found


def moved(before: Tallies, after: Tallies) -> dict[str, Word]:
    """The rules that find anything else to tell, and whether that is a deviation or what nobody could judge."""
    return {
        rule: "not_assessable" if tally.not_assessable > before[rule].not_assessable else "violated"
        for rule, tally in after.items()
        if _told(tally) != _told(before[rule])
    }


def _told(tally: Tally) -> tuple[object, ...]:
    return tally.violated, tally.not_assessable, tally.amount, tally.without_amount, tally.top
