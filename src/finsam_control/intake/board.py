"""The board as reports print it: a list of its members, and those who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from finsam_control.intake.dates import dates_in
from finsam_control.intake.line import Line
from finsam_control.intake.minutes import seat_portion
from finsam_control.intake.people import Person, listed, signed
from finsam_control.intake.portion import Portion, whole

_LIST = re.compile(r"(?i)^styrelsen(?:s ledamöter)?(?: (?:19|20)[0-9]{2})? ?:$|^(?:ordinarie )?ledamöter\b")
_COUNT = re.compile(
    r"(?i)styrelsen har (?:sammanträtt|haft|hållit)(?: vid)? ([0-9]{1,2})(?: stycken| protokollförda)? "
    r"(?:tillfällen|gånger|möten|sammanträden)"
)
_UNTIL = re.compile(r"(?i)\b(?:t\.?o\.?m\.?|till och med) (.{3,20})$")
_FROM = re.compile(r"(?i)\b(?:fr\.?o\.?m\.?|from|från och med|från) (.{3,20})$")


def portions_of(lines: Sequence[Line], document: str) -> tuple[Portion, ...]:
    """The seats that a list or a signature block shows, the number of meetings, and those who signed the report."""
    found: list[Portion] = []
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if not _LIST.match(line.text.strip()) or seen:
            continue
        for person in listed(lines, place, misses=2):
            if person.seat and person.name not in seen and not person.absent:
                seen.add(person.name)
                found.append(_with_term(person, document))
    signers = _signers(lines)
    found += [seat_portion(person, document, "likely") for person in signers if person.name not in seen]
    if signers:
        names = list(dict.fromkeys(person.name for person in signers))
        found.append(whole(("annual_report", "signatories"), names, [person.line for person in signers], "likely"))
    for line in lines:
        match = _COUNT.search(" ".join(line.text.split()))
        if match is not None:
            found.append(whole(("board", "meeting_count"), match[1], (line,), "certain"))
            break
    return tuple(found)


def _with_term(person: Person, document: str) -> Portion:
    """A seat with the first or last day that its line prints: `tom sep. 2015`, `från okt. 2015`."""
    portion = seat_portion(person, document, "certain")
    tree: dict[str, Any] = dict(portion.tree)
    for key, pattern in (("end", _UNTIL), ("start", _FROM)):
        match = pattern.search(person.rest)
        dates = () if match is None else dates_in(match[1])
        if dates:
            tree[key] = dates[0]
    return Portion(portion.where, tree, portion.claims)


def _signers(lines: Sequence[Line]) -> tuple[Person, ...]:
    """Those of the board in a signature block: three or more, each with a seat below the name."""
    people = [person for person in signed(lines) if person.seat]
    blocks = {person.name: person for person in people}
    enough = 3
    return tuple(blocks.values()) if len(blocks) >= enough else ()
