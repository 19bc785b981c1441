"""What the auditors' papers, the minutes, the committees and the notes show: the facts with their near misses."""

from __future__ import annotations

from typing import Any

import pytest

from year_of import facts

MEMBERS = {
    "complete": "true",
    "items": [
        {"name": "Försäkringskassan", "kind": "forsakringskassan"},
        {"name": "Regionen", "kind": "region"},
        {"name": "Staden", "kind": "kommun"},
    ],
}


def statement(*notes: str) -> dict[str, Any]:
    rows = [{"label": f"Rad {n}", "notes": note, "values": ["1"]} for n, note in enumerate(notes)]
    columns = [{"name": "2022", "year": "2022", "holds": "outcome"}]
    return {"id": "resultat", "title": "Resultaträkning", "unit": "kr", "columns": columns, "rows": rows}


class TestNoteReferences:
    @pytest.mark.parametrize(
        ("referred", "listed", "dangling"),
        [
            (["Not 2"], ["Not 1", "Not 2"], ""),
            (["Not 2", "Not 3"], ["Not 1", "Not 2"], "not 3"),
            (["Not 2, 3"], ["Not 2"], "not 3"),
            (["Noter 2 och 3"], ["Not 2", "Not 3"], ""),
            (["Not 3", "Not 3"], ["Not 2"], "not 3"),
            (["Inga"], ["Not 2"], ""),
            # A number beside the word is a reference; one that stands alone is not.
            (["X mån (2018)"], ["Not 2"], ""),
        ],
    )
    def test_a_row_refers_to_the_numbers_after_the_word(
        self, referred: list[str], listed: list[str], dangling: str
    ) -> None:
        (found,) = facts("note_reference", annual_report={"notes": listed}, income_statement=statement(*referred))
        assert found.dangling == dangling

    def test_without_a_list_of_notes_nobody_knows_what_is_missing(self) -> None:
        (found,) = facts("note_reference", annual_report={}, income_statement=statement("Not 9"))
        assert (found.reference_count, found.dangling_count) == (1, None)

    @pytest.mark.parametrize(
        ("referred", "in_order"),
        [
            (["Not 2", "Not 3"], True),
            (["Not 3", "Not 2"], False),
            (["Not 2", "Not 3", "Not 2"], True),
            (["Not 2", "Not 4"], True),
            (["Inga"], None),
        ],
    )
    def test_what_counts_is_where_a_note_is_first_referred_to(
        self, referred: list[str], *, in_order: bool | None
    ) -> None:
        (found,) = facts("note_reference", annual_report={}, income_statement=statement(*referred))
        assert found.in_order is in_order


class TestTheAuditorsMinutes:
    @pytest.mark.parametrize(
        ("posted", "unposted"),
        [(["Regionen", "Staden"], ""), (["regionen"], "Staden"), ([], "Regionen, Staden"), (None, None)],
    )
    def test_kommuner_and_regioner_announce_them_and_the_state_does_not(
        self, posted: list[str] | None, unposted: str | None
    ) -> None:
        audit = {"minutes": "finns", **({} if posted is None else {"minutes_posted": posted})}
        (found,) = facts("auditors", members=MEMBERS, audit=audit)
        assert found.unposted == unposted

    def test_who_should_announce_is_known_from_a_whole_list_of_members_only(self) -> None:
        some = {**MEMBERS, "complete": "false"}
        (found,) = facts("auditors", members=some, audit={"minutes": "finns", "minutes_posted": ["Regionen"]})
        assert found.unposted is None


@pytest.mark.parametrize(
    ("signed", "reported", "days"),
    [
        ("2023-03-10", "2023-03-10", 0),
        ("2023-03-11", "2023-03-10", -1),
        # A month is taken at the end that favours the förbund.
        ("2023-03", "2023-03-10", 9),
        ("saknas", "2023-03-10", None),
        (None, "2023-03-10", None),
    ],
)
def test_the_audit_report_comes_after_the_signing(signed: str | None, reported: str, days: int | None) -> None:
    report = {} if signed is None else {"signed_on": signed}
    (found,) = facts("audit_report", annual_report=report, audit={"report_on": reported})
    assert found.days_after_signing == days


SERVING = [{"name": "Rut Ek", "role": "ledamot"}]


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({"present": SERVING}, True),
        ({"present": SERVING, "serving_noted": "saknas"}, True),
        ({"present": [{"name": "Rut Ek", "role": "samordnare"}]}, None),
        ({"present": [{"name": "Rut Ek", "role": "ersattare"}]}, None),
        ({"present": [{"name": "Rut Ek", "role": "ersattare", "voting": "true"}]}, True),
        ({"serving_noted": "saknas"}, False),
        ({}, None),
    ],
)
def test_the_minutes_name_those_who_served_where_somebody_did(
    meeting: dict[str, Any], *, expected: bool | None
) -> None:
    (found,) = facts("minutes", meetings={"items": [{"date": "2022-03-10", **meeting}]})
    assert found.names_serving is expected


@pytest.mark.parametrize(
    ("kind", "individual", "mixed"),
    [("individ", True, False), ("struktur", False, False), ("blandad", True, True), (None, None, None)],
)
def test_a_mixed_initiative_is_for_individuals_too(
    kind: str | None, *, individual: bool | None, mixed: bool | None
) -> None:
    item = {"name": "Insatsen", "registrations": ["Insatsen", "Insatsen"], **({} if kind is None else {"kind": kind})}
    (found,) = facts("initiative", initiatives={"items": [item]})
    assert (found.is_individual, found.is_mixed) == (individual, mixed)
    # The same name twice is one registration.
    assert found.registration_count == 1


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([{"irregularities": "finns"}], True),
        ([{"irregularities": "saknas"}], False),
        ([{"irregularities": "saknas"}, {"irregularities": "finns"}], True),
        ([{"irregularities": "saknas"}, {}], None),
        ([{"irregularities": "finns", "state": "saknas"}], None),
        ([], None),
    ],
)
def test_irregularities_are_named_where_one_document_in_use_names_them(
    documents: list[dict[str, str]], *, expected: bool | None
) -> None:
    items = [{"kind": "internkontroll", "title": "Reglemente", "state": "finns", **item} for item in documents]
    (found,) = facts("policies", policies={"complete": "true", "items": items})
    assert found.names_irregularities is expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (
            ["fixed_assets", "current_assets", "assets", "equity", "long_term_liabilities", "equity_and_liabilities"],
            True,
        ),
        (["current_assets", "assets", "equity", "equity_and_liabilities"], True),
        (["current_assets", "fixed_assets", "assets", "equity", "equity_and_liabilities"], False),
        (["assets", "long_term_liabilities", "equity", "equity_and_liabilities"], False),
        (["equity", "assets"], False),
    ],
)
def test_the_items_of_the_balance_sheet_stand_in_the_order_of_the_act(order: list[str], *, expected: bool) -> None:
    rows = [{"label": f"Rad {n}", "concept": concept, "values": ["1"]} for n, concept in enumerate(order)]
    columns = [{"name": "2022", "year": "2022", "holds": "outcome"}]
    sheet = {"id": "balans", "title": "Balansräkning", "unit": "kr", "columns": columns, "rows": rows}
    (found,) = facts("statements", balance_sheet=sheet)
    assert found.balance_in_order is expected
