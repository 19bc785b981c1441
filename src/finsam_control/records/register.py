"""The risk register: risks with their measures, scored sannolikhet × konsekvens on a matrix."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.area import Area
from finsam_control.records.base import Date, Flag, MaybeDate, MaybeText, Names, Record, Text, Whole
from finsam_control.records.matrix import Matrix


class Score(Record):
    """A scoring of one risk at one time."""

    likelihood: Whole
    consequence: Whole
    date: MaybeDate | None = Field(default=None, description="the day of the scoring")
    scorer: MaybeText | None = Field(default=None, description="who scored, a name or a role")
    reason: MaybeText | None = Field(default=None, description="why this score, or why it has changed")


class Action(Record):
    """One measure against a risk, where the document lists them one by one."""

    what: Text
    owner: MaybeText | None = None
    due: MaybeDate | None = None
    status: Literal["klar", "pagar", "ej_paborjad"] | None = None
    evidence: MaybeText | None = Field(default=None, description="what shows that it was done")


class Risk(Record):
    """One risk, with what the document prints."""

    id: Text
    area: Area | None = Field(default=None, description="the area of control that the risk belongs to")
    process: Text = Field(description="uppdrag or process")
    description: Text
    cause: MaybeText | None = Field(default=None, description="what may give rise to it")
    event: MaybeText | None = Field(default=None, description="what may happen")
    effect: MaybeText | None = Field(default=None, description="the consequence in words; `consequence` is its score")
    likelihood: Whole | None = None
    consequence: Whole | None = None
    printed_product: Whole | None = Field(default=None, description="the product as printed")
    printed_label: MaybeText | None = Field(default=None, description="the label as printed")
    inherent: Score | None = Field(default=None, description="the score before any measure")
    current: Score | None = Field(default=None, description="the score today, instead of likelihood and consequence")
    target: Score | None = Field(default=None, description="the score aimed at when the measures are done")
    treatment: Literal["accept", "reduce", "share", "avoid", "saknas"] | None = None
    accepted_on: MaybeDate | None = Field(default=None, description="the day of the decision that accepts the risk")
    accepted_by: MaybeText | None = Field(default=None, description="who has accepted the risk")
    accepted_until: MaybeDate | None = Field(default=None, description="the last day that the acceptance holds")
    measures: MaybeText | None = Field(default=None, description="measures that reduce the risk, as printed")
    actions: tuple[Action, ...] | None = Field(default=None, description="the measures one by one")
    contingency: MaybeText | None = Field(default=None, description="what is done if it happens")
    owner: MaybeText | None = None
    due: MaybeDate | None = None
    rules: Names | None = Field(default=None, description="ids of the rules that control this risk")
    processing: Text | None = Field(default=None, description="the processing of personal data that it concerns")
    dpo_consulted_on: MaybeDate | None = Field(default=None, description="the day the dataskyddsombud was consulted")
    in_control_plan: MaybeText | None = Field(
        default=None, description="id of the kontrollmoment in the plan for internal control"
    )
    reviewed_on: MaybeDate | None = None
    next_review: MaybeDate | None = None
    closed_on: Date | None = Field(default=None, description="the day it was struck off; a risk without one is open")

    @property
    def scored_likelihood(self) -> int | None:
        """The likelihood that counts today."""
        return self.likelihood if self.current is None else self.current.likelihood

    @property
    def scored_consequence(self) -> int | None:
        """The consequence that counts today."""
        return self.consequence if self.current is None else self.current.consequence

    @property
    def scored_product(self) -> int | None:
        """Likelihood times consequence, as they count today."""
        likelihood, consequence = self.scored_likelihood, self.scored_consequence
        return None if likelihood is None or consequence is None else likelihood * consequence

    @property
    def has_measures(self) -> bool | None:
        """Whether a measure reduces the risk, listed by itself or printed in a sentence; None where nobody has said."""
        return True if self.actions else None if self.measures is None else isinstance(self.measures, str)


class RiskRegister(Record):
    """A förbund's register of one date."""

    title: Text
    date: MaybeDate | None = None
    second_scoring: Flag | None = Field(
        default=None,
        description="true where a reviewer has scored the risks of another register anew, not seeing its scores",
    )
    complete: Flag = Field(default=False, description="true when nothing is left out, so that absence is evidence")
    matrix: Matrix
    risks: tuple[Risk, ...]
