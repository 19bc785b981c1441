"""Made-up purchases for the benchmark, any number of them, seeded: written by DuckDB itself in the store of a year."""

from __future__ import annotations

from typing import Final

import duckdb

from finsam_control import store

_PURCHASES: Final = """
INSERT INTO population.journal BY NAME
WITH drawn AS (
    SELECT i, hash(i, 1) AS a, hash(i, 2) AS b, hash(i, 3) AS c, hash(i, 4) AS d, hash(i, 5) AS e
    FROM range(1, $rows + 1) AS numbers(i)
), dated AS (
    SELECT *, DATE '2022-01-01' + CAST(a % 365 AS INTEGER) AS day, CAST(b % 100 AS INTEGER) AS share FROM drawn
)
SELECT i AS row, 'inkop.csv' AS file, i + 1 AS line, 'Förbundet' AS forbund, 2022 AS year, 'A' || i AS voucher,
    'F' || (c % 100000000) AS invoice_number, 'Leverantör ' || (d % 20000) AS supplier,
    lpad(CAST(d % 20000 AS VARCHAR), 10, '5') AS supplier_number, CAST(4000 + e % 3000 AS VARCHAR) AS account,
    CAST(100 + c % CASE WHEN share < 90 THEN 2000000 ELSE 90000000 END AS BIGINT) AS amount,
    day - 20 AS invoice_date, day AS booked_on, day + CAST(e % 30 AS INTEGER) AS paid_on,
    'Person ' || (e % 50) AS requested_by,
    CASE WHEN d % 50 <> 7 THEN 'Person ' || (c % 53) END AS attestant_1,
    CASE WHEN c % 97 <> 0 THEN day + CAST(a % 31 AS INTEGER) END AS attested_1_on,
    CASE WHEN share < 30 THEN 'Person ' || (a % 40) END AS attestant_2,
    CASE WHEN share < 30 THEN day + CAST(c % 32 AS INTEGER) END AS attested_2_on,
    CASE WHEN share < 90 THEN 'drift' ELSE 'investering' END AS matter,
    CASE WHEN b % 7 = 0 THEN 'Ordföranden' END AS consulted, share < 10 AS card,
    CASE WHEN b % 3 = 0 THEN 'Möte' END AS purpose, CASE WHEN b % 5 = 0 THEN 'A, B' END AS participants
FROM dated
"""
_DELEGATION: Final = """
CREATE TABLE limits AS SELECT * FROM (VALUES
    ('drift', DATE '2021-01-01', DATE '2022-06-30', 1500000), ('drift', DATE '2022-07-01', NULL, 1800000),
    ('investering', DATE '2021-01-01', NULL, 50000000)
) AS of(matter, from_date, to_date, amount)
"""


def purchases(rows: int) -> duckdb.DuckDBPyConnection:
    """A store with so many purchases and the amounts that may be decided alone."""
    connection = store.opened()
    connection.execute(_PURCHASES, {"rows": rows})
    connection.execute(_DELEGATION)
    return store.locked(connection)
