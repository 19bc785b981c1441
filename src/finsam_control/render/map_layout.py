"""Where everything of the drawn heat map stands: cells, the risks in them, arrows and legend; in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from finsam_control.render.risk_words import is_placed, moved, unplaced
from finsam_control.risk_report import RiskInfo, RiskReport

_LEFT, _TOP, _MARGIN, _LINE = 150, 112, 20, 30
_CELL_WIDTH, _CELL_HEIGHT, _HEAD = 150, 74, 28
_CHIP_HEIGHT, _GAP, _LETTER = 18, 5, 7
#: Of a long id, and of a crowded cell; the scored table has them whole.
_LONGEST, _MOST = 16, 24


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def reach(self, dx: float, dy: float) -> float:
        """The way from the centre to the edge in a direction."""
        length = math.hypot(dx, dy) or 1.0
        across = self.width / 2 / abs(dx) if dx else math.inf
        down = self.height / 2 / abs(dy) if dy else math.inf
        return length * min(across, down) if dx or dy else 0.0


@dataclass(frozen=True, slots=True)
class Chip:
    """A risk's id in a cell."""

    text: str
    told: str
    is_before: bool
    box: Box


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A chip that has no place yet; `risk` is the number of its risk, none for the sum of the rest."""

    risk: int | None
    text: str
    told: str
    is_before: bool

    @property
    def width(self) -> int:
        return len(self.text) * _LETTER + 14


class Layout:
    """The places of one map; a row is as high as its fullest cell."""

    def __init__(self, report: RiskReport) -> None:
        matrix = report.matrix
        self.left, self.top, self.line = _LEFT, _TOP, _LINE
        rows = {place: _rows(_cut(wanted)) for place, wanted in _wanted(report).items()}
        self.heights = {
            row.level: max(
                _CELL_HEIGHT, *(_height(rows.get((row.level, step.level), [])) for step in matrix.consequence)
            )
            for row in matrix.likelihood
        }
        self.legend_top = _TOP + sum(self.heights.values()) + 24
        self.width = max(_LEFT + matrix.consequence_levels * _CELL_WIDTH + _MARGIN, 640)
        notes = bool(unplaced(report)) + any(moved(risk) for risk in report.risks)
        self.height = self.legend_top + (len(matrix.bands) + notes) * _LINE + _MARGIN
        placed = [pair for place, lines in rows.items() for pair in self._placed(place, lines)]
        self.chips = tuple(chip for _, chip in placed)
        self.arrows = tuple(_arrows(placed))

    def cell(self, likelihood: int, consequence: int) -> Box:
        above = sum(height for level, height in self.heights.items() if level > likelihood)
        x = _LEFT + (consequence - 1) * _CELL_WIDTH
        return Box(x, _TOP + above, _CELL_WIDTH, self.heights[likelihood])

    def _placed(self, place: tuple[int, int], lines: list[list[_Wanted]]) -> list[tuple[_Wanted, Chip]]:
        cell, found = self.cell(*place), []
        for number, line in enumerate(lines):
            x, y = cell.x + 8, cell.y + _HEAD + number * (_CHIP_HEIGHT + _GAP)
            for wanted in line:
                box = Box(x, y, wanted.width, _CHIP_HEIGHT)
                found.append((wanted, Chip(wanted.text, wanted.told, wanted.is_before, box)))
                x += wanted.width + _GAP
        return found


def _wanted(report: RiskReport) -> dict[tuple[int, int], list[_Wanted]]:
    """The chips of each cell: today's first, then those that were there before."""
    now: dict[tuple[int, int], list[_Wanted]] = {}
    before: dict[tuple[int, int], list[_Wanted]] = {}
    scale = report.matrix
    for number, risk in enumerate(report.risks):
        if is_placed(scale, risk):
            place = (risk.likelihood or 0, risk.consequence or 0)
            now.setdefault(place, []).append(_chip(number, risk, is_before=False))
        was = risk.inherent
        if was is not None and was.letter is not None and moved(risk):
            before.setdefault((was.likelihood, was.consequence), []).append(_chip(number, risk, is_before=True))
    return {place: now.get(place, []) + before.get(place, []) for place in sorted(now | before)}


def _chip(number: int, risk: RiskInfo, *, is_before: bool) -> _Wanted:
    short = risk.id if len(risk.id) <= _LONGEST else f"{risk.id[: _LONGEST - 1]}\u2026"
    return _Wanted(number, short, f"{risk.id} {risk.process}", is_before)


def _cut(wanted: list[_Wanted]) -> list[_Wanted]:
    if len(wanted) <= _MOST:
        return wanted
    rest = wanted[_MOST - 1 :]
    return [*wanted[: _MOST - 1], _Wanted(None, f"+{len(rest)}", "", is_before=False)]


def _rows(wanted: list[_Wanted]) -> list[list[_Wanted]]:
    rows: list[list[_Wanted]] = []
    left = 0
    for chip in wanted:
        if not rows or left < chip.width:
            rows.append([])
            left = _CELL_WIDTH - 16
        rows[-1].append(chip)
        left -= chip.width + _GAP
    return rows


def _height(rows: list[list[_Wanted]]) -> int:
    return _HEAD + len(rows) * (_CHIP_HEIGHT + _GAP) + 4


def _arrows(placed: list[tuple[_Wanted, Chip]]) -> list[tuple[Box, Box]]:
    """From before to today, for each risk that has both on the map."""
    now = {wanted.risk: chip.box for wanted, chip in placed if not wanted.is_before}
    return [
        (chip.box, now[wanted.risk])
        for wanted, chip in placed
        if wanted.is_before and wanted.risk is not None and wanted.risk in now
    ]
