"""Facts of the second pass about the controls that the register links to its risks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finsam_control.dossier import Dossier
from finsam_control.facts.risk import register_law_date
from finsam_control.facts.risk_control import RiskControlFact
from finsam_control.matrix import band_of, cell_of, rank
from finsam_control.outcome import Outcome
from finsam_control.records.matrix import Matrix
from finsam_control.records.register import Risk
from finsam_control.rule import Rule
from finsam_control.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class _Known:
    """What all the facts share: their law date, and of each rule that gave a verdict whether it was a breach."""

    law_date: str
    failed: dict[str, bool]


def risk_control_facts(
    dossier: Dossier, outcomes: Sequence[Outcome], rulebook: Rulebook
) -> tuple[RiskControlFact, ...]:
    """A fact for each rule that a risk names, in the order of the register."""
    register = dossier.register
    if register is None:
        return ()
    known = _Known(register_law_date(dossier), _failed(outcomes))
    rules = {rule.id: rule for rule in rulebook.rules}
    return tuple(
        _fact(risk, name, rules.get(name), register.matrix, known)
        for risk in register.risks
        for name in dict.fromkeys(risk.rules or ())
    )


def _failed(outcomes: Iterable[Outcome]) -> dict[str, bool]:
    """The rules that gave a verdict, and whether it was a breach for any record; an accepted breach is one still."""
    failed: dict[str, bool] = {}
    for outcome in outcomes:
        if outcome.kind in {"violated", "accepted", "passed"}:
            failed[outcome.rule.id] = failed.get(outcome.rule.id, False) or outcome.kind != "passed"
    return failed


def _fact(risk: Risk, name: str, rule: Rule | None, matrix: Matrix, known: _Known) -> RiskControlFact:
    band = band_of(matrix, cell_of(risk.scored_likelihood, risk.scored_consequence))
    return RiskControlFact(
        key=f"{risk.id} {name}",
        law_date=known.law_date,
        place=risk.place("rules"),
        risk=risk.id,
        process=risk.process,
        rule=name,
        requirement_sv=name if rule is None else rule.text.title.sv,
        requirement_en=name if rule is None else rule.text.title.en,
        is_known_rule=rule is not None,
        is_lowest=None if band is None else rank(matrix, band) == 0,
        has_failed=known.failed.get(name),
    )
