"""An Excel workbook as sheets of values: formulas by the value last worked out, macros and links never followed."""

from __future__ import annotations

import io
from datetime import date, time, timedelta

import python_calamine as calamine

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading.container import Container, opened
from finsam_control.reading.sheet import Sheet, Value


def read(content: bytes, file: str) -> tuple[tuple[Sheet, ...], Container]:
    """The sheets, and what the file carries beside them.

    Raises:
        UnreadableError: the file is no workbook that can be read.
    """
    container = opened(content, file)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(container.content))
        sheets = tuple(
            _sheet(book.get_sheet_by_name(item.name), is_hidden=item.visible != calamine.SheetVisibleEnum.Visible)
            for item in book.sheets_metadata
            if item.typ == calamine.SheetTypeEnum.WorkSheet
        )
    except (calamine.CalamineError, ValueError, OSError) as error:
        found = Message.of("the workbook is damaged or cut short: {problem}", problem=error)
        expected = Message.of("a whole workbook; open it in Excel and save it anew as .xlsx")
        raise UnreadableError([Fault(file, 0, "", found, expected)]) from error
    return sheets, container


def _sheet(source: calamine.CalamineSheet, *, is_hidden: bool) -> Sheet:
    top, left = source.start or (0, 0)
    rows = source.to_python(skip_empty_area=True)
    cells = {
        (top + row, left + column): _value(value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if not (isinstance(value, str) and not value.strip())
    }
    merged = {
        (row, column): (first[0], first[1])
        for first, last in source.merged_cell_ranges or ()
        # A merge over a whole column covers no risk below the last row that holds anything.
        for row in range(first[0], min(last[0], top + len(rows)) + 1)
        for column in range(first[1], min(last[1], first[1] + 100) + 1)
        if (row, column) != first
    }
    return Sheet(source.name, cells, is_hidden, merged)


def _value(value: float | str | time | date | timedelta) -> Value:
    match value:
        case date() if (clock := getattr(value, "time", None)) is not None:
            # A date with a time of the day: that of a date cell is midnight, and says nothing.
            return date(value.year, value.month, value.day) if clock() == time() else str(value)
        case date() | str() | bool() | int() | float():
            return value
        case _:
            return str(value)
