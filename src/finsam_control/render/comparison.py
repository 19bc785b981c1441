"""Two reports compared, in a terminal: grades first, then the deviations, what got worse before what got better."""

from __future__ import annotations

import io

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from finsam_control.comparison import Comparison, GradeChange, Pair
from finsam_control.render.inert import inert
from finsam_control.words import NBSP, Words

_SEVERITY_STYLES = {"critical": "bold red", "major": "red", "moderate": "yellow", "minor": "blue", "info": "dim"}
_ARROW = "\u2192"
#: Stands in for a no-break space while rich, which would break a line there, wraps the text.
_UNBROKEN = "\ue000"


def render(comparison: Comparison, words: Words, *, colour: bool, width: int) -> str:
    """The comparison as text, with or without colour."""
    printed = io.StringIO()
    console = Console(
        file=printed, width=width, highlight=False, force_terminal=colour, color_system="auto" if colour else None
    )
    console.print(_heading(comparison, words))
    console.print(_grades(comparison, words))
    for heading, pairs in _groups(comparison, words):
        console.print(_text(f"\n{heading} ({len(pairs)})", "bold"))
        for pair in pairs:
            console.print(_pair(pair, words))
    if comparison.transitions:
        console.print(_transitions(comparison, words))
    return "\n".join(line.rstrip() for line in printed.getvalue().replace(_UNBROKEN, NBSP).splitlines()) + "\n"


def _text(text: str, style: str = "") -> Text:
    """Text as it stands, never markup, whose no-break spaces hold."""
    return Text(inert(text).replace(NBSP, _UNBROKEN), style=style)


def _heading(comparison: Comparison, words: Words) -> RenderableType:
    old, new = comparison.old, comparison.new
    lines = [
        _text(comparison.entity.name, "bold"),
        _text(
            words(
                "{old} (as of {old_day}) {arrow} {new} (as of {new_day})",
                old=old.period,
                old_day=old.as_of,
                arrow=_ARROW,
                new=new.period,
                new_day=new.as_of,
            )
        ),
    ]
    if old.rulebook != new.rulebook:
        note = words("The two were judged by different rules; some of what differs may come from that.")
        lines.append(_text(note, "italic"))
    return Group(*lines)


def _grades(comparison: Comparison, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    for heading, ratio in ((words("Area"), 5), (words("Before"), 6), (words("After"), 6)):
        table.add_column(_text(heading), ratio=ratio)
    for grade in comparison.grades:
        style = "bold" if (grade.before, grade.before_score) != (grade.after, grade.after_score) else ""
        table.add_row(_text(grade.name, style), *(_text(text, style) for text in _levels(grade)))
    return Padding(table, (1, 1, 0, 1))


def _levels(grade: GradeChange) -> tuple[str, str]:
    sides = ((grade.before_word, grade.before_score), (grade.after_word, grade.after_score))
    before, after = (word if score is None else f"{word} ({score})" for word, score in sides)
    return before, after


def _groups(comparison: Comparison, words: Words) -> list[tuple[str, tuple[Pair, ...]]]:
    return [
        (words("New deviations"), comparison.appeared),
        (words("Gone without evidence: not known to be fixed"), comparison.vanished),
        (words("Changed"), comparison.changed),
        (words("Still there"), comparison.remaining),
        (words("Fixed"), comparison.fixed),
    ]


def _pair(pair: Pair, words: Words) -> RenderableType:
    head = Text()
    head.append(pair.severity_word, style=_SEVERITY_STYLES[pair.severity])
    head.append(_text(f" \u2013 {pair.title}", "bold"))
    rows = [(words("Record"), pair.record), (words("Said"), pair.message)]
    if pair.before != pair.after:
        rows.append((words("Verdict"), f"{pair.before_word} {_ARROW} {pair.after_word}"))
    rows += [(value.meaning, f"{value.before} {_ARROW} {value.after}") for value in pair.values]
    if pair.years_running is not None and pair.years_running > 1:
        rows.append((words("In a row"), words("{n} years", n=pair.years_running)))
    rows.append((words("Rule"), pair.rule))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", width=24)
    grid.add_column(ratio=1)
    for label, said in rows:
        if said:
            grid.add_row(_text(label), _text(said))
    return Padding(Group(head, Padding(grid, (0, 0, 0, 2))), (1, 0, 0, 1))


def _transitions(comparison: Comparison, words: Words) -> RenderableType:
    """How many controls without a deviation came out otherwise; the JSON names them."""
    grid = Table.grid(padding=(0, 2))
    for item in comparison.transitions:
        grid.add_row(_text(f"{item.before_word} {_ARROW} {item.after_word}"), _text(str(len(item.keys))))
    heading = _text("\n" + words("Other controls that came out otherwise"), "bold")
    return Group(heading, Padding(grid, (0, 1, 0, 1)))
