"""A linted register: one frozen value that the terminal and the JSON (version 1) are rendered from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.report import OutcomeInfo, RulebookInfo, ToolInfo
from finsam_control.risk_report import FlawInfo
from finsam_control.rule import OutcomeKind, Severity
from finsam_control.shape import InputInfo, Shape

LINT_VERSION: Literal["1.0"] = "1.0"


class RuleCount(Shape):
    """What a rule said of the whole register; what it found stands among the findings."""

    rule: str
    title: str
    severity: Severity
    counts: dict[OutcomeKind, int] = Field(description="outcomes by kind; kinds without any are left out")
    missing: tuple[str, ...] = Field(description="what would have to be known where it could not be assessed")


class RegisterReport(Shape):
    """One register, or one matrix, judged by every rule that concerns it."""

    schema_version: Literal["1.0"] = LINT_VERSION
    language: Literal["sv", "en"]
    tool: ToolInfo
    title: str
    date: str | None
    as_of: str
    inputs: tuple[InputInfo, ...]
    rulebook: RulebookInfo
    risks: int | None = Field(description="null for a matrix alone")
    flaws: tuple[FlawInfo, ...] = Field(description="what the proof of the matrix found")
    assumed: bool = Field(description="whether the limits of the matrix are the tool's, since no source prints any")
    summary: dict[OutcomeKind, int]
    rules: tuple[RuleCount, ...]
    findings: tuple[OutcomeInfo, ...] = Field(description="breaches and accepted breaches, gravest first")
