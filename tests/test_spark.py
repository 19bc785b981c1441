"""The same rules on Spark: the same verdicts as DuckDB's, and the same file of deviations to the byte."""

from __future__ import annotations

import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from command import ROOT, run
from finsam_control.engines.duckdb_tables import DuckTables
from finsam_control.judged import Judged, Tables
from finsam_control.outcome import Outcome
from finsam_control.population_judging import judge_population
from payment_kind import VIEW, PaymentFact
from payments import LATE, YEAR, journal, judge_of, payment, rule, tree

if shutil.which("java") is None:
    pytest.skip("Spark runs on Java 17, which is not installed", allow_module_level=True)
pytest.importorskip("pyspark", reason="the extra `spark` is not installed")

from finsam_control.engines.spark_tables import SparkTables

ROWS = 20_000


def rows(rng: random.Random) -> list[dict[str, Any]]:
    start = date(2021, 12, 1)

    def maybe(value: Any) -> Any:
        return None if rng.random() < 0.1 else value

    def day() -> str:
        return (start + timedelta(days=rng.randrange(300))).isoformat()

    return [
        payment(
            n,
            booked_on=maybe(day()),
            paid_on=maybe(day()),
            attested_on=maybe(day()),
            amount=maybe(rng.randrange(-1_000_00, 1_400_000_00)),
            card=maybe(rng.random() < 0.5),
            status=maybe(rng.choice(("betald", "öppen", "Ärende", ""))),
        )
        for n in range(ROWS)
    ]


def test_twenty_thousand_rows_deviate_alike() -> None:
    rng = random.Random(1210)
    rules = [
        rule(LATE, name="rule-0"),
        *(rule(tree(rng), rng.choice((None, tree(rng, 1))), f"rule-{n}") for n in range(1, 8)),
    ]
    duck = journal(rows(rng))
    spark = SparkTables("local[2]", duck._connection)

    def judged(tables: Tables) -> tuple[tuple[Outcome, ...], Judged]:
        return judge_population(judge_of(*rules), PaymentFact, VIEW, tables, YEAR)

    here, own = judged(duck)
    there, spread = judged(spark)
    assert here == there
    assert sum(outcome.kind == "violated" for outcome in here) >= 4
    for one in rules:
        assert list(own.deviations(one)) == list(spread.deviations(one))
    assert DuckTables.name != SparkTables.name


def test_the_shipped_views_and_rules_find_the_same_in_an_example(tmp_path: Path) -> None:
    def checked(engine: str) -> tuple[list[dict[str, Any]], bytes]:
        file = tmp_path / f"{engine}.csv"
        asked = ("--as-of", "2026-11-22", "--format", "json", "--fail-on", "none", "--engine", engine)
        ended = run("check", ROOT / "examples/broken-2024-inkop", *asked, "--extract", file)
        assert ended.code == 0, ended.err
        outcomes: list[dict[str, Any]] = json.loads(ended.out)["outcomes"]
        return [outcome for outcome in outcomes if outcome["population"]], file.read_bytes()

    outcomes, rows = checked("duckdb")
    assert sum(outcome["population"]["deviations"] > 0 for outcome in outcomes) >= 30
    assert checked("local[2]") == (outcomes, rows)
