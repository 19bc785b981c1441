"""A ledger in a year's folder: what is listed is judged, what is judged is hashed, and it ties to the year."""

from __future__ import annotations

import csv
import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import holidays
import pytest

from command import ROOT, run
from finsam_control import dossier
from finsam_control.facts import facts_of
from finsam_control.holiday import is_day_off
from finsam_control.message import UnreadableError
from ledgers import FILES

if TYPE_CHECKING:
    from finsam_control.dossier import Dossier

YEAR = """\
entity: {name: Förbundet Exempel, org_number: 222000-0000}
fiscal_year: 2022
populations:
  - {file: bok.se, kind: sie}
"""
BOOKS = """\
#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#ORGNR 2220000000
#RAR 0 20220101 20221231
#KONTO 1930 Bank
#KONTO 2010 "Eget kapital"
#KONTO 3010 Bidrag
#KONTO 4010 Kostnad
#KONTO 7830 Avskrivning
#KONTO 8999 "Årets resultat"
#IB 0 1930 100.00
#IB 0 2010 -100.00
#UB 0 1930 130.00
#UB 0 2010 -100.00
#RES 0 3010 -50.00
#RES 0 4010 15.00
#RES 0 7830 5.00
"""


def folder(path: Path, books: str = BOOKS, **tables: str) -> Path:
    """A year with these books, and the one figure of each concept in its statements."""
    rows = "".join(f"    - {{label: {name}, concept: {name}, values: [{value}]}}\n" for name, value in tables.items())
    head = (
        "balance_sheet:\n  id: b\n  title: B\n  unit: kr\n  columns: [{name: x, year: 2022, holds: outcome}]\n  rows:\n"
    )
    path.mkdir(exist_ok=True)
    (path / "year.yaml").write_text(YEAR + (head + rows if rows else ""), encoding="utf-8")
    (path / "bok.se").write_bytes(books.encode("cp437"))
    return path


def facts(found: Dossier, kind: str) -> tuple[Any, ...]:
    result: tuple[Any, ...] = facts_of(found)[kind]
    return result


def test_a_listed_ledger_is_judged_hashed_and_no_longer_unlisted(tmp_path: Path) -> None:
    found = dossier.read(folder(tmp_path))
    (item,) = [item for item in found.inputs if item.path.endswith("bok.se")]
    assert item.sha256 == hashlib.sha256((tmp_path / "bok.se").read_bytes()).hexdigest()
    assert not found.unlisted
    (ledger,) = facts(found, "ledger")
    assert (ledger.is_of_the_year, ledger.is_of_the_forbund, ledger.characters_agree) == (True, True, True)


def test_a_ledger_that_nothing_lists_is_told_of(tmp_path: Path) -> None:
    (folder(tmp_path) / "annan.se").write_text("#FLAGGA 0\n", encoding="ascii")
    assert [Path(file).name for file in dossier.read(tmp_path).unlisted] == ["annan.se"]


def test_every_listed_file_that_cannot_be_read_is_told_of_at_once(tmp_path: Path) -> None:
    folder(tmp_path, "")
    year = tmp_path / "year.yaml"
    year.write_text(year.read_text(encoding="utf-8") + "  - {file: borta.se, kind: sie}\n", encoding="utf-8")
    with pytest.raises(UnreadableError) as refused:
        dossier.read(tmp_path)
    faults = {Path(fault.file).name: (fault.line, fault.found.text) for fault in refused.value.faults}
    assert faults == {"bok.se": (1, "an empty file"), "year.yaml": (5, "the file {file} does not exist")}


def test_a_file_that_is_listed_twice_is_told_of_whatever_its_name(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "kopia.se").write_bytes((tmp_path / "bok.se").read_bytes())
    (tmp_path / "inkop.csv").write_bytes(
        (ROOT / "examples" / "broken-2021-direktupphandling" / "inkop.csv").read_bytes()
    )
    year = tmp_path / "year.yaml"
    more = [("kopia.se", "sie"), ("inkop.csv", "purchases"), ("./inkop.csv", "purchases")]
    listed = "".join(f"  - {{file: {file}, kind: {kind}}}\n" for file, kind in more)
    year.write_text(year.read_text(encoding="utf-8") + listed, encoding="utf-8")
    with pytest.raises(UnreadableError) as refused:
        dossier.read(tmp_path)
    assert [fault.line for fault in refused.value.faults] == [5, 7]
    assert all(
        fault.found.text == "{file} is the same file as {other} on line {line}" for fault in refused.value.faults
    )


