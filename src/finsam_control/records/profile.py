"""Column profiles: what each system calls the columns of a journal of purchases. Data, not code."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from finsam_control.journal import COLUMNS
from finsam_control.records.base import Names, Strict, Text, Unplaced, refuse


def _columns(found: dict[str, Any]) -> dict[str, Any]:
    for name in found:
        if name not in COLUMNS:
            raise refuse(name, "the name of a column of the journal", "supplier")
    return found


class Profile(Strict):
    """The names that a system or a förbund gives the columns; capitals, spaces and signs do not count."""

    title: Text = Field(description="whose columns these are")
    read_in: Text | None = Field(default=None, description="where the names were read")
    decimal: Literal[",", "."] = Field(default=",", description="the sign before the decimals of an amount")
    ignored: Names = Field(default=(), description="columns of the export that nobody needs to have read")
    columns: Annotated[dict[Text, Names], AfterValidator(_columns), Unplaced] = Field(
        description="each column of the journal, and its names"
    )
