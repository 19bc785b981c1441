"""Outcomes to a report in one language: texts filled in, places told, silence named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import get_args

from finsam_control import __version__
from finsam_control.control_chain import chain_of
from finsam_control.coverage import YearCoverage, of_year
from finsam_control.coverage_report import attestation_notices, coverage_info
from finsam_control.economy_report import budget_items, economy_info, equity_info
from finsam_control.facts import kinds
from finsam_control.facts.target import TargetFact
from finsam_control.grade import Grade, GradeFormula, grade, results
from finsam_control.judging import in_force
from finsam_control.masking import masked
from finsam_control.outcome_report import OutcomeReporter, Voices, place_info
from finsam_control.population_reporting import population_notices
from finsam_control.report import (
    AreaGrade,
    EntityInfo,
    GradeInfo,
    Missing,
    Notice,
    Report,
    RulebookInfo,
    TargetInfo,
    ToolInfo,
)
from finsam_control.risk_report import RiskReport
from finsam_control.risk_reporting import risk_report_of
from finsam_control.rule import Area, OutcomeKind
from finsam_control.run import Run
from finsam_control.shape import InputInfo
from finsam_control.words import Words

UNCHECKED_AFTER_DAYS = 366

#: So many cells are named in one notice.
_FEW = 3


def report_of(run: Run, voices: Voices) -> Report:
    """The report in the language of the voices, which are those of the run's rulebook; the same run, the same bytes."""
    return _Reporter(run, voices).report()


