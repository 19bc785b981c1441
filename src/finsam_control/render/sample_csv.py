"""A sample's worksheet as one CSV table: its parameters, an empty row, then a row for each item."""

from __future__ import annotations

import csv
import io

from finsam_control.reading.csv_sheet import GUARDED
from finsam_control.render.sample_sheet import about, headings, rows
from finsam_control.sampling.worksheet import COLUMNS, OUTCOMES, Worksheet
from finsam_control.words import Words


def render(sheet: Worksheet, words: Words) -> str:
    """The file with a byte order mark, semicolons and CRLF, as Swedish Excel opens it."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows([_guarded(part) for part in parts] for parts in about(sheet, words))
    allowed = ", ".join(words(word) for word in OUTCOMES.values())
    writer.writerow(["", allowed, words("What may stand under {heading}", heading=words(COLUMNS["outcome"]))])
    writer.writerow([])
    writer.writerow(headings(words))
    writer.writerows([_guarded(row.get(column, "")) for column in COLUMNS] for row in rows(sheet, words))
    return "\ufeff" + target.getvalue()


def _guarded(text: str) -> str:
    return f"'{text}" if GUARDED.match(text) else text
