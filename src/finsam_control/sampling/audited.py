"""An item of a sample as somebody tested it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finsam_control.sampling.drawing import Drawn

Outcome = Literal["correct", "wrong", "no_evidence"]


@dataclass(frozen=True, slots=True)
class Audited:
    """An item of the sample as it was tested; `error` in öre, booked less correct.

    An item without evidence is wrong altogether, as ISA 530 (items that cannot be tested) has it.
    """

    drawn: Drawn
    outcome: Outcome
    error: int
    note: str = ""

    @property
    def is_wrong(self) -> bool:
        return self.outcome != "correct"
