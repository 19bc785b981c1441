"""Populations in DuckDB, in this very process; judges them with the SQL of `engines.columnar`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import duckdb

from finsam_control.engines.columnar import Sql, named

_BATCH: Final = 10_000


class DuckTables:
    """A database that holds a population already."""

    name = f"DuckDB {duckdb.__version__}"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def keep(self, table: str, query: Sql) -> None:
        """Makes a table of a query's rows.

        Raises:
            RuntimeError: the engine failed, and there is no verdict.
        """
        # The rows of an earlier judging make room first: two tables of millions do not fit side by side.
        self._execute(self._connection, f"DROP TABLE IF EXISTS {named(table)}", Sql(""))
        self._execute(self._connection, f"CREATE TABLE {named(table)} AS {query.text}", query)

    def rows(self, query: Sql) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they are fetched; a cursor of its own, so that one may be read during another."""
        cursor = self._connection.cursor()
        self._execute(cursor, query.text, query)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    @staticmethod
    def _execute(connection: duckdb.DuckDBPyConnection, text: str, query: Sql) -> None:
        try:
            connection.execute(text, query.values)
        except duckdb.Error as error:
            raise RuntimeError(f"DuckDB: {error}") from error
