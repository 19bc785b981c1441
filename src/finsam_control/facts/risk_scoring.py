"""How the risks were scored: before, today and aimed at; by whom, when and why; and what has moved since last year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, is_there, said
from finsam_control.facts.risk import register_law_date
from finsam_control.records.register import Risk, Score
from finsam_control.register_text import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScoringFact(Fact):
    kind: ClassVar[str] = "risk_scoring"
    sv: ClassVar[str] = "riskernas bedömningar"
    en: ClassVar[str] = "the scorings of the risks"
    document: ClassVar[str] = "riskregister"
    section: ClassVar[str] = "risk_register"
    detail: ClassVar[bool] = True

    risk: Annotated[str, base.text("riskens nummer", "the risk's number")]
    process: Annotated[str, base.text("processen", "the process")]
    has_record: Annotated[bool, flag("uppgift om själva bedömningen", "a record of the scoring itself")]
    has_date: Annotated[bool | None, flag("dag för bedömningen", "a day of the scoring")]
    has_scorer: Annotated[bool | None, flag("namn på den som har bedömt", "the name of who scored")]
    scorer: Annotated[str | None, base.text("den som har bedömt", "who scored")]
    scorer_is_owner: Annotated[
        bool | None, flag("bedömd av den som ansvarar för den", "scored by who is responsible for it")
    ]
    product: Annotated[int | None, counted("riskvärdet i dag", "the value today")]
    inherent_product: Annotated[int | None, counted("riskvärdet före åtgärder", "the value before any measure")]
    target_product: Annotated[int | None, counted("riskvärdet som är målet", "the value aimed at")]
    above_inherent: Annotated[
        int | None,
        counted("riskvärdet i dag minus värdet före åtgärder", "today's value less that before any measure"),
    ]
    target_above: Annotated[
        int | None, counted("riskvärdet som är målet minus dagens", "the value aimed at less today's")
    ]
    is_lowered: Annotated[
        bool | None, flag("lägre riskvärde än före åtgärder", "a lower value than before any measure")
    ]
    aims_lower: Annotated[bool | None, flag("lägre mål än dagens riskvärde", "an aim lower than today's value")]
    has_measures: Annotated[bool | None, flag("åtgärd som minskar risken", "a measure that reduces the risk")]
    has_moved: Annotated[
        bool | None,
        flag("annat riskvärde än i förra registret", "another value than in the register before"),
    ]
    earlier_product: Annotated[int | None, counted("riskvärdet i förra registret", "the value in the register before")]
    has_reason: Annotated[bool | None, flag("skäl till bedömningen", "a reason for the score")]


def produce(dossier: Dossier) -> tuple[RiskScoringFact, ...]:
    register, earlier = dossier.register, dossier.earlier_register
    if register is None:
        return ()
    before = {} if earlier is None else {risk.id: risk for risk in earlier.risks}
    law_date = register_law_date(dossier)
    return tuple(_fact(risk, before.get(risk.id), law_date) for risk in register.risks)


def _fact(risk: Risk, before: Risk | None, law_date: str) -> RiskScoringFact:
    product, earlier = risk.scored_product, None if before is None else before.scored_product
    inherent, target = _product(risk.inherent), _product(risk.target)
    record = risk.current
    scorer = None if record is None else said(record.scorer)
    return RiskScoringFact(
        key=risk.id,
        law_date=law_date,
        place=risk.place("current" if record is not None else "likelihood"),
        risk=risk.id,
        process=risk.process,
        has_record=record is not None,
        has_date=None if record is None else is_there(record.date),
        has_scorer=None if record is None else is_there(record.scorer),
        scorer=scorer,
        scorer_is_owner=_is_same(scorer, said(risk.owner)),
        product=product,
        inherent_product=inherent,
        target_product=target,
        above_inherent=_difference(product, inherent),
        target_above=_difference(target, product),
        is_lowered=_is_below(product, inherent),
        aims_lower=_is_below(target, product),
        has_measures=risk.has_measures,
        has_moved=None if earlier is None or product is None else earlier != product,
        earlier_product=earlier,
        has_reason=None if record is None else is_there(record.reason),
    )


def _product(score: Score | None) -> int | None:
    return None if score is None else score.likelihood * score.consequence


def _difference(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def _is_below(one: int | None, other: int | None) -> bool | None:
    return None if one is None or other is None else one < other


def _is_same(scorer: str | None, owner: str | None) -> bool | None:
    return None if scorer is None or owner is None else plain(scorer) == plain(owner)
