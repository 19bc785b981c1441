"""The parties of the förbund and the area that they cover (FinsamL 1 and 3 §§)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, first_of_year, flag, joined, text
from finsam_control.facts.board import known_count
from finsam_control.records.base import SAKNAS, Listing
from finsam_control.records.entity import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipFact(Fact):
    kind: ClassVar[str] = "membership"
    sv: ClassVar[str] = "förbundets medlemmar"
    en: ClassVar[str] = "the förbund's members"
    document: ClassVar[str] = "medlemmar"
    section: ClassVar[str] = "members"

    has_fk: Annotated[bool | None, flag("Försäkringskassan är medlem", "Försäkringskassan is a member")]
    has_af: Annotated[bool | None, flag("Arbetsförmedlingen är medlem", "Arbetsförmedlingen is a member")]
    region_count: Annotated[int | None, counted("antalet regioner som är medlemmar", "number of member regions")]
    kommun_count: Annotated[int | None, counted("antalet kommuner som är medlemmar", "number of member kommuner")]
    has_kommun_outside_region: Annotated[
        bool | None, flag("en kommun utanför region är medlem", "a kommun outside any region is a member")
    ]
    stray_count: Annotated[
        int | None,
        counted("antalet kommuner vars region inte är medlem", "number of kommuner whose region is not a member"),
    ]
    strays: Annotated[str, text("kommuner vars region inte är medlem", "kommuner whose region is not a member")]


def produce(dossier: Dossier) -> tuple[MembershipFact, ...]:
    members = dossier.year.members
    if not members.items:
        return ()
    whole = members.complete
    kinds = [member.kind for member in members.items]
    kommuner = [member for member in members.items if member.kind == "kommun"]
    strays = _strays(members.items, kommuner)
    return (
        MembershipFact(
            key="members",
            law_date=first_of_year(dossier.year.fiscal_year),
            place=members.place("items"),
            has_fk=_found("forsakringskassan" in kinds, whole=whole),
            has_af=_found("arbetsformedlingen" in kinds, whole=whole),
            region_count=known_count(kinds.count("region"), whole=whole),
            kommun_count=known_count(len(kommuner), whole=whole),
            has_kommun_outside_region=outside_region(members),
            stray_count=_stray_count(kommuner, len(strays), whole=whole),
            strays=joined(kommun.name for kommun in strays),
        ),
    )


def _found(found: bool, *, whole: bool) -> bool | None:  # noqa: FBT001 -- what was found is the very subject
    return True if found else False if whole else None


def outside_region(members: Listing[Member]) -> bool | None:
    """Whether a kommun of the list lies outside any region; none does only where the list is whole (5 a §)."""
    regions = [member.region for member in members.items if member.kind == "kommun"]
    if SAKNAS in regions:
        return True
    return False if members.complete and None not in regions else None


def _strays(members: tuple[Member, ...], kommuner: list[Member]) -> list[Member]:
    regions = {member.name for member in members if member.kind == "region"}
    return [kommun for kommun in kommuner if isinstance(kommun.region, str) and kommun.region not in regions]


def _stray_count(kommuner: list[Member], found: int, *, whole: bool) -> int | None:
    """Unknown where a region may stand outside the list, or where nobody has said in which region a kommun lies."""
    if found:
        return found if whole else None
    return 0 if all(kommun.region is not None for kommun in kommuner) else None
