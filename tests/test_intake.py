"""Drafts follow what a document says, whatever its names, figures, dates, order and width of lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from finsam_control.intake import papers
from finsam_control.intake.drafting import drafted
from finsam_control.intake.kept import at, path_of
from intake_documents import Truth, annual_report, minutes, money, register

SEEDS = range(12)


def draft_of(tmp_path: Path, text: str, name: str = "handling.txt") -> dict[str, Any]:
    """The draft of one text."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return drafted([papers.read(file)])


def values(table: dict[str, Any]) -> dict[str, list[Any]]:
    """The figures of a table by the label of the row."""
    return {row["label"]: row["values"] for row in table["rows"] if "values" in row}


def pair(figures: tuple[int, int]) -> list[str]:
    return [money(figures[0]), money(figures[1])]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("order", "gap", "width"), [((0, 1, 2, 3), " ", 90), ((3, 2, 0, 1), "  ", 60), ((1, 3, 0, 2), "   ", 120)]
)
def test_an_annual_report_is_drafted_whatever_it_says_and_however_it_is_printed(
    tmp_path: Path, seed: int, order: tuple[int, ...], gap: str, width: int
) -> None:
    truth = Truth.of(seed)
    records = draft_of(tmp_path, annual_report(truth, order=order, gap=gap, width=width))["records"]
    assert records["entity"]["name"] == truth.name
    assert records["fiscal_year"] == str(truth.year)
    assert records["documents"][0]["kind"] == "arsredovisning"
    assert values(records["income_statement"]) == {
        "Verksamhetens intäkter": pair(truth.revenue),
        "Verksamhetens kostnader": pair((-truth.costs[0], -truth.costs[1])),
        "Verksamhetens resultat": pair(truth.operating),
        "Finansiella intäkter": pair(truth.interest),
        "Resultat efter finansiella poster": pair(truth.result),
        "Årets resultat": pair(truth.result),
    }
    assert values(records["balance_sheet"]) == {
        "Fordringar": pair(truth.receivables),
        "Kassa och bank": pair(truth.cash),
        "Summa tillgångar": pair(truth.assets),
        "Övrigt eget kapital": pair(truth.equity_before),
        "Årets resultat": pair(truth.result),
        "Kortfristiga skulder": pair(truth.debts),
        "Summa eget kapital och skulder": pair(truth.assets),
    }
    note = next(table for table in records["tables"] if table["title"].startswith("Not 4"))
    assert values(note)["Moms"] == pair(truth.notes[2])
    seats = {seat["name"]: (seat["seat"], seat.get("office")) for seat in records["board"]["seats"]["items"]}
    assert seats == {
        truth.people[0]: ("ledamot", "ordforande"),
        truth.people[1]: ("ledamot", "vice_ordforande"),
        truth.people[2]: ("ledamot", None),
        truth.people[3]: ("ersattare", None),
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("width", "section"), [(90, "{}. "), (45, "{}. "), (70, "§ {} ")])
def test_minutes_are_drafted_whatever_they_say(tmp_path: Path, seed: int, width: int, section: str) -> None:
    truth = Truth.of(seed)
    records = draft_of(tmp_path, minutes(truth, width=width, section=section))["records"]
    (meeting,) = records["meetings"]["items"]
    chair, vice, third, deputy, coordinator, secretary, guest, away, *_ = truth.people
    assert meeting["date"] == truth.date
    assert (meeting["chair"], meeting["secretary"]) == (chair, secretary)
    assert {person["name"]: person["role"] for person in meeting["present"]} == {
        chair: "ledamot",
        vice: "ledamot",
        third: "ledamot",
        deputy: "ersattare",
        coordinator: "samordnare",
        secretary: "sekreterare",
        guest: "adjungerad",
    }
    assert meeting["absent"] == [away]
    assert meeting["adjusters"] == [vice]
    assert [decision["section"] for decision in meeting["decisions"]] == ["1", "2", "3"]
    assert meeting["decisions"][1]["amount"] == f"{money(truth.frame)} kr"
    assert "decision" not in meeting["decisions"][2]


@pytest.mark.parametrize("seed", SEEDS)
def test_risks_are_found_by_their_scores(tmp_path: Path, seed: int) -> None:
    truth = Truth.of(seed)
    risks = draft_of(tmp_path, register(truth))["risks"]["risks"]
    assert [(risk["likelihood"], risk["consequence"]) for risk in risks] == [
        (str(likelihood), str(consequence)) for likelihood, consequence in truth.scores
    ]
    assert [risk["process"] for risk in risks] == ["Ekonomi", "Arkiv"]
    assert risks[0]["description"] == "Fakturor betalas för sent"


def test_every_value_says_where_it_stands_and_how_sure_it_is(tmp_path: Path) -> None:
    truth = Truth.of(1)
    tree = draft_of(tmp_path, annual_report(truth))
    lines = annual_report(truth).split("\n")
    claims = {claim["value"]: claim for claim in tree["values"]}
    for row in range(len(tree["records"]["income_statement"]["rows"])):
        claim = claims[f"/records/income_statement/rows/{row}"]
        label = tree["records"]["income_statement"]["rows"][row]["label"]
        assert claim["certainty"] in {"certain", "likely", "doubtful"}
        assert lines[int(claim["line"].partition("-")[0]) - 1].startswith(label)
    assert all(at(tree, path_of(value)) is not None for value in claims)


def test_what_was_looked_for_and_not_found_is_listed(tmp_path: Path) -> None:
    tree = draft_of(tmp_path, annual_report(Truth.of(2)))
    missing = {item["what"] for item in tree["not_found"]}
    assert {"cash_flow_statement", "annual_report.parts.kassaflodesanalys", "annual_report.signatories"} <= missing
    assert "income_statement" not in missing


def test_the_same_documents_give_the_same_draft(tmp_path: Path) -> None:
    text = annual_report(Truth.of(3))
    assert draft_of(tmp_path, text) == draft_of(tmp_path, text)
