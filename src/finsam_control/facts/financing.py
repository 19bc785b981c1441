"""The members' contributions of the year, party by party (FinsamL 5 and 6 §§)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, amount, counted, first_of_year, flag, ore, ppm, share
from finsam_control.facts.membership import outside_region
from finsam_control.figure import unlike
from finsam_control.records.entity import Financing

_HALF_A_YEAR = 2  # quarters, the longest instalment


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancingFact(Fact):
    kind: ClassVar[str] = "financing"
    sv: ClassVar[str] = "medlemmarnas bidrag"
    en: ClassVar[str] = "the members' contributions"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "financing"

    state_share: Annotated[int | None, ppm("statens andel", "the state's share")]
    region_share: Annotated[int | None, ppm("regionernas andel", "the regions' share")]
    kommun_share: Annotated[int | None, ppm("kommunernas andel", "the kommuner's share")]
    total: Annotated[int | None, ore("medlemmarnas bidrag tillsammans", "the members' contributions together")]
    allotted_difference: Annotated[
        int | None,
        ore(
            "bidragen minus uppgivna tilldelade medel (avrundning frånräknad)",
            "contributions less allotted funds as stated (rounding allowed for)",
        ),
    ]
    moved_instalments: Annotated[
        int | None,
        counted(
            "hela kvartal av en parts bidrag som, flyttade till rätt part, återställer fördelningen",
            "whole quarters of a party's contribution that, moved to the right party, restore the shares",
        ),
    ]
    has_kommun_outside_region: Annotated[
        bool | None, flag("en kommun utanför region är medlem", "a kommun outside any region is a member", "medlemmar")
    ]
    in_kind_count: Annotated[int | None, counted("bidrag i annat än pengar", "contributions not in money")]
    other_count: Annotated[
        int | None, counted("bidrag från andra än medlemmar", "contributions from others than members")
    ]


def produce(dossier: Dossier) -> tuple[FinancingFact, ...]:
    year, financing = dossier.year, dossier.year.financing
    if financing is None:
        return ()
    by_party = {party: _sum(financing, party) for party in ("staten", "region", "kommun")}
    parties = list(by_party.values())
    total = None if None in parties else sum(party or 0 for party in parties)
    whole = financing.complete
    return (
        FinancingFact(
            key="financing",
            law_date=first_of_year(year.fiscal_year),
            place=financing.place("contributions"),
            state_share=share(by_party["staten"], total),
            region_share=share(by_party["region"], total),
            kommun_share=share(by_party["kommun"], total),
            total=total,
            allotted_difference=_allotted_difference(financing),
            moved_instalments=_moved(by_party, total, _rounding(financing)),
            has_kommun_outside_region=outside_region(year.members),
            in_kind_count=sum(item.in_kind for item in financing.contributions) if whole else None,
            other_count=sum(item.kind == "annan" for item in financing.contributions) if whole else None,
        ),
    )


def _sum(financing: Financing, party: str) -> int | None:
    amounts = [amount(item.this_year) for item in financing.contributions if item.kind == party and not item.in_kind]
    if not financing.complete or None in amounts:
        return None
    return sum(paid or 0 for paid in amounts)


def _allotted_difference(financing: Financing) -> int | None:
    """Öre as printed, unless rounding explains it; what others than the members contribute is not allotted funds."""
    paid = [item.this_year for item in financing.contributions if item.kind != "annan" and not item.in_kind]
    known = [figure for figure in paid if figure is not None]
    if financing.allotted is None or not financing.complete or len(known) < len(paid):
        return None
    return unlike(known, financing.allotted)


def _rounding(financing: Financing) -> int:
    """Öre by which the parties' sums, and so an instalment, may stand rounded: half a step of each contribution."""
    return sum(item.this_year.step // 2 for item in financing.contributions if item.this_year is not None)


def _moved(by_party: dict[str, int | None], total: int | None, rounding: int) -> int | None:
    """How many whole quarters of the underpaid party's due part explain every deviation; 0 where none do.

    A year is paid in quarters or halves, so one instalment booked on the wrong party shows as one quarter or two.
    More are no single instalment, and where a party paid nothing there is none to move. Amounts printed to the öre
    must fit to the öre.
    """
    if total is None:
        return None
    if any((paid or 0) <= 0 for paid in by_party.values()):
        return 0
    # In sixteenths of an öre, so that neither a party's part nor its quarter is ever rounded here.
    quarters = {"staten": 2 * total, "region": total, "kommun": total}
    deviations = {party: 16 * (by_party[party] or 0) - 4 * quarter for party, quarter in quarters.items()}
    lowest = min(deviations, key=lambda party: deviations[party])
    quarter = quarters[lowest]
    moved = (quarter - 2 * deviations[lowest]) // (2 * quarter)
    explained = all(_off(deviation, quarter) <= 16 * rounding for deviation in deviations.values())
    return moved if explained and moved <= _HALF_A_YEAR else 0


def _off(deviation: int, quarter: int) -> int:
    """How far a deviation is from a whole number of quarters."""
    return min(deviation % quarter, -deviation % quarter)
