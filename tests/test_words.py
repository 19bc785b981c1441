"""One catalogue holds every sentence, in both languages, and values print by their unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from finsam_control.facts import kinds
from finsam_control.facts.base import fields_of
from finsam_control.words import Words
from messages import message_ids

CATALOGUE = Path(__file__).parents[1] / "src" / "finsam_control" / "locale" / "sv" / "LC_MESSAGES"
SV, EN = Words("sv"), Words("en")


def translated() -> dict[str, str]:
    with (CATALOGUE / "finsam_control.po").open("rb") as file:
        return {
            one: other
            for message in read_po(file)
            for one, other in zip(flat(message.id), flat(message.string), strict=True)
            if one
        }


def test_every_sentence_of_the_code_is_translated_and_no_translation_is_left_over() -> None:
    assert set(translated()) == message_ids()
    assert all(translated().values())


def test_a_translation_keeps_the_values_that_stand_in_braces() -> None:
    def braces(text: str) -> list[str]:
        return sorted(part.split("}")[0] for part in text.split("{")[1:])

    assert {key: braces(value) for key, value in translated().items()} == {key: braces(key) for key in translated()}


def test_the_compiled_catalogue_is_the_one_that_can_be_read() -> None:
    with (CATALOGUE / "finsam_control.mo").open("rb") as compiled, (CATALOGUE / "finsam_control.po").open("rb") as read:
        assert pairs(read_mo(compiled)) == pairs(read_po(read))


def pairs(catalogue: Catalog) -> list[tuple[str, ...]]:
    """Each message with its translation, singular and plural."""
    return sorted((*flat(message.id), *flat(message.string)) for message in catalogue if message.id)


def flat(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_every_word_of_a_fact_has_a_name_in_both_languages() -> None:
    words = {word for kind, _ in kinds().values() for field in fields_of(kind).values() for word in field.words}
    assert words
    assert not {word for word in words if "_" in SV.value(word, "word") + EN.value(word, "word")}
    assert not {word for word in words if SV.value(word, "word") not in translated().values()}


def test_every_document_that_facts_wait_for_has_a_name() -> None:
    documents = {kind.document for kind, _ in kinds().values()}
    documents |= {field.means.document for kind, _ in kinds().values() for field in fields_of(kind).values()}
    assert not {
        document for document in documents - {""} if EN.document(document) == document and document != "förbundsordning"
    }


@pytest.mark.parametrize(
    ("value", "unit", "sv", "en"),
    [
        (114306000, "ore", "1 143 060 kr", "1,143,060 kr"),
        (-12954350, "ore", "−129 543,50 kr", "−129,543.50 kr"),
        (5, "ore", "0,05 kr", "0.05 kr"),
        (230709, "ppm", "23,07 %", "23.07 %"),
        (500000, "ppm", "50 %", "50 %"),
        (1500, "number", "1,5", "1.5"),
        (1, "days", "1 dag", "1 day"),
        (14, "days", "14 dagar", "14 days"),
        (True, "flag", "ja", "yes"),
        (None, "ore", "okänt", "unknown"),
        ("2022-06-17", "date", "2022-06-17", "2022-06-17"),
    ],
)
def test_values_print_with_their_unit(value: int | str | None, unit: str, sv: str, en: str) -> None:
    assert SV.value(value, unit).replace("\u00a0", " ") == sv
    assert EN.value(value, unit).replace("\u00a0", " ") == en


@pytest.mark.parametrize(
    ("printed", "en"),
    [
        ("1 400 000 kr", "1,400,000 kr"),
        ("\u2212129 543,50 kr", "\u2212129,543.50 kr"),
        ("1 143 tkr", "1,143 thousand kr"),
        ("54,2 %", "54.2 %"),
        ("9,375 %", "9.375 %"),
        ("2 000", "2,000"),
        ("2,5", "2.5"),
        ("34 månader", "34 månader"),
        ("minst 5", "minst 5"),
        ("", ""),
    ],
)
def test_a_printed_figure_is_written_as_the_language_does_and_other_text_stands(printed: str, en: str) -> None:
    assert EN.figure(printed).replace("\u00a0", " ") == en
    assert SV.figure(printed) == printed


@pytest.mark.parametrize(
    ("share", "limits", "shown"),
    [
        (230_709, [200_000], "23,07 %"),
        (200_003, [200_000], "20,0003 %"),
        (200_040, [200_000], "20,004 %"),
        (199_960, [200_000], "19,996 %"),
        (200_000, [200_000], "20 %"),
        (200_003, [], "20 %"),
    ],
)
def test_a_share_beside_a_limit_never_prints_like_it(share: int, limits: list[int], shown: str) -> None:
    assert SV.value(share, "ppm", SV.decimals([share], limits)).replace("\u00a0", " ") == shown
