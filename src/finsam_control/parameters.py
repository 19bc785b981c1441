"""Dated values of the law and of recommendations: numbers that rules name and never hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from finsam_control.condition import Value
from finsam_control.day import Day, parse_day
from finsam_control.figure import Unit, parse_figure
from finsam_control.records.base import Date, Strict, Text, Unplaced, read_int, refuse

ParameterUnit = Literal["ore", "ppm", "days", "months", "hours", "count", "date"]
Confidence = Literal["V", "P", "I", "M"]

#: The word for a value that nobody has been able to read in a source: comparisons with it are unknown.
UNKNOWN = "unknown"


class Dated(Strict):
    """The value from a date until the next one's."""

    start: Date = Field(alias="from")
    value: Text = Field(description="50 %, 700 000 kr, 14, 2022-03-16, or unknown")
    source: Text = Field(description="act and section, or the address of the page that was read")
    confidence: Confidence = Field(description="V read, P second-hand, I inferred, M from memory")
    until: Date | None = Field(default=None, description="last day, where the value ends without a successor")


class ParameterFile(Strict):
    """One parameter: what it is, and its dated values, oldest first."""

    title: Annotated[dict[Literal["sv", "en"], Text], Unplaced]
    unit: ParameterUnit
    checked_on: Date
    command: Text | None = Field(default=None, description="the command that reads it, where no rule does")
    values: tuple[Dated, ...]

    @model_validator(mode="after")
    def _ordered(self) -> ParameterFile:
        starts = [dated.start.first for dated in self.values]
        if not starts or starts != sorted(set(starts)):
            raise refuse("values", "at least one value, dates rising from the oldest", "from: 2010-07-01")
        for dated in self.values:
            if dated.value != UNKNOWN and read_value(dated.value, self.unit) is None:
                raise refuse(dated.value, "a value in the parameter's unit, or unknown", "50 %, 700 000 kr, 14")
        return self

    def dated_at(self, on: date) -> Dated | None:
        """The value in force on a date; None before the first or after the last."""
        found = [dated for dated in self.values if dated.start.first <= on]
        if not found or (found[-1].until is not None and found[-1].until.last < on):
            return None
        return found[-1]

    def value_at(self, on: date) -> Value | None:
        """The value in force in base units; None where it is unknown.

        Raises:
            LookupError: no value is in force on the date.
        """
        dated = self.dated_at(on)
        if dated is None:
            raise LookupError(on)
        return None if dated.value == UNKNOWN else read_value(dated.value, self.unit)


def read_value(text: str, unit: ParameterUnit) -> Value | None:
    """A parameter's text in base units: öre, parts per million, whole days, months, hours or things, ISO date."""
    if unit in {"ore", "ppm"}:
        figure = parse_figure(text)
        if figure is None or figure.unit.is_money != (unit == "ore") or figure.unit in {Unit.COUNT, Unit.MONTHS}:
            return None
        return figure.value
    if unit == "date":
        day = parse_day(text)
        return day.first.isoformat() if isinstance(day, Day) and day.is_exact else None
    return read_int(text)
