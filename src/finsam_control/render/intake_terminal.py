"""Drafts in a terminal: a value beside the page that it was read on, and the list of what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from finsam_control.intake.certainty import CERTAINTIES
from finsam_control.intake.draft import Draft, Told
from finsam_control.intake.kept import parts_of
from finsam_control.intake.line import Line
from finsam_control.render.intake_words import certainty, place, sought
from finsam_control.render.record_yaml import written
from finsam_control.render.screen import Shown, printed
from finsam_control.words import Words

#: Lines of a value that are shown, and values of the to-do list that are named one by one.
_MOST_LINES = 14
_MOST_NAMED = 12
_LONGEST_PRINT = 60


def beside(  # noqa: PLR0913 -- a value, its page, and the screen they are shown on
    claim: Told, value: object, around: Sequence[tuple[Line, bool]], words: Words, *, colour: bool, width: int
) -> str:
    """A drafted value with the lines of its page to the right of it; those that it was read from are marked."""
    tree = written(_on_one_line(value)) if isinstance(value, dict) else str(value)
    drafted = tree.rstrip("\n").split("\n")
    if len(drafted) > _MOST_LINES:
        drafted = [*drafted[:_MOST_LINES], words("… {n} more lines", n=len(drafted) - _MOST_LINES)]
    page = [f"{'▶' if is_read else ' '} {line.printed.strip()}" for line, is_read in around]
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(Shown("\n".join(drafted)), Shown("\n".join(page or [claim.printed or ""])))
    told = words(
        "{value}: {certainty}. {place}",
        value=claim.value,
        certainty=certainty(claim, words),
        place=place(claim, words),
    )
    return printed([Shown(told, style="bold"), table], colour=colour, width=width)


def _on_one_line(value: dict[str, Any]) -> dict[str, Any]:
    """A row with its figures side by side, as a table has them."""
    cells = value.get("values")
    if not isinstance(cells, list):
        return value
    figures = (cell["printed"] if isinstance(cell, dict) else cell for cell in cells)
    return {**value, "values": " | ".join(figures)}


def to_do(draft: Draft, folder: str, words: Words, *, colour: bool, width: int) -> str:
    """What a person has to do before the draft is a record: look at the uncertain, look for what was not found."""
    return printed([*_open(draft, words), *_missing(draft, words), *_next(folder, words)], colour=colour, width=width)


def _open(draft: Draft, words: Words) -> Iterator[RenderableType]:
    claims = sorted(
        (claim for claim in draft.values if not claim.is_settled),
        key=lambda claim: CERTAINTIES.index(claim.certainty),
    )
    counts = {name: sum(claim.certainty == name for claim in draft.values) for name in CERTAINTIES}
    yield Shown(words("To do"), style="bold")
    yield Shown(
        words(
            "{parts} parts drafted; values: {certain} certain, {likely} likely, {doubtful} doubtful.",
            parts=len(parts_of(draft)),
            **counts,
        )
    )
    for claim in claims[:_MOST_NAMED]:
        text = claim.printed or claim.value
        text = text if len(text) <= _LONGEST_PRINT else f"{text[:_LONGEST_PRINT]}…"
        yield _point(
            words(
                "{certainty}: {text} ({place})", certainty=certainty(claim, words), text=text, place=place(claim, words)
            )
        )
    if len(claims) > _MOST_NAMED:
        yield _point(words("and {n} more", n=len(claims) - _MOST_NAMED))


def _missing(draft: Draft, words: Words) -> Iterator[RenderableType]:
    if not draft.not_found:
        return
    yield Shown(words("Looked for and not found:"), style="bold")
    for document in dict.fromkeys(item.document for item in draft.not_found):
        names = [sought(item.what, words) for item in draft.not_found if item.document == document]
        yield _point(f"{document}: {', '.join(names)}")


def _next(folder: str, words: Words) -> Iterator[RenderableType]:
    yield Shown(words("Look through them: finsam-control intake review {folder}", folder=folder))
    yield Shown(words("Then confirm: finsam-control intake confirm {folder} --by NAME", folder=folder))


def _point(text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Shown("•"), Shown(text))
    return Padding(grid, (0, 1, 0, 1))
