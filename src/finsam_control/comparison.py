"""Two reports compared: one frozen value that every output is rendered from, and the shape of its JSON (version 1)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.grade import Level
from finsam_control.report import EntityInfo
from finsam_control.rule import Area, OutcomeKind, Severity
from finsam_control.shape import Shape


class Side(Shape):
    """One of the two reports."""

    period: int
    as_of: str
    sha256: str = Field(description="of the report's file")
    rulebook: str = Field(description="SHA-256 of the rules it was judged by")


class GradeChange(Shape):
    """A grade before and after; null where a report does not have the area."""

    area: Area | None = Field(description="null for the year as a whole")
    name: str
    before: Level | None
    before_word: str
    before_score: int | None
    after: Level | None
    after_word: str
    after_score: int | None


class ValueChange(Shape):
    """A value that the rule read, in both reports."""

    field: str
    meaning: str
    before: str
    after: str


class Pair(Shape):
    """One rule and record in both reports; an outcome is null where a report does not have it."""

    key: str = Field(description="the newer report's key, or the older one's where the newer has none")
    rule: str
    record: str
    title: str
    area: Area
    severity: Severity
    severity_word: str
    before: OutcomeKind | None
    before_word: str
    after: OutcomeKind | None
    after_word: str
    years_running: int | None
    values: tuple[ValueChange, ...] = Field(description="what changed of what the rule read")
    message: str = Field(description="what the newer report says of it, or the older where the newer says nothing")


class Transition(Shape):
    """Outcomes that are no deviations in either report and yet are others than they were."""

    before: OutcomeKind
    before_word: str
    after: OutcomeKind
    after_word: str
    keys: tuple[str, ...]


class Comparison(Shape):
    """Two reports of one förbund, version 1."""

    schema_version: Literal["1.0"] = "1.0"
    language: Literal["sv", "en"]
    entity: EntityInfo
    old: Side
    new: Side
    grades: tuple[GradeChange, ...] = Field(description="the year as a whole first, then each area")
    appeared: tuple[Pair, ...] = Field(description="deviations of the newer report that the older one does not have")
    vanished: tuple[Pair, ...] = Field(
        description="deviations of the older report whose record or evidence the newer one lacks: nobody knows"
    )
    changed: tuple[Pair, ...] = Field(description="deviations with another outcome or other values than before")
    remaining: tuple[Pair, ...] = Field(description="deviations that are as they were")
    fixed: tuple[Pair, ...] = Field(description="deviations of the older report that the newer one shows as met")
    transitions: tuple[Transition, ...]
    worse: tuple[str, ...] = Field(description="keys of deviations at or above the limit that were none before")
