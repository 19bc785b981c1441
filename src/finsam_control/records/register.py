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
    date: Date | None = Field(default=None, description="the day of the scoring")
    scorer: Text | None = Field(default=None, description="who scored, a name or a role")
    reason: Text | None = Field(default=None, description="why this score")


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
    cause: Text | None = Field(default=None, description="what may give rise to it")
    event: Text | None = Field(default=None, description="what may happen")
    effect: Text | None = Field(default=None, description="the consequence in words; `consequence` is its score")
    likelihood: Whole | None = None
    consequence: Whole | None = None
    printed_product: Whole | None = Field(default=None, description="the product as printed")
    printed_label: MaybeText | None = Field(default=None, description="the label as printed")
    inherent: Score | None = Field(default=None, description="the score before any measure")
    current: Score | None = Field(default=None, description="the score today, instead of likelihood and consequence")
    target: Score | None = Field(default=None, description="the score aimed at when the measures are done")
    treatment: Literal["accept", "reduce", "share", "avoid"] | None = None
    measures: MaybeText | None = Field(default=None, description="measures that reduce the risk, as printed")
    actions: tuple[Action, ...] | None = Field(default=None, description="the measures one by one")
    contingency: MaybeText | None = Field(default=None, description="what is done if it happens")
    owner: MaybeText | None = None
    due: MaybeDate | None = None
    rules: Names | None = Field(default=None, description="ids of the rules that control this risk")
    processing: Text | None = Field(default=None, description="the processing of personal data that it concerns")
    reviewed_on: Date | None = None
    next_review: Date | None = None

    @property
    def scored_likelihood(self) -> int | None:
        """The likelihood that counts today."""
        return self.likelihood if self.current is None else self.current.likelihood

    @property
    def scored_consequence(self) -> int | None:
        """The consequence that counts today."""
        return self.consequence if self.current is None else self.current.consequence


class RiskRegister(Record):
    """A förbund's register of one date."""

    title: Text
    date: Date | None = None
    second_scoring: Flag | None = Field(
        default=None,
        description="true where a reviewer has scored the risks of another register anew, not seeing its scores",
    )
    matrix: Matrix
    risks: tuple[Risk, ...]
