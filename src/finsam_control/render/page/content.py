"""What the templates are told beside the report itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, get_args

from finsam_control import edition_words
from finsam_control.colophon import noted
from finsam_control.economy_prose import ceilings
from finsam_control.render.page.control import by_area, gathered
from finsam_control.render.page.equity_chart import chart
from finsam_control.report import BudgetItemInfo, Report
from finsam_control.rule import OutcomeKind, Severity
from finsam_control.words import Words

_BAR = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """An item's outcome and budget without signs, in hundredths of the table's largest."""

    outcome: int
    budget: int


@dataclass(frozen=True, slots=True)
class BudgetTable:
    title: str
    rows: tuple[tuple[BudgetItemInfo, Bar], ...]


def content(report: Report, words: Words) -> dict[str, Any]:
    """Names of the templates' variables with their values."""
    equity = report.equity
    return {
        "contents": tuple(_contents(report, words)),
        "counted": tuple(_counted(words)),
        "evidence": ", ".join(item.name for item in report.missing[:3]),
        "notices": noted(report, words),
        "deviations": Counter(
            finding.area for finding in {f.rule: f for f in report.findings if f.outcome == "violated"}.values()
        ),
        "severities": get_args(Severity),
        "findings": gathered(report.findings),
        "areas": by_area(report.outcomes),
        "chart": None if equity is None else chart(equity, words),
        "ceilings": () if equity is None else tuple(ceilings(equity, words)),
        "budgets": tuple(_budgets(report.budget_items)),
        "edition": edition_words.edition(report, words),
        "edition_summary": edition_words.summary(report, words),
        "states": {
            "tested": words("tested"),
            "attested": words("vouched for"),
            "not_assessable": words("could not be assessed"),
            "not_applicable": words("not applicable"),
            "not_covered": words("not tested"),
        },
    }


def _contents(report: Report, words: Words) -> Iterable[tuple[str, str]]:
    yield "areas", words("Each area")
    yield "findings", words("Findings ({count})", count=len(report.findings))
    if report.missing:
        yield "missing", words("Could not be assessed")
    if report.equity is not None:
        yield "equity", words("Equity against its ceiling")
    if report.budget_items:
        yield "budget", words("Budget and outcome")
    if report.risk_register is not None:
        yield "risks", words("Risks")
    if report.targets:
        yield "targets", words("Targets")
    if report.coverage is not None:
        yield "law", words("Coverage of the law")
    yield "controls", words("Every control")
    yield "about", words("How the report was made")


def _counted(words: Words) -> Iterable[tuple[OutcomeKind, str]]:
    yield "violated", words("Deviations")
    yield "accepted", words("Known and dealt with")
    yield "not_assessable", words("Not assessable")
    yield "passed", words("Met")
    yield "not_yet_due", words("Not yet due")
    yield "not_applicable", words("Not applicable")


def _budgets(items: Iterable[BudgetItemInfo]) -> Iterable[BudgetTable]:
    for title, group in groupby(items, key=lambda item: item.table):
        rows = tuple(group)
        largest = max((abs(amount) for item in rows for amount in (item.budget, item.outcome)), default=0) or 1
        yield BudgetTable(
            title,
            tuple(
                (item, Bar(abs(item.outcome) * _BAR // largest, abs(item.budget) * _BAR // largest)) for item in rows
            ),
        )
