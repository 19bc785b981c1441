"""Audit, internal control and governing documents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import (
    Date,
    Flag,
    Listing,
    MaybeDate,
    MaybeMoney,
    MaybeText,
    Names,
    Presence,
    Record,
    Text,
    Whole,
)
from finsam_control.records.register import Action


class Discharge(Record):
    """One member's trial of discharge (ansvarsfrihet); the members may decide differently (FinsamL 26 §)."""

    member: Text
    decided_on: MaybeDate | None = Field(default=None, description="saknas when the member has not decided")
    outcome: Literal["beviljad", "vagrad", "uppskjuten"] | None = None
    measure: MaybeText | None = Field(default=None, description="what was done when it was refused or postponed")


class Auditor(Record):
    """An auditor; one for each member, the state's two members share one (FinsamL 25 §)."""

    name: Text | None = None
    appointed_for: Names = Field(description="the members whose account the auditor was appointed for")
    also_on_board: Flag | None = None


class Audit(Record):
    """The auditors and their report on the year."""

    auditors: Listing[Auditor] = Field(default_factory=Listing[Auditor].model_construct)
    stated_count: Whole | None = Field(default=None, description="number of auditors that a document states")
    fees_paid: Presence | None = Field(default=None, description="the förbund bears the auditors' fees (25 §)")
    minutes: Presence | None = Field(default=None, description="the auditors have kept minutes of their own (26 §)")
    minutes_posted: Names | None = Field(
        default=None, description="the members on whose notice boards their adjustment was announced; a whole list"
    )
    report: Presence | None = Field(default=None, description="the revisionsberättelse, where its date is not known")
    report_on: MaybeDate | None = Field(default=None, description="date of the revisionsberättelse")
    sent_to: Names | None = Field(default=None, description="styrelsen, each member and Arbetsförmedlingen (26 §)")
    activity_judged: Presence | None = Field(
        default=None, description="whether the activity is effective and economically satisfactory (KL 12:1)"
    )
    accounts_judged: Presence | None = Field(default=None, description="whether the accounts are in order (KL 12:1)")
    anmarkning: MaybeText | None = Field(
        default=None, description="the auditors' anmärkning against board or member of it; saknas where there is none"
    )
    anmarkning_reason: Presence | None = Field(default=None, description="the report says why (KL 12:13)")
    expert_reports: Presence | None = Field(default=None, description="the experts' reports are attached (KL 12:12)")
    discharge_statement: Presence | None = Field(default=None, description="tillstyrker or avstyrker ansvarsfrihet")
    internal_control_judged: Presence | None = None
    goals_judged: Presence | None = Field(default=None, description="written assessment of results against goals")
    expert: MaybeText | None = Field(default=None, description="the sakkunnig who assisted (KL 12:8)")
    criticism: MaybeText | None = Field(
        default=None, description="the auditors' criticism of the board in their report; saknas where there is none"
    )
    answered_on: MaybeDate | None = Field(default=None, description="the board's answer to the criticism")
    discharge: Listing[Discharge] = Field(
        default_factory=Listing[Discharge].model_construct,
        description="the members' decisions on ansvarsfrihet, each for itself (26 §)",
    )


class Observation(Record):
    """One remark of the auditors (iakttagelse or synpunkt) and what was done."""

    id: Text
    area: Text
    text: Text
    measure: MaybeText | None = None
    when: Text | None = Field(default=None, description="time or way as printed")
    owner: MaybeText | None = None
    due: MaybeDate | None = Field(default=None, description="deadline of the measure; saknas when none is given")
    status: Literal["klar", "pagar", "ej_paborjad"] | None = None
    closed_on: Date | None = None
    evidence: MaybeText | None = Field(default=None, description="what shows that it was done")
    contradicts: Text | None = Field(default=None, description="id of another remark that it conflicts with")
    returned: Flag | None = Field(default=None, description="true when the same remark was made last year")


class Comment(Record):
    """An auditor's or expert's view of a matter that a rule judges; stands beside the finding, never accepts it."""

    rule: Text
    key: Text | None = Field(default=None, description="record key; every record of the rule if left out")
    by: Text = Field(description="in what role, e.g. revisorernas sakkunniga")
    text: Text


