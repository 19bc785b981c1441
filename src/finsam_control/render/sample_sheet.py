"""A sample's worksheet as rows of text, the same for a workbook and for CSV."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_control.figure import NBSP, Figure, Unit, shown
from finsam_control.sampling.drawing import Drawn
from finsam_control.sampling.worksheet import COLUMNS, PARAMETERS, SELECTED, Worksheet, check_of, parameters
from finsam_control.words import Words


def headings(words: Words) -> list[str]:
    return [words(heading) for heading in COLUMNS.values()]


def rows(sheet: Worksheet, words: Words) -> Iterator[dict[str, str]]:
    """Each item with its identity by column; what is to be filled in is left out."""
    seal = sheet.seal
    return (_row(drawn, seal, words) for drawn in sheet.drawn)


def _row(drawn: Drawn, seal: str, words: Words) -> dict[str, str]:
    item = drawn.item
    return {
        "number": str(drawn.number),
        "selected": words(SELECTED[drawn.in_full]),
        "voucher": item.voucher,
        "date": "" if item.dated is None else item.dated.isoformat(),
        "account": item.account,
        "text": item.text,
        "amount": shown(Figure(item.amount, 1, Unit.KR)).removesuffix(f"{NBSP}kr").replace(NBSP, ""),
        "place": item.place,
        "check": check_of(seal, drawn),
    }


def about(sheet: Worksheet, words: Words) -> Iterator[tuple[str, str, str]]:
    """Each parameter: its key, its value, and what it means."""
    return ((key, text, words(PARAMETERS[key])) for key, text in parameters(sheet))
