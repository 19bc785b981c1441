"""Deviations from year to year: how many years a breach has stood, and the facts of the second pass.

One second stratum, no more: rules about outcomes are judged once, over these facts, and no outcome is altered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from finsam_control.earlier_report import EarlierReport, is_same_entity, record_of
from finsam_control.facts.base import first_of_year
from finsam_control.facts.outcome import Now, OutcomeFact
from finsam_control.masking import masked
from finsam_control.message import Message
from finsam_control.outcome import ORDER, Outcome
from finsam_control.place import Place
from finsam_control.records.year import Year
from finsam_control.report import OutcomeInfo
from finsam_control.rule import OutcomeKind, Rule
from finsam_control.rulebook import Rulebook

#: An accepted breach is a breach still.
BREACHES = frozenset({"violated", "accepted"})

#: Rule and the record's own name, masked as reports print it.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Previous:
    """The breaches of the report of the year before."""

    breaches: dict[Key, OutcomeInfo]

    def years(self, key: Key) -> int:
        """How many years the breach had stood then; 0 where there was none."""
        found = self.breaches.get(key)
        return 0 if found is None else found.years_running or 1


def previous_of(earlier: EarlierReport, year: Year) -> Previous:
    """The breaches of the year before.

    Raises:
        UnreadableError: the report is of another förbund, or of another year than the one before.
    """
    report = earlier.report
    if report.edition == "public":
        raise earlier.fault(
            "/edition",
            Message.of("a report of the public edition, whose records have no names"),
            Message.of("a report of the internal or the auditors' edition"),
        )
    number = year.entity.org_number
    entity = (masked(year.entity.name), number if isinstance(number, str) else None)
    if not is_same_entity((report.entity.name, report.entity.org_number), entity):
        raise earlier.fault(
            "/entity/name",
            Message.of("a report of {name}", name=report.entity.name),
            Message.of("a report of {name}", name=entity[0]),
        )
    if report.period != year.fiscal_year - 1:
        raise earlier.fault(
            "/period",
            Message.of("a report of {year}", year=report.period),
            Message.of("a report of {year}, the year before the one that is checked", year=year.fiscal_year - 1),
        )
    breaches: dict[Key, OutcomeInfo] = {}
    for outcome in report.outcomes:
        if outcome.outcome in BREACHES:
            key = (outcome.rule, record_of(outcome, report))
            # Records that share a name share a count, the longest.
            if key not in breaches or (breaches[key].years_running or 1) < (outcome.years_running or 1):
                breaches[key] = outcome
    return Previous(breaches)


def stratum(rulebook: Rulebook, *, second: bool) -> Rulebook:
    """The rulebook with the rules about records alone, or with those about outcomes."""
    rules = tuple(rule for rule in rulebook.rules if rule.subject.of_outcomes == second)
    return replace(rulebook, rules=rules)


def counted(outcomes: Iterable[Outcome], previous: Previous | None) -> tuple[Outcome, ...]:
    """The outcomes, each breach with its number of years in a row."""
    return tuple(
        replace(outcome, years_running=1 + (0 if previous is None else previous.years(_key(outcome))))
        if outcome.kind in BREACHES
        else outcome
        for outcome in outcomes
    )


def outcome_facts(
    outcomes: Sequence[Outcome], previous: Previous, rulebook: Rulebook, fiscal_year: int
) -> tuple[OutcomeFact, ...]:
    """A fact for each rule and record that deviates or did in the report before, in the order of their keys."""
    now = _worst(outcomes)
    about = {rule.id for rule in rulebook.rules if rule.subject.of_outcomes}
    rules = {rule.id: rule for rule in rulebook.rules}
    before = {key for key in previous.breaches if key[0] not in about}
    deviating = {key for key, outcome in now.items() if outcome.kind in BREACHES}
    law_date = first_of_year(fiscal_year)
    return tuple(_fact(key, now, previous, rules.get(key[0]), law_date) for key in sorted(before | deviating))


def _key(outcome: Outcome) -> Key:
    return outcome.rule.id, masked(outcome.record_key)


def _worst(outcomes: Iterable[Outcome]) -> dict[Key, Outcome]:
    """Each rule and record with its worst outcome, for records that share a name."""
    worst: dict[Key, Outcome] = {}
    for outcome in outcomes:
        key = _key(outcome)
        if key not in worst or ORDER.index(outcome.kind) > ORDER.index(worst[key].kind):
            worst[key] = outcome
    return worst


def _fact(key: Key, now: dict[Key, Outcome], previous: Previous, rule: Rule | None, law_date: str) -> OutcomeFact:
    # A rule that met no record at all says so under an empty name, for every record that it met last year.
    outcome = now.get(key) or now.get((key[0], ""))
    before = previous.breaches.get(key)
    is_breach = outcome is not None and outcome.kind in BREACHES
    state = _state(None if outcome is None else outcome.kind)
    return OutcomeFact(
        key=" ".join(part for part in key if part),
        law_date=law_date,
        place=_place(outcome, before),
        rule=key[0],
        requirement_sv=rule.text.title.sv if rule is not None else before.title if before is not None else "",
        requirement_en=rule.text.title.en if rule is not None else before.title if before is not None else "",
        record=key[1],
        severity=rule.text.severity if rule is not None else before.severity if before is not None else "info",
        outcome=state,
        years_running=1 + previous.years(key) if is_breach else 0,
        was_violated_before=before is not None,
        is_evidenced=_is_evidenced(state),
    )


def _state(kind: OutcomeKind | None) -> Now:
    """This year's outcome as a word; a technical error shows as little as missing evidence does."""
    if kind is None:
        return "absent"
    return "not_assessable" if kind == "error" else kind


def _is_evidenced(state: Now) -> bool | None:
    """Whether this year's records tell what became of it; nobody knows of a record that belonged to last year alone."""
    if state in {"absent", "not_yet_due"}:
        return None
    return state != "not_assessable"


def _place(outcome: Outcome | None, before: OutcomeInfo | None) -> Place:
    """Where the record stands now, or stood in last year's records."""
    if outcome is not None and outcome.fact is not None:
        return outcome.fact.place
    if before is None or not before.places:
        return Place("", 0, "")
    place = before.places[0]
    return Place(place.file, place.line, place.pointer, place.document, place.page, cell=place.cell)
