"""`diff`: two reports of one förbund, paired by key, with what is known kept apart from what is not."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import ROOT, Ended, outcomes, report, run
from command import example as checked
from finsam_control.comparing import BREACHES, GROUPS, compare
from finsam_control.earlier_report import EarlierReport
from finsam_control.report import Report
from finsam_control.rule import OutcomeKind
from finsam_control.words import Words
from last_year import written
from test_previous import CEILING, year_of

Folder = Callable[[dict[str, str | bytes]], Path]
#: Checked once; no test changes what it is given.
example = functools.cache(checked)
KINDS: tuple[OutcomeKind, ...] = get_args(OutcomeKind)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def diff(tmp_path: Path) -> Callable[..., Ended]:
    def compared(old: dict[str, Any], new: dict[str, Any], *arguments: str) -> Ended:
        paths = written(tmp_path / "old.json", old), written(tmp_path / "new.json", new)
        return run("diff", *paths, *arguments)

    return compared


@pytest.fixture
def found(diff: Callable[..., Ended]) -> Callable[..., dict[str, Any]]:
    """The comparison as JSON."""

    def compared(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        ended = diff(old, new, "--format", "json", "--fail-on", "none")
        assert ended.code == 0, ended.err
        result: dict[str, Any] = json.loads(ended.out)
        return result

    return compared


def groups(comparison: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [pair["rule"] for pair in comparison[name]] for name in GROUPS}


def with_outcome(found: dict[str, Any], rule: str, **changes: object) -> dict[str, Any]:
    """The report with one rule's outcomes otherwise."""
    changed = [{**item, **changes} if item["rule"] == rule else item for item in found["outcomes"]]
    return {**found, "outcomes": changed}


def without(found: dict[str, Any], rule: str) -> dict[str, Any]:
    return {**found, "outcomes": [item for item in found["outcomes"] if item["rule"] != rule]}


class TestGroups:
    @pytest.fixture
    def year(self) -> dict[str, Any]:
        return example("vastmanland-2025")

    def test_a_report_beside_itself_has_nothing_but_what_remains(
        self, year: dict[str, Any], found: Callable[..., dict[str, Any]]
    ) -> None:
        comparison = found(year, year)
        assert {name for name in GROUPS if comparison[name]} == {"remaining"}
        assert len(comparison["remaining"]) == year["summary"]["violated"]
        assert not comparison["transitions"]

    @pytest.mark.parametrize(
        ("before", "after", "group"),
        [
            ("passed", "violated", "appeared"),
            ("not_assessable", "violated", "appeared"),
            ("violated", "passed", "fixed"),
            ("violated", "not_assessable", "vanished"),
            ("accepted", "not_assessable", "vanished"),
            ("violated", "not_applicable", "changed"),
            ("violated", "not_yet_due", "changed"),
            ("violated", "accepted", "changed"),
            ("violated", "violated", "remaining"),
            ("accepted", "accepted", "remaining"),
        ],
    )
    def test_a_pair_goes_by_its_two_outcomes(
        self, before: str, after: str, group: str, year: dict[str, Any], found: Callable[..., dict[str, Any]]
    ) -> None:
        comparison = found(with_outcome(year, CEILING, outcome=before), with_outcome(year, CEILING, outcome=after))
        assert [name for name, rules in groups(comparison).items() if CEILING in rules] == [group]

    def test_a_record_that_is_gone_is_not_known_to_be_fixed(
        self, year: dict[str, Any], found: Callable[..., dict[str, Any]]
    ) -> None:
        comparison = found(year, without(year, CEILING))
        (pair,) = comparison["vanished"]
        assert (pair["rule"], pair["before"], pair["after"]) == (CEILING, "violated", None)
        assert not comparison["fixed"]

    def test_a_record_that_is_new_and_deviates_is_a_new_deviation(
        self, year: dict[str, Any], found: Callable[..., dict[str, Any]]
    ) -> None:
        assert groups(found(without(year, CEILING), year))["appeared"] == [CEILING]

    def test_other_controls_are_counted_by_what_became_of_them(
        self, year: dict[str, Any], found: Callable[..., dict[str, Any]]
    ) -> None:
        rule = next(item["rule"] for item in year["outcomes"] if item["outcome"] == "passed")
        comparison = found(year, with_outcome(year, rule, outcome="not_assessable"))
        (transition,) = comparison["transitions"]
        assert (transition["before"], transition["after"]) == ("passed", "not_assessable")
        assert len(transition["keys"]) == len(outcomes(year, rule))


