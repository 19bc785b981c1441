"""One report in three editions: the verdicts of all are the same, and what one masks stands in it nowhere."""

from __future__ import annotations

import io
import json
import re
import shutil
import typing
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from command import AS_OF, ROOT, example, run
from finsam_control import dossier as dossiers
from finsam_control.dossier import Dossier
from finsam_control.edition import edition_of
from finsam_control.people import PERSON_FIELDS, people_of
from finsam_control.records.year import Year
from finsam_control.render import formats
from finsam_control.report import Edition, OutcomeInfo, Report
from finsam_control.words import Words

EDITIONS = typing.get_args(Edition)
YEARS = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
PERSONAL_NUMBER, COORDINATION_NUMBER = "811218-9876", "701063-2391"
PLANTED = f"{PERSONAL_NUMBER} och {COORDINATION_NUMBER}"
SV = Words("sv")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in the reports are those of the README's commands."""
    monkeypatch.chdir(ROOT)


def unpacked(content: bytes) -> bytes:
    """What a reader of the file sees: the parts of one that is packed, else the file itself."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels")))


def printed(year: Path, folder: Path, *arguments: str) -> dict[str, bytes]:
    """A year in every format there is, each from its file, and what was said beside them."""
    wanted = [f"--format={name}:{folder / name}" for name in formats.names()]
    ended = run("check", year, "--as-of", str(AS_OF), "--fail-on", "none", *wanted, *arguments)
    assert ended.code == 0, ended.err
    texts = {name: unpacked((folder / name).read_bytes()) for name in formats.names()}
    assert len(texts) > 1
    return texts | {"stderr": ended.err.encode(), "stdout": ended.out.encode()}


@cache
def good_year() -> Report:
    return Report.model_validate(example("good-year"))


def edited(text: str, edition: Edition, *people: str, language: str = "sv") -> tuple[str, Report]:
    """A sentence as an edition prints it where these people are in the records, and the report that it stands in."""
    report = good_year()
    told = edition_of(
        report.model_copy(update={"materiality": text}), edition, people, Words("en" if language == "en" else "sv")
    )
    assert told.materiality is not None
    return told.materiality, told


class TestVerdicts:
    """What every edition has in common."""

    @pytest.mark.parametrize("year", YEARS)
    def test_no_edition_changes_what_was_found(self, year: str) -> None:
        internal = Report.model_validate(example(year))
        people = people_of(dossiers.read(ROOT / "examples" / year))
        for edition in EDITIONS:
            told = edition_of(internal, edition, people, SV)
            assert told.edition == edition
            assert [verdict(outcome) for outcome in told.outcomes] == [verdict(found) for found in internal.outcomes]
            assert (told.summary, told.grade) == (internal.summary, internal.grade)
            assert len({found.key for found in told.outcomes}) == len({found.key for found in internal.outcomes})

    def test_internal_is_the_edition_when_none_is_named_and_ends_with_the_same_code(self) -> None:
        asked = ("check", "examples/broken-2024", "--as-of", str(AS_OF), "--format", "json")
        assert run(*asked) == run(*asked, "--edition", "internal")
        assert {run(*asked, "--edition", edition).code for edition in EDITIONS} == {1}

    def test_the_same_year_gives_the_same_bytes(self, tmp_path: Path) -> None:
        folders = [tmp_path / "one", tmp_path / "two"]
        for folder in folders:
            folder.mkdir()
        one, two = (printed(ROOT / "examples/broken-2024", folder, "--edition", "public") for folder in folders)
        assert one == two

    def test_two_public_reports_pair_record_by_record(self, tmp_path: Path) -> None:
        files = [tmp_path / name for name in ("a.json", "b.json")]
        for file in files:
            run("check", "examples/broken-2020", "--edition", "public", "--format", f"json:{file}")
        found = json.loads(run("diff", *files, "--format", "json").out)
        assert (found["appeared"], found["vanished"], found["changed"]) == ([], [], [])
        assert found["remaining"]

    def test_a_public_report_cannot_tell_which_deviations_return(self, tmp_path: Path) -> None:
        file = tmp_path / "before.json"
        run("check", "examples/vasteras-2021", "--edition", "public", "--format", f"json:{file}")
        ended = run("check", "examples/vasteras-2022", "--previous", file)
        assert ended.code == 2
        assert "offentliga utgåvan" in ended.err

    def test_only_the_internal_edition_is_sealed(self, tmp_path: Path) -> None:
        seal = tmp_path / "manifest.json"
        ended = run("check", "examples/good-year", "--edition", "public", "--seal", seal)
        assert (ended.code, seal.exists()) == (2, False)


def verdict(outcome: OutcomeInfo) -> tuple[object, ...]:
    return outcome.rule, outcome.outcome, outcome.severity, outcome.due, outcome.years_running


class TestPeople:
    """Names in the public edition."""

    @pytest.mark.parametrize("year", YEARS)
    def test_no_person_of_the_records_is_named_in_any_format(self, year: str, tmp_path: Path) -> None:
        people = people_of(dossiers.read(ROOT / "examples" / year))
        for form, content in printed(ROOT / "examples" / year, tmp_path, "--edition", "public").items():
            text = " ".join(content.decode().casefold().split())
            assert [name for name in people if name.casefold() in text] == [], form

    def test_the_auditors_see_the_names(self) -> None:
        assert "Eva Mall" in json.dumps(example("broken-2024", "--edition", "auditor"), ensure_ascii=False)

    def test_a_fingerprint_of_a_masked_name_is_another_and_the_rest_stand(self) -> None:
        internal = Report.model_validate(example("broken-2020"))
        people = people_of(dossiers.read(ROOT / "examples" / "broken-2020"))
        public = edition_of(internal, "public", people, SV)
        pairs = list(zip(internal.outcomes, public.outcomes, strict=True))
        named = [(one.key, one.observed) != (two.key, two.observed) for one, two in pairs]
        assert any(named)
        assert [one.fingerprint != two.fingerprint for one, two in pairs] == named

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Anna Berg beslutade.", "A.B. beslutade."),
            ("ANNA BERG och anna\u00a0berg", "A.B. och A.B."),
            ("Anna Bergs kort", "A.B:s kort"),
            ("Berg, Anna och Berg Anna", "A.B. och A.B."),
            ("Anna Berg-utredningen", "A.B.-utredningen"),
            ("Bergs kommun, Anna, Susanna Berg", "Bergs kommun, Anna, Susanna Berg"),
            ("Anna Bergström och Anna Berg-Ström", "Anna Bergström och Anna Berg-Ström"),
            ("Hallstahammars kommun", "Hallstahammars kommun"),
        ],
    )
    def test_a_full_name_is_known_in_its_spellings_and_never_inside_another(self, text: str, said: str) -> None:
        assert edited(text, "public", "Anna Berg")[0] == said

    def test_in_english_the_genitive_is_english(self) -> None:
        assert edited("Anna Berg's card", "public", "Anna Berg", language="en")[0] == "A.B's card"

    def test_the_longer_name_is_the_one_that_was_meant(self) -> None:
        people = ("Anna Berg", "Anna Berg Ek", "Nils Berg")
        assert edited("Anna Berg Ek, Nils Berg, Anna Berg", "public", *people)[0] == "A.B.E., N.B., A.B."

    def test_two_persons_with_the_same_initials_are_told_apart(self) -> None:
        text = "Anna Berg, Arne Björk och Arne Björks"
        assert edited(text, "public", "Arne Björk", "Anna Berg")[0] == "A.B. (1), A.B. (2) och A.B. (2):s"

    def test_a_person_without_the_middle_name_is_the_same_unless_another_has_that_name(self) -> None:
        assert edited("Anna Ek", "public", "Anna Maria Ek")[0] == "A.M.E."
        assert edited("Anna Ek", "public", "Anna Maria Ek", "Anna Ek")[0] == "A.E."

    def test_a_role_or_an_organisation_in_a_field_for_persons_is_no_person(self) -> None:
        year = {
            "entity": {"name": "Förbundet Prov"},
            "fiscal_year": "2024",
            "members": {"items": [{"name": "Norra Dalen", "kind": "kommun"}]},
            "approvers": {"items": [{"name": "Samordnaren"}, {"name": "Redovisning Mitt AB"}, {"name": "Norra Dalen"}]},
            "purchases": {
                "items": [
                    {"id": "1", "date": "2024-01-02", "supplier": "X", "consulted": "Ordförande Ulf af Ek"},
                    {"id": "2", "date": "2024-01-02", "supplier": "X", "participants": "Ida Å. Lund (gäst), två till"},
                ]
            },
        }
        dossier = Dossier(Year.model_validate(year), None, (), ())
        assert people_of(dossier) == ("Ida Å. Lund", "Ulf af Ek")

    def test_every_field_for_persons_is_a_field_of_its_record(self) -> None:
        assert {record.__name__: set(names) - set(record.model_fields) for record, names in PERSON_FIELDS.items()} == {
            record.__name__: set() for record in PERSON_FIELDS
        }


class TestIdentityNumbers:
    """No edition prints one, whatever the field."""

    @pytest.mark.parametrize(
        ("year", "edition"), [("good-year", "public"), *(("broken-2024", edition) for edition in EDITIONS)]
    )
    def test_a_number_in_every_text_of_the_records_is_in_no_format(
        self, year: str, edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dossier = dossiers.read(Path("examples") / year)
        sown = replace(dossier, year=planted(dossier.year), register=planted(dossier.register))
        assert str(sown.year).count(PERSONAL_NUMBER) > 100
        monkeypatch.setattr(dossiers, "read", lambda _: sown)
        texts = printed(ROOT / "examples" / year, tmp_path, "--edition", edition)
        assert b"######-####" in texts["json"]
        for form, content in texts.items():
            assert not re.search(rb"811218|701063", content), form

    def test_nor_in_a_fault_that_is_told(self, folder: Callable[[dict[str, str | bytes]], Path]) -> None:
        records = folder(
            {f"{PERSONAL_NUMBER}.yaml": f"{PERSONAL_NUMBER}: {COORDINATION_NUMBER}\nentity: {PERSONAL_NUMBER}\n"}
        )
        ended = run("check", records)
        assert ended.code == 2
        assert not re.search("811218|701063", ended.out + ended.err)


def planted(value: Any) -> Any:
    """The records with both numbers in every text, words of the schema apart."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return value.model_copy(
            update={
                name: planted(getattr(value, name))
                for name, field in fields.items()
                if name not in {"at", "kind", "half_year_report_by"} and "Literal" not in str(field.annotation)
            }
        )
    if isinstance(value, tuple):
        return tuple(planted(item) for item in value)
    is_text = isinstance(value, str) and value not in {"finns", "saknas"} and not re.fullmatch(r"\d\d-\d\d", value)
    return f"{value} {PLANTED}" if is_text else value


