"""What a sample is asked to tell, and of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from finsam_control.sampling.item import Item
from finsam_control.sampling.report import Method, Population


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reviewer asks for: shares in parts per million, `materiality` in öre.

    `tolerable_rate` is the share of items that may be wrong by number; materiality as a share of the value if None.
    """

    entity: str
    period: int
    method: Method
    confidence: int
    materiality: int
    expected: int
    tolerable_rate: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where items come from; each call of `items` reads them anew, in the same order. The last three count rows."""

    population: Population
    files: tuple[str, ...]
    items: Callable[[], Iterable[Item]]
    unreadable: int
    other_year: int = 0
    other_forbund: int = 0
