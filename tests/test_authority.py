"""Authority at a moment in time: which order held, who might decide, up to what; day by day and öre by öre."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from command import example, outcomes, run
from finsam_control.authority import PRISBASBELOPP
from finsam_control.dossier import Dossier
from finsam_control.facts import facts_of
from finsam_control.parameters import ParameterFile
from finsam_control.records.year import Year
from finsam_control.rulebook import load, shipped_folder

AMOUNTS: ParameterFile = load((shipped_folder("rules"),)).parameters[PRISBASBELOPP]

BOARD = {
    "coordinators": ["Sara Samordning"],
    "seats": {
        "complete": "true",
        "items": [
            {"name": "Anna Exempel", "seat": "ledamot", "office": "ordforande", "end": "2022-06-30"},
            {"name": "Bo Exempel", "seat": "ledamot", "office": "ordforande", "start": "2022-07-01"},
        ],
    },
}
BUYING = {"matter": "Inköp", "role": "samordnare", "above": "styrelsen"}
TWO_VERSIONS = [
    {
        "id": "första",
        "adopted_on": "2021-11-19",
        "section": "§ 50",
        "in_force_from": "2022-01-01",
        "limit": "10 000 kr",
    },
    {"id": "andra", "adopted_on": "2022-05-20", "section": "31", "in_force_from": "2022-07-01", "limit": "20 000 kr"},
]


def orders(*items: dict[str, Any], complete: str = "true", **line: Any) -> dict[str, Any]:
    """Versions of one line each; `limit` of a version is its line's."""
    versions = []
    for number, item in enumerate(items or ({},)):
        limit = {"limit": item["limit"]} if "limit" in item else {}
        rest = {key: value for key, value in item.items() if key != "limit"}
        dated = {"adopted_on": "2010-01-01"} if not rest else {}
        versions.append({"id": str(number), **dated, **rest, "entries": [{**BUYING, **limit, **line}]})
    return {"complete": complete, "items": versions}


def year(order: dict[str, Any], **sections: Any) -> Dossier:
    records = {"entity": {"name": "Förbundet Exempel"}, "fiscal_year": "2022", "board": BOARD}
    return Dossier(
        Year.model_validate({**records, "delegation_orders": order, **sections}), None, (), (), prisbasbelopp=AMOUNTS
    )


def only(kind: str, dossier: Dossier) -> Any:
    """The one fact of a kind."""
    (fact,) = facts_of(dossier)[kind]
    return fact


def decided(order: dict[str, Any], on: str = "2022-03-14", **decision: Any) -> Any:
    """The fact of one decision."""
    taken = {"id": "1", "date": on, "matter": "Inköp", "role": "samordnare", **decision}
    return only("delegated_decision", year(order, delegated_decisions={"items": [taken]}))


class TestWhetherThereIsALimit:
    """A limit that is left out is not one that the order does not set: that must have been looked for."""

    @pytest.mark.parametrize(
        ("line", "has_limit", "in_basbelopp", "over"),
        [
            ({"limit": "10 000 kr"}, True, False, 100),
            ({"limit_basbelopp": "2"}, True, True, 1_000_100 - 2 * 4_830_000),
            ({"limit": "saknas"}, False, False, None),
            ({}, None, None, None),
        ],
    )
    def test_of_a_decision(
        self,
        line: dict[str, str],
        has_limit: bool | None,  # noqa: FBT001 -- one of three states
        in_basbelopp: bool | None,  # noqa: FBT001 -- one of three states
        over: int | None,
    ) -> None:
        fact = decided(orders(**line), amount="10 001 kr")
        assert (fact.has_limit, fact.in_basbelopp, fact.over_limit) == (has_limit, in_basbelopp, over)

    @pytest.mark.parametrize(
        ("line", "has_limit"), [({"limit": "10 000 kr"}, True), ({"limit": "saknas"}, False), ({}, None)]
    )
    def test_of_a_purchase(
        self,
        line: dict[str, str],
        has_limit: bool | None,  # noqa: FBT001 -- one of three states
    ) -> None:
        bought = {"id": "I1", "date": "2022-03-14", "supplier": "Exempel AB", "amount": "10 001 kr"}
        dossier = year(orders(**line), purchases={"items": [{**bought, "decided_by": "samordnare"}]})
        assert only("purchase", dossier).has_limit is has_limit

    def test_a_line_in_doubt_hides_no_line_that_sets_none(self) -> None:
        def of(*limits: dict[str, str]) -> Any:
            order = {"id": "o", "adopted_on": "2010-01-01", "entries": [{**BUYING, **limit} for limit in limits]}
            return decided({"complete": "true", "items": [order]}, amount="10 001 kr").has_limit

        assert of({}, {"limit": "saknas"}) is False
        assert of({"limit": "10 000 kr"}, {}) is None

    @pytest.mark.parametrize(("limit", "said"), [("saknas", "ingen beloppsgräns"), (None, "inte inlämnad")])
    def test_the_answer_says_which(self, tmp_path: Path, limit: str | None, said: str) -> None:
        """No yes rests on a limit that nobody handed in."""
        stated = "" if limit is None else f", limit: {limit}"
        (tmp_path / "ar.yaml").write_text(
            "entity: {name: Förbundet Exempel}\nfiscal_year: 2022\ndelegation_orders:\n  complete: true\n  items:\n"
            "    - {id: o, adopted_on: 2021-11-19, entries: "
            f"[{{matter: Inköp, role: samordnare{stated}}}]}}\n",
            encoding="utf-8",
        )
        ended = run("authority", tmp_path, "--on", "2022-03-14", "--matter", "inköp", "--amount", "10 001 kr")
        assert said in ended.out
        assert ("\nJa:" in ended.out) is (limit is not None)


