"""`check` of a year with a population: exit codes, the file of deviations, and engines that must agree."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from command import ROOT, outcomes, report, run
from finsam_control import check as checking
from finsam_control import dossier as dossiers
from finsam_control import facts, record_tables
from finsam_control.cli import years
from finsam_control.engines.columnar import Sql
from finsam_control.engines.duckdb_tables import DuckTables
from finsam_control.facts import kinds
from finsam_control.reading.file_content import Input
from finsam_control.store import Store
from payment_kind import VIEW
from payments import LATE_BY_A_DAY, ON_TIME, journal, payment

RULE = """\
title: {sv: Attest före betalning, en: Attest before payment}
area: delegation
norm: recommendation
authority: [{act: Påhittat råd, section: "1", url: "https://example.org/"}]
in_force: {}
checked_on: 2026-11-22
subject: payment
require: {field: attested_late, at_most: 0}
severity: moderate
message: {sv: "Attest {attested_late} efter betalning.", en: "Attested {attested_late} after payment."}
why: {sv: Den som betalar ska veta att köpet är godkänt., en: Whoever pays must know that the purchase is approved.}
remedy: {sv: Attestera före betalning., en: Attest before paying.}
"""
YEAR = ROOT / "examples" / "good-year"
AS_OF = ("--as-of", "2026-11-22", "--fail-on", "moderate")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "attest.yaml").write_text(RULE, encoding="utf-8")
    return folder


@pytest.fixture
def handed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Makes the good year one with a journal of the rows given, whose kind is one more of the vocabulary."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    source = (ROOT / "tests" / "payment_kind.py").read_text(encoding="utf-8")
    (folder / "payment.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(facts, "__path__", [*facts.__path__, str(folder)])
    kinds.cache_clear()
    years._rulebook.cache_clear()
    read = dossiers.read

    def hand_in(*rows: dict[str, Any], inputs: tuple[Input, ...] = ()) -> None:
        def with_journal(path: Path) -> dossiers.Dossier:
            found = read(path)
            stored = Store(journal(rows)._connection)
            return replace(found, store=stored, inputs=(*found.inputs, *inputs))

        monkeypatch.setattr(dossiers, "read", with_journal)
        # The year's own journal is not what is looked at here, and neither are the kinds that are made of it.
        monkeypatch.setattr(checking, "views", lambda: {"payment": VIEW})
        monkeypatch.setattr(record_tables, "load", lambda *_: None)

    yield hand_in
    kinds.cache_clear()
    years._rulebook.cache_clear()


ROWS = (payment(1, **LATE_BY_A_DAY), payment(2, **LATE_BY_A_DAY, amount=900_00), payment(3, **ON_TIME))


def test_a_deviation_in_the_population_is_one_finding_and_the_exit_code(
    handed_in: Callable[..., None], rules: Path
) -> None:
    handed_in(*ROWS)
    ended = run("check", YEAR, *AS_OF, "--rules", rules)
    assert ended.code == 1
    assert "2 av 3 rader avviker, sammanlagt 1" in ended.out
    assert "inkop.csv:3 – A2, 900\u00a0kr" in ended.out
    (found,) = outcomes(report(YEAR, "--rules", str(rules)), "attest")
    assert (found["outcome"], found["key"].endswith("|all"), found["subject"]["key"]) == ("violated", True, "all")
    assert (found["population"]["deviations"], found["population"]["rows"]) == (2, 3)


def test_a_population_without_deviations_passes(handed_in: Callable[..., None], rules: Path) -> None:
    handed_in(payment(1, **ON_TIME))
    assert run("check", YEAR, *AS_OF, "--rules", rules).code == 0


@pytest.mark.usefixtures("handed_in")
def test_without_a_journal_the_rule_says_that_it_tested_nothing(rules: Path) -> None:
    (found,) = outcomes(report(ROOT / "examples" / "vastmanland-2025", "--rules", str(rules)), "attest")
    assert (found["outcome"], found["subject"], found["population"]) == ("not_assessable", None, None)


def test_every_deviating_row_is_written_to_a_file(handed_in: Callable[..., None], rules: Path, tmp_path: Path) -> None:
    handed_in(*ROWS)
    file = tmp_path / "avvikelser.csv"
    assert run("check", YEAR, *AS_OF, "--rules", rules, "--extract", file).code == 1
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[4:7] for line in lines[1:]] == [
        ["A2", "2022-05-01", "900,00"],
        ["A1", "2022-05-01", "100,00"],
    ]


def test_the_file_of_deviations_never_takes_another_files_place(
    handed_in: Callable[..., None], rules: Path, tmp_path: Path
) -> None:
    judged = tmp_path / "inkop.csv"
    judged.write_text("belopp\n1", encoding="utf-8")
    handed_in(*ROWS, inputs=(Input(judged.as_posix(), hashlib.sha256(b"").hexdigest()),))
    asked = ("check", YEAR, *AS_OF, "--rules", rules, "--extract")
    for insisting, said in (((), "filen finns redan"), (("--force",), "körningen läser den här filen")):
        ended = run(*asked, judged, *insisting)
        assert (ended.code, judged.read_text(encoding="utf-8")) == (2, "belopp\n1")
        assert said in ended.err
    for extract, more in (
        (YEAR / "ut.csv", ()),
        (tmp_path / "ut.txt", ()),
        (tmp_path / "ut.csv", ("--format", f"csv:{tmp_path / 'ut.csv'}")),
        (tmp_path / "ut.csv", ("--edition", "public")),
        (tmp_path / "ut.csv", (YEAR,)),
    ):
        ended = run(*asked, extract, *more)
        assert (ended.code, extract.exists()) == (2, False)
        assert any(said in ended.err for said in ("--extract", "another option names", "cannot lie among the records"))


def test_engines_that_disagree_of_one_row_end_the_run_without_a_grade(
    handed_in: Callable[..., None], rules: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Flipped(DuckTables):
        def keep(self, table: str, query: Sql) -> None:
            super().keep(table, query)
            if table.startswith("judged"):
                self._connection.execute(f'UPDATE {table} SET "verdict 0" = 0 WHERE line = 2')

    handed_in(*ROWS)
    monkeypatch.setattr(checking, "tables_of", lambda connection, _: Flipped(connection))
    file = tmp_path / "avvikelser.csv"
    ended = run("check", YEAR, *AS_OF, "--rules", rules, "--extract", file)
    assert (ended.code, ended.out, file.exists()) == (3, "", False)
    assert "inkop.csv:2" in ended.err


def test_an_engine_that_fails_ends_the_run_without_a_grade(
    handed_in: Callable[..., None], rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(*ROWS)
    monkeypatch.setattr(checking, "views", lambda: {"payment": "SELECT * FROM elsewhere"})
    ended = run("check", YEAR, *AS_OF, "--rules", rules)
    assert (ended.code, ended.out) == (3, "")
    assert "elsewhere" in ended.err


@pytest.mark.parametrize("engine", ["sqlite", "local[]", "spark://", "duckdb; rm"])
def test_an_engine_is_duckdb_or_the_address_of_a_spark(engine: str) -> None:
    ended = run("check", YEAR, *AS_OF, "--engine", engine)
    assert ended.code == 2
    assert "local[2]" in ended.err


@pytest.mark.parametrize(
    "address", ["127.0.0.1:{closed}", "127.0.0.1", "127.0.0.1:999999", "127.0.0.1:{closed},[::1]:{closed}"]
)
def test_a_spark_that_nobody_answers_for_is_said_before_anything_is_judged(address: str) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    with socket.socket() as bound:
        # Bound and not listening, so that no other program can answer there.
        bound.bind(("127.0.0.1", 0))
        engine = "spark://" + address.format(closed=bound.getsockname()[1])
        ended = run("check", YEAR, *AS_OF, "--engine", engine)
    assert (ended.code, ended.out) == (2, "")
    assert f"no Spark answers at {engine}" in ended.err
