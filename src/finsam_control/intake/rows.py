"""The rows below a table's headings: labels put together again over broken lines, figures not yet read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from finsam_control.intake.line import Line
from finsam_control.intake.numerals import Tail, tail
from finsam_control.intake.readings import readings
from finsam_control.intake.spelling import joined

#: Lines without figures in a row after which a table has ended, and the words of a line that is prose.
MOST_LABELS: Final = 6
_PROSE_WORDS: Final = 13
_LONGEST_LABEL: Final = 18
_SENTENCE = re.compile(r"[a-zåäö]{3}\. [A-ZÅÄÖ]")
_EQUATION = re.compile(r"(?:^| )[=+] *[0-9]")
#: So many columns that a figure alone on a line cannot be the rest of a row.
_MANY: Final = 3
_SENTENCE_WORDS: Final = 7
_NOTE = re.compile(r"(?i)not(?:er)? [0-9]{1,2}\b[.:]?")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row: its label, the lines that it stands on, and its figures; a heading among the rows has none."""

    label: str
    lines: tuple[Line, ...]
    tail: Tail | None


def is_prose(text: str) -> bool:
    """A line of running text: many words and no figures at its end, or the end of one sentence and the next."""
    taken = tail(text)
    if _EQUATION.search(taken.label):
        return True
    words = len(text.split())
    ends = text.rstrip().endswith((":", ".")) and words >= _SENTENCE_WORDS
    return not taken.tokens and (words >= _PROSE_WORDS or ends or _SENTENCE.search(text) is not None)


def is_note(text: str) -> bool:
    return _NOTE.match(text.strip()) is not None


def rows_of(lines: Sequence[Line], width: int, *, has_notes: bool) -> tuple[RawRow, ...]:
    """The rows that the lines hold, to the first line that is none."""
    rows: list[RawRow] = []
    waiting: list[Line] = []
    for line in lines:
        taken = tail(line.text)
        if len(taken.label.split()) > _LONGEST_LABEL or is_prose(line.text):
            break
        if not taken.tokens or _is_number_of_question(taken, width, waiting):
            waiting.append(line)
            if len(waiting) > MOST_LABELS:
                break
            continue
        if not taken.label and not waiting and rows and (len(taken.tokens) > 1 or width < _MANY):
            longer = _continued(rows[-1], line, taken, width, has_notes=has_notes)
            if longer is not None:
                rows[-1] = longer
                continue
        if not taken.label and not waiting and len(taken.tokens) == 1 and width > 1:
            # A figure alone, without a label: the number of the page, or a field that the sheet left over.
            continue
        own, above = _label(taken.label, waiting)
        rows += [RawRow(joined([item.text]), (item,), None) for item in waiting[: len(waiting) - above]]
        used = tuple(waiting[len(waiting) - above :]) if above else ()
        rows.append(RawRow(joined([*(item.text for item in used), own]), (*used, line), taken))
        waiting = []
    while rows and rows[-1].tail is None:
        rows.pop()
    return tuple(rows)


def _is_number_of_question(taken: Tail, width: int, waiting: Sequence[Line]) -> bool:
    """A number alone on its line heads a label on the lines below, where a row has several figures."""
    return not taken.label and len(taken.tokens) == 1 and width > 2 and not waiting and taken.tokens[0].gap < 2  # noqa: PLR2004


def _label(label: str, waiting: Sequence[Line]) -> tuple[str, int]:
    """The row's own label, and how many of the waiting lines above it belong to it."""
    above = 0
    first = label
    while above < len(waiting):
        if first and not (first[0].islower() or first[0] in "(&"):
            candidate = waiting[len(waiting) - 1 - above].text.strip()
            if candidate.isdigit() and above:
                above += 1
            break
        above += 1
        first = waiting[len(waiting) - above].text.strip()
    return label, above


def _continued(row: RawRow, line: Line, taken: Tail, width: int, *, has_notes: bool) -> RawRow | None:
    """The row with the figures of a line below it, where that line is no row of its own: a cell broken over lines."""
    if row.tail is None:
        return None
    both = replace(row.tail, tokens=(*row.tail.tokens, *taken.tokens), trailing_gap=taken.trailing_gap)
    return RawRow(row.label, (*row.lines, line), both) if is_full(both, width, has_notes=has_notes) else None


def is_full(taken: Tail, width: int, *, has_notes: bool) -> bool:
    """Whether the figures fill every column, none too many."""
    return any(
        not item.before and not any(cell.is_blank for cell in item.cells)
        for item in readings(taken, width, has_notes=has_notes)
    )
