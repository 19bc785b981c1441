"""What a printed table claims: which figures each stated sum is the sum of, down the rows and across the columns."""

from __future__ import annotations

from finsam_control.printed import Claim, claims, figures
from finsam_control.records.year import Year


def year(rows: list[dict[str, object]], columns: list[dict[str, object]] | None = None) -> Year:
    table = {
        "id": "t",
        "title": "Tabell",
        "unit": "kr",
        "columns": columns or [{"name": "2022", "year": "2022", "holds": "outcome"}],
        "rows": rows,
    }
    return Year.model_validate({"entity": {"name": "Exempel"}, "fiscal_year": "2022", "tables": [table]})


def row(name: str, *values: str, **more: object) -> dict[str, object]:
    return {"label": name, "id": name, "values": list(values), **more}


def claim(*rows: dict[str, object]) -> Claim:
    (found,) = claims(year(list(rows)))
    return found


def kronor(found: Claim) -> list[int]:
    return [term.value // 100 for term in found.terms]


def test_a_sum_is_of_the_rows_that_it_names_with_their_signs() -> None:
    found = claim(row("a", "7"), row("b", "2"), row("c", "100"), row("sum", "5", sum_of=["a", "-b"]))
    assert kronor(found) == [7, -2]
    assert found.total.row_id == "sum"


def test_a_block_is_every_row_with_figures_since_the_last_sum() -> None:
    heading: dict[str, object] = {"label": "Rubrik"}
    rows = [row("a", "1"), row("first", "1", sum_of=["a"]), row("b", "2"), heading, row("c", "3")]
    first, second = claims(year([*rows, row("second", "5", sum_of=["block"]), row("after", "9")]))
    assert kronor(first) == [1]
    assert kronor(second) == [2, 3]


def test_a_block_and_a_row_are_summed_together() -> None:
    rows = [row("a", "1"), row("first", "1", sum_of=["a"]), row("b", "2")]
    _, found = claims(year([*rows, row("second", "3", sum_of=["first", "block"])]))
    assert kronor(found) == [1, 2]


def test_a_sum_across_is_of_the_columns_that_it_names_with_their_signs() -> None:
    columns: list[dict[str, object]] = [
        {"name": "Intäkt", "id": "in", "year": "2022", "holds": "outcome"},
        {"name": "Kostnad", "id": "ut", "year": "2022", "holds": "outcome"},
        {"name": "Netto", "id": "netto", "year": "2022", "holds": "outcome", "sum_of": ["in", "-ut"]},
    ]
    (found,) = claims(year([row("a", "9", "4", "5")], columns))
    assert kronor(found) == [9, -4]
    assert (found.total.row_id, found.total.column_id) == ("a", "netto")


def test_a_figure_may_be_a_sum_both_ways_and_is_claimed_twice() -> None:
    columns: list[dict[str, object]] = [
        {"name": "X", "id": "x", "year": "2022", "holds": "outcome"},
        {"name": "Y", "id": "y", "year": "2022", "holds": "outcome", "sum_of": ["x"]},
    ]
    found = list(claims(year([row("a", "1", "1"), row("sum", "1", "1", sum_of=["a"])], columns)))
    assert [(item.total.key, kronor(item)) for item in found] == [
        ("t/a/y", [1]),
        ("t/sum/x", [1]),
        ("t/sum/y", [1]),
        ("t/sum/y", [1]),
    ]


def test_a_blank_cell_is_no_figure_and_no_term() -> None:
    found = claim(row("a", "1"), row("b", "-"), row("sum", "1", sum_of=["a", "b"]))
    assert kronor(found) in ([1], [1, 0])
    assert [item.row_id for item in figures(year([row("a", "1"), row("b", ""), row("c", "3")]))] == ["a", "c"]


def test_a_printed_figure_knows_its_name_and_its_place() -> None:
    (item,) = figures(year([row("a", "1")]))
    assert item.key == "t/a/2022"
    assert item.address == "Tabell: a, 2022"
    assert item.figure.value == 100
    assert item.place == item.row.place("values")
