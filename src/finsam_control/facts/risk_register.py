"""The risk register as a whole: whether it is dated, holds any risk, and tells the risks apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, is_there
from finsam_control.facts.risk import register_law_date


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRegisterFact(Fact):
    kind: ClassVar[str] = "risk_register"
    sv: ClassVar[str] = "riskregistret som helhet"
    en: ClassVar[str] = "the risk register as a whole"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True

    title: Annotated[str, base.text("registrets namn", "the register's title")]
    is_dated: Annotated[bool | None, flag("datum på registret", "a date on the register")]
    risks: Annotated[int | None, counted("antalet risker", "the number of risks")]
    scored: Annotated[int, counted("antalet bedömda risker", "the number of scored risks")]
    different_scores: Annotated[int, counted("antalet olika riskvärden", "the number of different values")]


def produce(dossier: Dossier) -> tuple[RiskRegisterFact, ...]:
    register = dossier.register
    if register is None:
        return ()
    products = [product for risk in register.risks if (product := risk.scored_product) is not None]
    return (
        RiskRegisterFact(
            key="risk_register",
            law_date=register_law_date(dossier),
            place=register.place("risks"),
            title=register.title,
            is_dated=is_there(register.date),
            risks=len(register.risks) if register.risks or register.complete else None,
            scored=len(products),
            different_scores=len(set(products)),
        ),
    )
