"""The report: one frozen value that every output is rendered from, and the published shape of its JSON (version 1)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.grade import Level
from finsam_control.population_report import PopulationInfo
from finsam_control.risk_report import RiskReport
from finsam_control.rule import Area, Norm, OutcomeKind, Severity
from finsam_control.shape import InputInfo, PlaceInfo, Shape

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class ToolInfo(Shape):
    name: str
    version: str
    engines: tuple[str, ...] = Field(description="the engines that judged; all agreed")
    population_engine: str | None = Field(
        default=None, description="what judged whole populations; the engines judged a share of the rows again"
    )


class EntityInfo(Shape):
    name: str
    org_number: str | None


class RulebookInfo(Shape):
    sha256: str
    rules: int
    parameters: int


class AreaGrade(Shape):
    area: Area
    name: str
    level: Level
    word: str = Field(description="the level in the profession's words")
    score: int | None = Field(
        description="0-100: share of the assessed rules' weight that held; null outside the scale"
    )
    assessed: int = Field(description="rules that could be assessed")
    unassessed: int = Field(description="rules that could not, or met no record")


class GradeInfo(Shape):
    overall: Level
    word: str
    score: int | None
    assessed: int
    unassessed: int
    areas: tuple[AreaGrade, ...]
    formula: str = Field(description="the formula in words")


class Notice(Shape):
    """Something that the reader must know before trusting the silence."""

    code: Literal[
        "control_tested_nothing",
        "unmatched_acceptance",
        "expired_acceptance",
        "unmatched_attestation",
        "expired_attestation",
        "acceptance_does_not_cure_law",
        "unlisted_file",
        "unconfirmed_draft",
        "example_left",
        "empty_population",
        "unread_column",
        "lacking_column",
        "several_ledgers",
        "outside_every_rule",
        "single_engine",
        "unchecked_parameter",
    ]
    text: str


class Missing(Shape):
    """A document that is missing, and what waits for it."""

    document: str
    name: str
    controls: int = Field(description="rules that could not be assessed for want of it")
    rules: tuple[str, ...]


class AuthorityInfo(Shape):
    act: str
    section: str
    url: str

    @property
    def named(self) -> str:
        """Act and section for a text, where no line ends between a number and its section sign."""
        return f"{self.act} {self.section}".replace(" \u00a7", "\u00a0\u00a7")


class Subject(Shape):
    kind: str
    key: str


class Observed(Shape):
    field: str
    meaning: str
    unit: str
    value: int | bool | str | None = Field(
        description="öre, parts per million, thousandths, days, ISO date ...; null is unknown"
    )
    text: str


class OutcomeInfo(Shape):
    key: str = Field(description="rule, entity and record key: stable across years")
    fingerprint: str = Field(description="SHA-256 of key, period, outcome and observed values")
    rule: str
    outcome: OutcomeKind
    word: str
    severity: Severity
    severity_word: str
    norm: Norm
    norm_word: str
    confidence: Literal["V", "P", "I", "M"]
    area: Area
    title: str
    authority: tuple[AuthorityInfo, ...]
    subject: Subject | None = Field(description="null when the rule met no record")
    observed: tuple[Observed, ...]
    expected: str
    missing: tuple[str, ...] = Field(description="fields that were needed and are unknown")
    documents: tuple[str, ...] = Field(description="documents that would show them")
    places: tuple[PlaceInfo, ...]
    message: str
    why: str
    remedy: str
    due: str | None
    days_left: int | None
    days_late: int | None = Field(
        default=None, description="days that the last day has been passed, for a breach that has one"
    )
    acceptance: str | None = Field(description="the board's recorded acceptance, with date and reason")
    comments: tuple[str, ...] = Field(description="views of auditors and experts; they change no outcome")
    years_running: int | None = Field(
        default=None,
        ge=1,
        description="years in a row that the breach has stood, as far as the reports given show: 1 when new or when no "
        "earlier report was given; null where there is no breach",
    )
    would_pass: tuple[str, ...] = Field(
        default=(), description="the smallest change with which a breach would have passed; empty where there is none"
    )
    population: PopulationInfo | None = Field(
        default=None, description="the counts, where one outcome speaks for every row of a population"
    )


class TargetInfo(Shape):
    text: str
    level: str
    outcome: str
    judgement: str
    place: PlaceInfo


class EconomyInfo(Shape):
    """The year's outcome as its statements first print it, in öre; costs are positive, null is unknown."""

    revenue: int | None
    costs: int | None
    administration: int | None = Field(description="the part of the costs that is administration")
    result: int | None


