"""The risk register: matrix and risks, scored sannolikhet × konsekvens."""

from __future__ import annotations

from pydantic import Field

from finsam_control.records.base import Date, MaybeDate, MaybeText, Record, Text, Whole


class Band(Record):
    """A span of products and its label."""

    label: Text
    low: Whole = Field(description="lowest product in the band")
    high: Whole = Field(description="highest product in the band")


class Matrix(Record):
    """The scale of the register; where the printed source gives no limit, `remark` says so."""

    likelihood_levels: Whole
    consequence_levels: Whole
    bands: tuple[Band, ...] = ()


class Risk(Record):
    """One risk, with what the document prints."""

    id: Text
    process: Text = Field(description="uppdrag or process")
    description: Text
    likelihood: Whole | None = None
    consequence: Whole | None = None
    printed_product: Whole | None = Field(default=None, description="the product as printed")
    printed_label: MaybeText | None = Field(default=None, description="the label as printed")
    measures: MaybeText | None = Field(default=None, description="measures that reduce the risk")
    contingency: MaybeText | None = Field(default=None, description="what is done if it happens")
    owner: MaybeText | None = None
    due: MaybeDate | None = None
    reviewed_on: Date | None = None


class RiskRegister(Record):
    """A förbund's register of one date."""

    title: Text
    date: Date | None = None
    matrix: Matrix
    risks: tuple[Risk, ...]
