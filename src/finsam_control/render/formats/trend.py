"""Each förbund's years side by side as an SVG picture: the grade in words, and bars with their figures above.

Built from elements, never from text, so that what records say is always escaped; the same years give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from finsam_control.grade import Level
from finsam_control.overview import Measure, Overview, Trend, YearInfo
from finsam_control.render.inert import inert
from finsam_control.words import Words

MEDIA: Final = "overview"
MARK: Final = rb'<\?xml [^>]*>\n<svg [^>]* aria-labelledby="trend-title trend-desc"'

_FONT: Final = "DejaVu Sans, Arial, Helvetica, sans-serif"
_INK, _PALE, _BAR = "#1a1a1a", "#767676", "#4a6fa5"
#: Pale enough for dark text on each; the word beside tells them apart where colour does not.
_FILLS: Final[dict[Level, str]] = {
    "sufficient": "#cfe8c4",
    "mostly_sufficient": "#e3efc0",
    "not_fully_sufficient": "#ffe88a",
    "insufficient": "#e8796b",
    "not_assessable": "#e4e4e4",
}
_NAMES, _YEAR, _TITLE, _GRADE, _PLOT, _GAP = 190, 150, 58, 46, 84, 34
_LINE: Final = 18

#: Name, and the value of a year with its text.
Row = tuple[str, list[tuple[int, str] | None]]


def render(overview: Overview, words: Words) -> str:
    """A whole SVG document; one that says so where no förbund has two years."""
    heights = [_height(trend, words) for trend in overview.trends]
    widest = max((len(trend.years) for trend in overview.trends), default=3)
    width, height = _NAMES + widest * _YEAR + 20, max(sum(heights), _TITLE)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(width),
            "height": str(height),
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": "trend-title trend-desc",
            "font-family": _FONT,
            "lang": words.language,
        },
    )
    ET.SubElement(root, "title", id="trend-title").text = words("Side by side")
    ET.SubElement(root, "desc", id="trend-desc").text = inert(" ".join(_described(overview, words)))
    ET.SubElement(root, "rect", width=str(width), height=str(height), fill="#ffffff")
    top = 0
    for trend, own in zip(overview.trends, heights, strict=True):
        _panel(root, trend, top, words)
        top += own
    if not overview.trends:
        _say(root, 20, 36, words("No förbund has two years or more."))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _height(trend: Trend, words: Words) -> int:
    return _TITLE + _GRADE + sum(_PLOT + _GAP for _ in _rows(trend.years, words)) + 20


def _described(overview: Overview, words: Words) -> Iterator[str]:
    """The picture in words, for whoever does not see it."""
    for trend in overview.trends:
        yield f"{trend.entity}:"
        for number, year in enumerate(trend.years):
            found = [(name, cells[number]) for name, cells in _rows(trend.years, words)]
            figures = ", ".join(f"{name} {cell[1]}" for name, cell in found if cell is not None)
            yield f"{year.period} {year.word}{'; ' if figures else ''}{figures}."


def _rows(years: Sequence[YearInfo], words: Words) -> Iterator[Row]:
    """What at least one of the years knows."""
    shares: tuple[tuple[str, Measure], ...] = (
        (words("Equity, share of the funds"), "equity_share"),
        (words("Costs, share of the funds"), "used_share"),
        (words("Administration, share of the costs"), "administration_share"),
    )
    results = [year.result for year in years]
    rows: list[Row] = [(name, [_share(year, measure) for year in years]) for name, measure in shares]
    rows.append((words("Result"), [None if value is None else (value, words.value(value, "ore")) for value in results]))
    yield from ((name, cells) for name, cells in rows if any(cell is not None for cell in cells))


def _share(year: YearInfo, measure: Measure) -> tuple[int, str] | None:
    return next(((item.value, item.text) for item in year.positions if item.measure == measure), None)


def _panel(root: ET.Element, trend: Trend, top: int, words: Words) -> None:
    _say(root, 20, top + 24, trend.entity, size=16, weight="bold")
    for number, year in enumerate(trend.years):
        left = _NAMES + number * _YEAR
        _say(root, left + _YEAR / 2, top + _TITLE - 8, str(year.period), anchor="middle", weight="bold")
        box = {"x": left + 4, "y": top + _TITLE, "width": _YEAR - 8, "height": _GRADE - 6}
        style = {"rx": "4", "fill": _FILLS[year.overall], "stroke": _PALE}
        ET.SubElement(root, "rect", {name: str(value) for name, value in box.items()} | style)
        lines = _wrapped(year.word)
        for line, text in enumerate(lines):
            y = top + _TITLE + (24 if len(lines) == 1 else 17) + line * 15
            _say(root, left + _YEAR / 2, y, text, anchor="middle", size=12)
    _say(root, 20, top + _TITLE + 24, words("Assessment"))
    top += _TITLE + _GRADE
    for name, cells in _rows(trend.years, words):
        _bars(root, name, cells, top)
        top += _PLOT + _GAP


def _bars(root: ET.Element, name: str, cells: Sequence[tuple[int, str] | None], top: int) -> None:
    """Bars from one line of nought; a year whose figure is unknown has none, and a dash."""
    known = [cell[0] for cell in cells if cell is not None]
    low, high = min(0, *known), max(0, *known)
    span = high - low or 1
    head = top + _LINE

    def y(value: int) -> float:
        return round(head + (_PLOT - _LINE) * (high - value) / span, 1)

    for line, text in enumerate(_wrapped(name)):
        _say(root, 20, top + _PLOT / 2 + line * 15, text)
    right = _NAMES + len(cells) * _YEAR
    ET.SubElement(root, "line", x1=str(_NAMES), x2=str(right), y1=str(y(0)), y2=str(y(0)), stroke=_PALE)
    for number, cell in enumerate(cells):
        middle = _NAMES + number * _YEAR + _YEAR / 2
        if cell is None:
            _say(root, middle, y(0) - 5, "\u2013", anchor="middle", fill=_PALE)
            continue
        value, text = cell
        start, end = min(y(value), y(0)), max(y(value), y(0))
        box = {"x": middle - 24, "y": start, "width": 48, "height": round(end - start, 1)}
        ET.SubElement(root, "rect", {key: str(item) for key, item in box.items()} | {"fill": _BAR})
        _say(root, middle, start - 5 if value >= 0 else end + 14, text, anchor="middle", size=12)


def _wrapped(text: str) -> list[str]:
    """Two lines at most, broken at the space nearest the middle."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if len(text) <= _LINE or not spaces:
        return [text]
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return [text[:middle], text[middle + 1 :]]


def _say(  # noqa: PLR0913 -- where and how a text stands
    root: ET.Element,
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 13,
    weight: str = "normal",
    fill: str = _INK,
) -> None:
    attributes = {"x": x, "y": y, "font-size": size, "font-weight": weight, "text-anchor": anchor, "fill": fill}
    ET.SubElement(root, "text", {key: str(value) for key, value in attributes.items()}).text = inert(text)