def balance_sheet(year: int, equity: str) -> str:
    """What the other rules on equity ask for: where it came from, and no debt but the current ones."""
    return f"""balance_sheet:
  id: balansrakning
  title: Balansräkning
  unit: tkr
  columns: [{{name: "{year}", year: {year}, holds: outcome}}]
  rows:
    - {{label: Ingående eget kapital, concept: equity_opening, values: [{equity}]}}
    - {{label: Förändring direkt mot eget kapital, concept: equity_direct_change, values: ['-']}}
    - {{label: Årets resultat, concept: result, values: ['-']}}
    - {{label: Utgående eget kapital, concept: equity, values: [{equity}]}}
    - {{label: Kortfristiga skulder, concept: liabilities, values: ['-']}}
"""


class TestAcrossYears:
    def test_a_deviation_with_other_values_shows_before_and_after(
        self, folder: Folder, found: Callable[..., dict[str, Any]]
    ) -> None:
        old = report(folder({"ar.yaml": year_of(2024)}))
        new = report(folder({"ar.yaml": year_of(2025, equity="[250]")}))
        (pair,) = found(old, new)["changed"]
        assert {item["field"]: (item["before"], item["after"]) for item in pair["values"]}["closing_share"] == (
            "30\u00a0%",
            "25\u00a0%",
        )

    def test_a_deviation_with_the_same_values_remains_though_the_year_is_another(
        self, folder: Folder, found: Callable[..., dict[str, Any]]
    ) -> None:
        old, new = (report(folder({"ar.yaml": year_of(year)})) for year in (2024, 2025))
        assert old["outcomes"] != new["outcomes"]
        assert groups(found(old, new))["remaining"] == [CEILING]

    def test_one_forbund_over_two_published_years(self, diff: Callable[..., Ended]) -> None:
        old, new = example("vasteras-2021"), example("vasteras-2022")
        ended = diff(old, new, "--fail-on", "none")
        assert "2021 (per 2026-11-22) → 2022 (per 2026-11-22)" in ended.out
        assert "Borta utan underlag" in ended.out
        assert max(len(line) for line in ended.out.splitlines()) <= 80
        assert diff(old, new, "--fail-on", "moderate").code == 1

    def test_the_grades_stand_before_and_after(self, folder: Folder, found: Callable[..., dict[str, Any]]) -> None:
        old = report(folder({"ar.yaml": year_of(2024, more=balance_sheet(2024, "300"))}))
        new = report(folder({"ar.yaml": year_of(2025, equity="[100]", more=balance_sheet(2025, "100"))}))
        grades = {grade["area"]: grade for grade in found(old, new)["grades"]}
        assert (grades["equity"]["before"], grades["equity"]["after"]) == ("mostly_sufficient", "sufficient")
        assert grades[None]["name"] == "Året som helhet"

    def test_a_forbund_that_changed_its_name_still_pairs(
        self, folder: Folder, found: Callable[..., dict[str, Any]]
    ) -> None:
        old = report(folder({"ar.yaml": year_of(2024, name="Förr, org_number: 222000-2824")}))
        new = report(folder({"ar.yaml": year_of(2025, name="Nu, org_number: 222000-2824")}))
        assert groups(found(old, new))["remaining"] == [CEILING]


