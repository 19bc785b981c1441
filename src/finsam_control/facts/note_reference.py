"""The notes of the annual report against the rows of its statements that refer to them (LKBR 9:2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, joined
from finsam_control.records.economy import AnnualReport
from finsam_control.records.tables import Table

_NAMES_NOTES = re.compile(r"\bnot(er)?\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReferenceFact(Fact):
    kind: ClassVar[str] = "note_reference"
    sv: ClassVar[str] = "hänvisningar till noter"
    en: ClassVar[str] = "references to notes"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "annual_report"

    reference_count: Annotated[
        int, counted("antalet hänvisningar till noter i räkningarna", "references to notes in the statements")
    ]
    dangling_count: Annotated[
        int | None, counted("antalet hänvisningar till noter som inte finns", "references to notes that are not there")
    ]
    dangling: Annotated[str | None, base.text("noter som inte finns", "notes that are not there")]
    in_order: Annotated[
        bool | None,
        flag("noterna står i samma ordning som raderna", "the notes come in the order of the rows"),
    ]


def produce(dossier: Dossier) -> tuple[NoteReferenceFact, ...]:
    year, report = dossier.year, dossier.year.annual_report
    if report is None:
        return ()
    statements = tuple(table for table in (year.income_statement, year.balance_sheet) if table is not None)
    referred = [number for table in statements for number in _references(table)]
    dangling = _dangling(report, referred)
    return (
        NoteReferenceFact(
            key="note_reference",
            law_date=first_of_year(year.fiscal_year),
            place=report.place("notes"),
            reference_count=len(referred),
            dangling_count=None if dangling is None else len(dangling),
            dangling=None if dangling is None else joined(f"not {number}" for number in dangling),
            in_order=_in_order(referred) if referred else None,
        ),
    )


def _references(table: Table) -> Iterable[int]:
    """The numbers after the word *not* in a row, in their order."""
    for row in table.rows:
        for text in row.notes or ():
            yield from _numbers(text)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)] if _NAMES_NOTES.search(text) else []


def _dangling(report: AnnualReport, referred: list[int]) -> list[int] | None:
    """Referred to and not in the list of notes; unknown where no list was handed in."""
    if report.notes is None:
        return None
    there = {number for text in report.notes for number in _numbers(text)}
    return [number for number in dict.fromkeys(referred) if number not in there]


def _in_order(referred: list[int]) -> bool:
    """Rows may share a note, so what counts is where each note is first referred to."""
    first = list(dict.fromkeys(referred))
    return first == sorted(first)