class TestWhichVersionHeld:
    @pytest.mark.parametrize(
        ("day", "version", "adopted", "limit"),
        [
            ("2022-01-01", "första", "2021-11-19 § 50", 1_000_000),
            ("2022-03-14", "första", "2021-11-19 § 50", 1_000_000),
            ("2022-06-30", "första", "2021-11-19 § 50", 1_000_000),
            ("2022-07-01", "andra", "2022-05-20 § 31", 2_000_000),
            ("2022-12-31", "andra", "2022-05-20 § 31", 2_000_000),
        ],
    )
    def test_each_holds_from_its_first_day_until_the_next_begins(
        self, day: str, version: str, adopted: str, limit: int
    ) -> None:
        fact = decided(orders(*TWO_VERSIONS), day)
        assert (fact.has_order, fact.version, fact.adopted, fact.limit) == (True, version, adopted, limit)

    def test_none_held_the_day_before_the_first(self) -> None:
        fact = decided(orders(*TWO_VERSIONS), "2021-12-31")
        assert (fact.has_order, fact.is_delegated, fact.version) == (False, False, None)

    def test_that_none_held_is_not_known_while_orders_may_be_missing(self) -> None:
        fact = decided(orders(*TWO_VERSIONS, complete="false"), "2021-12-31")
        assert (fact.has_order, fact.is_delegated) == (None, None)

    @pytest.mark.parametrize(("day", "held"), [("2022-11-30", True), ("2022-12-01", False)])
    def test_an_order_may_end_by_its_own_date(self, day: str, *, held: bool) -> None:
        ending = {"id": "kort", "adopted_on": "2022-01-10", "in_force_until": "2022-11-30"}
        assert decided(orders(ending), day).has_order is held

    @pytest.mark.parametrize(("day", "held"), [("2022-02-10", False), ("2022-02-11", True)])
    def test_no_order_holds_from_before_the_board_adopted_it(self, day: str, *, held: bool) -> None:
        retroactive = {"id": "sen", "adopted_on": "2022-02-11", "in_force_from": "2022-01-01"}
        assert decided(orders(retroactive), day).has_order is held

    @pytest.mark.parametrize(("adopted", "said"), [({"adopted_on": "saknas"}, "saknas"), ({}, None)])
    def test_an_order_that_nobody_is_known_to_have_adopted_says_so(
        self, adopted: dict[str, str], said: str | None
    ) -> None:
        assert decided(orders({"id": "ospårad", "in_force_from": "2022-01-01", **adopted})).adopted == said

    def test_an_ended_order_does_not_let_an_older_one_rise_again(self) -> None:
        ended = {**TWO_VERSIONS[1], "in_force_until": "2022-09-30"}
        assert decided(orders(TWO_VERSIONS[0], ended), "2022-10-01").has_order is False

    def test_a_month_that_spans_two_versions_takes_the_wider_line(self) -> None:
        later = {**TWO_VERSIONS[1], "in_force_from": "2022-06-15"}
        assert decided(orders(TWO_VERSIONS[0], later), "2022-06").limit == 2_000_000