class ClosingEquity(Shape):
    """Equity at the end of a year, as the year's own documents print it."""

    year: int
    amount: int = Field(description="öre")
    place: PlaceInfo


class EquityInfo(Shape):
    """Equity against its ceilings; a ceiling is null where the amount that it is a share of is unknown."""

    closings: tuple[ClosingEquity, ...] = Field(description="oldest first; the last is the year's own")
    allotted: int | None = Field(description="öre: the year's allotted funds")
    ceiling: int | None = Field(description="öre: the recommended ceiling")
    ceiling_share: int | None = Field(description="parts per million of the allotted funds")
    own_ceiling: int | None = Field(description="öre: the förbund's own ceiling; null where it has none too")


class BudgetItemInfo(Shape):
    """An item that a table prints with both budget and outcome of the year."""

    table: str
    label: str
    budget: int = Field(description="öre, with the sign of the table")
    outcome: int = Field(description="öre, with the sign of the table")
    explanation: str | None = Field(description="the document's own; null where it has none or none is recorded")
    place: PlaceInfo


class SectionInfo(Shape):
    section: str
    heading: str
    state: Literal["tested", "attested", "not_assessable", "not_applicable", "not_covered"]
    rules: tuple[str, ...] = Field(description="rules of law that test the section")
    attested_by: tuple[str, ...] = Field(description="who vouches for it, in what role, when, and what was seen")


class CoverageInfo(Shape):
    """How much of Finsamlagen the year lets be seen; the five counts sum to the number of sections."""

    act: str
    name: str
    numbering: str
    sections: int
    tested: int = Field(description="at least one rule gave a verdict")
    attested: int = Field(description="a valid attestation speaks for it")
    not_assessable: int = Field(description="evidence is missing, or the last day has not come")
    not_applicable: int = Field(description="law of another time or kind of förbund, or nothing of the kind exists")
    not_covered: int = Field(description="neither tested nor attested")
    by_section: tuple[SectionInfo, ...]


ChainState = Literal["done", "partly", "missing", "unknown"]
ChainLink = Literal["risk_analysis", "plan", "checks", "measures", "report"]


class ChainStep(Shape):
    step: ChainLink
    state: ChainState
    text: str = Field(description="what the records show of the link, or that it is missing or not shown")


class ControlChain(Shape):
    """The year's internal control from risk analysis to the report to the board."""

    steps: tuple[ChainStep, ...] = Field(description="the five links in their order")


Edition = Literal["internal", "auditor", "public"]
MaskedKind = Literal["identity_number", "email", "phone", "name", "folder"]


class Masked(Shape):
    """What an edition does not print, without saying what it was."""

    kind: MaskedKind
    name: str
    times: int = Field(description="places of the report where something of the kind was masked")
    why: str


class Report(Shape):
    """One förbund and year, judged."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    language: Literal["sv", "en"]
    tool: ToolInfo
    entity: EntityInfo
    period: int
    as_of: str
    materiality: str | None
    inputs: tuple[InputInfo, ...]
    rulebook: RulebookInfo
    grade: GradeInfo
    summary: dict[OutcomeKind, int]
    coverage: CoverageInfo | None = Field(default=None, description="null only in reports of an earlier version")
    control_chain: ControlChain | None = Field(
        default=None, description="null where the year hands in nothing on internal control"
    )
    notices: tuple[Notice, ...]
    missing: tuple[Missing, ...]
    targets: tuple[TargetInfo, ...]
    economy: EconomyInfo | None = Field(default=None, description="null only in reports of an earlier version")
    equity: EquityInfo | None = Field(default=None, description="null where no equity of the year is printed")
    budget_items: tuple[BudgetItemInfo, ...] = ()
    risk_register: RiskReport | None = Field(
        default=None, description="the risk register, every score worked out anew; null where the year names none"
    )
    outcomes: tuple[OutcomeInfo, ...]
    edition: Edition = Field(default="internal", description="whom the report is printed for; verdicts are the same")
    masked: tuple[Masked, ...] = Field(default=(), description="what the edition does not print, and why")

    @property
    def findings(self) -> tuple[OutcomeInfo, ...]:
        """What a reader must act on: breaches and accepted breaches, gravest first, then in the order of the rules."""
        order = ("critical", "major", "moderate", "minor", "info")
        found = [outcome for outcome in self.outcomes if outcome.outcome in {"violated", "accepted"}]
        return tuple(sorted(found, key=lambda outcome: (outcome.outcome == "accepted", order.index(outcome.severity))))
