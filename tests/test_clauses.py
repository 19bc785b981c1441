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
    r"^  (half_year_report_by|term_start|qualified_majority|equity_goal|variance_trigger|shared_auditors"
    r"|auditor_fees_elsewhere): .*\n",
    re.MULTILINE,
)
POPULATIONS = re.compile(r"^populations:\n(?:  .*\n)+", re.MULTILINE)

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
    """The records of the good year with no clause of its own but those given; ledger and journal have no part in it."""
    own = {
        file.name: file.read_bytes().replace(b"../../risk_registers", b"../risk_registers")
        for file in (ROOT / "examples" / "good-year").glob("*.yaml")
    }
    registers = {
        f"../risk_registers/{file.name}": file.read_bytes() for file in (ROOT / "risk_registers").glob("*.yaml")
    }
    bare = POPULATIONS.sub("", CLAUSE.sub("", own["forbund.yaml"].decode()))
    said = "".join(f"  {clause}\n" for clause in clauses)
    return folder(
        {**own, **registers, "forbund.yaml": bare.replace("forbundsordning:\n", f"forbundsordning:\n{said}", 1)}
    )


def outcomes_of(path: Path, rule: str) -> set[str]:
    return {item["outcome"] for item in report(path)["outcomes"] if item["rule"] == rule}


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


@pytest.mark.parametrize(
    ("clause", "rule"),
    [
        ('half_year_report_by: "09-19"', "forbundets-egna/delarsrapport"),
        ('term_start: "01-01"', "forbundets-egna/mandattid"),
        ("equity_goal: 1 319 850 kr", "forbundets-egna/eget-kapital-tak"),
        ("qualified_majority: 4/5", "forbundets-egna/kvalificerad-majoritet"),
    ],
)
def test_what_meets_the_own_value_exactly_is_within_it(clause: str, rule: str, folder: Folder) -> None:
    """The report came on 19 September, equity was 1 319 850 kr, and four of five votes carried the budget."""
    assert judged(year(folder, "shared_auditors: true", clause))[rule] == {"passed"}


class TestSharedAuditors:
    """Whether item 13 must stand in the förbundsordning follows from its own word on shared auditors (9 § 13)."""

    ITEMS = "finsamlagen/09-forbundsordningens-innehall"

    def without_item_13(self, folder: Folder, *clauses: str) -> Path:
        records = year(folder, *clauses)
        file = records / "forbund.yaml"
        said = file.read_text(encoding="utf-8")
        assert said.count("    item_13: finns\n") == 1
        file.write_text(said.replace("    item_13: finns\n", "    item_13: saknas\n"), encoding="utf-8")
        return records

    @pytest.mark.parametrize(
        ("clauses", "verdict"),
        [(["shared_auditors: true"], {"violated"}), (["shared_auditors: false"], {"passed"}), ([], set())],
        ids=["shared", "not shared", "not said"],
    )
    def test_the_item_is_asked_for_where_auditors_are_shared(
        self, clauses: list[str], verdict: set[str], folder: Folder
    ) -> None:
        assert judged(self.without_item_13(folder, *clauses)).get(self.ITEMS, set()) == verdict

    def test_auditors_who_are_shared_in_fact_need_the_item_whatever_is_said(self, folder: Folder) -> None:
        found = judged(self.without_item_13(folder, "shared_auditors: false"))
        assert found["finsamlagen/25-gemensamma-revisorer-i-forbundsordningen"] == {"violated"}