class TestBasbelopp:
    @pytest.mark.parametrize(
        ("day", "number", "limit"),
        [
            ("2014-12-31", "1", 4_440_000),
            ("2015-01-01", "1", 4_450_000),
            ("2020-06-01", "0,5", 2_365_000),
            ("2022-12-31", "1", 4_830_000),
            ("2023-01-01", "1", 5_250_000),
            ("2025-03-14", "3", 17_640_000),
            ("2026-12-31", "0,25", 1_480_000),
            ("2022", "2", 9_660_000),
        ],
    )
    def test_the_limit_follows_the_year_of_the_decision(self, day: str, number: str, limit: int) -> None:
        fact = decided(orders(limit_basbelopp=number), day)
        assert (fact.has_limit, fact.in_basbelopp, fact.limit) == (True, True, limit)

    @pytest.mark.parametrize("day", ["2012-12-31", "2027-01-01"])
    def test_a_year_without_a_published_amount_leaves_the_limit_unknown(self, day: str) -> None:
        fact = decided(orders(limit_basbelopp="1"), day, amount="900 000 kr")
        assert (fact.has_limit, fact.limit, fact.over_limit) == (True, None, None)

    def test_without_the_amounts_of_a_rulebook_it_is_unknown_too(self) -> None:
        records = year(
            orders(limit_basbelopp="1"),
            delegated_decisions={"items": [{"id": "1", "date": "2022-03-14", "matter": "Inköp", "role": "samordnare"}]},
        )
        fact = only("delegated_decision", replace(records, prisbasbelopp=None))
        assert fact.limit is None

    @pytest.mark.parametrize(
        ("amount", "over"),
        [("48 300 kr", 0), ("48 300,01 kr", 1), ("48 299,99 kr", -1), ("49 tkr", 20_000), ("48,8 tkr", 45_000)],
    )
    def test_exactly_on_the_limit_one_ore_over_and_a_rounded_amount_at_its_lowest(self, amount: str, over: int) -> None:
        assert decided(orders(limit_basbelopp="1"), amount=amount).over_limit == over

    @pytest.mark.parametrize(("amount", "over"), [("48 300 kr", 0), ("48 300,01 kr", 1), ("48 tkr", -80_000)])
    def test_purchases_are_held_against_the_same_limit(self, amount: str, over: int) -> None:
        bought = {"id": "1", "date": "2022-03-14", "supplier": "S", "amount": amount, "decided_by": "samordnare"}
        fact = only("purchase", year(orders(limit_basbelopp="1"), purchases={"items": [bought]}))
        assert fact.over_limit == over


