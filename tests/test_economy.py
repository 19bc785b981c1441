"""The economy beyond the statutes: instalments, plans, forecasts, discharge, mergers, initiatives; near misses too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from command import AS_OF, outcomes, report, run
from year_of import facts

PARTIES = {"staten": 800_000, "region": 400_000, "kommun": 400_000}
PAIRS = [(one, other) for one in PARTIES for other in PARTIES if one != other]


def financing(paid: dict[str, str], **more: Any) -> Any:
    contributions = [{"contributor": name, "kind": name, "this_year": amount} for name, amount in paid.items()]
    (fact,) = facts("financing", financing={"complete": "true", "contributions": contributions, **more})
    return fact


def kronor(ore: int) -> str:
    return f"{ore // 100},{ore % 100:02d} kr"


def table(concept: str, value: str, unit: str = "kr") -> dict[str, Any]:
    """A statement of one row for the year."""
    row = {"label": "Raden", "concept": concept, "values": [value]}
    column = {"name": "2022", "year": "2022", "holds": "outcome"}
    return {"id": concept, "title": "Räkningen", "unit": unit, "columns": [column], "rows": [row]}


class TestInstalments:
    """5 §: a whole quarter or half on the wrong party is a misposting before it is a breach."""

    def moved(self, wronged: str, favoured: str, ore: int) -> int | None:
        paid = {party: 100 * amount for party, amount in PARTIES.items()}
        paid[wronged] -= ore
        paid[favoured] += ore
        moved: int | None = financing({party: kronor(amount) for party, amount in paid.items()}).moved_instalments
        return moved

    @pytest.mark.parametrize(("wronged", "favoured"), PAIRS)
    @pytest.mark.parametrize("quarters", [1, 2])
    def test_a_quarter_or_a_half_of_any_party_on_any_other(self, wronged: str, favoured: str, quarters: int) -> None:
        assert self.moved(wronged, favoured, quarters * 25 * PARTIES[wronged]) == quarters

    @pytest.mark.parametrize(("wronged", "favoured"), PAIRS)
    @pytest.mark.parametrize("quarters", [1, 2])
    @pytest.mark.parametrize("ore", [-1, 1])
    def test_one_ore_off_is_no_instalment(self, wronged: str, favoured: str, quarters: int, ore: int) -> None:
        assert self.moved(wronged, favoured, quarters * 25 * PARTIES[wronged] + ore) == 0

    @pytest.mark.parametrize(("wronged", "favoured"), PAIRS)
    def test_three_quarters_are_no_single_instalment(self, wronged: str, favoured: str) -> None:
        assert self.moved(wronged, favoured, 75 * PARTIES[wronged]) == 0

    def test_right_shares_have_nothing_to_move(self) -> None:
        assert self.moved("region", "kommun", 0) == 0

    @pytest.mark.parametrize(("kommun", "moved"), [("296 251 kr", 1), ("296 261 kr", 0)])
    def test_instalments_in_whole_kronor_may_be_rounded_but_no_more(self, kommun: str, moved: int) -> None:
        """A quarter of 395 001,25 kr is 98 750,31 kr; nobody pays 31 öre."""
        assert financing({"staten": "790 002 kr", "region": "493 752 kr", "kommun": kommun}).moved_instalments == moved


PAID = {"staten": "800 000 kr", "region": "400 000 kr", "kommun": "400 000 kr"}


class TestAllottedFunds:
    @pytest.mark.parametrize(
        ("allotted", "sign"),
        [("1 600 000 kr", 0), ("1 600 tkr", 0), ("1 599 tkr", 1), ("1 601 tkr", -1), ("1 500 000 kr", 1)],
    )
    def test_they_are_the_sum_of_the_contributions_as_far_as_rounding_allows(self, allotted: str, sign: int) -> None:
        found = financing(PAID, allotted=allotted).allotted_difference
        assert (found > 0) - (found < 0) == sign

    def test_without_a_stated_figure_there_is_nothing_to_compare(self) -> None:
        assert financing(PAID).allotted_difference is None


def equity(amount: str, unit: str = "tkr", allotted: str = "13 310 tkr", **more: Any) -> Any:
    (fact,) = facts("equity", balance_sheet=table("equity", amount, unit), financing={"allotted": allotted}, **more)
    return fact


#: 2 000 030 of 10 000 000 kronor: three ten thousandths of a per cent above the ceiling.
JUST_ABOVE = """
entity: {name: Förbundet Exempel}
fiscal_year: 2022
financing: {allotted: 10 000 000 kr}
balance_sheet:
  id: br
  title: Balansräkning
  unit: kr
  columns: [{name: "2022", year: 2022, holds: outcome}]
  rows: [{label: Eget kapital, concept: equity, values: [2 000 030]}]
