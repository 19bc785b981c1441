"""A rule in words, and each record of a year against it, comparison by comparison, in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding

from finsam_control.explanation import Explanation
from finsam_control.render.screen import Shown, printed
from finsam_control.words import Words

#: A comparison that holds, one that does not, and one that cannot be told; beside `authority`'s answers too.
MARKS: Final = {True: ("\u2713", "green"), False: ("\u2717", "red"), None: ("?", "cyan")}


def render(
    rule: Iterable[tuple[str, str]],
    explanations: Iterable[Explanation],
    words: Words,
    *,
    colour: bool,
    width: int,
) -> str:
    """The rule's labels and texts, then the records, with or without colour."""
    return printed(_parts(rule, explanations, words), colour=colour, width=width)


def _parts(
    rule: Iterable[tuple[str, str]], explanations: Iterable[Explanation], words: Words
) -> Iterator[RenderableType]:
    for label, text in rule:
        yield Shown(f"{label}: ", style="bold").append(text, style="not bold")
    for explanation in explanations:
        yield from _record(explanation, words)


def _record(explanation: Explanation, words: Words) -> Iterator[RenderableType]:
    yield Shown()
    yield Shown(explanation.subject, style="bold").append(f"  {explanation.verdict}", style="not bold")
    for step in explanation.steps:
        mark, style = MARKS[step.holds]
        line = Shown(f"{mark} ", style=style)
        line.append(step.sentence, style="default")
        line.append("  " + words("(recorded: {value})", value=step.observed), style="default dim")
        yield Padding(line, (0, 0, 0, 2 + 2 * step.depth))
    if explanation.place:
        yield Padding(Shown(explanation.place, style="dim"), (0, 0, 0, 2))
    if explanation.would_pass:
        text = words("To be met: {change}", change="; ".join(explanation.would_pass))
        yield Padding(Shown(text), (0, 0, 0, 2))
