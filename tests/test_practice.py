"""Controls beyond the statutes: requisitions, their agreements, rights to sign, and one's own unit; each near miss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import ROOT, run
from finsam_control.dossier import Dossier
from finsam_control.facts import facts_of
from finsam_control.records.year import Year

if TYPE_CHECKING:
    from finsam_control.facts.base import Fact

PERIOD = {"period_start": "2022-01-01", "period_end": "2022-03-31"}
AGREEMENT = {"id": "A", "party": "Staden", "amount": "100 tkr", "start": "2022-01-01", "end": "2022-12-31"}


def facts(kind: str, **sections: Any) -> tuple[Any, ...]:
    """The facts of one kind in a year that holds these sections."""
    year = Year.model_validate({"entity": {"name": "Förbundet Exempel"}, "fiscal_year": "2022", **sections})
    found: tuple[Fact, ...] = facts_of(Dossier(year, None, (), ()))[kind]
    return found


def requisitions(*amounts: str, whole: str = "true") -> dict[str, Any]:
    items = [{"id": str(n), "party": "Staden", "agreement": "A", "amount": a, **PERIOD} for n, a in enumerate(amounts)]
    return {"complete": whole, "items": items}


def agreement(**sections: Any) -> Any:
    (found,) = facts("agreement", agreements={"items": [AGREEMENT]}, **sections)
    return found


@given(st.lists(st.integers(min_value=0, max_value=200_000_00), max_size=6))
def test_requisitions_rounded_to_thousands_never_exceed_what_their_exact_amounts_do(exact: list[int]) -> None:
    """Printed in tkr, rounded half up, each can stand for less; only what no rounding explains is above 100 tkr."""
    printed = [f"{(ore + 50_000) // 100_000} tkr" for ore in exact]
    over = agreement(requisitions=requisitions(*printed)).over
    assert over <= max(sum(exact) - 100_000_00, 0)


@given(st.lists(st.integers(min_value=0, max_value=90_000), min_size=1, max_size=6))
def test_requisitions_in_kronor_are_above_by_their_sum_but_for_the_ore_left_out(kronor: list[int]) -> None:
    over = agreement(requisitions=requisitions(*(f"{amount} kr" for amount in kronor))).over
    beyond = max(sum(kronor) - 100_000, 0) * 100
    assert max(beyond - 50 * len(kronor), 0) <= over <= beyond


@pytest.mark.parametrize(
    ("amounts", "whole", "over"),
    [
        (("60 000 kr", "40 000 kr"), "true", 0),
        (("60 000 kr", "40 000 kr"), "false", None),
        (("90 000 kr", "90 000 kr"), "false", 79_999_00),
        ((), "true", 0),
        ((), "false", None),
    ],
)
def test_what_a_list_leaves_out_can_only_add_to_the_sum(amounts: tuple[str, ...], whole: str, over: int | None) -> None:
    assert agreement(requisitions=requisitions(*amounts, whole=whole)).over == over


SEATS = {"complete": "true", "items": [{"name": "Rut Ek", "seat": "ledamot", "member": "Staden"}]}


@pytest.mark.parametrize(
    ("approver", "employer", "whole", "expected"),
    [
        ("Ann Al", "Staden", "false", True),
        ("Ann Al", "Staden, socialtjänsten", "true", True),
        ("Ann Al", "Stadens grannkommun", "true", False),
        ("Ann Al", "saknas", "true", False),
        ("Ann Al", "saknas", "false", None),
        ("Ann Al", None, "true", None),
        ("rut  ek", "saknas", "true", True),
        (None, "Staden", "true", None),
    ],
)
def test_the_paid_party_approves_by_its_employee_or_its_seat(
    approver: str | None, employer: str | None, whole: str, *, expected: bool | None
) -> None:
    said = {"approved_by": approver, "approver_employer": employer}
    item = {"id": "1", "party": "Staden, omsorgen", **PERIOD, **{key: value for key, value in said.items() if value}}
    board = {"seats": {**SEATS, "complete": whole}}
    (found,) = facts("requisition", requisitions={"items": [item]}, board=board)
    assert found.approver_is_partys is expected


@pytest.mark.parametrize(
    ("item", "whole", "expected"),
    [
        ({"agreement": "A"}, "true", False),
        ({"agreement": "B"}, "true", False),
        ({"agreement": "B"}, "false", None),
        ({"agreement": "saknas"}, "false", False),
        ({}, "true", None),
    ],
)
def test_an_agreement_is_missing_when_looked_for_unsigned_or_not_in_a_whole_list(
    item: dict[str, str], whole: str, *, expected: bool | None
) -> None:
    agreements = {"complete": whole, "items": [{**AGREEMENT, "signed_on": "saknas"}]}
    listed = {"items": [{"id": "1", "party": "Staden", **PERIOD, **item}]}
    (found,) = facts("requisition", requisitions=listed, agreements=agreements)
    assert found.has_agreement is expected


@pytest.mark.parametrize(
    ("seats", "board", "right", "expected"),
    [
        ([{"end": "2022-03-31"}], {}, {}, 275),
        ([{"end": "2022-03-31"}], {}, {"withdrawn_on": "2022-03-31"}, 0),
        ([{"end": "2022-03-31"}], {}, {"withdrawn_on": "2022-04-01"}, 1),
        ([{}], {}, {}, 0),
        ([{"office": "ordforande", "end": "2022-03-31"}, {"start": "2022-04-01"}], {}, {}, 275),
        ([{"office": "ordforande", "end": "2022-03-31"}, {}], {}, {"decided_on": "2022-04-20"}, 0),
        ([], {}, {}, None),
        ([], {"coordinators": ["Rut Ek"]}, {}, None),
        ([], {"coordinators": ["Rut Ek"], "coordinators_left": []}, {}, 0),
        ([], {"coordinators": ["Rut Ek"], "coordinators_left": [{"name": "Rut Ek", "on": "2022-12-01"}]}, {}, 30),
    ],
)
def test_a_right_to_sign_outlives_the_post_it_was_given_for(
    seats: list[dict[str, str]], board: dict[str, Any], right: dict[str, str], expected: int | None
) -> None:
    items = [{"name": "Rut Ek", "seat": "ledamot", **seat} for seat in seats]
    listed = {"items": [{"id": "bank", "kind": "bankfullmakt", "holders": "Rut Ek", **right}]}
    (found,) = facts("signatory", board={"seats": {"items": items}, **board}, signing_authorities=listed)
    assert found.days_after == expected


@pytest.mark.parametrize(
    ("person", "decision", "expected"),
    [
        ({"employer": "Staden", "unit": "Omsorgen"}, {"recipient_unit": "Omsorgen"}, 1),
        ({"employer": "Staden", "unit": "Skolan"}, {"recipient_unit": "Omsorgen"}, 0),
        ({"employer": "Staden", "unit": "saknas"}, {"recipient_unit": "Omsorgen"}, 0),
        ({"employer": "Staden", "unit": "Omsorgen"}, {"recipient_unit": "saknas"}, 0),
        ({"employer": "Staden"}, {"recipient_unit": "Omsorgen"}, None),
        ({"employer": "Staden", "unit": "Omsorgen"}, {}, None),
        ({"employer": "Regionen", "unit": "Omsorgen"}, {"recipient_unit": "Omsorgen"}, 0),
        ({"employer": "saknas"}, {"recipient_unit": "Omsorgen"}, 0),
        ({}, {"recipient_unit": "Omsorgen"}, None),
        (
            {"employer": "Staden", "unit": "Omsorgen"},
            {"recipient_unit": "Omsorgen", "conflicts": [{"name": "Rut Ek", "left_room": "true"}]},
            0,
        ),
    ],
)
def test_a_common_employer_is_no_conflict_but_ones_own_unit_may_be(
    person: dict[str, str], decision: dict[str, Any], expected: int | None
) -> None:
    board = {"seats": {"items": [{"name": "Rut Ek", "seat": "ledamot", "member": "Staden", **person}]}}
    item = {"title": "Medel", "deals_with": "allocation", "recipient": "Staden", **decision}
    meeting = {"date": "2022-06-17", "present": [{"name": "Rut Ek", "role": "ledamot"}], "decisions": [item]}
    (found,) = facts("decision", board=board, meetings={"items": [meeting]})
    assert (found.gives_money, found.own_unit_count) == (True, expected)


@pytest.mark.parametrize(
    ("amount", "difference"), [("100 tkr", 0), ("-100 tkr", 0), ("98 tkr", -1), ("101 tkr", 1), ("-101 tkr", 1)]
)
def test_a_debt_is_specified_with_a_minus_sign_or_without(amount: str, difference: int) -> None:
    column = {"name": "2022", "year": "2022", "holds": "outcome"}
    row = {"label": "Skulder", "id": "skulder", "values": ["100 000"]}
    sheet = {"id": "b", "title": "Balansräkning", "unit": "kr", "columns": [column], "rows": [row]}
    listed = {"items": [{"row": "skulder", "amount": amount}]}
    (found,) = facts("balance_row", balance_sheet=sheet, balance_specifications=listed)
    assert (found.difference > 0) - (found.difference < 0) == difference


def test_an_account_that_a_whole_list_leaves_out_is_not_reconciled() -> None:
    items = [{"account": "bank", "planned": "12", "performed": "11"}]
    for whole, left_out in (("true", 0), ("false", None)):
        found = {
            fact.account: fact for fact in facts("reconciliation", reconciliations={"complete": whole, "items": items})
        }
        assert found["bank"].missed == 1
        assert found["huvudbok"].planned == left_out
    assert facts("reconciliation") == ()


@pytest.mark.parametrize(("year", "said"), [("good-year", "160 000 kr"), ("vasteras-2018", "ingen angiven för året")])
def test_the_report_tells_the_years_materiality_or_that_none_is_stated(year: str, said: str) -> None:
    ended = run("check", ROOT / "examples" / year, "--as-of", "2026-11-22", "--fail-on", "none")
    (line,) = (line for line in ended.out.replace("\N{NO-BREAK SPACE}", " ").splitlines() if "Väsentlighet" in line)
    assert said in line