class TestWhoDecided:
    SUBSTITUTE = ({"name": "Karin Ersatt", "start": "2022-07-04", "end": "2022-07-31"},)

    @pytest.mark.parametrize(
        ("day", "capacity"),
        [
            ("2022-07-03", "substitute_other_day"),
            ("2022-07-04", "substitute"),
            ("2022-07-31", "substitute"),
            ("2022-08-01", "substitute_other_day"),
            ("2022-07", "substitute"),
        ],
    )
    def test_a_substitute_serves_from_the_first_day_to_the_last(self, day: str, capacity: str) -> None:
        fact = decided(orders(substitutes=list(self.SUBSTITUTE)), day, by="karin  ersatt")
        assert fact.acted_as == capacity

    @pytest.mark.parametrize(
        ("period", "capacity"),
        [
            ({"start": "2022-07-04", "end": "saknas"}, "substitute"),
            ({"start": "2022-07-04"}, None),
            ({"end": "2022-07-31"}, None),
            ({"start": "2022-12-01"}, "substitute_other_day"),
            ({}, None),
        ],
    )
    def test_a_period_left_out_is_unknown_and_a_standing_one_has_no_end(
        self, period: dict[str, str], capacity: str | None
    ) -> None:
        fact = decided(orders(substitutes=[{"name": "Karin Ersatt", **period}]), "2022-07-10", by="Karin Ersatt")
        assert fact.acted_as == capacity

    @pytest.mark.parametrize(
        ("by", "capacity"), [("Sara Samordning", "delegate"), ("Ulf Ekonom", "neither"), (None, None)]
    )
    def test_the_coordinator_is_whoever_held_the_post(self, by: str | None, capacity: str | None) -> None:
        given = {} if by is None else {"by": by}
        assert decided(orders(), **given).acted_as == capacity

    @pytest.mark.parametrize(("day", "capacity"), [("2022-06-30", "delegate"), ("2022-07-01", "neither")])
    def test_a_coordinator_who_has_left_decides_no_more(self, day: str, capacity: str) -> None:
        left = {**BOARD, "coordinators_left": [{"name": "Sara Samordning", "on": "2022-06-30"}]}
        taken = {"id": "1", "date": day, "matter": "Inköp", "role": "samordnare", "by": "Sara Samordning"}
        found = only("delegated_decision", year(orders(), board=left, delegated_decisions={"items": [taken]}))
        assert found.acted_as == capacity

    @pytest.mark.parametrize(
        ("day", "by", "capacity"),
        [
            ("2022-06-30", "Anna Exempel", "delegate"),
            ("2022-07-01", "Anna Exempel", "neither"),
            ("2022-06-30", "Bo Exempel", "neither"),
            ("2022-07-01", "Bo Exempel", "delegate"),
        ],
    )
    def test_the_chair_is_whoever_sat_that_day(self, day: str, by: str, capacity: str) -> None:
        assert decided(orders(role="ordforande"), day, role="ordförande", by=by).acted_as == capacity

    def test_a_named_delegate_does_not_hand_the_right_to_a_successor(self) -> None:
        named = orders(person="Tora Förre")
        assert decided(named, by="Tora Förre").acted_as == "delegate"
        assert decided(named, by="Sara Samordning").acted_as == "neither"

    def test_that_somebody_is_neither_is_known_from_whole_orders_only(self) -> None:
        assert decided(orders(complete="false"), by="Ulf Ekonom").acted_as is None

    def test_an_official_is_known_by_name_only(self) -> None:
        assert decided(orders(role="tjansteman"), role="tjänsteman", by="Ulf Ekonom").acted_as is None

    def test_a_right_passed_on_is_told_apart(self) -> None:
        assert decided(orders(), by="Ulf Ekonom", passed_on_by="Sara Samordning").acted_as == "passed_on"

    @pytest.mark.parametrize(
        ("together_with", "expected"),
        [("Bo Exempel", True), ("Sara Samordning", False), ("saknas", False), (None, None)],
    )
    def test_two_together_are_two_persons(self, together_with: str | None, *, expected: bool | None) -> None:
        given = {} if together_with is None else {"together_with": together_with}
        assert decided(orders(), by="Sara Samordning", **given).is_by_two is expected

    @pytest.mark.parametrize(
        ("beneficiary", "expected"),
        [("Sara Samordning", True), ("Bo Exempel", False), ("saknas", False), (None, None)],
    )
    def test_an_own_expense_is_the_deciders(self, beneficiary: str | None, *, expected: bool | None) -> None:
        given = {} if beneficiary is None else {"beneficiary": beneficiary}
        assert decided(orders(), by="Sara Samordning", **given).is_own_expense is expected


class TestReporting:
    MEETINGS = ("2022-04-01", "2022-06-10", "2022-09-09")

    @pytest.mark.parametrize(
        ("at_meeting", "reported", "late"),
        [("1", "2022-04-01", 0), ("1", "2022-06-10", 1), ("2", "2022-06-10", 0), ("2", "2022-09-09", 1)],
    )
    def test_late_is_after_the_meeting_that_the_order_states(self, at_meeting: str, reported: str, late: int) -> None:
        meetings = {"complete": "true", "items": [{"date": day} for day in self.MEETINGS]}
        taken = {"id": "1", "date": "2022-03-14", "matter": "Inköp", "role": "samordnare", "reported_on": reported}
        order = orders(report_at_meeting=at_meeting)
        fact = only("delegated_decision", year(order, meetings=meetings, delegated_decisions={"items": [taken]}))
        assert (fact.has_own_time, fact.meetings_late, fact.at_meeting) == (True, late, True)

    @pytest.mark.parametrize(
        ("whole", "reported", "expected"),
        [("true", "2022-05-02", False), ("false", "2022-05-02", None), ("true", "2023-02-10", None)],
    )
    def test_that_no_meeting_was_held_is_known_of_the_years_whole_list(
        self, whole: str, reported: str, *, expected: bool | None
    ) -> None:
        meetings = {"complete": whole, "items": [{"date": day} for day in self.MEETINGS]}
        taken = {"id": "1", "date": "2022-03-14", "matter": "Inköp", "role": "samordnare", "reported_on": reported}
        fact = only("delegated_decision", year(orders(), meetings=meetings, delegated_decisions={"items": [taken]}))
        assert fact.at_meeting is expected


