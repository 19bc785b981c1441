"""The annual report: its parts, its time and what it tells (FinsamL 24 §; LKBR, before 2019 KRL)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, iso_date, joined, last_of_year
from finsam_control.figure import Unit
from finsam_control.records.base import Absent
from finsam_control.records.economy import AnnualReport
from finsam_control.records.entity import Entity
from finsam_control.records.tables import Table

#: How a report says in print that there are none: in so many words, or with a nought or a dash.
_NONE = re.compile(
    r"((inga|ingen|inget)( (ställda )?(panter|säkerheter|ansvarsförbindelser))?|saknas)\.?"
    r"|0( kr| tkr| mkr)?|[-\u2013\u2212]",
    re.IGNORECASE,
)
#: The acts on accounts that a report may name, by what it calls them; the first that fits is the one meant.
_ACTS = (
    ("LKBR", re.compile(r"2018:597|kommunal bokföring och redovisning|\bLKBR\b", re.IGNORECASE)),
    ("KRL", re.compile(r"1997:614|lagen? om kommunal redovisning|kommunala redovisningslagen|\bKRL\b", re.IGNORECASE)),
    ("another", re.compile(r"bokföringslag|årsredovisningslag|\bBFL\b|\bÅRL\b", re.IGNORECASE)),
)
_FIRST_OF_LKBR = 2019
#: LKBR 11:1-2, 5 and 7; what 3 and 4 §§ ask for has fields of its own.
_HEADINGS = {
    "overview": "översikt över verksamhetens utveckling",
    "important_circumstances": "viktiga förhållanden för resultat och ställning",
    "personnel": "väsentliga personalförhållanden",
    "other_matters": "förhållanden för styrning och uppföljning",
}
_NEGATION = re.compile(r"\b(inga|ingen|inget|inte|ej|saknas|saknar|nej)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReportFact(Fact):
    kind: ClassVar[str] = "annual_report"
    sv: ClassVar[str] = "årsredovisning"
    en: ClassVar[str] = "annual report"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "annual_report"

    fiscal_year: Annotated[str, base.text("räkenskapsåret", "the fiscal year")]
    year_end: Annotated[str, iso_date("räkenskapsårets sista dag", "last day of the fiscal year", of_year=last_of_year)]
    months_after_year: Annotated[
        int | None,
        counted(
            "påbörjade månader från årets slut till styrelsens beslut",
            "months begun from year end to the decision",
            "protokoll",
        ),
    ]
    has_management_report: Annotated[bool | None, flag("förvaltningsberättelse finns", "a management report is there")]
    has_income_statement: Annotated[bool | None, flag("resultaträkning finns", "an income statement is there")]
    has_balance_sheet: Annotated[bool | None, flag("balansräkning finns", "a balance sheet is there")]
    has_cash_flow: Annotated[bool | None, flag("kassaflödesanalys finns", "a cash-flow statement is there")]
    has_notes: Annotated[bool | None, flag("noter finns", "notes are there")]
    has_operations_account: Annotated[bool | None, flag("driftredovisning finns", "an account of operations is there")]
    has_investments_account: Annotated[
        bool | None,
        flag(
            "investeringsredovisning eller uppgift om att inget investerats finns", "an account of investments is there"
        ),
    ]
    invests: Annotated[bool | None, flag("förbundet har investerat under året", "the förbund invested during the year")]
    is_signed: Annotated[bool | None, flag("undertecknad av styrelsen", "signed by the board")]
    has_comparatives: Annotated[
        bool | None, flag("jämförelsetal för föregående år finns", "last year's amounts are there")
    ]
    has_principles: Annotated[
        bool | None, flag("redovisningsprinciper anges i not", "accounting principles are in a note")
    ]
    has_audit_cost: Annotated[
        bool | None, flag("kostnaden för revisionen anges i not", "the cost of the audit is in a note")
    ]
    states_pledges: Annotated[bool | None, flag("ställda säkerheter anges", "pledges are stated")]
    has_pledges: Annotated[bool | None, flag("ställda säkerheter finns", "there are pledges")]
    states_contingent: Annotated[bool | None, flag("ansvarsförbindelser anges", "contingent liabilities are stated")]
    has_contingent: Annotated[bool | None, flag("ansvarsförbindelser finns", "there are contingent liabilities")]
    evaluates_goals: Annotated[bool | None, flag("verksamhetsmålen utvärderas", "the operational goals are evaluated")]
    evaluates_position: Annotated[
        bool | None, flag("ekonomiska ställningen utvärderas", "the economic position is evaluated")
    ]
    tells_development: Annotated[
        bool | None, flag("förväntad utveckling beskrivs", "expected development is described")
    ]
    tells_events: Annotated[
        bool | None, flag("händelser av väsentlig betydelse beskrivs", "significant events are described")
    ]
    compares_budget: Annotated[
        bool | None, flag("utfallet jämförs med budgeten", "the outcome is compared with the budget")
    ]
    missing_headings_count: Annotated[
        int | None,
        counted(
            "antalet upplysningar som saknas i förvaltningsberättelsen",
            "the number of disclosures that the management report lacks",
        ),
    ]
    missing_headings: Annotated[
        str, base.text("upplysningar som saknas i förvaltningsberättelsen", "disclosures that are missing")
    ]
    states_balance_result: Annotated[
        bool | None, flag("balanskravsresultatet redovisas", "the balanskravsresultat is stated")
    ]
    has_sick_leave: Annotated[bool | None, flag("sjukfrånvaron redovisas", "the sick leave is stated")]
    mean_employees: Annotated[
        int | None,
        counted(
            "medelantalet anställda de två senaste åren, avrundat uppåt",
            "the mean number of employees of the last two years, rounded up",
        ),
    ]
    law_stated: Annotated[str | None, base.text("den lag som årsredovisningen följer", "the act it says it follows")]
    states_right_law: Annotated[
        bool | None, flag("årsredovisningen följer årets redovisningslag", "it follows the accounting act of the year")
    ]


def produce(dossier: Dossier) -> tuple[AnnualReportFact, ...]:
    year, report = dossier.year, dossier.year.annual_report
    if report is None:
        return ()
    parts = report.parts
    return (
        AnnualReportFact(
            key="annual_report",
            law_date=first_of_year(year.fiscal_year),
            place=report.place(),
            fiscal_year=str(year.fiscal_year),
            year_end=last_of_year(year.fiscal_year),
            months_after_year=_months(report.adopted_on, year.fiscal_year),
            has_management_report=is_there(parts.forvaltningsberattelse),
            has_income_statement=is_there(parts.resultatrakning),
            has_balance_sheet=is_there(parts.balansrakning),
            has_cash_flow=is_there(parts.kassaflodesanalys),
            has_notes=is_there(parts.noter),
            has_operations_account=is_there(parts.driftredovisning),
            has_investments_account=is_there(parts.investeringsredovisning),
            invests=_invests(report, year.balance_sheet),
            is_signed=True if report.signatories else is_there(report.signed_on),
            has_comparatives=is_there(report.comparatives),
            has_principles=is_there(report.accounting_principles),
            has_audit_cost=is_there(report.audit_cost_note),
            states_pledges=is_there(report.pledges),
            has_pledges=_has(report.pledges),
            states_contingent=is_there(report.contingent_liabilities),
            has_contingent=_has(report.contingent_liabilities),
            evaluates_goals=is_there(report.goals_evaluated),
            evaluates_position=is_there(report.financial_position_evaluated),
            tells_development=is_there(report.expected_development),
            tells_events=is_there(report.significant_events),
            compares_budget=is_there(report.budget_comparison),
            missing_headings_count=_missing_count(report),
            missing_headings=joined(_missing(report)),
            states_balance_result=is_there(report.balance_result),
            has_sick_leave=is_there(report.sick_leave),
            mean_employees=_employees(year.entity),
            law_stated=report.states_law,
            states_right_law=_right_law(report.states_law, year.fiscal_year),
        ),
    )


def _months(adopted: Day | None, fiscal_year: int) -> int | None:
    """Months begun after the year's end, counted on the earliest day of the decision; unknown for one before it."""
    if adopted is None or adopted.last.year <= fiscal_year:
        return None
    return (adopted.first.year - fiscal_year - 1) * 12 + adopted.first.month


