"""What the shipped rules ask of a journal of purchases, written by hand in SQL; nothing of ours is imported.

As one who knows DuckDB and wants the answer alone would write it, over the tables that a journal and the records are
loaded into. An answer is how many rows deviate from a rule, and their öre: `FUSED` gives that of many rules in a
statement as (rule, rows, öre), without those that none deviates from; `EACH` has a statement a rule, as (rows, öre).
"""

from __future__ import annotations

from typing import Final

LAW: Final = "DATE '2004-01-01'"
DAY: Final = "coalesce(booked_on, invoice_date, arrived_on, paid_on)"
LAST: Final = "lower(coalesce(attestant_2, attestant_1))"
LAST_ON: Final = "CASE WHEN attestant_2 IS NULL THEN attested_1_on ELSE attested_2_on END"
DECIDED: Final = "coalesce(attested_2_on, attested_1_on, booked_on, invoice_date)"
PAYEE: Final = (
    "CASE WHEN contains(supplier, ',') THEN lower(trim(split_part(supplier, ',', 1))) ELSE lower(supplier) END"
)
#: Of a direct award, by the day.
CEILING: Final = """CASE
    WHEN day < DATE '2014-07-01' THEN 27096400 WHEN day < DATE '2016-01-01' THEN 50580000
    WHEN day < DATE '2018-01-01' THEN 53489000 WHEN day < DATE '2020-01-01' THEN 58690700
    WHEN day < DATE '2022-01-01' THEN 61531200 WHEN day < DATE '2022-02-01' THEN 62628400 ELSE 70000000 END"""


#: The columns of each file, as one value.
_COLUMNS: Final = "(SELECT file AS of_file, has FROM journal_columns AS has)"


def _lacks(column: str) -> str:
    """Whether a file that has the column notes nothing in it, of a row that could be read."""
    return f"(j.{column} IS NULL AND has.{column} AND (j.supplier IS NOT NULL OR j.amount IS NOT NULL))"


#: A sum is over no limit where one of its amounts is unknown.
_SUMMED: Final = "coalesce(amount, -4000000000000000000)"
_LAWFUL: Final = f"coalesce({DAY}, (SELECT first_day FROM year)) >= {LAW}"


def _told(rules: dict[str, str], groups: str) -> str:
    """Rows and öre of each rule, of groups of rows that deviate from the same rules."""
    told = ", ".join(f"CASE WHEN {flag} THEN '{rule}' END" for rule, flag in rules.items())
    return f"""SELECT rule, sum(n), sum(ore)
    FROM (SELECT unnest([{told}]) AS rule, n, ore FROM {groups}) WHERE rule IS NOT NULL GROUP BY rule"""


# What a person might decide or approve on a day that something was decided on: few, however many the rows.
_DAYS: Final = f"days AS (SELECT DISTINCT {DECIDED} AS day FROM journal)"
_MANDATES: Final = """matters AS (SELECT DISTINCT matter_key AS matter FROM delegates UNION SELECT ''),
mandates AS (
    SELECT d.person_key AS person, days.day, matter, bool_or(d.consultation) AS consultation,
        CASE WHEN count(*) = count(d.limit_ore) THEN max(d.limit_ore) END AS ore
    FROM days CROSS JOIN matters
    JOIN delegates AS d ON days.day BETWEEN d.from_date AND d.to_date
        AND d.has_limit IS NOT FALSE AND (matter = '' OR matter = d.matter_key)
    GROUP BY ALL
)"""
_APPROVED: Final = """approved AS (
    SELECT person_key AS person, days.day, bool_and(has_limit) AND count(*) = count(has_limit) AS is_limited,
        CASE WHEN count(*) = count(limit_ore) THEN max(limit_ore) END AS ore
    FROM days JOIN approvers ON days.day BETWEEN from_date AND to_date
    GROUP BY ALL
)"""
# No smaller invoice passes any limit.
_LARGE: Final = """large AS (
    SELECT file, coalesce(lower(supplier), '') AS supplier_key, invoice_number, sum(amount) AS ore
    FROM journal WHERE invoice_number IS NOT NULL GROUP BY ALL
    HAVING count(*) = count(amount) AND sum(amount) > (
        SELECT min(limit_ore) FROM (SELECT limit_ore FROM approvers UNION ALL SELECT limit_ore FROM delegates)
    )
)"""
_INVOICE: Final = (
    """CASE WHEN j.amount IS NULL THEN NULL WHEN j.invoice_number IS NULL THEN j.amount ELSE large.ore END"""
)
_TO_LARGE: Final = """LEFT JOIN large ON large.file = j.file AND large.invoice_number = j.invoice_number
        AND large.supplier_key = coalesce(lower(j.supplier), '')"""

