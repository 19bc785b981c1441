"""The shipped rules: each tested by its own cases, each fired by a made-up year, none by the good one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from command import AS_OF, ROOT, report
from finsam_control.cases import run_cases
from finsam_control.check import check, engines
from finsam_control.earlier_report import EarlierReport, read
from finsam_control.facts.outcome import OutcomeFact
from finsam_control.lint import lint
from finsam_control.rule import Rule
from finsam_control.rulebook import load, shipped_folder
from last_year import last_year, written

RULEBOOK = load((shipped_folder("rules"),))
ENGINES = engines()
BROKEN = sorted(path for path in (ROOT / "examples").glob("broken-*") if path.is_dir())


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_says_of_its_cases_what_it_promises(rule: Rule) -> None:
    assert not run_cases(rule, RULEBOOK, ENGINES)


def test_there_is_nothing_to_complain_of() -> None:
    assert not lint(RULEBOOK, ENGINES)


def violated(folder: Path, as_of: date = AS_OF, earlier: EarlierReport | None = None) -> set[str]:
    run = check(folder, RULEBOOK, ENGINES, as_of, earlier=earlier)
    return {outcome.rule.id for outcome in run.outcomes if outcome.kind == "violated"}


def test_every_rule_fires_in_a_made_up_year(tmp_path: Path) -> None:
    fired = {rule for folder in BROKEN for rule in violated(folder)}
    about_outcomes = {rule.id for rule in RULEBOOK.rules if rule.subject is OutcomeFact}
    assert about_outcomes
    assert not fired & about_outcomes, "without an earlier report there is nothing to ask"
    # Rules about deviations from year to year need a year before: one in which the same and more was amiss.
    trouble = ROOT / "examples" / "broken-2025"
    fired |= violated(trouble, earlier=read(written(tmp_path / "2024.json", last_year(report(trouble)))))
    assert {rule.id for rule in RULEBOOK.rules} - fired == set()


def test_the_good_year_has_no_finding_and_leaves_nothing_unassessed() -> None:
    run = check(ROOT / "examples" / "good-year", RULEBOOK, ENGINES, AS_OF)
    assert {(o.rule.id, o.kind) for o in run.outcomes if o.kind in {"violated", "accepted", "not_assessable"}} == set()
    assert {o.rule.id for o in run.outcomes if o.kind == "passed"}


def test_shuffled_files_give_the_same_report(tmp_path: Path) -> None:
    """A year in one file or in ten, read in any order, is the same year."""
    source = ROOT / "examples" / "vastmanland-2025"
    sections: dict[str, str] = {}
    for file in sorted(source.glob("*.yaml")):
        sections |= split(file.read_text(encoding="utf-8"))
    reports: list[object] = []
    for order in (sorted(sections), sorted(sections, reverse=True)):
        folder = tmp_path / f"order-{len(reports)}"
        folder.mkdir()
        for number, name in enumerate(order):
            (folder / f"{number:02d}.yaml").write_text(sections[name], encoding="utf-8")
        found = report(folder)
        reports.append(
            [(o["key"], o["outcome"], o["fingerprint"], o["message"]) for o in found["outcomes"]] + [found["grade"]]
        )
    assert reports[0] == reports[1]


def split(text: str) -> dict[str, str]:
    """The top-level sections of a file, each with its lines."""
    sections: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if line[0] not in " #-\n":
            name = line.split(":")[0]
        if name:
            sections.setdefault(name, []).append(line)
    return {key: "".join(lines) for key, lines in sections.items()}
