"""Whole populations in memory: one DuckDB that holds the table `journal`, closed to files and network once loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import duckdb

from finsam_control.journal import COLUMNS, SQL_TYPES, JournalFile
from finsam_control.ledger import NAMED, Tally
from finsam_control.person_name import turned_sql

#: Nothing of what is judged may reach a file, the network or an extension.
_LOCK: Final = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_ROWS: Final = "population.journal"
#: Parts the cells of a file between us and DuckDB; no cell holds it.
SEPARATOR: Final = "\x1f"
#: What systems write in a cell that has nothing to say.
ABSENT: Final = ("", "-", "\u2013", "saknas")
#: And in a cell of text, to say that there is none.
_DENIED: Final = ("nej", "ej", "ingen", "inget", "inga")
#: What names are compared by: in small letters, people's with the surname last. Made when asked for: of what is
#: compressed each spelling is turned once, and kept beside it they would take half as much memory again.
KEYS: Final[Mapping[str, str]] = {
    "supplier_key": "lower(supplier)",
    "matter_key": "lower(matter)",
    **{f"{name}_key": turned_sql(f"lower({name})") for name in ("requested_by", "attestant_1", "attestant_2")},
}
JOURNAL: Final[Mapping[str, str]] = {
    "row": "BIGINT",
    "file": "VARCHAR",
    "line": "BIGINT",
    **{name: SQL_TYPES[kind] for name, kind in COLUMNS.items()},
}


@dataclass(frozen=True, slots=True)
class Store:
    """The population of a year: its table `journal`, tables of the records beside it, and what the files were like."""

    connection: duckdb.DuckDBPyConnection
    files: tuple[JournalFile, ...] = ()

    def accounts(self, year: int) -> list[tuple[str, int | None]]:
        """The journal's öre on each account in a year; unknown where a row's amount is."""
        query = """SELECT account, CASE WHEN count(*) = count(amount) THEN CAST(sum(amount) AS BIGINT) END
            FROM journal WHERE account IS NOT NULL AND year = ? GROUP BY account ORDER BY account"""
        return self.connection.execute(query, [year]).fetchall()

    def rows(self, year: int) -> Iterator[tuple[str, int, str | None, date | None, str | None, str, int]]:
        """File, line, voucher, day, account, supplier with text, and öre of each row of a year that has an amount."""
        query = """SELECT file, line, voucher, coalesce(booked_on, invoice_date, arrived_on, paid_on), account,
                concat_ws(', ', supplier, text), amount
            FROM journal WHERE year = ? AND amount IS NOT NULL ORDER BY row"""
        cursor = self.connection.cursor().execute(query, [year])
        while batch := cursor.fetchmany(10_000):
            yield from batch

    def without(self, year: int, columns: Sequence[str]) -> int:
        """The rows of a year that lack a value in any of these columns."""
        lacking = " OR ".join(f"{column} IS NULL" for column in columns)
        query = f"SELECT count(*) FROM journal WHERE year = ? AND ({lacking})"  # noqa: S608 -- our own columns
        (count,) = self.connection.execute(query, [year]).fetchone() or (0,)
        return int(count)

    def first_digits(self, year: int, least: int) -> list[int]:
        """How many amounts of a year, of so many öre at least, begin with 1, 2 … 9."""
        query = """SELECT CAST(left(CAST(amount AS VARCHAR), 1) AS INTEGER) AS digit, count(*) FROM journal
            WHERE year = ? AND amount >= ? GROUP BY digit"""
        found = dict(self.connection.execute(query, [year, least]).fetchall())
        return [found.get(digit, 0) for digit in range(1, 10)]


def opened() -> duckdb.DuckDBPyConnection:
    """An empty store, still open to the files that are to be read."""
    connection = duckdb.connect(config={"threads": 2, "temp_directory": "", "memory_limit": "4GB"})
    # It would be drawn on stdout, into the midst of a report.
    connection.execute("SET enable_progress_bar = false")
    # In memory only an attached database is compressed; the view is what every cursor knows it by.
    connection.execute("ATTACH ':memory:' AS population (COMPRESS)")
    connection.execute(create(_ROWS, JOURNAL))
    keys = ", ".join(f"{made} AS {name}" for name, made in KEYS.items())
    connection.execute(f"CREATE VIEW journal AS SELECT *, {keys} FROM {_ROWS}")  # noqa: S608 -- our own names
    return connection


def locked(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The store once all files are read: its rows compressed to a tenth or less, and closed to all outside."""
    connection.execute("CHECKPOINT population")
    # Whatever needs an order from here on asks for it; tables are made sooner without.
    connection.execute("SET preserve_insertion_order = false")
    for setting in _LOCK:
        connection.execute(setting)
    return connection


def create(table: str, columns: Mapping[str, str]) -> str:
    return f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})"


def fill(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]
) -> None:
    """A table of rows made in Python, a column at a time: row after row DuckDB takes a thousand times as long."""
    connection.execute(create(table, columns))
    lists = [list(column) for column in zip(*rows, strict=True)]
    if lists:
        parts = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in columns.values())
        connection.execute(f"INSERT INTO {table} SELECT {parts}", lists)


def append(  # noqa: PLR0913, PLR0917 -- what every row of a file bears
    connection: duckdb.DuckDBPyConnection, parted: Path, columns: Sequence[str], file: str, forbund: str, year: int
) -> None:
    """Puts lines into the table `journal`: each its number, then these columns, parted by the separator."""
    types = {"line": "BIGINT", **{name: JOURNAL[name] for name in columns}}
    given = {name: _text(name) if JOURNAL[name] == "VARCHAR" else name for name in columns}
    # A file that names no förbund or year is the year's own.
    given |= {name: f"coalesce({given.get(name, 'NULL')}, ${name})" for name in ("forbund", "year")}
    values = ", ".join(given.get(name, "NULL") for name in COLUMNS)
    connection.execute(
        f"""INSERT INTO {_ROWS}
        SELECT (SELECT count(*) FROM journal) + row_number() OVER (), $file, line, {values}
        FROM read_csv($parted, columns = $types, delim = '{SEPARATOR}', header = false, auto_detect = false,
            quote = '', escape = '', nullstr = '', new_line = '\\n')""",  # noqa: S608 -- our own names, values bound
        {"file": file, "forbund": forbund, "year": year, "parted": str(parted), "types": types},
    )


def _text(name: str) -> str:
    """A text cell, or NULL for one that is blank or says that nothing is there: no name, contract or account."""
    return f"CASE WHEN lower(trim({name})) NOT IN {(*ABSENT, *_DENIED)} THEN trim({name}) END"


def strangers(connection: duckdb.DuckDBPyConnection, file: str, forbund: str, year: int) -> tuple[Tally, Tally]:
    """The rows of a file that name another förbund, and those that name another year, than the one judged."""
    tests = "lower(forbund) <> $own", "year <> $own"
    own = clean(forbund).lower(), year
    forbund_rows, year_rows = (
        connection.execute(
            f"SELECT count(*), min(line, {NAMED}) FROM journal WHERE file = $file AND {test}",  # noqa: S608 -- our own tests, values bound
            {"file": file, "own": value},
        ).fetchone()
        or (0, None)
        for test, value in zip(tests, own, strict=True)
    )
    return _tally(*forbund_rows), _tally(*year_rows)


def _tally(count: int, first: Sequence[int] | None) -> Tally:
    return Tally(count, lines=tuple(first or ()))


def clean(cell: str) -> str:
    """A cell with single blanks between its words, and so without the signs that part cells and rows."""
    return " ".join(cell.split())
