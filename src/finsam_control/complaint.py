"""One thing to mend in a file of the rulebook."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_control.message import Message


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a rule or a parameter (`rule` is its name), and the file and line where it stands."""

    rule: str
    file: str
    line: int
    text: Message
