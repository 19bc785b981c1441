"""Purchases as the journal books them, a row a kontering: who asked and approved, on what mandate, by what contract.

The delegation line is that of the last to approve, on the day of that approval, for the row's matter or, where the
journal names none, the line of the role that allows most. An invoice over several rows is one purchase: limits are
compared with its sum. A blank cell says that nothing was noted only where the file has the column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.facts import base
from finsam_control.facts.base import Fact, days, flag, iso_date, ore


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedPurchaseFact(Fact):
    kind: ClassVar[str] = "booked_purchase"
    sv: ClassVar[str] = "bokförda inköp"
    en: ClassVar[str] = "booked purchases"
    document: ClassVar[str] = "inkopsjournal"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True
    detail: ClassVar[bool] = True
    own_cells: ClassVar[Mapping[str, str]] = {
        "voucher": "voucher",
        "supplier": "supplier",
        "contract": "contract",
        "approvers": "nullif(concat_ws(', ', attestant_1, attestant_2), '')",
        "approver": "coalesce(attestant_2, attestant_1)",
    }

    voucher: Annotated[str | None, base.text("verifikationen", "the voucher")]
    supplier: Annotated[str | None, base.text("leverantören", "the supplier")]
    bought_on: Annotated[str | None, iso_date("inköpets datum", "the date of the purchase")]
    amount: Annotated[int | None, ore("radens belopp utan moms", "the row's amount without VAT")]
    invoice_total: Annotated[
        int | None, ore("fakturans belopp, alla rader", "the invoice's amount, all its rows together")
    ]
    approvers: Annotated[str | None, base.text("de som attesterade", "those who approved")]
    approver: Annotated[str | None, base.text("den som attesterade sist", "whoever approved last")]
    has_requester: Annotated[bool | None, flag("beställaren är angiven", "the one who ordered is named")]
    has_attestant: Annotated[bool | None, flag("attestanten är angiven", "whoever approved is named")]
    has_two_steps: Annotated[bool | None, flag("attesterat i två steg", "approved in two steps")]
    attestant_is_requester: Annotated[
        bool | None, flag("beställaren har själv attesterat", "whoever ordered has approved")
    ]
    attestant_is_payee: Annotated[bool | None, flag("attestanten får själv betalt", "whoever approved is paid")]
    one_in_both_steps: Annotated[
        bool | None, flag("samma person i båda stegen", "one and the same person in both steps")
    ]
    payee_has_role: Annotated[
        bool | None, flag("den som får betalt har en roll i förbundet", "whoever is paid has a role", "medlemmar")
    ]
    attestant_below_payee: Annotated[
        bool | None, flag("attestanten är underställd den som får betalt", "whoever approved is below the one paid")
    ]
    approved_late: Annotated[int | None, days("tiden från betalning till attest", "time from payment to approval")]
    second_step_early: Annotated[
        int | None, days("tiden från andra attesten till den första", "time from the second approval to the first")
    ]
    on_list: Annotated[
        bool | None,
        flag("attestanten står i attestförteckningen", "whoever approved is on the list", "attestforteckning"),
    ]
    has_approval_limit: Annotated[
        bool | None, flag("förteckningen sätter en gräns", "the list sets a limit", "attestforteckning")
    ]
    over_approval: Annotated[
        int | None,
        ore("beloppet minus attestantens gräns", "the amount less the approver's limit", "attestforteckning"),
    ]
    entry: Annotated[
        str | None, base.text("raden i delegationsordningen", "the line of the delegation order", "delegationsordning")
    ]
    adopted: Annotated[
        str | None, base.text("styrelsens beslut om den", "the board's decision on it", "delegationsordning")
    ]
    has_mandate: Annotated[
        bool | None,
        flag(
            "delegationsordningen har en rad för attestanten",
            "the order has a line for the approver",
            "delegationsordning",
        ),
    ]
    over_limit: Annotated[
        int | None,
        ore("beloppet minus delegationens gräns", "the amount less the mandate's limit", "delegationsordning"),
    ]
    consultation_suffices: Annotated[
        bool | None, flag("samråd räcker över gränsen", "consultation is enough above the limit", "delegationsordning")
    ]
    consulted: Annotated[bool | None, flag("samrådet är antecknat", "the consultation is noted")]
    by_card: Annotated[bool | None, flag("köpet är gjort med kort", "the purchase was paid by card")]
    is_representation: Annotated[bool | None, flag("köpet är representation", "the purchase is representation")]
    has_purpose: Annotated[bool | None, flag("syftet är antecknat", "the purpose is noted")]
    has_participants: Annotated[bool | None, flag("deltagarna är antecknade", "the participants are noted")]
    contract: Annotated[str | None, base.text("avtalet", "the contract")]
    has_contract: Annotated[bool | None, flag("raden nämner ett avtal", "the row names a contract")]
    contract_is_known: Annotated[
        bool | None, flag("avtalet finns i avtalsförteckningen", "the contract is on the list", "avtal")
    ]
    contract_covers: Annotated[
        bool | None, flag("avtalet gäller leverantören den dagen", "the contract covers supplier and day", "avtal")
    ]
    contract_has_value: Annotated[
        bool | None, flag("avtalets hela värde är känt", "the contract's whole value is known", "avtal")
    ]
    over_contract: Annotated[
        int | None,
        ore(
            "årets köp till och med dagen minus avtalets värde",
            "the year's purchases to that day less its value",
            "avtal",
        ),
    ]
    other_year: Annotated[
        bool | None, flag("fakturan är daterad ett annat år än den bokfördes", "invoiced in another year than booked")
    ]
    outside_year: Annotated[bool | None, flag("bokfört utanför det granskade året", "booked outside the year")]
    on_day_off: Annotated[bool | None, flag("attesterat en ledig dag", "approved on a day off")]
    has_number: Annotated[bool | None, flag("organisationsnumret är angivet", "the organisation number is given")]
    number_is_valid: Annotated[bool | None, flag("organisationsnumret är giltigt", "the organisation number is valid")]
    has_personal_number: Annotated[
        bool | None, flag("texten har ett personnummer", "the text holds a personal identity number")
    ]
    is_round: Annotated[bool | None, flag("beloppet är hela tusental kronor", "whole thousands of kronor")]
    can_be_judged: Annotated[
        bool, flag("leverantör, belopp och datum går att läsa", "supplier, amount and date can be read")
    ]


def _noted(name: str) -> str:
    """True for something in the cell, false for a blank where the file has the column and the row could be read."""
    return (
        f"CASE WHEN j.{name} IS NOT NULL THEN TRUE "
        f"WHEN has.{name} AND (j.supplier IS NOT NULL OR j.amount IS NOT NULL) THEN FALSE END"
    )


def _alike(one: str, other: str) -> str:
    """Whether both are names or both are initials; of a name and initials nobody can tell that they are of two."""
    return f"({one} LIKE '% %') = ({other} LIKE '% %')"


_LAST: Final = "coalesce(attestant_2_key, attestant_1_key)"
_MANDATE_DAY: Final = "coalesce(attested_2_on, attested_1_on, booked_on, invoice_date)"
#: Who approved before the last, and when.
_BEFORE: Final = "CASE WHEN attestant_2 IS NOT NULL THEN attestant_1_key END"
_BEFORE_DAY: Final = "coalesce(attested_1_on, booked_on, invoice_date)"
_DRAWN_ON: Final = "coalesce(booked_on, invoice_date, DATE '9999-12-31')"

#: A row with the keys and days that everything below asks for.
_ROWS: Final = f"""
    SELECT journal.*,
        coalesce(attestant_1_key, attestant_2_key) AS first_key, {_LAST} AS last_key,
        {_BEFORE} AS before_key, {_BEFORE_DAY} AS before_day, coalesce(matter_key, '') AS decided_key,
        coalesce(booked_on, invoice_date, arrived_on, paid_on) AS day, {_MANDATE_DAY} AS mandate_day,
        {_DRAWN_ON} AS drawn_on,
        CASE WHEN attestant_2 IS NULL THEN attested_1_on ELSE attested_2_on END AS last_on,
        {", ".join(f"{BookedPurchaseFact.own_cells[name]} AS {name}" for name in ("approvers", "approver"))}
    FROM journal"""  # noqa: S608 -- our own columns

#: Who approved last, on what day and for what matter: few, however many the rows, and so is what is joined to them.
_APPROVALS: Final = f"""
    SELECT DISTINCT {_LAST} AS last_key, {_MANDATE_DAY} AS mandate_day,
        coalesce(matter_key, '') AS matter_key
    FROM journal"""  # noqa: S608 -- our own columns

#: The line of whoever approved last: for the row's matter, else of all lines with a limit the one that allows most.
_MANDATES: Final = """
    SELECT last_key, mandate_day, matter_key,
        min(CASE WHEN nth = 1 THEN entry END) AS entry, min(CASE WHEN nth = 1 THEN adopted END) AS adopted,
        CASE WHEN bool_and(is_sure) AND count(*) = count(limit_ore) THEN max(limit_ore) END AS limit_ore,
        bool_or(consultation) AS consultation, bool_or(is_sure) AS is_sure
    FROM (
        SELECT a.last_key, a.mandate_day, a.matter_key,
            d.entry, d.adopted, d.limit_ore, d.consultation, d.is_sure,
            row_number() OVER (
                PARTITION BY a.last_key, a.mandate_day, a.matter_key ORDER BY d.limit_ore DESC NULLS LAST, d.entry
            ) AS nth
        FROM approvals AS a
        JOIN delegates AS d ON d.person_key = a.last_key AND a.mandate_day BETWEEN d.from_date AND d.to_date
            AND d.has_limit IS NOT FALSE AND d.matter_key = coalesce(nullif(a.matter_key, ''), d.matter_key)
    ) AS lines
    GROUP BY last_key, mandate_day, matter_key"""

_APPROVED: Final = f"""
    SELECT days.person_key, days.day, count(*) AS lines,
        CASE WHEN NOT bool_and(a.has_limit) THEN FALSE WHEN count(*) = count(a.has_limit) THEN TRUE END AS is_limited,
        CASE WHEN count(*) = count(a.limit_ore) THEN max(a.limit_ore) END AS limit_ore
    FROM (
        SELECT last_key AS person_key, mandate_day AS day FROM approvals
        UNION SELECT {_BEFORE}, {_BEFORE_DAY} FROM journal WHERE attestant_2 IS NOT NULL
    ) AS days
    JOIN approvers AS a ON a.person_key = days.person_key AND days.day BETWEEN a.from_date AND a.to_date
    GROUP BY days.person_key, days.day"""  # noqa: S608 -- our own columns

#: What is looked up of an approval, in one place: each join to all rows takes its time. Somebody is not to be found
#: who is told by initials, and neither is a matter by another name than the order gives it; of those nobody knows.
_DECISIONS: Final = """
    SELECT a.*, a.last_key LIKE '% %' AS is_name,
        a.matter_key = '' OR a.matter_key IN (SELECT matter_key FROM delegates) AS is_matter,
        m.entry, m.adopted, m.limit_ore, m.consultation, m.is_sure,
        approved.lines, approved.is_limited, approved.limit_ore AS approval_ore
    FROM approvals AS a
    LEFT JOIN mandates AS m ON m.last_key = a.last_key AND m.mandate_day = a.mandate_day
        AND m.matter_key = a.matter_key
    LEFT JOIN approved ON approved.person_key = a.last_key AND approved.day = a.mandate_day
    WHERE a.last_key IS NOT NULL AND a.mandate_day IS NOT NULL"""

#: What is paid to people: whether by their own approval, and the ranks where both had a role that day.
_PAID: Final = f"""
    SELECT paid.row, bool_or(is_own) AS is_own, bool_or(has_role) AS has_role,
        max(payee.rank) AS payee_rank, max(approver.rank) AS approver_rank
    FROM (
        SELECT row, payees.person_key, payees.has_role,
            payees.person_key = attestant_1_key OR payees.person_key = attestant_2_key AS is_own,
            {_LAST} AS last_key, {_MANDATE_DAY} AS mandate_day
        FROM journal
        JOIN payees ON payees.supplier_key = journal.supplier_key
    ) AS paid
    LEFT JOIN roles AS payee
        ON payee.person_key = paid.person_key AND paid.mandate_day BETWEEN payee.from_date AND payee.to_date
    LEFT JOIN roles AS approver
        ON approver.person_key = paid.last_key AND paid.mandate_day BETWEEN approver.from_date AND approver.to_date
    GROUP BY paid.row"""  # noqa: S608 -- our own columns

#: The invoices of several rows, and their sums: unknown where the amount of a row is.
_INVOICES: Final = """
    SELECT file, coalesce(supplier_key, '') AS supplier_key, invoice_number,
        CASE WHEN count(*) = count(amount) THEN CAST(sum(amount) AS BIGINT) END AS total
    FROM journal
    WHERE invoice_number IS NOT NULL
    GROUP BY file, coalesce(supplier_key, ''), invoice_number
    HAVING count(*) > 1"""

#: What had been bought by each contract that has a value when a day ended: in what order within it, nobody knows.
#: From the first day of an amount that is unknown, so is the sum.
_DRAWN: Final = f"""
    SELECT contract, drawn_on,
        CASE WHEN max(unread) OVER so_far = 0 THEN CAST(sum(amount) OVER so_far AS BIGINT) END AS ore
    FROM (
        SELECT contract, {_DRAWN_ON} AS drawn_on, sum(amount) AS amount, count(*) - count(amount) AS unread
        FROM journal
        WHERE contract IN (SELECT id FROM contracts WHERE value_ore IS NOT NULL)
        GROUP BY contract, {_DRAWN_ON}
    ) AS days
    WINDOW so_far AS (PARTITION BY contract ORDER BY drawn_on)"""  # noqa: S608 -- our own columns

VIEW = f"""
WITH approvals AS ({_APPROVALS}), mandates AS ({_MANDATES}), approved AS ({_APPROVED}),
    decisions AS ({_DECISIONS}), paid AS ({_PAID}),
    invoices AS ({_INVOICES}), drawn AS ({_DRAWN}), rows AS (
    SELECT keyed.*,
        CASE WHEN invoices.file IS NOT NULL THEN invoices.total ELSE keyed.amount END AS invoice_total
    FROM ({_ROWS}) AS keyed
    LEFT JOIN invoices ON invoices.file = keyed.file AND invoices.invoice_number = keyed.invoice_number
        AND invoices.supplier_key = coalesce(keyed.supplier_key, '')
)
SELECT
    concat(j.file, ':', j.line) AS key, coalesce(j.day, year.first_day) AS law_date, j.amount, j.file, j.line,
    {", ".join(f"j.{name}" for name in BookedPurchaseFact.own_cells)}, j.day AS bought_on, j.invoice_total,
    {_noted("requested_by")} AS has_requester,
    CASE WHEN j.first_key IS NOT NULL THEN TRUE ELSE {_noted("attestant_1")} END AS has_attestant,
    CASE WHEN j.first_key IS NOT NULL THEN j.before_key IS NOT NULL END AS has_two_steps,
    CASE WHEN j.requested_by_key = j.first_key OR j.requested_by_key = j.attestant_2_key THEN TRUE
         WHEN {_alike("j.requested_by_key", "j.first_key")}
              AND coalesce({_alike("j.requested_by_key", "j.attestant_2_key")}, TRUE) THEN FALSE END
        AS attestant_is_requester,
    CASE WHEN paid.is_own THEN TRUE
         WHEN j.supplier IS NOT NULL AND j.first_key IS NOT NULL
              AND (paid.row IS NULL OR j.first_key LIKE '% %' AND coalesce(j.attestant_2_key LIKE '% %', TRUE))
         THEN FALSE END AS attestant_is_payee,
    CASE WHEN j.before_key = j.attestant_2_key THEN TRUE
         WHEN {_alike("j.before_key", "j.attestant_2_key")} THEN FALSE END
        AS one_in_both_steps,
    CASE WHEN paid.has_role THEN TRUE WHEN j.supplier IS NOT NULL AND year.roles_whole THEN FALSE END
        AS payee_has_role,
    paid.approver_rank < paid.payee_rank AS attestant_below_payee,
    date_diff('day', j.paid_on, j.last_on) AS approved_late,
    date_diff('day', j.attested_2_on, j.attested_1_on) AS second_step_early,
    CASE WHEN decisions.lines > 0 AND (j.before_key IS NULL OR earlier.lines > 0) THEN TRUE
         WHEN year.approvers_whole
              AND (decisions.is_name AND decisions.lines IS NULL
                   OR j.before_key LIKE '% %' AND j.before_day IS NOT NULL AND earlier.lines IS NULL) THEN FALSE END
        AS on_list,
    decisions.is_limited AS has_approval_limit,
    j.invoice_total - decisions.approval_ore AS over_approval,
    decisions.entry, decisions.adopted,
    CASE WHEN decisions.is_sure THEN TRUE
         WHEN decisions.is_sure IS NULL AND decisions.is_name AND decisions.is_matter
              AND year.orders_whole AND year.roles_whole
         THEN FALSE END AS has_mandate,
    j.invoice_total - decisions.limit_ore AS over_limit,
    decisions.consultation AS consultation_suffices,
    CASE WHEN lower(substr(j.consulted, 1, 3)) IN ('nej', 'ej ')
         THEN FALSE ELSE {_noted("consulted")} END AS consulted,
    j.card AS by_card,
    lower(j.account_name) LIKE '%representation%' OR CASE WHEN lower(j.text) LIKE '%representation%' THEN TRUE
        WHEN j.account_name IS NOT NULL THEN FALSE END AS is_representation,
    {_noted("purpose")} AS has_purpose,
    {_noted("participants")} AS has_participants,
    {_noted("contract")} AS has_contract,
    CASE WHEN contracts.id IS NOT NULL THEN TRUE WHEN j.contract IS NOT NULL AND year.contracts_whole THEN FALSE END
        AS contract_is_known,
    contracts.supplier_key = j.supplier_key AND j.day BETWEEN contracts.from_date AND contracts.to_date
        AS contract_covers,
    CASE WHEN contracts.id IS NOT NULL THEN contracts.value_ore IS NOT NULL END AS contract_has_value,
    drawn.ore - contracts.value_ore AS over_contract,
    extract(YEAR FROM j.invoice_date) <> extract(YEAR FROM j.booked_on) AS other_year,
    NOT (j.booked_on BETWEEN year.first_day AND year.last_day) AS outside_year,
    CASE WHEN first_off.day IS NOT NULL OR second_off.day IS NOT NULL THEN TRUE
         WHEN coalesce(j.attested_1_on, j.attested_2_on) IS NOT NULL
              AND (j.attested_1_on IS NOT NULL OR j.attestant_1 IS NULL)
              AND (j.attested_2_on IS NOT NULL OR j.attestant_2 IS NULL) THEN FALSE END
        AS on_day_off,
    {_noted("supplier_number")} AS has_number,
    numbers.is_valid AS number_is_valid,
    CASE WHEN personal.row IS NOT NULL THEN TRUE
         WHEN j.supplier IS NOT NULL OR j.amount IS NOT NULL OR j.text IS NOT NULL THEN FALSE END
        AS has_personal_number,
    j.amount <> 0 AND j.amount % 100000 = 0 AS is_round,
    j.supplier IS NOT NULL AND j.amount IS NOT NULL AND j.day IS NOT NULL AS can_be_judged
FROM rows AS j
CROSS JOIN year
LEFT JOIN journal_columns AS has ON has.file = j.file
LEFT JOIN decisions ON decisions.last_key = j.last_key AND decisions.mandate_day = j.mandate_day
    AND decisions.matter_key = j.decided_key
LEFT JOIN approved AS earlier ON earlier.person_key = j.before_key AND earlier.day = j.before_day
LEFT JOIN paid ON paid.row = j.row
LEFT JOIN drawn ON drawn.contract = j.contract AND drawn.drawn_on = j.drawn_on
LEFT JOIN contracts ON contracts.id = j.contract
LEFT JOIN days_off AS first_off ON first_off.day = j.attested_1_on
LEFT JOIN days_off AS second_off ON second_off.day = j.attested_2_on
LEFT JOIN numbers ON numbers.supplier_number = j.supplier_number
LEFT JOIN personal ON personal.row = j.row
"""  # noqa: S608 -- our own columns
