"""Ledger files as files: whether they read well, and are the year's and the förbund's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import CountedFact, counted, first_of_year, flag, iso_date, joined, last_of_year, word
from finsam_control.figure import Figure, Unit, above, differ
from finsam_control.ledger import Ledger, Tally
from finsam_control.place import Place

Checksum = Literal["sum_agrees", "sum_differs", "sum_not_stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFact(CountedFact):
    kind: ClassVar[str] = "ledger"
    sv: ClassVar[str] = "huvudboksfiler"
    en: ClassVar[str] = "ledger files"
    document: ClassVar[str] = "huvudbok"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    file: Annotated[str, base.text("filen", "the file")]
    stated_characters: Annotated[
        str | None, base.text("teckenuppsättningen enligt #FORMAT", "the characters that #FORMAT states")
    ]
    characters: Annotated[str, base.text("teckenuppsättningen som filen har", "the characters of the file")]
    characters_agree: Annotated[
        bool | None, flag("filen har de tecken som #FORMAT anger", "the file has the characters that #FORMAT states")
    ]
    stray_letters: Annotated[
        int, counted("antalet bokstäver ur en annan teckenuppsättning", "letters of another set of characters")
    ]
    checksum: Annotated[Checksum, word("kontrollsumman", "the checksum")]
    is_whole: Annotated[bool, flag("filen är hel", "the file is whole")]
    last_line: Annotated[str, base.text("där den slutar", "where it ends")]
    broken_lines: Annotated[int, counted("antalet rader som inte gick att läsa", "lines that could not be read")]
    broken_first: Annotated[str, base.text("de första raderna", "the first lines")]
    unknown_posts: Annotated[int, counted("antalet poster som SIE inte har", "posts that SIE does not have")]
    unknown_tags: Annotated[str, base.text("deras etiketter", "their tags")]
    year_start: Annotated[str | None, iso_date("räkenskapsårets första dag enligt filen", "the file's first day")]
    year_end: Annotated[str | None, iso_date("räkenskapsårets sista dag enligt filen", "the file's last day")]
    is_of_the_year: Annotated[
        bool | None, flag("filen är för det granskade året", "the file is of the year that is reviewed")
    ]
    org_number: Annotated[str | None, base.text("organisationsnumret enligt filen", "the file's organisation number")]
    is_of_the_forbund: Annotated[
        bool | None, flag("filen har förbundets organisationsnummer", "the file has the förbund's organisation number")
    ]
    personal_numbers: Annotated[int, counted("antalet rader med personnummer", "lines with a personal identity number")]
    personal_first: Annotated[str, base.text("de första av dem", "the first of them")]


def produce(dossier: Dossier) -> tuple[LedgerFact, ...]:
    return tuple(_fact(dossier, ledger) for ledger in dossier.ledgers)


def _fact(dossier: Dossier, ledger: Ledger) -> LedgerFact:
    year, entity = dossier.year.fiscal_year, dossier.year.entity
    start, end = (day.isoformat() for day in ledger.year) if ledger.year is not None else (None, None)
    own = entity.org_number if isinstance(entity.org_number, str) else None
    return LedgerFact(
        key=ledger.name,
        law_date=first_of_year(year),
        place=beginning(ledger),
        file=ledger.name,
        stated_characters=ledger.format,
        characters=ledger.encoding.characters,
        characters_agree=None if ledger.format is None else ledger.encoding.agrees_with(ledger.format),
        stray_letters=ledger.encoding.stray,
        checksum=_checksum(ledger.checksum),
        is_whole=ledger.cut_at is None,
        last_line=f"{ledger.name}:{ledger.cut_at}" if ledger.cut_at is not None else "",
        broken_lines=ledger.broken.count,
        broken_first=first_lines(ledger, ledger.broken),
        unknown_posts=ledger.unknown.count,
        unknown_tags=joined(ledger.unknown_tags),
        year_start=start,
        year_end=end,
        is_of_the_year=is_of_year(ledger, year),
        org_number=ledger.org_number,
        is_of_the_forbund=_same_number(ledger.org_number, own),
        personal_numbers=ledger.personal.count,
        personal_first=first_lines(ledger, ledger.personal),
        lines={
            "is_whole": () if ledger.cut_at is None else (ledger.cut_at,),
            "broken_lines": ledger.broken.lines,
            "unknown_posts": ledger.unknown.lines,
            "personal_numbers": ledger.personal.lines,
        },
    )


def is_of_year(ledger: Ledger, year: int) -> bool | None:
    """Whether the file is of the whole fiscal year and no other; unknown where it does not say, or ends before it."""
    if ledger.year is None or (ledger.until is not None and ledger.until < ledger.year[1]):
        return None
    return tuple(day.isoformat() for day in ledger.year) == (first_of_year(year), last_of_year(year))


def of_the_year(dossier: Dossier) -> tuple[Ledger, ...]:
    """The ledgers that can speak of the year: none of another, and files for import only where all are."""
    year = dossier.year.fiscal_year
    own = tuple(ledger for ledger in dossier.ledgers if is_of_year(ledger, year) is not False)
    return tuple(ledger for ledger in own if not ledger.is_for_import) or own


def against(booked: int | None, stated: Figure, trivial: int) -> tuple[int | None, int | None]:
    """Öre that the books have beyond a stated figure, and how much of the difference is more than clearly trivial."""
    if booked is None:
        return None, None
    difference, surely = booked - stated.value, differ(Figure(booked, 1, Unit.KR), stated)
    return difference, above(abs(difference), abs(surely), trivial)


def none_found(ledger: Ledger) -> int | None:
    """What it says to have found none of something among vouchers: nothing at all where any of them are missing."""
    return 0 if ledger.cut_at is None and ledger.vouchers is not None else None


def with_vouchers(dossier: Dossier) -> tuple[Ledger, ...]:
    """The ledgers that hold vouchers, and where none of the year's does, those of the year, which should."""
    held = tuple(ledger for ledger in dossier.ledgers if ledger.vouchers is not None)
    own = of_the_year(dossier)
    return held if any(ledger in held for ledger in own) else (*held, *own)


def beginning(ledger: Ledger) -> Place:
    return Place(ledger.file, 1, "")


def first_lines(ledger: Ledger, tally: Tally | None) -> str:
    """The first lines of a deviation as people look them up: `bokforing.se:12, bokforing.se:40`."""
    return joined(f"{ledger.name}:{line}" for line in (tally.first if tally is not None else ()))


def _checksum(found: bool | None) -> Checksum:  # noqa: FBT001 -- the three states of the ledger's field
    if found is None:
        return "sum_not_stated"
    return "sum_agrees" if found else "sum_differs"


def _same_number(one: str | None, other: str | None) -> bool | None:
    """Whether the digits are the same, whatever stands between them; the first two of twelve say the century."""
    numbers = ["".join(filter(str.isdecimal, text or ""))[-10:] for text in (one, other)]
    return numbers[0] == numbers[1] if all(numbers) else None
