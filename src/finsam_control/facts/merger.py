"""Förbund dissolved into this one: the final account, the remaining capital, and what was entered here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, amount, counted, flag, is_there, joined, law_day, ore
from finsam_control.figure import Figure, differ
from finsam_control.records.base import distinct
from finsam_control.records.entity import Holdings, Merger


@dataclass(frozen=True, slots=True, kw_only=True)
class MergerFact(Fact):
    kind: ClassVar[str] = "merger"
    sv: ClassVar[str] = "sammanslagningar"
    en: ClassVar[str] = "mergers"
    document: ClassVar[str] = "sammanslagning"
    section: ClassVar[str] = "mergers"
    dated: ClassVar[bool] = True

    dissolved: Annotated[str, base.text("det upplösta förbundet", "the dissolved förbund")]
    has_final_account: Annotated[
        bool | None, flag("medlemmarna har fått slutredovisningen", "the members have been given the final account")
    ]
    has_archive_decision: Annotated[
        bool | None, flag("det är beslutat vem som tar över arkivet", "it is decided who takes over the archive")
    ]
    final_equity: Annotated[int | None, ore("eget kapital i slutredovisningen", "equity in the final account")]
    opening_equity: Annotated[int | None, ore("eget kapital som togs över", "the equity taken over")]
    equity_difference: Annotated[
        int | None,
        ore(
            "övertaget eget kapital minus slutredovisningens (avrundning frånräknad)",
            "equity taken over less that of the final account (rounding allowed for)",
        ),
    ]
    assets_difference: Annotated[
        int | None,
        ore(
            "övertagna tillgångar minus slutredovisningens (avrundning frånräknad)",
            "assets taken over less those of the final account (rounding allowed for)",
        ),
    ]
    liabilities_difference: Annotated[
        int | None,
        ore(
            "övertagna skulder minus slutredovisningens (avrundning frånräknad)",
            "liabilities taken over less those of the final account (rounding allowed for)",
        ),
    ]
    undecided_count: Annotated[
        int | None,
        counted(
            "antalet medlemmar som inte har beslutat om kapitalet",
            "the number of members that have not decided on the capital",
        ),
    ]
    undecided: Annotated[
        str, base.text("medlemmar som inte har beslutat om kapitalet", "members that have not decided on the capital")
    ]


def produce(dossier: Dossier) -> tuple[MergerFact, ...]:
    mergers = dossier.year.mergers.items
    keys = distinct(merger.dissolved for merger in mergers)
    return tuple(_fact(merger, key) for merger, key in zip(mergers, keys, strict=True))


def _fact(merger: Merger, key: str) -> MergerFact:
    final, opening = merger.final or Holdings.model_construct(), merger.opening or Holdings.model_construct()
    without = [item.member for item in merger.capital_decisions.items if is_there(item.decided_on) is False]
    return MergerFact(
        key=key,
        law_date=law_day(merger.date),
        place=merger.place("dissolved"),
        dissolved=merger.dissolved,
        has_final_account=is_there(merger.final_account),
        has_archive_decision=is_there(merger.archive_decision),
        final_equity=amount(final.equity),
        opening_equity=amount(opening.equity),
        equity_difference=_difference(opening.equity, final.equity),
        assets_difference=_difference(opening.assets, final.assets),
        liabilities_difference=_difference(opening.liabilities, final.liabilities),
        undecided_count=len(without) if without or _all_known(merger) else None,
        undecided=joined(without),
    )


def _difference(opening: Figure | None, final: Figure | None) -> int | None:
    """Öre as printed, unless rounding explains it."""
    if opening is None or final is None:
        return None
    return opening.value - final.value if differ(opening, final) else 0


def _all_known(merger: Merger) -> bool:
    """Whether every member of the dissolved förbund is listed, each with its decision or the lack of one."""
    decisions = merger.capital_decisions
    return decisions.complete and all(item.decided_on is not None for item in decisions.items)