def _missing(report: AnnualReport) -> list[str]:
    return [words for name, words in _HEADINGS.items() if getattr(report, name) == "saknas"]


def _missing_count(report: AnnualReport) -> int | None:
    """What is missing counts at once; that nothing is missing shows when each is said to be there."""
    missing = len(_missing(report))
    return missing if missing or None not in {getattr(report, name) for name in _HEADINGS} else None


def _employees(entity: Entity) -> int | None:
    if entity.employees is None or entity.employees_last_year is None:
        return None
    return (entity.employees + entity.employees_last_year + 1) // 2


def _right_law(stated: str | None, fiscal_year: int) -> bool | None:
    """Unknown where the report names no act that is known here (LKBR first for the year 2019)."""
    named = next((act for act, pattern in _ACTS if stated and pattern.search(stated)), None)
    return None if named is None else named == ("LKBR" if fiscal_year >= _FIRST_OF_LKBR else "KRL")


def _has(stated: str | Absent | None) -> bool | None:
    """Whether there are any; a report that states nothing, or denies something in a sentence, does not tell."""
    if not isinstance(stated, str):
        return None
    if _NONE.fullmatch(stated):
        return False
    return None if _NEGATION.search(stated) else True


def _invests(report: AnnualReport, balance_sheet: Table | None) -> bool | None:
    """As the report says; else no, where the balance sheet prints that all assets are current ones."""
    if report.investments is not None or balance_sheet is None:
        return report.investments
    rows = {row.concept: row for row in balance_sheet.rows if row.concept}
    if "assets" not in rows or "current_assets" not in rows or "fixed_assets" in rows:
        return None
    cells = [[cell.figure(Unit.KR).value for cell in rows[name].values] for name in ("assets", "current_assets")]
    return False if cells[0] == cells[1] else None
