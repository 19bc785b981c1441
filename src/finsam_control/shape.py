"""What the published values are made of: a strict frozen model, a file that was read, a place in it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of a published value."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class InputInfo(Shape):
    path: str
    sha256: str


class PlaceInfo(Shape):
    file: str
    line: int
    pointer: str
    document: str
    page: str
    cell: str = Field(default="", description="in a workbook the sheet and cell, as Möten!D7; the line is then the row")

    @property
    def where(self) -> str:
        """The file with its cell or line."""
        return f"{self.file}:{self.cell or self.line}"
