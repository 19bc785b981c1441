"""The groups of areas that a förbund's risks can lie in, and whether the register has a risk in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal, get_args

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, flag, word
from finsam_control.facts.risk import register_law_date
from finsam_control.records.area import Area

Group = Literal["finance", "governance", "procurement", "privacy", "initiatives", "control"]

#: The group of each area of control.
GROUPS: Final[dict[Area, Group]] = {
    "financing": "finance",
    "annual_report": "finance",
    "equity": "finance",
    "budget": "finance",
    "delegation": "governance",
    "board": "governance",
    "procurement": "procurement",
    "privacy": "privacy",
    "initiatives": "initiatives",
    "internal_control": "control",
    "audit_follow_up": "control",
    "archive": "control",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAreaFact(Fact):
    kind: ClassVar[str] = "risk_area"
    sv: ClassVar[str] = "områden som riskregistret täcker"
    en: ClassVar[str] = "areas that the risk register covers"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True

    group: Annotated[Group, word("området", "the area")]
    risks: Annotated[int, counted("antalet risker i området", "the number of risks in the area")]
    has_risk: Annotated[bool | None, flag("risk i området", "a risk in the area")]


def produce(dossier: Dossier) -> tuple[RiskAreaFact, ...]:
    register = dossier.register
    if register is None:
        return ()
    law_date = register_law_date(dossier)
    areas = [risk.area for risk in register.risks]
    # A risk that tells no area may lie in any, and a register that is not whole may hold more.
    is_whole = register.complete and None not in areas
    found = [GROUPS[area] for area in areas if area is not None]
    return tuple(
        RiskAreaFact(
            key=group,
            law_date=law_date,
            place=register.place("risks"),
            group=group,
            risks=found.count(group),
            has_risk=True if group in found else False if is_whole else None,
        )
        for group in get_args(Group)
    )
