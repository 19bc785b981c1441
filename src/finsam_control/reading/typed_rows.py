"""Rows of files whose cells have types, as the text that a CSV file would hold: sheets of a workbook, and Parquet.

A number is written with the profile's decimal sign, so that one grammar reads them all. A sheet's number is binary: one
that is within a millionth of whole öre is taken as those.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from finsam_control.reading.sheet import Sheet
from finsam_control.reading.text_rows import Row

_ORE: Final = Decimal("0.01")
_NEAR: Final = Decimal("0.000001")
_AT_ONCE: Final = 10_000


def of_sheet(sheet: Sheet, sign: str) -> Iterator[Row]:
    """Every row with a value; all as wide as the widest, as a sheet has no ends of rows."""
    width = max((column for _, column in sheet.cells), default=-1) + 1
    for row, cells in sheet.rows().items():
        yield row + 1, [written(cells.get(column), sign) for column in range(width)]


def of_parquet(connection: duckdb.DuckDBPyConnection, path: Path, sign: str) -> Iterator[Row]:
    """The names of the columns, then every row; a row's line is its number."""
    found = connection.cursor().execute("SELECT * FROM read_parquet(?)", [str(path)])
    yield 0, [column[0] for column in found.description]
    number = 0
    while some := found.fetchmany(_AT_ONCE):
        for row in some:
            number += 1
            yield number, [written(value, sign) for value in row]


def written(value: Any, sign: str) -> str:
    """A value as text."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case int():
            return str(value)
        case float():
            return _number(Decimal(repr(value)), sign)
        case Decimal():
            return _number(value, sign)
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: Decimal, sign: str) -> str:
    if not value.is_finite():
        return str(value)
    rounded = value.quantize(_ORE) if abs(value) < Decimal(10) ** 15 else value
    near = rounded if abs(rounded - value) < _NEAR else value
    return f"{near.normalize():f}".replace(".", sign)
