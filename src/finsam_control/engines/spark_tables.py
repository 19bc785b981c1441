"""Populations on Spark, for those that outgrow one machine: the same SQL, carried over by sqlglot.

The tables are handed over from the DuckDB that read and normalised the files, so that both engines see the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import duckdb
import pyspark
import sqlglot
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from finsam_control.engines.columnar import Sql, named

#: What DuckDB calls a type, and what Spark does; the tables of a population hold no others.
_TYPES: Final = {"VARCHAR": "string", "BIGINT": "bigint", "INTEGER": "int", "BOOLEAN": "boolean", "DATE": "date"}


class SparkTables:
    """A Spark session that holds the tables of a population.

    `master` is `local[n]` or `spark://host:port`. A failure of Spark or of its connection is a `RuntimeError`.
    """

    name = f"Spark {pyspark.__version__}"

    def __init__(self, master: str, connection: duckdb.DuckDBPyConnection) -> None:
        self._session = _session(master)
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall():
            self._hand_over(table, connection.cursor())

    def _hand_over(self, table: str, cursor: duckdb.DuckDBPyConnection) -> None:
        columns = cursor.execute(f"DESCRIBE {named(table)}").fetchall()
        schema = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind, *_ in columns)
        rows = cursor.execute(f"SELECT * FROM {named(table)}").fetchall()  # noqa: S608 -- a quoted name
        self._session.createDataFrame(rows, schema).createOrReplaceTempView(table)

    def keep(self, table: str, query: Sql) -> None:
        """Keeps a query's rows in the memory of the workers."""
        with _failing_as_one():
            self._run(query).persist().createOrReplaceTempView(table)

    def rows(self, query: Sql) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a part at a time."""
        with _failing_as_one():
            for row in self._run(query).toLocalIterator():
                yield tuple(row)

    def _run(self, query: Sql) -> Any:
        (text,) = sqlglot.transpile(query.text, read="duckdb", write="spark")
        return self._session.sql(text, args=list(query.values))


@contextmanager
def _failing_as_one() -> Iterator[None]:
    """Whatever Spark or the Java below it says becomes the one error that ends a run without a grade."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise RuntimeError(f"Spark: {str(error).splitlines()[0]}") from error


@cache
def _session(master: str) -> SparkSession:
    """One for the life of the process; whole numbers that do not fit are an error, as they are in DuckDB."""
    with _failing_as_one():
        session: SparkSession = (
            SparkSession.builder.master(master)
            .appName("finsam-control")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        # Two parts for each core there is, as Spark advises; its own number, two hundred, costs minutes on few.
        session.conf.set("spark.sql.shuffle.partitions", 2 * session.sparkContext.defaultParallelism)
        session.sparkContext.setLogLevel("ERROR")
    return session
