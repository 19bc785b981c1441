"""The heat map as SVG for the minutes: colour, and beside it a pattern, a letter and a figure that grey print keeps.

Built from elements, never from text, so that what a register says is always escaped; the same map gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from finsam_control.records.matrix import Colour
from finsam_control.render.inert import inert
from finsam_control.render.map_layout import Box, Layout
from finsam_control.render.risk_words import arrow, moved, scale, span, title, unplaced
from finsam_control.risk_report import BandInfo, RiskInfo, RiskReport
from finsam_control.words import Words

#: Lighter to darker in grey as in colour, and dark text readable on each.
FILLS: dict[Colour, str] = {"green": "#cfe8c4", "yellow": "#ffe88a", "orange": "#f9b25c", "red": "#e8796b"}
INK, PALE = "#1a1a1a", "#666666"
FONT = "DejaVu Sans, Arial, Helvetica, sans-serif"
_MARK = 7
#: How wide a letter is, of its height.
_LETTER = 0.58


def render(report: RiskReport, words: Words) -> str:
    """A whole SVG document."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + picture(report, words)


def picture(report: RiskReport, words: Words) -> str:
    """The map as an element that stands in a page or in a document of its own."""
    return _Map(report, words).drawn()


class _Map:
    def __init__(self, report: RiskReport, words: Words) -> None:
        self.report = report
        self.words = words
        self.bands: dict[str | None, BandInfo] = {band.letter: band for band in report.matrix.bands}
        self.layout = Layout(report)
        self.root = ET.Element("svg")

    def drawn(self) -> str:
        size = self.layout.width, self.layout.height
        self.root.attrib = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{size[0]}",
            "height": f"{size[1]}",
            "viewBox": f"0 0 {size[0]} {size[1]}",
            "role": "img",
            "aria-labelledby": "map-title map-desc",
            "font-family": FONT,
            "lang": self.words.language,
        }
        ET.SubElement(self.root, "title", id="map-title").text = inert(title(self.report))
        ET.SubElement(self.root, "desc", id="map-desc").text = inert(self.described())
        self.patterns()
        ET.SubElement(self.root, "rect", width="100%", height="100%", fill="#ffffff")
        self.text(20, 34, title(self.report), font_size="18", font_weight="bold", room=size[0] - 40)
        self.text(20, 56, scale(self.report, self.words), fill=PALE, room=size[0] - 40)
        self.axes()
        for cell in self.report.matrix.cells:
            self.shaded(self.layout.cell(cell.likelihood, cell.consequence), self.bands.get(cell.letter))
        self.arrows()
        for cell in self.report.matrix.cells:
            box = self.layout.cell(cell.likelihood, cell.consequence)
            self.plate(box.x + 4, box.y + 4, f"{cell.letter or '?'} {cell.product}")
        self.chips()
        self.legend()
        ET.indent(self.root)
        return ET.tostring(self.root, encoding="unicode") + "\n"

    def described(self) -> str:
        """The map in words, for whoever cannot see it."""
        words, report = self.words, self.report
        counts = (f"{band.label} ({span(band)}): {band.risks}" for band in reversed(report.matrix.bands))
        parts = [
            scale(report, words),
            words("Risks in each band: {counts}", counts="; ".join(counts)),
            *(_told(risk) for risk in report.risks if risk.label),
            *(arrow(risk) for risk in report.risks if moved(risk)),
        ]
        return ". ".join(parts) + "."

    def patterns(self) -> None:
        """Plain, dots, strokes, cross-strokes: denser for a graver colour."""
        defs = ET.SubElement(self.root, "defs")
        drawn = {
            "yellow": "M3 3h1v1h-1z M9 9h1v1h-1z",
            "orange": "M-1 13L13 -1 M-1 1L1 -1 M11 13L13 11",
            "red": "M-1 13L13 -1 M-1 1L1 -1 M11 13L13 11 M-1 -1L13 13 M11 -1L13 1 M-1 11L1 13",
        }
        for colour, path in drawn.items():
            pattern = ET.SubElement(
                defs, "pattern", id=f"p-{colour}", width="12", height="12", patternUnits="userSpaceOnUse"
            )
            attributes = {"d": path, "stroke": INK, "stroke-width": "0.8", "stroke-opacity": "0.5", "fill": "none"}
            ET.SubElement(pattern, "path", attributes)

    def text(self, x: float, y: float, text: str, *, room: float = math.inf, **attributes: str) -> None:
        """Text at a place, cut short where it has no room."""
        placed = {"x": f"{x:g}", "y": f"{y:g}", "font-size": "12", "fill": INK, **_hyphened(attributes)}
        text = inert(text)
        letter = int(placed["font-size"]) * _LETTER
        cut = text if len(text) * letter <= room else f"{text[: int(room / letter) - 1].rstrip()}\u2026"
        ET.SubElement(self.root, "text", placed).text = cut

    def box(self, box: Box, **attributes: str) -> ET.Element:
        placed = {"x": f"{box.x:g}", "y": f"{box.y:g}", "width": f"{box.width:g}", "height": f"{box.height:g}"}
        return ET.SubElement(self.root, "rect", {**placed, **_hyphened(attributes)})

    def shaded(self, box: Box, band: BandInfo | None) -> None:
        fill = "#ffffff" if band is None else FILLS[band.colour]
        self.box(box, fill=fill, stroke=INK, stroke_width="1", **({"stroke_dasharray": "4 3"} if band is None else {}))
        if band is not None and band.colour != "green":
            self.box(box, fill=f"url(#p-{band.colour})")

    def axes(self) -> None:
        layout, matrix = self.layout, self.report.matrix
        self.text(layout.left, layout.top - 28, self.words("Consequence") + " \u2192", font_weight="bold")
        self.text(20, layout.top - 28, self.words("Likelihood") + " \u2191", font_weight="bold")
        for step in matrix.consequence:
            box = layout.cell(1, step.level)
            name = f"{step.level} {step.name or ''}".strip()
            self.text(box.x + box.width / 2, layout.top - 8, name, text_anchor="middle", room=box.width - 6)
        for step in matrix.likelihood:
            box = layout.cell(step.level, 1)
            self.text(20, box.y + 20, f"{step.level} {step.name or ''}".strip(), room=layout.left - 24)

    def plate(self, x: float, y: float, text: str) -> None:
        """Letter and figure on a ground of their own, so that no pattern runs through them."""
        width = _MARK * len(text) + 10
        self.box(Box(x, y, width, 18), fill="#ffffff", fill_opacity="0.85", rx="2")
        self.text(x + width / 2, y + 13, text, font_weight="bold", text_anchor="middle")

    def arrows(self) -> None:
        for start, end in self.layout.arrows:
            line = _between(start, end)
            if line is not None:
                self.arrow(*line)

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        angle = math.atan2(y2 - y1, x2 - x1)
        wings = [
            (x2 - 10 * math.cos(angle + turn), y2 - 10 * math.sin(angle + turn)) for turn in (math.pi / 8, -math.pi / 8)
        ]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ((x2, y2), *wings))
        tail = f"M{x1:.1f} {y1:.1f}L{x2 - 6 * math.cos(angle):.1f} {y2 - 6 * math.sin(angle):.1f}"
        for colour, width in (("#ffffff", "5"), (INK, "2")):
            ET.SubElement(self.root, "path", {"d": tail, "stroke": colour, "stroke-width": width, "fill": "none"})
        ET.SubElement(self.root, "polygon", {"points": points, "fill": INK, "stroke": "#ffffff", "stroke-width": "1"})

    def chips(self) -> None:
        """Each risk where it is today, and with a dashed edge where it was before its measures."""
        for chip in self.layout.chips:
            dashed = {"stroke_dasharray": "3 2"} if chip.is_before else {}
            drawn = self.box(chip.box, fill="#ffffff", stroke=INK, stroke_width="1.2", rx="9", **dashed)
            if chip.told:
                ET.SubElement(drawn, "title").text = inert(chip.told)
            x, y = chip.box.x + chip.box.width / 2, chip.box.y + 13
            style, weight = ("italic", "normal") if chip.is_before else ("normal", "bold")
            self.text(x, y, chip.text, font_size="11", text_anchor="middle", font_style=style, font_weight=weight)

    def legend(self) -> None:
        layout, words = self.layout, self.words
        y = layout.legend_top
        for band in reversed(self.report.matrix.bands):
            self.shaded(Box(20, y, 44, 22), band)
            self.plate(30, y + 2, band.letter)
            count = words("{n} risks", n=band.risks) if band.risks != 1 else words("1 risk")
            parts = [f"{band.label} ({span(band)})", count, *([band.response] if band.response else [])]
            self.text(76, y + 15, " \u00b7 ".join(parts), room=layout.width - 96)
            y += layout.line
        for note in self.notes():
            self.text(20, y + 15, note, fill=PALE, room=layout.width - 40)
            y += layout.line

    def notes(self) -> Sequence[str]:
        words, missing = self.words, unplaced(self.report)
        before = words("Dashed edge: before measures. The arrow leads to where the risk is today.")
        return [
            *([before] if self.layout.arrows else []),
            *([words("No place on the map: {names}.", names=", ".join(missing))] if missing else []),
        ]


def _hyphened(attributes: dict[str, str]) -> dict[str, str]:
    """Python's names of attributes as SVG spells them."""
    return {name.replace("_", "-"): value for name, value in attributes.items()}


def _told(risk: RiskInfo) -> str:
    return f"{risk.id} {risk.process}: {risk.likelihood} × {risk.consequence} = {risk.product} {risk.label}"


def _between(start: Box, end: Box) -> tuple[float, float, float, float] | None:
    """The line from edge to edge of two boxes that stand apart."""
    (x1, y1), (x2, y2) = start.centre, end.centre
    length = math.hypot(x2 - x1, y2 - y1)
    leaves, enters = start.reach(x2 - x1, y2 - y1), end.reach(x1 - x2, y1 - y2)
    if length <= leaves + enters:
        return None
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    return x1 + dx * leaves, y1 + dy * leaves, x2 - dx * enters, y2 - dy * enters
