"""Archive and registry (arkivlagen, OSL, finsam.se)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, joined

_ROLES = {"post": "öppna posten", "diarium": "diariet", "arkiv": "arkivet"}
_REGISTRY = {
    "datum": "datum",
    "nummer": "diarienummer",
    "motpart": "avsändare eller mottagare",
    "innehall": "vad handlingen gäller",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFact(Fact):
    kind: ClassVar[str] = "archive"
    sv: ClassVar[str] = "arkiv och diarium"
    en: ClassVar[str] = "archive and registry"
    document: ClassVar[str] = "policyer"
    section: ClassVar[str] = "archive"

    fiscal_year: Annotated[str, base.text("räkenskapsåret", "the fiscal year")]
    missing_roles_count: Annotated[
        int | None, counted("antalet uppgifter som ingen namngiven person har", "duties that no named person has")
    ]
    missing_roles: Annotated[str, base.text("uppgifter utan namngiven person", "duties without a named person")]
    registry_missing_count: Annotated[
        int | None, counted("antalet uppgifter som diariet saknar", "things that the registry does not show")
    ]
    registry_missing: Annotated[str, base.text("uppgifterna som diariet saknar", "what the registry does not show")]
    refusals_written: Annotated[
        bool | None,
        flag("den som nekats en handling kan få ett skriftligt beslut", "a refusal can be had as a written decision"),
    ]


def produce(dossier: Dossier) -> tuple[ArchiveFact, ...]:
    year, archive = dossier.year, dossier.year.archive
    if archive is None:
        return ()
    without = [words for role, words in _ROLES.items() if archive.roles is not None and role not in archive.roles]
    lacks = archive.registry_lacks
    return (
        ArchiveFact(
            key="archive",
            law_date=first_of_year(year.fiscal_year),
            place=archive.place(),
            fiscal_year=str(year.fiscal_year),
            missing_roles_count=None if archive.roles is None else len(without),
            missing_roles=joined(without),
            registry_missing_count=None if lacks is None else len(set(lacks)),
            registry_missing=joined(_REGISTRY[item] for item in dict.fromkeys(lacks or ())),
            refusals_written=is_there(archive.refusals_written),
        ),
    )
