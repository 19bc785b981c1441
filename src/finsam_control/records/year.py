"""A förbund's year: every section that a folder may hold, merged from its files."""

from __future__ import annotations

from pydantic import Field

from finsam_control.records.activity import Card, Contract, Initiative, Purchase
from finsam_control.records.archive import Archive, Tax
from finsam_control.records.attestation import Attestation
from finsam_control.records.base import Listing, Record, Whole
from finsam_control.records.board import Approver, Board, DelegatedDecision, DelegationOrder, Meeting
from finsam_control.records.closing import Accrual, BalanceSpecification, Reconciliation
from finsam_control.records.committee import Committee
from finsam_control.records.control import (
    Acceptance,
    Audit,
    Comment,
    InternalControl,
    Observation,
    Policy,
    RegisterLink,
)
from finsam_control.records.economy import AnnualReport, Budget, Document, EquityPlan, FollowUp, Materiality, Target
from finsam_control.records.entity import Entity, Financing, Forbundsordning, Member, Merger
from finsam_control.records.population import Population
from finsam_control.records.privacy import Privacy
from finsam_control.records.requisition import Agreement, Requisition
from finsam_control.records.signing import SigningAuthority
from finsam_control.records.tables import StatedFigure, Table


class Year(Record):
    """All records of one förbund and fiscal year (the calendar year)."""

    entity: Entity
    fiscal_year: Whole
    documents: tuple[Document, ...] = ()
    materiality: Materiality | None = None
    forbundsordning: Forbundsordning | None = None
    members: Listing[Member] = Field(default_factory=Listing[Member].model_construct)
    mergers: Listing[Merger] = Field(default_factory=Listing[Merger].model_construct)
    financing: Financing | None = None
    annual_report: AnnualReport | None = None
    income_statement: Table | None = None
    balance_sheet: Table | None = None
    cash_flow_statement: Table | None = None
    tables: tuple[Table, ...] = ()
    stated_figures: tuple[StatedFigure, ...] = ()
    budgets: Listing[Budget] = Field(default_factory=Listing[Budget].model_construct)
    equity_plan: EquityPlan | None = None
    follow_ups: Listing[FollowUp] = Field(default_factory=Listing[FollowUp].model_construct)
    targets: Listing[Target] = Field(default_factory=Listing[Target].model_construct)
    board: Board | None = None
    committees: Listing[Committee] = Field(default_factory=Listing[Committee].model_construct)
    meetings: Listing[Meeting] = Field(default_factory=Listing[Meeting].model_construct)
    delegation_orders: Listing[DelegationOrder] = Field(default_factory=Listing[DelegationOrder].model_construct)
    delegated_decisions: Listing[DelegatedDecision] = Field(default_factory=Listing[DelegatedDecision].model_construct)
    approvers: Listing[Approver] = Field(default_factory=Listing[Approver].model_construct)
    cards: Listing[Card] = Field(default_factory=Listing[Card].model_construct)
    purchases: Listing[Purchase] = Field(default_factory=Listing[Purchase].model_construct)
    contracts: Listing[Contract] = Field(default_factory=Listing[Contract].model_construct)
    initiatives: Listing[Initiative] = Field(default_factory=Listing[Initiative].model_construct)
    agreements: Listing[Agreement] = Field(default_factory=Listing[Agreement].model_construct)
    requisitions: Listing[Requisition] = Field(default_factory=Listing[Requisition].model_construct)
    accruals: Listing[Accrual] = Field(default_factory=Listing[Accrual].model_construct)
    reconciliations: Listing[Reconciliation] = Field(default_factory=Listing[Reconciliation].model_construct)
    balance_specifications: Listing[BalanceSpecification] = Field(
        default_factory=Listing[BalanceSpecification].model_construct
    )
    signing_authorities: Listing[SigningAuthority] = Field(default_factory=Listing[SigningAuthority].model_construct)
    populations: tuple[Population, ...] = ()
    audit: Audit | None = None
    observations: Listing[Observation] = Field(default_factory=Listing[Observation].model_construct)
    privacy: Privacy | None = None
    policies: Listing[Policy] = Field(default_factory=Listing[Policy].model_construct)
    internal_control: InternalControl | None = None
    archive: Archive | None = None
    tax: Tax | None = None
    risk_register: RegisterLink | None = None
    comments: tuple[Comment, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    attestations: tuple[Attestation, ...] = ()

    @property
    def printed_tables(self) -> tuple[Table, ...]:
        """The three statements and every other table, in that order."""
        statements = (self.income_statement, self.balance_sheet, self.cash_flow_statement)
        return (*(table for table in statements if table is not None), *self.tables)
