"""How sure a drafted value is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

Certainty = Literal["certain", "likely", "doubtful"]

#: The least sure first: the order in which a person looks through them.
CERTAINTIES: Final[tuple[Certainty, ...]] = ("doubtful", "likely", "certain")


def least(certainties: Iterable[Certainty]) -> Certainty:
    """As sure as the least sure; `certain` of nothing at all."""
    return min(certainties, key=CERTAINTIES.index, default="certain")