def test_a_web_page_saved_as_a_ledger_stops_the_run_with_what_it_is(tmp_path: Path) -> None:
    ended = run("check", str(folder(tmp_path, "<!DOCTYPE html>")), "--as-of", "2026-11-22")
    assert (ended.code, ended.out) == (2, "")
    assert "bok.se:1" in ended.err
    assert "en webbsida (HTML)" in ended.err


def test_no_personal_identity_number_of_a_ledger_leaves_the_tool(tmp_path: Path) -> None:
    """Neither from a text, nor from what becomes a name: a tag, a series, an account."""
    number = "19121212-1212"
    books = f'#{number} 1\n#VER "{number}" 1 20220103 "{number}"\n{{\n#TRANS {number} {{}} 5 "" "{number}"\n}}\n'
    ended = run("check", str(folder(tmp_path, BOOKS + books)), "--as-of", "2026-11-22", "--format", "json")
    assert ended.code in {0, 1}
    assert "######-####" in ended.out
    assert "121212-1212" not in ended.out + ended.err


@pytest.mark.parametrize(("rows", "unbalanced"), [(("5", "-5"), 0), (("5", "-4"), 1), (("5", "-4,99"), None)])
def test_a_voucher_that_cannot_be_read_leaves_it_unknown_whether_all_balance(
    tmp_path: Path, rows: tuple[str, ...], unbalanced: int | None
) -> None:
    voucher = "#VER A 1 20220103\n{\n" + "".join(f"#TRANS 1930 {{}} {row}\n" for row in rows) + "}\n"
    (vouchers,) = facts(dossier.read(folder(tmp_path, BOOKS + voucher)), "ledger_vouchers")
    assert vouchers.unbalanced == unbalanced


@pytest.mark.parametrize(
    ("line", "changed", "field"),
    [
        ("#RAR 0 20220101 20221231", "#RAR 0 20220101 20221230", "is_of_the_year"),
        ("#RAR 0 20220101 20221231", "#RAR 0 20210101 20211231", "is_of_the_year"),
        ("#ORGNR 2220000000", "#ORGNR 2220000001", "is_of_the_forbund"),
        ("#FORMAT PC8", "#FORMAT UTF8", "characters_agree"),
    ],
)
def test_what_is_another_years_or_another_bodys_is_told(tmp_path: Path, line: str, changed: str, field: str) -> None:
    (ledger,) = facts(dossier.read(folder(tmp_path, BOOKS.replace(line, changed))), "ledger")
    assert getattr(ledger, field) is False
    (silent,) = facts(dossier.read(folder(tmp_path, BOOKS.replace(f"{line}\n", ""))), "ledger")
    assert getattr(silent, field) is None


@pytest.mark.parametrize("org_number", ["222000-0000", "162220000000", "16222000-0000"])
def test_an_organisation_number_is_its_ten_digits(tmp_path: Path, org_number: str) -> None:
    (ledger,) = facts(dossier.read(folder(tmp_path, BOOKS.replace("2220000000", org_number))), "ledger")
    assert ledger.is_of_the_forbund is True


