"""Rows of a population as a file for a spreadsheet: CSV as Excel in Swedish reads it, or a workbook.

No cell becomes a formula. Amounts are kronor: in CSV to the öre, in a workbook as Excel's own numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain, islice
from typing import BinaryIO, Final

from finsam_control.render.inert import cell, inert

Row = Sequence[str | int | None]

#: The suffixes that a file may have; the column of öre is the only one that is printed otherwise.
SUFFIXES: Final = (".csv", ".xlsx")
_AMOUNT: Final = 6
#: Rows of a sheet, heading apart; Excel takes 1 048 576.
_SHEET: Final = 1_000_000
_LONGEST: Final = 32_767


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings; `name` and `made_on` are what a workbook says of itself."""

    name: str
    made_on: date
    heads: Row
    rows: Iterable[Row]


def write(target: BinaryIO, suffix: str, table: Table) -> None:
    """Writes the rows as they come; none is kept."""
    (_xlsx if suffix == ".xlsx" else _csv)(target, table)


def _csv(target: BinaryIO, table: Table) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    written = csv.writer(text, delimiter=";", lineterminator="\r\n")
    written.writerow(table.heads)
    for row in table.rows:
        written.writerow(_kronor(value) if n == _AMOUNT else cell(_text(value)) for n, value in enumerate(row))
    text.detach()


def _xlsx(target: BinaryIO, table: Table) -> None:
    import xlsxwriter  # noqa: PLC0415 -- of an extra; a file of commas does without

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, {**options, "strings_to_numbers": False}) as book:
        book.set_properties({"created": datetime.combine(table.made_on, time(), UTC)})
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "# ##0.00"})
        for count, part in enumerate(_parts(table.rows), 1):
            sheet = book.add_worksheet(f"{table.name[:28]} {count}")
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(chain([table.heads], part)):
                for column, value in enumerate(row):
                    if value is None:
                        continue
                    if number and column == _AMOUNT and isinstance(value, int):
                        sheet.write_number(number, column, float(_kronor(value).replace(",", ".")), money)
                    elif isinstance(value, int):
                        sheet.write_number(number, column, value)
                    else:
                        sheet.write_string(number, column, inert(_text(value))[:_LONGEST], None if number else bold)


def _parts(rows: Iterable[Row]) -> Iterator[Iterable[Row]]:
    """So many rows as a sheet takes; an empty one where there are none."""
    source = iter(rows)
    yield islice(source, _SHEET)
    for first in source:
        yield chain([first], islice(source, _SHEET - 1))


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _kronor(ore: str | int | None) -> str:
    """Öre as kronor with a comma, exactly; nothing where the amount is unknown."""
    if not isinstance(ore, int):
        return ""
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole},{rest:02}"
