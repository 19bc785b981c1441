"""What the shipped rules ask of a journal of purchases, written by hand in SQL; nothing of ours is imported.

As one who knows DuckDB would write it, over the tables that a journal and the records are loaded into. The answer of a
rule is how many rows meet it, deviate, are not concerned and cannot be judged, the öre of those that deviate, and the
ten largest of them with file and line. `FUSED` gives that of many rules in a statement, a row a rule that begins with
its name; `KEPT` does, and keeps the verdicts with file and line of every row as an extract of deviations asks for;
`EACH` has a statement a rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LAW: Final = "DATE '2004-01-01'"
DAY: Final = "coalesce(booked_on, invoice_date, arrived_on, paid_on)"
LAST: Final = "coalesce(attestant_2_key, attestant_1_key)"
LAST_ON: Final = "CASE WHEN attestant_2 IS NULL THEN attested_1_on ELSE attested_2_on END"
DECIDED: Final = "coalesce(attested_2_on, attested_1_on, booked_on, invoice_date)"
BEFORE: Final = "CASE WHEN attestant_2 IS NOT NULL THEN attestant_1_key END"
BEFORE_ON: Final = "coalesce(attested_1_on, booked_on, invoice_date)"
#: Of a direct award until January 2022, by the day; since then it is 700 000 kr, and all shall be below it.
CEILING: Final = """CASE
    WHEN day < DATE '2014-07-01' THEN 27096400 WHEN day < DATE '2016-01-01' THEN 50580000
    WHEN day < DATE '2018-01-01' THEN 53489000 WHEN day < DATE '2020-01-01' THEN 58690700
    WHEN day < DATE '2022-01-01' THEN 61531200 ELSE 62628400 END"""

MET, DEVIATES, NOT_CONCERNED, UNKNOWN = range(4)


def _verdict(concerns: str, holds: str, from_day: str = LAW, until: str = "DATE '9999-12-31'") -> str:
    """The number of a row's verdict, from whom a rule concerns and what it requires: true, false or unknown.

    A row without a day is of no law that anybody can tell.
    """
    return f"""CASE WHEN j.day IS NULL THEN {UNKNOWN} WHEN j.day NOT BETWEEN {from_day} AND {until} THEN {NOT_CONCERNED}
        WHEN NOT ({concerns}) THEN {NOT_CONCERNED} WHEN ({concerns}) IS NULL THEN {UNKNOWN}
        WHEN {holds} THEN {MET} WHEN NOT ({holds}) THEN {DEVIATES} ELSE {UNKNOWN} END"""


_ROW: Final = "{'file': file, 'line': line, 'amount': amount}"


Fused = tuple[str, dict[str, str], str]


def _verdicts(verdicts: dict[str, str], rows: str) -> str:
    """The verdicts of rules about the same rows."""
    columns = ", ".join(f"CAST({verdict} AS TINYINT) AS v{n}" for n, verdict in enumerate(verdicts.values()))
    return f"SELECT {columns}, j.amount, j.file, j.line {rows}"


def _with(before: str) -> str:
    return f"WITH {before.removesuffix(',')}" if before else ""


def _answers(rules: Iterable[str], table: str) -> str:
    """The answers of rules, from the rows counted by what all rules say of them."""
    told = ", ".join(f"{{'rule': '{rule}', 'verdict': v{n}}}" for n, rule in enumerate(rules))
    return f"""grouped AS (
    SELECT COLUMNS('^v[0-9]+$'), count(*) AS n, sum(abs(amount)) AS ore, arg_max({_ROW}, abs(amount), 10) AS largest
    FROM {table} GROUP BY ALL
), told AS (
    SELECT unnest([{told}], recursive := true), n, ore, largest FROM grouped
)
SELECT rule, {_figures("verdict", "n", "ore", "flatten(list(largest) FILTER (verdict = 1))")} FROM told GROUP BY rule"""


def _figures(verdict: str, rows: str, ore: str, largest: str) -> str:
    counts = ", ".join(f"sum({rows}) FILTER ({verdict} = {word})" for word in (MET, DEVIATES, NOT_CONCERNED, UNKNOWN))
    return f"{counts}, sum({ore}) FILTER ({verdict} = {DEVIATES}), {largest}"


def _each(before: str, verdict: str, rows: str) -> str:
    """The answer of one rule."""
    largest = f"arg_max({_ROW}, abs(amount), 10) FILTER (verdict = {DEVIATES})"
    return f"""WITH {before} judged AS (SELECT {verdict} AS verdict, j.amount, j.file, j.line {rows})
