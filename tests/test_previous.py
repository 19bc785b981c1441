"""`check --previous`: breaches that return are counted, and those that vanish must show why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import AS_OF, ROOT, example, outcomes, report, run
from finsam_control.facts import kinds
from last_year import last_year, written

Folder = Callable[[dict[str, str | bytes]], Path]

CEILING = "nationella-radet/eget-kapital-tak"
THIRD = "god-sed/avvikelse-tredje-aret"
GONE = "god-sed/avvikelse-forsvunnen-utan-underlag"
PERSON = "19811228-9874"


def year_of(year: int, *, equity: str = "[300]", name: str = "Samordningsförbundet Prov", more: str = "") -> str:
    """A year whose equity is above the recommended ceiling, and nothing else."""
    return f"""entity: {{name: {name}}}
fiscal_year: {year}
financing: {{allotted: 1 000 tkr}}
tables:
  - id: t
    title: Not 5
    unit: tkr
    columns: [{{name: "{year}", year: {year}, holds: outcome}}]
    rows: [{{label: Eget kapital, concept: equity, values: {equity}}}]
annual_report: {{}}
{more}"""


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def kept(folder: Folder, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Checks years one after the other, each with the report of the one before, and gives the last report."""

    def check(*years: str) -> dict[str, Any]:
        arguments: tuple[str, ...] = ()
        found: dict[str, Any] = {}
        for number, year in enumerate(years):
            found = report(folder({"ar.yaml": year}), *arguments)
            arguments = ("--previous", str(written(tmp_path / f"{number}.json", found)))
        return found

    return check


class TestYearsInARow:
    def test_a_new_breach_is_in_its_first_year_and_a_rule_that_is_met_in_none(self) -> None:
        found = example("broken-2025")
        assert {item["years_running"] for item in found["outcomes"] if item["outcome"] == "violated"} == {1}
        assert {item["years_running"] for item in found["outcomes"] if item["outcome"] != "violated"} == {None}

    def test_each_year_that_it_returns_counts_one_more(self, kept: Callable[..., dict[str, Any]]) -> None:
        for last in (2024, 2025):
            (breach,) = outcomes(kept(*(year_of(year) for year in range(2023, last + 1))), CEILING)
            assert (breach["outcome"], breach["years_running"]) == ("violated", last - 2022)

    def test_a_year_in_order_in_between_starts_the_count_anew(self, kept: Callable[..., dict[str, Any]]) -> None:
        (breach,) = outcomes(kept(year_of(2023), year_of(2024, equity="[200]"), year_of(2025)), CEILING)
        assert breach["years_running"] == 1

    def test_a_breach_that_the_board_accepted_counts_all_the_same(self, kept: Callable[..., dict[str, Any]]) -> None:
        accepted = f"""acceptances:
  - {{rule: {CEILING}, period: 2024, key: all, by: styrelsen, decided_on: 2024-02-01, for_period_only: true,
     reason: "Styrelsen känner till avvikelsen och har en plan för den."}}
"""
        found = kept(year_of(2023), year_of(2024, more=accepted), year_of(2025))
        assert outcomes(found, CEILING)[0]["years_running"] == 3
        assert len(outcomes(found, THIRD, "violated")) == 1

    def test_the_terminal_says_it(self, folder: Folder, tmp_path: Path) -> None:
        before = written(tmp_path / "2024.json", report(folder({"ar.yaml": year_of(2024)})))
        ended = run("check", folder({"ar.yaml": year_of(2025)}), "--as-of", str(AS_OF), "--previous", before)
        assert "2 år" in ended.out
        assert "I rad" in ended.out