class TestTies:
    @pytest.mark.parametrize(
        ("concept", "printed", "difference"),
        [
            ("revenue", "50", 0),
            ("revenue", "51", 50),
            ("costs", "-20", 0),
            ("costs", "-15", 0),
            ("costs", "-17", -150),
            ("result", "30", 0),
            ("result", "-30", -5_950),
            ("assets", "130", 0),
            ("cash", "129", -1),
            ("equity", "130", 0),
            ("liabilities", "0", 0),
            ("equity_and_liabilities", "130", 0),
        ],
    )
    def test_a_printed_figure_is_its_accounts_within_its_rounding(
        self, tmp_path: Path, concept: str, printed: str, difference: int
    ) -> None:
        """Costs are read with depreciation and without: it may be a row of its own."""
        (tie,) = facts(dossier.read(folder(tmp_path, **{concept: printed})), "ledger_tie")
        assert tie.difference == difference

    @pytest.mark.parametrize("concept", ["result", "equity"])
    def test_taking_the_result_to_the_balance_sheet_changes_neither(self, tmp_path: Path, concept: str) -> None:
        taken = BOOKS + "#RES 0 8999 30.00\n#UB 0 2069 -30.00\n"
        printed = {"result": "30", "equity": "130"}[concept]
        (tie,) = facts(dossier.read(folder(tmp_path, taken, **{concept: printed})), "ledger_tie")
        assert tie.difference == 0

    def test_another_years_ledger_is_not_held_against_the_statements(self, tmp_path: Path) -> None:
        books = BOOKS.replace("#RAR 0 20220101 20221231", "#RAR 0 20210101 20211231")
        assert not facts(dossier.read(folder(tmp_path, books, cash="7")), "ledger_tie")

    def test_a_file_for_import_states_no_balance_to_tie(self, tmp_path: Path) -> None:
        books = "#FLAGGA 0\n#VER A 1 20220103\n{\n#TRANS 1930 {} 5\n#TRANS 3010 {} -5\n}\n"
        found = dossier.read(folder(tmp_path, books, cash="5"))
        (tie,) = facts(found, "ledger_tie")
        assert (tie.booked_amount, tie.difference, tie.document_of("difference")) == (None, None, "saldon")
        (balance,) = facts(found, "ledger_balance")
        assert (balance.differing, balance.opening_sum) == (None, None)
        (vouchers,) = facts(found, "ledger_vouchers")
        assert (vouchers.tested, vouchers.unbalanced, vouchers.unnumbered) == (1, 0, None)

    @pytest.mark.parametrize(
        ("left_out", "differing"), [("#IB", None), ("#UB", None), ("#RES", None), ("#RES 0 3010", 1), ("#UB 0 1930", 1)]
    )
    def test_balances_that_the_file_does_not_state_neither_agree_nor_differ(
        self, tmp_path: Path, left_out: str, differing: int | None
    ) -> None:
        rows = "#TRANS 1930 {} 30\n#TRANS 3010 {} -50\n#TRANS 4010 {} 15\n#TRANS 7830 {} 5\n"
        whole = f"{BOOKS}#VER A 1 20220103\n{{\n{rows}}}\n"
        (balance,) = facts(dossier.read(folder(tmp_path / "whole", whole)), "ledger_balance")
        assert balance.differing == 0
        books = "\n".join(line for line in whole.splitlines() if not line.startswith(left_out))
        (balance,) = facts(dossier.read(folder(tmp_path / "other", books)), "ledger_balance")
        assert balance.differing == differing

    def test_a_contribution_is_looked_for_on_accounts_that_have_something_booked(self, tmp_path: Path) -> None:
        year = folder(tmp_path, BOOKS + '#KONTO 3011 "Bidrag från Region Exempel"\n')
        financing = (
            "financing:\n  contributions:\n    - {contributor: Region Exempel, kind: region, this_year: 50 kr}\n"
        )
        records = (year / "year.yaml").read_text(encoding="utf-8")
        (year / "year.yaml").write_text(records + financing, encoding="utf-8")
        assert not facts(dossier.read(year), "ledger_contribution_tie")

    def test_of_a_ledger_without_vouchers_nothing_is_known_of_vouchers_or_projects(self, tmp_path: Path) -> None:
        books = BOOKS + '#DIM 6 Projekt\n#OBJEKT 6 1 "Vägen fram"\n'
        year = folder(tmp_path, books)
        records = (year / "year.yaml").read_text(encoding="utf-8")
        initiatives = "initiatives: {items: [{name: Vägen fram, outcome_year: 15 kr}]}\n"
        (year / "year.yaml").write_text(records + initiatives, encoding="utf-8")
        found = dossier.read(year)
        (vouchers,), (series,), (balance,), (project,) = (
            facts(found, kind) for kind in ("ledger_vouchers", "voucher_series", "ledger_balance", "ledger_project_tie")
        )
        told = (vouchers.unbalanced, vouchers.on_day_off, series.missing, balance.differing, project.booked)
        assert told == (None,) * 5
        assert balance.opening_sum == 0
        assert {fact.document_of("differing") for fact in (vouchers, series, balance, project)} == {"verifikationer"}

    @pytest.mark.parametrize(
        ("objects", "booked_in", "booked"),
        [
            ('#OBJEKT 6 1 "Vägen fram"', "1", 10_00),
            ('#OBJEKT 7 8 "Vägen fram"', "8", 4_00),
            ('#OBJEKT 7 8 "Vägen fram"\n#OBJEKT 6 1 "Vägen fram"', "1", 10_00),
            ('#OBJEKT 7 8 "Vägen fram"\n#OBJEKT 8 8 "Vägen fram"', "8, 8", None),
        ],
    )
    def test_an_initiative_is_looked_for_among_projects_and_else_in_the_one_dimension_that_has_it(
        self, tmp_path: Path, objects: str, booked_in: str, booked: int | None
    ) -> None:
        rows = "#VER A 9 20230301\n{\n#TRANS 5010 {6 1 7 8} 4\n#TRANS 5010 {6 1} 6\n#TRANS 1930 {} -10\n}\n"
        year = folder(tmp_path, f"{BOOKS}{objects}\n{rows}")
        records = (year / "year.yaml").read_text(encoding="utf-8")
        initiatives = "initiatives: {items: [{name: Vägen fram, outcome_year: 10 kr}]}\n"
        (year / "year.yaml").write_text(records + initiatives, encoding="utf-8")
        (project,) = facts(dossier.read(year), "ledger_project_tie")
        assert (project.booked_in, project.booked) == (booked_in, booked)

    def test_the_vouchers_of_another_year_are_none_of_this(self, tmp_path: Path) -> None:
        year = folder(tmp_path)
        other = "#FLAGGA 0\n#RAR 0 20210101 20211231\n#VER A 1 20210104\n{\n#TRANS 1930 {} 5\n#TRANS 3010 {} -5\n}\n"
        (year / "forra.se").write_text(other, encoding="ascii")
        listed = (year / "year.yaml").read_text(encoding="utf-8")
        both = listed.replace("kind: sie}", "kind: sie}\n  - {file: forra.se, kind: sie}")
        (year / "year.yaml").write_text(both, encoding="utf-8")
        told = {fact.key: fact.unbalanced for fact in facts(dossier.read(year), "ledger_vouchers")}
        assert told == {"forra.se": 0, "bok.se": None}

    def test_of_two_ledgers_of_the_year_nobody_knows_which_has_what(self, tmp_path: Path) -> None:
        year = folder(tmp_path)
        (year / "igen.se").write_bytes((year / "bok.se").read_bytes() + b"#GEN 20230101\n")
        listed = (year / "year.yaml").read_text(encoding="utf-8")
        both = listed.replace(
            "kind: sie}", "kind: sie}\n  - {file: igen.se, kind: sie}\n  - {file: k.csv, kind: purchases}"
        )
        (year / "year.yaml").write_text(both, encoding="utf-8")
        (year / "k.csv").write_text(
            "leverantor;belopp;konto_nr;bokforingsdatum\nA;15;4010;2022-01-03\n", encoding="utf-8"
        )
        (tie,) = facts(dossier.read(year), "journal_tie")
        assert (tie.journal_amount, tie.ledger_amount) == (1_500, None)
        ended = run("check", year, "--as-of", "2026-11-22", "--fail-on", "none")
        assert "Flera huvudböcker för året är uppräknade: bok.se, igen.se." in " ".join(ended.out.split())
        ended = run("sample", "plan", year, "--population", "ledger")
        assert ended.code == 2

    @pytest.mark.parametrize(("last_day", "known"), [("20221231", True), ("20220228", None)])
    def test_a_file_that_ends_before_the_year_may_not_be_of_it(
        self,
        tmp_path: Path,
        last_day: str,
        known: bool | None,  # noqa: FBT001 -- one of three states
    ) -> None:
        (ledger,) = facts(dossier.read(folder(tmp_path, BOOKS + f"#OMFATTN {last_day}\n")), "ledger")
        assert ledger.is_of_the_year is known

    def test_beside_a_whole_ledger_a_file_for_import_ties_to_nothing(self, tmp_path: Path) -> None:
        year = folder(tmp_path, cash="130")
        (year / "lon.si").write_text("#FLAGGA 0\n#VER L 1 20220125\n{\n#TRANS 1930 {} 5\n#TRANS 3010 {} -5\n}\n")
        listed = (year / "year.yaml").read_text(encoding="utf-8")
        both = listed.replace("kind: sie}", "kind: sie}\n  - {file: lon.si, kind: sie}")
        (year / "year.yaml").write_text(both, encoding="utf-8")
        (tie,) = facts(dossier.read(year), "ledger_tie")
        assert (tie.file, tie.difference) == ("bok.se", 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_made_up_ledgers_come_out_the_same_byte_for_byte(path: Path) -> None:
    assert path.read_bytes() == FILES[path]()


def test_the_good_ledger_balances_to_the_ore() -> None:
    found = dossier.read(ROOT / "examples" / "good-year")
    (vouchers,), (balance,) = facts(found, "ledger_vouchers"), facts(found, "ledger_balance")
    assert (vouchers.tested, vouchers.untested, vouchers.unbalanced, balance.differing) == (390, 0, 0, 0)
    ties = facts(found, "ledger_tie")
    assert len(ties) == 10
    assert not any(tie.difference for tie in ties)
    assert {tie.printed_amount for tie in ties} == {tie.booked_amount for tie in ties}


def test_days_off_are_those_that_another_calendar_has() -> None:
    days = [date(2004, 1, 1) + timedelta(days=number) for number in range(97 * 365 + 24)]
    others = holidays.country_holidays("SE", years=range(2004, 2102), include_sundays=False)
    assert days[-1] == date(2100, 12, 31)
    assert not [day for day in days if is_day_off(day) != (day.weekday() >= 5 or day in others)]


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2004, 5, 31), True),  # annandag pingst, the last year that it was a holiday
        (date(2005, 5, 16), False),
        (date(2005, 6, 6), True),
        (date(2002, 6, 6), False),
        (date(2022, 4, 15), True),  # långfredagen
        (date(2022, 4, 14), False),
        (date(2022, 5, 26), True),  # Kristi himmelsfärdsdag
        (date(2022, 12, 24), True),  # a Saturday
        (date(2021, 12, 24), False),  # julafton is no holiday of the act
    ],
)
def test_a_day_off_and_the_day_beside_it(day: date, *, off: bool) -> None:
    assert is_day_off(day) is off