_ROW_RULES: Final = {
    "forbundets-egna/inkop-attestant-i-forteckningen": "not_on_list",
    "forbundets-egna/inkop-attestantens-grans": "over_approval",
    "forbundets-egna/inkop-delegationens-grans": "over_mandate",
    "forbundets-egna/inkop-stod-i-delegationsordningen": "no_mandate",
    "god-sed/inkop-attest-fore-betalning": "late AND lawful",
    "god-sed/inkop-attest-i-ordning": "out_of_order AND lawful",
    "god-sed/inkop-attestant-ej-bestallare": "own_order AND lawful",
    "god-sed/inkop-attesterat": "no_attestant AND lawful",
    "god-sed/inkop-avtal-finns": "unknown_contract AND lawful",
    "god-sed/inkop-avtal-galler": "other_contract AND lawful",
    "god-sed/inkop-bestallare": "no_requester AND lawful",
    "god-sed/inkop-egen-betalning": "own_payment AND lawful",
    "god-sed/inkop-inom-aret": "other_day AND lawful",
    "god-sed/inkop-jamna-belopp": "is_round AND lawful",
    "god-sed/inkop-kort-syfte": "no_card_purpose AND lawful",
    "god-sed/inkop-ledig-dag": "day_off AND lawful",
    "god-sed/inkop-periodisering": "other_year AND lawful",
    "god-sed/inkop-rad-lasbar": "unreadable AND lawful",
    "god-sed/inkop-representation": "unexplained AND lawful",
    "god-sed/inkop-tva-attestanter": "one_attestant AND lawful",
}
# What few rows or few columns are asked for stands apart from the pass over all rows.
_ROWS: Final = f"""WITH {_DAYS}, {_MANDATES}, {_APPROVED}, {_LARGE}, keyed AS (
    SELECT *, lower(requested_by) AS requester, lower(attestant_1) AS first, lower(attestant_2) AS second,
        {LAST} AS last, {LAST_ON} AS last_on, {DECIDED} AS decided, {PAYEE} AS payee, {DAY} AS day
    FROM journal
), judged AS (
    SELECT j.amount, coalesce(j.day, year.first_day) >= {LAW} AS lawful,
        a.person IS NULL AND j.last IS NOT NULL AND j.decided IS NOT NULL AND year.approvers_whole AS not_on_list,
        a.is_limited AND {_INVOICE} > a.ore AS over_approval,
        {_lacks("contract")} AS no_contract,
        no_contract AND {_INVOICE} > m.ore AND (NOT m.consultation OR {_lacks("consulted")}) AS over_mandate,
        no_contract AND m.person IS NULL AND j.last IS NOT NULL AND j.decided IS NOT NULL AND year.orders_whole
            AND year.roles_whole AS no_mandate,
        NOT j.card AND j.last_on > j.paid_on AS late,
        j.attested_1_on > j.attested_2_on AND j.first IS NOT NULL AND j.second IS NOT NULL AS out_of_order,
        j.requester IN (j.first, j.second) AS own_order,
        {_lacks("attestant_1")} AS no_attestant,
        c.id IS NULL AND j.contract IS NOT NULL AND year.contracts_whole AS unknown_contract,
        NOT (c.supplier_key = lower(j.supplier) AND j.day BETWEEN c.from_date AND c.to_date) AS other_contract,
        {_lacks("requested_by")} AS no_requester,
        j.payee IN (j.first, j.second) AS own_payment,
        j.booked_on NOT BETWEEN year.first_day AND year.last_day AS other_day,
        j.amount <> 0 AND j.amount % 100000 = 0 AS is_round,
        {_lacks("purpose")} AS no_purpose, no_purpose AND j.card AS no_card_purpose,
        j.last_on IN (FROM days_off) AS day_off,
        year(j.invoice_date) <> year(j.booked_on) AS other_year,
        j.supplier IS NULL OR j.amount IS NULL OR j.day IS NULL AS unreadable,
        contains(lower(concat(j.account_name, ' ', j.text)), 'representation')
            AND (no_purpose OR {_lacks("participants")}) AS unexplained,
        j.first = j.second AS one_attestant
    FROM keyed AS j CROSS JOIN year
    LEFT JOIN journal_columns AS has ON has.file = j.file
    LEFT JOIN approved AS a ON a.person = j.last AND a.day = j.decided
    LEFT JOIN mandates AS m ON m.person = j.last AND m.day = j.decided AND m.matter = coalesce(lower(j.matter), '')
    LEFT JOIN contracts AS c ON c.id = j.contract
    {_TO_LARGE}
), grouped AS (
    SELECT * EXCLUDE (amount, no_contract, no_purpose), count(*) AS n, sum(abs(amount)) AS ore FROM judged GROUP BY ALL
), own_pay AS (
    SELECT row, amount FROM (
        SELECT row, amount, {PAYEE} AS payee, {LAST} AS last, {DECIDED} AS decided FROM journal
        WHERE {_LAWFUL} AND payee IN (SELECT person_key FROM roles)
    )
    JOIN roles AS paid ON paid.person_key = payee AND decided BETWEEN paid.from_date AND paid.to_date
    JOIN roles AS approver ON approver.person_key = last AND decided BETWEEN approver.from_date AND approver.to_date
    GROUP BY row, amount HAVING max(approver.rank) < max(paid.rank)
), drawn AS (
    SELECT amount, {_LAWFUL} AND sum({_SUMMED}) OVER (
            PARTITION BY number ORDER BY coalesce(booked_on, invoice_date), row
        ) > value_ore AS is_over
    FROM journal JOIN (SELECT id, value_ore, rowid AS number FROM contracts) ON id = contract
    WHERE value_ore IS NOT NULL
), counted AS (
    {_told(_ROW_RULES, "grouped")}
)
FROM counted
UNION ALL SELECT 'god-sed/inkop-attest-av-underordnad', count(*), sum(abs(amount)) FROM own_pay
UNION ALL SELECT 'god-sed/inkop-avtalets-varde', count(*), sum(abs(amount)) FROM drawn WHERE is_over
UNION ALL SELECT 'god-sed/inkop-organisationsnummer', count(*), sum(abs(amount)) FROM journal
    WHERE supplier_number IN (SELECT supplier_number FROM numbers WHERE NOT is_valid) AND {_LAWFUL}
UNION ALL SELECT 'god-sed/inkop-personnummer', count(*), sum(abs(amount)) FROM journal
    WHERE row IN (FROM personal) AND {_LAWFUL}"""