class TestExitCode:
    """1 for a deviation at or above the limit that was none before; what was there already is no news."""

    @pytest.fixture
    def year(self) -> dict[str, Any]:
        return example("vastmanland-2025")

    @pytest.mark.parametrize(
        ("kinds", "limit", "code"),
        [
            (("passed", "violated"), "moderate", 1),
            (("passed", "violated"), "major", 0),
            (("passed", "violated"), "none", 0),
            (("accepted", "violated"), "moderate", 1),
            (("passed", "accepted"), "moderate", 0),
            (("violated", "violated"), "info", 0),
            (("violated", "passed"), "info", 0),
            (("violated", "not_assessable"), "info", 0),
        ],
    )
    def test_it_goes_by_what_got_worse(
        self, kinds: tuple[str, str], limit: str, code: int, year: dict[str, Any], diff: Callable[..., Ended]
    ) -> None:
        old, new = (with_outcome(year, CEILING, outcome=kind) for kind in kinds)
        assert diff(old, new, "--fail-on", limit).code == code

    def test_a_deviation_that_became_graver_is_worse(self, year: dict[str, Any], diff: Callable[..., Ended]) -> None:
        graver = with_outcome(year, CEILING, severity="major")
        assert diff(year, graver).code == 1
        assert diff(graver, year).code == 0


class TestShape:
    def test_the_json_keeps_its_published_shape(self, diff: Callable[..., Ended]) -> None:
        schema = json.loads((ROOT / "docs" / "schema" / "diff.json").read_text(encoding="utf-8"))
        ended = diff(example("vasteras-2021"), example("vasteras-2022"), "--format", "json", "--fail-on", "none")
        jsonschema_rs.validator_for(schema).validate(json.loads(ended.out))
        assert not ended.err


class TestLanguages:
    def test_english(self, diff: Callable[..., Ended]) -> None:
        year = example("vastmanland-2025", "--lang", "en")
        ended = diff(without(year, CEILING), year, "--lang", "en")
        for part in ("New deviations (1)", "Still there", "not in the report → does not follow the recommendation"):
            assert part in " ".join(ended.out.split())