class TestExtract:
    """The lines of a ledger that deviate are written out, each as it stands in the file."""

    def test_each_finding_has_its_lines(self, tmp_path: Path) -> None:
        rows = self.extracted(ROOT / "examples" / "broken-2024-bokforing", tmp_path)
        found = {(row["Regel"], Path(row["Fil"]).name, row["Rad"]): row["Fann"] for row in rows}
        assert found["god-sed/verifikation-balanserar", "bokforing.se", "29"].startswith("#VER A 2 20240212")
        assert found["god-sed/bokforing-lasbar", "bokforing.se", "80"] == "#TRANS 6410 {} 10.000,00"
        assert found["god-sed/bokforing-hel", "kommunen-2023.se", "10"] == "{"
        assert found["god-sed/bokforing-personnummer", "bokforing.se", "50"].count("######-####") == 1

    def test_those_beyond_what_is_kept_are_counted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("finsam_control.ledger.KEPT", 2)
        vouchers = "".join(f"#VER A {n} 20220103\n{{\n#TRANS 1930 {{}} 1\n}}\n" for n in range(1, 6))
        rows = self.extracted(folder(tmp_path / "year", BOOKS + vouchers), tmp_path)
        unbalanced = [(row["Fann"], row["Rad"]) for row in rows if row["Regel"] == "god-sed/verifikation-balanserar"]
        assert unbalanced == [
            ("#VER A 1 20220103", "19"),
            ("#VER A 2 20220103", "23"),
            ("och 3 till, som inte skrivs ut", ""),
        ]

    @staticmethod
    def extracted(year: Path, target: Path) -> list[dict[str, str]]:
        ended = run("check", year, "--as-of", "2026-11-22", "--fail-on", "none", "--extract", target / "rader.csv")
        assert ended.code == 0, ended.err
        with (target / "rader.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))
