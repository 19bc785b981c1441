"""Which sections of the law are seen: the list against the rules, a year against the list, what a person vouches."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import AS_OF, ROOT, example, report, run
from finsam_control.coverage import _judged, rules_by_section, uncovered
from finsam_control.rule import OutcomeKind
from finsam_control.rulebook import load, shipped_folder
from finsam_control.section import Number, Section, read_section, sections_in
from finsam_control.statutes import FINSAMLAGEN, Statutes
from finsam_control.words import Words

RULEBOOK = load((shipped_folder("rules"),))
STATUTES: Statutes = RULEBOOK.statutes
COUNTS = ("tested", "attested", "not_assessable", "not_applicable", "not_covered")
MINIMAL = "entity: {name: Samordningsförbundet Prov}\nfiscal_year: 2025\n"
Folder = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def states(found: dict[str, Any]) -> dict[str, str]:
    return {item["section"]: item["state"] for item in found["coverage"]["by_section"]}


def codes(found: dict[str, Any]) -> list[str]:
    return [notice["code"] for notice in found["notices"] if "attestation" in notice["code"]]


def attestation(**changed: str) -> str:
    """An attestation as a file holds it, with what a test wants to be otherwise."""
    said = {
        "act": FINSAMLAGEN,
        "section": "16 §",
        "by": "Bertil Provsson",
        "role": "ledamot",
        "seen_on": "2026-02-13",
        "seen": "Fullmäktiges beslut om ny ersättare från den 1 juni",
        "valid_until": "2026-12-31",
        "owner_of_control": "samordnaren",
        **changed,
    }
    return "attestations:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in said.items()) + "\n"


class TestCitations:
    """What rules and reviewers write is brought to one form."""

    @pytest.mark.parametrize(
        ("cited", "sections"),
        [
            ("24 §", ["24 §"]),
            ("19 a §", ["19 a §"]),
            ("5 och 6 §§", ["5 §", "6 §"]),
            ("20 § första stycket", ["20 §"]),
            ("9 § 13", ["9 §"]),
            ("7 § 6 och 23 §", ["7 §", "23 §"]),
            ("4 kap. 1 §, 8 kap. 1 §", ["4 kap. 1 §", "8 kap. 1 §"]),
            ("5 kap. 6 § och 6 kap. 5 §", ["5 kap. 6 §", "6 kap. 5 §"]),
            ("8 kap. 1–3 §§", ["8 kap. 1 §", "8 kap. 2 §", "8 kap. 3 §"]),
            ("5:65-67", ["5 kap. 65 §", "5 kap. 66 §", "5 kap. 67 §"]),
            ("8 kap. 15–16 a §§", ["8 kap. 15 §", "8 kap. 16 §", "8 kap. 16 a §"]),
            ("19 a kap. 11 § (före 2022-02-01 19 kap. 30 §)", ["19 a kap. 11 §"]),
            ("artikel 33.1", []),
            ("paragraf fem", []),
            ("rekommendation 2013-10-02", []),
        ],
    )
    def test_a_citation_names_its_sections(self, cited: str, sections: list[str]) -> None:
        assert [str(section) for section in sections_in(cited)] == sections

    numbers = st.builds(Number, st.integers(1, 999), st.sampled_from(["", "a", "b", "k"]))

    @given(st.builds(Section, st.just(Number(0)) | numbers, numbers))
    def test_a_section_as_it_prints_is_the_section_that_is_read(self, section: Section) -> None:
        assert read_section(str(section)) == section

    @given(st.lists(numbers, min_size=1, max_size=6, unique=True))
    def test_a_list_of_sections_names_each_of_them(self, listed: list[Number]) -> None:
        text = ", ".join(str(number) for number in listed) + " §§"
        assert [section.number for section in sections_in(text)] == listed

    @given(st.integers(1, 400), st.integers(0, 50))
    def test_a_run_of_sections_names_both_ends_and_all_between(self, first: int, more: int) -> None:
        found = sections_in(f"{first}–{first + more} §§")
        assert [section.number.whole for section in found] == list(range(first, first + more + 1))


class TestTheList:
    """rules/coverage.yaml says what cannot be derived, and nothing that can."""

    def test_finsamlagen_has_28_sections_and_5_a_and_19_a(self) -> None:
        numbers = [str(listed.section) for listed in STATUTES.finsamlagen.sections]
        assert sorted(numbers) == sorted([*(f"{n} §" for n in range(1, 29)), "5 a §", "19 a §"])

    def test_list_and_rules_agree(self) -> None:
        assert not [Words("en").say(complaint.text) for complaint in uncovered(RULEBOOK)]

    @pytest.mark.parametrize(
        ("act", "sections"),
        [
            ("SFS 2017:725", "4 kap. 5, 10 §§, 5 kap. 24 §, 6 kap. 6, 16, 21, 24–26, 37–44 §§, 7 kap. 4–8 §§"),
            ("SFS 2017:725", "8 kap. 15–16 a §§, 11 kap. 6 a, 8–14, 16–21 §§, 12 kap. 4–6 §§"),
            ("SFS 2018:597", "3 kap. 1–15 §§, 13 kap. 1–3 §§"),
            ("SFS 1997:614", "2 kap. 1–13 §§, 9 kap. 1–3 §§"),
        ],
    )
    def test_what_looks_applicable_and_is_not_has_its_reason_and_no_rule(self, act: str, sections: str) -> None:
        listed, tested = STATUTES.act(act), rules_by_section(RULEBOOK)
        assert listed is not None
        for section in sections_in(sections):
            assert listed.by_section[section].statement == "not_applicable", section
            assert (act, section) not in tested

    def test_good_practice_that_leans_on_a_section_does_not_test_it(self) -> None:
        assert RULEBOOK.rule("god-sed/internkontroll-plan") is not None
        counted = {rule.id for rules in rules_by_section(RULEBOOK).values() for rule in rules}
        assert "god-sed/internkontroll-plan" not in counted


class TestLint:
    """What does not agree is found, with the line to mend."""

    def complaints(self, tmp_path: Path, old: str, new: str, file: str = "coverage.yaml") -> str:
        rules = tmp_path / "rules"
        shutil.copytree(shipped_folder("rules"), rules)
        text = (rules / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (rules / file).write_text(text.replace(old, new), encoding="utf-8")
        return "\n".join(
            f"{Path(item.file).name}:{item.line} {Words('en').say(item.text)}" for item in uncovered(load((rules,)))
        )

    def line_of(self, text: str) -> str:
        return next(line for line in (ROOT / "rules/coverage.yaml").read_text().splitlines() if text in line) + "\n"

    def test_a_section_that_is_tested_and_listed_as_something_else(self, tmp_path: Path) -> None:
        heading = 'en: "The parties\' shares"}'
        said = self.complaints(tmp_path, heading, f"{heading}, not_covered: no_rule_yet")
        assert "2003:1210 5 § is listed as not_covered, but finsamlagen/05-finansieringsandelar tests it" in said

    def test_a_section_that_nobody_speaks_for(self, tmp_path: Path) -> None:
        said = self.complaints(tmp_path, ", attested: own_legal_person", "")
        assert "no rule tests SFS 2003:1210 4 §" in said

    def test_a_section_of_finsamlagen_that_is_missing(self, tmp_path: Path) -> None:
        said = self.complaints(tmp_path, self.line_of("Brist som medlemmarna"), "")
        assert "SFS 2003:1210 22 § is missing" in said

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('section: "23 §"', 'section: "32 §"', "SFS 2003:1210 32 § is not listed"),
            ('section: "23 §"', 'section: "paragraf 23"', "paragraf 23 names no section"),
            ('act: "SFS 2003:1210"', 'act: "SFS 2003:1201"', "SFS 2003:1201 is no act"),
        ],
    )
    def test_an_authority_that_the_list_does_not_know(self, tmp_path: Path, old: str, new: str, said: str) -> None:
        found = self.complaints(tmp_path, old, new, "finsamlagen/23-samrad.yaml")
        assert f"23-samrad.yaml:7 {said}" in found

    def test_the_command_line_lints_it_too(self, tmp_path: Path) -> None:
        own = (ROOT / "rules/finsamlagen/23-samrad.yaml").read_text(encoding="utf-8")
        (tmp_path / "eget.yaml").write_text(own.replace('"23 §"', '"99 §"'), encoding="utf-8")
        ended = run("rules", "lint", "--rules", tmp_path, "--lang", "en")
        assert ended.code == 1
        assert "99 § is not listed" in ended.out

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (", attested: own_legal_person", ", attested: own_legal_persn", "own_legal_persn"),
            (", attested: own_legal_person", ", attested: own_legal_person, not_covered: seldom", "one of attested"),
            ("{section: 4 §,", "{section: 3 §,", "each section once"),
            ("{section: 4 §,", "{section: fyra,", "one section, with its chapter"),
        ],
    )
    def test_a_list_that_cannot_be_read_stops_every_run_with_file_and_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
    ) -> None:
        rules = tmp_path / "rules"
        shutil.copytree(shipped_folder("rules"), rules)
        lines = (rules / "coverage.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
        number = next(n for n, line in enumerate(lines, 1) if old in line)
        lines[number - 1] = lines[number - 1].replace(old, new)
        (rules / "coverage.yaml").write_text("".join(lines), encoding="utf-8")
        monkeypatch.setattr("finsam_control.cli.common.shipped_folder", lambda _: rules)
        ended = run("rules", "coverage", "--lang", "en")
        assert (ended.code, ended.out) == (2, "")
        assert f"coverage.yaml:{number}" in ended.err
        assert said in ended.err


class TestRulesCoverage:
    def test_each_section_is_told_in_both_languages(self) -> None:
        swedish, english = run("rules", "coverage"), run("rules", "coverage", "--lang", "en")
        assert swedish.code == english.code == 0
        assert "prövas av finsamlagen/05-finansieringsandelar" in swedish.out
        assert "intygas för hand: " in swedish.out
        assert "inte tillämplig: Finsamlagen 24 § säger tre månader" in swedish.out
        assert "prövas inte: " in swedish.out
        assert "tested by finsamlagen/05-finansieringsandelar" in english.out
        assert "not applicable: Finsamlagen 24 § says three months" in english.out
        assert all(str(listed.section) in english.out for act in STATUTES.acts for listed in act.sections)

    def test_what_was_looked_at_and_left_says_why_in_both_languages(self) -> None:
        swedish, english = run("rules", "coverage"), run("rules", "coverage", "--lang", "en")
        assert STATUTES.considered
        for item in STATUTES.considered:
            assert f"{item.source}: {item.says.sv}\n      {item.because.sv}\n" in swedish.out
            assert f"{item.source}: {item.says.en}\n      {item.because.en}\n" in english.out
            assert item.url.startswith("http")

    def test_a_rule_of_ones_own_counts(self, tmp_path: Path) -> None:
        own = (ROOT / "rules/finsamlagen/23-samrad.yaml").read_text(encoding="utf-8")
        (tmp_path / "eget.yaml").write_text(own.replace('"23 §"', '"27 §"'), encoding="utf-8")
        assert "tested by eget" in run("rules", "coverage", "--lang", "en", "--rules", tmp_path).out


class TestAYear:
    @pytest.mark.parametrize("year", ["good-year", "vasteras-2015", "vasteras-2022", "vastmanland-2025", "broken-2024"])
    def test_the_five_counts_are_those_of_the_sections_and_sum_to_thirty(self, year: str) -> None:
        coverage = example(year)["coverage"]
        assert coverage["sections"] == len(coverage["by_section"]) == sum(coverage[name] for name in COUNTS) == 30
        for name in COUNTS:
            assert coverage[name] == sum(item["state"] == name for item in coverage["by_section"])

    def test_a_breach_is_a_test(self) -> None:
        found = example("broken-2024")
        broken = {item["rule"] for item in found["outcomes"] if item["outcome"] == "violated"}
        tried = [item for item in found["coverage"]["by_section"] if broken & set(item["rules"])]
        assert tried
        assert {item["state"] for item in tried} == {"tested"}

    def test_the_report_says_it_in_one_line(self) -> None:
        for language, said in (
            ("sv", "Av Finsamlagens 30 paragrafer (28, 5 a och 19 a): "),
            ("en", "Of the 30 sections of Finsamlagen (28, 5 a and 19 a): "),
        ):
            ended = run("check", "examples/good-year", "--as-of", str(AS_OF), "--lang", language)
            assert said in ended.out.replace(" \n", " ")

    def test_nothing_handed_in_is_not_assessable_and_never_tested(self, folder: Folder) -> None:
        found = report(folder({"a.yaml": MINIMAL}))
        assert not [section for section, state in states(found).items() if state in {"tested", "attested"}]
        assert states(found)["5 §"] == "not_assessable"
        assert states(found)["27 §"] == "not_covered"

    def test_distance_participation_was_no_law_before_2022(self) -> None:
        assert states(example("vasteras-2015"))["19 a §"] == "not_applicable"
        assert states(example("vasteras-2021"))["19 a §"] == "not_applicable"
        assert states(example("good-year"))["19 a §"] == "tested"

    def test_a_section_that_only_a_later_rule_tests_is_not_tested_rather_than_not_applicable(self) -> None:
        assert states(example("vasteras-2015"))["28 §"] == "not_covered"

    kinds = st.sets(st.sampled_from(get_args(OutcomeKind)))

    @given(found=kinds, applies=st.booleans(), attested=st.booleans())
    def test_whatever_came_of_the_rules_a_section_is_tested_only_where_one_gave_a_verdict(
        self, *, found: set[OutcomeKind], applies: bool, attested: bool
    ) -> None:
        state = _judged(found, applies=applies, attested=attested)
        assert (state == "tested") == bool(found & {"passed", "violated", "accepted"})
        if state == "attested":
            assert attested
            assert applies
        if not found and applies and not attested:
            assert state == "not_covered"


class TestAttestations:
    def test_the_good_year_leaves_no_section_of_finsamlagen_unseen(self) -> None:
        found = example("good-year")
        assert found["grade"]["overall"] == "sufficient"
        assert not codes(found)
        assert set(states(found).values()) == {"tested", "attested", "not_applicable"}
        (vacancy,) = [item for item in found["coverage"]["by_section"] if item["section"] == "15 §"]
        assert "Bertil Provsson" in vacancy["attested_by"][0]

    def test_what_is_vouched_for_counts_as_attested_until_its_last_day(self, folder: Folder) -> None:
        year = folder({"a.yaml": MINIMAL + attestation(valid_until=str(AS_OF))})
        found = report(year)
        assert states(found)["16 §"] == "attested"
        assert not codes(found)

    def test_a_day_later_it_has_expired_and_is_said(self, folder: Folder) -> None:
        found = report(folder({"a.yaml": MINIMAL + attestation(valid_until="2026-11-21")}))
        assert states(found)["16 §"] == "not_covered"
        assert codes(found) == ["expired_attestation"]

    def test_what_a_rule_has_tested_is_tested_however_much_it_is_vouched_for(self, folder: Folder) -> None:
        text = MINIMAL + "forbundsordning: {adopted_on: 2023-06-19}\nannual_report: {adopted_on: 2026-03-13}\n"
        year = folder({"a.yaml": text + attestation(section="24 §")})
        found = report(year)
        assert states(found)["24 §"] == "tested"
        assert not codes(found)

    @pytest.mark.parametrize(
        "changed",
        [
            {"section": "29 §"},  # Finsamlagen has no such section
            {"act": "SFS 2003:1201"},  # nor is this one of its acts
            {"act": "SFS 2017:725", "section": "11 kap. 20 §"},  # and 15 April binds no samordningsförbund
            {"seen_on": "2026-11-23"},  # nobody can have seen tomorrow
        ],
    )
    def test_one_that_holds_for_nothing_is_said(self, folder: Folder, changed: dict[str, str]) -> None:
        found = report(folder({"a.yaml": MINIMAL + attestation(**changed)}))
        assert codes(found) == ["unmatched_attestation"]
        assert "attested" not in states(found).values()

    def test_one_of_an_act_that_finsamlagen_pulls_in_matches_there(self, folder: Folder) -> None:
        found = report(folder({"a.yaml": MINIMAL + attestation(act="SFS 2017:725", section="6 kap. 17 §")}))
        assert not codes(found)

    @pytest.mark.parametrize("changed", [{"section": "29 §"}, {"valid_until": "2026-11-21"}])
    def test_one_that_holds_for_nothing_keeps_the_best_grade_out_of_reach(
        self, tmp_path: Path, changed: dict[str, str]
    ) -> None:
        shutil.copytree(ROOT / "examples/good-year", tmp_path / "examples/good-year")
        shutil.copytree(ROOT / "risk_registers", tmp_path / "risk_registers")
        year = tmp_path / "examples/good-year"
        assert report(year)["grade"]["overall"] == "sufficient"
        (year / "intyg.yaml").write_text(attestation(**changed), encoding="utf-8")
        assert report(year)["grade"]["overall"] == "mostly_sufficient"

    def test_one_that_is_refused_stops_the_run_before_any_check(self, folder: Folder) -> None:
        year = folder({"a.yaml": MINIMAL + attestation(by="Samordnaren")})
        ended = run("check", year, "--as-of", str(AS_OF), "--lang", "en")
        assert (ended.code, ended.out) == (2, "")
        assert "nobody vouches for a control of their own" in ended.err

    @pytest.mark.parametrize("left_out", ["by", "role", "seen_on", "seen", "valid_until", "owner_of_control"])
    def test_one_that_does_not_say_who_when_what_and_until_when_stops_the_run(
        self, folder: Folder, left_out: str
    ) -> None:
        lines = attestation().splitlines(keepends=True)
        said = "".join(line for line in lines if not line.strip(" -").startswith(f"{left_out}:"))
        assert said != attestation()
        ended = run("check", folder({"a.yaml": MINIMAL + said}), "--as-of", str(AS_OF), "--lang", "en")
        assert (ended.code, ended.out) == (2, "")
        assert f"/attestations/0/{left_out}" in ended.err

    def test_who_owns_a_control_by_name_may_not_vouch_for_it_and_another_may(self, folder: Folder) -> None:
        own = folder(
            {"a.yaml": MINIMAL + attestation(by="Sara Samordning", owner_of_control="[Sara Samordning, kansliet]")}
        )
        assert run("check", own, "--as-of", str(AS_OF)).code == 2
        others = folder({"a.yaml": MINIMAL + attestation(owner_of_control="[Sara Samordning, kansliet]")})
        assert states(report(others))["16 §"] == "attested"

    def test_a_namesake_of_another_role_is_somebody_else(self, folder: Folder) -> None:
        year = folder({"a.yaml": MINIMAL + attestation(by="Sara Samordnarsson", role="samordnarens granskare")})
        assert states(report(year))["16 §"] == "attested"
