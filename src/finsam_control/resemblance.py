"""Names that are close to each other, whatever the order of their parts; a suggestion for somebody to look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

#: Parts per hundred that two names must have in common; measured on made-up names, it parts Svensson from Svenson.
_CLOSE: Final = 90
#: What firms are called beside their owner's name.
_FORM: Final = re.compile(r"\b(?:ab|hb|kb|aktiebolag|handelsbolag|firma|konsult|consulting|enskild)\b")


def closest(name: str, people: Sequence[str]) -> str | None:
    """The person whose name is closest to a supplier's, where it is close at all."""
    bare = " ".join(_FORM.sub(" ", name).split())
    found = process.extractOne(bare, people, scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE)
    return None if found is None else found[0]
