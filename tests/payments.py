"""A made-up population: payments in a table of their own, and rules on the kind whose facts are its rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import duckdb

from command import AS_OF
from finsam_control import condition as c
from finsam_control import store
from finsam_control.check import engines
from finsam_control.engines.duckdb_tables import DuckTables
from finsam_control.judging import Judge
from finsam_control.rule import Force, Rule
from finsam_control.rulebook import load, shipped_folder
from payment_kind import PaymentFact

YEAR = 2022
BOOK = load((shipped_folder("rules"),))
#: An amount that the law changed on two days of its own.
DIRECT_AWARD = "lou.direktupphandlingsgrans"


COLUMNS = {
    "file": "VARCHAR",
    "line": "BIGINT",
    "voucher": "VARCHAR",
    "booked_on": "DATE",
    "amount": "BIGINT",
    "attested_on": "DATE",
    "paid_on": "DATE",
    "card": "BOOLEAN",
    "status": "VARCHAR",
}

LATE = c.Compare("attested_late", "le", 0)


def payment(number: int, **values: Any) -> dict[str, Any]:
    usual = {"booked_on": "2022-05-01", "amount": 100_00, "attested_on": "2022-04-30", "paid_on": "2022-05-01"}
    return {
        **dict.fromkeys(COLUMNS),
        "file": "inkop.csv",
        "line": number + 1,
        "voucher": f"A{number}",
        **usual,
        **values,
    }


def journal(rows: Sequence[dict[str, Any]]) -> DuckTables:
    connection = duckdb.connect()
    connection.execute(store.create("journal", {**store.JOURNAL, "attested_on": "DATE"}))
    lists = ", ".join(f"unnest(?::{kind}[])" for kind in COLUMNS.values())
    columns = [[row[name] for row in rows] for name in COLUMNS]
    connection.execute(f"INSERT INTO journal ({', '.join(COLUMNS)}) SELECT {lists}", columns)
    return DuckTables(connection)


def rule(require: c.Condition = LATE, applies: c.Condition | None = None, name: str = "attest", **text: Any) -> Rule:
    usual = BOOK.rules[0].text.model_copy(update={"in_force": Force(), "due": None, **text})
    return Rule(name, usual, PaymentFact, applies, require)


def judge_of(*rules: Rule) -> Judge:
    return Judge(replace(BOOK, rules=rules), engines(), AS_OF)


ON_TIME, LATE_BY_A_DAY = {"attested_on": "2022-05-01"}, {"attested_on": "2022-05-02"}
UNKNOWN = {"attested_on": None}


def tree(rng: random.Random, depth: int = 2) -> c.Condition:
    if depth and rng.random() < 0.6:
        parts = tuple(tree(rng, depth - 1) for _ in range(rng.randint(1, 3)))
        return rng.choice((c.All(parts), c.Any(parts), c.Not(parts[0])))
    return rng.choice(
        (
            LATE,
            c.Compare("amount", rng.choice(("le", "ge", "eq")), c.Parameter(DIRECT_AWARD)),
            c.Compare("by_card", "eq", rng.random() < 0.5),
            c.OneOf("status", ("betald", "öppen")),
            c.Known("status", rng.random() < 0.5),
            c.Compare("paid_on", rng.choice(("lt", "ge")), "2022-06-01"),
        )
    )
