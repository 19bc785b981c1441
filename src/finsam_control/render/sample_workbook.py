"""A sample's worksheet as an Excel workbook: what was drawn is locked, what the reviewer fills in is open.

The same sample gives the same bytes. Text is text: nothing that a ledger says becomes a formula or a link.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from finsam_control.render.about_sheet import for_print
from finsam_control.render.sample_sheet import about, headings, rows
from finsam_control.sampling.worksheet import COLUMNS, OUTCOMES, TO_FILL, Worksheet
from finsam_control.words import Words

#: The library takes the clock for anything but a moment.
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ALLOWED: Final = ("format_columns", "format_rows", "sort", "autofilter")
_WIDTHS: Final = {"number": 6, "voucher": 12, "text": 40, "place": 26, "tested_by": 20, "note": 40, "check": 14}
_WIDTH: Final = 13
_NUMBERS: Final = frozenset({"number", "amount"})


def render(sheet: Worksheet, words: Words) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        title = words("Sample of {entity} {period}", entity=sheet.plan.entity, period=sheet.plan.period)
        book.set_properties({"title": title, "created": _CREATED})
        formats = _formats(book)
        _items(book.add_worksheet(words("Sample")), sheet, words, formats)
        _about(book.add_worksheet(words("Parameters")), sheet, words, formats)
    return target.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True}
    open_cell = {**base, "locked": False, "bg_color": "#fff8e1", "border": 1, "border_color": "#c9c2a5"}
    return {
        "header": book.add_format({**base, "bold": True, "bg_color": "#dde3ea", "border": 1}),
        "cell": book.add_format(base),
        "amount": book.add_format({**base, "num_format": "#,##0.00"}),
        # As text, so that Excel keeps the day as it was written.
        "tested_on": book.add_format({**open_cell, "num_format": "@"}),
        "error": book.add_format({**open_cell, "num_format": "#,##0.00"}),
        "open": book.add_format(open_cell),
    }


def _items(page: Any, sheet: Worksheet, words: Words, formats: dict[str, Any]) -> None:
    last = len(sheet.drawn)
    for column, (name, heading) in enumerate(zip(COLUMNS, headings(words), strict=True)):
        page.set_column(column, column, _WIDTHS.get(name, _WIDTH))
        page.write_string(0, column, heading, formats["header"])
    for number, row in enumerate(rows(sheet, words), 1):
        for column, name in enumerate(COLUMNS):
            shape = formats.get(name) or formats["open" if name in TO_FILL else "cell"]
            if name in TO_FILL:
                page.write_blank(number, column, None, shape)
            elif name in _NUMBERS:
                page.write_number(number, column, Decimal(row[name].replace(",", ".")), shape)
            else:
                page.write_string(number, column, row[name], shape)
    _drop_downs(page, last, words)
    page.freeze_panes(1, 3)
    page.autofilter(0, 0, last, len(COLUMNS) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:N{last + 1}"})
    page.protect("", dict.fromkeys(_ALLOWED, True))
    for_print(page)
    page.repeat_rows(0)


def _drop_downs(page: Any, last: int, words: Words) -> None:
    """The outcome by its words, and the error as an amount."""
    at = {name: column for column, name in enumerate(COLUMNS)}
    listed = [words(outcome) for outcome in OUTCOMES.values()]
    choice = {"validate": "list", "source": listed, "error_message": words("Choose in the list.")}
    page.data_validation(1, at["outcome"], last, at["outcome"], choice)
    amount = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -(10**12),
        "maximum": 10**12,
        "input_message": words("Booked less correct: positive where too much was booked."),
        "error_message": words("Write an amount in kr."),
    }
    page.data_validation(1, at["error"], last, at["error"], amount)


def _about(page: Any, sheet: Worksheet, words: Words, formats: dict[str, Any]) -> None:
    heads = (words("Key"), words("Value"), words("Meaning"))
    for row, parts in enumerate([heads, *about(sheet, words)]):
        for column, part in enumerate(parts):
            page.write_string(row, column, part, formats["cell" if row else "header"])
    page.set_column(0, 0, 22)
    page.set_column(1, 2, 60)
    page.freeze_panes(1, 0)
    page.protect("", dict.fromkeys(_ALLOWED, True))
    for_print(page)
