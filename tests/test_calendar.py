"""The årshjul: every duty on its day, from the law alone or with a year's records, in a table and as iCalendar."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from command import AS_OF, ROOT, run
from finsam_control import dossier
from finsam_control.deadline import deadline
from finsam_control.duty import of_law
from finsam_control.facts import facts_of
from finsam_control.facts.base import fields_of
from finsam_control.rule import Due
from finsam_control.rulebook import load, shipped_folder

Folder = Callable[[dict[str, str | bytes]], Path]
RULEBOOK = load((shipped_folder("rules"),))

REPORT = "finsamlagen/24-arsredovisning-i-tid"
BUDGET = "finsamlagen/23-budget-i-tid"
REMARK = "god-sed/synpunkt-klar-i-tid"
DOCUMENTATION = "lou/19a-11-dokumentation-i-tid"

YEAR = """entity: {name: Samordningsförbundet Prov}
fiscal_year: 2025
annual_report: {adopted_on: 2026-03-20}
observations:
  items:
    - {id: "7", area: Attest, text: "Attestlistan saknas.", measure: Skriv listan., due: 2026-09-30}
    - {id: "8", area: Diarium, text: "Diarium saknas.", measure: Skaffa ett., due: 2027-01-31}
"""


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def shown(*arguments: str | Path, as_of: str = "2026-03-21", lang: str = "en") -> str:
    """The table as one line of words, so that no line break hides a sentence."""
    ended = run("calendar", *arguments, "--as-of", as_of, "--lang", lang)
    assert ended.code == 0, ended.err
    assert max(len(line) for line in ended.out.splitlines()) <= 80
    return " ".join(ended.out.split())


def events(file: Path) -> list[Any]:
    """The events of a file, as the library reads them back."""
    return list(Calendar.from_ical(file.read_bytes()).walk("VEVENT"))


def rules_in(text: str) -> list[str]:
    """The rules of the table, in its order."""
    known = {rule.id for rule in RULEBOOK.rules}
    return [word for word in text.split() if word in known]


class TestOfTheLawAlone:
    def test_the_annual_report_by_31_march_and_the_budget_by_30_november(self) -> None:
        text = shown("--year", "2026")
        assert "2026-03-31 10 days The annual report is drawn up" in text
        assert "SFS 2003:1210 24 § (law)" in text
        assert "2026-11-30 254 days The budget is adopted by 30 November" in text
        assert "SFS 2003:1210 23 § (law)" in text

    def test_the_days_are_sorted_and_those_that_have_gone_by_say_so(self) -> None:
        text = shown("--year", "2026", as_of="2026-03-31")
        days = [word for word in text.split() if word.startswith("2026-") and len(word) == len("2026-03-31")]
        assert days[1:] == sorted(days[1:])
        assert "2026-03-31 today" in text
        assert "2026-03-31 past" in shown("--year", "2026", as_of="2026-04-01")

    def test_a_year_before_the_law_had_no_such_duty(self) -> None:
        assert REPORT not in rules_in(shown("--year", "2004"))
        assert BUDGET in rules_in(shown("--year", "2004"))
        assert REPORT in rules_in(shown("--year", "2005"))
        assert "No duty has its last day in the year." in shown("--year", "1995")

    def test_swedish_is_the_language_of_those_who_use_it(self) -> None:
        text = shown("--year", "2026", lang="sv")
        assert "Årshjul 2026 per 2026-03-21" in text
        assert "10 dagar Årsredovisningen upprättas" in text

    def test_a_year_must_be_given_and_be_a_year(self) -> None:
        assert run("calendar").code == 2
        assert run("calendar", "--year", "26").code == 2

    @given(st.integers(1990, 2200))
    def test_every_duty_falls_in_the_year_asked_for_and_none_twice(self, year: int) -> None:
        duties = of_law(RULEBOOK, year)
        assert {duty.last_day.year for duty in duties} <= {year}
        assert len({(duty.rule.id, duty.base) for duty in duties}) == len(duties)

    @given(st.dates(date(2004, 1, 1), date(2200, 1, 1)))
    def test_days_before_and_after_undo_each_other_and_months_keep_within_theirs(self, day: date) -> None:
        on = date(2026, 1, 1)
        days = Due(field="x", after="budget.framforhallning", before="budget.framforhallning")
        assert deadline(days, day, on, RULEBOOK.parameters) == day
        months = deadline(Due(field="x", after="arsredovisning.frist"), day, on, RULEBOOK.parameters)
        assert months is not None
        assert (months.year * 12 + months.month) - (day.year * 12 + day.month) == 3
        assert months.day == day.day or (months.day < day.day and (months + timedelta(days=1)).day == 1)


class TestWithTheRecordsOfAYear:
    def test_a_duty_that_is_met_says_so_and_a_remark_comes_with_its_own_day(self, folder: Folder) -> None:
        text = shown(folder({"a.yaml": YEAR}), "--year", "2026")
        assert "Duties of 2026, Samordningsförbundet Prov" in text
        assert "The annual report is drawn up within met three months" in text
        assert "2026-09-30" in text
        assert "7, Attest" in text

    def test_what_falls_in_another_year_is_counted_and_not_shown(self, folder: Folder) -> None:
        year = folder({"a.yaml": YEAR})
        text = shown(year, "--year", "2026")
        assert "8, Diarium" not in text
        assert "Duties of the records that fall in other years: 2027 (1)" in text
        assert "8, Diarium" in shown(year, "--year", "2027")

    def test_a_duty_that_no_record_speaks_of_is_there_all_the_same_and_only_once(self, folder: Folder) -> None:
        alone, recorded = rules_in(shown("--year", "2026")), rules_in(shown(folder({"a.yaml": YEAR}), "--year", "2026"))
        assert sorted(recorded) == sorted([*alone, REMARK])
        assert BUDGET in recorded

    def test_the_documentation_of_a_contract_is_due_thirty_days_after_it_is_signed(self) -> None:
        text = shown("examples/good-year", "--year", "2025", as_of="2026-11-22")
        assert DOCUMENTATION in rules_in(text)

    def test_records_that_cannot_be_read_are_told_with_file_and_line(self, folder: Folder) -> None:
        ended = run("calendar", folder({"a.yaml": "entity: no\n"}), "--year", "2026")
        assert (ended.code, ended.out) == (2, "")
        assert "a.yaml:1" in ended.err


class TestICalendar:
    def write(self, file: Path, *arguments: str | Path) -> list[Any]:
        ended = run("calendar", *arguments, "--as-of", str(AS_OF), "--ics", file)
        assert ended.code == 0, ended.err
        assert file.as_posix() in ended.err
        return events(file)

    def test_each_duty_is_a_whole_day_with_its_section(self, tmp_path: Path) -> None:
        found = self.write(tmp_path / "a.ics", "--year", "2026")
        (report,) = [event for event in found if REPORT in event["DESCRIPTION"]]
        assert report["DTSTART"].dt == date(2026, 3, 31)
        assert report["DTEND"].dt == date(2026, 4, 1)
        assert report["SUMMARY"] == "Årsredovisningen upprättas inom tre månader"
        assert "SFS 2003:1210 24 § (lag)" in report["DESCRIPTION"]
        assert report["DTSTAMP"].dt.isoformat() == "2026-11-22T00:00:00+00:00"

    def test_the_same_input_gives_the_same_bytes(self, tmp_path: Path) -> None:
        one, other = tmp_path / "one.ics", tmp_path / "other.ics"
        self.write(one, "examples/good-year", "--year", "2025")
        self.write(other, "examples/good-year", "--year", "2025")
        assert one.read_bytes() == other.read_bytes()
        assert all(len(line) <= 75 for line in one.read_bytes().split(b"\r\n"))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["one.ics", "other.ics"]

    def test_no_two_duties_share_a_name(self, tmp_path: Path) -> None:
        found = self.write(tmp_path / "a.ics", "examples/vasteras-2022", "--year", "2022")
        assert len(found) > 10
        assert len({str(event["UID"]) for event in found}) == len(found)

    def test_a_duty_keeps_its_name_when_its_day_is_moved_or_its_record_is_written(
        self, folder: Folder, tmp_path: Path
    ) -> None:
        def names(text: str) -> dict[str, str]:
            found = self.write(tmp_path / "a.ics", folder({"a.yaml": text}), "--year", "2026")
            return {str(event["SUMMARY"]): str(event["UID"]) for event in found}

        before = names(YEAR)
        assert names(YEAR.replace("2026-09-30", "2026-10-31")) == before
        assert names(YEAR.replace("annual_report: {adopted_on: 2026-03-20}\n", "")) == before
        other = names(YEAR.replace("Samordningsförbundet Prov", "Samordningsförbundet Annat"))
        assert not set(other.values()) & set(before.values())

    def test_a_personal_identity_number_is_masked_in_the_file_too(self, folder: Folder, tmp_path: Path) -> None:
        self.write(
            tmp_path / "a.ics",
            folder({"a.yaml": YEAR.replace("area: Attest", "area: 19811228-9874")}),
            "--year",
            "2026",
        )
        assert b"811228" not in (tmp_path / "a.ics").read_bytes()

    def test_without_the_library_the_line_that_installs_it_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "icalendar", None)
        monkeypatch.delitem(sys.modules, "finsam_control.render.calendar_file", raising=False)
        ended = run("calendar", "--year", "2026", "--ics", tmp_path / "a.ics")
        assert (ended.code, ended.out) == (2, "")
        assert "pip install 'finsam-control[calendar]'" in ended.err
        assert run("calendar", "--year", "2026").code == 0

    def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left_behind(self, tmp_path: Path) -> None:
        ended = run("calendar", "--year", "2026", "--ics", tmp_path / "missing" / "a.ics", "--lang", "en")
        assert ended.code == 2
        assert "cannot be written" in ended.err
        assert not list(tmp_path.iterdir())


def test_a_date_that_the_year_decides_is_the_one_that_the_records_give() -> None:
    """The calendar's date of the law and the fact's own are one function; a producer that drifts is found here."""
    seen = 0
    for folder in sorted((ROOT / "examples").iterdir()):
        for facts in facts_of(dossier.read(folder)).values() if folder.is_dir() else ():
            for fact in facts:
                for field in fields_of(type(fact)).values():
                    if field.means.of_year is not None and fact.law_date is not None:
                        assert getattr(fact, field.name) == field.means.of_year(int(fact.law_date[:4]))
                        seen += 1
    assert seen > 10
