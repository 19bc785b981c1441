"""What the report says of a rule that judged a whole population."""

from __future__ import annotations

from pydantic import Field

from finsam_control.shape import PlaceInfo, Shape


class PopulationRow(Shape):
    """A row that deviates."""

    key: str
    place: PlaceInfo
    amount: int | None = Field(description="öre at stake; null is unknown")
    amount_text: str
    message: str


class PopulationInfo(Shape):
    """Every row counted; the four counts sum to `rows`."""

    rows: int = Field(description="rows of the population")
    passed: int
    deviations: int
    not_assessable: int = Field(description="rows for which evidence is missing")
    not_applicable: int = Field(description="rows that the rule is not about, or of another law's time")
    tested: int = Field(description="rows with a verdict: passed or deviating")
    untested_share: int = Field(description="parts per million of the rows the rule is about that could not be judged")
    amount: int = Field(description="öre of the deviations; what was paid back counts like what was paid")
    amount_text: str
    without_amount: int = Field(description="deviations whose amount is unknown; not in the sum")
    compared: int = Field(description="rows that the engines for records judged again, with the same verdict")
    top: tuple[PopulationRow, ...] = Field(description="deviating rows, the largest first; --extract writes them all")
