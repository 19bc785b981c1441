"""The förbund, its members and the clauses of its förbundsordning."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import (
    Date,
    Flag,
    Listing,
    MaybeDate,
    MaybeMonthDay,
    MaybeText,
    Money,
    MonthDay,
    Names,
    Part,
    Presence,
    Record,
    Share,
    Text,
    Whole,
)

MemberKind = Literal["forsakringskassan", "arbetsformedlingen", "region", "kommun"]


class Entity(Record):
    """The samordningsförbund itself (FinsamL 4 §)."""

    name: Text = Field(description="the förbund's name")
    org_number: MaybeText | None = Field(default=None, description="organisationsnummer, 222000-xxxx")
    formed_on: Date | None = Field(default=None, description="when the förbund was formed (FinsamL 8 §)")
    employees: Whole | None = Field(default=None, description="mean number of employees of the year, whole persons")
    employees_last_year: Whole | None = Field(default=None, description="the same of the year before")


class Member(Record):
    """A party of the förbund (FinsamL 1 and 3 §§)."""

    name: Text
    kind: MemberKind
    region: MaybeText | None = Field(
        default=None, description="the region that a kommun lies in; saknas for a kommun outside any region (5 a §)"
    )


class OrdningClauses(Record):
    """What the förbundsordning must say: the items of FinsamL 9 §, numbered as there (13 only for shared auditors)."""

    item_1: Presence | None = Field(default=None, description="namn, säte, medlemmar, ändamål")
    item_2: Presence | None = Field(default=None, description="organisation")
    item_3: Presence | None = Field(default=None, description="antal ledamöter och ersättare, mandattid")
    item_4: Presence | None = Field(default=None, description="uppgifter och beslutanderätt")
    item_5: Presence | None = Field(default=None, description="medlems rätt att väcka ärenden")
    item_6: Presence | None = Field(default=None, description="kvalificerad majoritet")
    item_7: Presence | None = Field(default=None, description="var kungörelser anslås")
    item_8: Presence | None = Field(default=None, description="andelar i tillgångar, skulder och kostnader")
    item_9: Presence | None = Field(default=None, description="begränsning av rätten att sätta sig i skuld")
    item_10: Presence | None = Field(default=None, description="medlemmarnas styrning och insyn")
    item_11: Presence | None = Field(default=None, description="budgetprocess")
    item_12: Presence | None = Field(default=None, description="revisorernas mandattid")
    item_13: Presence | None = Field(default=None, description="hur gemensamma revisorer utses")
    item_14: Presence | None = Field(default=None, description="utträde")
    item_15: Presence | None = Field(default=None, description="likvidation och upplösning")
    item_16: Presence | None = Field(default=None, description="tvister")
    item_17: Presence | None = Field(default=None, description="arvoden till styrelse och revisorer")
    item_18: Presence | None = Field(default=None, description="övrigt")


class Forbundsordning(Record):
    """The charter in force during the year, and the clauses that switch rules on (FinsamL 9 §)."""

    adopted_on: Date | None = None
    adopted_by: Names | None = Field(default=None, description="the members whose adopting decision is on file")
    clauses: OrdningClauses | None = None
    shared_auditors: Flag | None = Field(default=None, description="kommuner and regioner appoint shared auditors")
    half_year_report_by: MonthDay | None = Field(
        default=None, description="MM-DD when a delårsrapport is due; left out if none"
    )
    term_start: MaybeMonthDay | None = Field(
        default=None, description="MM-DD when terms begin; saknas where it is not said and 1 April holds (13 §)"
    )
    qualified_majority: Part | None = Field(
        default=None, description="share of the votes cast that the matters named in item 6 need, as a fraction"
    )
    equity_goal: Money | None = Field(default=None, description="own ceiling on equity, in kronor")
    equity_goal_share: Share | None = Field(default=None, description="own ceiling on equity, share of allotted funds")
    auditor_fees_elsewhere: Presence | None = Field(
        default=None, description="a clause that another than the förbund pays the auditors' fees (25 §)"
    )
    variance_trigger: Money | None = Field(
        default=None, description="deviation of a budget item above which the board asks for an explanation"
    )


class CapitalDecision(Record):
    """What one member decided on the capital that remained in a dissolved förbund."""

    member: Text
    decided_on: MaybeDate | None = Field(default=None, description="saknas when the member has not decided")


class Holdings(Record):
    """Equity, assets and liabilities at one moment."""

    equity: Money | None = None
    assets: Money | None = None
    liabilities: Money | None = None


class Merger(Record):
    """A förbund dissolved into this one."""

    dissolved: Text = Field(description="name of the dissolved förbund; several where only their sum is known")
    date: Date | None = Field(default=None, description="when this förbund took over")
    final_account: Presence | None = Field(
        default=None, description="the final account, management report and statements, given to all the members"
    )
    archive_decision: Presence | None = Field(default=None, description="the decision on who takes over the archive")
    final: Holdings | None = Field(default=None, description="as in the final account of the dissolved förbund")
    opening: Holdings | None = Field(default=None, description="as entered in this förbund's opening balance")
    capital_decisions: Listing[CapitalDecision] = Field(default_factory=Listing[CapitalDecision].model_construct)


class Contribution(Record):
    """What one member paid in, this year and last (FinsamL 5 §)."""

    contributor: Text = Field(description="name of the member as in `members`")
    kind: Literal["staten", "region", "kommun", "annan"] = Field(
        description="the party that it counts for; Försäkringskassan's half covers Arbetsförmedlingen"
    )
    this_year: Money | None = None
    last_year: Money | None = None
    in_kind: Flag = Field(default=False, description="true when not paid in money")


class Financing(Record):
    """The members' contributions; ESF funds, interest and carried-over equity are not among them."""

    complete: Flag = Field(default=False, description="true when every contribution of the year is listed")
    contributions: tuple[Contribution, ...] = ()
    top_up: Presence | None = Field(
        default=None, description="the members have covered, or decided to cover, debts that the assets do not (22 §)"
    )
    allotted: Money | None = Field(default=None, description="tilldelade medel of the year as the document states them")
