"""What one place of a document gives to the records: a tree of text, and for each value where it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from finsam_control.intake.certainty import Certainty, least
from finsam_control.intake.line import Line

#: A step of a path: a key, an index, or the place after the last item of a list (as in JSON Patch).
Step = str | int
Path = tuple[Step, ...]
LAST: Final = "-"

_FOLDED: Final = str.maketrans("åäöéüáíæø", "aaoeuaiao")
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """Where a value was read and how sure it is; it speaks for all below it that no nearer claim speaks for."""

    path: Path
    lines: tuple[Line, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of the records that is kept or dropped as a whole, as a table; `where` it belongs in a year."""

    where: Path
    tree: Any
    claims: tuple[Claim, ...]

    @property
    def certainty(self) -> Certainty:
        """As sure as its least sure value."""
        return least(claim.certainty for claim in self.claims)


def put(records: dict[str, Any], where: Path, tree: Any) -> Path | None:
    """Puts a tree where it belongs and gives the path that it got; None where something else stands there already."""
    here: Any = records
    got: list[Step] = []
    for step, following in zip(where, (*where[1:], None), strict=True):
        if step == LAST:
            here.append(tree)
            return (*got, len(here) - 1)
        got.append(step)
        if following is not None:
            here = here.setdefault(step, [] if following == LAST else {})
        elif step in here and here[step] != tree:
            return None
        else:
            here[step] = tree
    return tuple(got)


def whole(where: Path, tree: Any, lines: Iterable[Line], certainty: Certainty) -> Portion:
    """A portion whose values stand in one place."""
    return Portion(where, tree, (Claim((), tuple(lines), certainty),))


def slug(text: str) -> str:
    """A short name to point at, of a label: ASCII, words joined by hyphens."""
    return _SIGNS.sub("-", text.lower().translate(_FOLDED)).strip("-") or "rad"
