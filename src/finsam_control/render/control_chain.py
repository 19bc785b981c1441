"""The chain of internal control beneath the areas: a line for each link, with a sign and words."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from finsam_control.render.screen import Shown
from finsam_control.report import ChainState, Report
from finsam_control.words import Words

_SIGNS: dict[ChainState, tuple[str, str]] = {
    "done": ("\u2713", "green"),
    "partly": ("!", "yellow"),
    "missing": ("\u2717", "red"),
    "unknown": ("?", "cyan"),
}


def rendered(report: Report, words: Words) -> RenderableType | None:
    """The five links in their order; nothing where the year hands in nothing on internal control."""
    if report.control_chain is None:
        return None
    grid = Table.grid(padding=(0, 1))
    for step in report.control_chain.steps:
        sign, style = _SIGNS[step.state]
        grid.add_row(Shown(sign, style=style), Shown(step.text))
    heading = Shown(words("The chain of internal control"), style="bold")
    return Padding(Group(heading, Padding(grid, (0, 0, 0, 2))), (1, 1, 0, 1))