_READ: Final = f"supplier IS NOT NULL AND amount <> 0 AND {DAY} IS NOT NULL"
# Only rows that share supplier and amount with another have anything to be compared with.
_AGAIN: Final = f"""WITH several AS (
    SELECT lower(supplier) AS who, abs(amount) AS ore FROM journal WHERE {_READ} GROUP BY ALL HAVING count(*) > 1
), rows AS (
    SELECT row, invoice_number, account, amount, lower(supplier) AS who, {DAY} AS day
    FROM journal WHERE {_READ} AND (lower(supplier), abs(amount)) IN (FROM several)
), marked AS (
    SELECT amount, day >= {LAW} AS lawful,
        invoice_number IS NOT NULL AND row_number() OVER (
            PARTITION BY who, amount, invoice_number, account ORDER BY day, row) > 1 AS twice,
        invoice_number IS NOT NULL AND lag(amount) OVER (
            PARTITION BY who, abs(amount), invoice_number, account ORDER BY day, row) = -amount AS taken_back,
        lag(invoice_number) OVER near <> invoice_number AND day - lag(day) OVER near <= 7 AS nearly
    FROM rows WINDOW near AS (PARTITION BY who, amount ORDER BY day, row)
), grouped AS (
    SELECT * EXCLUDE (amount), count(*) AS n, sum(abs(amount)) AS ore FROM marked GROUP BY ALL
)
{
    _told(
        {
            "god-sed/inkop-aterford": "taken_back AND lawful",
            "god-sed/inkop-dubblett": "twice AND lawful",
            "god-sed/inkop-nastan-dubblett": "nearly AND lawful",
        },
        "grouped",
    )
}"""

