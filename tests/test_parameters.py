"""Dated parameters through the command line: before their first date, after their last, and long unread."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import AS_OF, report, run
from finsam_control.parameters import ParameterFile
from finsam_control.rulebook import load, shipped_folder

Folder = Callable[[dict[str, str | bytes]], Path]

PARAMETERS = load((shipped_folder("rules"),)).parameters

#: A rule of one's own that asks for a parameter in a year before it has a value.
EARLY = """title: {sv: Hur långt ifrån, en: How far off}
area: annual_report
norm: good_practice
authority: [{act: Förbundets rutin, section: bokslut, url: "https://example.org/rutin"}]
in_force: {from: 2000-01-01}
checked_on: 2026-11-22
subject: annual_report
require: {field: months_after_year, at_most: {parameter: arsredovisning.frist}}
severity: minor
message: {sv: "Månad {months_after_year}.", en: "Month {months_after_year} it was."}
why: {sv: Varför, en: Why}
remedy: {sv: Gör om, en: Do it again}
cases:
  - {name: i tid, on: 2022-01-01, fact: {months_after_year: 3}, expect: passed}
"""
YEAR = (
    "entity: {{name: Samordningsförbundet Prov}}\nfiscal_year: {year}\nannual_report: {{adopted_on: {after}-03-10}}\n"
)


def year(folder: Folder, fiscal_year: int) -> Path:
    return folder({"a.yaml": YEAR.format(year=fiscal_year, after=fiscal_year + 1)})


@pytest.fixture
def early(tmp_path: Path) -> Path:
    (tmp_path / "egna").mkdir()
    (tmp_path / "egna" / "tidig.yaml").write_text(EARLY, encoding="utf-8")
    return tmp_path / "egna"


class TestBeforeTheFirstDate:
    def test_it_is_an_error_and_no_grade_is_set(self, folder: Folder, early: Path) -> None:
        ended = run("check", year(folder, 2003), "--as-of", str(AS_OF), "--rules", early, "--lang", "en")
        assert (ended.code, ended.out) == (3, "")
        assert "no grade was set: parameter arsredovisning.frist, 2003-01-01" in ended.err

    def test_from_the_first_date_on_it_judges(self, folder: Folder, early: Path) -> None:
        found = report(year(folder, 2004), "--rules", str(early))
        assert [item["outcome"] for item in found["outcomes"] if item["rule"] == "tidig"] == ["passed"]

    def test_the_linter_finds_the_rule_before_any_year_does(self, early: Path) -> None:
        ended = run("rules", "lint", "--rules", early, "--lang", "en")
        assert ended.code == 1
        assert "arsredovisning.frist has no value when the rule comes into force" in ended.out


class TestLongUnread:
    def notices(self, folder: Path, as_of: str) -> list[str]:
        ended = run("check", folder, "--as-of", as_of, "--format", "json", "--fail-on", "none", "--lang", "en")
        return [item["text"] for item in json.loads(ended.out)["notices"] if item["code"] == "unchecked_parameter"]

    def test_a_year_after_the_last_reading_it_is_used_in_silence(self, folder: Folder) -> None:
        assert not self.notices(year(folder, 2025), "2027-11-23")

    def test_a_day_later_it_is_used_all_the_same_and_said_to_be_unchecked(self, folder: Folder) -> None:
        records = year(folder, 2025)
        assert "The parameter arsredovisning.frist has not been checked after 2026-11-22." in self.notices(
            records, "2027-11-24"
        )
        ended = run("check", records, "--as-of", "2027-11-24", "--format", "json", "--fail-on", "none")
        judged = {item["rule"]: item["outcome"] for item in json.loads(ended.out)["outcomes"]}
        assert judged["finsamlagen/24-arsredovisning-i-tid"] == "passed"


class TestABadFile:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('value: "3"', 'value: "3 kr"', "a value in the parameter's unit"),
            ("from: 2004-01-01", "from: 2004-13-01", "a date"),
            ("confidence: V", "confidence: X", "V"),
            ("unit: months", "unit: weeks", "months"),
        ],
    )
    def test_it_stops_every_run_with_file_line_fault_and_example(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
    ) -> None:
        rules = tmp_path / "rules"
        shutil.copytree(shipped_folder("rules"), rules)
        file = rules / "parameters" / "arsredovisning" / "frist.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        monkeypatch.setattr("finsam_control.cli.common.shipped_folder", lambda _: rules)
        ended = run("rules", "list", "--lang", "en")
        assert (ended.code, ended.out) == (2, "")
        assert "frist.yaml:" in ended.err
        assert said in ended.err


class TestTheShippedOnes:
    def test_each_names_a_source_for_each_value(self) -> None:
        assert PARAMETERS
        assert not [name for name, file in PARAMETERS.items() if any(len(dated.source) < 8 for dated in file.values)]

    def test_what_nobody_could_read_is_unknown_and_never_said_to_be_read(self) -> None:
        unread = [dated for file in PARAMETERS.values() for dated in file.values if dated.value == "unknown"]
        assert unread
        assert not [dated for dated in unread if dated.confidence == "V"]

    #: The dated block of law that a rewriting of a file must not move.
    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("finansiering.staten", ["50 %", "50 %"]),
            ("finansiering.regionen", ["25 %", "25 %"]),
            ("finansiering.kommunerna", ["25 %", "25 %"]),
            ("arsredovisning.frist", ["3"]),
            ("arkiv.rakenskapsinformation", ["10", "7"]),
            ("styrelsen.overklagandetid", ["21"]),
            ("moms.ansokan", ["24"]),
            ("gdpr.anmalan", ["72"]),
            ("lou.dokumentation-klar", ["30"]),
            ("eget-kapital.tak", ["unknown", "20 %"]),
            (
                "lou.direktupphandlingsgrans",
                ["270 964", "505 800", "534 890", "586 907", "615 312", "626 284", "700 000", "700 000"],
            ),
        ],
    )
    def test_the_law_stands_as_it_was_read(self, name: str, values: list[str]) -> None:
        assert [dated.value.removesuffix(" kr") for dated in _file(name).values] == values

    def test_what_is_counted_from_a_limit_follows_it(self) -> None:
        """A contract without a term is valued at 48 months (LOU 5:13): its yearly limit is a quarter of the whole."""
        for name in ("direktupphandlingsgrans", "direktupphandlingsgrans-bilaga-2", "dokumentationsgrans"):
            whole, yearly = _file(f"lou.{name}"), _file(f"lou.{name}-per-ar")
            for dated in whole.values:
                value = whole.value_at(dated.start.first)
                assert yearly.value_at(dated.start.first) == (None if value is None else int(value) // 4)


def _file(name: str) -> ParameterFile:
    return PARAMETERS[name]
