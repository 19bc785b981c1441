"""What the tool must find, and must not find, in five published documents."""

from __future__ import annotations

from typing import Any

import pytest

from command import ROOT, example, outcomes


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def one(found: dict[str, Any], rule: str, key: str | None = None) -> dict[str, Any]:
    """The only outcome of a rule, or the one of a record."""
    (item,) = [item for item in outcomes(found, rule) if key is None or item["subject"]["key"] == key]
    return item


def observed(outcome: dict[str, Any], field: str) -> object:
    return next(item["value"] for item in outcome["observed"] if item["field"] == field)


class TestVasteras2015:
    def test_the_cash_flow_statement_is_missing_under_the_law_of_that_year(self) -> None:
        missing = one(example("vasteras-2015"), "krl/07-1-kassaflodesanalys")
        assert (missing["outcome"], missing["severity"]) == ("violated", "moderate")
        assert missing["authority"][0]["act"] == "SFS 1997:614"
        assert not outcomes(example("vasteras-2015"), "lkbr/08-1-kassaflodesanalys", "violated")

    def test_the_experts_view_stands_beside_the_finding_and_accepts_nothing(self) -> None:
        missing = one(example("vasteras-2015"), "krl/07-1-kassaflodesanalys")
        assert any("nödvändig" in comment for comment in missing["comments"])
        assert missing["acceptance"] is None

    def test_equity_is_computed_but_the_recommendations_steps_of_that_year_are_unknown(self) -> None:
        equity = one(example("vasteras-2015"), "nationella-radet/eget-kapital-tak")
        assert equity["outcome"] == "not_assessable"
        assert observed(equity, "closing_share") == 95_255

    def test_the_contributions_are_a_half_and_two_quarters(self) -> None:
        assert one(example("vasteras-2015"), "finsamlagen/05-finansieringsandelar")["outcome"] == "passed"

    def test_the_financial_goal_was_not_followed_up(self) -> None:
        (goal,) = outcomes(example("vasteras-2015"), "krl/04-5-finansiella-mal", "violated")
        assert "balanserad budget" in goal["message"]

    def test_thousands_cut_off_or_rounded_are_no_deviation(self) -> None:
        """-129 543 kr is printed as -130 tkr in one place and -129 tkr in another; both are fair."""
        texts = {
            item["subject"]["key"]: item["outcome"]
            for item in outcomes(example("vasteras-2015"), "god-sed/belopp-i-text")
        }
        assert texts["pwc-resultat/table"] == "passed"
        assert not outcomes(example("vasteras-2015"), "god-sed/tryckta-summor", "violated")
        assert not outcomes(example("vasteras-2015"), "god-sed/samband-mellan-rakningarna", "violated")


class TestVasteras2018:
    def judgements(self) -> dict[str, str]:
        return {target["text"]: target["judgement"] for target in example("vasteras-2018")["targets"]}

    def test_targets_stand_in_a_table_of_their_own(self) -> None:
        found = sorted(self.judgements().values())
        assert "uppnått" in found
        assert "inte uppnått" in found
        assert "går inte att utläsa" in found

    def test_the_remainder_of_other_targets_is_never_called_reached(self) -> None:
        residual = [judgement for text, judgement in self.judgements().items() if "arbetslivsinriktad" in text.lower()]
        assert residual
        assert set(residual) == {"en restpost, bedöms inte"}

    def test_a_missed_target_is_no_breach_but_a_payback_time_that_cannot_be_read_is_said(self) -> None:
        found = example("vasteras-2018")
        assert not outcomes(found, "god-sed/mal-analys-eller-atgard", "violated")
        (unread,) = outcomes(found, "god-sed/mal-utfall-gar-att-utlasa", "violated")
        assert "34 månader" in unread["message"]
        assert unread["severity"] == "minor"


