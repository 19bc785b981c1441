"""What is printed for people in a terminal: text as it stands, never markup, whose no-break spaces hold.

What the records say is shown and never obeyed, whether it is the whole of a text or added to one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

from finsam_control.render.inert import inert
from finsam_control.words import NBSP

#: Stands in for a no-break space while rich, which would break a line there, wraps the text.
_UNBROKEN: Final = "\ue000"


class Shown(Text):
    """Text for `printed`."""

    def __init__(self, text: str = "", style: str | Style = "", **layout: Any) -> None:
        super().__init__(_shown(text), style, **layout)

    def append(self, text: Text | str, style: str | Style | None = None) -> Text:
        return super().append(_shown(text) if isinstance(text, str) else text, style)


def printed(parts: Iterable[RenderableType | None], *, colour: bool, width: int) -> str:
    """The parts below one another, with or without colour; None is a part that has nothing to say."""
    written = io.StringIO()
    console = Console(
        file=written, width=width, highlight=False, force_terminal=colour, color_system="auto" if colour else None
    )
    for part in parts:
        if part is not None:
            console.print(part)
    return "\n".join(line.rstrip(" ") for line in written.getvalue().replace(_UNBROKEN, NBSP).split("\n"))


def _shown(text: str) -> str:
    return inert(text).replace(NBSP, _UNBROKEN)
