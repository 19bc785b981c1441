"""Documents of the year's economy: annual report, budget and plan, targets and their outcomes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import (
    Date,
    Flag,
    MaybeDate,
    MaybeMeasure,
    MaybeMoney,
    MaybeText,
    Measure,
    Money,
    Names,
    Presence,
    Record,
    Text,
    Whole,
)


class Document(Record):
    """One of the förbund's own documents that the records were taken from."""

    id: Text = Field(description="a short name that `source: {document: …}` points at")
    title: Text
    kind: Literal[
        "arsredovisning",
        "verksamhetsplan",
        "budget",
        "protokoll",
        "revisionsberattelse",
        "revisionsrapport",
        "riskanalys",
        "avtal",
        "delegationsordning",
        "forbundsordning",
        "utvardering",
        "arsrapport",
        "annat",
    ]
    date: Date | None = None
    confirmed_by: Text | None = Field(
        default=None, description="who confirmed what was drafted from the document by `intake`"
    )
    confirmed_on: Date | None = Field(default=None, description="the day it was confirmed")


class Parts(Record):
    """The parts of an annual report (LKBR 4:1, KRL 3:2); one left out is unknown."""

    forvaltningsberattelse: Presence | None = None
    resultatrakning: Presence | None = None
    balansrakning: Presence | None = None
    kassaflodesanalys: Presence | None = Field(default=None, description="finansieringsanalys until the year 2013")
    noter: Presence | None = None
    driftredovisning: Presence | None = None
    investeringsredovisning: Presence | None = Field(
        default=None, description="a sentence that nothing was invested counts"
    )


class AnnualReport(Record):
    """Årsredovisning of the fiscal year (FinsamL 24 §; LKBR from 2019, KRL before)."""

    parts: Parts = Field(default_factory=Parts.model_construct)
    adopted_on: Date | None = Field(default=None, description="the board's decision on the report")
    signed_on: MaybeDate | None = Field(
        default=None, description="when the sitting board members signed; saknas when they have not"
    )
    signatories: Names | None = None
    states_law: Text | None = Field(default=None, description="the act the report says it follows, as printed")
    comparatives: Presence | None = Field(default=None, description="last year's amount for each row")
    accounting_principles: Presence | None = Field(default=None, description="a note on valuation principles")
    notes: Names | None = Field(
        default=None, description="the notes that the report has, as it numbers them (Not 1); a list given is whole"
    )
    useful_life_note: Presence | None = Field(
        default=None, description="a note on the average useful life of the fixed assets (LKBR 9:9)"
    )
    audit_cost_note: Presence | None = Field(default=None, description="note on the cost of the auditors (LKBR 9:13)")
    contingent_liabilities: MaybeText | None = Field(
        default=None,
        description="ansvarsförbindelser as stated, `Inga` where none; saknas where the report says nothing of them",
    )
    pledges: MaybeText | None = Field(
        default=None,
        description="ställda säkerheter as stated, `Inga` where none; saknas where the report says nothing of them",
    )
    goals_evaluated: Presence | None = Field(
        default=None, description="evaluation of the operational goals for good economic husbandry"
    )
    financial_position_evaluated: Presence | None = Field(
        default=None, description="evaluation of the economic position"
    )
    overview: Presence | None = Field(default=None, description="overview of the activity's development (LKBR 11:1)")
    important_circumstances: Presence | None = Field(
        default=None, description="what matters for result and position and is not in the statements (LKBR 11:2)"
    )
    significant_events: Presence | None = Field(default=None, description="during or after the year (LKBR 11:3)")
    expected_development: Presence | None = Field(default=None, description="LKBR 11:4")
    personnel: Presence | None = Field(default=None, description="essential personnel matters (LKBR 11:5)")
    other_matters: Presence | None = Field(
        default=None, description="other matters for the management and follow-up of the activity (LKBR 11:7)"
    )
    balance_result: Presence | None = Field(
        default=None,
        description="the balanskravsresultat is stated, if only to say why it does not matter (LKBR 11:10)",
    )
    budget_comparison: Presence | None = Field(default=None, description="outcome against the adopted budget")
    sick_leave: Presence | None = Field(default=None, description="asked for above ten employees (LKBR 11:6)")
    investments: Flag | None = Field(default=None, description="false when the förbund invested nothing in the year")
    equity_direct_change_note: Presence | None = Field(
        default=None, description="a note on reason and effect of equity entered past the result (LKBR 4:4, 9:3)"
    )


