"""Invoices of one supplier close in time: whether they pass together the limit that each of them keeps alone.

The limit is that of the line of the delegation order under which purchases are decided by whoever approved; an invoice
under a contract was decided with it, and is added to no others. Seven and thirty days end with the invoice's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, iso_date, ore


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierWindowFact(Fact):
    kind: ClassVar[str] = "supplier_window"
    sv: ClassVar[str] = "fakturor tätt efter varandra"
    en: ClassVar[str] = "invoices close in time"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True
    detail: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    booked: Annotated[str, iso_date("den sista fakturans dag", "the last invoice's day")]
    amount: Annotated[int | None, ore("fakturans belopp", "the invoice's amount")]
    has_contract: Annotated[bool | None, flag("köpet har ett avtal", "the purchase has a contract")]
    own_over: Annotated[
        int | None, ore("beloppet minus delegationens gräns", "the amount less the limit", "delegationsordning")
    ]
    in_week: Annotated[int | None, counted("antalet fakturor på sju dagar", "invoices in seven days")]
    week_total: Annotated[int | None, ore("fakturorna på sju dagar", "the invoices of seven days")]
    week_over: Annotated[
        int | None, ore("sju dagars fakturor minus gränsen", "seven days less the limit", "delegationsordning")
    ]
    in_month: Annotated[int | None, counted("antalet fakturor på trettio dagar", "invoices in thirty days")]
    month_total: Annotated[int | None, ore("fakturorna på trettio dagar", "the invoices of thirty days")]
    month_over: Annotated[
        int | None, ore("trettio dagars fakturor minus gränsen", "thirty days less the limit", "delegationsordning")
    ]


VIEW = """
WITH rows AS (
    SELECT file, line, supplier, amount, contract,
        coalesce(booked_on, invoice_date, arrived_on, paid_on) AS day,
        coalesce(attested_2_on, attested_1_on, booked_on, invoice_date) AS mandate_day,
        supplier_key, coalesce(attestant_2_key, attestant_1_key) AS last_key, matter_key,
        coalesce(invoice_number, concat('rad ', row)) AS invoice
    FROM journal
), invoices AS (
    SELECT file, supplier_key, invoice, min(line) AS line, min(supplier) AS supplier, min(day) AS day,
        count(contract) > 0 AS has_contract,
        min(mandate_day) AS mandate_day, max(last_key) AS last_key, coalesce(max(matter_key), '') AS matter_key,
        CASE WHEN count(*) = count(amount) THEN CAST(sum(amount) AS BIGINT) END AS amount
    FROM rows
    WHERE supplier IS NOT NULL AND day IS NOT NULL
    GROUP BY file, supplier_key, invoice
), windows AS (
    SELECT invoices.*,
        count(*) OVER week AS in_week,
        CASE WHEN count(*) OVER week = count(amount) OVER week
             THEN CAST(sum(amount) OVER week AS BIGINT) END AS week_total,
        count(*) OVER month AS in_month,
        CASE WHEN count(*) OVER month = count(amount) OVER month
             THEN CAST(sum(amount) OVER month AS BIGINT) END AS month_total
    FROM invoices
    WHERE NOT has_contract
    WINDOW week AS (
        PARTITION BY supplier_key ORDER BY day RANGE BETWEEN INTERVAL 6 DAYS PRECEDING AND CURRENT ROW
    ), month AS (
        PARTITION BY supplier_key ORDER BY day RANGE BETWEEN INTERVAL 29 DAYS PRECEDING AND CURRENT ROW
    )
    UNION ALL
    SELECT invoices.*, NULL, NULL, NULL, NULL FROM invoices WHERE has_contract
), limits AS (
    SELECT a.last_key, a.mandate_day, a.matter_key,
        CASE WHEN bool_and(d.is_sure) AND count(*) = count(d.limit_ore) THEN max(d.limit_ore) END AS ore
    FROM (SELECT DISTINCT last_key, mandate_day, matter_key FROM invoices) AS a
    JOIN delegates AS d ON d.person_key = a.last_key AND a.mandate_day BETWEEN d.from_date AND d.to_date
        AND d.has_limit IS NOT FALSE AND d.matter_key = coalesce(nullif(a.matter_key, ''), d.matter_key)
    GROUP BY a.last_key, a.mandate_day, a.matter_key
)
SELECT
    concat(w.file, ':', w.supplier_key, ' ', w.invoice) AS key, w.day AS law_date, w.amount, w.file, w.line,
    w.supplier, w.day AS booked,
    CASE WHEN w.has_contract THEN TRUE WHEN has.contract THEN FALSE END AS has_contract,
    w.amount - limits.ore AS own_over,
    w.in_week, w.week_total, w.week_total - limits.ore AS week_over,
    w.in_month, w.month_total, w.month_total - limits.ore AS month_over
FROM windows AS w
LEFT JOIN journal_columns AS has ON has.file = w.file
LEFT JOIN limits ON limits.last_key = w.last_key AND limits.mandate_day = w.mandate_day
    AND limits.matter_key = w.matter_key
"""