class TestContacts:
    """What reaches a person."""

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize(
        "contact",
        ["anna.berg@exempel.se", "070-123 45 67", "0701234567", "+46 21 39 00 00", "021-39 00 00", "08-123 456 78"],
    )
    def test_it_is_masked_in_every_edition(self, edition: Edition, contact: str) -> None:
        text, _ = edited(f"Fråga {contact}.", edition)
        assert text.startswith("Fråga ***")
        assert not re.search(r"anna|berg|\d", text)

    @pytest.mark.parametrize(
        "text",
        [
            "222000-2824",
            "2022-06-17",
            "550 000 kr",
            "dnr 2022/0617-1234",
            "bankgiro 5050-1055",
            "SFS 2003:1210",
            "0,75 %",
        ],
    )
    def test_other_numbers_are_left_as_they_are(self, text: str) -> None:
        assert edited(text, "public")[0] == text


class TestFolders:
    """Where the records lay."""

    @pytest.mark.parametrize(("edition", "left"), [("auditor", "anna-dator/"), ("public", "")])
    def test_an_edition_that_leaves_the_house_does_not_tell(self, edition: str, left: str, tmp_path: Path) -> None:
        year = tmp_path / "hemma" / "anna-dator"
        shutil.copytree(ROOT / "examples" / "vastmanland-2025", year)
        texts = printed(year, tmp_path, "--edition", edition)
        assert [form for form, text in texts.items() if tmp_path.as_posix().encode() in text] == []
        found = json.loads(texts["json"])
        assert {item["path"].rpartition("/")[0] + "/" for item in found["inputs"]} == {left or "/"}


