"""Who may sign for the förbund and use its bank accounts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import Date, MaybeDate, Names, Record, Text, Whole


class SigningAuthority(Record):
    """A right to sign for the förbund (firmateckning) or to use its bank accounts."""

    id: Text
    kind: Literal["firmateckning", "bankfullmakt"]
    holders: Names | None = Field(default=None, description="everyone who holds it")
    together: Whole | None = Field(default=None, description="how many must act together; 1 for each alone")
    decided_by: Literal["styrelsen", "annan"] | None = None
    decided_on: MaybeDate | None = Field(default=None, description="saknas when no decision has been found")
    section: Text | None = Field(default=None, description="§ of the minutes")
    withdrawn_on: Date | None = Field(
        default=None, description="when it was withdrawn or replaced; left out while it stands at the year end"
    )
