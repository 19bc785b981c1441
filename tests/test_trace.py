"""One payment is followed link by link, and what breaks the chain is told where it stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import journals as made
from command import ROOT, run
from finsam_control import dossier
from finsam_control.trace import trace
from finsam_control.trace_links import LINKS
from finsam_control.words import Words
from test_booked_purchases import USUAL

Write = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def chain(voucher: str, path: Path | str) -> dict[str, dict[str, Any]]:
    """The links by name; the exit code says whether one is broken."""
    ended = run("trace", voucher, path, "--format", "json", "--lang", "en")
    assert ended.code in {0, 1}, ended.err
    links = {link["name"]: link for link in json.loads(ended.out)["links"]}
    assert list(links) == list(LINKS)
    assert ended.code == any(link["holds"] is False for link in links.values())
    return links


def test_a_purchase_is_followed_to_the_minute_of_the_order_in_force_that_day() -> None:
    links = chain("I 2025-03", "examples/good-year")
    assert [links[name]["holds"] for name in ("invoice", "attest", "order", "minute")] == [True] * 4
    assert "within the limit 75,000 kr" in links["order"]["text"].replace("\u00a0", " ")
    assert links["minute"]["text"] == "adopted by the board 2024-11-15 § 50"
    place = links["attest"]["places"][0]
    line = Path(place["file"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1]
    assert line.strip() == "approved_by: Sara Samordning"


def test_a_voucher_of_the_ledger_shows_its_accounts_and_says_what_is_missing() -> None:
    links = chain("a  12", "examples/good-year")
    assert links["account"]["holds"]
    assert "6410 2,440" in links["account"]["text"].replace("\u00a0", " ")
    place = links["account"]["places"][0]
    line = Path(place["file"]).read_bytes().splitlines()[place["line"] - 1]
    assert line.startswith(b"#TRANS 6410 {")
    assert b" 2440.00 " in line
    assert [links[name]["holds"] for name in ("invoice", "attest", "order", "budget")] == [None] * 4
    assert "supplier and invoice are not known" in links["invoice"]["text"]


def test_no_link_of_the_good_year_is_broken() -> None:
    found = dossier.read(Path("examples/good-year"))
    ids = [purchase.id for purchase in found.year.purchases.items]
    assert len(ids) > 10
    broken = [(link.name, name) for name in ids for link in _trace(found, name) if link.holds is False]
    assert broken == []


def _trace(found: dossier.Dossier, name: str) -> Any:
    traced = trace(found, name, (), Words("en"))
    assert traced is not None
    return traced.links


def test_what_was_bought_by_card_is_approved_afterwards_and_breaks_nothing() -> None:
    """As the rule on approval before payment has it."""
    assert chain("V1", "examples/broken-2020")["attest"]["holds"]


@pytest.mark.parametrize(
    ("year", "voucher", "link", "said"),
    [
        ("broken-2024", "V58", "attest", "approved 9 days after the payment"),
        ("broken-2020", "V2", "invoice", "the voucher is missing"),
        ("broken-2020", "V3", "attest", "1 kr above the approver's limit"),
        ("broken-2020", "V4", "attest", "not on the list of approvers that day"),
        ("broken-2024", "V38", "attest", "the one who is paid or benefits"),
        ("broken-2024", "V52", "order", "30,000 kr above the limit 50,000 kr, without consultation"),
        ("broken-2024", "V95", "order", "40,000 kr above the limit 100,000 kr, where another decides"),
        ("broken-2024", "V52", "minute", "no decision of the board on the order has been found"),
    ],
)
def test_a_broken_link_is_told_in_words_with_its_place(year: str, voucher: str, link: str, said: str) -> None:
    found = chain(voucher, f"examples/{year}")[link]
    assert found["holds"] is False
    assert said in found["text"].replace("\u00a0", " ")
    assert found["places"]


def test_the_broken_link_stands_in_the_conclusion_and_the_lines_fit() -> None:
    ended = run("trace", "V52", "examples/broken-2024")
    assert ended.code == 1
    assert "Kedjan är bruten vid: Delegationsordning, Protokoll." in ended.out
    assert all(len(line) <= 80 for line in ended.out.splitlines())


def test_a_voucher_and_a_purchase_of_the_same_number_are_one_chain(folder: Write) -> None:
    """And one that does not balance breaks at the account."""
    records = (
        "entity: {name: Förbundet Exempel}\nfiscal_year: 2025\npopulations: [{file: bok.se, kind: sie}]\n"
        "purchases:\n  items:\n    - {id: A 1, date: 2025-02-01, supplier: Bolaget 811228-9874, amount: 100 kr}\n"
    )
    ledger = (
        "#FLAGGA 0\n#SIETYP 4\n#RAR 0 20250101 20251231\n#VER A 1 20250201 kop\n{\n#TRANS 6410 {} 100.00\n"
        "#TRANS 1930 {} -99.00\n}\n#VER A 11 20250201 annat\n{\n#TRANS 6410 {} 5.00\n#TRANS 1930 {} -5.00\n}\n"
    )
    path = folder({"a.yaml": records, "bok.se": ledger})
    links = chain("A 1", path)
    assert links["invoice"]["holds"]
    assert links["account"]["holds"] is False
    assert "out of balance by 1 kr" in links["account"]["text"].replace("\u00a0", " ")
    assert len(links["account"]["places"]) == 2
    assert "811228" not in links["invoice"]["text"]


def test_a_blank_may_be_left_out_where_only_one_voucher_is_called_so(folder: Write) -> None:
    records = (
        "entity: {name: Förbundet Exempel}\nfiscal_year: 2025\npopulations: [{file: bok.se, kind: sie}]\n"
        "purchases:\n  items:\n    - {id: B1, date: 2025-02-01, supplier: Bolaget, amount: 100 kr}\n"
    )
    vouchers = "".join(
        f"#VER {name} 20250201 kop\n{{\n#TRANS 6410 {{}} 5.00\n#TRANS 1930 {{}} -5.00\n}}\n"
        for name in ("B 1", "A 12", "A1 2")
    )
    path = folder({"a.yaml": records, "bok.se": f"#FLAGGA 0\n#SIETYP 4\n#RAR 0 20250101 20251231\n{vouchers}"})
    for name in ("B1", "b 1"):
        links = chain(name, path)
        assert (links["invoice"]["holds"], links["account"]["holds"]) == (True, True)
    assert chain("A1 2", path)["account"]["holds"]
    assert run("trace", "A12", path).code == 2, "which of the two is meant, nobody knows"


def test_a_voucher_that_is_nowhere_is_no_chain() -> None:
    ended = run("trace", "Z 1", "examples/good-year")
    assert ended.code == 2
    assert "ingen verifikation och inget inköp `Z 1`" in ended.err


class TestJournal:
    """A purchase that the records do not list is followed by the row of the journal that books it."""

    def test_it_is_followed_from_invoice_to_minute(self) -> None:
        links = chain("l5", "examples/good-year")
        assert [links[name]["holds"] for name in ("invoice", "attest", "order", "minute")] == [True] * 4
        assert links["attest"]["text"] == "Sara Samordning, 2025-01-13; Anna Exempel, 2025-01-13"
        assert "delegationsordning-2025: 3; within the limit" in links["order"]["text"]
        assert links["minute"]["text"] == "adopted by the board 2024-11-15 § 50"
        place = links["invoice"]["places"][0]
        assert Path(place["file"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1].startswith("L5;")

    def test_no_purchase_of_the_good_year_is_broken(self) -> None:
        found = dossier.read(Path("examples/good-year"))
        some = [f"L{number}" for number in range(1, 551, 61)]
        assert [(link.name, name) for name in some for link in _trace(found, name) if link.holds is False] == []

    @pytest.mark.parametrize(
        ("row", "link", "holds", "said"),
        [
            ({}, "attest", True, "Sara Samordning, 2025-05-08"),
            ({"attestant1": ""}, "attest", False, "nobody is named as approver"),
            ({"leverantor": "Sara Samordning"}, "attest", False, "the one who is paid or benefits"),
            ({"attest1_tid": "2025-05-14"}, "attest", False, "approved 2 days after the payment"),
            ({"attest1_tid": "2025-05-12"}, "attest", True, "Sara Samordning, 2025-05-12"),
            ({"attest1_tid": "2025-05-14", "kort": "ja"}, "attest", True, "2025-05-14"),
            ({"attest1_tid": "2025-05-14", "kort": "*"}, "attest", None, "whether it was bought by card is not known"),
            ({"attestant1": "SS", "leverantor": "Sara Samordning"}, "attest", None, "the one who is paid is not known"),
            ({"attestant1": "Okänd Person"}, "attest", False, "not on the list of approvers that day"),
            ({"belopp": "75 000,00"}, "order", True, "within the limit 75,000 kr"),
            ({"belopp": "75 000,01", "samrad": ""}, "order", False, "above the limit 75,000 kr, without consultation"),
            ({"belopp": "75 000,01", "samrad": "Anna Exempel, 2025-05-05"}, "order", True, "in consultation"),
            ({"belopp": "75 000,01", "samrad": "", "avtal": "A-1"}, "order", True, "bought on the contract A-1"),
            ({"attestant1": "Okänd Person"}, "order", False, "no line for the approver"),
            ({"belopp": ""}, "invoice", None, "unknown"),
            ({}, "account", None, "no voucher of a ledger has this number"),
        ],
    )
    def test_each_link_by_what_the_row_holds(
        self, tmp_path: Path, *, row: dict[str, str], link: str, holds: bool | None, said: str
    ) -> None:
        found = chain("P 1", self.booked(tmp_path, {"ver_nr": "P 1", **row}))[link]
        assert found["holds"] is holds, found
        assert said in found["text"].replace("\u00a0", " ")

    def test_over_the_limit_by_a_journal_that_knows_no_contracts_nobody_can_tell(self, tmp_path: Path) -> None:
        year = self.booked(tmp_path, {"ver_nr": "P 1", "belopp": "75 000,01", "samrad": ""})
        journal = year / "inkop.csv"
        journal.write_text(journal.read_text(encoding="utf-8").replace(";avtal;", ";x;"), encoding="utf-8")
        found = chain("P 1", year)["order"]
        assert found["holds"] is None
        assert "whether it was bought on a contract is not known" in found["text"]

    def test_an_invoice_that_is_booked_twice_is_broken_at_the_later(self) -> None:
        first, second = (chain(name, "examples/broken-2024-inkop")["invoice"] for name in ("L735", "L736"))
        assert (first["holds"], second["holds"]) == (True, False)
        assert "booked on an earlier row too" in second["text"]

    @pytest.mark.parametrize(
        ("row", "holds", "said"),
        [({}, True, "Sara Samordning"), ({"attestant1": ""}, False, "by the journal: nobody is named as approver")],
    )
    def test_a_fault_in_the_journal_breaks_the_chain_of_a_purchase_that_the_records_list(
        self, tmp_path: Path, *, row: dict[str, str], holds: bool, said: str
    ) -> None:
        found = chain("I 2025-03", self.booked(tmp_path, {"ver_nr": "I 2025-03", **row}))["attest"]
        assert found["holds"] is holds
        assert said in found["text"]

    @staticmethod
    def booked(folder: Path, row: dict[str, str]) -> Path:
        """The good year with a journal of one row."""
        year = folder / "examples" / "good-year"
        (folder / "risk_registers").symlink_to(ROOT / "risk_registers")
        shutil.copytree(ROOT / "examples" / "good-year", year)
        cells = {**USUAL, "samrad": "", **row}
        line = ";".join(cells.get(name, "") for name in made.HEADING)
        (year / "inkop.csv").write_text(f"{';'.join(made.HEADING)}\n{line}\n", encoding="utf-8")
        return year
