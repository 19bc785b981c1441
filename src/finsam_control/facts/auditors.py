"""The auditors of the year: whose account each one audits, and whether anyone audits themselves (FinsamL 25 §)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, joined
from finsam_control.records.base import Listing
from finsam_control.records.board import Board
from finsam_control.records.control import Audit, Auditor
from finsam_control.records.entity import Forbundsordning, Member

_STATE = frozenset({"forsakringskassan", "arbetsformedlingen"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditorsFact(Fact):
    kind: ClassVar[str] = "auditors"
    sv: ClassVar[str] = "revisorer"
    en: ClassVar[str] = "auditors"
    document: ClassVar[str] = "revision"
    section: ClassVar[str] = "audit"

    auditor_count: Annotated[int | None, counted("antalet utsedda revisorer", "the number of auditors appointed")]
    expected_count: Annotated[
        int | None,
        counted(
            "antalet revisorer om ingen är gemensam för kommuner och regioner",
            "the number of auditors if kommuner and regions share none",
            "medlemmar",
        ),
    ]
    uncovered_count: Annotated[
        int | None, counted("antalet medlemmar utan utsedd revisor", "the number of members without an auditor")
    ]
    uncovered: Annotated[str | None, base.text("medlemmar utan utsedd revisor", "members without an auditor")]
    state_count: Annotated[
        int | None,
        counted("antalet revisorer för statens två medlemmar", "the number of auditors for the state's two members"),
    ]
    has_shared: Annotated[
        bool | None, flag("gemensam revisor för kommuner eller regioner", "an auditor shared by kommuner or regions")
    ]
    has_shared_clause: Annotated[
        bool | None,
        flag(
            "bestämmelse i förbundsordningen om hur gemensamma revisorer utses",
            "a clause of the förbundsordning on how shared auditors are appointed",
            "forbundsordning",
        ),
    ]
    pays_fees: Annotated[
        bool | None, flag("förbundet betalar revisorernas arvoden", "the förbund pays the auditors' fees")
    ]
    fees_elsewhere: Annotated[
        bool | None,
        flag(
            "förbundsordningen säger att någon annan betalar arvodena",
            "the förbundsordning says that another pays the fees",
            "forbundsordning",
        ),
    ]
    has_minutes: Annotated[bool | None, flag("revisorerna har fört egna protokoll", "the auditors kept minutes")]
    unposted_count: Annotated[
        int | None,
        counted(
            "antalet kommuner och regioner där justeringen av revisorernas protokoll inte är anslagen",
            "the number of kommuner and regioner where the adjustment of the auditors' minutes is not announced",
        ),
    ]
    unposted: Annotated[
        str | None, base.text("kommuner och regioner utan anslag", "kommuner and regioner without the announcement")
    ]
    accountable_count: Annotated[
        int | None,
        counted(
            "antalet revisorer som själva sitter i styrelsen eller är samordnare",
            "the number of auditors who sit on the board or are the coordinator themselves",
        ),
    ]
    accountable: Annotated[
        str | None, base.text("revisorer i styrelsen eller kansliet", "auditors on the board or in the office")
    ]


def produce(dossier: Dossier) -> tuple[AuditorsFact, ...]:
    year, audit = dossier.year, dossier.year.audit
    if audit is None:
        return ()
    members, names = year.members.items, _by_name(year.members.items)
    uncovered = _uncovered(audit, members) if year.members.complete else None
    whole = audit.auditors.complete or uncovered == []
    accountable = _accountable(audit, year.board, whole=whole)
    ordning, unposted = year.forbundsordning, _unposted(audit, year.members)
    return (
        AuditorsFact(
            key="auditors",
            law_date=first_of_year(year.fiscal_year),
            place=audit.place("auditors"),
            auditor_count=len(audit.auditors.items) if whole else audit.stated_count,
            expected_count=len(set(names.values())) if year.members.complete else None,
            uncovered_count=None if uncovered is None else len(uncovered),
            uncovered=None if uncovered is None else joined(uncovered),
            state_count=_state_count(audit, members),
            has_shared=_shared(audit, names, known=whole and year.members.complete),
            has_shared_clause=_shared_clause(ordning),
            pays_fees=is_there(audit.fees_paid),
            fees_elsewhere=is_there(ordning.auditor_fees_elsewhere) if ordning is not None else None,
            has_minutes=is_there(audit.minutes),
            unposted_count=None if unposted is None else len(unposted),
            unposted=None if unposted is None else joined(unposted),
            accountable_count=None if accountable is None else len(accountable),
            accountable=None if accountable is None else joined(accountable),
        ),
    )


def folded(names: Iterable[str | None]) -> frozenset[str]:
    """Names as they are compared."""
    return frozenset(name.strip().casefold() for name in names if name)


def _by_name(members: tuple[Member, ...]) -> dict[str, str]:
    """The account that each member's auditor audits: the state's two members have one together."""
    return {member.name.casefold(): "staten" if member.kind in _STATE else member.name for member in members}


def _uncovered(audit: Audit, members: tuple[Member, ...]) -> list[str] | None:
    """Members on whose account nobody audits; unknown while a list that is not whole leaves someone out."""
    accounts = _by_name(members)
    named = frozenset[str]().union(*(folded(auditor.appointed_for) for auditor in audit.auditors.items))
    covered = {account for name, account in accounts.items() if name in named}
    missing = [member.name for member in members if accounts[member.name.casefold()] not in covered]
    return missing if audit.auditors.complete or not missing else None


def _state_count(audit: Audit, members: tuple[Member, ...]) -> int | None:
    """One auditor named for both is enough to know; else the list has to be whole or to show two."""
    state = folded(member.name for member in members if member.kind in _STATE)
    found = [folded(auditor.appointed_for) & state for auditor in audit.auditors.items]
    found = [names for names in found if names]
    return len(found) if state and (audit.auditors.complete or len(found) > 1 or state in found) else None


def _shared(audit: Audit, accounts: dict[str, str], *, known: bool) -> bool | None:
    for auditor in audit.auditors.items:
        own = {accounts[name] for name in folded(auditor.appointed_for) if name in accounts} - {"staten"}
        if len(own) > 1:
            return True
    return False if known else None


def _shared_clause(ordning: Forbundsordning | None) -> bool | None:
    return None if ordning is None or ordning.clauses is None else is_there(ordning.clauses.item_13)


def _unposted(audit: Audit, members: Listing[Member]) -> list[str] | None:
    """The kommuner and regioner whose notice boards do not show it; a list given is a whole one."""
    if audit.minutes_posted is None or not members.complete:
        return None
    posted = folded(audit.minutes_posted)
    required = [member.name for member in members.items if member.kind not in _STATE]
    return [name for name in required if name.casefold() not in posted]


def _accountable(audit: Audit, board: Board | None, *, whole: bool) -> list[str] | None:
    """Auditors who answer for what they audit (KL 4:4 second paragraph, 12:14)."""
    answers = [(auditor, _answers(auditor, board)) for auditor in audit.auditors.items]
    found = [auditor.name or joined(auditor.appointed_for) for auditor, answer in answers if answer]
    return found if found or (whole and all(answer is False for _, answer in answers)) else None


def _answers(auditor: Auditor, board: Board | None) -> bool | None:
    if auditor.also_on_board is not None:
        return auditor.also_on_board
    if auditor.name is None or board is None:
        return None
    accountable = folded((*(seat.name for seat in board.seats.items), *(board.coordinators or ())))
    if auditor.name.strip().casefold() in accountable:
        return True
    return False if board.seats.complete else None
