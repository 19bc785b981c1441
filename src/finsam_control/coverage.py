"""How much of the law is seen: every section of every act, by the rules that test it and by what a year showed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from finsam_control.complaint import Complaint
from finsam_control.judging import in_force
from finsam_control.message import Message
from finsam_control.outcome import Outcome
from finsam_control.place import Place
from finsam_control.rule import Authority, Force, OutcomeKind, Rule
from finsam_control.rulebook import Rulebook
from finsam_control.run import Run
from finsam_control.section import Section, sections_in
from finsam_control.statutes import Act, ListedSection, Statutes

#: An act's number and one of its sections.
Cited = tuple[str, Section]
State = Literal["tested", "attested", "not_assessable", "not_applicable", "not_covered"]

#: What shows that a section was tried, whatever came of it.
_TRIED: frozenset[OutcomeKind] = frozenset({"passed", "violated", "accepted"})


def rules_by_section(rulebook: Rulebook) -> dict[Cited, tuple[Rule, ...]]:
    """The rules that test each section: law that names it; good practice that leans on a section does not test it."""
    found: dict[Cited, list[Rule]] = {}
    for rule in rulebook.rules:
        if rule.text.norm == "law":
            for cited in {(item.act, section) for item in rule.text.authority for section in sections_in(item.section)}:
                found.setdefault(cited, []).append(rule)
    return {cited: tuple(rules) for cited, rules in found.items()}


def uncovered(rulebook: Rulebook) -> tuple[Complaint, ...]:
    """Every section told two ways, not told at all, missing or unknown, and every authority the list does not know."""
    statutes, tested = rulebook.statutes, rules_by_section(rulebook)
    return (
        *(found for act in statutes.acts for found in _of_act(act, tested)),
        *(
            found
            for rule in rulebook.rules
            for item in rule.text.authority
            for found in _of_authority(rule, item, statutes)
        ),
    )


def _of_act(act: Act, tested: Mapping[Cited, tuple[Rule, ...]]) -> Iterable[Complaint]:
    for section in act.expected:
        if section not in act.by_section:
            yield _at("", act.place("extent"), Message.of("{act} {section} is missing", act=act.act, section=section))
    for listed in act.sections:
        rules = tested.get((act.act, listed.section), ())
        named: dict[str, object] = {"act": act.act, "section": listed.section}
        place = listed.place("section")
        if listed.section not in act.expected:
            yield _at("", place, Message.of("{act} {section} is not in the act's extent", **named))
        if rules and listed.statement is not None:
            text = Message.of(
                "{act} {section} is listed as {statement}, but {rule} tests it; take the statement away",
                statement=listed.statement,
                rule=rules[0].id,
                **named,
            )
            yield _at("", listed.place(listed.statement), text)
        if not rules and listed.statement is None:
            text = Message.of("no rule tests {act} {section}; say attested, not_applicable or not_covered", **named)
            yield _at("", place, text)


def _of_authority(rule: Rule, item: Authority, statutes: Statutes) -> Iterable[Complaint]:
    """Only acts are checked: a recommendation has no sections, and a förbund's own policy is its own."""
    act, place = statutes.act(item.act), item.place("section")
    if act is None:
        if item.act.startswith("SFS ") and item.act not in {beside.act for beside in statutes.beside}:
            yield _at(rule.id, item.place("act"), Message.of("{act} is no act of rules/coverage.yaml", act=item.act))
        return
    cited = sections_in(item.section)
    if not cited:
        yield _at(rule.id, place, Message.of("{section} names no section of {act}", section=item.section, act=act.act))
    for section in cited:
        if section not in act.by_section:
            text = Message.of("{act} {section} is not listed in rules/coverage.yaml", act=act.act, section=section)
            yield _at(rule.id, place, text)


def _at(rule: str, place: Place, text: Message) -> Complaint:
    return Complaint(rule, place.file, place.line, text)


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section and how a year stands to it; `attestations` numbers those that hold for it."""

    listed: ListedSection
    state: State
    rules: tuple[str, ...]
    attestations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearCoverage:
    """Finsamlagen section by section, and the attestations that hold for nothing."""

    act: Act
    sections: tuple[SectionState, ...]
    unmatched: tuple[int, ...]
    expired: tuple[int, ...]
    later: tuple[int, ...]

    @property
    def counts(self) -> Counter[State]:
        return Counter(section.state for section in self.sections)


def of_year(run: Run) -> YearCoverage:
    """The sections of Finsamlagen by the year's outcomes and attestations, on the day of the check."""
    statutes = run.rulebook.statutes
    attestations = run.dossier.year.attestations
    expired = {n for n, attestation in enumerate(attestations) if attestation.valid_until.last < run.as_of}
    later = {n for n, attestation in enumerate(attestations) if attestation.seen_on.first > run.as_of}
    held: dict[Cited, tuple[int, ...]] = {}
    for number, attestation in enumerate(attestations):
        if number not in expired | later:
            cited = (attestation.act, attestation.section)
            held[cited] = (*held.get(cited, ()), number)
    reader = _YearReader(run, held)
    states = {act.act: tuple(reader.state(act, listed) for listed in act.sections) for act in statutes.acts}
    matched = {n for found in states.values() for section in found for n in section.attestations}
    unmatched = tuple(n for n in range(len(attestations)) if n not in matched | expired | later)
    act = statutes.finsamlagen
    return YearCoverage(act, states[act.act], unmatched, tuple(sorted(expired)), tuple(sorted(later - expired)))


class _YearReader:
    """How one year stands to any section."""

    def __init__(self, run: Run, held: Mapping[Cited, tuple[int, ...]]) -> None:
        year = run.dossier.year.fiscal_year
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        self.held = held
        self.tested = rules_by_section(run.rulebook)
        self.kinds: dict[str, set[OutcomeKind]] = {}
        for outcome in run.outcomes:
            if self._is_of_the_time(outcome):
                self.kinds.setdefault(outcome.rule.id, set()).add(outcome.kind)

    def _is_of_the_time(self, outcome: Outcome) -> bool:
        """A rule of another time that does not apply says nothing of the section, which may have applied untested."""
        fact = outcome.fact
        on = (fact.law_date if fact is not None else None) or self.first.isoformat()
        return outcome.kind != "not_applicable" or in_force(outcome.rule, on)

    def state(self, act: Act, listed: ListedSection) -> SectionState:
        cited = (act.act, listed.section)
        rules = tuple(rule.id for rule in self.tested.get(cited, ()))
        found = {kind for rule in rules for kind in self.kinds.get(rule, ())}
        applies = listed.statement != "not_applicable" and self._overlaps(act.in_force, listed.in_force)
        state = _judged(found, applies=applies, attested=cited in self.held)
        return SectionState(listed, state, rules, () if state == "not_applicable" else self.held.get(cited, ()))

    def _overlaps(self, *forces: Force) -> bool:
        return all(
            (force.start is None or force.start.first <= self.last)
            and (force.end is None or self.first <= force.end.last)
            for force in forces
        )


def _judged(found: set[OutcomeKind], *, applies: bool, attested: bool) -> State:
    """What was tried says more than what is vouched for; and nobody can vouch for what does not apply.

    A duty that is not yet due has not been tried either, and counts with what could not be assessed.
    """
    if found & _TRIED:
        return "tested"
    if found == {"not_applicable"} or not applies:
        return "not_applicable"
    if attested:
        return "attested"
    return "not_assessable" if found else "not_covered"
