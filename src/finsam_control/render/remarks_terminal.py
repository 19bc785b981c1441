"""The auditors' remarks as a table for the board, readable at 80 columns, without colour and in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from finsam_control.remarks import Remark, RemarkTable
from finsam_control.render.screen import Shown, printed
from finsam_control.words import Words


def render(table: RemarkTable, words: Words, *, colour: bool, width: int) -> str:
    """The table as text, with or without colour."""
    return printed(_parts(table, words), colour=colour, width=width)


def _parts(table: RemarkTable, words: Words) -> Iterator[RenderableType]:
    heading = Shown(words("The auditors' remarks"), style="bold")
    yield heading.append(f"  {table.entity} {table.period}, " + words("as of {day}", day=table.as_of), style="not bold")
    if table.remarks:
        yield _rows(table, words)
        yield _sums(table, words)
    else:
        yield Shown(words("None, and the list is said to be whole.") if table.complete else words("None are recorded."))


def _rows(table: RemarkTable, words: Words) -> RenderableType:
    grid = Table(box=box.HORIZONTALS, show_lines=True, expand=True, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column(Shown(words("Number")), max_width=6, overflow="fold")
    grid.add_column(Shown(words("Area and remark")), ratio=1, overflow="fold")
    grid.add_column(Shown(words("Measure")), ratio=1, overflow="fold")
    grid.add_column(Shown(words("When, status, evidence")), ratio=1, overflow="fold")
    for remark in table.remarks:
        asked = Shown(remark.area, style="bold").append(f"\n{remark.text}", style="not bold")
        grid.add_row(Shown(remark.id), asked, _measure(remark, words), _state(remark, words))
    return grid


def _measure(remark: Remark, words: Words) -> Text:
    text = Shown(remark.measure or "\u2013")
    return text if remark.owner is None else text.append("\n" + words("Owner: {name}", name=remark.owner), style="dim")


def _state(remark: Remark, words: Words) -> Text:
    text = Shown(remark.when or "\u2013")
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
    lines = [Shown(words("{n} remarks.", n=len(table.remarks)), style="bold")]
    lines += [
        Shown(f"  {count}  {text}") for text, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    unsaid = sum(remark.returned is None for remark in table.remarks)
    if unsaid:
        lines.append(Shown(f"  {unsaid}  " + words("not known whether the same was said last year"), style="dim"))
    return Group(*lines)
