"""What the views make of a journal: each fact of a purchase, with the near miss beside it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest

import finsam_control
import journals as made
from command import AS_OF
from finsam_control import dossier, record_tables
from finsam_control.authority import PRISBASBELOPP
from finsam_control.check import check, engines
from finsam_control.dossier import Dossier
from finsam_control.facts import first_digits, kinds, views
from finsam_control.facts.first_digits import FirstDigitsFact
from finsam_control.judging import in_force
from finsam_control.message import UnreadableError
from finsam_control.people import people_of
from finsam_control.reading import journals
from finsam_control.records.population import Population
from finsam_control.rulebook import load, shipped_folder

GOOD = made.EXAMPLES / "good-year"
USUAL = {
    "leverantor": "Exempel AB",
    "faktura_nr": "F1",
    "konto_nr": "6410",
    "grund": "Varor",
    "belopp": "1 143,50",
    "fakturadatum": "2025-05-06",
    "bokforingsdatum": "2025-05-06",
    "betaldatum": "2025-05-12",
    "bestallare": "Lena Skrivare",
    "attestant1": "Sara Samordning",
    "attest1_tid": "2025-05-08",
    "arende": "Inköp och direktupphandling inom budget",
}


@cache
def book() -> Any:
    return load((shipped_folder("rules"),))


def handed_in(folder: Path, *rows: dict[str, str], records: Path = GOOD) -> Dossier:
    """The good year, or the records named, with a journal of these rows instead of its own."""
    lines = [
        ";".join(made.HEADING),
        *(";".join(({**USUAL, **row}).get(name, "") for name in made.HEADING) for row in rows),
    ]
    (folder / "inkop.csv").write_text("\n".join(lines), encoding="utf-8")
    year = dossier.read(records)
    store, _ = journals.read(folder, year.year, [Population(file="inkop.csv", kind="purchases")])
    return replace(year, store=store, prisbasbelopp=book().parameters.get(PRISBASBELOPP))


def facts(folder: Path, kind: str, *rows: dict[str, str], records: Path = GOOD) -> list[dict[str, Any]]:
    """The facts of a journal of these rows, under the records of the good year or those named."""
    year = handed_in(folder, *rows, records=records)
    assert year.store is not None
    record_tables.load(year.store.connection, year)
    found = year.store.connection.execute(f"SELECT * FROM ({views()[kind]}) ORDER BY line, key")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def of(folder: Path, field: str, *rows: dict[str, str]) -> list[Any]:
    return [fact[field] for fact in facts(folder, "booked_purchase", *rows)]


@pytest.mark.parametrize("name", [name for name in views() if kinds()[name][0].own_cells])
def test_a_fact_that_is_a_row_of_the_journal_has_its_place_for_a_key_and_its_cells(tmp_path: Path, name: str) -> None:
    rows = [{}, {"ver_nr": "L7", "avtal": "A-4"}, {"leverantor": "", "faktura_nr": ""}, {"belopp": "oklart"}]
    year = handed_in(tmp_path, *rows)
    found = {fact["key"]: fact for fact in facts(tmp_path, name, *rows)}
    assert found
    assert year.store is not None
    cells = kinds()[name][0].own_cells
    query = f"SELECT file, line, {', '.join(cells.values())} FROM journal"
    for file, line, *own in year.store.connection.execute(query).fetchall():
        fact = found.pop(f"{file}:{line}", None)
        assert fact is None or [fact[cell] for cell in cells] == own
    assert not found


CHAIR = {"attestant1": "Anna Exempel", "arende": ""}


@pytest.mark.parametrize(
    ("field", "row", "value"),
    [
        ("has_attestant", {"attestant1": ""}, False),
        ("has_attestant", {"attestant1": "saknas"}, False),
        ("has_attestant", {"attestant1": "", "attestant2": "Anna Exempel"}, True),
        ("has_two_steps", {"attestant1": "", "attestant2": "Anna Exempel"}, False),
        ("has_two_steps", {"attestant2": "Anna Exempel"}, True),
        ("one_in_both_steps", {"attestant2": "sara samordning"}, True),
        ("attestant_is_requester", {"attestant1": "", "attestant2": "Lena Skrivare"}, True),
        ("on_list", {"attestant2": "Anna Exempel"}, True),
        ("on_list", {"attestant1": "Okänd Person", "attestant2": "Anna Exempel"}, False),
        ("on_list", {"attestant2": "Okänd Person"}, False),
        ("consulted", {"samrad": "Anna Exempel, 2025-05-05"}, True),
        ("consulted", {"samrad": "nej"}, False),
        ("consulted", {"samrad": "Nej, ej inhämtat"}, False),
        ("has_participants", {"grund": "Representation", "deltagare": "Inga"}, False),
        ("has_contract", {"avtal": "nej"}, False),
        ("is_representation", {"konto_text": "Representation", "grund": "Middag"}, True),
        ("is_representation", {"konto_text": "Övrigt", "grund": "Representation"}, True),
        ("is_representation", {"konto_text": "Övrigt", "grund": "Middag"}, False),
        ("is_representation", {"grund": "Middag"}, None),
        ("attestant_is_requester", {"bestallare": "sara  SAMORDNING"}, True),
        ("attestant_is_requester", {}, False),
        ("attestant_is_requester", {"bestallare": ""}, None),
        ("attestant_is_payee", {"leverantor": "Sara Samordning, utlägg"}, True),
        ("attestant_is_payee", {"leverantor": "Sara Samordning (utlägg)"}, True),
        ("attestant_is_payee", {"leverantor": "Sara Samordning - utlägg"}, True),
        ("attestant_is_payee", {"leverantor": "Sara Samordning AB"}, False),
        ("attestant_below_payee", {"leverantor": "Anna Exempel, utlägg"}, True),
        ("attestant_below_payee", {"leverantor": "Sara Samordning", **CHAIR}, False),
        ("payee_has_role", {}, False),
        ("approved_late", {"betaldatum": "2025-05-07"}, 1),
        ("approved_late", {"betaldatum": "2025-05-08"}, 0),
        ("approved_late", {"betaldatum": ""}, None),
        ("second_step_early", {"attestant2": "Anna Exempel", "attest2_tid": "2025-05-07"}, 1),
        ("one_in_both_steps", {"attestant2": "Sara Samordning"}, True),
        ("on_list", {"attestant1": "Okänd Person"}, False),
        ("on_list", {"attest1_tid": "2026-01-01"}, False),
        ("over_approval", {"belopp": "200 000,00"}, 0),
        ("over_approval", {"belopp": "200 000,01"}, 1),
        ("has_approval_limit", CHAIR, False),
        ("over_limit", {"belopp": "75 000,00"}, 0),
        ("over_limit", {"belopp": "75 000,01"}, 1),
        ("over_limit", {"belopp": "20 000,01", "arende": "Kurser och konferenser för kansliet"}, 1),
        # Until July the chair's limit is 150 000 kronor, from then two prisbasbelopp of 58 800.
        ("over_limit", {**CHAIR, "belopp": "150 000,00", "attest1_tid": "2025-06-30"}, 0),
        ("over_limit", {**CHAIR, "belopp": "117 600,00", "attest1_tid": "2025-07-01"}, 0),
        ("has_mandate", {"attestant1": "Bertil Provsson"}, False),
        ("consulted", {"samrad": "Ordföranden"}, True),
        ("consulted", {}, False),
        ("is_representation", {"grund": "REPRESENTATION"}, True),
        ("by_card", {"kort": "ja"}, True),
        ("by_card", {"kort": "nej"}, False),
        ("by_card", {"kort": "NEJ "}, False),
        ("by_card", {"kort": ""}, False),
        ("by_card", {"kort": " Saknas"}, False),
        ("by_card", {"kort": "*"}, None),
        ("by_card", {"kort": "kanske"}, None),
        ("has_purpose", {"kort": "ja", "syfte": "Nätverksmöte"}, True),
        ("has_purpose", {"kort": "ja"}, False),
        ("has_contract", {"avtal": "A-1"}, True),
        ("contract_is_known", {"avtal": "A-99"}, False),
        ("contract_covers", {"avtal": "A-1", "leverantor": "Sifferbyrån Exempel AB"}, True),
        ("contract_covers", {"avtal": "A-1"}, False),
        (
            "contract_covers",
            {"avtal": "A-2", "leverantor": "Utvärdering Fiktiv AB", "bokforingsdatum": "2025-03-31"},
            False,
        ),
        ("other_year", {"fakturadatum": "2024-12-31"}, True),
        ("outside_year", {"bokforingsdatum": "2025-12-31"}, False),
        ("outside_year", {"bokforingsdatum": "2026-01-01"}, True),
        ("on_day_off", {"attest1_tid": "2025-06-06"}, True),
        ("on_day_off", {"attest1_tid": "2025-06-05"}, False),
        ("on_day_off", {"attest1_tid": "2025-06-06", "attestant2": "Eva Fiktiv", "attest2_tid": "2025-06-09"}, True),
        ("on_day_off", {"attest1_tid": "2025-06-05", "attestant2": "Eva Fiktiv", "attest2_tid": "2025-06-06"}, True),
        ("on_day_off", {"attest1_tid": "2025-06-05", "attestant2": "Eva Fiktiv", "attest2_tid": ""}, None),
        (
            "on_day_off",
            {"attestant1": "", "attest1_tid": "", "attestant2": "Eva Fiktiv", "attest2_tid": "2025-06-05"},
            False,
        ),
        ("on_day_off", {"attest1_tid": "", "attestant2": "Eva Fiktiv", "attest2_tid": "2025-06-05"}, None),
        ("on_day_off", {"attestant1": "", "attest1_tid": ""}, None),
        ("number_is_valid", {"leverantor_id": "202100-5521"}, True),
        ("number_is_valid", {"leverantor_id": "202100-5522"}, False),
        ("has_personal_number", {"grund": "Resa 19121212-1212"}, True),
        ("has_personal_number", {"grund": "Resa 19121212-1213"}, False),
        ("is_round", {"belopp": "5 000,00"}, True),
        ("is_round", {"belopp": "5 000,01"}, False),
        ("can_be_judged", {"belopp": "1.143,50"}, False),
    ],
)
def test_a_fact_of_a_purchase(tmp_path: Path, field: str, row: dict[str, str], value: object) -> None:
    assert of(tmp_path, field, row) == [value]


def good_year_but(folder: Path, changed: dict[str, tuple[str, str]]) -> Path:
    """A copy of the good year in which each file says something else."""
    shutil.copytree(GOOD.parents[1] / "risk_registers", folder / "risk_registers")
    records = folder / "examples" / "year"
    shutil.copytree(GOOD, records)
    for name, (stated, other) in changed.items():
        text = (records / name).read_text(encoding="utf-8")
        assert stated in text
        (records / name).write_text(text.replace(stated, other), encoding="utf-8")
    return records


@pytest.mark.parametrize(
    ("limit", "approval", "mandate"),
    [
        (", limit: 1 000 kr", (True, 14_350), (True, 14_350)),
        (", limit: saknas", (False, None), (False, None)),
        ("", (None, None), (True, None)),
    ],
)
def test_a_limit_left_out_is_not_one_that_is_not_set(
    tmp_path: Path, limit: str, approval: tuple[bool | None, int | None], mandate: tuple[bool, int | None]
) -> None:
    """Without a limit the order gives no line to hold a purchase against; in doubt it gives one, and no verdict."""
    stated = {"inkop.yaml": (", limit: 200 000 kr", limit), "styrelse.yaml": (", limit: 75 000 kr", limit)}
    (fact,) = facts(tmp_path, "booked_purchase", {}, records=good_year_but(tmp_path, stated))
    assert (fact["has_approval_limit"], fact["over_approval"]) == approval
    assert (fact["has_mandate"], fact["over_limit"]) == mandate


CHAIRS_LINE = "role: ordforande"
SUBSTITUTE = "start: 2025-09-29, end: 2025-10-05"


@pytest.mark.parametrize(
    ("changed", "person", "day", "has_mandate"),
    [
        ((SUBSTITUTE, SUBSTITUTE), "Bertil Provsson", "2025-09-28", False),
        ((SUBSTITUTE, SUBSTITUTE), "Bertil Provsson", "2025-09-29", True),
        ((SUBSTITUTE, SUBSTITUTE), "Bertil Provsson", "2025-10-05", True),
        ((SUBSTITUTE, SUBSTITUTE), "Bertil Provsson", "2025-10-06", False),
        ((SUBSTITUTE, "start: 2025-09-29, end: saknas"), "Bertil Provsson", "2025-12-01", True),
        ((SUBSTITUTE, "start: 2025-09-29"), "Bertil Provsson", "2025-09-28", False),
        ((SUBSTITUTE, "start: 2025-09-29"), "Bertil Provsson", "2025-10-06", None),
        ((CHAIRS_LINE, "role: ordforande, person: Cecilia Mönster"), "Cecilia Mönster", "2025-05-08", True),
        ((CHAIRS_LINE, "role: ordforande, person: Cecilia Mönster"), "Anna Exempel", "2025-05-08", False),
        ((CHAIRS_LINE, "role: ordforande"), "Cecilia Mönster", "2025-05-08", False),
        ((CHAIRS_LINE, "role: tjansteman"), "Cecilia Mönster", "2025-05-08", None),
        ((CHAIRS_LINE, "role: tjansteman"), "Sara Samordning", "2025-05-08", True),
    ],
)
def test_who_may_decide_is_who_is_named_or_holds_the_role_or_substitutes_that_day(
    tmp_path: Path, changed: tuple[str, str], person: str, day: str, *, has_mandate: bool | None
) -> None:
    if changed[0] == CHAIRS_LINE:
        # The line of July is written over several rows, and says its role on one of its own.
        changed = (f"{CHAIRS_LINE}, ", f"{changed[1]}, ")
    records = good_year_but(tmp_path, {"styrelse.yaml": changed})
    row = {"attestant1": person, "attest1_tid": day, "arende": "Brådskande inköp mellan styrelsens möten"}
    (fact,) = facts(tmp_path, "booked_purchase", row, records=records)
    assert fact["has_mandate"] is has_mandate
    assert has_mandate or fact["over_limit"] is None


def test_the_line_that_is_named_is_the_one_that_sets_the_limit(tmp_path: Path) -> None:
    rows = [
        {"belopp": "75 000,01", "arende": ""},
        {"faktura_nr": "F2", "belopp": "20 000,01", "arende": "Kurser och konferenser för kansliet"},
    ]
    found = facts(tmp_path, "booked_purchase", *rows)
    assert [(fact["over_limit"], fact["entry"]) for fact in found] == [
        (1, "delegationsordning-2025: 1"),
        (1, "delegationsordning-2025: 2"),
    ]


def test_an_invoice_over_several_rows_is_one_purchase(tmp_path: Path) -> None:
    rows = [{"belopp": "40 000,00"}, {"belopp": "35 000,01"}, {"faktura_nr": "F2", "belopp": "40 000,00"}]
    assert of(tmp_path, "over_limit", *rows) == [1, 1, -35_000_00]


def test_a_contract_is_used_up_day_by_day_in_whatever_order_the_rows_stand(tmp_path: Path) -> None:
    row = {"avtal": "A-4", "leverantor": "Exempelstads kommun", "belopp": "72 000,00"}
    last = {**row, "belopp": "0,01", "bokforingsdatum": "2025-05-07"}
    assert of(tmp_path, "over_contract", row, {**row, "faktura_nr": "F2"}, last) == [0, 0, 1]
    assert of(tmp_path, "over_contract", last, row) == [-71_999_99, -72_000_00]


def test_what_is_drawn_on_a_contract_is_unknown_from_the_day_of_an_amount_that_nobody_can_read(tmp_path: Path) -> None:
    row = {"avtal": "A-4", "leverantor": "Exempelstads kommun", "belopp": "1 000,00"}
    days = ["2025-05-06", "2025-05-07", "2025-05-07", "2025-05-08", ""]
    rows = [{**row, "faktura_nr": f"F{n}", "bokforingsdatum": day, "fakturadatum": day} for n, day in enumerate(days)]
    assert of(tmp_path, "over_contract", *rows)[3:] == [-140_000_00, -139_000_00]
    rows[2]["belopp"] = "oklart"
    assert of(tmp_path, "over_contract", *rows) == [-143_000_00, None, None, None, None]
    rows[2]["belopp"], rows[4]["belopp"] = "1 000,00", "oklart"
    assert of(tmp_path, "over_contract", *rows) == [-143_000_00, -141_000_00, -141_000_00, -140_000_00, None]


def test_rows_that_resemble_each_other(tmp_path: Path) -> None:
    rows = [
        {},
        {"faktura_nr": "F1"},
        {"faktura_nr": "F2", "bokforingsdatum": "2025-05-13"},
        {"faktura_nr": "F2", "belopp": "-1 143,50", "bokforingsdatum": "2025-05-14"},
        {"faktura_nr": "F1", "konto_nr": "6990"},
        {"leverantor": "Annan AB"},
    ]
    found = facts(tmp_path, "booked_again", *rows)
    assert [fact["copies"] for fact in found] == [0, 1, 0, 0, 0, 0]
    assert [fact["days_since_near"] for fact in found] == [None, None, 7, None, None, None]
    assert [fact["is_taken_back"] for fact in found] == [False, False, False, True, False, False]


@pytest.mark.parametrize(
    ("supplier", "approver"),
    [
        ("Sara Samordning", "Sara Samordning"),
        ("SARA  SAMORDNING (utlägg)", "Sara Samordning"),
        ("Samordning, Sara", "Samordning, Sara"),
        ("Samordning, Sara (utlägg)", "Sara Samordning"),
        ("Sara Samordning - utlägg", "Samordning, Sara"),
        ("Olle Okänd, utlägg", "Okänd, Olle"),
    ],
)
def test_whoever_is_paid_and_approves_is_one_however_the_name_is_turned(
    tmp_path: Path, supplier: str, approver: str
) -> None:
    rows = (
        {"leverantor": supplier, "attestant1": approver},
        {"leverantor": "Ny, Ylva", "attestant1": approver},
        {"leverantor": supplier.replace("utlägg", "Utlägg"), "attestant1": approver},
    )
    assert of(tmp_path, "attestant_is_payee", *rows) == [True, False, True]


def test_one_journal_may_spell_one_person_in_two_ways(tmp_path: Path) -> None:
    turned = {"attestant1": "Samordning, Sara"}
    paid = [{"leverantor": "Sara Samordning (utlägg)"}, {"leverantor": "Samordning, Sara (utlägg)"}]
    rows = [*paid, *({**row, **turned} for row in paid)]
    assert of(tmp_path, "attestant_is_payee", *rows) == [True] * 4
    both = [{"bestallare": "Sara Samordning"}, {"attestant2": "Sara Samordning"}, {"leverantor": "Samordning, Sara"}]
    rows = [{**turned, **row} for row in both]
    assert of(tmp_path, "attestant_is_requester", *rows)[0] is True
    assert of(tmp_path, "one_in_both_steps", *rows)[1] is True
    assert of(tmp_path, "attestant_is_payee", *rows)[2] is True


class TestInitials:
    """A journal that tells people by their signatures."""

    ROW: ClassVar[dict[str, str]] = {"attestant1": "SS"}

    def test_whose_they_are_is_not_known_where_the_list_gives_no_signatures(self, tmp_path: Path) -> None:
        (found,) = facts(tmp_path, "booked_purchase", {**self.ROW, "leverantor": "Sara Samordning (utlägg)"})
        told = ("on_list", "has_mandate", "attestant_is_requester", "attestant_is_payee")
        assert [found[name] for name in told] == [None] * len(told)

    def test_a_firm_is_nobody_s_own(self, tmp_path: Path) -> None:
        assert of(tmp_path, "attestant_is_payee", self.ROW) == [False]

    def test_the_list_tells_whose_they_are(self, tmp_path: Path) -> None:
        listed = "{name: Sara Samordning, start: 2025-01-01"
        signed = listed.replace("start", "signature: SS, start")
        records = good_year_but(tmp_path, {"inkop.yaml": (listed, signed)})
        (found,) = facts(tmp_path, "booked_purchase", self.ROW, records=records)
        assert (found["on_list"], found["has_approval_limit"], found["has_mandate"]) == (True, True, True)

    def test_and_so_whether_they_are_of_whoever_is_paid(self, tmp_path: Path) -> None:
        listed = "{name: Sara Samordning, start: 2025-01-01"
        signed = listed.replace("start", "signature: SS, start")
        records = good_year_but(tmp_path, {"inkop.yaml": (listed, signed)})
        own = {**self.ROW, "leverantor": "Samordning, Sara (utlägg)"}
        rows = facts(tmp_path, "booked_purchase", own, {**own, "attestant1": "Sara Samordning"}, records=records)
        assert [row["attestant_is_payee"] for row in rows] == [True, True]

    def test_of_whoever_is_on_the_list_alone_it_is_not_known_either(self, tmp_path: Path) -> None:
        listed = "{name: Sara Samordning, start: 2025-01-01"
        records = good_year_but(tmp_path, {"inkop.yaml": (listed, f"{{name: Lena Lista}}\n    - {listed}")})
        own = {**self.ROW, "leverantor": "Lena Lista (utlägg)"}
        (found,) = facts(tmp_path, "booked_purchase", own, records=records)
        assert (found["payee_has_role"], found["attestant_is_payee"]) == (False, None)

    def test_a_signature_of_two_is_nobody_s(self, tmp_path: Path) -> None:
        changed = (", end: 2025-12-31", ", end: 2025-12-31, signature: SS")
        records = good_year_but(tmp_path, {"inkop.yaml": changed})
        (found,) = facts(tmp_path, "booked_purchase", self.ROW, records=records)
        assert found["on_list"] is None

    def test_two_signatures_are_of_two_and_one_is_of_one(self, tmp_path: Path) -> None:
        rows = ({**self.ROW, "attestant2": "AE"}, {**self.ROW, "attestant2": "ss"}, {**self.ROW, "attestant2": "A E"})
        assert of(tmp_path, "one_in_both_steps", *rows) == [False, True, None]


def test_whoever_approved_by_the_journal_is_a_person_whom_the_public_edition_masks(tmp_path: Path) -> None:
    year = handed_in(tmp_path, {"attestant1": "Okänd, Olle"}, {"attestant2": "Ylva Ny"}, {"attestant1": "SS"})
    assert set(people_of(year)) - set(people_of(dossier.read(GOOD))) == {"Olle Okänd", "Ylva Ny"}


def test_an_invoice_is_a_double_on_another_account_too_unless_its_voucher_moves_it_there(tmp_path: Path) -> None:
    first, other = {"ver_nr": "L1"}, {"ver_nr": "L2", "konto_nr": "6990"}

    def copies(*rows: dict[str, str]) -> list[int]:
        return [fact["copies"] for fact in facts(tmp_path, "booked_again", *rows)]

    assert copies(first, other) == [0, 1]
    assert copies(first, {**other, "ver_nr": "L1"}) == [0, 0]
    assert copies(first, other, {"ver_nr": "L2", "belopp": "-1 143,50"}) == [0, 0, 0]
    assert copies(first, {"ver_nr": "L2", "belopp": "-1 143,50"}, other) == [0, 0, 0]
    assert copies({"ver_nr": ""}, {**other, "ver_nr": ""}) == [0, 0]


def test_rows_of_one_voucher_and_what_was_taken_back_between_are_no_doubles(tmp_path: Path) -> None:
    split = [{"ver_nr": "L1", "projekt": "101"}, {"ver_nr": "L1", "projekt": "102"}, {"ver_nr": "L2"}]
    assert [fact["copies"] for fact in facts(tmp_path, "booked_again", *split)] == [0, 0, 2]
    back = {"belopp": "-1 143,50", "bokforingsdatum": "2025-05-07"}
    again = [
        {"ver_nr": "L1"},
        {"ver_nr": "L2", **back},
        {"ver_nr": "L3", "bokforingsdatum": "2025-05-08"},
        {"ver_nr": "L4", "bokforingsdatum": "2025-05-09"},
    ]
    found = facts(tmp_path, "booked_again", *again)
    assert [fact["copies"] for fact in found] == [0, 0, 0, 1]
    assert [fact["is_taken_back"] for fact in found] == [False, True, False, False]


def test_a_row_in_two_files_of_the_journal_is_a_double(tmp_path: Path) -> None:
    row = {**USUAL, "ver_nr": "L1"}
    text = f"{';'.join(row)}\n{';'.join(row.values())}\n"
    folder = tmp_path / "year"
    folder.mkdir()
    listed = "".join(f"  - {{file: {name}, kind: purchases}}\n" for name in ("a.csv", "b.csv"))
    head = "entity: {name: Förbundet Exempel}\nfiscal_year: 2025\npopulations:\n"
    (folder / "year.yaml").write_text(head + listed, encoding="utf-8")
    (folder / "a.csv").write_text(text, encoding="utf-8")
    (folder / "b.csv").write_text(f"{text}\n", encoding="utf-8")
    found = dossier.read(folder)
    assert found.store is not None
    record_tables.load(found.store.connection, found)
    copies = found.store.connection.execute(f"SELECT copies FROM ({views()['booked_again']}) ORDER BY file").fetchall()
    assert copies == [(0,), (1,)]


def test_a_bank_account_is_one_however_it_is_written(tmp_path: Path) -> None:
    rows = [
        {"bankkonto": "123-4567"},
        {"bankkonto": "123 4567", "leverantor": "EXEMPEL  AB"},
        {"bankkonto": "9", "leverantor": "A"},
        {"bankkonto": "9", "leverantor": "B"},
    ]
    assert [fact["suppliers"] for fact in facts(tmp_path, "bank_account", *rows)] == [1, 2]


def test_an_organisation_number_has_the_names_that_it_stands_under(tmp_path: Path) -> None:
    rows = [
        {"leverantor_id": "202100-5521", "leverantor": "Nyköp AB"},
        {"leverantor_id": "2021005521", "leverantor": "NYKÖP  AB"},
        {"leverantor_id": "202100-2114", "leverantor": "Nyköp AB"},
        {"leverantor_id": "202100-2114", "leverantor": "Nyköp Aktiebolag"},
        {"leverantor_id": "", "leverantor": "Annan AB"},
    ]
    found = facts(tmp_path, "supplier_number", *rows)
    assert [(fact["names"], fact["amount"]) for fact in found] == [(1, 228_700), (2, 228_700)]


def test_what_is_paid_to_an_account_or_bought_of_a_kind_is_unknown_where_an_amount_is(tmp_path: Path) -> None:
    rows = [
        {"belopp": "100,00", "bankkonto": "1", "konto_nr": "4010"},
        {"belopp": "200,00", "bankkonto": "1", "konto_nr": "4099"},
        {"belopp": "300,00", "bankkonto": "9", "konto_nr": "5010"},
    ]
    kinds_of = "bank_account", "supplier_kind_year"
    assert [[fact["amount"] for fact in facts(tmp_path, kind, *rows)] for kind in kinds_of] == [[300_00, 300_00]] * 2
    rows[1]["belopp"] = "oklart"
    assert [[fact["amount"] for fact in facts(tmp_path, kind, *rows)] for kind in kinds_of] == [[None, 300_00]] * 2


def test_windows_of_seven_and_thirty_days(tmp_path: Path) -> None:
    half = {"belopp": "37 500,01", "attest1_tid": "2025-05-12", "betaldatum": "2025-06-30"}
    rows = [
        {**half, "faktura_nr": number, "bokforingsdatum": day}
        for number, day in (("1", "2025-05-01"), ("2", "2025-05-08"), ("3", "2025-05-14"), ("4", "2025-06-13"))
    ]
    found = facts(tmp_path, "supplier_window", *rows)
    assert [fact["in_week"] for fact in found] == [1, 1, 2, 1]
    assert [fact["week_over"] for fact in found] == [-37_499_99, -37_499_99, 2, -37_499_99]
    assert [fact["in_month"] for fact in found] == [1, 2, 3, 1]


def test_an_invoice_under_a_contract_is_added_to_no_others(tmp_path: Path) -> None:
    rows = [{"faktura_nr": "1"}, {"faktura_nr": "2", "avtal": "A-4"}, {"faktura_nr": "3"}]
    found = facts(tmp_path, "supplier_window", *rows)
    told = [(fact["has_contract"], fact["in_week"], fact["week_total"], fact["month_over"]) for fact in found]
    assert told[1] == (True, None, None, None)
    assert [one[1:3] for one in told[::2]] == [(2, 2 * 1_143_50)] * 2


def test_a_supplier_over_the_year(tmp_path: Path) -> None:
    rows = [
        {},
        {"faktura_nr": "F2"},
        {"leverantor": "Sifferbyrån Exempel AB"},
        {"leverantor": "Sara Samordningh AB"},
        {"leverantor": "Sara Samordning, utlägg"},
        {"leverantor": "Okänd AB", "belopp": "?"},
    ]
    found = facts(tmp_path, "supplier_year", *rows)
    assert [fact["without_contract"] for fact in found] == [228_700, 0, 114_350, 114_350, None]
    assert [fact["person"] for fact in found] == [None, None, "sara samordning", None, None]


def test_a_contract_covers_what_is_bought_while_it_holds(tmp_path: Path) -> None:
    """A-2 with this supplier begins on 1 April."""
    days = ("2025-03-31", "2025-04-01")
    rows = [{"leverantor": "Utvärdering Fiktiv AB", "bokforingsdatum": day, "fakturadatum": day} for day in days]
    assert [fact["without_contract"] for fact in facts(tmp_path, "supplier_year", *rows)] == [114_350]


def test_a_year_is_that_of_the_booking_where_the_file_states_none(tmp_path: Path) -> None:
    rows = [{"bokforingsdatum": day, "fakturadatum": "2024-12-30"} for day in ("2024-12-30", "2025-01-02", "")]
    found = facts(tmp_path, "supplier_year", *rows)
    assert {fact["year"]: fact["amount"] for fact in found} == {"2024": 114_350, "2025": 228_700}


def test_a_supplier_over_the_year_kind_by_kind(tmp_path: Path) -> None:
    rows = [
        {},
        {"faktura_nr": "F2", "konto_nr": "6499"},
        {"faktura_nr": "F3", "konto_nr": "6501"},
        {"faktura_nr": "F4", "konto_nr": "6501", "avtal": "A-99"},
        {"faktura_nr": "F5", "konto_nr": ""},
        {"leverantor": "Annan AB", "belopp": "?"},
    ]
    found = facts(tmp_path, "supplier_kind_year", *rows)
    assert [fact["account_group"] for fact in found] == ["64", "65", None, "64"]
    assert [fact["amount"] for fact in found] == [228_700, 228_700, 114_350, None]
    assert [fact["without_contract"] for fact in found] == [228_700, 114_350, None, None]


def digits(folder: Path, *amounts: str) -> FirstDigitsFact:
    (fact,) = first_digits.produce(handed_in(folder, *({"belopp": amount} for amount in amounts)))
    return fact


def test_first_digits_are_counted_from_ten_kronor(tmp_path: Path) -> None:
    fact = digits(tmp_path, "9,99", "10,00", "19 999,99", "-200,00", "?", "0,00", "95,00")
    assert (fact.rows, fact.counts) == (3, "1: 2, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 1")
    assert (fact.digit, fact.found, fact.foreseen) == (1, 2, 1)


def test_first_digits_are_those_of_the_year(tmp_path: Path) -> None:
    store = handed_in(tmp_path, {"belopp": "100,00"}, {"belopp": "9 000,00"}).store
    assert store is not None
    assert store.first_digits(2025, 10_00) == [1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert store.first_digits(2024, 10_00) == [0] * 9


def test_first_digits_as_the_law_has_them_differ_by_nothing_but_rounding(tmp_path: Path) -> None:
    lawful = (301, 176, 125, 97, 79, 67, 58, 51, 46)
    amounts = [f"{digit}00,00" for digit, count in enumerate(lawful, 1) for _ in range(count)]
    fact = digits(tmp_path, *amounts)
    assert fact.statistic is not None
    assert fact.statistic < 10
    assert fact.probability == 1_000_000


def test_first_digits_that_are_equally_many_are_no_chance(tmp_path: Path) -> None:
    fact = digits(tmp_path, *(f"{digit}00,00" for digit in range(1, 10) for _ in range(100)))
    # By hand: the sum over the digits of 100² / (900 · log10(1 + 1/d)), less 900.
    assert fact.statistic == 361_528
    assert (fact.probability, fact.digit, fact.found, fact.foreseen) == (0, 1, 100, 271)


def test_no_amounts_have_no_first_digits(tmp_path: Path) -> None:
    fact = digits(tmp_path, "-100,00")
    assert (fact.rows, fact.statistic, fact.probability, fact.digit) == (0, None, None, None)


def test_a_year_without_a_journal_has_no_first_digits() -> None:
    assert first_digits.produce(replace(dossier.read(GOOD), store=None)) == ()


def test_a_journal_without_the_part_that_tests_digits_stops_the_run_with_its_install_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(finsam_control, "benford", raising=False)
    monkeypatch.delitem(sys.modules, "finsam_control.benford", raising=False)
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(UnreadableError) as told:
        dossier.read(GOOD)
    (fault,) = told.value.faults
    assert "pip install 'finsam-control[data,match,stats]'" in str(fault.found.values)


def test_the_made_up_journals_speak_of_first_digits_as_they_are() -> None:
    def verdict(year: str) -> str:
        found = check(made.EXAMPLES / year, book(), engines(), AS_OF).outcomes
        (outcome,) = (outcome for outcome in found if outcome.rule.id == "god-sed/inkop-forsta-siffror")
        return outcome.kind

    assert verdict("good-year") == "passed"
    assert verdict("broken-2024-inkop") == "violated"
    assert verdict("broken-2024-bokforing") == "not_applicable"


#: An amount that cannot be read and a row cut short are two faults, and each leaves a row that cannot be judged.
TWICE = {"god-sed/inkop-rad-lasbar": 2}


def test_every_fault_of_the_broken_year_is_found_once_and_none_in_the_good_year() -> None:
    about = {rule.id for rule in book().rules if rule.subject.kind in views() and in_force(rule, "2024-12-31")}
    broken = check(made.EXAMPLES / "broken-2024-inkop", book(), engines(), AS_OF)
    counts = {outcome.rule.id: outcome.tally.violated for outcome in broken.outcomes if outcome.tally is not None}
    assert {rule: counts[rule] for rule in about if counts[rule] != 1} == TWICE
    good = check(GOOD, book(), engines(), AS_OF)
    kinds = {outcome.rule.id: outcome.kind for outcome in good.outcomes if outcome.tally is not None}
    assert {rule for rule in about if kinds[rule] != "passed"} == {"god-sed/inkop-nastan-dubblett"}
