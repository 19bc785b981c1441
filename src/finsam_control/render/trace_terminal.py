"""The chain of one payment for people, a link a row; the broken one in red and said in words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from finsam_control.render.screen import Shown, printed
from finsam_control.shape import PlaceInfo
from finsam_control.trace import Trace
from finsam_control.trace_links import Link
from finsam_control.words import Words

_SIGNS = {True: ("\u2713", "green"), False: ("\u2717", "bold red"), None: ("?", "cyan")}


def render(trace: Trace, words: Words, *, colour: bool, width: int) -> str:
    """The chain as text, with or without colour."""
    return printed(_parts(trace, words), colour=colour, width=width)


def _parts(trace: Trace, words: Words) -> Iterator[RenderableType]:
    heading = Shown(words("The chain of {voucher}", voucher=trace.voucher), style="bold")
    yield heading.append(f"  {trace.entity} {trace.period}", style="not bold")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for link in trace.links:
        sign, style = _SIGNS[link.holds]
        told = Shown(link.text, style="bold red" if link.holds is False else "")
        if link.places:
            told.append("\n" + _places(link), style="dim")
        grid.add_row(Shown(sign, style=style), Shown(link.label), told)
    yield grid
    yield Shown("")
    broken = ", ".join(link.label for link in trace.links if link.holds is False)
    unknown = ", ".join(link.label for link in trace.links if link.holds is None)
    if broken:
        yield Shown(words("The chain is broken at: {links}.", links=broken), style="bold red")
    else:
        yield Shown(words("No link is broken."), style="bold")
    if unknown:
        yield Shown(words("Not known: {links}.", links=unknown))


def _places(link: Link) -> str:
    return "\n".join(dict.fromkeys(_place(place) for place in link.places))


def _place(place: PlaceInfo) -> str:
    document = ", ".join(part for part in (place.document, place.page) if part)
    where = f"{place.file}:{place.line}"
    return f"{document}, {where}" if document else where
