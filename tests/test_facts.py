"""Facts that could turn what nobody knows into a breach, or a breach into a pass: each near miss, both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from command import ROOT
from finsam_control.dossier import read
from finsam_control.facts import facts_of
from year_of import facts


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Inga", False),
        ("Inga ställda säkerheter", False),
        ("0 tkr", False),
        ("Inga ställda säkerheter eller ansvarsförbindelser", None),
        ("Förbundet har inte lämnat någon pant", None),
        ("Inga utöver borgen om 250 000 kr", None),
        ("Borgen för Föreningen Nystans hyresavtal, 250 000 kr", True),
        ("saknas", None),
    ],
)
def test_a_denial_in_a_sentence_is_neither_a_pledge_nor_none(stated: str, *, expected: bool | None) -> None:
    (report,) = facts("annual_report", annual_report={"pledges": stated})
    assert report.has_pledges is expected


@pytest.mark.parametrize(("adopted", "months"), [("2022-03-31", None), ("2022", None), ("2023-03-31", 3), ("2023", 1)])
def test_a_report_adopted_before_the_year_has_ended_is_in_no_time(adopted: str, months: int | None) -> None:
    (report,) = facts("annual_report", annual_report={"adopted_on": adopted})
    assert report.months_after_year == months


@pytest.mark.parametrize(("whole", "expected"), [("true", False), ("false", None)])
def test_that_no_kommun_lies_outside_a_region_is_known_from_a_whole_list_only(
    whole: str, *, expected: bool | None
) -> None:
    members = {"complete": whole, "items": [{"name": "Staden", "kind": "kommun", "region": "Region Ett"}]}
    financing = {"complete": "true", "contributions": []}
    (membership,) = facts("membership", members=members)
    (found,) = facts("financing", members=members, financing=financing)
    assert (membership.has_kommun_outside_region, found.has_kommun_outside_region) == (expected, expected)


def orders(*dates: str | None) -> dict[str, Any]:
    line = {"matter": "Inköp", "role": "samordnare", "limit": "50 000 kr"}
    return {
        "complete": "true",
        "items": [
            {"id": str(number), "entries": [line], **({} if day is None else {"adopted_on": day})}
            for number, day in enumerate(dates)
        ],
    }


@pytest.mark.parametrize(
    ("dates", "expected"), [((None,), False), ((None, None), None), (("2020-01-01", None), None), (("2020",), False)]
)
def test_a_decision_is_without_support_only_where_it_is_known_which_order_held(
    dates: tuple[str | None, ...], *, expected: bool | None
) -> None:
    decision = {"id": "1", "date": "2022-05-01", "matter": "Anställning", "role": "samordnare"}
    (found,) = facts("delegated_decision", delegation_orders=orders(*dates), delegated_decisions={"items": [decision]})
    assert found.is_delegated is expected


@pytest.mark.parametrize("dates", [(None,), ("2020-01-01",), ("2020-01-01", None)])
def test_a_purchase_is_tested_against_an_order_without_a_date(dates: tuple[str | None, ...]) -> None:
    bought = {"id": "1", "date": "2022-05-01", "supplier": "S", "amount": "60 000 kr", "decided_by": "samordnare"}
    (purchase,) = facts("purchase", delegation_orders=orders(*dates), purchases={"items": [bought]})
    assert (purchase.has_limit, purchase.over_limit) == (True, 1_000_000)


@pytest.mark.parametrize(("whole", "expected"), [("true", False), ("false", None)])
def test_that_the_chair_did_not_approve_is_known_from_a_whole_board_only(whole: str, *, expected: bool | None) -> None:
    chair = {"name": "Anna", "seat": "ledamot", "office": "ordforande"}
    bought = {"id": "1", "date": "2022-05-01", "supplier": "S", "approved_by": "Bo"}
    seats = {"complete": whole, "items": [chair]}
    (purchase,) = facts("purchase", board={"seats": seats}, purchases={"items": [bought]})
    assert purchase.approver_is_chair is expected


@pytest.mark.parametrize(("name", "expected"), [("Byn", 0), ("Staden", 1), ("Stadens kommun", None)])
def test_a_seat_by_a_name_that_no_member_bears_may_be_anyones(name: str, expected: int | None) -> None:
    members = [{"name": "Staden", "kind": "kommun"}, {"name": "Byn", "kind": "kommun"}]
    board = {"seats": {"complete": "true", "items": [{"name": "Anna", "seat": "ledamot", "member": name}]}}
    town, _ = facts("member_seats", members={"complete": "true", "items": members}, board=board)
    assert town.ledamot_count == expected


@pytest.mark.parametrize(("name", "expected"), [("Byn", False), ("Staden", False), ("Stadens kommun", None)])
def test_a_posting_by_a_name_that_no_member_bears_may_be_anyones(name: str, *, expected: bool | None) -> None:
    members = [{"name": "Staden", "kind": "kommun"}, {"name": "Byn", "kind": "kommun"}]
    posted = {"complete": "true", "items": [{"member": name, "on": "2022-05-03"}]}
    meeting = {"date": "2022-05-01", "posted": posted}
    (minutes,) = facts("minutes", members={"items": members}, meetings={"items": [meeting]})
    assert minutes.all_posted is expected


def test_names_of_members_are_compared_without_capitals() -> None:
    members = {"complete": "true", "items": [{"name": "Region Ett", "kind": "region"}]}
    (ordning,) = facts("forbundsordning", members=members, forbundsordning={"adopted_by": "region ett"})
    assert ordning.adopted_by_all is True


def test_that_auditors_are_shared_is_no_clause_on_how() -> None:
    (auditors,) = facts("auditors", audit={}, forbundsordning={"shared_auditors": "true"})
    assert auditors.has_shared_clause is None


def test_months_are_no_count_of_things() -> None:
    target = {"id": "1", "text": "T", "level": "12 månader", "direction": "at_most", "outcome": "10 st"}
    (found,) = facts("target", targets={"items": [target]})
    assert found.judgement == "unreadable"


def test_rows_of_one_label_are_each_summed_by_themselves() -> None:
    rows = [
        {"label": "Intäkter"},
        {"label": "Intäkter", "values": ["2"]},
        {"label": "Övrigt", "values": ["1"]},
        {"label": "Summa", "values": ["3"], "sum_of": ["block"]},
        {"label": "Övrigt", "values": ["30"]},
        {"label": "Summa", "values": ["31"], "sum_of": ["block"]},
    ]
    table = {"id": "t", "title": "T", "unit": "kr", "columns": [{"name": "Utfall"}], "rows": rows}
    found = [(total.key, total.stated, total.computed) for total in facts("table_total", tables=[table])]
    assert found == [("t/Summa/Utfall", 300, 300), ("t/Summa (2)/Utfall", 3100, 3000)]


def test_an_engine_that_fails_ends_the_run_as_an_internal_failure() -> None:
    """The command line turns a `RuntimeError` into exit code 3; anything else would leave Python's own 1."""
    durable_rules = pytest.importorskip("finsam_control.engines.durable_rules", exc_type=ImportError)
    assert issubclass(durable_rules.EngineError, RuntimeError)


@pytest.mark.parametrize("folder", sorted((ROOT / "examples").iterdir()), ids=lambda folder: folder.name)
def test_no_two_facts_of_a_kind_have_one_key(folder: Path) -> None:
    """By its key a finding is paired with last year's and with the board's acceptance; it must name one record."""
    for kind, found in facts_of(read(folder)).items():
        keys = [fact.key for fact in found]
        assert len(set(keys)) == len(keys), kind
