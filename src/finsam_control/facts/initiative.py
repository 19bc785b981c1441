"""Initiatives (insatser): purpose and target group, owner, money granted and spent, and how they end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import (
    Fact,
    amount,
    counted,
    days,
    first_of_year,
    flag,
    is_there,
    ore,
    ppm,
    said,
    share,
)
from finsam_control.figure import Figure, Unit, differ, parse_figure
from finsam_control.records.activity import Initiative
from finsam_control.records.base import SAKNAS


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFact(Fact):
    kind: ClassVar[str] = "initiative"
    sv: ClassVar[str] = "insatser"
    en: ClassVar[str] = "initiatives"
    document: ClassVar[str] = "insatser"
    section: ClassVar[str] = "initiatives"

    name: Annotated[str, base.text("insatsen", "the initiative")]
    is_individual: Annotated[
        bool | None, flag("insatsen riktar sig till individer", "the initiative is aimed at individuals")
    ]
    owner: Annotated[str | None, base.text("insatsens ägare", "the initiative's owner")]
    owner_is_member: Annotated[bool | None, flag("ägaren är en av medlemmarna", "the owner is one of the members")]
    owner_is_forbund: Annotated[
        bool | None, flag("förbundet självt driver insatsen", "the förbund itself runs the initiative")
    ]
    has_purpose: Annotated[bool | None, flag("syftet är angivet", "the purpose is stated")]
    has_target_group: Annotated[bool | None, flag("målgruppen är angiven", "the target group is stated")]
    granted: Annotated[int | None, ore("beviljade medel", "the funds granted")]
    spent: Annotated[int | None, ore("förbrukade medel", "the funds spent")]
    overspent: Annotated[int | None, ore("förbrukning utöver beviljade medel", "spending beyond the funds granted")]
    stated_share: Annotated[str | None, base.text("andelen som dokumentet anger", "the share as stated")]
    states_share: Annotated[bool, flag("en förbrukad andel är angiven", "a share spent is stated")]
    used_share: Annotated[int | None, ppm("förbrukad andel av beviljade medel", "the share of the granted funds spent")]
    share_difference: Annotated[
        int | None,
        ppm(
            "skillnaden mot den angivna andelen som avrundning inte förklarar",
            "the difference that rounding does not explain",
        ),
    ]
    budget: Annotated[int | None, ore("årets budget", "the year's budget")]
    outcome: Annotated[int | None, ore("årets utfall", "the year's outcome")]
    underuse: Annotated[int | None, ppm("den del av årets budget som inte användes", "the part of the budget not used")]
    least_underuse: Annotated[
        int | None,
        ppm(
            "den del av årets budget som inte användes (minst med hänsyn till avrundning)",
            "the part of the budget not used (the least that rounding allows)",
        ),
    ]
    explains_underuse: Annotated[bool | None, flag("underutnyttjandet är förklarat", "the underuse is explained")]
    ended: Annotated[bool | None, flag("insatsen avslutades under året", "the initiative ended during the year")]
    has_final_report: Annotated[bool | None, flag("slutrapport finns", "there is a final report")]
    has_continuation: Annotated[
        bool | None, flag("det framgår vad som händer efter avslutet", "what happens after the end is told")
    ]
    steering_gap: Annotated[
        str | None, base.text("den part som saknats i styrgruppen", "the party missing from the steering group")
    ]
    has_steering_gap: Annotated[
        bool | None, flag("en part har saknats i styrgruppen", "a party was missing from the steering group")
    ]
    is_decided: Annotated[
        bool | None, flag("styrelsen har beslutat om insatsen", "the board has decided on the initiative", "protokoll")
    ]
    days_decided_before: Annotated[
        int | None,
        days("tiden från styrelsens beslut till insatsens start", "time from the decision to its start", "protokoll"),
    ]
    has_agreement: Annotated[
        bool | None, flag("en överenskommelse med ägaren finns", "there is an agreement with the owner", "avtal")
    ]
    party_count: Annotated[
        int | None, counted("antalet medlemmar som deltar i insatsen", "the number of members that take part in it")
    ]
    is_told_by_sex: Annotated[
        bool | None, flag("deltagarna redovisas på kvinnor och män", "participants are told by sex")
    ]
    is_mixed: Annotated[
        bool | None,
        flag("insatsen är både för individer och för struktur", "it is both for individuals and structural"),
    ]
    registration_count: Annotated[int | None, counted("antalet registreringar", "the number of registrations")]
    is_registered: Annotated[
        bool | None, flag("insatsen är registrerad i uppföljningssystemet", "it is registered in the follow-up system")
    ]

    keeps_assets: Annotated[
        bool | None,
        flag("förbundet äger utrustning som köptes för insatsen", "the förbund owns equipment bought for it"),
    ]
    assets_kept: Annotated[str | None, base.text("utrustningen", "the equipment")]


def produce(dossier: Dossier) -> tuple[InitiativeFact, ...]:
    return tuple(_fact(dossier, initiative) for initiative in dossier.year.initiatives.items)


def _fact(dossier: Dossier, initiative: Initiative) -> InitiativeFact:
    budget, outcome = amount(initiative.budget_year), amount(initiative.outcome_year)
    used = share(amount(initiative.spent), amount(initiative.granted))
    return InitiativeFact(
        key=initiative.name,
        law_date=first_of_year(dossier.year.fiscal_year),
        place=initiative.place("name"),
        name=initiative.name,
        is_individual=None if initiative.kind is None else initiative.kind != "struktur",
        owner=initiative.owner,
        owner_is_member=_is_member(dossier, initiative.owner),
        owner_is_forbund=None if initiative.owner is None else "samordningsförbund" in initiative.owner.casefold(),
        has_purpose=is_there(initiative.purpose),
        has_target_group=is_there(initiative.target_group),
        granted=amount(initiative.granted),
        spent=amount(initiative.spent),
        overspent=_overspent(initiative),
        stated_share=initiative.stated_share,
        states_share=initiative.stated_share is not None,
        used_share=used,
        share_difference=_share_difference(initiative, used),
        budget=budget,
        outcome=outcome,
        underuse=None if budget is None or outcome is None else share(budget - outcome, budget),
        least_underuse=_least_underuse(initiative),
        explains_underuse=is_there(initiative.underuse_explained),
        ended=initiative.ended_in_year,
        has_final_report=_final_report(dossier, initiative),
        has_continuation=is_there(initiative.implementation),
        steering_gap=said(initiative.steering_group_gap),
        has_steering_gap=is_there(initiative.steering_group_gap),
        is_decided=is_there(initiative.decided_on),
        days_decided_before=_days_decided_before(initiative),
        has_agreement=is_there(initiative.agreement),
        party_count=_party_count(dossier, initiative),
        is_told_by_sex=_told_by_sex(initiative),
        is_mixed=None if initiative.kind is None else initiative.kind == "blandad",
        registration_count=None if initiative.registrations is None else len(set(initiative.registrations)),
        is_registered=is_there(initiative.registered),
        keeps_assets=is_there(initiative.assets_kept),
        assets_kept=said(initiative.assets_kept),
    )


def _is_member(dossier: Dossier, owner: str | None) -> bool | None:
    """Whether the owner, perhaps one of a member's units, bears a member's name."""
    members = dossier.year.members
    if owner is None:
        return None
    folded = owner.casefold()
    if any(member.name.casefold() in folded or folded in member.name.casefold() for member in members.items):
        return True
    return False if members.complete else None


def _days_decided_before(initiative: Initiative) -> int | None:
    """The most days by which the decision can come before the start."""
    if not isinstance(initiative.decided_on, Day) or initiative.start is None:
        return None
    return (initiative.start.last - initiative.decided_on.first).days


def _party_count(dossier: Dossier, initiative: Initiative) -> int | None:
    """Those named that are, or may be, members: a name that no member bears is none only of a whole list."""
    if initiative.parties is None:
        return None
    return sum(_is_member(dossier, party) is not False for party in set(initiative.parties))


def _told_by_sex(initiative: Initiative) -> bool | None:
    """Only where both figures are known is it told; one that was looked for in vain is enough to say no."""
    if SAKNAS in {initiative.women, initiative.men}:
        return False
    return None if None in {initiative.women, initiative.men} else True


def _overspent(initiative: Initiative) -> int | None:
    if initiative.spent is None or initiative.granted is None:
        return None
    return max(differ(initiative.spent, initiative.granted), 0)


def _least_underuse(initiative: Initiative) -> int | None:
    budget, outcome = initiative.budget_year, initiative.outcome_year
    return None if budget is None or outcome is None else share(differ(budget, outcome), budget.value)


def _share_difference(initiative: Initiative, used: int | None) -> int | None:
    stated = parse_figure(initiative.stated_share or "")
    if stated is None or stated.unit is not Unit.PERCENT or used is None:
        return None
    rounding = share((initiative.spent.step if initiative.spent else 0), amount(initiative.granted)) or 0
    return abs(differ(Figure(used, rounding, Unit.PERCENT), stated))


def _final_report(dossier: Dossier, initiative: Initiative) -> bool | None:
    """Whether one is listed; none only where the list of initiatives, with their follow-ups, is whole."""
    if initiative.follow_ups is None:
        return None
    if any(item.kind == "slutrapport" for item in initiative.follow_ups):
        return True
    return False if dossier.year.initiatives.complete else None
