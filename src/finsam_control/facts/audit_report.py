"""The auditors' report on the year: to whom it went, what it says, and the members' trial of discharge (26 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.auditors import folded
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, iso_date, joined, last_of_year
from finsam_control.records.control import Audit
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
    has_expert: Annotated[bool | None, flag("sakkunnigt biträde åt revisorerna", "an expert assisting the auditors")]
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
    unsent = _left_out(year, audit.sent_to, with_board=True)
    undecided = _left_out(year, audit.discharge_decided_by, with_board=False)
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
            has_expert=is_there(audit.expert),
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


def _left_out(year: Year, named: tuple[str, ...] | None, *, with_board: bool) -> list[str] | None:
    """The board (where it counts) and the members that a list of names leaves out; a list given is a whole one."""
    if named is None or not year.members.complete:
        return None
    names = folded(named)
    board = ["styrelsen"] if with_board and not names & _BOARD else []
    members = [] if names & _MEMBERS else [member.name for member in year.members.items]
    return board + [name for name in members if name.casefold() not in names]
