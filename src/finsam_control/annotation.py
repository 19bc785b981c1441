"""What is to be said of cells of a workbook that was handed in: the faults that stopped the check, or its findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from finsam_control.masking import masked
from finsam_control.message import Fault
from finsam_control.report import Report
from finsam_control.words import Words

#: Outcomes that a coordinator has to do something about, or to know of.
_TOLD: Final = ("violated", "accepted")


@dataclass(frozen=True, slots=True)
class Note:
    """A word about a cell (`Möten!D7`), or about the workbook as a whole where `cell` is empty."""

    cell: str
    kind: str
    text: str


def of_faults(faults: Iterable[Fault], file: str, words: Words) -> tuple[Note, ...]:
    """What must be put right before anything is judged; faults of other files are told without a cell."""
    return tuple(_of_fault(fault, file, words) for fault in faults)


def _of_fault(fault: Fault, file: str, words: Words) -> Note:
    lines = [
        f"{words('found:')} {words.say(fault.found)}",
        f"{words('expected:')} {words.say(fault.expected)}",
        *([f"{words('example:')} {masked(fault.example)}"] if fault.example else []),
    ]
    own = fault.file == file and fault.cell
    return Note(fault.cell if own else "", words("Fault"), "\n".join(lines if own else [masked(fault.where), *lines]))


def of_report(report: Report) -> tuple[Note, ...]:
    """The deviations whose place is a cell of a workbook."""
    return tuple(
        Note(cell, f"{outcome.word}, {outcome.severity_word}", f"{outcome.title}\n{outcome.message}\n{outcome.remedy}")
        for outcome in report.outcomes
        if outcome.outcome in _TOLD
        for cell in dict.fromkeys(place.cell for place in outcome.places if place.cell)
    )
