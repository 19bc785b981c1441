"""A förbund's year: every section that a folder may hold, merged from its files."""

from __future__ import annotations

from finsam_control.records.activity import Contract, Initiative, Purchase
from finsam_control.records.base import Listing, Record, Whole
from finsam_control.records.board import Board, DelegatedDecision, DelegationOrder, Meeting
from finsam_control.records.control import (
    Acceptance,
    Audit,
    Comment,
    InternalControl,
    Observation,
    Policy,
    Privacy,
    RegisterLink,
)
from finsam_control.records.economy import AnnualReport, Budget, Document, FollowUp, Materiality, Target
from finsam_control.records.entity import Entity, Financing, Forbundsordning, Member
from finsam_control.records.tables import StatedFigure, Table


class Year(Record):
    """All records of one förbund and fiscal year (the calendar year)."""

    entity: Entity
    fiscal_year: Whole
    documents: tuple[Document, ...] = ()
    materiality: Materiality | None = None
    forbundsordning: Forbundsordning | None = None
    members: Listing[Member] = Listing[Member]()
    financing: Financing | None = None
    annual_report: AnnualReport | None = None
    income_statement: Table | None = None
    balance_sheet: Table | None = None
    cash_flow_statement: Table | None = None
    tables: tuple[Table, ...] = ()
    stated_figures: tuple[StatedFigure, ...] = ()
    budgets: Listing[Budget] = Listing[Budget]()
    follow_ups: Listing[FollowUp] = Listing[FollowUp]()
    targets: Listing[Target] = Listing[Target]()
    board: Board | None = None
    meetings: Listing[Meeting] = Listing[Meeting]()
    delegation_orders: Listing[DelegationOrder] = Listing[DelegationOrder]()
    delegated_decisions: Listing[DelegatedDecision] = Listing[DelegatedDecision]()
    purchases: Listing[Purchase] = Listing[Purchase]()
    contracts: Listing[Contract] = Listing[Contract]()
    initiatives: Listing[Initiative] = Listing[Initiative]()
    audit: Audit | None = None
    observations: Listing[Observation] = Listing[Observation]()
    privacy: Privacy | None = None
    policies: Listing[Policy] = Listing[Policy]()
    internal_control: InternalControl | None = None
    risk_register: RegisterLink | None = None
    comments: tuple[Comment, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def printed_tables(self) -> tuple[Table, ...]:
        """The three statements and every other table, in that order."""
        statements = (self.income_statement, self.balance_sheet, self.cash_flow_statement)
        return (*(table for table in statements if table is not None), *self.tables)