class TestTheThirdYear:
    def test_the_third_year_is_a_finding_of_its_own_and_alters_no_other(
        self, kept: Callable[..., dict[str, Any]]
    ) -> None:
        found = kept(year_of(2023), year_of(2024), year_of(2025))
        (finding,) = outcomes(found, THIRD, "violated")
        assert "3 år i rad" in finding["message"]
        assert "taket" in finding["message"]
        assert finding["subject"] == {"kind": "outcome", "key": f"{CEILING} equity"}
        assert finding["places"][0]["file"].endswith("ar.yaml")
        (breach,) = outcomes(found, CEILING)
        assert (breach["outcome"], breach["severity"]) == ("violated", "moderate")

    def test_the_second_year_is_not(self, kept: Callable[..., dict[str, Any]]) -> None:
        assert not outcomes(kept(year_of(2023), year_of(2024)), THIRD, "violated")

    def test_the_fourth_is_again_and_the_finding_does_not_breed_findings(
        self, kept: Callable[..., dict[str, Any]]
    ) -> None:
        found = kept(*(year_of(year) for year in range(2021, 2026)))
        (finding,) = outcomes(found, THIRD, "violated")
        assert "5 år i rad" in finding["message"]
        assert finding["years_running"] == 3
        assert {item["subject"]["key"] for item in found["outcomes"] if item["rule"] in {THIRD, GONE}} == {
            f"{CEILING} equity"
        }

    def test_a_new_breach_gives_the_control_nothing_to_pass(self, kept: Callable[..., dict[str, Any]]) -> None:
        """One more breach must not lend its area evidence and so a better grade."""
        (asked,) = outcomes(kept(year_of(2024, equity="[100]"), year_of(2025)), THIRD)
        assert asked["outcome"] == "not_applicable"

    def test_a_breach_that_returns_weighs_as_much_as_one_that_was_mended(
        self, kept: Callable[..., dict[str, Any]]
    ) -> None:
        for equity in ("[100]", "[300]"):
            found = kept(year_of(2024), year_of(2025, equity=equity))
            assert [item["outcome"] for item in outcomes(found, THIRD)] == ["passed"]

    def test_the_board_can_accept_it(self, kept: Callable[..., dict[str, Any]]) -> None:
        accepted = f"""acceptances:
  - {{rule: {THIRD}, period: 2025, key: all, by: styrelsen, decided_on: 2026-02-01, for_period_only: true,
     reason: "Styrelsen känner till avvikelsen och har en plan för den."}}
"""
        found = kept(year_of(2023), year_of(2024), year_of(2025, more=accepted))
        assert outcomes(found, THIRD, "accepted")
        assert not any(notice["code"] == "unmatched_acceptance" for notice in found["notices"])

    def test_explain_shows_what_it_compared(self, folder: Folder, tmp_path: Path) -> None:
        older = written(tmp_path / "2023.json", report(folder({"ar.yaml": year_of(2023)})))
        old = report(folder({"ar.yaml": year_of(2024)}), "--previous", str(older))
        before = written(tmp_path / "2024.json", old)
        ended = run("explain", THIRD, folder({"ar.yaml": year_of(2025)}), "--previous", before, "--as-of", str(AS_OF))
        assert "(uppgift: 3)" in ended.out
        assert "För att uppfyllas" in ended.out


class TestVanished:
    def test_a_deviation_that_can_no_longer_be_assessed_is_a_finding(self, kept: Callable[..., dict[str, Any]]) -> None:
        found = kept(year_of(2024), year_of(2025).replace("concept: equity, ", ""))
        (finding,) = outcomes(found, GONE, "violated")
        assert (finding["severity"], finding["subject"]["key"]) == ("minor", f"{CEILING} equity")

    def test_a_deviation_that_was_mended_or_remains_is_none(self, kept: Callable[..., dict[str, Any]]) -> None:
        for equity in ("[200]", "[300]"):
            found = kept(year_of(2024), year_of(2025, equity=equity))
            assert [item["outcome"] for item in outcomes(found, GONE)] == ["passed"]

    def test_a_control_that_met_no_record_this_year_shows_nothing_of_last_years_breaches(self, tmp_path: Path) -> None:
        before = last_year(example("broken-2025"))
        (breach,) = outcomes(before, "lou/19a-11-dokumentation-i-tid", "violated")
        folder = tmp_path / "2025"
        folder.mkdir()
        for file in (ROOT / "examples" / "broken-2025").iterdir():
            if file.name != "inkop.yaml":
                (folder / file.name).write_bytes(file.read_bytes())
        found = report(folder, "--previous", str(written(tmp_path / "2024.json", before)))
        keys = {item["subject"]["key"]: item for item in outcomes(found, GONE, "violated")}
        finding = keys[f"lou/19a-11-dokumentation-i-tid {breach['subject']['key']}"]
        assert finding["places"] == breach["places"][:1]

    def test_a_record_that_belonged_to_last_year_alone_is_nothing_to_ask_for(self, tmp_path: Path) -> None:
        before = last_year(example("broken-2025"))
        (breach,) = outcomes(before, "lou/19a-11-dokumentation-i-tid", "violated")
        breach["key"] = breach["key"].replace("processtod", "ett-annat-avtal")
        found = example("broken-2025", "--previous", str(written(tmp_path / "2024.json", before)))
        (asked,) = [item for item in outcomes(found, GONE) if "ett-annat-avtal" in item["subject"]["key"]]
        assert asked["outcome"] == "not_applicable"


