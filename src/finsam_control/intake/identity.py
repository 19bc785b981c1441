"""Which förbund and which year the documents speak of, and what kind each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from finsam_control.intake.certainty import Certainty
from finsam_control.intake.line import Line
from finsam_control.intake.portion import Portion, whole
from finsam_control.intake.vocabulary import bare, vocabulary

#: A name of its own after the word: one or two more capitalised words, or `Norra Xs samordningsförbund`.
_FORBUND = re.compile(r"Samordningsförbundet (?:[A-ZÅÄÖ][\w-]{2,30})(?: (?:[A-ZÅÄÖ][\w-]{2,30})){0,2}")
_TITLE_YEAR = re.compile(
    r"(?i)(?:årsredovisning|verksamhetsplan(?: och budget)?|budget|granskning av årsredovisning)(?: för)? "
    r"((?:19|20)[0-9]{2})(?![0-9-])"
)
_HEADING_WORDS: Final = 9


def name_of(lines: Sequence[Line]) -> Portion | None:
    """The förbund that the documents name most."""
    found: Counter[str] = Counter()
    first: dict[str, Line] = {}
    for line in lines:
        for match in _FORBUND.finditer(" ".join(line.text.split())):
            name = _trimmed(match[0])
            found[name] += 1
            first.setdefault(name, line)
    if not found:
        return None
    (name, count), *others = found.most_common(2)
    certainty: Certainty = "certain" if not others or others[0][1] * 2 < count else "likely"
    return whole(("entity", "name"), name, (first[name],), certainty)


def _trimmed(name: str) -> str:
    """Without a word that begins the next part of the sentence, as in `Samordningsförbundet X Reviderad budget`."""
    words = name.split()
    known = {"reviderad", "budget", "årsredovisning", "verksamhetsplan", "riskanalys", "org", "vp"}
    kept = [word for place, word in enumerate(words) if place < 2 or word.lower() not in known]  # noqa: PLR2004
    return " ".join(kept)


def year_of(lines: Sequence[Line], tables: Sequence[Portion]) -> Portion | None:
    """The fiscal year: of the titles, else the latest year that a statement shows as outcome."""
    titled: Counter[str] = Counter()
    first: dict[str, Line] = {}
    for line in lines:
        if len(line.words) > _HEADING_WORDS:
            continue
        for match in _TITLE_YEAR.finditer(" ".join(line.text.split())):
            titled[match[1]] += 1
            first.setdefault(match[1], line)
    shown = [
        (int(column["year"]), table.claims[0].lines[0])
        for table in tables
        if table.where[0] in {"income_statement", "balance_sheet"} and table.claims[0].lines
        for column in table.tree["columns"]
        if column["holds"] == "outcome" and "year" in column
    ]
    if shown:
        year, line = max(shown, key=lambda item: item[0])
        agreed = not titled or str(year) in titled
        return whole(("fiscal_year",), str(year), (line,), "certain" if agreed else "likely")
    if titled:
        (title, count), *others = titled.most_common(2)
        alone = not others or others[0][1] < count
        return whole(("fiscal_year",), title, (first[title],), "likely" if alone else "doubtful")
    return None


def kind_of(lines: Sequence[Line]) -> tuple[str, Certainty]:
    """The kind of a document, by how many of the words of each kind stand in its headings."""
    headings = [f" {bare(line.text)} " for line in lines if len(line.words) <= _HEADING_WORDS]
    scores = {
        kind: sum(1 for word in words if any(f" {word} " in heading for heading in headings)) / (len(words) + 1)
        for kind, words in vocabulary().synonyms("kinds").items()
    }
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (kind, best), (_, second) = ranked[0], ranked[1]
    if best == 0:
        return "annat", "doubtful"
    return kind, "likely" if best > second else "doubtful"
