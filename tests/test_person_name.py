"""A surname that stands first is put last, in Python and in the store alike."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_control.person_name import turned, turned_sql


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Samordning, Sara", "Sara Samordning"),
        ("von Ek, Anna Maria", "Anna Maria von Ek"),
        ("Sara Samordning", "Sara Samordning"),
        ("Samordning,Sara", "Samordning,Sara"),
        ("Ek, Anna, samordnare", "Ek, Anna, samordnare"),
        (", Sara", ", Sara"),
        ("", ""),
    ],
)
def test_one_comma_and_a_blank_part_a_surname_that_stands_first(written: str, name: str) -> None:
    assert turned(written) == name


@given(st.lists(st.sampled_from(["Ek", "å", "von", ", ", ",", " ", "\\1", "-"]), max_size=6).map("".join))
def test_the_store_turns_as_we_do(written: str) -> None:
    assert duckdb.execute(f"SELECT {turned_sql('$1')}", [written]).fetchone() == (turned(written),)
