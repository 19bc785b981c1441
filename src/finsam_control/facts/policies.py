"""The governing documents that law or recommendation asks for; one not listed is unknown unless the list is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, get_args

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, joined
from finsam_control.records.base import Listing
from finsam_control.records.control import ControlAim, Policy

_BY_THE_BOARD = ("god_ekonomisk_hushallning", "medelsforvaltning")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliciesFact(Fact):
    kind: ClassVar[str] = "policies"
    sv: ClassVar[str] = "styrdokument"
    en: ClassVar[str] = "governing documents"
    document: ClassVar[str] = "policyer"
    section: ClassVar[str] = "policies"

    fiscal_year: Annotated[str, base.text("året", "the year")]
    kommun_count: Annotated[
        int | None, counted("antalet kommuner i förbundet", "the number of kommuner in the förbund", "medlemmar")
    ]
    has_husbandry: Annotated[
        bool | None, flag("riktlinjer för god ekonomisk hushållning", "guidelines for sound financial management")
    ]
    has_funds: Annotated[
        bool | None, flag("riktlinjer för medelsförvaltningen", "guidelines for the management of funds")
    ]
    not_by_board_count: Annotated[
        int | None,
        counted(
            "antalet av de två riktlinjerna som någon annan än styrelsen har beslutat",
            "the number of the two guidelines adopted by another than the board",
        ),
    ]
    has_direct_award: Annotated[
        bool | None, flag("riktlinjer för direktupphandling", "guidelines for direct award of contracts")
    ]
    has_internal_control: Annotated[
        bool | None, flag("styrdokument för intern kontroll", "a governing document for internal control")
    ]
    missing_aim_count: Annotated[
        int | None,
        counted(
            "antalet av den interna kontrollens tre mål som styrdokumentet inte nämner",
            "the number of the three aims of internal control that the document does not name",
        ),
    ]
    missing_aims: Annotated[
        str | None,
        base.text("mål som styrdokumentet för intern kontroll inte nämner", "aims that the document does not name"),
    ]
    year_end: Annotated[str, base.iso_date("årets sista dag", "the last day of the year")]
    names_irregularities: Annotated[
        bool | None,
        flag(
            "styrdokumentet för intern kontroll nämner fel och oegentligheter",
            "the document on internal control names errors and irregularities",
        ),
    ]
    has_attest: Annotated[bool | None, flag("attestordning", "rules for approval of payments")]
    has_approver_list: Annotated[bool | None, flag("attestförteckning", "a list of those who may approve payments")]
    has_archive_description: Annotated[bool | None, flag("arkivbeskrivning", "a description of the archive")]
    has_archive_inventory: Annotated[bool | None, flag("arkivförteckning", "an inventory of the archive")]
    has_disposal_plan: Annotated[
        bool | None, flag("arkiverings- och gallringsplan", "a plan for archiving and disposal")
    ]
    has_archive_authority: Annotated[
        bool | None,
        flag(
            "dokumenterat vilken kommuns arkivmyndighet som har tillsynen",
            "a record of which kommun supervises the archive",
        ),
    ]
    has_registry: Annotated[bool | None, flag("beslutad ordning för diarieföring", "a decided order for the registry")]
    has_system_documentation: Annotated[
        bool | None, flag("systemdokumentation för bokföringen", "documentation of the accounting system")
    ]
    has_processing_history: Annotated[
        bool | None, flag("behandlingshistorik för bokföringen", "a history of the processing in the accounts")
    ]
    has_accessibility_statement: Annotated[
        bool | None, flag("tillgänglighetsredogörelse på webbplatsen", "an accessibility statement on the website")
    ]


def produce(dossier: Dossier) -> tuple[PoliciesFact, ...]:
    policies, members, fiscal_year = dossier.year.policies, dossier.year.members, dossier.year.fiscal_year
    if not policies.items and not policies.complete:
        return ()
    missing_aims = _missing_aims(policies)
    return (
        PoliciesFact(
            key="policies",
            law_date=first_of_year(fiscal_year),
            place=policies.place("items"),
            fiscal_year=str(fiscal_year),
            kommun_count=sum(member.kind == "kommun" for member in members.items) if members.complete else None,
            has_husbandry=_has(policies, "god_ekonomisk_hushallning"),
            has_funds=_has(policies, "medelsforvaltning"),
            not_by_board_count=_not_by_board(policies),
            has_direct_award=_has(policies, "direktupphandling"),
            has_internal_control=_has(policies, "internkontroll"),
            missing_aim_count=None if missing_aims is None else len(missing_aims),
            missing_aims=None if missing_aims is None else joined(missing_aims),
            year_end=base.last_of_year(fiscal_year),
            names_irregularities=_irregularities(policies),
            has_attest=_has(policies, "attestordning"),
            has_approver_list=_has(policies, "attestforteckning"),
            has_archive_description=_has(policies, "arkivbeskrivning"),
            has_archive_inventory=_has(policies, "arkivforteckning"),
            has_disposal_plan=_has(policies, "gallringsplan"),
            has_archive_authority=_has(policies, "arkivmyndighet"),
            has_registry=_has(policies, "diarieforing"),
            has_system_documentation=_has(policies, "systemdokumentation"),
            has_processing_history=_has(policies, "behandlingshistorik"),
            has_accessibility_statement=_has(policies, "tillganglighetsredogorelse"),
        ),
    )


def _has(policies: Listing[Policy], kind: str) -> bool | None:
    states = {policy.state for policy in policies.items if policy.kind == kind}
    if "finns" in states:
        return True
    return False if "saknas" in states or policies.complete else None


def _not_by_board(policies: Listing[Policy]) -> int | None:
    """Of the guidelines that exist, those that another adopted; unknown while it is not said who adopted one."""
    there = [policy for policy in policies.items if policy.kind in _BY_THE_BOARD and policy.state == "finns"]
    others = sum(policy.adopted_by == "annan" for policy in there)
    unsaid = any(policy.adopted_by is None for policy in there)
    return None if not there or (unsaid and not others) else others


def _missing_aims(policies: Listing[Policy]) -> list[str] | None:
    """The aims that no document on internal control names; unknown while it is not said of each which it names."""
    there = [policy for policy in policies.items if policy.kind == "internkontroll" and policy.state == "finns"]
    named = {aim for policy in there for aim in policy.aims or ()}
    missing = [aim for aim in get_args(ControlAim) if aim not in named]
    unsaid = not there or any(policy.aims is None for policy in there)
    return None if unsaid and missing else missing


def _irregularities(policies: Listing[Policy]) -> bool | None:
    """Whether a document on internal control names them; unknown while it is not said of each."""
    there = [policy for policy in policies.items if policy.kind == "internkontroll" and policy.state == "finns"]
    told = {base.is_there(policy.irregularities) for policy in there}
    return True if True in told else False if told == {False} else None