ExpenditureArea = Literal["styrelse", "administration", "revision", "insatser"]


class Budget(Record):
    """One version of the budget (FinsamL 21 and 23 §§, KL 11:5–6)."""

    id: Text
    for_year: Whole
    kind: Literal["original", "revised"]
    adopted_on: MaybeDate | None = Field(default=None, description="the board's decision")
    section: Text | None = Field(default=None, description="§ of the minutes")
    public_meeting: Flag | None = Field(default=None, description="the meeting that set it was public")
    announced_on: Date | None = Field(default=None, description="when the meeting was announced")
    published_on: Date | None = Field(default=None, description="when the proposal could be read on the website")
    consultation_on: MaybeDate | None = Field(default=None, description="samråd with the members")
    plan_years: tuple[Whole, ...] | None = Field(
        default=None, description="years of the economic plan, budget year first"
    )
    revenue: Money | None = None
    costs: Money | None = None
    result: Money | None = None
    opening_equity: Money | None = None
    closing_equity: Money | None = Field(default=None, description="forecast equity at the end of the budget year")
    deficit_explained: Presence | None = Field(default=None, description="why costs exceed revenue, in words")
    deficit_decision: Presence | None = Field(default=None, description="the minutes say that a deficit was adopted")
    appropriations: Presence | None = Field(default=None, description="an amount for each area (anslag)")
    financing: Presence | None = Field(default=None, description="how the costs are met")
    position: Presence | None = Field(
        default=None, description="economic position at year end, where it is not told by closing_equity"
    )
    areas: tuple[ExpenditureArea, ...] | None = Field(
        default=None, description="the areas that the budget gives an amount of its own"
    )
    financial_goals: Presence | None = None
    operational_goals: Presence | None = None
    equity_goal: Money | None = Field(default=None, description="own ceiling on equity stated in the plan")
    replaces: Text | None = Field(default=None, description="id of the version that this one replaces")


class PlannedUse(Record):
    """One year of the equity plan."""

    year: Whole
    use: MaybeMoney | None = Field(default=None, description="equity to be used that year; saknas where none is named")


class EquityPlan(Record):
    """The board's plan to bring equity down, with an amount for each year."""

    adopted_on: MaybeDate | None = Field(default=None, description="saknas when there is no such plan")
    section: Text | None = Field(default=None, description="§ of the minutes")
    years: tuple[PlannedUse, ...] | None = None


class Target(Record):
    """A goal with its outcome; a missed target is no breach, a missed one without analysis or measure is."""

    id: Text
    text: Text
    kind: Literal["operational", "financial"] = "operational"
    initiative: Text | None = Field(default=None, description="name of the insats that it belongs to")
    level: Measure | None = Field(default=None, description="the level to reach")
    direction: Literal["at_least", "at_most"] | None = Field(
        default=None, description="which side of the level is good"
    )
    residual: Flag = Field(
        default=False, description="true for the remainder of other targets, which is never reached by being large"
    )
    outcome: MaybeMeasure | None = Field(default=None, description="saknas when the document cannot show it")
    stated: Literal["uppnatt", "delvis", "inte_uppnatt"] | None = Field(
        default=None, description="what the document itself says"
    )
    followed_up: Presence | None = Field(default=None, description="the annual report follows it up")
    analysis: MaybeText | None = Field(default=None, description="why it was missed")
    measure: MaybeText | None = Field(default=None, description="what is done about it")


class FollowUp(Record):
    """A report on the economy during the year."""

    date: Date
    kind: Literal["manadsrapport", "delarsrapport", "tertialrapport", "prognos", "helarsrapport"]
    reported_to_board_on: MaybeDate | None = None
    has_forecast: Flag | None = None
    forecast_result: Money | None = Field(default=None, description="the result forecast for the whole year")
    miss_explained: Presence | None = Field(
        default=None, description="the annual report says why the outcome departed from this forecast"
    )


class Materiality(Record):
    """What the reviewer holds material this year; differences below `clearly_trivial` are information."""

    amount: Money
    clearly_trivial: Money
    basis: Text | None = None
