"""The verdict of one rule on one record, and the seven kinds there are."""

from __future__ import annotations

from dataclasses import dataclass, field

from finsam_control.facts.base import Fact
from finsam_control.rule import OutcomeKind, Rule

#: From best to worst, for a rule that takes the worst of its records.
ORDER: tuple[OutcomeKind, ...] = (
    "not_applicable",
    "not_yet_due",
    "passed",
    "not_assessable",
    "accepted",
    "violated",
    "error",
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a rule found in a whole population, row by row.

    `amount` is the öre at stake in the rows that deviate, those of `without_amount` left out; what was paid back counts
    like what was paid, so that one never hides the other. `top` are deviating rows, the largest first. `compared` rows
    were judged again, one by one, by the engines that judge records.
    """

    passed: int
    violated: int
    not_applicable: int
    not_assessable: int
    amount: int
    without_amount: int
    top: tuple[Fact, ...]
    compared: int

    @property
    def rows(self) -> int:
        return self.tested + self.not_assessable + self.not_applicable

    @property
    def tested(self) -> int:
        return self.passed + self.violated

    @property
    def worst(self) -> OutcomeKind:
        """A rule takes the worst of its rows: one that nobody could judge is no pass."""
        if self.violated:
            return "violated"
        if self.not_assessable:
            return "not_assessable"
        return "passed" if self.passed else "not_applicable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule and one fact, or one rule and a whole population; with neither, the rule met no record.

    `missing` names the fields that were needed and are unknown, `documents` what would show them; `due` is the ISO
    date until which an unmet requirement is not yet due; `unknown_parameters` are values nobody has found a source for.
    `years_running` counts the years in a row that a breach has stood; None where there is none.
    """

    rule: Rule
    kind: OutcomeKind
    fact: Fact | None
    missing: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    unknown_parameters: tuple[str, ...] = ()
    due: str | None = None
    acceptance: int | None = field(default=None)
    years_running: int | None = None
    tally: Tally | None = None

    @property
    def record_key(self) -> str:
        """The record's name; a population is `all` its records, the word that an acceptance uses for them."""
        if self.tally is not None:
            return "all"
        return "" if self.fact is None else self.fact.key

    @property
    def is_untested(self) -> bool:
        """The rule met no record of its kind: the control tested nothing."""
        return self.fact is None and self.tally is None and self.kind == "not_assessable"

    @property
    def is_partly_unassessed(self) -> bool:
        """Evidence is missing for it, or for some of the rows that it counts."""
        return self.kind == "not_assessable" or (self.tally is not None and self.tally.not_assessable > 0)
