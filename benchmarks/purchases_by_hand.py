"""The questions of the benchmark written by hand in SQL, as one who knows DuckDB would; nothing of ours is imported.

Each question: how many purchases meet it, deviate, are not concerned and cannot be judged, the öre of those that
deviate, and the ten largest of them with file and line.
"""

from __future__ import annotations

FACTS = """
SELECT j.file, j.line, j.amount,
    date_diff('day', j.attested_1_on, j.paid_on) AS paid_before_attest,
    date_diff('day', j.attested_1_on, j.attested_2_on) AS second_before_first,
    j.attestant_1 = j.requested_by AS attestant_ordered,
    j.attestant_1 = j.attestant_2 AS attestants_are_one,
    j.amount - l.amount AS over_limit,
    j.consulted IS NOT NULL AS has_consultation, j.card, j.purpose IS NOT NULL AS has_purpose,
    j.participants IS NOT NULL AS has_participants, j.attestant_1 IS NOT NULL AS has_attestant,
    sum(j.amount) OVER (
        PARTITION BY j.supplier_number ORDER BY j.booked_on RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND CURRENT ROW
    ) AS supplier_week,
    sum(j.amount) OVER (PARTITION BY j.supplier_number) AS supplier_year,
    count(*) OVER (PARTITION BY j.supplier_number, j.invoice_number, j.amount) AS times_booked,
    CASE WHEN j.booked_on < DATE '2022-02-01' THEN 62628400 ELSE 70000000 END AS ceiling
FROM journal j
LEFT JOIN limits l ON l.matter = j.matter AND j.booked_on BETWEEN l.from_date AND coalesce(l.to_date, DATE '9999-12-31')
"""

#: Scope and requirement of each question.
QUESTIONS = (
    ("true", "paid_before_attest >= 0"),
    ("true", "second_before_first >= 0"),
    ("true", "NOT attestant_ordered"),
    ("true", "NOT attestants_are_one"),
    ("true", "over_limit <= 0 OR has_consultation"),
    ("card", "has_purpose"),
    ("card", "has_purpose AND has_participants"),
    ("true", "has_attestant"),
    ("amount < ceiling", "supplier_week < ceiling"),
    ("true", "supplier_year < ceiling"),
    ("true", "times_booked = 1"),
    ("NOT has_consultation", "amount < ceiling"),
)


def _asked(scope: str, holds: str) -> str:
    deviates = f"({scope}) AND NOT ({holds})"
    return f"""
    count(*) FILTER (WHERE ({scope}) AND ({holds})),
    count(*) FILTER (WHERE {deviates}),
    count(*) FILTER (WHERE NOT ({scope})),
    count(*) FILTER (WHERE ({scope}) IS NULL OR (({scope}) AND ({holds}) IS NULL)),
    sum(abs(amount)) FILTER (WHERE {deviates}),
    arg_max({{'file': file, 'line': line, 'amount': amount}}, abs(amount), 10) FILTER (WHERE {deviates})"""


#: All questions in one query, and a query for each.
FUSED = f"SELECT {', '.join(_asked(*question) for question in QUESTIONS)} FROM ({FACTS})"
EACH = tuple(f"SELECT {_asked(*question)} FROM ({FACTS})" for question in QUESTIONS)
#: Figures of one question.
WIDTH = 6
