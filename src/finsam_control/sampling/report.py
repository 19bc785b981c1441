"""What is published of a sample: its plan, and once it has been tested its evaluation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.shape import Shape

Method = Literal["mus", "random"]
#: The bookings of the ledger, or the rows of the journal of purchases.
Population = Literal["ledger", "purchases"]
SCHEMA_VERSION: Literal["1.0"] = "1.0"


class Plan(Shape):
    """How a sample is drawn; amounts in öre, shares in parts per million."""

    entity: str
    period: int
    population: Population = Field(description="what is drawn from: the year's ledger, or its journal of purchases")
    files: tuple[str, ...] = Field(description="the population's files, as the records list them")
    accounts: tuple[str, ...] = Field(description="first digits of the accounts that are drawn from; none for all rows")
    method: Method = Field(
        description="mus: by amount, one krona an interval; random: each item as likely as any other"
    )
    confidence: int
    materiality: int
    expected: int = Field(description="expected error, as a share of what is tolerable")
    tolerable_rate: int | None = Field(description="random: the share of items that may be wrong")
    tolerable_items: int | None = Field(description="random: that share of the items drawn from, rounded down")
    interval: int | None = Field(description="mus: one krona is drawn in each")
    threshold: int = Field(description="items of this amount or more are tested in full")
    population_items: int
    population_value: int
    population_sha256: str = Field(description="of every item's file, line, voucher, date, account and amount")
    in_full_items: int
    in_full_value: int
    sample_items: int = Field(
        description="items to draw beside those tested in full; by mus one more or fewer may fall"
    )
    credit_items: int = Field(description="rows with a negative amount, which are not drawn from")
    credit_value: int
    left_out_items: int = Field(description="items that have failed in the full test already, not drawn from")
    left_out_value: int
    unreadable_lines: int = Field(
        description="lines of the files that could not be read, and rows without an amount or account to go by"
    )
    other_year_items: int = Field(description="rows of a journal that name another year, which are not drawn from")
    other_forbund_items: int = Field(description="rows of a journal that name another förbund; drawn from all the same")

    @property
    def rest_items(self) -> int:
        return self.population_items - self.in_full_items

    @property
    def rest_value(self) -> int:
        return self.population_value - self.in_full_value


class Finding(Shape):
    """An item that was wrong, or without evidence; amounts in öre."""

    number: int
    place: str
    voucher: str
    amount: int
    error: int = Field(description="booked less correct: positive where too much was booked")
    in_full: bool
    no_evidence: bool = Field(description="could not be tested, and so counted as wrong altogether")
    tainting: int = Field(description="the error as a share of the amount")
    projected: int = Field(description="what the error stands for in the population")
    note: str


class Evaluation(Shape):
    """What the tested sample shows; amounts in öre, shares in parts per million."""

    drawn_items: int
    drawn_again: bool = Field(description="the population was read anew and the same items drawn from it")
    wrong_in_full: int
    wrong_drawn: int
    known_error: int = Field(description="net error of the items that were tested")
    most_likely_error: int = Field(description="net error of the population, projected from the sample")
    upper_limit: int | None = Field(description="mus: the most that may have been booked too much, at the confidence")
    upper_rate: int | None = Field(
        description="random: the most items that may be wrong, as a share of those drawn from"
    )
    upper_items: int | None
    exceeds: bool = Field(description="the upper limit is above what is tolerable")
    findings: tuple[Finding, ...]
    can_be_said: tuple[str, ...]
    cannot_be_said: tuple[str, ...]


class SampleReport(Shape):
    """A planned sample, and its evaluation where it has been tested."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    language: Literal["sv", "en"]
    plan: Plan
    worked_out: str = Field(description="how the size was worked out, in one sentence")
    evaluation: Evaluation | None = None