class TestRefusals:
    """A wrong file is told with its name and what is wrong with it."""

    @pytest.mark.parametrize(
        ("content", "line", "said"),
        [
            (b"", 1, "filen är tom"),
            (b"entity: no\n", 1, "inte giltig JSON"),
            (b"{\n\n  oj}\n", 3, "inte giltig JSON"),
            (b"[]\n", 1, "inte är ett objekt"),
            (b"{}\n", 1, "inte är en sådan rapport"),
            (b'{"$schema": "x", "title": "Report"}\n', 1, "inte är en sådan rapport"),
            (b'{"schema_version": "2.0"}\n', 1, "version 2.0"),
            (b'{"schema_version": "1.0"}\n', 1, "nyckeln `entity` saknas"),
            (b'{"schema_version": "1.0", "schema_version": "1.0"}\n', 1, "stands twice"),
            (b'{"schema_version": NaN}\n', 1, "NaN"),
            (b'{"schema_version": "1.0", "language": "\\u001b[31m"}\n', 1, "control characters"),
            (b"\xff\xfe{\x00}\x00", 1, "UTF-8"),
            (b"[" * 100_000, 1, "inte giltig JSON"),
        ],
    )
    def test_what_is_no_report(self, content: bytes, line: int, said: str, tmp_path: Path) -> None:
        bad = tmp_path / "bad.json"
        bad.write_bytes(content)
        ended = run("diff", bad, written(tmp_path / "good.json", example("good-year")))
        assert (ended.code, ended.out) == (2, "")
        assert f"bad.json:{line}" in ended.err
        assert said in ended.err

    def test_both_files_are_told_of_at_once(self, tmp_path: Path) -> None:
        ended = run("diff", tmp_path / "one.json", tmp_path / "two.json")
        assert ended.code == 2
        assert "one.json" in ended.err
        assert "two.json" in ended.err

    def test_a_file_of_several_reports(self, tmp_path: Path) -> None:
        year = example("good-year")
        ended = run("diff", written(tmp_path / "many.json", year, year), written(tmp_path / "one.json", year))
        assert ended.code == 2
        assert "many.json:2" in ended.err
        assert "mer än en rapport" in ended.err

    def test_a_value_of_another_type_or_an_unknown_key(self, diff: Callable[..., Ended]) -> None:
        year = example("good-year")
        assert "/period" in diff({**year, "period": "2025"}, year).err
        assert "`mer`" in diff({**year, "mer": 1}, year).err

    def test_two_forbund(self, diff: Callable[..., Ended]) -> None:
        ended = diff(example("good-year"), example("broken-2025"))
        assert ended.code == 2
        assert "Samordningsförbundet Trassel" in ended.err

    def test_the_newer_before_the_older(self, diff: Callable[..., Ended]) -> None:
        ended = diff(example("vasteras-2022"), example("vasteras-2021"))
        assert ended.code == 2
        assert "den äldre rapporten först" in ended.err

    def test_nothing_to_pair(self, diff: Callable[..., Ended]) -> None:
        year = example("good-year")
        ended = diff(year, {**year, "outcomes": []})
        assert ended.code == 2
        assert "minst en regel och post gemensam" in ended.err

    def test_an_older_report_without_the_newer_fields_is_read(self, diff: Callable[..., Ended]) -> None:
        year = example("vastmanland-2025")
        bare = [{k: v for k, v in o.items() if k not in {"years_running", "would_pass"}} for o in year["outcomes"]]
        assert diff({**year, "outcomes": bare}, year).code == 0

    def test_a_personal_number_in_a_report_is_masked(self, diff: Callable[..., Ended]) -> None:
        year = with_outcome(example("vastmanland-2025"), CEILING, message="Se 19811228-9874.")
        for form in ("terminal", "json"):
            assert "811228-9874" not in diff(year, year, "--format", form).out


@functools.cache
def small() -> Report:
    """A report with a dozen outcomes."""
    year = report(ROOT / "examples" / "vastmanland-2025")
    return Report.model_validate_json(json.dumps({**year, "outcomes": year["outcomes"][:12]}))


def drawn(kinds: list[OutcomeKind | None]) -> Report:
    """The small report with these outcomes; None leaves a record out."""
    outcomes = (
        outcome.model_copy(update={"outcome": kind})
        for outcome, kind in zip(small().outcomes, kinds, strict=False)
        if kind is not None
    )
    return small().model_copy(update={"outcomes": tuple(outcomes)})


reports = st.lists(st.sampled_from([None, *KINDS]), min_size=1, max_size=12).map(drawn)


@given(reports, reports)
def test_every_deviation_of_either_report_stands_in_one_group_and_only_deviations_do(old: Report, new: Report) -> None:
    one, other = ({o.key: o.outcome for o in side.outcomes} for side in (old, new))
    if not one.keys() & other.keys():
        return
    sides = EarlierReport(old, "old.json", ""), EarlierReport(new, "new.json", "")
    comparison = compare(*sides, Words("sv"), frozenset({"critical", "major", "moderate", "minor", "info"}))
    grouped = [pair.key for name in GROUPS for pair in getattr(comparison, name)]
    assert sorted(grouped) == sorted(
        key for key in one.keys() | other.keys() if {one.get(key), other.get(key)} & BREACHES
    )
    assert set(comparison.worse) == {key for key in other if other[key] == "violated" and one.get(key) != "violated"}
    assert all(one[pair.key] in BREACHES and other[pair.key] == "passed" for pair in comparison.fixed)
    assert all(other.get(pair.key) in {None, "not_assessable", "error"} for pair in comparison.vanished)