class TestWithoutAnEarlierReport:
    def test_there_is_nothing_to_ask_and_no_control_that_tested_nothing(self) -> None:
        found = example("good-year")
        assert {item["outcome"] for rule in (THIRD, GONE) for item in outcomes(found, rule)} == {"not_applicable"}
        assert found["grade"]["overall"] == "sufficient"
        assert kinds()["outcome"][0].kind == "outcome"

    def test_a_year_in_order_after_a_year_in_order_stays_so(self, tmp_path: Path) -> None:
        before = {**example("good-year"), "period": 2024}
        found = example("good-year", "--previous", str(written(tmp_path / "2024.json", before)))
        assert found["grade"]["overall"] == "sufficient"
        assert not [item for item in found["outcomes"] if item["outcome"] in {"violated", "not_assessable"}]


class TestTheEarlierReport:
    def test_its_hash_stands_among_the_inputs(self, folder: Folder, tmp_path: Path) -> None:
        before = written(tmp_path / "2024.json", report(folder({"ar.yaml": year_of(2024)})))
        found = report(folder({"ar.yaml": year_of(2025)}), "--previous", str(before))
        assert found["inputs"][-1]["path"] == before.as_posix()

    @pytest.mark.parametrize(
        ("year", "name", "said"),
        [
            (2025, "Samordningsförbundet Prov", "en rapport om 2025"),
            (2023, "Samordningsförbundet Prov", "2024, året före"),
            (2024, "Samordningsförbundet Annat", "Samordningsförbundet Annat"),
        ],
    )
    def test_of_another_year_or_another_forbund_it_is_refused(
        self, year: int, name: str, said: str, folder: Folder, tmp_path: Path
    ) -> None:
        before = written(tmp_path / "before.json", report(folder({"ar.yaml": year_of(year, name=name)})))
        ended = run("check", folder({"ar.yaml": year_of(2025)}), "--as-of", str(AS_OF), "--previous", before)
        assert (ended.code, ended.out) == (2, "")
        assert said in ended.err
        assert "before.json:1" in ended.err

    def test_a_forbund_that_changed_its_name_is_known_by_its_number(self, folder: Folder, tmp_path: Path) -> None:
        old = year_of(2024, name="Förbundet Förr, org_number: 222000-2824")
        new = year_of(2025, name="Förbundet Nu, org_number: 222000-2824")
        before = written(tmp_path / "before.json", report(folder({"ar.yaml": old})))
        found = report(folder({"ar.yaml": new}), "--previous", str(before))
        assert outcomes(found, CEILING)[0]["years_running"] == 2

    def test_a_name_that_holds_a_personal_number_pairs_and_stays_masked(self, folder: Folder, tmp_path: Path) -> None:
        before = written(tmp_path / "b.json", report(folder({"ar.yaml": year_of(2024, name=f"Förbundet {PERSON}")})))
        ended = run(
            *("check", folder({"ar.yaml": year_of(2025, name=f"Förbundet {PERSON}")}), "--previous", before),
            *("--as-of", str(AS_OF), "--fail-on", "none", "--format", "json"),
        )
        assert PERSON[2:] not in ended.out
        assert '"years_running":2' in ended.out

    def test_it_goes_with_one_path(self, tmp_path: Path) -> None:
        before = written(tmp_path / "2024.json", example("good-year"))
        ended = run("check", "examples/good-year", "examples/broken-2025", "--previous", before)
        assert ended.code == 2
        assert "one PATH" in ended.err


class TestWhatWouldHavePassed:
    def test_each_breach_says_it_in_the_reports_language(self) -> None:
        for language, said in (("sv", "bör vara högst 20"), ("en", "should be at most 20")):
            found = example("vastmanland-2025", "--lang", language)
            (breach,) = outcomes(found, CEILING)
            assert len(breach["would_pass"]) == 1
            assert said in breach["would_pass"][0].replace("\u00a0", " ")
            assert all(bool(o["would_pass"]) == (o["outcome"] == "violated") for o in found["outcomes"])

    def test_it_is_what_explain_says(self) -> None:
        (breach,) = outcomes(example("vastmanland-2025"), CEILING)
        ended = run("explain", CEILING, "examples/vastmanland-2025", "--as-of", str(AS_OF))
        assert breach["would_pass"][0] in " ".join(ended.out.split("För att uppfyllas: ")[1].split()).replace(
            "20 %", "20\u00a0%"
        )
