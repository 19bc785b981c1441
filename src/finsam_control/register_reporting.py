"""A judged register to a report in one language: findings, what each rule said, and the proof of the matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import get_args

from finsam_control import __version__
from finsam_control.day import Day
from finsam_control.facts.base import fields_of
from finsam_control.facts.risk_matrix import RiskMatrixFact
from finsam_control.masking import masked
from finsam_control.matrix import proof, told
from finsam_control.outcome import Outcome
from finsam_control.outcome_report import OutcomeReporter, Voices
from finsam_control.records.register import RiskRegister
from finsam_control.register_report import RegisterReport, RuleCount
from finsam_control.report import OutcomeInfo, RulebookInfo, ToolInfo
from finsam_control.risk_report import FlawInfo
from finsam_control.rule import SEVERITIES, OutcomeKind
from finsam_control.run import Run
from finsam_control.sentence import Speaker
from finsam_control.shape import InputInfo
from finsam_control.words import Words

#: The section of the records whose facts a register gives.
SECTION = "risk_register"


def register_run(run: Run, *, matrix_alone: bool) -> Run:
    """The run with the outcomes that concern the register, or its matrix alone."""
    return replace(
        run,
        outcomes=tuple(
            outcome
            for outcome in run.outcomes
            if outcome.rule.subject.section == SECTION and (not matrix_alone or outcome.rule.subject is RiskMatrixFact)
        ),
    )


def register_report_of(run: Run, register: RiskRegister, voices: Voices, *, matrix_alone: bool) -> RegisterReport:
    """The report of such a run; the same register, day and language give the same bytes."""
    words, counts = voices.words, Counter(outcome.kind for outcome in run.outcomes)
    return RegisterReport(
        language=words.language,
        tool=ToolInfo(name="finsam-control", version=__version__, engines=run.engines),
        title=masked(register.title),
        date=str(register.date) if isinstance(register.date, Day) else None,
        as_of=run.as_of.isoformat(),
        inputs=tuple(InputInfo(path=item.path, sha256=item.sha256) for item in run.dossier.inputs),
        rulebook=RulebookInfo(
            sha256=run.rulebook.sha256,
            rules=len({outcome.rule.id for outcome in run.outcomes}),
            parameters=len(run.rulebook.parameters),
        ),
        risks=None if matrix_alone else len(register.risks),
        flaws=tuple(FlawInfo(kind=flaw.kind, text=words.say(told(flaw))) for flaw in proof(register.matrix)),
        assumed=register.matrix.assumed,
        summary={kind: counts[kind] for kind in get_args(OutcomeKind)},
        rules=tuple(_counts(run, words)),
        findings=_findings(run, voices),
    )


def _findings(run: Run, voices: Voices) -> tuple[OutcomeInfo, ...]:
    found = [outcome for outcome in run.outcomes if outcome.kind in {"violated", "accepted"}]
    found.sort(key=lambda outcome: (outcome.kind == "accepted", SEVERITIES.index(outcome.rule.text.severity)))
    return tuple(OutcomeReporter(run, voices, outcome).info() for outcome in found)


def _counts(run: Run, words: Words) -> Iterable[RuleCount]:
    for rule, group in groupby(run.outcomes, key=lambda outcome: outcome.rule):
        outcomes: list[Outcome] = list(group)
        speaker = Speaker(words, fields_of(rule.subject), {})
        missing = dict.fromkeys(name for outcome in outcomes for name in outcome.missing)
        yield RuleCount(
            rule=rule.id,
            title=rule.text.title[words.language],
            severity=rule.text.severity,
            counts=dict(sorted(Counter(outcome.kind for outcome in outcomes).items())),
            missing=tuple(speaker.meaning(name) for name in missing if name in speaker.fields),
        )