SELECT {_figures("verdict", "1", "abs(amount)", largest)} FROM judged"""


# Rows by themselves, and what is looked up for them: who may decide or approve what on which days, contracts, holidays.

_KEYED: Final = f"""(
    SELECT *, requested_by_key AS requester, coalesce(attestant_1_key, attestant_2_key) AS first,
        attestant_2_key AS second, {BEFORE} AS before, {BEFORE_ON} AS before_on,
        {LAST} AS last, {LAST_ON} AS last_on, {DECIDED} AS decided,
        coalesce({DAY}, (SELECT first_day FROM year)) AS day, {DAY} AS own_day,
        supplier IS NOT NULL OR amount IS NOT NULL AS is_read
    FROM journal
) AS j CROSS JOIN year LEFT JOIN (SELECT file AS of_file, has FROM journal_columns AS has) ON of_file = j.file"""

_DAYS: Final = f"""days AS (
    SELECT {DECIDED} AS day FROM journal UNION SELECT {BEFORE_ON} FROM journal WHERE attestant_2 IS NOT NULL
)"""
_APPROVED: Final = f"""{_DAYS}, approved AS (
    SELECT person_key AS person, days.day,
        CASE WHEN NOT bool_and(has_limit) THEN FALSE WHEN count(*) = count(has_limit) THEN TRUE END AS is_limited,
        CASE WHEN count(*) = count(limit_ore) THEN max(limit_ore) END AS ore
    FROM days JOIN approvers ON days.day BETWEEN from_date AND to_date GROUP BY ALL
),"""
_TO_APPROVED: Final = "LEFT JOIN approved AS a ON a.person = j.last AND a.day = j.decided"
_TO_BOTH: Final = f"{_TO_APPROVED} LEFT JOIN approved AS b ON b.person = j.before AND b.day = j.before_on"

# What a person might decide on a day that something was decided on: few, however many the rows.
_OF_MATTERS: Final = """matters AS (SELECT DISTINCT matter_key AS matter FROM delegates UNION SELECT ''), mandates AS (
    SELECT d.person_key AS person, days.day, matter, bool_or(d.consultation) AS consultation,
        bool_or(d.is_sure) AS is_sure,
        CASE WHEN bool_and(d.is_sure) AND count(*) = count(d.limit_ore) THEN max(d.limit_ore) END AS ore
    FROM days CROSS JOIN matters
    JOIN delegates AS d ON days.day BETWEEN d.from_date AND d.to_date
        AND d.has_limit IS NOT FALSE AND (matter = '' OR matter = d.matter_key)
    GROUP BY ALL
),"""
_MANDATES: Final = f"{_DAYS}, {_OF_MATTERS}"
_TO_MANDATES: Final = """LEFT JOIN mandates AS m ON m.person = j.last AND m.day = j.decided
    AND m.matter = coalesce(j.matter_key, '')"""

# No smaller invoice passes any limit.
_LARGE: Final = """large AS (
    SELECT file, coalesce(supplier_key, '') AS supplier_key, invoice_number,
        CASE WHEN count(*) = count(amount) THEN sum(amount) END AS ore
    FROM journal WHERE invoice_number IS NOT NULL GROUP BY ALL
    HAVING count(*) <> count(amount) OR sum(amount) > (
        SELECT min(limit_ore) FROM (SELECT limit_ore FROM approvers UNION ALL SELECT limit_ore FROM delegates)
    )
),"""
_TO_LARGE: Final = """LEFT JOIN large ON large.file = j.file AND large.invoice_number = j.invoice_number
    AND large.supplier_key = coalesce(j.supplier_key, '')"""
_INVOICE: Final = (
    "CASE WHEN j.invoice_number IS NULL THEN j.amount WHEN large.file IS NOT NULL THEN large.ore ELSE 0 END"
)

# Few are paid themselves.
_RANKS: Final = f"""ranks AS (
    SELECT row, max(approver.rank) < max(paid.rank) AS is_below FROM (
        SELECT row, person_key AS payee, {LAST} AS last, {DECIDED} AS decided
        FROM journal JOIN payees USING (supplier_key)
    )
    JOIN roles AS paid ON paid.person_key = payee AND decided BETWEEN paid.from_date AND paid.to_date
    JOIN roles AS approver ON approver.person_key = last AND decided BETWEEN approver.from_date AND approver.to_date
    GROUP BY row
),"""
_TO_RANKS: Final = "LEFT JOIN ranks ON ranks.row = j.row"

# From the first day of an amount that nobody can read, what is drawn on its contract is unknown.
_DRAWN: Final = """drawn AS (
    SELECT row, sum(amount) OVER (PARTITION BY number ORDER BY drawn_on) AS ore
    FROM (SELECT *, coalesce(booked_on, invoice_date, DATE '9999-12-31') AS drawn_on FROM journal) AS j
    JOIN (SELECT id, rowid AS number FROM contracts WHERE value_ore IS NOT NULL) ON id = contract
), unread AS (
    SELECT contract, min(coalesce(booked_on, invoice_date, DATE '9999-12-31')) AS since
    FROM journal WHERE amount IS NULL GROUP BY contract
),"""
_TO_DRAWN: Final = """LEFT JOIN drawn ON drawn.row = j.row LEFT JOIN unread ON unread.contract = j.contract
    AND coalesce(j.booked_on, j.invoice_date, DATE '9999-12-31') >= unread.since"""
_TO_CONTRACTS: Final = "LEFT JOIN contracts AS c ON c.id = j.contract"
_TO_NUMBERS: Final = "LEFT JOIN numbers AS n ON n.supplier_number = j.supplier_number"
_TO_DAYS_OFF: Final = """LEFT JOIN days_off AS first_off ON first_off.day = j.attested_1_on
    LEFT JOIN days_off AS second_off ON second_off.day = j.attested_2_on"""
_TO_PERSONAL: Final = "LEFT JOIN personal ON personal.row = j.row"


def _noted(column: str) -> str:
    """Of a file that has the column a blank says that nothing was noted, of a row that could be read."""
    return f"CASE WHEN j.{column} IS NOT NULL THEN TRUE WHEN has.{column} AND j.is_read THEN FALSE END"


_ANY: Final = "TRUE"
_UNDER_CONTRACT: Final = _noted("contract")
_HAS_MANDATE: Final = """CASE WHEN m.is_sure THEN TRUE WHEN m.is_sure IS NULL AND contains(j.last, ' ')
    AND coalesce(j.matter_key, '') IN (SELECT matter FROM matters)
    AND j.decided IS NOT NULL AND orders_whole AND roles_whole THEN FALSE END"""
_IS_KNOWN: Final = "CASE WHEN c.id IS NOT NULL THEN TRUE WHEN j.contract IS NOT NULL AND contracts_whole THEN FALSE END"
_HAS_VALUE: Final = "CASE WHEN c.id IS NOT NULL THEN c.value_ore IS NOT NULL END"
_IN_TWO_STEPS: Final = "CASE WHEN j.first IS NOT NULL THEN j.before IS NOT NULL END"
_IS_CONSULTED: Final = f"""CASE WHEN lower(left(j.consulted, 3)) IN ('nej', 'ej ') THEN FALSE
    ELSE {_noted("consulted")} END"""
_IS_PAID: Final = """CASE WHEN j.supplier_key IN (SELECT supplier_key FROM payees WHERE has_role) THEN TRUE
    WHEN j.supplier IS NOT NULL AND roles_whole THEN FALSE END"""
# Initials are not known to be of another than a name; nobody who is paid by name is a supplier but those with a role.
_ALIKE_TOLD: Final = "contains(j.{0}, ' ') = contains(j.{1}, ' ')"
_IS_REQUESTER: Final = f"""CASE WHEN j.requester = j.first OR j.requester = j.second THEN TRUE
    WHEN {_ALIKE_TOLD.format("requester", "first")}
        AND (j.second IS NULL OR {_ALIKE_TOLD.format("requester", "second")}) THEN FALSE END"""
_IS_OWN_PAYMENT: Final = """CASE
    WHEN (j.supplier_key, j.first) IN (SELECT (supplier_key, person_key) FROM payees)
        OR (j.supplier_key, j.second) IN (SELECT (supplier_key, person_key) FROM payees) THEN TRUE
    WHEN j.supplier IS NOT NULL AND j.first IS NOT NULL AND (
        j.supplier_key NOT IN (SELECT supplier_key FROM payees)
        OR contains(j.first, ' ') AND (j.second IS NULL OR contains(j.second, ' '))) THEN FALSE END"""
_IS_ONE: Final = f"""CASE WHEN j.before = j.second THEN TRUE
    WHEN {_ALIKE_TOLD.format("before", "second")} THEN FALSE END"""
_REPRESENTATION: Final = """CASE WHEN contains(lower(concat(j.account_name, ' ', j.text)), 'representation') THEN TRUE
    WHEN j.account_name IS NOT NULL THEN FALSE END"""

#: What each rule about single rows asks, what must be looked up for it, and what that is made of.
_ROWS: Final[dict[str, tuple[str, str, str]]] = {
    "forbundets-egna/inkop-attestant-i-forteckningen": (
        _verdict(
            _ANY,
            "CASE WHEN a.person IS NOT NULL AND (j.before IS NULL OR b.person IS NOT NULL) THEN TRUE "
            "WHEN approvers_whole AND (contains(j.last, ' ') AND j.decided IS NOT NULL AND a.person IS NULL "
            "OR contains(j.before, ' ') AND j.before_on IS NOT NULL AND b.person IS NULL) THEN FALSE END",
            "DATE '0001-01-01'",
        ),
        _TO_BOTH,
        _APPROVED,
    ),
    "forbundets-egna/inkop-attestantens-grans": (
        _verdict("a.is_limited", f"{_INVOICE} <= a.ore", "DATE '0001-01-01'"),
        f"{_TO_APPROVED} {_TO_LARGE}",
        f"{_APPROVED} {_LARGE}",
    ),
    "forbundets-egna/inkop-delegationens-grans": (
        _verdict(
            f"NOT ({_UNDER_CONTRACT}) AND ({_HAS_MANDATE})",
            f"{_INVOICE} <= m.ore OR (m.consultation AND ({_IS_CONSULTED}))",
            "DATE '0001-01-01'",
        ),
        f"{_TO_MANDATES} {_TO_LARGE}",
        f"{_MANDATES} {_LARGE}",
    ),
    "forbundets-egna/inkop-stod-i-delegationsordningen": (
        _verdict(f"NOT ({_UNDER_CONTRACT})", _HAS_MANDATE, "DATE '0001-01-01'"),
        _TO_MANDATES,
        _MANDATES,
    ),
    "god-sed/inkop-attest-av-underordnad": (_verdict(_IS_PAID, "NOT ranks.is_below"), _TO_RANKS, _RANKS),
    "god-sed/inkop-attest-fore-betalning": (
        _verdict("j.last_on <= j.paid_on OR NOT j.card", "j.last_on <= j.paid_on"),
        "",
        "",
    ),
    "god-sed/inkop-attest-i-ordning": (_verdict(_IN_TWO_STEPS, "j.attested_1_on <= j.attested_2_on"), "", ""),
    "god-sed/inkop-attestant-ej-bestallare": (_verdict(_ANY, f"NOT ({_IS_REQUESTER})"), "", ""),
    "god-sed/inkop-attesterat": (_verdict(_ANY, f"j.first IS NOT NULL OR ({_noted('attestant_1')})"), "", ""),
    "god-sed/inkop-avtal-finns": (_verdict(_UNDER_CONTRACT, _IS_KNOWN), _TO_CONTRACTS, ""),
    "god-sed/inkop-avtal-galler": (
        _verdict(
            f"({_UNDER_CONTRACT}) AND ({_IS_KNOWN})",
            "c.supplier_key = j.supplier_key AND j.own_day BETWEEN c.from_date AND c.to_date",
        ),
        _TO_CONTRACTS,
        "",
    ),
    "god-sed/inkop-avtalets-varde": (
        _verdict(
            f"({_UNDER_CONTRACT}) AND ({_IS_KNOWN}) AND ({_HAS_VALUE})",
            "CASE WHEN unread.since IS NULL THEN drawn.ore <= c.value_ore END",
        ),
        f"{_TO_CONTRACTS} {_TO_DRAWN}",
        _DRAWN,
    ),
    "god-sed/inkop-bestallare": (_verdict(_ANY, _noted("requested_by")), "", ""),
    "god-sed/inkop-egen-betalning": (_verdict(_ANY, f"NOT ({_IS_OWN_PAYMENT})"), "", ""),
    "god-sed/inkop-inom-aret": (_verdict(_ANY, "j.booked_on BETWEEN first_day AND last_day"), "", ""),
    "god-sed/inkop-jamna-belopp": (_verdict(_ANY, "NOT (j.amount <> 0 AND j.amount % 100000 = 0)"), "", ""),
    "god-sed/inkop-kort-syfte": (_verdict("j.card", _noted("purpose")), "", ""),
    "god-sed/inkop-ledig-dag": (
        _verdict(
            _ANY,
            "CASE WHEN first_off.day IS NOT NULL OR second_off.day IS NOT NULL THEN FALSE "
            "WHEN coalesce(j.attested_1_on, j.attested_2_on) IS NOT NULL AND (j.attested_1_on IS NOT NULL OR "
            "j.attestant_1 IS NULL) AND (j.attested_2_on IS NOT NULL OR j.second IS NULL) THEN TRUE END",
        ),
        _TO_DAYS_OFF,
        "",
    ),
    "god-sed/inkop-organisationsnummer": (_verdict(_noted("supplier_number"), "n.is_valid"), _TO_NUMBERS, ""),
    "god-sed/inkop-periodisering": (_verdict(_ANY, "year(j.invoice_date) = year(j.booked_on)"), "", ""),
    "god-sed/inkop-personnummer": (
        _verdict(
            _ANY,
            "CASE WHEN personal.row IS NOT NULL THEN FALSE WHEN j.is_read OR j.text IS NOT NULL THEN TRUE END",
        ),
        _TO_PERSONAL,
        "",
    ),
    "god-sed/inkop-rad-lasbar": (
        _verdict(_ANY, "j.supplier IS NOT NULL AND j.amount IS NOT NULL AND j.own_day IS NOT NULL"),
        "",
        "",
    ),
    "god-sed/inkop-representation": (
        _verdict(_REPRESENTATION, f"({_noted('purpose')}) AND ({_noted('participants')})"),
        "",
        "",
    ),
    "god-sed/inkop-tva-attestanter": (_verdict(_IN_TWO_STEPS, f"NOT ({_IS_ONE})"), "", ""),
}
_ALL_TABLES: Final = f"""{_TO_BOTH} {_TO_MANDATES} {_TO_LARGE} {_TO_RANKS} {_TO_CONTRACTS} {_TO_DRAWN}
    {_TO_NUMBERS} {_TO_DAYS_OFF} {_TO_PERSONAL}"""

# The later of two rows that are alike; only rows that share supplier and amount with another have any to be like.
_READ: Final = f"supplier IS NOT NULL AND amount <> 0 AND {DAY} IS NOT NULL"
_ALIKE: Final = f"""several AS (
    SELECT supplier_key AS who, abs(amount) AS ore FROM journal WHERE {_READ} GROUP BY ALL HAVING count(*) > 1
), marked AS (
    SELECT row,
        sign(amount) * coalesce(sum(sign(amount)) OVER (
            PARTITION BY who, ore, invoice_number, account ORDER BY day, row
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS standing,
        sign(amount) * coalesce(sum(sign(amount)) OVER (
            PARTITION BY who, ore, invoice_number, account, file, coalesce(voucher, concat('rad ', row))
            ORDER BY day, row
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS with_it,
        sign(amount) * coalesce(sum(vouched) OVER (
            PARTITION BY who, ore, invoice_number ORDER BY day, row
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS standing_anywhere,
        sign(amount) * coalesce(sum(vouched) OVER (
            PARTITION BY who, ore, invoice_number, file, voucher ORDER BY day, row
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS with_it_anywhere,
        sign(amount) * sum(vouched) OVER (PARTITION BY who, ore, invoice_number, file, voucher) AS of_voucher,
        lag(invoice_number) OVER near AS near_number, lag(day) OVER near AS near_day
    FROM (
        SELECT *, {DAY} AS day, CASE WHEN voucher IS NULL THEN 0 ELSE sign(amount) END AS vouched
        FROM journal WHERE {_READ}
    )
    JOIN several ON who = supplier_key AND ore = abs(amount)
    WINDOW near AS (PARTITION BY who, amount ORDER BY day, row)
),"""
_AGAIN: Final = {
    "god-sed/inkop-aterford": _verdict(
        _ANY, "CASE WHEN invoice_number IS NOT NULL THEN coalesce(standing, 0) >= 0 END"
    ),
    "god-sed/inkop-dubblett": _verdict(
        _ANY,
        """CASE WHEN invoice_number IS NOT NULL THEN coalesce(
            standing <= with_it AND (standing_anywhere <= with_it_anywhere OR of_voucher <= 0), TRUE) END""",
    ),
    "god-sed/inkop-nastan-dubblett": _verdict("coalesce(near_number <> invoice_number, FALSE)", "day - near_day > 7"),
}
_FROM_AGAIN: Final = f"""FROM (SELECT *, {DAY} AS day FROM journal WHERE {_READ}) AS j
    LEFT JOIN marked ON marked.row = j.row"""

# A supplier's invoices without a contract, of which several together may pass the limit that none of them passes.
_WINDOWS: Final = f"""{_MANDATES} invoices AS (
    SELECT file, supplier_key AS who, coalesce(invoice_number, concat('rad ', row)) AS invoice, min(line) AS line,
        min({DAY}) AS day, min({DECIDED}) AS decided, max({LAST}) AS last, coalesce(max(matter_key), '') AS matter,
        count(contract) > 0 AS has_contract, CASE WHEN count(*) = count(amount) THEN sum(amount) END AS amount
    FROM journal WHERE supplier IS NOT NULL AND {DAY} IS NOT NULL
    GROUP BY ALL
), windows AS (
    SELECT *, count(*) OVER week = count(amount) OVER week AS week_is_read, sum(amount) OVER week AS week,
        count(*) OVER month = count(amount) OVER month AS month_is_read, sum(amount) OVER month AS month
    FROM invoices WHERE NOT has_contract
    WINDOW week AS (PARTITION BY who ORDER BY day RANGE INTERVAL 6 DAYS PRECEDING),
        month AS (PARTITION BY who ORDER BY day RANGE INTERVAL 29 DAYS PRECEDING)
    UNION ALL SELECT *, NULL, NULL, NULL, NULL FROM invoices WHERE has_contract
),"""
_CONCERNS_WINDOW: Final = """NOT (CASE WHEN has_contract THEN TRUE WHEN has.contract THEN FALSE END)
    AND j.amount <= mandates.ore"""
_SPLIT: Final = {
    "forbundets-egna/inkop-uppdelning-sju-dagar": _verdict(
        _CONCERNS_WINDOW, "CASE WHEN week_is_read THEN week <= mandates.ore END", "DATE '0001-01-01'"
    ),
    "forbundets-egna/inkop-uppdelning-trettio-dagar": _verdict(
        _CONCERNS_WINDOW, "CASE WHEN month_is_read THEN month <= mandates.ore END", "DATE '0001-01-01'"
    ),
}
_FROM_WINDOWS: Final = """FROM windows AS j
    LEFT JOIN (SELECT person, day AS on_day, matter, ore FROM mandates) AS mandates
        ON person = last AND on_day = decided AND mandates.matter = j.matter
    JOIN (SELECT file AS of_file, has FROM journal_columns AS has) ON of_file = file"""

# A supplier's year is the sum of its kinds.
_KINDS: Final = f"""kinds AS (
    SELECT forbund,
        CASE WHEN has.year THEN journal.year ELSE coalesce(year(booked_on), journal.year) END AS year,
        journal.supplier_key AS who, left(account, 2) AS kind, max({DAY}) AS day,
        min(row) AS row, arg_min(file, row) AS file, arg_min(line, row) AS line,
        count(*) = count(amount) AS is_whole, bool_and(has.contract OR contracts_whole) AS is_told, sum(amount) AS sum,
        sum(amount) FILTER (journal.contract IS NULL AND covered.supplier_key IS NULL) AS free
    FROM journal CROSS JOIN year JOIN (SELECT file AS of_file, has FROM journal_columns AS has) ON of_file = file
    LEFT JOIN covered
        ON covered.supplier_key = journal.supplier_key AND {DAY} BETWEEN covered.from_date AND covered.to_date
    WHERE supplier IS NOT NULL
    GROUP BY ALL
),"""
_YEARS: Final = f"""{_KINDS} years AS (
    SELECT forbund, year, who, max(day) AS day, arg_min(file, row) AS file, arg_min(line, row) AS line,
        bool_and(is_whole) AS is_whole,
        bool_and(is_told) AS is_told, sum(sum) AS sum, sum(free) AS free
    FROM kinds GROUP BY ALL
),"""
_FREE: Final = "CASE WHEN is_whole AND is_told {} THEN coalesce(free, 0) {} END"
_BEFORE: Final = ("DATE '2014-01-01'", "DATE '2022-01-31'")
_NOW: Final = "DATE '2022-02-01'"
_OF_KIND: Final = {
    "god-sed/inkop-per-leverantor-och-slag-till-2022": _verdict(
        _ANY, _FREE.format("AND kind IS NOT NULL", f"<= {CEILING}"), *_BEFORE
    ),
    "god-sed/inkop-per-leverantor-och-slag": _verdict(_ANY, _FREE.format("AND kind IS NOT NULL", "< 70000000"), _NOW),
}
_OF_YEAR: Final = {
    "god-sed/inkop-per-leverantor-i-journalen-till-2022": _verdict(_ANY, _FREE.format("", f"<= {CEILING}"), *_BEFORE),
    "god-sed/inkop-per-leverantor-i-journalen": _verdict(_ANY, _FREE.format("", "< 70000000"), _NOW),
    "god-sed/inkop-leverantor-lik-person": _verdict(_ANY, "who NOT IN (SELECT supplier_key FROM alike)"),
}
_FROM_KINDS: Final = "FROM (SELECT *, CASE WHEN is_whole THEN sum END AS amount FROM kinds) AS j"
_FROM_YEARS: Final = "FROM (SELECT *, CASE WHEN is_whole THEN sum END AS amount FROM years) AS j"
_OF_BOTH: Final = {rule: f"CASE WHEN j.is_kind THEN {verdict} END" for rule, verdict in _OF_KIND.items()} | {
    rule: f"CASE WHEN NOT j.is_kind THEN {verdict} END" for rule, verdict in _OF_YEAR.items()
}
_FROM_BOTH: Final = """FROM (
    SELECT *, CASE WHEN is_whole THEN sum END AS amount
    FROM (SELECT *, TRUE AS is_kind FROM kinds UNION ALL BY NAME SELECT *, FALSE AS is_kind FROM years)
) AS j"""

_SHARED: Final = _verdict(_ANY, "coalesce(min_who = max_who, TRUE)")
_FROM_ACCOUNTS: Final = f"""FROM (
    SELECT CASE WHEN count(*) = count(amount) THEN sum(amount) END AS amount,
        max(day) AS day, min(who) AS min_who, max(who) AS max_who,
        arg_min(file, row) AS file, arg_min(line, row) AS line
    FROM (
        SELECT amount, supplier_key AS who, {DAY} AS day, row, file, line,
            regexp_replace(bank_account, '[^0-9A-Za-z]', '', 'g') AS number
        FROM journal WHERE bank_account IS NOT NULL
    )
    GROUP BY number
) AS j"""

_ONE_NAME: Final = _verdict(_ANY, "names <= 1")
_FROM_SUPPLIERS: Final = f"""FROM (
    SELECT CASE WHEN count(*) = count(amount) THEN sum(amount) END AS amount, max({DAY}) AS day,
        count(DISTINCT supplier_key) AS names, arg_min(file, row) AS file, arg_min(line, row) AS line
    FROM journal WHERE supplier_number IS NOT NULL
    GROUP BY supplier_number
) AS j"""

_PARTS: Final[tuple[Fused, ...]] = (
    (
        f"{_APPROVED} {_OF_MATTERS} {_LARGE} {_RANKS} {_DRAWN}",
        {rule: verdict for rule, (verdict, *_) in _ROWS.items()},
        f"FROM {_KEYED} {_ALL_TABLES}",
    ),
    (_ALIKE, _AGAIN, _FROM_AGAIN),
    (_WINDOWS, _SPLIT, _FROM_WINDOWS),
    (_YEARS, _OF_BOTH, _FROM_BOTH),
    ("", {"god-sed/inkop-bankkonto": _SHARED}, _FROM_ACCOUNTS),
    ("", {"god-sed/inkop-organisationsnummer-namn": _ONE_NAME}, _FROM_SUPPLIERS),
)
FUSED: Final = tuple(
    f"WITH {before} {_answers(verdicts, f'({_verdicts(verdicts, rows)})')}" for before, verdicts, rows in _PARTS
)
#: The same in two statements each, of which the first keeps the verdicts of all rows, to take any deviating row from.
KEPT: Final = tuple(
    (
        f"CREATE OR REPLACE TEMP TABLE kept_{n} AS {_with(before)} {_verdicts(verdicts, rows)}",
        f"WITH {_answers(verdicts, f'kept_{n}')}",
    )
    for n, (before, verdicts, rows) in enumerate(_PARTS)
)
EACH: Final = (
    {rule: _each(made, verdict, f"FROM {_KEYED} {tables}") for rule, (verdict, tables, made) in _ROWS.items()}
    | {rule: _each(_ALIKE, verdict, _FROM_AGAIN) for rule, verdict in _AGAIN.items()}
    | {rule: _each(_WINDOWS, verdict, _FROM_WINDOWS) for rule, verdict in _SPLIT.items()}
    | {rule: _each(_KINDS, verdict, _FROM_KINDS) for rule, verdict in _OF_KIND.items()}
    | {rule: _each(_YEARS, verdict, _FROM_YEARS) for rule, verdict in _OF_YEAR.items()}
    | {"god-sed/inkop-bankkonto": _each("", _SHARED, _FROM_ACCOUNTS)}
    | {"god-sed/inkop-organisationsnummer-namn": _each("", _ONE_NAME, _FROM_SUPPLIERS)}
)
