"""The population of a year as items to draw from, and those of them that have failed in the full test already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from finsam_control.dossier import Dossier
from finsam_control.facts.ledger import is_of_year
from finsam_control.ledger import Ledger
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import sie_items
from finsam_control.report import OutcomeInfo
from finsam_control.sampling.asked import Source
from finsam_control.sampling.item import Item

#: What is graver than a warning (DESIGN 7) has failed; what is minor or information can still be drawn.
_FAILED = frozenset({"critical", "major", "moderate"})
_EXAMPLE = "populations:\n  - {file: bokforing.se, kind: sie}"
_REFERENCE = re.compile(r"(?P<file>[^\s,;]+):(?P<line>[0-9]+)\b")


def source_of(dossier: Dossier) -> Source:
    """The year's own ledgers.

    Raises:
        UnreadableError: none was handed in.
    """
    own = _own(dossier)
    if not own:
        place = dossier.year.place("populations")
        found = Message.of("no ledger of {year} is handed in", year=dossier.year.fiscal_year)
        expected = Message.of("a population to draw from, listed in the records")
        file = place.file or dossier.inputs[0].path
        raise UnreadableError([Fault(file, place.line, "/populations", found, expected, _EXAMPLE)])
    unreadable = sum(ledger.broken.count for ledger in own)
    return Source(tuple(ledger.name for ledger in own), lambda: rows_of(dossier), unreadable)


def rows_of(dossier: Dossier) -> Iterator[Item]:
    """Every booked row of the year's own ledgers, read anew; none where no ledger was handed in."""
    for ledger in _own(dossier):
        yield from sie_items.items(Path(ledger.file), ledger.name)


def _own(dossier: Dossier) -> list[Ledger]:
    return [ledger for ledger in dossier.ledgers if is_of_year(ledger, dossier.year.fiscal_year) is not False]


def failed(items: Iterable[Item], outcomes: Iterable[OutcomeInfo]) -> frozenset[tuple[str, int]]:
    """Where the items stand that a report names as deviating: the row itself, or the voucher that it belongs to.

    A report names the first of many; the place of a finding about a whole file or series is no row.
    """
    rows, vouchers = _named(outcomes)
    if not rows and not vouchers:
        return frozenset()
    return frozenset(
        (item.file, item.line)
        for item in items
        for file in (_last(item.file),)
        if (file, item.line) in rows or (file, item.group_line) in vouchers
    )


def _named(outcomes: Iterable[OutcomeInfo]) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """File and line of every place and of every `bokforing.se:12` that was observed; and those of the latter alone."""
    failing = [item for item in outcomes if item.outcome == "violated" and item.severity in _FAILED]
    rows = {(_last(place.file), place.line) for item in failing for place in item.places}
    observed = (str(value.value) for item in failing for value in item.observed)
    vouchers = {(_last(match["file"]), int(match["line"])) for text in observed for match in _REFERENCE.finditer(text)}
    return rows | vouchers, vouchers


def _last(file: str) -> str:
    """A report may have been written from another folder than this one."""
    return PurePosixPath(file).name
