"""Two reports compared, in a terminal: grades first, then the deviations, what got worse before what got better."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from finsam_control.comparison import Comparison, GradeChange, Pair
from finsam_control.render.screen import Shown, printed
from finsam_control.words import Words

_SEVERITY_STYLES = {"critical": "bold red", "major": "red", "moderate": "yellow", "minor": "blue", "info": "dim"}
_ARROW = "\u2192"


def render(comparison: Comparison, words: Words, *, colour: bool, width: int) -> str:
    """The comparison as text, with or without colour."""
    return printed(_parts(comparison, words), colour=colour, width=width)


def _parts(comparison: Comparison, words: Words) -> Iterator[RenderableType]:
    yield _heading(comparison, words)
    yield _grades(comparison, words)
    for heading, pairs in _groups(comparison, words):
        yield Shown(f"\n{heading} ({len(pairs)})", "bold")
        for pair in pairs:
            yield _pair(pair, words)
    if comparison.transitions:
        yield _transitions(comparison, words)


def _heading(comparison: Comparison, words: Words) -> RenderableType:
    old, new = comparison.old, comparison.new
    lines = [
        Shown(comparison.entity.name, "bold"),
        Shown(
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
        lines.append(Shown(note, "italic"))
    return Group(*lines)


def _grades(comparison: Comparison, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    for heading, ratio in ((words("Area"), 5), (words("Before"), 6), (words("After"), 6)):
        table.add_column(Shown(heading), ratio=ratio)
    for grade in comparison.grades:
        style = "bold" if (grade.before, grade.before_score) != (grade.after, grade.after_score) else ""
        table.add_row(Shown(grade.name, style), *(Shown(text, style) for text in _levels(grade)))
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
    head = Shown()
    head.append(pair.severity_word, style=_SEVERITY_STYLES[pair.severity])
    head.append(Shown(f" \u2013 {pair.title}", "bold"))
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
            grid.add_row(Shown(label), Shown(said))
    return Padding(Group(head, Padding(grid, (0, 0, 0, 2))), (1, 0, 0, 1))


def _transitions(comparison: Comparison, words: Words) -> RenderableType:
    """How many controls without a deviation came out otherwise; the JSON names them."""
    grid = Table.grid(padding=(0, 2))
    for item in comparison.transitions:
        grid.add_row(Shown(f"{item.before_word} {_ARROW} {item.after_word}"), Shown(str(len(item.keys))))
    heading = Shown("\n" + words("Other controls that came out otherwise"), "bold")
    return Group(heading, Padding(grid, (0, 1, 0, 1)))
