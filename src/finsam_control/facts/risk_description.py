"""How the risks of the register are worded: cause, event and effect, and one text that stands twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, flag, is_there
from finsam_control.facts.risk import register_law_date
from finsam_control.records.register import Risk
from finsam_control.register_text import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskDescriptionFact(Fact):
    kind: ClassVar[str] = "risk_description"
    sv: ClassVar[str] = "riskernas beskrivningar"
    en: ClassVar[str] = "the descriptions of the risks"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True

    risk: Annotated[str, base.text("riskens nummer", "the risk's number")]
    process: Annotated[str, base.text("processen", "the process")]
    has_cause: Annotated[bool | None, flag("orsak till risken", "a cause of the risk")]
    has_event: Annotated[bool | None, flag("händelse som kan inträffa", "an event that may happen")]
    has_effect: Annotated[bool | None, flag("följd i ord", "an effect in words")]
    is_repeat: Annotated[bool, flag("samma text som en tidigare risk", "the same text as an earlier risk")]
    first: Annotated[str | None, base.text("risken med samma text", "the risk with the same text")]
    same_score: Annotated[
        bool | None, flag("samma poäng som risken med samma text", "the same score as the risk with the same text")
    ]


def produce(dossier: Dossier) -> tuple[RiskDescriptionFact, ...]:
    """Each text is compared with the first risk that has it, so that the work grows with the register alone."""
    register = dossier.register
    if register is None:
        return ()
    law_date = register_law_date(dossier)
    first: dict[str, Risk] = {}
    return tuple(_fact(risk, first.setdefault(plain(risk.description), risk), law_date) for risk in register.risks)


def _fact(risk: Risk, first: Risk, law_date: str) -> RiskDescriptionFact:
    is_repeat = first is not risk
    scores = (risk.scored_likelihood, risk.scored_consequence, first.scored_likelihood, first.scored_consequence)
    return RiskDescriptionFact(
        key=risk.id,
        law_date=law_date,
        place=risk.place("description"),
        risk=risk.id,
        process=risk.process,
        has_cause=is_there(risk.cause),
        has_event=is_there(risk.event),
        has_effect=is_there(risk.effect),
        is_repeat=is_repeat,
        first=first.id if is_repeat else None,
        same_score=None if not is_repeat or None in scores else scores[:2] == scores[2:],
    )