class TestApproversAndCards:
    @pytest.mark.parametrize(
        ("day", "listed", "over"),
        [("2022-05-31", False, None), ("2022-06-01", True, 1), ("2022-06-30", True, 1), ("2022-07-01", False, None)],
    )
    def test_an_approver_is_listed_from_the_first_day_to_the_last(
        self, day: str, over: int | None, *, listed: bool
    ) -> None:
        approvers = {
            "complete": "true",
            "items": [{"name": "Bo Exempel", "start": "2022-06-01", "end": "2022-06-30", "limit": "5 000 kr"}],
        }
        paid = {"id": "1", "date": "2022-05-20", "supplier": "S", "amount": "5 000,01 kr"}
        bought = {**paid, "approved_by": "Bo Exempel", "approved_on": day}
        fact = only("approval", year(orders(), approvers=approvers, purchases={"items": [bought]}))
        assert (fact.is_listed, fact.over_limit) == (listed, over)

    @pytest.mark.parametrize(
        ("period", "whole", "expected"),
        [
            ({"start": "2022-01-01", "end": "saknas"}, "true", True),
            ({"start": "2022-01-01"}, "true", None),
            ({"end": "2022-12-31"}, "true", None),
            ({"start": "2022-06-01", "end": "saknas"}, "true", False),
            ({"start": "2022-06-01", "end": "saknas"}, "false", None),
        ],
    )
    def test_that_an_approver_is_not_listed_is_known_from_a_whole_list_with_whole_periods(
        self, period: dict[str, str], whole: str, *, expected: bool | None
    ) -> None:
        approvers = {"complete": whole, "items": [{"name": "Bo Exempel", "limit": "saknas", **period}]}
        bought = {"id": "1", "date": "2022-05-20", "supplier": "S", "amount": "5 000 kr", "approved_by": "Bo Exempel"}
        purchases = {"items": [{**bought, "approved_on": "2022-05-31"}]}
        fact = only("approval", year(orders(), approvers=approvers, purchases=purchases))
        assert (fact.is_listed, fact.has_limit) == (expected, False if expected else expected)

    @pytest.mark.parametrize(
        ("amount", "heads", "each"),
        [
            ("1 200 kr", "4", 30_000),
            ("1 200,04 kr", "4", 30_001),
            ("1 200,03 kr", "4", 30_000),
            ("1,2 tkr", "4", 28_750),
            ("1 200 kr", "0", None),
        ],
    )
    def test_a_meal_costs_each_at_least_its_share(self, amount: str, heads: str, each: int | None) -> None:
        meal = {"id": "1", "date": "2022-05-01", "supplier": "S", "representation": "true", "amount": amount}
        purchases = {"items": [{**meal, "participant_count": heads}]}
        assert only("representation", year(orders(), purchases=purchases)).cost_each == each

    @pytest.mark.parametrize(
        ("whole", "last", "over"),
        [("true", "4 000 kr", 0), ("true", "4 000,01 kr", 1), ("false", "4 000 kr", None), ("false", "4 000,01 kr", 1)],
    )
    def test_a_month_is_within_the_limit_by_the_whole_list_only(self, whole: str, last: str, over: int | None) -> None:
        card = {"holder": "Bo Exempel", "monthly_limit": "10 000 kr"}
        by_card = {"supplier": "S", "by_card": "true", "card_holder": "Bo Exempel"}
        bought = [
            {"id": "1", "date": "2022-05-01", "amount": "6 000 kr", **by_card},
            {"id": "2", "date": "2022-05-31", "amount": last, **by_card},
            {"id": "3", "date": "2022-06-01", "amount": "9 000 kr", **by_card},
        ]
        sections = {"cards": {"items": [card]}, "purchases": {"complete": whole, "items": bought}}
        fact = only("payment_card", year(orders(), **sections))
        assert (fact.month, fact.over_limit) == ("2022-05", over)

    @pytest.mark.parametrize(
        ("policies", "expected"),
        [
            ({"items": [{"alcohol_free": "true", "state": "finns"}]}, True),
            ({"items": [{"state": "finns"}]}, None),
            ({"items": [{"alcohol_free": "false", "state": "finns"}]}, False),
            ({"items": [{"state": "saknas"}]}, False),
            ({"complete": "true"}, False),
            ({}, None),
        ],
    )
    def test_alcohol_is_banned_by_what_the_policy_says(
        self, policies: dict[str, Any], *, expected: bool | None
    ) -> None:
        named = [{"kind": "representation", "title": "T", **item} for item in policies.get("items", ())]
        bought = {"id": "1", "date": "2022-05-01", "supplier": "S", "representation": "true"}
        sections = {"policies": {**policies, "items": named}, "purchases": {"items": [bought]}}
        fact = only("representation", year(orders(), **sections))
        assert fact.bans_alcohol is expected


