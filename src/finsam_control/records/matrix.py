"""A risk matrix as data: its scale, its bands, and how much risk the board is content with."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from finsam_control.records.area import Area
from finsam_control.records.base import Flag, Record, Text, Whole

Colour = Literal["green", "yellow", "orange", "red"]


class Level(Record):
    """One step of a scale."""

    name: Text
    name_en: Text | None = None
    description: Text | None = Field(default=None, description="what the step means here, e.g. once in ten years")
    description_en: Text | None = None


class Band(Record):
    """A span of products and its label."""

    label: Text
    label_en: Text | None = None
    low: Whole = Field(description="lowest product in the band")
    high: Whole = Field(description="highest product in the band")
    below_consequence: Whole | None = Field(
        default=None, description="the band holds only for consequences below this one"
    )
    colour: Colour | None = Field(default=None, description="by the band's order if left out")
    response: Text | None = Field(default=None, description="what a risk in the band requires")
    response_en: Text | None = None


class Override(Record):
    """A consequence so grave that its risks are never placed below a band, however unlikely."""

    consequence: Whole = Field(description="holds for this consequence and those above it")
    band: Text = Field(description="label of the lowest band such a risk may have")


class Appetite(Record):
    """The highest band that the board is content with."""

    area: Area | None = Field(default=None, description="every area without a line of its own if left out")
    highest: Text = Field(description="label of a band")


def _or_shipped(schema: dict[str, Any]) -> None:
    """What a shipped matrix says need not be written again."""
    required = schema.pop("required")
    schema["anyOf"] = [{"required": ["shipped"]}, {"required": required}]


class Matrix(Record):
    """The scale of the register; where the printed source gives no limit, `remark` says so."""

    model_config = ConfigDict(json_schema_extra=_or_shipped)

    shipped: Text | None = Field(
        default=None, description="name of a shipped matrix; what is written beside it stands instead of its own"
    )
    assumed: Flag = Field(
        default=False, description="true where the source prints no limits, so that these say nothing of the register"
    )
    title: Text | None = None
    title_en: Text | None = None
    likelihood_levels: Whole
    consequence_levels: Whole
    likelihood: tuple[Level, ...] | None = Field(default=None, description="the steps of likelihood, lowest first")
    consequence: tuple[Level, ...] | None = Field(default=None, description="the steps of consequence, lowest first")
    bands: tuple[Band, ...] = ()
    overrides: tuple[Override, ...] = ()
    appetite: tuple[Appetite, ...] = ()