# A supplier's invoices without a contract, of which several together may pass the limit that none of them passes.
_WINDOWS: Final = f"""{_DAYS}, {_MANDATES}, invoices AS (
    SELECT file, lower(supplier) AS who, coalesce(invoice_number, concat('rad ', row)) AS invoice, min({DAY}) AS day,
        min({DECIDED}) AS decided, max({LAST}) AS last, coalesce(max(lower(matter)), '') AS matter,
        CASE WHEN count(*) = count(amount) THEN sum(amount) END AS amount
    FROM journal WHERE supplier IS NOT NULL AND {DAY} IS NOT NULL
    GROUP BY ALL HAVING count(contract) = 0
), windows AS (
    SELECT *, sum({_SUMMED}) OVER (PARTITION BY who ORDER BY day RANGE INTERVAL 6 DAYS PRECEDING) AS week,
        sum({_SUMMED}) OVER (PARTITION BY who ORDER BY day RANGE INTERVAL 29 DAYS PRECEDING) AS month
    FROM invoices
), split AS (
    SELECT windows.amount, week > ore AS in_week, month > ore AS in_month
    FROM windows JOIN mandates ON person = last AND mandates.day = decided AND mandates.matter = windows.matter
    JOIN {_COLUMNS} ON of_file = file
    WHERE has.contract AND windows.amount <= ore
)"""
_SPLIT: Final = f"""WITH {_WINDOWS}
SELECT 'forbundets-egna/inkop-uppdelning-sju-dagar', count(*), sum(abs(amount)) FROM split WHERE in_week
UNION ALL
SELECT 'forbundets-egna/inkop-uppdelning-trettio-dagar', count(*), sum(abs(amount)) FROM split WHERE in_month"""

# A supplier's year is the sum of its kinds.
_KINDS: Final = f"""kinds AS (
    SELECT forbund, journal.year AS year, lower(supplier) AS who, left(account, 2) AS kind, max({DAY}) AS day,
        count(*) = count(amount) AS is_whole, bool_and(has.contract OR contracts_whole) AS is_told, sum(amount) AS ore,
        sum(amount) FILTER (journal.contract IS NULL AND lower(supplier) NOT IN (SELECT supplier_key FROM contracts))
            AS free
    FROM journal CROSS JOIN year JOIN {_COLUMNS} ON of_file = file
    WHERE supplier IS NOT NULL
    GROUP BY ALL
)"""
_YEARS: Final = """years AS (
    SELECT who, max(day) AS day, bool_and(is_whole) AS is_whole, bool_and(is_told) AS is_told, sum(ore) AS ore,
        sum(free) AS free
    FROM kinds GROUP BY forbund, year, who
)"""
_MORE: Final = f"is_whole AND is_told AND day >= DATE '2014-01-01' AND free > {CEILING}"
_ALIKE: Final = f"who IN (SELECT supplier_key FROM alike) AND day >= {LAW}"
_OF_YEAR: Final = "count(*), sum(abs(ore)) FILTER (is_whole)"
_SUPPLIERS: Final = f"""WITH {_KINDS}, {_YEARS}
SELECT 'god-sed/inkop-per-leverantor-och-slag', {_OF_YEAR} FROM kinds WHERE kind IS NOT NULL AND {_MORE}
UNION ALL SELECT 'god-sed/inkop-per-leverantor-i-journalen', {_OF_YEAR} FROM years WHERE {_MORE}
UNION ALL SELECT 'god-sed/inkop-leverantor-lik-person', {_OF_YEAR} FROM years WHERE {_ALIKE}"""

_SHARED: Final = f"""FROM (
    SELECT sum(amount) AS ore FROM (
        SELECT amount, lower(supplier) AS who, {DAY} AS day,
            regexp_replace(bank_account, '[^0-9A-Za-z]', '', 'g') AS number
        FROM journal WHERE bank_account IS NOT NULL
    )
    GROUP BY number HAVING min(who) <> max(who) AND max(day) >= {LAW}
)"""
_ACCOUNTS: Final = f"SELECT 'god-sed/inkop-bankkonto', count(*), sum(abs(ore)) {_SHARED}"

