"""Bodies that prepare the board's matters."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import Flag, MaybeDate, Record, Text


class Committee(Record):
    """A committee of the board (utskott, KL 3:5) or a preparatory group (beredningsgrupp) beside it."""

    name: Text
    kind: Literal["utskott", "beredningsgrupp"]
    set_up_on: MaybeDate | None = Field(default=None, description="the board's decision; saknas when there is none")
    decides: Flag | None = Field(default=None, description="true when it decides in the förbund's name")
