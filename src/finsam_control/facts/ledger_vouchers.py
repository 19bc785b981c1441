"""Every voucher of a ledger file: what was tested and how many deviate, each with its first lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, ClassVar, Final

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import CountedFact, counted, first_of_year, ore
from finsam_control.facts.ledger import beginning, first_lines, none_found, with_vouchers
from finsam_control.ledger import Ledger, Tally, Vouchers

#: What was counted where there was nothing to count.
_NONE: Final = Vouchers(
    tested=0,
    untested=0,
    turnover=0,
    unbalanced=Tally(),
    empty=Tally(),
    unnumbered=Tally(),
    changed=Tally(),
    changed_unsigned=Tally(),
    undated=Tally(),
    outside_year=None,
    on_day_off=Tally(),
    unsigned=None,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerVouchersFact(CountedFact):
    kind: ClassVar[str] = "ledger_vouchers"
    sv: ClassVar[str] = "verifikationer i huvudboken"
    en: ClassVar[str] = "vouchers of the ledger"
    document: ClassVar[str] = "verifikationer"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    tested: Annotated[int, counted("antalet prövade verifikationer", "vouchers tested")]
    untested: Annotated[
        int, counted("antalet verifikationer med en oläslig rad", "vouchers with a line that could not be read")
    ]
    turnover: Annotated[int, ore("summan av alla debetrader", "the sum of all debit rows")]
    unbalanced: Annotated[
        int | None, counted("antalet verifikationer som inte går jämnt upp", "vouchers out of balance")
    ]
    unbalanced_amount: Annotated[int, ore("deras skillnader sammanlagt", "their differences together")]
    unbalanced_first: Annotated[str, base.text("de första av dem", "the first of them")]
    empty: Annotated[int | None, counted("antalet verifikationer utan rader", "vouchers without rows")]
    empty_first: Annotated[str, base.text("de första utan rader", "the first without rows")]
    unnumbered: Annotated[
        int | None,
        counted("antalet verifikationer utan nummer", "vouchers without a number; unknown in a file for import"),
    ]
    unnumbered_first: Annotated[str, base.text("de första utan nummer", "the first without a number")]
    undeclared: Annotated[
        int | None,
        counted(
            "antalet rader på konton som inte finns i filens kontoplan",
            "rows on accounts that are not in the file's plan of accounts",
        ),
    ]
    undeclared_first: Annotated[str, base.text("de första raderna på sådana konton", "the first such rows")]
    changed: Annotated[int, counted("antalet rättade verifikationer", "vouchers changed afterwards")]
    changed_unsigned: Annotated[
        int | None,
        counted(
            "antalet verifikationer med en ändrad rad utan signatur", "vouchers with a changed row without a signature"
        ),
    ]
    changed_unsigned_first: Annotated[
        str, base.text("de första ändringarna utan signatur", "the first changes without a signature")
    ]
    undated: Annotated[
        int | None,
        counted("antalet verifikationer utan ett datum som går att läsa", "vouchers without a date that can be read"),
    ]
    undated_first: Annotated[str, base.text("de första utan datum", "the first without a date")]
    outside_year: Annotated[
        int | None,
        counted("antalet verifikationer daterade utanför räkenskapsåret", "vouchers dated outside the fiscal year"),
    ]
    outside_year_first: Annotated[str, base.text("de första utanför året", "the first outside the year")]
    on_day_off: Annotated[
        int | None,
        counted(
            "antalet verifikationer daterade en lördag, söndag eller helgdag", "vouchers dated on a weekend or holiday"
        ),
    ]
    on_day_off_first: Annotated[str, base.text("de första på en ledig dag", "the first on a day off")]
    unsigned: Annotated[
        int | None,
        counted(
            "antalet verifikationer utan signatur i en fil där andra har en",
            "vouchers without a signature in a file where others have one",
        ),
    ]
    unsigned_first: Annotated[str, base.text("de första utan signatur", "the first without a signature")]


def produce(dossier: Dossier) -> tuple[LedgerVouchersFact, ...]:
    """One fact a file that holds vouchers; types 1-3 hold none, and where there is nothing else nothing is known."""
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(_fact(ledger, ledger.vouchers or _NONE, law_date) for ledger in with_vouchers(dossier))


def _fact(ledger: Ledger, vouchers: Vouchers, law_date: str) -> LedgerVouchersFact:
    def first(tally: Tally | None) -> str:
        return first_lines(ledger, tally)

    def count(tally: Tally | None, *, is_sure: bool = True) -> int | None:
        """None found among those that could be read says nothing of those that could not."""
        return None if tally is None else tally.count or (none_found(ledger) if is_sure else None)

    return LedgerVouchersFact(
        key=ledger.name,
        law_date=law_date,
        place=beginning(ledger),
        tested=vouchers.tested,
        untested=vouchers.untested,
        turnover=vouchers.turnover,
        unbalanced=count(vouchers.unbalanced, is_sure=not vouchers.untested),
        unbalanced_amount=vouchers.unbalanced.amount,
        unbalanced_first=first(vouchers.unbalanced),
        empty=count(vouchers.empty),
        empty_first=first(vouchers.empty),
        # A file for import is numbered by the program that takes it in.
        unnumbered=None if ledger.is_for_import else count(vouchers.unnumbered),
        unnumbered_first=first(vouchers.unnumbered),
        undeclared=count(ledger.undeclared),
        undeclared_first=first(ledger.undeclared),
        changed=vouchers.changed.count,
        changed_unsigned=count(vouchers.changed_unsigned),
        changed_unsigned_first=first(vouchers.changed_unsigned),
        undated=count(vouchers.undated),
        undated_first=first(vouchers.undated),
        outside_year=count(vouchers.outside_year),
        outside_year_first=first(vouchers.outside_year),
        on_day_off=count(vouchers.on_day_off),
        on_day_off_first=first(vouchers.on_day_off),
        unsigned=count(vouchers.unsigned),
        unsigned_first=first(vouchers.unsigned),
        lines=dict(_lines(vouchers, ledger.undeclared)),
    )


def _lines(vouchers: Vouchers, undeclared: Tally | None) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The first lines of each count."""
    counts = {field.name: getattr(vouchers, field.name) for field in fields(vouchers)} | {"undeclared": undeclared}
    return ((name, tally.lines) for name, tally in counts.items() if isinstance(tally, Tally))
