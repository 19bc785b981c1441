"""The report as one page that opens offline, filters and searches, and prints to A4: `--format html:report.html`.

Everything stands in the one file: style, script, pictures, and the JSON report as a zip file to save. Nothing is
fetched; the page's own policy (Content-Security-Policy, by hash) lets no style or script run but ours.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from finsam_control.render import heat_map_svg
from finsam_control.render.formats import json as json_report
from finsam_control.render.inert import inert
from finsam_control.render.page.content import content
from finsam_control.report import Report
from finsam_control.words import Words

MEDIA: Final = "document"
MARK: Final = rb'<!DOCTYPE html>\n<html lang="\w\w">\n.{,1000}<meta name="generator" content="finsam-control">'

_TEMPLATES = Path(__file__).parents[1] / "page" / "templates"
#: Of one value; the attached data have it whole.
_LONGEST = 5_000
#: Of the attached data, in bytes; a year of 10 000 outcomes takes about a million.
_ATTACHED = 4_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(report: Report, words: Words) -> str:
    """The whole page."""
    style = _read("page.css").replace("var(--footer)", _css_string(f"{report.entity.name} {report.period}"))
    script = _read("page.js")
    name = f"report-{report.period}.json"
    register = report.risk_register
    told: dict[str, Any] = {
        "report": report,
        "words": words,
        "style": Markup(style),  # noqa: S704 -- our own file; the name in it is escaped letter by letter
        "script": Markup(script),  # noqa: S704 -- our own file
        "style_hash": _csp_hash(style),
        "script_hash": _csp_hash(script),
        # Built of elements, so that what a register says is escaped.
        "heat_map": "" if register is None else Markup(heat_map_svg.picture(register, words)),  # noqa: S704 -- as said
        "attached_name": name,
        "attached": Markup(_attached(name, json_report.render(report, words))),  # noqa: S704 -- base64 is letters and digits
        **content(report, words),
    }
    return _environment(words).get_template("report.html.jinja").render(told)


@cache
def _environment(words: Words) -> Environment:
    def shown(value: object) -> object:
        """What any value of the report passes on its way to the page, before it is escaped."""
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        cut = value
        if len(value) > _LONGEST:
            rest = words(
                "\u2026 and {n} more characters, in the JSON report", n=words.value(len(value) - _LONGEST, "count")
            )
            cut = f"{value[:_LONGEST]} {rest}"
        return inert(cut)

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _css_string(text: str) -> str:
    """A string of CSS; what is no letter or digit is written by its number, and so ends no string and no element."""
    letters = (
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} " for letter in inert(text[:60])
    )
    return f'"{"".join(letters)}"'


def _attached(name: str, text: str) -> str:
    """A zip file of the text in base64, the same bytes for the same text; nothing where it would be too large."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return base64.b64encode(packed.getvalue()).decode() if len(packed.getvalue()) <= _ATTACHED else ""
