"""Journal files as files: how well their rows, cells and letters could be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, joined
from finsam_control.journal import JournalFile


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFileFact(Fact):
    kind: ClassVar[str] = "journal_file"
    sv: ClassVar[str] = "inköpsjournalens filer"
    en: ClassVar[str] = "files of the journal of purchases"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    file: Annotated[str, base.text("filen", "the file")]
    profile: Annotated[str, base.text("kolumnprofilen", "the column profile")]
    rows: Annotated[int, counted("antalet rader", "rows")]
    broken_rows: Annotated[
        int, counted("rader som inte gick att dela i celler", "rows that could not be parted into cells")
    ]
    broken_first: Annotated[str, base.text("de första av dem", "the first of them")]
    unread_cells: Annotated[int, counted("celler som inte gick att läsa", "cells that could not be read")]
    unread_first: Annotated[str, base.text("de första, per kolumn", "the first, column by column")]
    stray_rows: Annotated[int, counted("rader i annan teckenkod än resten", "rows in other letters than the rest")]
    stray_first: Annotated[str, base.text("de första raderna", "the first rows")]
    other_forbund_rows: Annotated[int, counted("rader för ett annat förbund", "rows of another förbund")]
    other_forbund_first: Annotated[str, base.text("de första av dem", "the first of them")]
    other_year_rows: Annotated[int, counted("rader för ett annat år", "rows of another year")]
    other_year_first: Annotated[str, base.text("de första av dem", "the first of them")]


def produce(dossier: Dossier) -> tuple[JournalFileFact, ...]:
    files = dossier.store.files if dossier.store is not None else ()
    return tuple(_fact(dossier, file) for file in files)


def _fact(dossier: Dossier, file: JournalFile) -> JournalFileFact:
    return JournalFileFact(
        key=file.name,
        law_date=first_of_year(dossier.year.fiscal_year),
        place=file.named_at,
        file=file.name,
        profile=file.profile,
        rows=file.rows,
        broken_rows=file.broken.count,
        broken_first=_lines(file.broken.first),
        unread_cells=sum(item.tally.count for item in file.unread),
        unread_first="; ".join(f"{item.column} {_lines(item.tally.first)}" for item in file.unread) or "-",
        stray_rows=file.stray.count,
        stray_first=_lines(file.stray.first),
        other_forbund_rows=file.other_forbund.count,
        other_forbund_first=_lines(file.other_forbund.first),
        other_year_rows=file.other_year.count,
        other_year_first=_lines(file.other_year.first),
    )


def _lines(lines: Iterable[int]) -> str:
    return joined(map(str, lines)) or "-"
