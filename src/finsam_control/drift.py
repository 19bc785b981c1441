"""What nobody has held against its source for a year: the law may have moved since, and the rules would not know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from finsam_control.day import Day
from finsam_control.message import Message
from finsam_control.rulebook import PARAMETERS, Rulebook

#: The rulebook's own promise, no law: everything is read anew once a year.
YEARS: Final = 1


def unread(rulebook: Rulebook, as_of: date) -> list[Message]:
    """A line for each source or topic with rules or parameters last checked more than a year before the day."""
    checked = [(rule.id.split("/")[0], rule.text.checked_on) for rule in rulebook.rules]
    checked += [(f"{PARAMETERS}/{name.split('.')[0]}", file.checked_on) for name, file in rulebook.parameters.items()]
    return list(_told(checked, as_of))


def _told(checked: list[tuple[str, Day]], as_of: date) -> Iterable[Message]:
    for source in sorted({name for name, _ in checked}):
        old = [day for name, day in checked if name == source and _is_old(day, as_of)]
        if old:
            oldest = min(old, key=lambda day: day.last)
            yield Message.of(
                "{source}: {n} last held against their source more than a year ago, the oldest {day}",
                source=source,
                n=len(old),
                day=str(oldest),
            )


def _is_old(day: Day, as_of: date) -> bool:
    """Months and days compared as they stand, so that 29 February is a year old on 1 March."""
    last = day.last
    return (last.year + YEARS, last.month, last.day) < (as_of.year, as_of.month, as_of.day)
