"""The auditors' remarks as a table for the board, readable at 80 columns, without colour and in a pipe."""

from __future__ import annotations

import io
from collections import Counter

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from finsam_control.remarks import Remark, RemarkTable
from finsam_control.words import Words


def render(table: RemarkTable, words: Words, *, colour: bool, width: int) -> str:
    """The table as text, with or without colour."""
    printed = io.StringIO()
    console = Console(
        file=printed, width=width, highlight=False, force_terminal=colour, color_system="auto" if colour else None
    )
    heading = Text(words("The auditors' remarks"), style="bold")
    heading.append(f"  {table.entity} {table.period}, " + words("as of {day}", day=table.as_of), style="not bold")
    console.print(heading)
    if not table.remarks:
        said = words("None, and the list is said to be whole.") if table.complete else words("None are recorded.")
        console.print(Text(said))
    else:
        console.print(_rows(table, words))
        console.print(_sums(table, words))
    return printed.getvalue()


def _rows(table: RemarkTable, words: Words) -> RenderableType:
    grid = Table(box=box.HORIZONTALS, show_lines=True, expand=True, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column(Text(words("No.")), max_width=6, overflow="fold")
    grid.add_column(Text(words("Area and remark")), ratio=1, overflow="fold")
    grid.add_column(Text(words("Measure")), ratio=1, overflow="fold")
    grid.add_column(Text(words("When, status, evidence")), ratio=1, overflow="fold")
    for remark in table.remarks:
        asked = Text(remark.area, style="bold").append(f"\n{remark.text}", style="not bold")
        grid.add_row(Text(remark.id), asked, _measure(remark, words), _state(remark, words))
    return grid


def _measure(remark: Remark, words: Words) -> Text:
    text = Text(remark.measure or "\u2013")
    return text if remark.owner is None else text.append("\n" + words("Owner: {name}", name=remark.owner), style="dim")


def _state(remark: Remark, words: Words) -> Text:
    text = Text(remark.when or "\u2013")
    text.append("\n" + words("Status: {status}", status=remark.status))
    text.append("\n" + words("Evidence: {evidence}", evidence=remark.evidence or words("unknown")))
    if remark.contradicts is not None:
        text.append("\n" + words("Conflicts with: {id}", id=remark.contradicts))
    for mark in remark.marks:
        sign, style = ("?", "cyan") if mark.outcome == "not_assessable" else ("!", "bold yellow")
        text.append(f"\n{sign} {mark.text}", style=style)
    return text


def _sums(table: RemarkTable, words: Words) -> RenderableType:
    counts = Counter(mark.text for remark in table.remarks for mark in remark.marks)
    lines = [Text(words("{n} remarks.", n=len(table.remarks)), style="bold")]
    lines += [
        Text(f"  {count}  {text}") for text, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    unsaid = sum(remark.returned is None for remark in table.remarks)
    if unsaid:
        lines.append(Text(f"  {unsaid}  " + words("not known whether the same was said last year"), style="dim"))
    return Group(*lines)
