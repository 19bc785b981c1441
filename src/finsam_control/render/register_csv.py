"""A register as one CSV table, whole: what is told of the register above, then a row for each risk."""

from __future__ import annotations

import csv
import io

from finsam_control.reading.csv_sheet import GUARDED
from finsam_control.records.plain import Tree, flat
from finsam_control.records.register import Risk
from finsam_control.register_columns import Columns
from finsam_control.render.register_layout import key_of, ordered
from finsam_control.words import Language


def render(tree: Tree, language: Language) -> str:
    """The file with a byte order mark, semicolons and CRLF, as Swedish Excel opens it."""
    columns = Columns(language)
    risks = [flat(risk) for risk in tree["risks"]]
    about = flat({name: value for name, value in tree.items() if name != "risks"})
    paths = ordered(Risk, {path for risk in risks for path in risk} | {("id",), ("process",), ("description",)})
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows([key_of(path), _guarded(text)] for path, text in about.items())
    writer.writerow([])
    writer.writerow([_guarded(columns.heading(Risk, path)) for path in paths])
    writer.writerows([_guarded(columns.shown(Risk, path, risk.get(path, ""))) for path in paths] for risk in risks)
    return "\ufeff" + target.getvalue()


def _guarded(text: str) -> str:
    return f"'{text}" if GUARDED.match(text) else text
