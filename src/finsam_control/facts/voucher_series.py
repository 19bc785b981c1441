"""Series of voucher numbers: what is missing between the first and the last, and what stands twice (LKBR 3:8-9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import CountedFact, counted, first_of_year, joined
from finsam_control.facts.ledger import first_lines, none_found, with_vouchers
from finsam_control.ledger import Series, Tally
from finsam_control.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherSeriesFact(CountedFact):
    kind: ClassVar[str] = "voucher_series"
    sv: ClassVar[str] = "verifikationsserier"
    en: ClassVar[str] = "voucher series"
    document: ClassVar[str] = "verifikationer"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    file: Annotated[str, base.text("filen", "the file")]
    series: Annotated[str, base.text("serien", "the series")]
    vouchers: Annotated[int, counted("antalet numrerade verifikationer", "numbered vouchers")]
    missing: Annotated[
        int | None,
        counted("antalet nummer som saknas mellan första och sista", "numbers missing between first and last"),
    ]
    missing_first: Annotated[str, base.text("de första numren som saknas", "the first numbers missing")]
    duplicates: Annotated[int | None, counted("antalet nummer som återkommer", "numbers that stand a second time")]
    duplicates_first: Annotated[str, base.text("de första som återkommer", "the first that stand a second time")]


#: Of a file without vouchers.
_NONE: Final = Series(name="-", line=1, vouchers=0, missing=None, first_missing=(), duplicates=Tally())


def produce(dossier: Dossier) -> tuple[VoucherSeriesFact, ...]:
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(
        VoucherSeriesFact(
            key=f"{ledger.name}/{series.name}",
            law_date=law_date,
            place=Place(ledger.file, series.line, ""),
            file=ledger.name,
            series=series.name,
            vouchers=series.vouchers,
            missing=None if series.missing is None else series.missing or none_found(ledger),
            missing_first=joined(map(str, series.first_missing)),
            duplicates=series.duplicates.count or none_found(ledger),
            duplicates_first=first_lines(ledger, series.duplicates),
            lines={"duplicates": series.duplicates.lines},
        )
        for ledger in with_vouchers(dossier)
        for series in ledger.series or (_NONE,)
    )
