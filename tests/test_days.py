"""Dates as documents give them: whole, or only the month or the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_control.day import Day, parse_day

ONE_DAY = timedelta(days=1)


def read(text: str) -> Day:
    day = parse_day(text)
    assert day is not None
    return day


def is_real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@given(day=st.dates())
def test_every_real_date_is_that_day_and_no_other(day: date) -> None:
    assert read(day.isoformat()) == Day(day, day) == Day.exact(day)
    assert read(day.isoformat()).is_exact


@given(day=st.dates())
def test_a_month_goes_from_its_first_day_to_its_last(day: date) -> None:
    month = read(day.isoformat()[:7])
    assert not month.is_exact
    assert month.first <= day <= month.last
    assert month.first.day == 1
    assert month.last == date.max or (month.last + ONE_DAY).day == 1
    assert (month.last.year, month.last.month) == (day.year, day.month)


@given(year=st.integers(1, 9999))
def test_a_year_goes_from_new_year_to_new_years_eve(year: int) -> None:
    assert read(f"{year:04d}") == Day(date(year, 1, 1), date(year, 12, 31))


@given(day=st.dates(), length=st.sampled_from([4, 7, 10]))
def test_a_date_is_said_as_it_was_written(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    assert str(read(text)) == text


@given(year=st.integers(0, 9999), month=st.integers(0, 99), day=st.integers(0, 99))
def test_a_date_is_read_just_when_the_calendar_has_it(year: int, month: int, day: int) -> None:
    assert (parse_day(f"{year:04d}-{month:02d}-{day:02d}") is not None) == is_real(year, month, day)
    assert (parse_day(f"{year:04d}-{month:02d}") is not None) == is_real(year, month, 1)


@given(text=st.text(st.sampled_from("0123456789-")) | st.text())
def test_what_is_read_says_the_same_when_it_is_said(text: str) -> None:
    day = parse_day(text)
    assert day is None or str(day) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022-02-30",
        "2022-02-29",
        "2022-04-31",
        "2022-13",
        "2022-00",
        "2022-06-00",
        "0000",
        "0000-01-01",
        "22-06-17",
        "2022-6-17",
        "2022-06-1",
        "20220617",
        "2022/06/17",
        "17/6 2022",
        "17 juni 2022",
        "juni 2022",
        "2022-06-XX",
        "2022-06-17T13:00",
        "2022-W24-5",
        "2022-168",
        "2022-",
        "-2022",
        "12022",
        "\u0662\u0660\u0662\u0662",
        "\uff12\uff10\uff12\uff12",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize("text", ["2020-02-29", "2000-02-29", "0001-01-01", "9999-12-31", " 2022-06-17 "])
def test_odd_dates_that_exist_are_read(text: str) -> None:
    assert str(read(text)) == text.strip()
