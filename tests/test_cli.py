"""The command line keeps its contract: exit codes, streams, and what silence must say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command import AS_OF, ROOT, outcomes, report, run
from finsam_control.engines import reference
from finsam_control.engines.verdict import Verdict

MINIMAL = "entity: {name: Samordningsförbundet Prov}\nfiscal_year: 2025\n"
Folder = Callable[[dict[str, str | bytes]], Path]

#: A year whose equity is above the recommended ceiling, and nothing else.
EQUITY = (
    MINIMAL
    + """financing: {allotted: 1 000 tkr}
tables:
  - id: t
    title: Not 5
    unit: tkr
    columns: [{name: "2025", year: 2025, holds: outcome}]
    rows: [{label: Eget kapital, concept: equity, values: [300]}]
annual_report: {}
"""
)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


class TestExitCodes:
    def check(self, folder: Path, *arguments: str) -> int:
        return run("check", folder, "--as-of", str(AS_OF), *arguments).code

    def test_0_when_nothing_is_at_or_above_the_limit(self) -> None:
        assert self.check(Path("examples/good-year")) == 0

    def test_1_for_a_deviation_at_or_above_the_limit(self) -> None:
        assert self.check(Path("examples/broken-2024")) == 1
        assert self.check(Path("examples/broken-2024"), "--fail-on", "none") == 0

    def test_the_limit_decides(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY})
        found = report(year)
        assert outcomes(found, "nationella-radet/eget-kapital-tak", "violated")
        assert found["grade"]["overall"] == "not_assessable"
        assert self.check(year, "--fail-on", "moderate") == 1

    def test_1_when_the_year_as_a_whole_cannot_be_assessed(self, folder: Folder) -> None:
        assert self.check(folder({"a.yaml": MINIMAL})) == 1

    def test_2_for_input_that_cannot_be_read_and_for_wrong_usage(self, folder: Folder) -> None:
        assert self.check(folder({"a.yaml": "entity: no\n"})) == 2
        assert self.check(Path("examples/does-not-exist")) == 2
        assert self.check(Path("examples/good-year"), "--fail-on", "grave") == 2
        assert run("check").code == 2
        assert run("check", "examples/good-year", "--as-of", "2026-02-30").code == 2

    def test_3_and_no_grade_when_the_engines_disagree(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("durable", reason="one engine alone has nobody to disagree with")
        honest = reference.ReferenceEngine.judge

        def flipped(self: reference.ReferenceEngine, question: object, facts: object) -> list[Verdict]:
            verdicts = honest(self, question, facts)  # type: ignore[arg-type]
            return [Verdict(v.applies, not v.holds) if v.holds is not None else v for v in verdicts]

        monkeypatch.setattr(reference.ReferenceEngine, "judge", flipped)
        ended = run("check", "examples/good-year", "--as-of", str(AS_OF))
        assert ended.code == 3
        assert not ended.out
        assert "ingen bedömning" in ended.err

    def test_2_for_a_file_that_cannot_be_written_and_3_for_anything_unforeseen(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "finsam_control", "check", "examples/vasteras-2018", "--as-of", str(AS_OF)]
        target = tmp_path / "no" / "such" / "folder.json"
        done = subprocess.run([*command, "--format", f"json:{target}"], check=False, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
        code = "import finsam_control.cli as c; c.app = lambda: 1 / 0; c.main()"
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (3, "")
        assert "ZeroDivisionError" in done.stderr
        assert "Traceback" not in done.stderr

    def test_several_years_end_with_the_worst_code(self) -> None:
        assert run("check", "examples/good-year", "examples/broken-2024", "--as-of", str(AS_OF)).code == 1

    def test_one_unreadable_year_stops_them_all(self, folder: Folder, tmp_path: Path) -> None:
        target = tmp_path / "out.json"
        bad = folder({"a.yaml": "entity: no\n"})
        ended = run("check", "examples/good-year", bad, "--as-of", str(AS_OF), "--format", f"json:{target}")
        assert ended.code == 2
        assert not target.exists()


class TestStreams:
    def test_json_is_one_report_a_line_and_nothing_else_on_stdout(self) -> None:
        ended = run("check", "examples/good-year", "examples/vasteras-2018", "--as-of", str(AS_OF), "--format", "json")
        assert [json.loads(line)["period"] for line in ended.out.splitlines()] == [2025, 2018]
        assert not ended.err

    def test_many_years_on_many_cores_come_in_the_order_given(self) -> None:
        years = ["examples/good-year", "examples/vasteras-2018"] * 5
        command = [sys.executable, "-m", "finsam_control", "check", *years, "--as-of", str(AS_OF)]
        done = subprocess.run([*command, "--format", "json", "--fail-on", "none"], check=True, capture_output=True)
        assert [json.loads(line)["period"] for line in done.stdout.splitlines()] == [2025, 2018] * 5

    def test_a_file_is_written_whole_beside_the_terminal_report(self, tmp_path: Path) -> None:
        target = tmp_path / "findings.json"
        ended = run(
            "check", "examples/good-year", "--as-of", str(AS_OF), "--format", "terminal", "--format", f"json:{target}"
        )
        assert "TILLRÄCKLIG" in ended.out
        assert json.loads(target.read_text(encoding="utf-8"))["grade"]["overall"] == "sufficient"
        assert [path.name for path in tmp_path.iterdir()] == ["findings.json"]

    def test_text_in_brackets_survives(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY.replace("Samordningsförbundet Prov", "'Förbundet [bold]X[/bold] [red]'")})
        assert "Förbundet [bold]X[/bold] [red]" in run("check", year, "--as-of", str(AS_OF)).out

    def test_a_personal_identity_number_is_masked_wherever_it_stands(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY.replace("Samordningsförbundet Prov", "Förbundet 19811228-9874")})
        for arguments in ((), ("--format", "json")):
            ended = run("check", year, "--as-of", str(AS_OF), *arguments)
            assert "811228-9874" not in ended.out
            assert "######-####" in ended.out
        faulty = folder({"a.yaml": "entity: {name: X}\nfiscal_year: 811228-9874\n"})
        assert "811228-9874" not in run("check", faulty).err


class TestSilence:
    """What was not tested is said, and none of it can give a good grade."""

    def notices(self, found: dict[str, object]) -> set[str]:
        listed = found["notices"]
        assert isinstance(listed, list)
        return {notice["code"] for notice in listed}

    def test_an_empty_folder_is_refused(self, folder: Folder) -> None:
        ended = run("check", folder({"readme.txt": "nothing"}), "--as-of", str(AS_OF))
        assert (ended.code, ended.out) == (2, "")

    def test_a_year_with_no_records_is_not_assessable_and_every_silent_control_is_named(self, folder: Folder) -> None:
        found = report(folder({"a.yaml": MINIMAL}))
        assert found["grade"]["overall"] == "not_assessable"
        assert "control_tested_nothing" in self.notices(found)
        assert all(area["level"] == "not_assessable" for area in found["grade"]["areas"])

    def test_a_year_outside_every_rules_force_is_said(self, folder: Folder) -> None:
        found = report(folder({"a.yaml": MINIMAL.replace("2025", "1950")}))
        assert found["grade"]["overall"] == "not_assessable"

    def test_a_file_that_nothing_reads_is_named_and_keeps_the_best_grade_out_of_reach(self, tmp_path: Path) -> None:
        year = copied("good-year", tmp_path)
        assert report(year)["grade"]["overall"] == "sufficient"
        (year / "utdrag.csv").write_text("datum;belopp\n", encoding="utf-8")
        found = report(year)
        assert "unlisted_file" in self.notices(found)
        assert found["grade"]["overall"] == "mostly_sufficient"

    def test_an_acceptance_that_matched_nothing_is_said_and_keeps_the_best_grade_out_of_reach(
        self, tmp_path: Path
    ) -> None:
        year = copied("good-year", tmp_path)
        accept(year, rule="nationella-radet/eget-kapital-tak", period=2025)
        found = report(year)
        assert "unmatched_acceptance" in self.notices(found)
        assert found["grade"]["overall"] == "mostly_sufficient"

    def test_zero_rules_are_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("finsam_control.cli.common.shipped_folder", lambda _: tmp_path)
        monkeypatch.setattr(
            "finsam_control.cli.years._rulebook", __import__("finsam_control.cli.common", fromlist=["x"]).rulebook_of
        )
        assert run("check", "examples/good-year", "--as-of", str(AS_OF)).code == 2


class TestAcceptances:
    def test_the_board_can_accept_a_departure_from_a_recommendation(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY})
        accept(year, rule="nationella-radet/eget-kapital-tak", period=2025)
        (accepted,) = outcomes(report(year), "nationella-radet/eget-kapital-tak")
        assert accepted["outcome"] == "accepted"
        assert "2026-02-01" in accepted["acceptance"]
        (raw,) = outcomes(report(year, "--no-acceptances"), "nationella-radet/eget-kapital-tak")
        assert raw["outcome"] == "violated"

    def test_no_acceptance_cures_a_breach_of_law(self, tmp_path: Path) -> None:
        year = copied("vasteras-2015", tmp_path)
        accept(year, rule="krl/07-1-kassaflodesanalys", period=2015)
        found = report(year)
        (breach,) = outcomes(found, "krl/07-1-kassaflodesanalys")
        assert breach["outcome"] == "violated"
        assert breach["acceptance"]
        assert any(notice["code"] == "acceptance_does_not_cure_law" for notice in found["notices"])

    def test_an_expired_acceptance_accepts_nothing_and_is_said(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY})
        accept(year, rule="nationella-radet/eget-kapital-tak", period=2025, extra=", valid_until: 2026-11-21")
        found = report(year)
        assert outcomes(found, "nationella-radet/eget-kapital-tak", "violated")
        assert any(notice["code"] == "expired_acceptance" for notice in found["notices"])

    def test_an_acceptance_that_lies_ahead_accepts_nothing_yet(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY})
        accept(year, rule="nationella-radet/eget-kapital-tak", period=2025)
        early = run("check", year, "--as-of", "2026-01-31", "--format", "json", "--fail-on", "none")
        assert outcomes(json.loads(early.out), "nationella-radet/eget-kapital-tak", "violated")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            # Whoever owns the control is not the board, by whatever name.
            ("by: styrelsen", "by: samordnaren", "by"),
            ("reason: Styrelsen har en plan för att få ner kapitalet", "reason: Vi har en plan", "20"),
            (", valid_until: 2027-12-31", "", "valid_until"),
        ],
    )
    def test_one_that_is_refused_stops_the_run_before_any_check(
        self, folder: Folder, old: str, new: str, said: str
    ) -> None:
        whole = (
            "acceptances: [{rule: nationella-radet/eget-kapital-tak, period: 2025, key: all, decided_on: 2026-02-01, "
            "by: styrelsen, reason: Styrelsen har en plan för att få ner kapitalet, valid_until: 2027-12-31}]\n"
        )
        accepted = report(folder({"a.yaml": EQUITY + whole}))
        assert outcomes(accepted, "nationella-radet/eget-kapital-tak", "accepted")
        assert old in whole
        year = folder({"a.yaml": EQUITY + whole.replace(old, new)})
        ended = run("check", year, "--as-of", str(AS_OF), "--lang", "en")
        assert (ended.code, ended.out) == (2, "")
        assert "a.yaml" in ended.err
        assert said in ended.err

    def test_an_acceptance_of_another_year_or_record_matches_nothing(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY})
        accept(year, rule="nationella-radet/eget-kapital-tak", period=2024)
        assert outcomes(report(year), "nationella-radet/eget-kapital-tak", "violated")


class TestTimeOfTheCheck:
    def test_before_its_day_an_unmet_duty_is_not_yet_due(self, folder: Folder) -> None:
        year = folder({"a.yaml": EQUITY})
        due = run("check", year, "--as-of", "2026-03-21", "--format", "json")
        (duty,) = outcomes(json.loads(due.out), "finsamlagen/24-arsredovisning-i-tid")
        assert (duty["outcome"], duty["due"], duty["days_left"]) == ("not_yet_due", "2026-03-31", 10)
        late = run("check", year, "--as-of", "2026-04-01", "--format", "json")
        (duty,) = outcomes(json.loads(late.out), "finsamlagen/24-arsredovisning-i-tid")
        assert duty["outcome"] == "not_assessable"


class TestExplain:
    def test_the_condition_stands_with_the_years_values_and_what_would_have_passed(self) -> None:
        ended = run("explain", "nationella-radet/eget-kapital-tak", "examples/vastmanland-2025", "--as-of", str(AS_OF))
        assert ended.code == 0
        for part in ("bör vara högst 20", "23,07", "För att uppfyllas", "2013-10-02"):
            assert part in ended.out.replace("\n", " ")

    def test_an_unknown_rule_is_told_kindly(self) -> None:
        ended = run("explain", "no/such-rule")
        assert ended.code == 2
        assert "rules list" in ended.err


class TestRulesCommands:
    def test_list_show_lint_and_test(self) -> None:
        assert "finsamlagen/05-finansieringsandelar" in run("rules", "list").out
        assert "severity: major" in run("rules", "show", "finsamlagen/05-finansieringsandelar").out
        assert run("rules", "show", "no/such-rule").code == 2
        assert run("rules", "lint").code == 0
        assert run("rules", "test").code == 0

    def test_a_rule_of_ones_own_joins_the_shipped_ones(self, tmp_path: Path) -> None:
        own = (ROOT / "rules" / "nationella-radet" / "eget-kapital-tak.yaml").read_text(encoding="utf-8")
        (tmp_path / "egna").mkdir()
        (tmp_path / "egna" / "taket.yaml").write_text(own, encoding="utf-8")
        assert "egna/taket" in run("rules", "list", "--rules", tmp_path).out

    def test_a_broken_rule_stops_the_run_with_file_and_line(self, tmp_path: Path) -> None:
        own = (ROOT / "rules" / "nationella-radet" / "eget-kapital-tak.yaml").read_text(encoding="utf-8")
        (tmp_path / "a.yaml").write_text(own.replace("closing_share", "closing_shore"), encoding="utf-8")
        ended = run("check", "examples/good-year", "--rules", tmp_path)
        assert ended.code == 2
        assert "closing_shore" in ended.err
        assert "a.yaml:" in ended.err

    def test_a_rule_with_a_number_of_the_law_in_it_is_complained_of(self, tmp_path: Path) -> None:
        own = (ROOT / "rules" / "nationella-radet" / "eget-kapital-tak.yaml").read_text(encoding="utf-8")
        (tmp_path / "a.yaml").write_text(own.replace("{parameter: eget-kapital.tak}}", "200000}"), encoding="utf-8")
        ended = run("rules", "lint", "--rules", tmp_path, "--lang", "en")
        assert ended.code == 1
        assert "number of the law" in ended.out


def copied(name: str, target: Path) -> Path:
    """An example year in a folder that may be changed, with the register that it names."""
    year = target / "examples" / name
    year.mkdir(parents=True)
    for file in (ROOT / "examples" / name).iterdir():
        (year / file.name).write_bytes(file.read_bytes())
    registers = target / "risk_registers"
    registers.mkdir()
    for file in (ROOT / "risk_registers").glob("*.yaml"):
        (registers / file.name).write_bytes(file.read_bytes())
    return year


def accept(year: Path, *, rule: str, period: int, extra: str = "") -> None:
    """Adds an acceptance of the board."""
    text = f"""acceptances:
  - {{rule: {rule}, period: {period}, key: all, by: styrelsen, decided_on: 2026-02-01, for_period_only: true,
     reason: "Styrelsen känner till avvikelsen och har en plan för den."{extra}}}
"""
    (year / "godtaganden.yaml").write_text(text, encoding="utf-8")


def test_no_amount_is_cut_in_the_table_of_targets() -> None:
    for language, level, outcome in (
        ("sv", "1\u00a0400\u00a0000\u00a0kr", "1\u00a0319\u00a0850\u00a0kr"),
        ("en", "1,400,000\u00a0kr", "1,319,850\u00a0kr"),
    ):
        printed = run("check", "examples/good-year", "--as-of", str(AS_OF), "--lang", language).out
        assert re.search(rf"(?m)^ .*{level} +{outcome} ", printed)
        assert "\u2026" not in printed
