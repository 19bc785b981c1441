"""The controls that the register links to its risks: whether they exist, and whether one failed this year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, flag


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskControlFact(Fact):
    kind: ClassVar[str] = "risk_control"
    sv: ClassVar[str] = "kontroller som riskregistret hänvisar till"
    en: ClassVar[str] = "controls that the risk register refers to"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True
    of_outcomes: ClassVar[bool] = True

    risk: Annotated[str, base.text("riskens nummer", "the risk's number")]
    process: Annotated[str, base.text("processen", "the process")]
    rule: Annotated[str, base.text("regeln", "the rule")]
    requirement_sv: Annotated[str, base.text("kravet på svenska", "the requirement in Swedish")]
    requirement_en: Annotated[str, base.text("kravet på engelska", "the requirement in English")]
    is_known_rule: Annotated[bool, flag("regel som finns", "a rule that exists")]
    is_lowest: Annotated[
        bool | None, flag("risk på registrets lägsta nivå", "a risk in the lowest band of the register")
    ]
    has_failed: Annotated[
        bool | None,
        flag("avvikelse i kontrollen i år", "a deviation in the control this year", "internkontrollplan"),
    ]


def produce(dossier: Dossier) -> tuple[RiskControlFact, ...]:  # noqa: ARG001 -- every kind's producer takes the dossier
    """None: records alone make no outcomes; they are added after the first pass, in `risk_controls`."""
    return ()
