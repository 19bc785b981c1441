"""The årshjul in a terminal: one duty a row, by date, with its section and how the records stand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from finsam_control.duty import Duty
from finsam_control.masking import masked
from finsam_control.render.inert import inert
from finsam_control.words import NBSP, Words

#: Stands in for a no-break space while rich, which would break a line there, wraps the text.
_UNBROKEN = "\ue000"
_STATE = 15
#: So much of a record's own words; the rest stands in the records.
_LONGEST = 60


def render(title: str, duties: Sequence[Duty], as_of: date, words: Words, *, width: int) -> str:
    """The duties as text; `title` says whose year it is."""
    printed = io.StringIO()
    console = Console(file=printed, width=width, highlight=False)
    console.print(_text(masked(title)).append(f"  {words('as of {day}', day=as_of)}", style=""))
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column(words("Date"), no_wrap=True)
    table.add_column(words("Days left"), justify="right", no_wrap=True)
    table.add_column(words("Duty"), ratio=1)
    table.add_column(words("State"), width=_STATE)
    for duty in duties:
        table.add_row(duty.last_day.isoformat(), _left(duty, as_of, words), _duty(duty, words), state(duty, words))
    console.print(table)
    return "\n".join(line.rstrip() for line in printed.getvalue().replace(_UNBROKEN, NBSP).splitlines()) + "\n"


def name(duty: Duty, words: Words) -> str:
    """The rule's title, and the record where it is one of many."""
    title = duty.rule.text.title[words.language]
    if not duty.key:
        return masked(title)
    about = duty.about if len(duty.about) <= _LONGEST else f"{duty.about[: _LONGEST - 1].rstrip()}\u2026"
    return masked(f"{title}: {duty.key}, {about}" if about else f"{title}: {duty.key}")


def norm(duty: Duty, words: Words) -> str:
    """The sections that the duty follows from, and the strength of the norm."""
    text = duty.rule.text
    sections = "; ".join(f"{item.act} {item.section}" for item in text.authority)
    return f"{sections} ({words.norm(text.norm)})"


def state(duty: Duty, words: Words) -> Text:
    """How the records stand; a dash where no record speaks of the duty."""
    return _text("\u2013" if duty.outcome is None else words.outcome(duty.outcome, duty.rule.text.norm))


def _duty(duty: Duty, words: Words) -> Text:
    return _text(name(duty, words)).append(f"\n{norm(duty, words)}\n{duty.rule.id}", style="dim")


def _left(duty: Duty, as_of: date, words: Words) -> Text:
    days = (duty.last_day - as_of).days
    if days < 0:
        return _text(words("past"))
    return _text(words("today") if days == 0 else words.value(days, "days"))


def _text(text: str) -> Text:
    """Text as it stands, never markup, whose no-break spaces hold."""
    return Text(inert(text).replace(NBSP, _UNBROKEN))
