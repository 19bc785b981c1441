"""The årshjul: every duty that falls in a calendar year, of the law alone or with what a förbund has recorded.

A duty comes from a rule's `due`, the same field and parameter that make an unmet requirement not yet due in `check`.
Without records the field must be one that the fiscal year alone decides (`Means.of_year`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from finsam_control.deadline import deadline
from finsam_control.facts.base import Fact, fields_of, first_of_year
from finsam_control.judging import in_force
from finsam_control.outcome import Outcome
from finsam_control.rule import OutcomeKind, Rule
from finsam_control.rulebook import Rulebook
from finsam_control.run import Run

#: Fiscal years before and after the calendar year whose duties may fall in it: the budget of the coming year is adopted
#: the year before, and a claim or a follow-up may come some years after.
_BEHIND, _AHEAD = 10, 2


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule's last day; `outcome` is how the records stand, None where there is none.

    `key` names the record, where a year can have many of its kind, and `about` says in its own words what it is.

    `base` is what stays the same when the last day is moved or a record appears: the fiscal year's own date where the
    duty is counted from one, otherwise the year and key of the record.
    """

    rule: Rule
    last_day: date
    law_date: date
    base: str
    key: str = ""
    about: str = ""
    outcome: OutcomeKind | None = None

    @property
    def order(self) -> tuple[date, str, str]:
        return self.last_day, self.rule.id, self.key


def of_law(rulebook: Rulebook, year: int) -> tuple[Duty, ...]:
    """The duties of a calendar year that follow from the law alone, by date."""
    years = range(max(date.min.year, year - _BEHIND), min(date.max.year, year + _AHEAD))
    found = (
        duty
        for rule in rulebook.rules
        for fiscal_year in years
        for duty in _of_fiscal_year(rule, rulebook, fiscal_year)
    )
    return _sorted(duty for duty in found if duty.last_day.year == year)


def of_run(run: Run, year: int) -> tuple[Duty, ...]:
    """The duties of a calendar year with the records' own, and those of the law that no record speaks of, by date."""
    own = [duty for duty in recorded(run) if duty.last_day.year == year]
    spoken_of = {(duty.rule.id, duty.last_day) for duty in own}
    silent = (duty for duty in of_law(run.rulebook, year) if (duty.rule.id, duty.last_day) not in spoken_of)
    return _sorted((*own, *silent))


def recorded(run: Run) -> Iterator[Duty]:
    """The duties of every record of a judged year, whenever they fall; those that do not apply are left out."""
    for outcome in run.outcomes:
        if outcome.kind not in {"not_applicable", "error"}:
            yield from _of_record(outcome, run)


def _of_fiscal_year(rule: Rule, rulebook: Rulebook, fiscal_year: int) -> Iterator[Duty]:
    day, law_date = _fixed(rule, fiscal_year), first_of_year(fiscal_year)
    if rule.text.due is None or day is None or not in_force(rule, law_date):
        return
    on = date.fromisoformat(law_date)
    try:
        last = deadline(rule.text.due, date.fromisoformat(day), on, rulebook.parameters)
    except LookupError:  # the law of that year had no such time
        return
    if last is not None:
        yield Duty(rule, last, on, day)


def _of_record(outcome: Outcome, run: Run) -> Iterator[Duty]:
    rule, fact = outcome.rule, outcome.fact
    if rule.text.due is None or fact is None or fact.law_date is None:
        return
    day = getattr(fact, rule.text.due.field)
    if day is None:
        return
    on = date.fromisoformat(fact.law_date)
    last = deadline(rule.text.due, date.fromisoformat(day), on, run.rulebook.parameters)
    if last is None:
        return
    fixed = _fixed(rule, on.year) is not None
    key, about = ("", "") if fixed else (fact.key, _about(rule, fact))
    yield Duty(rule, last, on, day if fixed else f"{run.dossier.year.fiscal_year}|{key}", key, about, outcome.kind)


def _about(rule: Rule, fact: Fact) -> str:
    """The words of the record that the rule's message prints."""
    texts = [name for name, field in fields_of(rule.subject).items() if field.means.unit == "text"]
    return ", ".join(str(getattr(fact, name)) for name in texts if name in rule.placeholders and getattr(fact, name))


def _fixed(rule: Rule, fiscal_year: int) -> str | None:
    """The date that a rule's duty is counted from, where the fiscal year alone decides it."""
    if rule.text.due is None:
        return None
    of_year = fields_of(rule.subject)[rule.text.due.field].means.of_year
    return None if of_year is None else of_year(fiscal_year)


def _sorted(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    return tuple(sorted(duties, key=lambda duty: duty.order))