class _Reporter:
    def __init__(self, run: Run, voices: Voices) -> None:
        self.run = run
        self.voices = voices
        self.words = voices.words
        self.year = run.dossier.year

    def report(self) -> Report:
        year, words = self.year, self.words
        materiality = year.materiality
        org_number = year.entity.org_number
        return Report(
            language=words.language,
            tool=ToolInfo(
                name="finsam-control",
                version=__version__,
                engines=self.run.engines,
                population_engine=next((population.tables.name for population in self.run.populations), None),
            ),
            entity=EntityInfo(
                name=masked(year.entity.name), org_number=org_number if isinstance(org_number, str) else None
            ),
            period=year.fiscal_year,
            as_of=self.run.as_of.isoformat(),
            materiality=None
            if materiality is None
            else words(
                "{amount}; differences below {trivial} are information",
                amount=words.value(materiality.amount.value, "ore"),
                trivial=words.value(materiality.clearly_trivial.value, "ore"),
            ),
            inputs=tuple(InputInfo(path=item.path, sha256=item.sha256) for item in self.run.dossier.inputs),
            rulebook=RulebookInfo(
                sha256=self.run.rulebook.sha256,
                rules=len(self.run.rulebook.rules),
                parameters=len(self.run.rulebook.parameters),
            ),
            grade=self.grade(),
            summary=self.summary(),
            coverage=coverage_info(self.coverage, self.run, words),
            control_chain=chain_of(self.run, words),
            notices=self.notices,
            missing=self.missing(),
            targets=self.targets(),
            economy=economy_info(self.run),
            equity=equity_info(self.run),
            budget_items=budget_items(self.run),
            risk_register=self.risk_register(),
            outcomes=tuple(OutcomeReporter(self.run, self.voices, outcome).info() for outcome in self.run.outcomes),
        )

    def summary(self) -> dict[OutcomeKind, int]:
        counts = Counter(outcome.kind for outcome in self.run.outcomes)
        return {kind: counts[kind] for kind in get_args(OutcomeKind)}

    def grade(self) -> GradeInfo:
        formula, words = self.run.rulebook.formula, self.words
        overall = grade(formula, results(self.run.outcomes), silenced=self.is_silenced)
        areas = []
        for area in get_args(Area):
            own = [outcome for outcome in self.run.outcomes if outcome.rule.text.area == area]
            if any(outcome.kind not in {"not_applicable", "not_yet_due"} for outcome in own):
                areas.append(self.area(area, grade(formula, results(own))))
        return GradeInfo(
            overall=overall.level,
            word=words.level(overall.level),
            score=overall.score,
            assessed=overall.assessed,
            unassessed=overall.unassessed,
            areas=tuple(areas),
            formula=formula_in_words(formula, words),
        )

    def area(self, area: Area, found: Grade) -> AreaGrade:
        return AreaGrade(
            area=area,
            name=self.words.area(area),
            level=found.level,
            word=self.words.level(found.level, area),
            score=found.score,
            assessed=found.assessed,
            unassessed=found.unassessed,
        )

    @cached_property
    def coverage(self) -> YearCoverage:
        return of_year(self.run)

    @property
    def is_silenced(self) -> bool:
        return any(
            notice.code
            in {
                "unmatched_acceptance",
                "unmatched_attestation",
                "expired_attestation",
                "unlisted_file",
                "unconfirmed_draft",
                "empty_population",
                "unread_column",
                "several_ledgers",
                "unchecked_parameter",
                "outside_every_rule",
            }
            for notice in self.notices
        )

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The silence alarm."""
        return tuple(self._notices())

    def _notices(self) -> Iterable[Notice]:
        words, year = self.words, self.year
        first_day = f"{year.fiscal_year}-01-01"
        if not any(in_force(rule, first_day) for rule in self.run.rulebook.rules):
            yield Notice(
                code="outside_every_rule", text=words("No rule was in force in {year}.", year=year.fiscal_year)
            )
        for file in self.run.dossier.unlisted:
            yield Notice(code="unlisted_file", text=words("{file} was handed in but nothing reads it.", file=file))
        yield from population_notices(self.run.dossier, words)
        for draft in self.run.dossier.drafts:
            text = (
                words("Judged is what the draft {file} is certain of; nobody has confirmed it.", file=draft.file)
                if draft.is_judged
                else words("{file} is a draft that nobody has confirmed; nothing of it was judged.", file=draft.file)
            )
            yield Notice(code="unconfirmed_draft", text=text)
        for file, cells in self.run.dossier.examples:
            text = words(
                "{n} example rows in {file} stand as they were and were not read: {cells}",
                n=len(cells),
                file=file,
                cells=", ".join(cells[:_FEW]) + (" …" if len(cells) > _FEW else ""),
            )
            yield Notice(code="example_left", text=text)
        for number in self.run.unmatched:
            acceptance = year.acceptances[number]
            text = words("The acceptance of {rule} ({key}) matched nothing.", rule=acceptance.rule, key=acceptance.key)
            yield Notice(code="unmatched_acceptance", text=text)
        for number in self.run.expired:
            acceptance = year.acceptances[number]
            text = words("The acceptance of {rule} expired {day}.", rule=acceptance.rule, day=acceptance.valid_until)
            yield Notice(code="expired_acceptance", text=text)
        yield from attestation_notices(self.coverage, self.run, words)
        cured = {
            outcome.rule.id
            for outcome in self.run.outcomes
            if outcome.kind == "violated" and outcome.acceptance is not None
        }
        for rule in sorted(cured):
            text = words("The board has accepted {rule}, but an acceptance cures no breach of law.", rule=rule)
            yield Notice(code="acceptance_does_not_cure_law", text=text)
        if len(self.run.engines) == 1:
            text = words("One engine judged ({engine}); nothing compared its verdicts.", engine=self.run.engines[0])
            yield Notice(code="single_engine", text=text)
        yield from self._unchecked()
        for kind, rules in self._untested().items():
            subject, _ = kinds()[kind]
            meaning = subject.sv if words.language == "sv" else subject.en
            text = words("{kind} ({count})", kind=meaning, count=len(rules))
            yield Notice(code="control_tested_nothing", text=text)

    def _unchecked(self) -> Iterable[Notice]:
        met = (outcome for outcome in self.run.outcomes if outcome.fact is not None or outcome.tally is not None)
        used = {name for outcome in met for name in outcome.rule.parameters}
        for name in sorted(used):
            checked = self.run.rulebook.parameters[name].checked_on.last
            if (self.run.as_of - checked).days > UNCHECKED_AFTER_DAYS:
                text = self.words("The parameter {name} has not been checked after {day}.", name=name, day=checked)
                yield Notice(code="unchecked_parameter", text=text)

    def _untested(self) -> dict[str, list[str]]:
        untested: dict[str, list[str]] = {}
        for outcome in self.run.outcomes:
            if outcome.is_untested:
                untested.setdefault(outcome.rule.subject.kind, []).append(outcome.rule.id)
        return untested

    def missing(self) -> tuple[Missing, ...]:
        """What could not be assessed, a line for each document that would show it."""
        waiting: dict[str, set[str]] = {}
        for outcome in self.run.outcomes:
            if outcome.kind == "not_assessable":
                for document in outcome.documents or ("",):
                    waiting.setdefault(document, set()).add(outcome.rule.id)
        unknown = self.words("a value that no source has given")
        return tuple(
            Missing(
                document=document,
                name=self.words.document(document) if document else unknown,
                controls=len(rules),
                rules=tuple(sorted(rules)),
            )
            for document, rules in sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0]))
        )

    def risk_register(self) -> RiskReport | None:
        """The register's own report, without its files, which are among the inputs of the year."""
        register = self.run.dossier.register
        return None if register is None else risk_report_of(register, (), self.words)

    def targets(self) -> tuple[TargetInfo, ...]:
        words = self.words
        return tuple(
            TargetInfo(
                text=masked(fact.text),
                level=words.figure(fact.level_text),
                outcome=words.figure(fact.outcome_text or "") or (words("cannot be read") if fact.has_level else ""),
                judgement=words.value(fact.judgement, "word"),
                place=place_info(fact.place),
            )
            for fact in self.run.facts["target"]
            if isinstance(fact, TargetFact)
        )


def formula_in_words(formula: GradeFormula, words: Words) -> str:
    """The published formula as sentences."""
    steps = [
        words(
            "from {n} at the level “{severity}”: at best {level}",
            n=step.rules,
            severity=words.severity(step.severity),
            level=words.level(step.level),
        )
        for step in formula.steps
    ]
    floors = [
        words(
            "below {points} points on {n} rules: at best {level}",
            points=floor.below,
            n=floor.rules,
            level=words.level(floor.level),
        )
        for floor in formula.floors
    ]
    share = words.value(formula.evidence.value, "ppm")
    evidence = words("at least {share} of the rules must have been assessed", share=share)
    return "; ".join([words("breached rules, not records, are counted"), *steps, *floors, evidence]) + "."
