"""Targets and their outcomes; whether a target was reached is no compliance question, whether it was followed up is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, word
from finsam_control.figure import Figure, shown
from finsam_control.records.base import SAKNAS
from finsam_control.records.economy import Target

Judgement = Literal["reached", "partly", "not_reached", "unreadable", "residual"]
_STATED: dict[str, Judgement] = {"uppnatt": "reached", "delvis": "partly", "inte_uppnatt": "not_reached"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFact(Fact):
    kind: ClassVar[str] = "target"
    sv: ClassVar[str] = "mål"
    en: ClassVar[str] = "targets"
    document: ClassVar[str] = "mal"
    section: ClassVar[str] = "targets"

    text: Annotated[str, base.text("målet", "the target")]
    level_text: Annotated[str, base.text("målnivån", "the level to reach")]
    outcome_text: Annotated[str | None, base.text("utfallet", "the outcome")]
    judgement: Annotated[Judgement, word("måluppfyllelsen", "whether it was reached")]
    is_financial: Annotated[bool, flag("målet är finansiellt", "the target is financial")]
    has_level: Annotated[bool, flag("målet har en nivå", "the target has a level")]
    of_initiative: Annotated[bool, flag("målet gäller en enskild insats", "the target is one initiative's own")]
    outcome_shown: Annotated[bool | None, flag("utfallet går att utläsa", "the outcome can be read")]
    followed_up: Annotated[
        bool | None,
        flag("målet följs upp i årsredovisningen", "the target is followed up in the annual report", "arsredovisning"),
    ]
    analysed: Annotated[bool | None, flag("orsaken till utfallet är analyserad", "why it was missed is analysed")]
    acted_on: Annotated[bool | None, flag("en åtgärd är beskriven", "a measure is described")]
    is_comparable: Annotated[
        bool,
        flag(
            "omdöme, nivå och utfall är angivna så att de går att jämföra",
            "judgement, level and outcome can be compared",
        ),
    ]
    stated_agrees: Annotated[
        bool | None,
        flag(
            "dokumentets omdöme stämmer med nivå och utfall", "the document's judgement agrees with level and outcome"
        ),
    ]


def produce(dossier: Dossier) -> tuple[TargetFact, ...]:
    law_date = first_of_year(dossier.year.fiscal_year)
    return tuple(
        TargetFact(
            key=target.id,
            law_date=law_date,
            place=target.place("text"),
            text=target.text,
            level_text="" if target.level is None else shown(target.level),
            outcome_text=shown(target.outcome) if isinstance(target.outcome, Figure) else None,
            judgement=_judgement(target),
            is_financial=target.kind == "financial",
            has_level=target.level is not None,
            of_initiative=target.initiative is not None,
            outcome_shown=_shown_at_all(target),
            followed_up=is_there(target.followed_up),
            analysed=is_there(target.analysis),
            acted_on=is_there(target.measure),
            is_comparable=_agrees(target) is not None,
            stated_agrees=_agrees(target),
        )
        for target in dossier.year.targets.items
    )


def _judgement(target: Target) -> Judgement:
    if target.residual:
        return "residual"
    if target.outcome is SAKNAS:
        return "unreadable"
    measured = _measured(target)
    if measured is not None:
        return "reached" if measured else "not_reached"
    return _STATED[target.stated] if target.stated is not None else "unreadable"


def _shown_at_all(target: Target) -> bool | None:
    """Whether the document shows an outcome: no where somebody looked for it in vain, and no word stands instead."""
    if isinstance(target.outcome, Figure) or target.stated is not None:
        return True
    return False if target.outcome is SAKNAS else None


def _measured(target: Target) -> bool | None:
    """Whether the outcome lies on the good side of the level, where both are figures of one kind."""
    level, outcome = target.level, target.outcome
    if not isinstance(level, Figure) or not isinstance(outcome, Figure) or target.direction is None:
        return None
    if level.unit is not outcome.unit and not (level.unit.is_money and outcome.unit.is_money):
        return None
    return outcome.value >= level.value if target.direction == "at_least" else outcome.value <= level.value


def _agrees(target: Target) -> bool | None:
    measured = _measured(target)
    if measured is None or target.stated is None or target.residual:
        return None
    return measured == (target.stated == "uppnatt")
