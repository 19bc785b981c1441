"""The population of a year as items to draw from, and those of them that have failed in the full test already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from finsam_control.dossier import Dossier
from finsam_control.facts.ledger import of_the_year
from finsam_control.ledger import Ledger
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.population_report import PopulationRow
from finsam_control.reading import sie_items
from finsam_control.report import OutcomeInfo
from finsam_control.run import Run
from finsam_control.sampling.asked import Source
from finsam_control.sampling.item import Item
from finsam_control.sampling.report import Population
from finsam_control.words import N_

if TYPE_CHECKING:
    from finsam_control.store import Store

#: What is graver than a warning (DESIGN 7) has failed; what is minor or information can still be drawn.
_FAILED = frozenset({"critical", "major", "moderate"})
#: A row that was itself judged has failed where it is more than a sign to look at.
_SIGN = "info"
_EXAMPLE: Final[dict[Population, str]] = {
    "ledger": "populations:\n  - {file: bokforing.se, kind: sie}",
    "purchases": "populations:\n  - {file: inkop.csv, kind: purchases}",
}
_NONE: Final[dict[Population, str]] = {
    "ledger": N_("no ledger of {year} is handed in"),
    "purchases": N_("no journal of purchases for {year} is handed in"),
}
_REFERENCE = re.compile(r"(?P<file>[^\s,;]+):(?P<line>[0-9]+)\b")


def population_of(dossier: Dossier) -> Population:
    """What is drawn from where nothing else is asked for: the ledger, which holds every cost, before the journal."""
    return "purchases" if dossier.store is not None and not of_the_year(dossier) else "ledger"


def source_of(dossier: Dossier, population: Population, accounts: tuple[str, ...]) -> Source:
    """The year's own ledgers, or its journal of purchases.

    Raises:
        UnreadableError: none was handed in, or what was is not one whole ledger.
    """
    own = of_the_year(dossier)
    if population == "purchases" and dossier.store is not None:
        return _journal(dossier.store, dossier.year.fiscal_year, accounts)
    if population == "purchases" or not own:
        place = dossier.year.place("populations")
        found = Message.of(_NONE[population], year=dossier.year.fiscal_year)
        expected = Message.of("a population to draw from, listed in the records")
        file = place.file or dossier.inputs[0].path
        raise UnreadableError([Fault(file, place.line, "/populations", found, expected, _EXAMPLE[population])])
    _refuse_parts(own, dossier.year.fiscal_year)
    unreadable = sum(ledger.broken.count for ledger in own)
    return Source("ledger", tuple(ledger.name for ledger in own), lambda: rows_of(dossier), unreadable)


def _refuse_parts(own: Sequence[Ledger], year: int) -> None:
    """Of several ledgers the same voucher could be drawn twice, and of one that was cut off most never."""
    if len(own) > 1:
        files = ", ".join(ledger.name for ledger in own)
        found = Message.of("several ledgers of {year}: {files}", year=year, files=files)
        expected = Message.of("one ledger of the whole year to draw from")
        raise UnreadableError([_at(own[-1], found, expected)])
    if own[0].cut_at is not None:
        found = Message.of(
            "{file} ends inside a voucher or before its checksum, at line {n}", file=own[0].name, n=own[0].cut_at
        )
        raise UnreadableError([_at(own[0], found, Message.of("the whole file, exported anew"))])


def _at(ledger: Ledger, found: Message, expected: Message) -> Fault:
    place = ledger.named_at
    return Fault(place.file, place.line, place.pointer, found, expected, _EXAMPLE["ledger"])


def _journal(store: Store, year: int, accounts: tuple[str, ...]) -> Source:
    """Rows without an amount are none to draw; those without an account are none where accounts are asked for."""
    broken = sum(file.broken.count for file in store.files)
    unreadable = broken + store.without(year, ("amount", "account") if accounts else ("amount",))
    return Source(
        "purchases",
        tuple(file.name for file in store.files),
        lambda: _purchases(store, year),
        unreadable,
        other_year=sum(file.other_year.count for file in store.files),
        other_forbund=sum(file.other_forbund.count for file in store.files),
    )


def _purchases(store: Store, year: int) -> Iterator[Item]:
    for file, line, voucher, dated, account, text, amount in store.rows(year):
        yield Item(file, line, line, voucher or "", dated, account or "", text, amount)


def rows_of(dossier: Dossier) -> Iterator[Item]:
    """Every booked row of the year's own ledgers, read anew; none where no ledger was handed in."""
    for ledger in of_the_year(dossier):
        yield from sie_items.items(Path(ledger.file), ledger.name)


def failed(
    items: Iterable[Item], outcomes: Sequence[OutcomeInfo], deviating: frozenset[tuple[str, int]] = frozenset()
) -> frozenset[tuple[str, int]]:
    """Where the items stand that a report names as deviating: the row itself, or the voucher that it belongs to.

    A report names the first of many; the place of a finding about a whole file or series is no row. `deviating` are
    rows of whole populations (`rows_that_failed`).
    """
    rows, vouchers = _named(outcomes)
    if not rows and not vouchers:
        return deviating
    return deviating | frozenset(
        (item.file, item.line)
        for item in items
        for file in (_last(item.file),)
        if (file, item.line) in rows or (file, item.group_line) in vouchers
    )


def rows_that_failed(run: Run) -> frozenset[tuple[str, int]]:
    """File, as listed, and line of every row of a whole population that a rule found to deviate, however many."""
    failing = {
        outcome.rule.id
        for outcome in run.outcomes
        if outcome.kind == "violated" and outcome.rule.text.severity != _SIGN
    }
    return frozenset(
        (names[fact.place.file], fact.place.line)
        for population in run.populations
        for names in ({path: name for name, path in population.paths.items()},)
        for rule in population.rules
        if rule.id in failing
        for fact in population.deviations(rule)
    )


def is_cut(outcome: OutcomeInfo) -> bool:
    """Whether a report names only the largest of the rows that failed."""
    found = _rows_of(outcome)
    return outcome.population is not None and 0 < len(found) < outcome.population.deviations


def _rows_of(outcome: OutcomeInfo) -> tuple[PopulationRow, ...]:
    """The rows of a whole population that a report names as failed."""
    if outcome.population is None or outcome.outcome != "violated" or outcome.severity == _SIGN:
        return ()
    return outcome.population.top


def _named(outcomes: Sequence[OutcomeInfo]) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """File and line of every place and of every `bokforing.se:12` that was observed; and those of the latter alone."""
    failing = [item for item in outcomes if item.outcome == "violated" and item.severity in _FAILED]
    top = (row.place for item in outcomes for row in _rows_of(item))
    rows = {(_last(place.file), place.line) for place in (*(at for item in failing for at in item.places), *top)}
    observed = (str(value.value) for item in failing for value in item.observed)
    vouchers = {(_last(match["file"]), int(match["line"])) for text in observed for match in _REFERENCE.finditer(text)}
    return rows | vouchers, vouchers


def _last(file: str) -> str:
    """A report may have been written from another folder than this one."""
    return PurePosixPath(file).name
