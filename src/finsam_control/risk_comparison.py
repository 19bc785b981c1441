"""Two registers compared: one frozen value that every output is rendered from, and its JSON shape (version 1)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.risk_report import RiskTool
from finsam_control.shape import InputInfo, Shape

Move = Literal["up", "down", "aside", "none"]
PairedBy = Literal["id_and_text", "text", "id"]


class RegisterSide(Shape):
    """One of the two registers."""

    title: str
    date: str | None
    likelihood_levels: int
    consequence_levels: int
    risks: int
    inputs: tuple[InputInfo, ...]


class Translation(Shape):
    """How the first register's steps are carried to the second's scale; the rule is the tool's own."""

    text: str
    likelihood: tuple[int, ...] = Field(description="for each step of the first register, the step of the second")
    consequence: tuple[int, ...]


class ComparedScore(Shape):
    likelihood: int | None
    consequence: int | None
    product: int | None
    label: str | None
    scorer: str | None
    date: str | None
    reason: str | None


class ComparedRisk(Shape):
    """A risk that only one of the registers has."""

    id: str
    process: str
    description: str
    score: ComparedScore


class ComparedPair(Shape):
    """A risk of both registers, named as the second one names it."""

    id: str
    first_id: str
    paired_by: PairedBy
    process: str
    description: str
    before: ComparedScore
    translated: ComparedScore = Field(description="the first register's score on the second's scale and by its bands")
    after: ComparedScore
    move: Move | None = Field(description="by the product; aside: another cell of the same product; null: not scored")


class AgreementInfo(Shape):
    """How far two scorers agree on one scale."""

    scale: Literal["likelihood", "consequence", "band"]
    name: str
    risks: int = Field(description="risks that both have scored")
    same: int = Field(description="risks scored alike")
    kappa: int | None = Field(description="Cohen's kappa, linear weights, in thousandths; null where it is undefined")
    meaning: str = Field(description="the figure in plain words, or why there is none")


class RiskComparison(Shape):
    """Two registers side by side, version 1."""

    schema_version: Literal["1.0"] = "1.0"
    language: Literal["sv", "en"]
    tool: RiskTool
    second_scoring: bool = Field(description="one of the registers is another's scoring of the same risks")
    first: RegisterSide
    second: RegisterSide
    translation: Translation | None = Field(description="null where both have the same scale")
    appeared: tuple[ComparedRisk, ...] = Field(description="risks that only the second register has")
    gone: tuple[ComparedRisk, ...] = Field(description="risks that only the first register has")
    moved: tuple[ComparedPair, ...] = Field(description="scored otherwise, what rose first")
    unchanged: tuple[ComparedPair, ...]
    unscored: tuple[ComparedPair, ...] = Field(description="risks of both that one of them has not scored on its scale")
    same_id_other_text: tuple[str, ...] = Field(
        description="ids of both registers whose process and description differ; counted as different risks"
    )
    agreement: tuple[AgreementInfo, ...] = Field(description="empty unless one register is a second scoring")