class Acceptance(Record):
    """The board's recorded acceptance of a known deviation; it cures no breach of law."""

    rule: Text
    period: Whole
    key: Text = Field(description="record key of the finding, or all")
    reason: Text = Field(description="why, in at least 20 characters")
    by: Literal["styrelsen"] = Field(description="only the board can accept")
    decided_on: Date
    section: Text | None = Field(default=None, description="§ of the minutes")
    valid_until: Date | None = None
    for_period_only: Flag = False


#: What internal control is to make reasonably sure of (SKR, after COSO): fit and cost-effective operations, reliable
#: reports and information, laws and rules followed.
ControlAim = Literal["verksamhet", "rapportering", "regelefterlevnad"]


class Policy(Record):
    """A governing document."""

    kind: Literal[
        "god_ekonomisk_hushallning",
        "medelsforvaltning",
        "direktupphandling",
        "internkontroll",
        "attestordning",
        "attestforteckning",
        "arbetsordning",
        "arkivbeskrivning",
        "arkivforteckning",
        "gallringsplan",
        "arkivmyndighet",
        "diarieforing",
        "tillganglighetsredogorelse",
        "representation",
        "utvardering",
        "kommunikation",
        "systemdokumentation",
        "behandlingshistorik",
        "ovrig",
    ]
    title: Text
    state: Presence
    adopted_by: Literal["styrelsen", "annan"] | None = None
    adopted_on: MaybeDate | None = None
    alcohol_free: Flag | None = Field(
        default=None, description="of representation: whether the policy rules out alcohol at the förbund's expense"
    )
    aims: tuple[ControlAim, ...] | None = Field(
        default=None, description="of a policy for internal control: which of its three aims the text names"
    )
    two_approvers_from: MaybeMoney | None = Field(
        default=None, description="of an attestordning: amount from which two approve; saknas when none is set"
    )
    irregularities: Presence | None = Field(
        default=None, description="of a policy for internal control: its text names errors and irregularities"
    )


class ControlCheck(Record):
    """A kontrollmoment of the internal control plan."""

    id: Text
    what: Text
    method: MaybeText | None = None
    owner: MaybeText | None = Field(default=None, description="who performs the check, a name or a role")
    process_owner: MaybeText | None = Field(
        default=None, description="who answers for the work that is checked; should be another than who checks it"
    )
    frequency: MaybeText | None = Field(default=None, description="how often, as printed")
    reported_to: MaybeText | None = Field(default=None, description="to whom the result is reported")
    risk: MaybeText | None = Field(default=None, description="id of the risk in the register that the check is for")
    type: Literal["granskning", "direktatgard"] | None = Field(
        default=None, description="a check, or a measure taken at once instead of a check"
    )
    planned: Whole | None = Field(default=None, description="times that the plan says")
    performed: Whole | None = Field(default=None, description="times that it was carried out")
    deviations: Whole | None = Field(default=None, description="deviations found")
    measures: MaybeText | None = Field(default=None, description="what was decided on the deviations, as printed")
    actions: tuple[Action, ...] | None = Field(default=None, description="the measures one by one")


class InternalControl(Record):
    """The year's internal control (a revision criterion through KL 12:1, not a duty of KL 6:6)."""

    plan: Presence | None = None
    plan_adopted_on: MaybeDate | None = None
    risk_analysis: Presence | None = None
    risk_analysis_on: MaybeDate | None = Field(
        default=None, description="the day of the risk analysis that the plan was made from"
    )
    reported_on: MaybeDate | None = Field(default=None, description="result to the board")
    conclusion: MaybeText | None = Field(default=None, description="the overall judgement that closes the report")
    reviewers: Names | None = None
    reported_back: Presence | None = Field(default=None, description="that the measures decided were reported back")
    checks: Listing[ControlCheck] = Field(default_factory=Listing[ControlCheck].model_construct)


class RegisterLink(Record):
    """The risk register of the year; a path relative to the folder."""

    file: Text
    earlier: Text | None = Field(
        default=None, description="the register of the year before, that scores have moved from"
    )
