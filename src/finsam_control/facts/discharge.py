"""The members' decisions on discharge (ansvarsfrihet), one each, and they may differ (FinsamL 26 §)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, days, earliest, first_of_year, flag, is_there, iso_date, word
from finsam_control.records.base import distinct
from finsam_control.records.control import Audit, Discharge
from finsam_control.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeFact(Fact):
    kind: ClassVar[str] = "discharge"
    sv: ClassVar[str] = "medlemmarnas beslut om ansvarsfrihet"
    en: ClassVar[str] = "the members' decisions on discharge"
    document: ClassVar[str] = "revision"
    section: ClassVar[str] = "audit"

    member: Annotated[str, base.text("medlemmen", "the member")]
    fiscal_year: Annotated[str, base.text("räkenskapsåret", "the fiscal year")]
    outcome: Annotated[
        Literal["beviljad", "vagrad", "uppskjuten"] | None, word("medlemmens beslut", "the member's decision")
    ]
    decided_on: Annotated[str | None, iso_date("medlemmens beslut", "the member's decision")]
    days_after_report: Annotated[
        int | None,
        days("tiden från revisionsberättelsen till beslutet", "time from the audit report to the decision"),
    ]
    has_measure: Annotated[
        bool | None, flag("det framgår vad som gjordes med anledning av beslutet", "what was done about it is told")
    ]


def produce(dossier: Dossier) -> tuple[DischargeFact, ...]:
    year, audit = dossier.year, dossier.year.audit
    if audit is None:
        return ()
    decisions = audit.discharge.items
    keys = distinct(decision.member for decision in decisions)
    return tuple(_fact(year, audit, decision, key) for decision, key in zip(decisions, keys, strict=True))


def _fact(year: Year, audit: Audit, decision: Discharge, key: str) -> DischargeFact:
    return DischargeFact(
        key=key,
        law_date=first_of_year(year.fiscal_year),
        place=decision.place("member"),
        member=decision.member,
        fiscal_year=str(year.fiscal_year),
        outcome=decision.outcome,
        decided_on=earliest(decision.decided_on),
        days_after_report=_days(audit, decision),
        has_measure=is_there(decision.measure),
    )


def _days(audit: Audit, decision: Discharge) -> int | None:
    """The most days by which the decision can come after the report."""
    if not isinstance(audit.report_on, Day) or not isinstance(decision.decided_on, Day):
        return None
    return (decision.decided_on.last - audit.report_on.first).days
