"""Years side by side in a terminal: their grades, what they share, where they lie, and each förbund's own years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from finsam_control.grade import Level
from finsam_control.overview import Measure, Overview, Trend, YearInfo
from finsam_control.render.screen import Shown, printed
from finsam_control.rule import SEVERITIES, Area
from finsam_control.words import Words

_LEVELS: Final[tuple[Level, ...]] = get_args(Level)
_DASH: Final = "\u2013"
_LISTED: Final = 15
#: Characters that the years of a trend share, and that each has at least.
_FIGURES, _NARROWEST = 50, 14


def render(overview: Overview, words: Words, *, colour: bool, width: int) -> str:
    """The overview as text, with or without colour."""
    parts = (_heading, _years, _areas, _common, _spreads, _trends)
    return printed((part(overview, words) for part in parts), colour=colour, width=width)


def _table(texts: Sequence[tuple[str, int]], figures: Sequence[tuple[str, int]]) -> Table:
    """Columns of text by their share of what width is left, then columns of figures by their width in characters."""
    table = Table(box=None, pad_edge=False, show_edge=False, expand=True)
    for heading, ratio in texts:
        table.add_column(Shown(heading), ratio=ratio)
    for heading, width in figures:
        table.add_column(Shown(heading), width=width, justify="right")
    return table


def _heading(overview: Overview, words: Words) -> RenderableType:
    counts = words("{reports} reports of {entities} förbund", reports=overview.reports, entities=overview.entities)
    return Group(
        Shown("\n" + words("Side by side"), "bold"),
        Shown(f"{counts}, {words('as of {day}', day=overview.as_of)}"),
        Shown(words("This is supporting material, not an auditor's statement."), "italic"),
    )


def _years(overview: Overview, words: Words) -> RenderableType:
    table = _table(
        ((words("Förbund"), 5), (words("Assessment"), 4)),
        ((words("Year"), 4), (words("Deviations"), 12), (words("Equity"), 8), (words("Overdue"), 9)),
    )
    for year in overview.years:
        table.add_row(
            Shown(year.entity),
            Shown(year.word),
            Shown(str(year.period)),
            Shown(_deviations(year)),
            Shown(_position(year, "equity_share")),
            Shown(_position(year, "overdue")),
        )
    severities = ", ".join(words.severity(severity) for severity in SEVERITIES)
    note = words(
        "Deviations: rules breached, by severity ({severities}). Equity: share of the funds.", severities=severities
    )
    return Padding(Group(table, Shown(note, "dim")), (1, 1, 0, 1))


def _deviations(year: YearInfo) -> str:
    return "/".join(str(year.deviations[severity]) for severity in SEVERITIES)


def _position(year: YearInfo, measure: Measure) -> str:
    return next((item.text for item in year.positions if item.measure == measure), _DASH)


def _areas(overview: Overview, words: Words) -> RenderableType:
    """How many years stand where, area by area."""
    marks = Counter((mark.area, mark.level) for year in overview.years for mark in year.areas)
    table = _table(
        ((words("Area"), 1),),
        (
            (words("met"), 8),
            (words("in all essentials"), 11),
            (words("partly"), 6),
            (words("not"), 5),
            (words("not assessed"), 8),
        ),
    )
    for area in get_args(Area):
        counts = [marks[area, level] for level in _LEVELS]
        if any(counts):
            table.add_row(Shown(words.area(area)), *(Shown(str(count) if count else _DASH) for count in counts))
    heading = Shown("\n" + words("Areas, number of years at each level"), "bold")
    return Group(heading, Padding(table, (0, 1, 0, 1)))


def _common(overview: Overview, words: Words) -> RenderableType:
    heading = Shown("\n" + words("What several förbund have in common ({n})", n=len(overview.common)), "bold")
    if not overview.common:
        return heading
    table = _table(((words("Deviation"), 5), (words("Severity"), 2)), ((words("Förbund"), 7),))
    for item in overview.common[:_LISTED]:
        title = Shown(item.title).append(f"\n{item.rule}", style="dim")
        table.add_row(title, Shown(words.severity(item.severity)), Shown(f"{item.entities}/{overview.entities}"))
    rest = len(overview.common) - _LISTED
    more = [Shown(words("+{n} more", n=rest), "dim")] if rest > 0 else []
    return Group(heading, Padding(Group(table, *more), (0, 1, 0, 1)))


def _spreads(overview: Overview, words: Words) -> RenderableType:
    table = _table(
        ((words("Figure"), 1),),
        ((words("Lowest"), 9), (words("Median"), 9), (words("Highest"), 9), (words("Years"), 5)),
    )
    for item in overview.spreads:
        table.add_row(*map(Shown, (item.name, item.lowest, item.median, item.highest, str(item.known))))
    return Group(Shown("\n" + words("Where the years lie"), "bold"), Padding(table, (0, 1, 0, 1)))


def _trends(overview: Overview, words: Words) -> RenderableType:
    return Group(*(part for trend in overview.trends for part in _trend(trend, words)))


def _trend(trend: Trend, words: Words) -> Iterator[RenderableType]:
    yield Shown("\n" + words("{entity}, year by year", entity=trend.entity), "bold")
    width = max(_NARROWEST, _FIGURES // len(trend.years))
    table = _table((("", 1),), [(str(year.period), width) for year in trend.years])
    for name, cells in _rows(trend.years, words):
        table.add_row(Shown(name), *map(Shown, cells))
    yield Padding(table, (0, 1, 0, 1))
    for item in trend.recurring[:_LISTED]:
        periods = ", ".join(str(period) for period in item.periods)
        line = words("returns {periods}: {title}", periods=periods, title=item.title)
        yield Padding(Shown(line).append(f" ({item.rule})", style="dim"), (0, 1, 0, 1))


def _rows(years: Sequence[YearInfo], words: Words) -> Iterator[tuple[str, list[str]]]:
    yield words("Assessment"), [year.word for year in years]
    yield words("Deviations"), [_deviations(year) for year in years]
    amounts = ((words("Equity"), [year.equity for year in years]), (words("Result"), [year.result for year in years]))
    for name, values in amounts:
        if any(value is not None for value in values):
            yield name, [_DASH if value is None else words.value(value, "ore") for value in values]
    shares: tuple[tuple[str, Measure], ...] = (
        (words("Equity, share of the funds"), "equity_share"),
        (words("Costs, share of the funds"), "used_share"),
        (words("Administration, share of the costs"), "administration_share"),
    )
    for name, measure in shares:
        cells = [_position(year, measure) for year in years]
        if any(cell != _DASH for cell in cells):
            yield name, cells
