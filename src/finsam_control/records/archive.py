"""Archive and registry of the förbund, and its dealings with the tax agency."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import Flag, Listing, MaybeDate, MaybeText, Presence, Record, Text, Whole

ArchiveRole = Literal["post", "diarium", "arkiv"]
RegistryItem = Literal["datum", "nummer", "motpart", "innehall"]


class Disposal(Record):
    """Documents that were destroyed during the year (arkivlagen 10 §)."""

    what: Text
    fiscal_year: Whole = Field(description="the year that the documents belong to")
    year: Whole = Field(description="the year in which they were destroyed")
    accounting: Flag | None = Field(default=None, description="true for accounting information")
    decision: MaybeText | None = Field(default=None, description="the decision on disposal that covers them")


class Archive(Record):
    """How the förbund keeps its documents."""

    roles: tuple[ArchiveRole, ...] | None = Field(
        default=None, description="duties that a named person has: opening the post, registry, archive"
    )
    registry_lacks: tuple[RegistryItem, ...] | None = Field(
        default=None, description="what the registry does not show of a document (OSL 5:2); [] for nothing"
    )
    refusals_written: Presence | None = Field(
        default=None, description="whoever was refused a document could have a written decision (OSL 6:3)"
    )
    disposals: Listing[Disposal] = Field(default_factory=Listing[Disposal].model_construct)


class Tax(Record):
    """Value added tax and income tax of the fiscal year."""

    vat_claimed_on: MaybeDate | None = Field(
        default=None, description="when the year's last claim for compensation of VAT was handed in (SFS 2005:807)"
    )
    income_tax_booked: Flag | None = Field(default=None, description="true where income tax is among the costs")
