"""Whole populations that are handed in as they are: files that a program exports, not records that people write."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import Record, Text


class Population(Record):
    """One file of a population."""

    file: Text = Field(description="the file's path, relative to the folder")
    kind: Literal["sie", "purchases"] = Field(
        description="sie: the year's ledger as SIE 1-4; purchases: a journal of purchases as CSV, XLSX or Parquet"
    )
    profile: Text = Field(
        default="leverantorsreskontra",
        description="whose columns a journal has: a shipped profile, or the path of an own one relative to the folder",
    )
