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
class Outcome:
    """One rule and one fact; without a fact, the rule met no record.

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

    @property
    def record_key(self) -> str:
        return "" if self.fact is None else self.fact.key

    @property
    def is_untested(self) -> bool:
        """The rule met no record of its kind: the control tested nothing."""
        return self.fact is None and self.kind == "not_assessable"
