"""The årshjul in a terminal: one duty a row, by date, with its section and how the records stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from finsam_control.duty import Duty
from finsam_control.masking import masked
from finsam_control.render.screen import Shown, printed
from finsam_control.words import Words

_STATE = 15
#: So much of a record's own words; the rest stands in the records.
_LONGEST = 60


def render(title: str, duties: Sequence[Duty], as_of: date, words: Words, *, width: int) -> str:
    """The duties as text; `title` says whose year it is."""
    heading = Shown(masked(title)).append(f"  {words('as of {day}', day=as_of)}", style="")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column(words("Date"), no_wrap=True)
    table.add_column(words("Days left"), justify="right", no_wrap=True)
    table.add_column(words("Duty"), ratio=1)
    table.add_column(words("State"), width=_STATE)
    for duty in duties:
        table.add_row(duty.last_day.isoformat(), _left(duty, as_of, words), _duty(duty, words), state(duty, words))
    return printed((heading, Shown(), table), colour=False, width=width)


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
    return Shown("\u2013" if duty.outcome is None else words.outcome(duty.outcome, duty.rule.text.norm))


def _duty(duty: Duty, words: Words) -> Text:
    return Shown(name(duty, words)).append(f"\n{norm(duty, words)}\n{duty.rule.id}", style="dim")


def _left(duty: Duty, as_of: date, words: Words) -> Text:
    days = (duty.last_day - as_of).days
    if days < 0:
        return Shown(words("past"))
    return Shown(words("today") if days == 0 else words.value(days, "days"))
