"""Which rows a row may state the sum of: what stands above it, grouped as tables group their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from finsam_control.intake.rows import RawRow
from finsam_control.intake.sums import Term
from finsam_control.intake.vocabulary import vocabulary

#: Most sums that a grand total is tried as the sum of.
_MOST_TOTALS: Final = 6


def is_sum(label: str) -> bool:
    """A row that calls itself a sum of those above it."""
    return "summa" in label.lower() or "totalt" in label.lower()


def is_total(label: str) -> bool:
    """A row that is worked out of others: a sum, a result, a flow."""
    lower = f"{label.lower()} "
    return any(word in lower for word in vocabulary().tables["totals"])


def patterns(
    raw: Sequence[RawRow], filled: Collection[int], index: int, last: int, sums: Mapping[int, tuple[Term, ...]]
) -> Iterator[tuple[Term, ...]]:
    """The rows that the row at `index` may state the sum of, the likeliest first.

    `filled` are the rows with figures, `last` the sum before this (-1 for none), `sums` what earlier rows are sums of.
    """
    above = [place for place in sorted(filled) if place < index]
    if not above or (raw[index].label and not is_total(raw[index].label)):
        return
    block = [place for place in above if place > last]
    totals = [place for place in above if place in sums or is_total(raw[place].label)]
    if len(block) > 1 or (block and is_sum(raw[index].label)):
        yield tuple(Term(place) for place in block)
    for group in _groups(raw, above, block, totals, index, last, sums):
        if len(group) > 1:
            yield tuple(Term(place) for place in group)
    for second in reversed(totals):
        for first in dict.fromkeys([above[0], *totals]):
            if first < second:
                yield (Term(first), Term(second, is_less=True))
    for place in reversed(totals):
        yield (Term(place),)


def _groups(  # noqa: PLR0913, PLR0917 -- what stands above a total, seen in every way that tables use
    raw: Sequence[RawRow],
    above: Sequence[int],
    block: Sequence[int],
    totals: Sequence[int],
    index: int,
    last: int,
    sums: Mapping[int, tuple[Term, ...]],
) -> Iterator[Sequence[int]]:
    heading = max((place for place in range(index) if raw[place].tail is None), default=-1)
    yield [place for place in above if place > heading]
    yield [*([last] if last >= 0 else []), *block]
    taken = {term.index for terms in sums.values() for term in terms}
    free = [place for place in totals if place not in taken]
    yield free
    yield [*free, *(place for place in block if place not in free)]
    if totals:
        # Sums that are called the same, as `Summa tkr` of each part.
        yield [place for place in totals if raw[place].label.lower() == raw[totals[-1]].label.lower()]
    for reach in range(2, min(len(totals), _MOST_TOTALS) + 1):
        yield totals[-reach:]
