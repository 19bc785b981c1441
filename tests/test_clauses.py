"""A clause of the förbundsordning switches on the rules that hold the förbund to its own word, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from command import ROOT, report
from finsam_control.rule import Rule
from finsam_control.rulebook import load, shipped_folder

Folder = Callable[[dict[str, str | bytes]], Path]

RULES = load((shipped_folder("rules"),)).rules
CLAUSE = re.compile(
    r"^  (half_year_report_by|term_start|qualified_majority|equity_goal|variance_trigger|shared_auditors): .*\n",
    re.MULTILINE,
)

CLAUSES = [
    ('half_year_report_by: "09-30"', {"forbundets-egna/delarsrapport"}),
    ('term_start: "01-01"', {"forbundets-egna/mandattid"}),
    ("equity_goal: 1 400 000 kr", {"forbundets-egna/eget-kapital-tak"}),
    ("equity_goal_share: 20 %", {"forbundets-egna/eget-kapital-tak"}),
    ("variance_trigger: 100 000 kr", {"forbundets-egna/avvikelsegrans"}),
    # The matter is named in the minutes; without the clause nobody can count the votes that it needs.
    ("qualified_majority: 2/3", {"forbundets-egna/kvalificerad-majoritet"}),
]

#: Good practice that gives way to the förbund's own word.
REPLACED = {"variance_trigger: 100 000 kr": {"god-sed/avvikelse-forklaras"}}


def year(folder: Folder, *clauses: str) -> Path:
    """The good year with no clause of its own but those given."""
    own = {
        file.name: file.read_bytes().replace(b"../../risk_registers", bytes(ROOT / "risk_registers"))
        for file in (ROOT / "examples" / "good-year").iterdir()
    }
    bare = CLAUSE.sub("", own["forbund.yaml"].decode())
    said = "".join(f"  {clause}\n" for clause in clauses)
    return folder({**own, "forbund.yaml": bare.replace("forbundsordning:\n", f"forbundsordning:\n{said}", 1)})


def judged(path: Path) -> dict[str, set[str]]:
    """The rules that gave a verdict, with their verdicts."""
    found: dict[str, set[str]] = {}
    for item in report(path)["outcomes"]:
        if item["outcome"] in {"passed", "violated"}:
            found.setdefault(item["rule"], set()).add(item["outcome"])
    return found


@pytest.mark.parametrize(("clause", "switched_on"), CLAUSES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_clause_switches_on_its_own_rules_and_no_others(clause: str, switched_on: set[str], folder: Folder) -> None:
    without = judged(year(folder, "shared_auditors: true"))
    with_it = judged(year(folder, "shared_auditors: true", clause))
    # Where the clause says when terms begin, the seats meet 13 § too, and were not assessable before.
    assert with_it.keys() - without.keys() - {"finsamlagen/13-mandattid"} == switched_on
    assert without.keys() - with_it.keys() == REPLACED.get(clause, set())


@pytest.mark.parametrize(
    ("clause", "rule"),
    [
        ('half_year_report_by: "09-18"', "forbundets-egna/delarsrapport"),
        ('term_start: "01-02"', "forbundets-egna/mandattid"),
        ("equity_goal: 1 319 849 kr", "forbundets-egna/eget-kapital-tak"),
        ("qualified_majority: 5/6", "forbundets-egna/kvalificerad-majoritet"),
    ],
)
def test_the_forbunds_own_value_is_what_it_is_held_to(clause: str, rule: str, folder: Folder) -> None:
    assert "violated" in judged(year(folder, "shared_auditors: true", clause))[rule]


def test_terms_begin_on_1_april_where_the_forbundsordning_does_not_say(folder: Folder) -> None:
    """The good year's board was elected from 1 January 2023."""
    assert "violated" in judged(year(folder, "term_start: saknas"))["finsamlagen/13-mandattid"]
    assert judged(year(folder, 'term_start: "01-01"'))["finsamlagen/13-mandattid"] == {"passed"}


class TestNormStrengthDecidesTheWords:
    def test_only_law_and_own_rules_say_ska(self) -> None:
        soft = [rule for rule in RULES if rule.text.norm in {"recommendation", "good_practice"}]
        assert soft
        demanding = [rule.id for rule in soft if re.search(r"\b(ska|skall|måste)\b", said(rule))]
        assert not demanding

    def test_law_never_says_bor(self) -> None:
        of_law = [rule for rule in RULES if rule.text.norm == "law"]
        assert of_law
        assert not [rule.id for rule in of_law if re.search(r"\bbör\b", said(rule))]

    @pytest.mark.parametrize(
        ("norm", "words"),
        [("forbundsordning", "enligt förbundsordningen"), ("own_policy", "enligt förbundets")],
    )
    def test_the_forbunds_own_rules_say_whose_they_are(self, norm: str, words: str) -> None:
        own = [rule for rule in RULES if rule.text.norm == norm]
        assert own
        assert not [rule.id for rule in own if words not in rule.text.why.sv.lower()]


def said(rule: Rule) -> str:
    """What a finding prints of the requirement."""
    return f"{rule.text.title.sv} {rule.text.message.sv}"