FUSED: Final = (_ROWS, _AGAIN, _SPLIT, _SUPPLIERS, _ACCOUNTS)


def _rows(where: str, tables: str = "", before: str = "") -> str:
    """A statement of one rule about single rows."""
    return f"""{before} SELECT count(*), sum(abs(j.amount)) FROM journal AS j CROSS JOIN year
    LEFT JOIN {_COLUMNS} ON of_file = j.file {tables} WHERE {where}"""


def _again(is_found: str) -> str:
    """A statement of one rule about rows that may have been booked before."""
    return f"""SELECT count(*), sum(abs(amount)) FROM (
        SELECT amount, {DAY} AS day, {is_found} AS is_found FROM journal WHERE {_READ}
    ) WHERE is_found AND day >= {LAW}"""


_NEAR: Final = f"(PARTITION BY lower(supplier), amount ORDER BY {DAY}, row)"
_TO_APPROVED: Final = f"LEFT JOIN approved AS a ON a.person = {LAST} AND a.day = {DECIDED}"
_TO_MANDATES: Final = f"""LEFT JOIN mandates AS m ON m.person = {LAST} AND m.day = {DECIDED}
    AND m.matter = coalesce(lower(j.matter), '')"""
_TO_CONTRACTS: Final = "LEFT JOIN contracts AS c ON c.id = j.contract"
_DECIDED: Final = f"{LAST} IS NOT NULL AND {DECIDED} IS NOT NULL"
_TWO: Final = "lower(j.{}) IN (lower(attestant_1), lower(attestant_2))"

