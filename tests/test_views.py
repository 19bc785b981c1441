"""Kinds whose facts are rows of a population: each a model and a SELECT that says the same, in SQL any engine reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from finsam_control import facts
from finsam_control.facts import VIEW_COLUMNS, kinds, views
from finsam_control.facts.base import Fact, fields_of

#: What engines do otherwise or not at all (a division makes floats, lists and as-of joins are DuckDB's own).
NOT_CARRIED = (exp.Div, exp.IntDiv, exp.Array, exp.List, exp.Lambda, exp.Unnest, exp.Placeholder, exp.Parameter)
FLOATS = {exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT}

MODULE = """
from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.facts.base import Fact, flag, ore


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangeFact(Fact):
    kind: ClassVar[str] = "strange"
    sv: ClassVar[str] = "underligheter"
    en: ClassVar[str] = "strange things"
    document: ClassVar[str] = "bokforing"
    section: ClassVar[str] = "populations"
    dated: ClassVar[bool] = True

    amount: Annotated[int | None, ore("beloppet", "the amount")]
    is_strange: Annotated[bool | None, flag("underligt", "strange")]


VIEW = "SELECT {columns} FROM journal"
"""
COLUMNS = "voucher AS key, booked_on AS law_date, amount, file, line, amount > 0 AS is_strange"


def faults_of(model: type[Fact], view: str) -> Iterator[str]:
    """What keeps a view from being the model's."""
    parsed = sqlglot.parse_one(view, dialect="duckdb")
    if not isinstance(parsed, exp.Select):
        yield "no SELECT"
        return
    found, expected = parsed.named_selects, {*fields_of(model), *VIEW_COLUMNS}
    if len(found) != len(set(found)) or set(found) != expected:
        yield f"columns: {sorted(set(found) ^ expected) or found}"
    yield from (f"{type(node).__name__}: {node}" for node in parsed.find_all(*NOT_CARRIED))
    yield from (f"float: {node}" for node in parsed.find_all(exp.DataType) if node.this in FLOATS)
    yield from (f"as-of join: {node}" for node in parsed.find_all(exp.Join) if node.method)
    if not sqlglot.transpile(view, read="duckdb", write="spark"):
        yield "nothing for Spark"


@pytest.mark.parametrize("name", sorted(views()))
def test_the_columns_of_a_view_are_the_models(name: str) -> None:
    model, view = kinds()[name][0], views()[name]
    assert list(faults_of(model, view)) == []


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Fact]]:
    """The vocabulary with one more file in its folder."""
    (tmp_path / "strange.py").write_text(MODULE.replace("{columns}", COLUMNS), encoding="utf-8")
    monkeypatch.setattr(facts, "__path__", [*facts.__path__, str(tmp_path)])
    kinds.cache_clear()
    yield kinds()["strange"][0]
    kinds.cache_clear()


def test_a_view_in_the_folder_is_a_kind_like_the_others(strange: type[Fact]) -> None:
    assert kinds()["strange"] == (strange, f"SELECT {COLUMNS} FROM journal")
    assert views()["strange"] == f"SELECT {COLUMNS} FROM journal"
    assert list(faults_of(strange, views()["strange"])) == []


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        (COLUMNS.replace("line, ", ""), "columns: ['line']"),
        (f"{COLUMNS}, supplier", "columns: ['supplier']"),
        (COLUMNS.replace("amount > 0", "amount / 100 > 0"), "Div: "),
        (COLUMNS.replace("amount > 0", "CAST(amount AS DOUBLE) > 0"), "float: DOUBLE"),
        (COLUMNS.replace("amount > 0", "len(list_filter([amount], lambda x: x > 0)) = 1"), "Array: "),
    ],
)
def test_a_view_that_is_not_the_models_or_that_one_engine_alone_reads_is_told(
    strange: type[Fact], columns: str, fault: str
) -> None:
    assert any(found.startswith(fault) for found in faults_of(strange, f"SELECT {columns} FROM journal"))


def test_an_as_of_join_is_told(strange: type[Fact]) -> None:
    joined = f"SELECT {COLUMNS} FROM journal ASOF JOIN delegation ON booked_on >= from_date"
    assert any(re.match("as-of join", found) for found in faults_of(strange, joined))
