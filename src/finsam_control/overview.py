"""Several years side by side: one frozen value that the table, the JSON (version 1) and the trend are made from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.grade import Level
from finsam_control.rule import Area, Severity
from finsam_control.shape import Shape

OVERVIEW_VERSION: Literal["1.0"] = "1.0"

#: What years are measured by; shares are of the year's allotted funds, administration's of its costs.
Measure = Literal["equity_share", "used_share", "administration_share", "overdue"]


class AreaMark(Shape):
    area: Area
    level: Level
    word: str


class Position(Shape):
    """Where one year stands among those whose figure is known."""

    measure: Measure
    value: int = Field(description="parts per million; of `overdue` a count")
    text: str
    percentile: int = Field(description="0-100: share of the years that lie lower, those alike counted by half")


class YearInfo(Shape):
    """One förbund and year."""

    entity: str
    period: int
    overall: Level
    word: str
    score: int | None
    areas: tuple[AreaMark, ...]
    deviations: dict[Severity, int] = Field(description="breached rules by severity, accepted breaches not counted")
    equity: int | None = Field(description="öre at the end of the year; left out where names are")
    result: int | None = Field(description="öre; left out where names are")
    positions: tuple[Position, ...] = Field(description="one a measure whose figure is known")


class CommonFinding(Shape):
    """A breach that several have."""

    rule: str
    title: str
    severity: Severity
    entities: int
    years: int


class Spread(Shape):
    """A measure over all the years whose figure is known."""

    measure: Measure
    name: str
    known: int
    lowest: str
    median: str
    highest: str


class Recurring(Shape):
    """A breach of one förbund in several of its years."""

    rule: str
    title: str
    severity: Severity
    periods: tuple[int, ...]


class Trend(Shape):
    """The years of one förbund, oldest first."""

    entity: str
    years: tuple[YearInfo, ...]
    recurring: tuple[Recurring, ...]


class Overview(Shape):
    """The reports of one call of `check`, consolidated."""

    overview_version: Literal["1.0"] = OVERVIEW_VERSION
    language: Literal["sv", "en"]
    as_of: str
    anonymous: bool
    reports: int
    entities: int
    years: tuple[YearInfo, ...]
    common: tuple[CommonFinding, ...] = Field(description="what most have in common first")
    spreads: tuple[Spread, ...]
    trends: tuple[Trend, ...] = Field(description="förbund with two years or more")
