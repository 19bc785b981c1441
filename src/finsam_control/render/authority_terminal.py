"""Who might decide what on a day, and whether somebody had the right, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from finsam_control.authority_report import Answer, LineAnswer
from finsam_control.render.explanation_terminal import MARKS
from finsam_control.render.screen import Shown, printed
from finsam_control.words import Words


def render(  # noqa: PLR0913 -- what is told of the question, and how a screen is
    found: Answer, heading: str, entity: str, words: Words, *, asked: bool, colour: bool, width: int
) -> str:
    """The answer as text, with or without colour; `asked` where the question has one, and is no mere look."""
    return printed(_parts(found, heading, entity, words, asked=asked), colour=colour, width=width)


def _parts(found: Answer, heading: str, entity: str, words: Words, *, asked: bool) -> Iterator[RenderableType]:
    yield Shown(heading, style="bold").append(f"  {entity}", style="not bold")
    for version in found.versions:
        yield Padding(Shown(version), (0, 0, 0, 2))
    for line in found.lines:
        yield from _line(line, with_version=len(found.versions) > 1, asked=asked)
    yield Shown()
    verdict = {True: words("Yes"), False: words("No"), None: words("Cannot be told")}[found.holds]
    if asked or not found.lines:
        yield Shown(f"{verdict}: ", style="bold").append(f"{found.because}.", style="not bold")
    else:
        yield Shown(words("Ask about a matter, a person or an amount to have a yes or a no."))


def _line(line: LineAnswer, *, with_version: bool, asked: bool) -> Iterator[RenderableType]:
    yield Shown()
    yield Shown(line.matter + (f"  ({line.version})" if with_version else ""), style="bold")
    grid = Table.grid(padding=(0, 2))
    for label, said in line.says:
        grid.add_row(Shown(label, style="dim"), Shown(said))
    yield Padding(grid, (0, 0, 0, 2))
    for test in line.tests if asked else ():
        mark, style = MARKS[test.holds]
        yield Padding(Shown(f"{mark} ", style=style).append(test.text, style="default"), (0, 0, 0, 2))
