"""What the benchmark asks of made-up purchases: a kind with joins and windows, and twelve rules on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, ClassVar

from finsam_control import condition as c
from finsam_control.facts.base import Fact, counted, days, flag, ore
from finsam_control.rule import Rule
from finsam_control.rulebook import Rulebook, load

#: Dated: 626 284 kr in January 2022, 700 000 kr from February.
_CEILING = c.Parameter("lou.direktupphandlingsgrans")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePurchaseFact(Fact):
    kind: ClassVar[str] = "made_purchase"
    sv: ClassVar[str] = "påhittade inköp"
    en: ClassVar[str] = "made-up purchases"
    document: ClassVar[str] = "inkop"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True

    amount: Annotated[int | None, ore("beloppet", "the amount")]
    paid_before_attest: Annotated[int | None, days("dagar från betalning till attest", "days from payment to attest")]
    second_before_first: Annotated[int | None, days("dagar mellan attesterna", "days between the attests")]
    attestant_ordered: Annotated[bool | None, flag("attestanten beställde", "the attestant ordered")]
    attestants_are_one: Annotated[bool | None, flag("en och samma attesterade", "one person attested twice")]
    over_limit: Annotated[int | None, ore("beloppet över gränsen", "the amount above the limit")]
    has_consultation: Annotated[bool | None, flag("samråd", "consultation")]
    by_card: Annotated[bool | None, flag("kort", "card")]
    has_purpose: Annotated[bool | None, flag("syfte", "purpose")]
    has_participants: Annotated[bool | None, flag("deltagare", "participants")]
    has_attestant: Annotated[bool | None, flag("attestant", "attestant")]
    supplier_week: Annotated[int | None, ore("veckans köp av leverantören", "the week's purchases from the supplier")]
    supplier_year: Annotated[int | None, ore("årets köp av leverantören", "the year's purchases from the supplier")]
    times_booked: Annotated[int | None, counted("gånger bokförd", "times booked")]
    days_until_booked: Annotated[int | None, days("dagar till bokföring", "days until booked")]


VIEW = """
SELECT j.voucher AS key, j.booked_on AS law_date, j.file, j.line, j.amount,
    date_diff('day', j.attested_1_on, j.paid_on) AS paid_before_attest,
    date_diff('day', j.attested_1_on, j.attested_2_on) AS second_before_first,
    j.attestant_1 = j.requested_by AS attestant_ordered,
    j.attestant_1 = j.attestant_2 AS attestants_are_one,
    j.amount - l.amount AS over_limit,
    j.consulted IS NOT NULL AS has_consultation,
    j.card AS by_card,
    j.purpose IS NOT NULL AS has_purpose,
    j.participants IS NOT NULL AS has_participants,
    j.attestant_1 IS NOT NULL AS has_attestant,
    sum(j.amount) OVER (
        PARTITION BY j.supplier_number ORDER BY j.booked_on RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW
    ) AS supplier_week,
    sum(j.amount) OVER (PARTITION BY j.supplier_number) AS supplier_year,
    count(*) OVER (PARTITION BY j.supplier_number, j.invoice_number, j.amount) AS times_booked,
    date_diff('day', j.invoice_date, j.booked_on) AS days_until_booked
FROM journal AS j
LEFT JOIN limits AS l
    ON l.matter = j.matter AND l.from_date <= j.booked_on AND (l.to_date IS NULL OR j.booked_on <= l.to_date)
"""


def _is(name: str, *, value: bool) -> c.Condition:
    return c.Compare(name, "eq", value)


#: Name, scope and requirement.
ASKED: tuple[tuple[str, c.Condition | None, c.Condition], ...] = (
    ("01-attested-before-paid", None, c.Compare("paid_before_attest", "ge", 0)),
    ("02-second-attest-after-first", None, c.Compare("second_before_first", "ge", 0)),
    ("03-attestant-did-not-order", None, _is("attestant_ordered", value=False)),
    ("04-two-attestants", None, _is("attestants_are_one", value=False)),
    ("05-within-the-limit", None, c.Any((c.Compare("over_limit", "le", 0), _is("has_consultation", value=True)))),
    ("06-card-has-purpose", _is("by_card", value=True), _is("has_purpose", value=True)),
    (
        "07-card-has-purpose-and-participants",
        _is("by_card", value=True),
        c.All((_is("has_purpose", value=True), _is("has_participants", value=True))),
    ),
    ("08-attested-at-all", None, _is("has_attestant", value=True)),
    ("09-week-below-the-ceiling", c.Compare("amount", "lt", _CEILING), c.Compare("supplier_week", "lt", _CEILING)),
    ("10-year-below-the-ceiling", None, c.Compare("supplier_year", "lt", _CEILING)),
    ("11-booked-once", None, c.Compare("times_booked", "eq", 1)),
    ("12-below-the-ceiling", _is("has_consultation", value=False), c.Compare("amount", "lt", _CEILING)),
)


def rulebook() -> Rulebook:
    """The shipped parameters with the benchmark's rules alone."""
    shipped = load((Path(__file__).parents[1] / "rules",))
    text = next(rule.text for rule in shipped.rules if rule.text.due is None)
    always = text.model_copy(update={"in_force": type(text.in_force)()})
    rules = tuple(Rule(name, always, MadePurchaseFact, scope, require) for name, scope, require in ASKED)
    return replace(shipped, rules=rules)