def test_a_finding_names_the_version_of_that_day_and_the_boards_decision_on_it() -> None:
    (finding,) = outcomes(example("broken-2020"), "forbundets-egna/inom-gransen-i-basbelopp", "violated")
    assert finding["subject"]["key"] == "D5/2020"
    assert "delegationsordning-2020 (styrelsens beslut 2020-02-14 § 7)" in finding["message"]
    assert "0,5 prisbasbelopp om 47\u00a0300\u00a0kr, alltså 23\u00a0650\u00a0kr" in finding["message"]


class TestTheCommand:
    URGENT = ("--matter", "brådskande", "--lang", "en")

    def ask(self, day: str, *arguments: str) -> tuple[int, str]:
        ended = run("authority", "examples/good-year", "--on", day, *arguments)
        return ended.code, " ".join(ended.out.split())

    @pytest.mark.parametrize(
        ("day", "person", "amount", "code", "said"),
        [
            ("2025-06-30", "Anna Exempel", "150 000 kr", 0, "adopted by the board 2024-11-15 § 50"),
            ("2025-07-01", "Anna Exempel", "150 000 kr", 1, "No: 150,000 kr is 32,400 kr above the limit"),
            ("2025-07-01", "Anna Exempel", "117 600 kr", 0, "117,600 kr (2 prisbasbelopp of 58,800 kr)"),
            ("2025-07-01", "Anna Exempel", "117 600,01 kr", 1, "0.01 kr above the limit, where board decides"),
            ("2025-09-28", "Bertil Provsson", "1 kr", 1, "No: Bertil Provsson is substitute, but not that day"),
            ("2025-09-29", "Bertil Provsson", "1 kr", 0, "Yes: "),
            ("2025-10-05", "Bertil Provsson", "1 kr", 0, "two together only"),
            ("2025-10-06", "Bertil Provsson", "1 kr", 1, "No: Bertil Provsson is substitute, but not that day"),
            ("2025-10-02", "Lena Skrivare", "1 kr", 1, "Lena Skrivare is neither the delegate nor a substitute"),
            ("2026-02-01", "Anna Exempel", "1 kr", 1, "Cannot be told: it is not known whether Anna Exempel"),
        ],
    )
    def test_it_answers_yes_no_or_that_it_cannot_tell(
        self, day: str, person: str, amount: str, code: int, said: str
    ) -> None:
        ended = self.ask(day, *self.URGENT, "--person", person, "--amount", amount)
        assert ended[0] == code
        assert said in ended[1]

    def test_above_the_limit_the_coordinator_still_decides_in_consultation(self) -> None:
        code, out = self.ask("2025-03-14", "--matter", "1", "--amount", "75 000,01 kr")
        assert code == 0
        assert "alltså bara i samråd med ordföranden" in out

    def test_that_no_order_held_is_a_no_but_other_words_for_the_matter_are_none(self) -> None:
        code, out = self.ask("2024-12-31")
        assert code == 1
        assert out.endswith("Nej: ingen delegationsordning gällde den dagen.")
        code, out = self.ask("2025-03-14", "--matter", "Anställning")
        assert code == 1
        assert "Går inte att säga: ingen punkt har orden ”Anställning”; punkterna är Inköp och direktupphandling" in out

    def test_without_a_question_every_line_is_shown(self) -> None:
        code, out = self.ask("2025-03-14")
        assert code == 0
        assert out.count("Beslutar") == 4
        assert "Ja:" not in out

    def test_an_order_that_is_only_mentioned_says_nothing(self) -> None:
        ended = run("authority", "examples/vastmanland-2025", "--on", "2025-03-14", "--matter", "inköp")
        assert ended.code == 1
        assert "Går inte att säga: ordningens punkter är inte inlämnade." in ended.out

    @pytest.mark.parametrize(
        "arguments",
        [
            ("examples/nowhere", "--on", "2025-03-14"),
            ("examples/good-year", "--on", "14 mars"),
            ("examples/good-year", "--on", "2025-03-14", "--amount", "12000"),
            ("examples/good-year", "--on", "2025-03-14", "--amount", "12 %"),
            ("examples/good-year",),
        ],
    )
    def test_what_cannot_be_read_ends_with_two(self, arguments: tuple[str, ...]) -> None:
        assert run("authority", *arguments).code == 2
