"""Printed figures: read as printed, and held against each other as far as rounding or cutting can explain."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finsam_control.figure import (
    Figure,
    Unit,
    above,
    differ,
    gap,
    parse_figure,
    parse_number,
    shown,
    unlike,
    written,
)

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"

#: How many decimals a number of each unit may be printed with, and the sign that follows it.
DECIMALS = {Unit.KR: 2, Unit.TKR: 3, Unit.MKR: 3, Unit.PERCENT: 3, Unit.COUNT: 3, Unit.MONTHS: 3}
SIGNS = {Unit.KR: "kr", Unit.TKR: "tkr", Unit.MKR: "mkr", Unit.PERCENT: "%", Unit.COUNT: "st", Unit.MONTHS: "månader"}

units = st.sampled_from(Unit)
roundable = st.sampled_from([unit for unit in Unit if unit is not Unit.COUNT])
spaces = st.sampled_from([" ", NBSP, NARROW, ""])


def printed(value: int, places: int, space: str = " ", minus: str = "-") -> str:
    """The number of `value` last places, as a Swedish printer sets it."""
    digits = f"{abs(value):0{places + 1}d}"
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    grouped = f"{int(whole):,}".replace(",", space)
    return (minus if value < 0 else "") + grouped + (f",{decimals}" if decimals else "")


def tkr(*values: int) -> list[Figure]:
    return [Figure(value * 100_000, 100_000, Unit.TKR) for value in values]


def counts(*values: int) -> list[Figure]:
    return [Figure(value * 1000, 0, Unit.COUNT) for value in values]


def rounded(exact: int, step: int, *, half_up: bool = True) -> Figure:
    up = (exact * 2 + step) // (2 * step)
    is_half = (exact * 2 + step) % (2 * step) == 0
    return Figure((up - (is_half and not half_up)) * step, step, Unit.TKR)


def cut(exact: int, step: int) -> Figure:
    whole = abs(exact) // step * step
    return Figure(whole if exact >= 0 else -whole, step, Unit.TKR)


# Reading


@given(
    value=st.integers(-(10**12), 10**12),
    unit=units,
    data=st.data(),
    space=spaces,
    minus=st.sampled_from(["-", MINUS, "- "]),
)
def test_a_printed_number_is_read_to_the_last_place(
    value: int, unit: Unit, data: st.DataObject, space: str, minus: str
) -> None:
    places = data.draw(st.integers(0, DECIMALS[unit]))
    place = unit.base // 10**places
    text = printed(value, places, space, minus)
    figure = Figure(value * place, 0 if unit is Unit.COUNT else place, unit)
    assert parse_number(text, unit) == figure
    for between in (" ", NBSP, ""):
        assert parse_figure(f"{text}{between}{SIGNS[unit]}") == figure


@pytest.mark.parametrize(
    ("text", "value", "step", "unit"),
    [
        ("550 000 kr", 55_000_000, 100, Unit.KR),
        ("1 143,50 kr", 114_350, 1, Unit.KR),
        ("0,5 kr", 50, 10, Unit.KR),
        ("-129 tkr", -12_900_000, 100_000, Unit.TKR),
        ("\u2212129 tkr", -12_900_000, 100_000, Unit.TKR),
        ("1,143 tkr", 114_300, 100, Unit.TKR),
        ("12,1 mkr", 1_210_000_000, 10_000_000, Unit.MKR),
        ("46,3 %", 463_000, 1_000, Unit.PERCENT),
        ("25%", 250_000, 10_000, Unit.PERCENT),
        ("34 månader", 34_000, 1_000, Unit.MONTHS),
        ("2,5 st", 2_500, 0, Unit.COUNT),
        ("0 kr", 0, 100, Unit.KR),
    ],
)
def test_a_figure_is_base_units_and_the_step_of_its_last_place(text: str, value: int, step: int, unit: Unit) -> None:
    assert parse_figure(text) == Figure(value, step, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "kr",
        "12",
        "1.143,50 kr",
        "1143.50 kr",
        "1,143 kr",
        "12 34 kr",
        "1 2345 kr",
        "1234 567 kr",
        "1_000 kr",
        "1e3 kr",
        "--5 kr",
        "5- kr",
        "(5) kr",
        ",5 kr",
        "5, kr",
        "1,2345 tkr",
        "12:30 kr",
        "5 SEK",
        "5 KR",
        "5 kronor",
        "kr 5",
        "5 kr 6 kr",
        "5 kr per år",
        "\u0665 kr",
        "\uff15 kr",
    ],
)
def test_what_is_no_figure_is_not_read_as_one(text: str) -> None:
    assert parse_figure(text) is None


@pytest.mark.parametrize("text", ["12 kr", "1.143", "12 34", "1_000", "12:30", "0x10", "tolv", "=5196", "", "1,234"])
def test_a_number_of_a_table_stands_without_anything_else(text: str) -> None:
    assert parse_number(text, Unit.KR) is None


def test_an_amount_has_at_most_fifteen_digits_before_its_comma() -> None:
    assert parse_number("9" * 15, Unit.KR) == Figure((10**15 - 1) * 100, 100, Unit.KR)
    assert parse_number("1" + "0" * 15, Unit.KR) is None


# Writing


@given(value=st.integers(-(10**12), 10**12), unit=units, data=st.data())
def test_what_is_written_of_a_figure_is_read_back_to_it(value: int, unit: Unit, data: st.DataObject) -> None:
    figure = parse_number(printed(value, data.draw(st.integers(0, DECIMALS[unit]))), unit)
    assert figure is not None
    assert parse_figure(written(figure)) == figure
    assert parse_number(written(figure, with_unit=False), unit) == figure


@pytest.mark.parametrize(
    ("text", "as_written", "as_shown"),
    [
        ("1 143 tkr", "1143 tkr", "1_143_tkr"),
        ("-1 143 tkr", "-1143 tkr", "\u22121_143_tkr"),
        ("1 143 567,50 kr", "1143567,50 kr", "1_143_567,50_kr"),
        ("12 kr", "12 kr", "12_kr"),
        ("-0,05 kr", "-0,05 kr", "\u22120,05_kr"),
        ("46,30 %", "46,30 %", "46,3_%"),
        ("0 %", "0 %", "0_%"),
        ("1,25 mkr", "1,25 mkr", "1,25_mkr"),
        ("12 st", "12 st", "12"),
        ("2,50 st", "2,5 st", "2,5"),
        ("3 månader", "3 månader", "3_månader"),
        ("10 %", "10 %", "10_%"),
    ],
)
def test_a_figure_is_written_as_it_was_printed_and_shown_as_documents_print_it(
    text: str, as_written: str, as_shown: str
) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert written(figure) == as_written
    assert written(figure, with_unit=False) == as_written.rpartition(" ")[0]
    assert shown(figure) == as_shown.replace("_", NBSP)


@given(text=st.text())
def test_no_text_is_too_odd_to_be_refused(text: str) -> None:
    for figure in (parse_figure(text), parse_number(text, Unit.TKR)):
        assert figure is None or figure.step >= 0


# Sums


steps = st.sampled_from([100, 10_000, 100_000, 10_000_000, 100_000_000])
amounts = st.integers(-(10**11), 10**11)
printings = st.lists(st.tuples(amounts, steps), min_size=1, max_size=12)
figures = printings.map(lambda pairs: [rounded(amount, step) for amount, step in pairs])


@given(terms=printings, step=steps, half_up=st.booleans())
@example(terms=[(49_999, 100_000)] * 3, step=100_000, half_up=True)
@example(terms=[(50_000, 100_000)] * 2, step=100_000, half_up=False)
def test_rounded_terms_never_contradict_their_rounded_sum(
    terms: list[tuple[int, int]], step: int, *, half_up: bool
) -> None:
    total = sum(amount for amount, _ in terms)
    figures = [rounded(amount, step, half_up=half_up) for amount, step in terms]
    assert gap(figures, rounded(total, step, half_up=half_up)) == 0


@given(terms=printings, step=steps)
@example(terms=[(199_999, 100_000)] * 9, step=100_000)
@example(terms=[(99_999, 100_000), (-199_999, 100_000)], step=100_000)
def test_cut_terms_never_contradict_their_cut_sum(terms: list[tuple[int, int]], step: int) -> None:
    total = sum(amount for amount, _ in terms)
    assert gap([cut(amount, step) for amount, step in terms], cut(total, step)) == 0


@given(terms=figures, step=steps, off=st.integers(1, 10**12), below=st.booleans())
def test_a_sum_that_is_off_by_more_than_all_steps_is_found(
    terms: list[Figure], step: int, off: int, *, below: bool
) -> None:
    printed_sum = sum(term.value for term in terms)
    distance = sum(term.step for term in terms) + step + off
    total = Figure(printed_sum + (-distance if below else distance), step, Unit.TKR)
    found = gap(terms, total)
    assert found > 0 if below else found < 0
    assert off <= abs(found) <= distance


@given(terms=figures, total=figures.map(lambda drawn: drawn[0]))
def test_a_gap_has_the_sign_of_the_printed_difference_and_is_never_larger(terms: list[Figure], total: Figure) -> None:
    difference = sum(term.value for term in terms) - total.value
    found = gap(terms, total)
    assert abs(found) <= abs(difference)
    assert found == 0 or (found > 0) == (difference > 0)


@given(terms=figures, total=figures.map(lambda drawn: drawn[0]), data=st.data())
def test_neither_the_order_nor_the_sign_of_all_matters(terms: list[Figure], total: Figure, data: st.DataObject) -> None:
    found = gap(terms, total)
    assert gap(data.draw(st.permutations(terms)), total) == found
    assert gap([-term for term in terms], -total) == -found


@given(values=st.lists(st.integers(-(10**6), 10**6), min_size=1), total=st.integers(-(10**7), 10**7))
def test_counts_are_exact(values: list[int], total: int) -> None:
    assert gap(counts(*values), counts(total)[0]) == (sum(values) - total) * 1000


@given(exact=st.lists(amounts, min_size=1), total=amounts)
def test_amounts_printed_to_the_ore_are_exact(exact: list[int], total: int) -> None:
    terms = [Figure(amount, 1, Unit.KR) for amount in exact]
    assert gap(terms, Figure(total, 1, Unit.KR)) == sum(exact) - total


@pytest.mark.parametrize(
    ("terms", "total", "expected"),
    [
        # Two terms and a total hide at most one and a half steps by rounding, two terms almost two by cutting.
        ((1, 1), 2, 0),
        ((1, 1), 1, 0),
        ((1, 1), 3, 0),
        ((1, 1), 4, -2),
        ((1, 1), 0, 50_000),
        # Three terms and a total hide two whole steps by rounding.
        ((1, 1, 1), 1, 0),
        ((1, 1, 1), 5, 0),
        ((1, 1, 1), 6, -3),
        ((1, 1, 1), 0, 100_000),
        ((-1, -1, -1), -5, 0),
        ((-1, -1, -1), -6, 3),
        ((), 0, 0),
        ((), 1, -50_000),
    ],
)
def test_the_limit_of_what_rounding_or_cutting_explains(terms: tuple[int, ...], total: int, expected: int) -> None:
    assert gap(tkr(*terms), tkr(total)[0]) == expected


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("1 143 060 kr", 114_306_000, 114_306_000),
        ("1 143,50 kr", 114_350, 114_350),
        ("1 143 tkr", 114_250_000, 114_399_999),
        ("-1 143 tkr", -114_399_999, -114_250_000),
        ("0,7 mkr", 65_000_000, 79_999_999),
    ],
)
def test_a_limit_takes_the_ends_of_what_prints_so_and_kronor_at_their_word(text: str, least: int, most: int) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.least, figure.most) == (least, most)


@pytest.mark.parametrize(
    ("printed", "surely", "excess"), [(101, 101, 1), (101, 100, 0), (101, 99, 0), (100, 99, 0), (98, 97, -2)]
)
def test_an_excess_is_one_only_where_it_is_sure(printed: int, surely: int, excess: int) -> None:
    assert above(printed, surely, 100) == excess


@pytest.mark.parametrize(
    ("terms", "total", "printed"), [((600, 300), 900, 0), ((600, 300), 901, 0), ((600, 300), 905, -5)]
)
def test_a_difference_is_told_as_printed_or_not_at_all(terms: tuple[int, ...], total: int, printed: int) -> None:
    assert unlike(tkr(*terms), tkr(total)[0]) == printed * 100_000


def test_an_exact_nought_widens_no_sum() -> None:
    nought = Figure(0, 0, Unit.TKR)
    assert gap([*tkr(1, 1), nought, nought, nought], tkr(4)[0]) == gap(tkr(1, 1), tkr(4)[0])


# One figure in two places


@given(amount=amounts, one=steps, other=steps)
def test_printings_of_one_amount_agree_whether_rounded_or_cut(amount: int, one: int, other: int) -> None:
    printings = (rounded(amount, one), rounded(amount, one, half_up=False), cut(amount, one))
    others = (rounded(amount, other), cut(amount, other))
    assert all(differ(here, there) == 0 for here in printings for there in others)
    assert all(low <= amount <= high for low, high in (figure.interval for figure in printings))


@given(pair=st.tuples(figures, figures).map(lambda drawn: (drawn[0][0], drawn[1][0])))
def test_a_difference_is_the_same_from_either_side(pair: tuple[Figure, Figure]) -> None:
    one, other = pair
    found = differ(one, other)
    assert found == -differ(other, one)
    assert found == 0 or (found > 0) == (one.value > other.value)
    assert differ(one, one) == 0


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("1 143 500 kr", "1 144 tkr", True),
        ("1 143 500 kr", "1 143 tkr", True),
        ("1 143 499 kr", "1 144 tkr", False),
        ("1 144 501 kr", "1 144 tkr", True),
        ("1 145 000 kr", "1 144 tkr", True),  # kronor are cut or rounded too
        ("1 145 001 kr", "1 144 tkr", False),
        ("12,1 mkr", "12 130 tkr", True),
        ("12,1 mkr", "12 210 tkr", False),
        ("46,3 %", "46 %", True),
        ("46,3 %", "47 %", False),
        ("13 st", "13 st", True),
        ("13 st", "14 st", False),
    ],
)
def test_two_printings_agree_when_one_amount_can_be_both(one: str, other: str, *, agree: bool) -> None:
    here, there = parse_figure(one), parse_figure(other)
    assert here is not None
    assert there is not None
    assert (differ(here, there) == 0) is agree
