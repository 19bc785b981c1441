"""Faults in what people wrote, for people: file and line, what was found, what is expected, a valid example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from finsam_control.masking import masked
from finsam_control.message import Fault
from finsam_control.words import Words

#: More than anybody mends before the next run; a file of another kind may give tens of thousands.
_SHOWN: Final = 200


def render(faults: Sequence[Fault], words: Words) -> str:
    """The faults, an empty line between them, and how many there were."""
    count = (
        words("1 fault; nothing was judged.")
        if len(faults) == 1
        else words("{n} faults; nothing was judged.", n=len(faults))
    )
    return f"{listed(faults, words)}\n\n{count}\n"


def listed(faults: Sequence[Fault], words: Words) -> str:
    """The faults, an empty line between them; of very many the first, and how many are left."""
    blocks = [_block(fault, words) for fault in faults[:_SHOWN]]
    return "\n\n".join([*blocks, words("+{n} more", n=len(faults) - _SHOWN)] if len(faults) > _SHOWN else blocks)


def _block(fault: Fault, words: Words) -> str:
    where = masked(fault.where)
    lines = [
        f"{where}  {masked(fault.pointer)}".rstrip(),
        f"  {words('found:')} {words.say(fault.found)}",
        f"  {words('expected:')} {words.say(fault.expected)}",
    ]
    if fault.example:
        example = masked(fault.example).replace("\n", "\n           ")
        lines.append(f"  {words('example:')} {example}")
    return "\n".join(lines)
