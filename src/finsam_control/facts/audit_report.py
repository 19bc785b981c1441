"""The auditors' report on the year: to whom it went, what it says, and the members' trial of discharge (26 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.auditors import folded
from finsam_control.facts.base import (
    Fact,
    counted,
    days,
    first_of_year,
    flag,
    is_there,
    iso_date,
    joined,
    last_of_year,
    latest,
    said,
)
from finsam_control.records.control import Audit, Discharge
from finsam_control.records.year import Year

_BOARD = frozenset({"styrelsen", "styrelse", "förbundsstyrelsen"})
_MEMBERS = frozenset({"medlemmarna", "alla medlemmar", "samtliga medlemmar", "förbundsmedlemmarna"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReportFact(Fact):
    kind: ClassVar[str] = "audit_report"
    sv: ClassVar[str] = "revisionsberättelse"
    en: ClassVar[str] = "audit report"
    document: ClassVar[str] = "revision"
    section: ClassVar[str] = "audit"

    fiscal_year: Annotated[str, base.text("räkenskapsåret", "the fiscal year")]
    year_end: Annotated[str, iso_date("räkenskapsårets sista dag", "last day of the fiscal year", of_year=last_of_year)]
    has_report: Annotated[bool | None, flag("avlämnad revisionsberättelse", "an audit report delivered")]
    unsent_count: Annotated[
        int | None,
        counted(
            "antalet mottagare som inte har fått revisionsberättelsen", "the number of recipients without the report"
        ),
    ]
    unsent: Annotated[str | None, base.text("mottagare utan revisionsberättelse", "recipients without the report")]
    has_discharge_statement: Annotated[
        bool | None, flag("revisorernas uttalande om ansvarsfrihet", "the auditors' statement on discharge")
    ]
    has_goals_judgement: Annotated[
        bool | None,
        flag("revisorernas bedömning av resultaten mot målen", "the auditors' assessment of results against goals"),
    ]
    has_control_judgement: Annotated[
        bool | None,
        flag("revisorernas bedömning av den interna kontrollen", "the auditors' assessment of internal control"),
    ]
    has_activity_judgement: Annotated[
        bool | None,
        flag("revisorernas bedömning av verksamheten", "the auditors' assessment of the activity"),
    ]
    has_accounts_judgement: Annotated[
        bool | None, flag("revisorernas bedömning av räkenskaperna", "the auditors' assessment of the accounts")
    ]
    has_anmarkning: Annotated[
        bool | None, flag("revisorerna riktar en anmärkning mot styrelsen", "the auditors make an anmärkning")
    ]
    anmarkning: Annotated[str | None, base.text("revisorernas anmärkning", "the auditors' anmärkning")]
    gives_reason: Annotated[bool | None, flag("grunden för anmärkningen anges", "the reason for it is given")]
    has_expert_reports: Annotated[
        bool | None, flag("de sakkunnigas rapporter är bifogade", "the experts' reports are attached")
    ]
    has_expert: Annotated[bool | None, flag("sakkunnigt biträde åt revisorerna", "an expert assisting the auditors")]
    has_criticism: Annotated[
        bool | None, flag("revisorerna riktar kritik mot styrelsen", "the auditors criticise the board")
    ]
    criticism: Annotated[str | None, base.text("revisorernas kritik", "the auditors' criticism")]
    is_answered: Annotated[
        bool | None, flag("styrelsen har svarat på kritiken", "the board has answered the criticism", "protokoll")
    ]
    reported_on: Annotated[str | None, iso_date("revisionsberättelsens dag", "the day of the audit report")]
    days_after_signing: Annotated[
        int | None,
        days(
            "tiden från undertecknad årsredovisning till revisionsberättelsen",
            "time from the signing of the annual report to the audit report",
            "arsredovisning",
        ),
    ]
    undecided_count: Annotated[
        int | None,
        counted(
            "antalet medlemmar som inte har prövat frågan om ansvarsfrihet",
            "the number of members that have not decided on discharge",
        ),
    ]
    undecided: Annotated[
        str | None,
        base.text("medlemmar som inte har prövat ansvarsfrihet", "members that have not decided on discharge"),
    ]


def produce(dossier: Dossier) -> tuple[AuditReportFact, ...]:
    year, audit = dossier.year, dossier.year.audit
    if audit is None:
        return ()
    unsent = _left_out(year, audit.sent_to)
    undecided = _undecided(year, audit)
    return (
        AuditReportFact(
            key="audit_report",
            law_date=first_of_year(year.fiscal_year),
            place=audit.place("report_on"),
            fiscal_year=str(year.fiscal_year),
            year_end=last_of_year(year.fiscal_year),
            has_report=_reported(year, audit),
            unsent_count=None if unsent is None else len(unsent),
            unsent=None if unsent is None else joined(unsent),
            has_discharge_statement=is_there(audit.discharge_statement),
            has_goals_judgement=is_there(audit.goals_judged),
            has_control_judgement=is_there(audit.internal_control_judged),
            has_activity_judgement=is_there(audit.activity_judged),
            has_accounts_judgement=is_there(audit.accounts_judged),
            has_anmarkning=is_there(audit.anmarkning),
            anmarkning=base.said(audit.anmarkning),
            gives_reason=is_there(audit.anmarkning_reason),
            has_expert_reports=is_there(audit.expert_reports),
            has_expert=is_there(audit.expert),
            has_criticism=is_there(audit.criticism),
            criticism=said(audit.criticism),
            is_answered=is_there(audit.answered_on),
            reported_on=latest(audit.report_on),
            days_after_signing=_after_signing(year, audit),
            undecided_count=None if undecided is None else len(undecided),
            undecided=None if undecided is None else joined(undecided),
        ),
    )


def _reported(year: Year, audit: Audit) -> bool | None:
    """As stated; else by its date; else yes, where the report is among the documents handed in."""
    stated = is_there(audit.report if audit.report is not None else audit.report_on)
    if stated is None and any(document.kind == "revisionsberattelse" for document in year.documents):
        return True
    return stated


def _after_signing(year: Year, audit: Audit) -> int | None:
    """The most days by which the audit report can come after the signing."""
    signed = year.annual_report.signed_on if year.annual_report is not None else None
    if not isinstance(signed, Day) or not isinstance(audit.report_on, Day):
        return None
    return (audit.report_on.last - signed.first).days


def _undecided(year: Year, audit: Audit) -> list[str] | None:
    """Members that have neither granted nor refused, by all that is listed of each.

    Unknown where one is not listed and the list is not whole, is listed without saying, or may stand under a name that
    no member bears.
    """
    told: dict[str, list[bool | None]] = {}
    for item in audit.discharge.items:
        told.setdefault(item.member.casefold(), []).append(_decided(item))
    members = {member.name.casefold(): member.name for member in year.members.items}
    left = [name for name in members if True not in told.get(name, ())]
    unknown = any(None in told.get(name, () if audit.discharge.complete else (None,)) for name in left)
    if not year.members.complete or unknown or (left and told.keys() - members.keys()):
        return None
    return [members[name] for name in left]


def _decided(decision: Discharge) -> bool | None:
    if decision.outcome is not None:
        return decision.outcome != "uppskjuten"
    return is_there(decision.decided_on)


def _left_out(year: Year, named: tuple[str, ...] | None) -> list[str] | None:
    """The board and the members that a list of names leaves out; a list given is a whole one."""
    if named is None or not year.members.complete:
        return None
    names = folded(named)
    board = ["styrelsen"] if not names & _BOARD else []
    members = [] if names & _MEMBERS else [member.name for member in year.members.items]
    return board + [name for name in members if name.casefold() not in names]