"""


class TestEquity:
    def test_a_share_above_the_ceiling_only_by_rounding_is_not_above_it(self) -> None:
        """2 662 of 13 310 is 20 % exactly; 2 662 of 13 309 prints above it, and may be below."""
        found = equity("2 662", allotted="13 309 tkr")
        assert found.closing_share > 200_000
        assert found.least_share < 200_000

    def test_a_share_above_the_ceiling_however_rounded_stays_above_it(self) -> None:
        assert equity("2 664", allotted="13 310 tkr").least_share > 200_000

    def test_whole_kronor_are_taken_at_their_word(self) -> None:
        found = equity("2 662 001", "kr", "13 310 000 kr")
        assert found.least_share == found.closing_share

    @pytest.mark.parametrize(
        ("goal", "above"),
        [("2 662 000 kr", 0), ("2 661 600 kr", 0), ("2 661 000 kr", 1_000_00), ("2 700 tkr", -38_000_00)],
    )
    def test_an_excess_that_rounding_may_explain_is_none(self, goal: str, above: int) -> None:
        assert equity("2 662", forbundsordning={"equity_goal": goal}).above_own_goal == above

    def test_a_plan_counts_the_years_to_come(self) -> None:
        uses = {"2022": "900 tkr", "2023": "300 tkr", "2024": "200 tkr"}
        years = [{"year": year, "use": use} for year, use in uses.items()]
        found = equity("3 000", equity_plan={"adopted_on": "2023-03-10", "years": years})
        assert (found.has_plan, found.plan_names_amounts, found.planned_use) == (True, True, 50_000_000)
        assert found.planned_share == pytest.approx(2_500 / 13_310 * 1_000_000, abs=120)

    @pytest.mark.parametrize(("use", "named"), [({"use": "saknas"}, False), ({}, None), ({"use": "0 kr"}, True)])
    def test_a_year_without_an_amount_is_none_only_where_it_was_looked_for(
        self, use: dict[str, str], *, named: bool | None
    ) -> None:
        plan = {"adopted_on": "2023-03-10", "years": [{"year": "2023", **use}]}
        assert equity("3 000", equity_plan=plan).plan_names_amounts is named

    @pytest.mark.parametrize(("plan", "has"), [({}, None), ({"adopted_on": "saknas"}, False)])
    def test_no_plan_is_known_only_where_it_was_looked_for(self, plan: dict[str, str], *, has: bool | None) -> None:
        found = equity("3 000", equity_plan=plan)
        assert (found.has_plan, found.plan_on_file) == (has, False)

    def test_a_share_just_above_the_ceiling_never_prints_like_it(self, tmp_path: Path) -> None:
        (tmp_path / "year.yaml").write_text(JUST_ABOVE, encoding="utf-8")
        (found,) = outcomes(report(tmp_path), "nationella-radet/eget-kapital-tak", "violated")
        assert "20,0003\u00a0% av årets tilldelade medel" in found["message"]
        assert "Taket är 20\u00a0%." in found["message"]
        assert {item["text"] for item in found["observed"] if item["unit"] == "ppm"} == {"20,0003\u00a0%"}
        explained = run("explain", "nationella-radet/eget-kapital-tak", tmp_path, "--as-of", str(AS_OF))
        assert "20,0003" in explained.out


class TestBudget:
    def budget(self, *, follow_ups: dict[str, Any] | None = None, **fields: Any) -> Any:
        record = {"id": "b", "for_year": "2023", "kind": "original", "adopted_on": "2022-11-18", **fields}
        (fact,) = facts(
            "budget",
            balance_sheet=table("equity_opening", "1 000 000"),
            budgets={"items": [record]},
            equity_plan={"years": [{"year": "2023", "use": "300 tkr"}]},
            follow_ups=follow_ups or {"complete": "true", "items": []},
        )
        return fact

    def forecasts(self, *made: tuple[str, str]) -> dict[str, Any]:
        made_on = [{"date": day, "forecast_result": result} for day, result in made]
        return {"complete": "true", "items": [{"kind": "prognos", "has_forecast": "true", **item} for item in made_on]}

    @pytest.mark.parametrize(
        ("result", "short"), [("-300 tkr", 0), ("-299 tkr", 100_000), ("-299,5 tkr", 50_000), ("0 kr", 30_000_000)]
    )
    def test_the_deficit_is_the_equity_used(self, result: str, short: int) -> None:
        assert self.budget(result=result).use_short == short

    def test_a_deficit_rounded_in_print_is_taken_at_its_largest(self) -> None:
        """-0,3 mkr may be 399 999 kr, and -0,2 mkr 299 999 kr; none of them is 300 000 kr short."""
        assert self.budget(result="-0,3 mkr").use_short == 0
        assert self.budget(result="-0,2 mkr").use_short > 0

    def test_a_surplus_uses_nothing_of_what_was_planned(self) -> None:
        assert self.budget(result="50 tkr").use_short == 35_000_000

    @pytest.mark.parametrize(("closing", "adds_up"), [("900 000 kr", True), ("900 tkr", True), ("902 tkr", False)])
    def test_opening_and_result_give_the_closing(self, closing: str, *, adds_up: bool) -> None:
        found = self.budget(opening_equity="1 000 000 kr", result="-100 000 kr", closing_equity=closing)
        assert (found.closing_difference == 0) is adds_up

    def test_next_years_budget_begins_where_the_last_forecast_known_to_the_board_ends(self) -> None:
        made = self.forecasts(("2022-04-30", "10 000 kr"), ("2022-08-31", "-50 000 kr"), ("2022-12-15", "-90 000 kr"))
        found = self.budget(follow_ups=made, opening_equity="950 000 kr")
        assert (found.follows_forecast, found.expected_opening, found.opening_above_trivial) == (True, 95_000_000, 0)

    def test_a_forecast_without_its_result_leaves_the_opening_unknown(self) -> None:
        made = {"items": [{"date": "2022-08-31", "kind": "prognos", "has_forecast": "true"}]}
        found = self.budget(follow_ups=made, opening_equity="950 000 kr")
        assert (found.follows_forecast, found.opening_above_trivial) == (True, None)

    @pytest.mark.parametrize(("whole", "follows"), [("true", False), ("false", None)])
    def test_that_there_was_no_forecast_is_known_from_a_whole_list_only(
        self, whole: str, *, follows: bool | None
    ) -> None:
        assert self.budget(follow_ups={"complete": whole, "items": []}).follows_forecast is follows

    @pytest.mark.parametrize(("whole", "there"), [("true", False), ("false", None)])
    def test_that_the_version_replaced_is_missing_is_known_from_a_whole_list_only(
        self, whole: str, *, there: bool | None
    ) -> None:
        revised = {"id": "rev", "for_year": "2022", "kind": "revised", "replaces": "first"}
        (found,) = facts("budget", budgets={"complete": whole, "items": [revised]})
        assert found.replaced_is_there is there


class TestFollowUps:
    def year(self, *items: dict[str, str], complete: str = "true") -> tuple[Any, ...]:
        return facts(
            "follow_up",
            income_statement=table("result", "100 000"),
            financing={"allotted": "1 000 000 kr"},
            follow_ups={"complete": complete, "items": [{"kind": "prognos", **item} for item in items]},
        )

    def test_nothing_handed_in_is_nothing_to_judge(self) -> None:
        assert self.year(complete="false") == ()

    def test_a_whole_and_empty_list_says_that_the_board_got_none(self) -> None:
        (found,) = self.year()
        assert (found.forecasts_to_board, found.unreported, found.has_forecast) == (0, 0, False)

    @pytest.mark.parametrize(("told", "count"), [("2022-09-23", 1), ("saknas", 0), (None, None)])
    def test_a_forecast_counts_once_the_board_has_had_it(self, told: str | None, count: int | None) -> None:
        reported = {} if told is None else {"reported_to_board_on": told}
        (found,) = self.year({"date": "2022-08-31", "has_forecast": "true", **reported})
        assert found.forecasts_to_board == count

    @pytest.mark.parametrize(
        ("forecast", "share"),
        [("50 000 kr", 50_000), ("49 990 kr", 50_010), ("150 000 kr", 50_000), ("50 tkr", 49_000)],
    )
    def test_the_last_forecast_is_held_against_the_result(self, forecast: str, share: int) -> None:
        early = {"date": "2022-04-30", "has_forecast": "true", "forecast_result": "-900 000 kr"}
        late = {"date": "2022-10-31", "has_forecast": "true", "forecast_result": forecast}
        (found,) = self.year(late, early)
        assert found.miss_share == pytest.approx(share, abs=3)


def forecast(*rows: tuple[str, str, str]) -> Any:
    """Budget, outcome so far and forecast of each row."""
    holds = ("budget", "outcome_to_date", "forecast")
    columns = [{"name": name, "year": "2022", "holds": name} for name in holds]
    lines = [{"label": f"Rad {number}", "values": list(values)} for number, values in enumerate(rows)]
    (found,) = facts("forecast", tables=[{"id": "t", "title": "T", "unit": "tkr", "columns": columns, "rows": lines}])
    return found


class TestForecasts:
    @pytest.mark.parametrize(
        ("spent", "forecasted", "exceeded"),
        [("100", "100", 0), ("102", "100", 1), ("-102", "-100", 1), ("-99", "-100", 0)],
    )
    def test_a_cost_beyond_its_forecast_is_found_whatever_its_sign(
        self, spent: str, forecasted: str, exceeded: int
    ) -> None:
        assert forecast(("90", spent, forecasted)).exceeded == exceeded

    def test_revenue_beyond_its_forecast_is_no_overspending(self) -> None:
        found = forecast(("500", "650", "600"), ("-400", "-300", "-420"), ("-90", "-40", "-90"))
        assert (found.exceeded, found.differing) == (0, 2)

    def test_a_refund_among_costs_without_a_sign_hides_no_overspending(self) -> None:
        assert forecast(("400", "430", "420"), ("90", "40", "90"), ("-10", "-5", "-10")).exceeded == 1

    def test_another_printing_of_the_budget_is_no_forecast_of_its_own(self) -> None:
        assert forecast(("100", "50", "100,0"), ("200", "90", "200")).differing == 0


MEMBERS = {"complete": "true", "items": [{"name": "Staden", "kind": "kommun"}, {"name": "Byn", "kind": "kommun"}]}
GRANTED = {"member": "Staden", "outcome": "beviljad"}


class TestDischarge:
    def undecided(self, *decisions: dict[str, str], complete: str = "true") -> tuple[int | None, str | None]:
        discharge = {"complete": complete, "items": list(decisions)}
        (found,) = facts("audit_report", members=MEMBERS, audit={"discharge": discharge})
        return found.undecided_count, found.undecided

    def test_a_refusal_is_a_decision_too(self) -> None:
        assert self.undecided(GRANTED, {"member": "byn", "outcome": "vagrad"}) == (0, "")

    def test_one_who_has_postponed_has_not_decided(self) -> None:
        assert self.undecided(GRANTED, {"member": "Byn", "outcome": "uppskjuten"}) == (1, "Byn")

    @pytest.mark.parametrize(("whole", "expected"), [("true", (1, "Byn")), ("false", (None, None))])
    def test_one_not_listed_has_not_decided_only_where_all_are_listed(
        self, whole: str, expected: tuple[int | None, str | None]
    ) -> None:
        assert self.undecided(GRANTED, complete=whole) == expected

    @pytest.mark.parametrize("order", [1, -1])
    def test_one_who_first_postponed_and_then_granted_has_decided(self, order: int) -> None:
        decisions = [GRANTED, {"member": "Byn", "outcome": "uppskjuten"}, {"member": "Byn", "outcome": "beviljad"}]
        assert self.undecided(*decisions[::order]) == (0, "")

    def test_one_listed_under_a_name_that_no_member_bears_may_be_anyone(self) -> None:
        assert self.undecided(GRANTED, {"member": "Byns kommun", "outcome": "beviljad"}) == (None, None)

    def test_two_decisions_of_one_member_are_two_records(self) -> None:
        twice = [{**GRANTED, "outcome": "uppskjuten"}, GRANTED]
        assert [found.key for found in facts("discharge", audit={"discharge": {"items": twice}})] == [
            "Staden",
            "Staden (2)",
        ]

    def test_one_listed_without_outcome_and_day_may_have_decided(self) -> None:
        assert self.undecided(GRANTED, {"member": "Byn"}) == (None, None)

    @pytest.mark.parametrize(("decided", "days"), [("2023-04-09", -1), ("2023-04-10", 0), ("2023-04", 20)])
    def test_a_decision_is_before_the_report_only_where_its_day_cannot_be_after(self, decided: str, days: int) -> None:
        decision = {**GRANTED, "decided_on": decided}
        (found,) = facts("discharge", audit={"report_on": "2023-04-10", "discharge": {"items": [decision]}})
        assert found.days_after_report == days


class TestMergers:
    def merger(self, **fields: Any) -> Any:
        (found,) = facts("merger", mergers={"items": [{"dissolved": "Nystan", "date": "2022-01-01", **fields}]})
        return found

    @pytest.mark.parametrize(
        ("opening", "agrees"), [("600 000 kr", True), ("600 tkr", True), ("0,6 mkr", True), ("598 tkr", False)]
    )
    def test_the_opening_is_held_against_the_final_account(self, opening: str, *, agrees: bool) -> None:
        found = self.merger(final={"equity": "600 000 kr"}, opening={"equity": opening})
        assert (found.equity_difference == 0) is agrees

    @pytest.mark.parametrize(
        ("days", "whole", "took_over", "difference"),
        [
            (["2022-01-01", "2022-01-01"], "true", True, 0),
            (["2022-01-01", "2021-01-01"], "true", True, -300_000_00),
            (["2021-01-01", "2021-01-01"], "true", False, None),
            (["2021-01-01", "2021-01-01"], "false", None, None),
        ],
    )
    def test_what_was_entered_against_equity_is_what_the_mergers_of_the_year_brought(
        self, days: list[str], whole: str, *, took_over: bool | None, difference: int | None
    ) -> None:
        brought = zip(days, ["500 000 kr", "300 000 kr"], strict=True)
        items = [{"dissolved": day, "date": day, "opening": {"equity": equity}} for day, equity in brought]
        direct = table("equity_direct_change", "800 000")
        (found,) = facts("equity", balance_sheet=direct, mergers={"complete": whole, "items": items})
        assert (found.took_over, found.merged_difference) == (took_over, difference)

    def test_without_the_final_account_the_difference_is_unknown(self) -> None:
        assert self.merger(opening={"equity": "600 000 kr"}).equity_difference is None

    @pytest.mark.parametrize(
        ("whole", "decided", "count"),
        [("true", "2021-11-01", 0), ("false", "2021-11-01", None), ("false", "saknas", 1), ("true", None, None)],
    )
    def test_members_that_have_not_decided_on_the_capital(
        self, whole: str, decided: str | None, count: int | None
    ) -> None:
        decision = {"member": "Staden", **({} if decided is None else {"decided_on": decided})}
        assert self.merger(capital_decisions={"complete": whole, "items": [decision]}).undecided_count == count


class TestInitiatives:
    def initiative(self, kind: str = "initiative", *, complete: str = "true", **fields: Any) -> Any:
        items = [{"name": "Insatsen", **fields}]
        found = facts(kind, members=MEMBERS, initiatives={"complete": complete, "items": items})
        return found[0] if found else None

    @pytest.mark.parametrize(
        ("decided", "days"), [("2022-01-01", 0), ("2022-01-02", -1), ("2021-11-19", 43), ("2022-01", 0)]
    )
    def test_the_decision_comes_before_the_start(self, decided: str, days: int) -> None:
        assert self.initiative(start="2022-01-01", decided_on=decided).days_decided_before == days

    @pytest.mark.parametrize(
        ("parties", "count"), [(["Staden", "Byn"], 2), (["Staden", "Staden"], 1), (["Staden", "Föreningen"], 1)]
    )
    def test_parties_are_members(self, parties: list[str], count: int) -> None:
        assert self.initiative(parties=parties).party_count == count

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"women": "4", "men": "11"}, True),
            ({"women": "0", "men": "3"}, True),
            ({"women": "saknas"}, False),
            ({"women": "4"}, None),
        ],
    )
    def test_participants_are_told_by_sex_where_both_are(self, told: dict[str, str], *, expected: bool | None) -> None:
        assert self.initiative(**told).is_told_by_sex is expected

    def follow_up(self, *days: str, **fields: Any) -> Any:
        made = [{"date": day, "kind": "halvar"} for day in days]
        return self.initiative("initiative_follow_up", follow_ups=made, **{"start": "2022-01-01", **fields})

    @pytest.mark.parametrize(
        ("made", "delay"),
        [
            (["2022-06-30", "2022-12-31"], 0),
            (["2022-06-01", "2022-12-01"], 0),
            (["2022-08-31", "2022-12-31"], 62),
            (["2022-12-31"], 184),
            ([], 184),
        ],
    )
    def test_each_planned_follow_up_is_waited_for(self, made: list[str], delay: int) -> None:
        assert self.follow_up(*made, follow_up_months=["6", "12", "18"]).longest_delay == delay

    @pytest.mark.parametrize(("made", "since"), [(["2022-06-30"], 184), ([], 364), (["2022-06-30", "2022-12-31"], 0)])
    def test_without_a_plan_the_time_since_the_last_one_counts(self, made: list[str], since: int) -> None:
        found = self.follow_up(*made)
        assert (found.has_plan, found.since_last) == (False, since)

    def test_an_end_in_the_year_stops_the_clock(self) -> None:
        assert self.follow_up("2022-01-31", end="2022-03-31").since_last == 59

    def test_one_that_ended_before_the_year_or_begins_after_it_is_not_waited_for(self) -> None:
        assert self.follow_up(start="2020-01-01", end="2021-12-31") is None
        assert self.follow_up(start="2023-01-01") is None

    def test_that_nothing_was_followed_up_is_known_from_a_whole_list_only(self) -> None:
        assert self.follow_up(complete="false").since_last is None

    @pytest.mark.parametrize(
        ("told", "missed"),
        [
            ([{"done": "finns"}, {"done": "finns"}], 0),
            ([{"done": "finns"}, {"done": "saknas"}], 1),
            ([{"done": "saknas"}, {}], 1),
            ([{"done": "finns"}, {}], None),
        ],
    )
    def test_follow_ups_of_those_who_left_are_missed_only_where_that_is_told(
        self, told: list[dict[str, str]], missed: int | None
    ) -> None:
        found = self.follow_up(exit_follow_ups=[{"months": "6", **one} for one in told])
        assert (found.has_exit_plan, found.exits_missed) == (True, missed)

    def test_a_budget_of_nothing_has_no_underuse(self) -> None:
        found = self.initiative(budget_year="0 tkr", outcome_year="0 tkr")
        assert (found.underuse, found.least_underuse) == (None, None)

    def test_an_underuse_that_rounding_may_explain_is_less_than_it_prints(self) -> None:
        found = self.initiative(budget_year="100 tkr", outcome_year="89 tkr")
        assert found.least_underuse < found.underuse == 110_000


def test_a_deviation_beyond_a_limit_only_by_rounding_is_within_it() -> None:
    columns = [{"name": "B", "year": "2022", "holds": "budget"}, {"name": "U", "year": "2022", "holds": "outcome"}]
    rows = [{"label": "Precis", "values": ["200", "301"]}, {"label": "Mer", "values": ["200", "303"]}]
    printed = {"id": "t", "title": "T", "unit": "tkr", "columns": columns, "rows": rows}
    near, far = facts("budget_item", tables=[printed], forbundsordning={"variance_trigger": "100 000 kr"})
    assert (near.above_trigger, far.above_trigger) == (0, 300_000)


@pytest.mark.parametrize(
    ("value", "least"), [("700 000 kr", 70_000_000), ("700 tkr", 69_950_000), ("0,7 mkr", 65_000_000)]
)
def test_a_contract_written_in_thousands_is_taken_at_its_lowest(value: str, least: int) -> None:
    contract = {"id": "1", "supplier": "S", "subject": "T", "value": value}
    (found,) = facts("contract", contracts={"items": [contract]})
    assert (found.whole_value, found.least_value) == (70_000_000, least)