class TestVasteras2021:
    def test_budget_in_time_is_tested_on_the_first_version(self) -> None:
        found = example("vasteras-2021")
        assert one(found, "finsamlagen/23-budget-i-tid", "vp-2021")["outcome"] == "passed"
        assert one(found, "finsamlagen/23-budget-i-tid", "vp-2021-rev")["outcome"] == "not_applicable"

    def test_forecast_equity_above_the_own_goal_is_a_warning(self) -> None:
        equity = one(example("vasteras-2021"), "forbundets-egna/beraknat-eget-kapital", "vp-2021-rev")
        assert (equity["outcome"], equity["severity"]) == ("violated", "minor")
        assert observed(equity, "above_own_goal") == (3045 - 2662) * 100_000

    def test_the_budgeted_deficit_is_information_and_no_breach(self) -> None:
        (deficit,) = outcomes(example("vasteras-2021"), "kommunallagen/11-5-budgeterat-underskott", "violated")
        assert deficit["severity"] == "info"


class TestVasteras2022:
    def test_both_risks_score_as_printed(self) -> None:
        found = example("vasteras-2022")
        assert [item["outcome"] for item in outcomes(found, "god-sed/risk-produkt")] == ["passed", "passed"]
        assert [item["outcome"] for item in outcomes(found, "god-sed/risk-benamning")] == ["passed", "passed"]

    def test_all_fifteen_remarks_of_the_auditors_are_tracked(self) -> None:
        assert len(outcomes(example("vasteras-2022"), "god-sed/synpunkt-klar-i-tid")) == 15

    def test_the_direct_award_of_550_000_kr_is_below_the_limit_of_its_date(self) -> None:
        (award,) = outcomes(example("vasteras-2022"), "lou/19a-2-direktupphandlingsgrans", "passed")
        assert observed(award, "whole_value") == 550_000_00

    def test_the_coordinator_signed_as_secretary(self) -> None:
        (secretary,) = outcomes(example("vasteras-2022"), "god-sed/sekreterare-skild-fran-samordnaren", "violated")
        assert "Catarina Örtengren" in secretary["message"]

    def test_the_budget_of_one_day_stands_in_two_versions(self) -> None:
        (travel,) = [
            item
            for item in outcomes(example("vasteras-2022"), "god-sed/en-version", "violated")
            if "resekostnader" in item["subject"]["key"]
        ]
        assert "100\u00a0000\u00a0kr" in travel["message"]
        assert "75\u00a0000\u00a0kr" in travel["message"]


class TestVastmanland2025:
    def test_equity_of_23_per_cent_does_not_follow_the_recommendation(self) -> None:
        equity = one(example("vastmanland-2025"), "nationella-radet/eget-kapital-tak")
        assert (equity["outcome"], equity["severity"]) == ("violated", "moderate")
        assert equity["word"] == "följer inte rekommendationen"
        assert observed(equity, "closing_share") == 230_709

    def test_the_cash_flow_statement_is_there_and_reconciles(self) -> None:
        found = example("vastmanland-2025")
        assert one(found, "lkbr/08-1-kassaflodesanalys")["outcome"] == "passed"
        ties = outcomes(found, "god-sed/samband-mellan-rakningarna")
        assert {item["outcome"] for item in ties} == {"passed"}
        assert any(item["subject"]["key"].startswith("cash_change/") for item in ties)

    def test_nobody_demands_that_a_deficit_be_restored(self) -> None:
        found = example("vastmanland-2025")
        assert not [item for item in found["outcomes"] if "återställ" in (item["title"] + item["remedy"]).lower()]

    def test_a_quarter_booked_on_the_wrong_party_is_a_possible_misposting_not_a_breach_of_the_shares(self) -> None:
        found = example("vastmanland-2025")
        assert one(found, "finsamlagen/05-mojlig-felbokning")["outcome"] == "violated"
        assert one(found, "finsamlagen/05-finansieringsandelar")["outcome"] == "not_applicable"


@pytest.mark.parametrize(
    "year", ["vasteras-2015", "vasteras-2018", "vasteras-2021", "vasteras-2022", "vastmanland-2025"]
)
def test_audited_years_are_not_showered_with_grave_findings(year: str) -> None:
    grave = [
        o["rule"]
        for o in example(year)["outcomes"]
        if o["outcome"] == "violated" and o["severity"] in {"critical", "major"}
    ]
    assert grave == []
