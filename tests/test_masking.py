"""Personal numbers are masked however they are spelled; what only looks like one is left as it is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finsam_control.masking import masked

MASK = "######-####"
PLACES = 10


class Number(NamedTuple):
    """A personal number without its century, and the century."""

    century: str
    digits: str

    def spelled(self, sign: str, *, with_century: bool) -> str:
        born, serial = self.digits[:6], self.digits[6:]
        return (self.century if with_century else "") + born + sign + serial


def check_digit(nine: str) -> str:
    """The last digit of a personal number, by the table of Skatteverket: weights 2 1 2 1 2 1 2 1 2."""
    products = "".join(str(int(digit) * weight) for digit, weight in zip(nine, (2, 1) * 5, strict=False))
    return str(-sum(int(digit) for digit in products) % 10)


def number(born: date, serial: int, offset: int = 0) -> Number:
    nine = f"{born:%y%m}{born.day + offset:02d}{serial:03d}"
    return Number(born.isoformat()[:2], nine + check_digit(nine))


births = st.dates(date(1900, 1, 1), date(2099, 12, 31))
people = st.builds(number, births, st.integers(1, 999))
coordinated = st.builds(number, births, st.integers(1, 999), st.just(60))
numbers = people | coordinated
signs = st.sampled_from(["-", "+", "", " ", "\u00a0", "\u2013", "\u2011", "\u2212", " - ", " \u2013 "])
words = st.text(st.characters(codec="utf-8", exclude_categories=["N"]), max_size=20)


def test_the_check_digit_is_the_one_of_the_tax_agencys_own_example() -> None:
    assert check_digit("811218987") == "6"


@given(drawn=numbers, sign=signs, with_century=st.booleans(), before=words, after=words)
@example(drawn=number(date(2000, 2, 29), 1), sign="-", with_century=False, before="", after="")
@example(drawn=number(date(1912, 12, 12), 121), sign="+", with_century=False, before="född ", after=".")
def test_a_valid_number_is_masked_in_every_spelling(
    drawn: Number, sign: str, before: str, after: str, *, with_century: bool
) -> None:
    assert masked(before + drawn.spelled(sign, with_century=with_century) + after) == before + MASK + after


@given(drawn=numbers, sign=signs, with_century=st.booleans(), at=st.integers(0, PLACES - 1), more=st.integers(1, 9))
def test_a_number_with_one_digit_changed_is_nobodys(
    drawn: Number, sign: str, at: int, more: int, *, with_century: bool
) -> None:
    digits = drawn.digits
    wrong = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]
    text = Number(drawn.century, wrong).spelled(sign, with_century=with_century)
    assert masked(text) == text


@given(last=st.integers(0, 9999), sign=st.sampled_from(["-", ""]), prefix=st.sampled_from(["", "16"]))
def test_an_organisation_number_is_no_person(last: int, sign: str, prefix: str) -> None:
    text = f"{prefix}222000{sign}{last:04d}"
    assert masked(text) == text


@given(people=st.lists(st.tuples(numbers, st.sampled_from("-+"), words), min_size=2, max_size=4))
def test_every_number_of_a_text_is_masked(people: list[tuple[Number, str, str]]) -> None:
    text = "".join(f"{drawn.spelled(sign, with_century=True)}, {word}" for drawn, sign, word in people)
    assert masked(text) == "".join(f"{MASK}, {word}" for _, _, word in people)


@given(drawn=numbers, beside=st.sampled_from("0123456789"))
def test_a_number_inside_a_longer_one_is_another_thing(drawn: Number, beside: str) -> None:
    inside = drawn.spelled("-", with_century=True)
    assert masked(f"{inside}{beside}") == f"{inside}{beside}"
    assert masked(f"{beside}{inside}") == f"{beside}{inside}"


@given(text=st.text())
def test_masking_once_is_enough(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(text=st.text(st.characters(exclude_categories=["Nd"])))
def test_text_without_digits_is_left_as_it_is(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "222000-2824",
        "202100-5489",
        "550 000 kr",
        "2 749 000 kr, 3 327 500 kr",
        "2022-06-17",
        "20220617",
        "2022-06-17 13:00",
        "021-39 00 00",
        "+46 21 39 00 00",
        "bankgiro 5050-1055",
        "dnr 2022/0617-1234",
        "SFS 2003:1210",
        "811218-9875",
        "811318-9876",
        "811200-9876",
        "811218-0008",
    ],
)
def test_other_numbers_of_an_annual_report_are_left_as_they_are(text: str) -> None:
    assert masked(text) == text
