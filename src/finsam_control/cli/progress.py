"""How far a long call has come: a bar on stderr where somebody sits at a terminal, and nothing at all in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from finsam_control.words import Words

T = TypeVar("T")


def watched(items: Iterable[T], total: int, words: Words) -> Iterator[T]:
    """The items as they come, counted on a bar that is gone when the last has come; one alone needs none."""
    if total == 1 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 -- a pipe never needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No thread of its own redraws it: many years are judged in processes that are forked from this one.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(words("Years judged"), total=total)
        bar.refresh()
        for item in items:
            yield item
            bar.update(task, advance=1, refresh=True)
