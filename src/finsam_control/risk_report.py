"""A scored register: one frozen value that the table, the heat map and the JSON (version 1) are rendered from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.area import Area
from finsam_control.records.matrix import Colour
from finsam_control.shape import InputInfo, PlaceInfo, Shape

SCORES_VERSION: Literal["1.0"] = "1.0"

DeviationKind = Literal["product", "label", "outside_scale", "no_label", "two_labels"]
Treatment = Literal["accept", "reduce", "share", "avoid"]


class RiskTool(Shape):
    name: str
    version: str


class LevelInfo(Shape):
    """A step of a scale; without a name where the matrix gives none."""

    level: int
    name: str | None
    description: str | None


class BandInfo(Shape):
    letter: str = Field(description="A for the lowest band; stands in the cells of the heat map")
    label: str
    low: int
    high: int
    colour: Colour
    response: str | None
    risks: int = Field(description="risks of the register in this band today")


class CellInfo(Shape):
    likelihood: int
    consequence: int
    product: int
    letter: str | None = Field(description="the band's; null where the matrix gives none")


class FlawInfo(Shape):
    kind: str
    text: str


class MatrixInfo(Shape):
    title: str | None
    likelihood_levels: int
    consequence_levels: int
    likelihood: tuple[LevelInfo, ...]
    consequence: tuple[LevelInfo, ...]
    bands: tuple[BandInfo, ...] = Field(description="lowest first")
    cells: tuple[CellInfo, ...]
    remark: str | None
    flaws: tuple[FlawInfo, ...] = Field(description="what the proof of the matrix found")


class ScoreInfo(Shape):
    likelihood: int
    consequence: int
    product: int
    label: str | None
    letter: str | None
    date: str | None
    scorer: str | None
    reason: str | None


class Deviation(Shape):
    kind: DeviationKind
    text: str


class RiskInfo(Shape):
    id: str
    area: Area | None
    process: str
    description: str
    likelihood: int | None
    consequence: int | None
    product: int | None
    printed_product: int | None
    label: str | None = Field(description="the label by the register's matrix")
    printed_label: str | None
    letter: str | None
    colour: Colour | None
    deviations: tuple[Deviation, ...]
    inherent: ScoreInfo | None
    current: ScoreInfo | None
    target: ScoreInfo | None
    treatment: Treatment | None
    owner: str | None
    due: str | None
    above_appetite: bool | None = Field(description="null where the register sets no appetite")
    place: PlaceInfo


class RiskTotals(Shape):
    risks: int
    scored: int = Field(description="risks whose score could be worked out and placed on the matrix")
    unscored: int
    deviating: int = Field(description="risks with a deviation")
    above_appetite: int


class RiskReport(Shape):
    """One register, every score worked out anew."""

    schema_version: Literal["1.0"] = SCORES_VERSION
    language: Literal["sv", "en"]
    tool: RiskTool
    title: str
    date: str | None
    inputs: tuple[InputInfo, ...]
    matrix: MatrixInfo
    totals: RiskTotals
    risks: tuple[RiskInfo, ...] = Field(description="gravest band first; those that could not be placed last")