EACH: Final = {
    "forbundets-egna/inkop-attestant-i-forteckningen": _rows(
        f"a.person IS NULL AND {_DECIDED} AND approvers_whole", _TO_APPROVED, f"WITH {_DAYS}, {_APPROVED}"
    ),
    "forbundets-egna/inkop-attestantens-grans": _rows(
        f"a.is_limited AND {_INVOICE} > a.ore",
        f"{_TO_APPROVED} {_TO_LARGE}",
        f"WITH {_DAYS}, {_APPROVED}, {_LARGE}",
    ),
    "forbundets-egna/inkop-delegationens-grans": _rows(
        f"{_lacks('contract')} AND {_INVOICE} > m.ore AND (NOT m.consultation OR {_lacks('consulted')})",
        f"{_TO_MANDATES} {_TO_LARGE}",
        f"WITH {_DAYS}, {_MANDATES}, {_LARGE}",
    ),
    "forbundets-egna/inkop-stod-i-delegationsordningen": _rows(
        f"{_lacks('contract')} AND m.person IS NULL AND {_DECIDED} AND orders_whole AND roles_whole",
        _TO_MANDATES,
        f"WITH {_DAYS}, {_MANDATES}",
    ),
    "forbundets-egna/inkop-uppdelning-sju-dagar": f"""WITH {_WINDOWS}
        SELECT count(*), sum(abs(amount)) FROM split WHERE in_week""",
    "forbundets-egna/inkop-uppdelning-trettio-dagar": f"""WITH {_WINDOWS}
        SELECT count(*), sum(abs(amount)) FROM split WHERE in_month""",
    "god-sed/inkop-attest-fore-betalning": _rows(f"NOT card AND {LAST_ON} > paid_on AND {_LAWFUL}"),
    "god-sed/inkop-attest-i-ordning": _rows(
        f"attested_1_on > attested_2_on AND attestant_1 IS NOT NULL AND attestant_2 IS NOT NULL AND {_LAWFUL}"
    ),
    "god-sed/inkop-attest-av-underordnad": f"""SELECT count(*), sum(abs(amount)) FROM (
        SELECT row, amount FROM journal AS j
        JOIN roles AS paid ON paid.person_key = {PAYEE} AND {DECIDED} BETWEEN paid.from_date AND paid.to_date
        JOIN roles AS approver ON approver.person_key = {LAST}
            AND {DECIDED} BETWEEN approver.from_date AND approver.to_date
        WHERE {_LAWFUL} GROUP BY row, amount HAVING max(approver.rank) < max(paid.rank)
    )""",
    "god-sed/inkop-attestant-ej-bestallare": _rows(f"{_TWO.format('requested_by')} AND {_LAWFUL}"),
    "god-sed/inkop-attesterat": _rows(f"{_lacks('attestant_1')} AND {_LAWFUL}"),
    "god-sed/inkop-avtal-finns": _rows(
        f"c.id IS NULL AND j.contract IS NOT NULL AND contracts_whole AND {_LAWFUL}", _TO_CONTRACTS
    ),
    "god-sed/inkop-avtal-galler": _rows(
        f"NOT (c.supplier_key = lower(j.supplier) AND {DAY} BETWEEN c.from_date AND c.to_date) AND {_LAWFUL}",
        _TO_CONTRACTS,
    ),
    "god-sed/inkop-avtalets-varde": f"""SELECT count(*), sum(abs(amount)) FROM (
        SELECT amount, {_LAWFUL} AS lawful, value_ore,
            sum({_SUMMED}) OVER (PARTITION BY contract ORDER BY coalesce(booked_on, invoice_date), row) AS drawn
        FROM journal JOIN contracts ON id = contract
    ) WHERE lawful AND drawn > value_ore""",
    "god-sed/inkop-bankkonto": f"SELECT count(*), sum(abs(ore)) {_SHARED}",
    "god-sed/inkop-bestallare": _rows(f"{_lacks('requested_by')} AND {_LAWFUL}"),
    "god-sed/inkop-egen-betalning": _rows(f"{PAYEE} IN (lower(attestant_1), lower(attestant_2)) AND {_LAWFUL}"),
    "god-sed/inkop-inom-aret": _rows(f"booked_on NOT BETWEEN first_day AND last_day AND {_LAWFUL}"),
    "god-sed/inkop-jamna-belopp": _rows(f"amount <> 0 AND amount % 100000 = 0 AND {_LAWFUL}"),
    "god-sed/inkop-kort-syfte": _rows(f"j.card AND {_lacks('purpose')} AND {_LAWFUL}"),
    "god-sed/inkop-ledig-dag": _rows(f"{LAST_ON} IN (FROM days_off) AND {_LAWFUL}"),
    "god-sed/inkop-organisationsnummer": _rows(
        f"supplier_number IN (SELECT supplier_number FROM numbers WHERE NOT is_valid) AND {_LAWFUL}"
    ),
    "god-sed/inkop-periodisering": _rows(f"year(invoice_date) <> year(booked_on) AND {_LAWFUL}"),
    "god-sed/inkop-personnummer": _rows(f"row IN (FROM personal) AND {_LAWFUL}"),
    "god-sed/inkop-rad-lasbar": _rows(f"(supplier IS NULL OR amount IS NULL OR {DAY} IS NULL) AND {_LAWFUL}"),
    "god-sed/inkop-representation": _rows(
        f"contains(lower(concat(account_name, ' ', text)), 'representation') AND {_LAWFUL} "
        f"AND ({_lacks('purpose')} OR {_lacks('participants')})"
    ),
    "god-sed/inkop-tva-attestanter": _rows(f"lower(attestant_1) = lower(attestant_2) AND {_LAWFUL}"),
    "god-sed/inkop-aterford": _again(
        f"invoice_number IS NOT NULL AND lag(amount) OVER (PARTITION BY lower(supplier), abs(amount), invoice_number, "
        f"account ORDER BY {DAY}, row) = -amount"
    ),
    "god-sed/inkop-dubblett": _again(
        f"invoice_number IS NOT NULL AND row_number() OVER (PARTITION BY lower(supplier), amount, invoice_number, "
        f"account ORDER BY {DAY}, row) > 1"
    ),
    "god-sed/inkop-nastan-dubblett": _again(
        f"lag(invoice_number) OVER {_NEAR} <> invoice_number AND {DAY} - lag({DAY}) OVER {_NEAR} <= 7"
    ),
    "god-sed/inkop-per-leverantor-i-journalen": f"WITH {_KINDS}, {_YEARS} SELECT {_OF_YEAR} FROM years WHERE {_MORE}",
    "god-sed/inkop-per-leverantor-och-slag": f"""WITH {_KINDS}
        SELECT {_OF_YEAR} FROM kinds WHERE kind IS NOT NULL AND {_MORE}""",
    "god-sed/inkop-leverantor-lik-person": f"WITH {_KINDS}, {_YEARS} SELECT {_OF_YEAR} FROM years WHERE {_ALIKE}",
}
