"""Two registers compared, in a terminal: what moved and why before what stands still; readable at 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from finsam_control.render.screen import Shown, printed
from finsam_control.risk_comparison import ComparedPair, ComparedRisk, ComparedScore, RegisterSide, RiskComparison
from finsam_control.words import N_, Words

ARROW = "\u2192"
_MOVES = {"up": N_("higher"), "down": N_("lower"), "aside": N_("another cell, same value")}
#: More of a group than this is read in the JSON.
LISTED = 100


def render(found: RiskComparison, words: Words, *, colour: bool, width: int) -> str:
    """The comparison as text, with or without colour."""
    return printed(_parts(found, words), colour=colour, width=width)


def _parts(found: RiskComparison, words: Words) -> Iterator[RenderableType]:
    second = found.second_scoring
    yield _heading(found)
    if second:
        yield _agreement(found, words)
    yield _pairs(words("Scored otherwise") if second else words("Moved"), found.moved, words)
    yield _alone(words("Only in the second register") if second else words("New"), found.appeared, words)
    yield _alone(words("Only in the first register") if second else words("Gone"), found.gone, words)
    yield _pairs(words("Not scored in both"), found.unscored, words)
    yield _pairs(words("Scored alike") if second else words("Unchanged"), found.unchanged, words)
    if not (found.moved or found.unchanged or found.unscored):
        yield Shown("\n" + words("No risk stands in both registers."), style="bold")
    for name in found.same_id_other_text:
        text = words("{id} stands in both with another process and another text: counted as two risks.", id=name)
        yield Shown(f"\u2022 {text}")


def _heading(found: RiskComparison) -> RenderableType:
    lines = [Shown(f"{_side(found.first)} {ARROW}\n{_side(found.second)}", style="bold")]
    if found.translation is not None:
        lines.append(Shown(found.translation.text, style="italic"))
    return Group(*lines)


def _side(side: RegisterSide) -> str:
    named = side.title if side.date is None else f"{side.title}, {side.date}"
    return f"{named} ({side.likelihood_levels} × {side.consequence_levels})"


def _agreement(found: RiskComparison, words: Words) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    table.add_column(Shown(words("Scale")))
    table.add_column(Shown(words("Alike")), justify="right", no_wrap=True)
    table.add_column(Shown("Kappa"), justify="right", no_wrap=True)
    table.add_column(Shown(words("Meaning")), ratio=1)
    for line in found.agreement:
        figure = "\u2013" if line.kappa is None else words.value(line.kappa, "number")
        alike = words("{same} of {all}", same=line.same, all=line.risks)
        table.add_row(Shown(line.name), Shown(alike), Shown(figure), Shown(line.meaning))
    note = words(
        "Kappa is 1 where the two agree on every risk and 0 where they agree no more than by chance; two steps apart "
        "weigh twice as much as one. The words are those of Landis and Koch (1977), a custom and no limit."
    )
    heading = Shown("\n" + words("Agreement between the two scorings"), style="bold")
    return Group(heading, Padding(Group(table, Shown(note, style="italic")), (0, 0, 0, 2)))


def _pairs(heading: str, pairs: Sequence[ComparedPair], words: Words) -> RenderableType:
    if not pairs:
        return Shown(f"\n{heading} (0)", style="bold")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(max_width=10, overflow="fold")
    grid.add_column(ratio=1)
    for pair in pairs[:LISTED]:
        grid.add_row(Shown(pair.id, style="bold"), _pair(pair, words))
    return Group(Shown(f"\n{heading} ({len(pairs)})", style="bold"), Padding(grid, (0, 0, 0, 2)), _more(pairs, words))


def _pair(pair: ComparedPair, words: Words) -> Text:
    text = Shown(pair.process)
    if pair.first_id != pair.id:
        text.append(words(" ({id} in the first register)", id=pair.first_id), style="dim")
    if pair.move == "none":
        labels = (pair.before.label, pair.after.label)
        changed = f": {labels[0] or '?'} {ARROW} {labels[1] or '?'}" if labels[0] != labels[1] else ""
        return text.append(f"\n{_shown(pair.after, words)}").append(
            words("; other bands") + changed if changed else "", style="dim"
        )
    text.append(f"\n{_shown(pair.before, words)} {ARROW} {_shown(pair.after, words)}")
    carried = (pair.translated.likelihood, pair.translated.consequence)
    if pair.move is not None and carried != (pair.before.likelihood, pair.before.consequence):
        text.append(words(" (carried over: {score})", score=_shown(pair.translated, words)), style="dim")
    if pair.move is None:
        return text
    text.append(": " + words(_MOVES[pair.move]), style="bold")
    return text.append("\n" + _why(pair.after, words), style="dim")


def _why(score: ComparedScore, words: Words) -> str:
    reason = words("Reason: {reason}", reason=score.reason) if score.reason else words("No reason is given.")
    who = ", ".join(part for part in (score.scorer, score.date) if part)
    return f"{reason} ({who})" if who else reason


def _shown(score: ComparedScore, words: Words) -> str:
    if score.likelihood is None or score.consequence is None:
        return words("not scored")
    return f"{score.likelihood} × {score.consequence} = {score.product} {score.label or words('no label')}"


def _alone(heading: str, risks: Sequence[ComparedRisk], words: Words) -> RenderableType:
    if not risks:
        return Shown(f"\n{heading} (0)", style="bold")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(max_width=10, overflow="fold")
    grid.add_column(ratio=1)
    for risk in risks[:LISTED]:
        grid.add_row(
            Shown(risk.id, style="bold"), Shown(f"{risk.process}: {risk.description}\n{_shown(risk.score, words)}")
        )
    return Group(Shown(f"\n{heading} ({len(risks)})", style="bold"), Padding(grid, (0, 0, 0, 2)), _more(risks, words))


def _more(items: Sequence[object], words: Words) -> Text:
    more = len(items) - LISTED
    return Shown(words("and {n} more, in the JSON report", n=more) if more > 0 else "", end="\n" if more > 0 else "")
