"""A finished judgement of one year: everything that a report says something about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact
from finsam_control.judged import Judged
from finsam_control.outcome import Outcome
from finsam_control.printed import Units
from finsam_control.rulebook import Rulebook


@dataclass(frozen=True)
class Run:
    """What was read, with what it was judged, and the outcomes; `unmatched` and `expired` number acceptances.

    `populations` hold the rows of those that were judged whole, each with its verdicts.
    """

    dossier: Dossier
    rulebook: Rulebook
    engines: tuple[str, ...]
    as_of: date
    outcomes: tuple[Outcome, ...]
    facts: dict[str, tuple[Fact, ...]]
    unmatched: tuple[int, ...]
    expired: tuple[int, ...]
    populations: tuple[Judged, ...] = ()

    @cached_property
    def units(self) -> Units:
        """What the figures of the year's documents are printed in."""
        return Units(self.dossier.year)