class TestAttestordning:
    """The attestordning and its list of names are records: their amounts and days are what payments are held to."""

    TWO = "forbundets-egna/attest-av-tva"
    LISTED = frozenset({"forbundets-egna/attestant-i-forteckningen", "forbundets-egna/attestant-beloppsgrans"})

    def year(self, folder: Folder, *changes: tuple[str, str, str]) -> Path:
        records = year(folder, "shared_auditors: true")
        for name, old, new in changes:
            file = records / name
            said = file.read_text(encoding="utf-8")
            assert said.count(old) == 1
            file.write_text(said.replace(old, new), encoding="utf-8")
        return records

    def test_without_an_amount_of_its_own_nobody_is_asked_for_a_second_approver(self, folder: Folder) -> None:
        none = self.year(folder, ("kontroll.yaml", "two_approvers_from: 150 000 kr", "two_approvers_from: saknas"))
        assert self.TWO not in judged(none)

    def test_an_amount_that_is_left_out_is_unknown(self, folder: Folder) -> None:
        bare = self.year(folder, ("kontroll.yaml", "two_approvers_from: 150 000 kr, ", ""))
        assert outcomes_of(bare, self.TWO) == {"not_assessable"}

    @pytest.mark.parametrize(
        ("limit", "verdict"), [(", monthly_limit: saknas", "not_applicable"), ("", "not_assessable")]
    )
    def test_so_is_the_monthly_limit_of_a_card(self, limit: str, verdict: str, folder: Folder) -> None:
        changed = self.year(folder, ("inkop.yaml", ", monthly_limit: 10 000 kr", limit))
        assert outcomes_of(changed, "forbundets-egna/kort-manadsgrans") == {verdict}

    def test_with_an_amount_the_good_year_passes(self, folder: Folder) -> None:
        assert judged(self.year(folder))[self.TWO] == {"passed"}

    @pytest.mark.parametrize(
        ("amount", "verdict"),
        [("118 001 kr", {"passed"}), ("118 000 kr", {"passed", "violated"}), ("155 001 kr", set())],
    )
    def test_the_own_amount_is_what_a_payment_is_held_to(self, amount: str, verdict: set[str], folder: Folder) -> None:
        """One payment of 118 000 kr was approved by one, one of 155 000 kr by two."""
        changed = ("kontroll.yaml", "two_approvers_from: 150 000 kr", f"two_approvers_from: {amount}")
        assert judged(self.year(folder, changed)).get(self.TWO, set()) == verdict

    def test_the_same_name_twice_is_one_person(self, folder: Folder) -> None:
        twice = self.year(folder, ("inkop.yaml", "also_approved_by: Anna Exempel", "also_approved_by: Sara Samordning"))
        assert judged(twice)[self.TWO] == {"violated"}

    def test_the_list_of_names_switches_on_its_own_rules(self, folder: Folder) -> None:
        records = year(folder, "shared_auditors: true")
        file = records / "inkop.yaml"
        said = file.read_text(encoding="utf-8")
        start, end = said.index("approvers:\n"), said.index("\ncards:")
        assert judged(records).keys() >= self.LISTED
        file.write_text(said[:start] + said[end:], encoding="utf-8")
        assert not self.LISTED & judged(records).keys()

    @pytest.mark.parametrize(
        ("limit", "verdict"),
        [
            (", limit: 155 000 kr", {"passed"}),
            (", limit: 154 999 kr", {"violated", "passed"}),
            (", limit: saknas", set()),
            ("", {"not_assessable"}),
        ],
    )
    def test_the_own_limit_of_a_name_is_what_it_is_held_to(self, limit: str, verdict: set[str], folder: Folder) -> None:
        """A limit that nobody wrote down is not one that the list does not set."""
        changed = self.year(folder, ("inkop.yaml", ", limit: 200 000 kr", limit))
        rule = "forbundets-egna/attestant-beloppsgrans"
        found = {item["outcome"] for item in report(changed)["outcomes"] if item["rule"] == rule}
        assert found - {"not_applicable"} == verdict


class TestTheFeesOfTheAuditors:
    """The förbund pays them, unless its förbundsordning says that another does (25 §)."""

    @pytest.mark.parametrize(
        ("clause", "verdict"),
        [("auditor_fees_elsewhere: finns", {"passed"}), ("auditor_fees_elsewhere: saknas", {"violated"})],
    )
    def test_the_clause_decides_where_the_forbund_does_not_pay(
        self, clause: str, verdict: set[str], folder: Folder
    ) -> None:
        records = year(folder, "shared_auditors: true", clause)
        file = records / "kontroll.yaml"
        said = file.read_text(encoding="utf-8")
        assert said.count("fees_paid: finns") == 1
        file.write_text(said.replace("fees_paid: finns", "fees_paid: saknas"), encoding="utf-8")
        assert judged(records)["finsamlagen/25-revisorernas-arvode"] == verdict


class TestVarianceTrigger:
    """The board asks for an explanation above its own amount; figures printed in kronor may be rounded by one."""

    @pytest.mark.parametrize(
        ("trigger", "verdict"),
        [("188 000 kr", set()), ("187 998 kr", {"violated"}), ("500 000 kr", set())],
    )
    def test_an_unexplained_deviation_counts_from_its_own_amount(
        self, trigger: str, verdict: set[str], folder: Folder
    ) -> None:
        records = year(folder, "shared_auditors: true", f"variance_trigger: {trigger}")
        file = records / "ekonomi.yaml"
        said = file.read_text(encoding="utf-8")
        told = re.search(r"        explanation: En tjänst som rehabkoordinator.*\n", said)
        assert told
        file.write_text(said.replace(told[0], "        explanation: saknas\n"), encoding="utf-8")
        found = judged(records).get("forbundets-egna/avvikelsegrans", set())
        assert ("violated" in found) == ("violated" in verdict)


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