class TestList:
    """What the reader is told of the masking."""

    def test_each_kind_is_counted_and_says_why_but_never_what(self) -> None:
        text = f"Anna Berg, {PERSONAL_NUMBER}, {COORDINATION_NUMBER}, a@b.se, 070-123 45 67, Anna Bergs"
        told = edited(text, "public", "Anna Berg")[1]
        times = {item.kind: item.times for item in told.masked}
        assert times["folder"] > 0
        assert {**times, "folder": 1} == {"identity_number": 2, "email": 1, "phone": 1, "name": 2, "folder": 1}
        assert all(item.why for item in told.masked)
        assert "Berg" not in str(told.masked)

    def test_nothing_masked_is_nothing_listed(self) -> None:
        assert example("good-year")["masked"] == []

    def test_terminal_and_page_show_the_edition_and_its_list(self, tmp_path: Path) -> None:
        texts = printed(ROOT / "examples/broken-2024", tmp_path, "--edition", "public")
        listed = json.loads(texts["json"])["masked"]
        assert [item["kind"] for item in listed] == ["name", "folder"]
        for form in ("terminal", "html"):
            text = " ".join(texts[form].decode().split())
            assert "Utgåva: offentlig" in text
            assert f"personnamn, {listed[0]['times']} ställen: utgåvan publiceras" in text
