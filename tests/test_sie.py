"""Reading SIE 1-4: what real files do, written here anew; nothing is dropped, nothing guessed, nothing crashes."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_control.ledger import Ledger
from finsam_control.message import UnreadableError
from finsam_control.place import Place
from finsam_control.reading import sie, sie_bytes, sie_ledger
from finsam_control.reading.blocks import LINE_LIMIT
from finsam_control.reading.sie_events import (
    Balance,
    CutOff,
    End,
    Entry,
    Event,
    Issue,
    Posting,
    Rows,
    Single,
    Stated,
    Voucher,
    WholeVouchers,
    singly,
)
from finsam_control.reading.sie_fields import BrokenLineError, Checksum, date_of, fields_of, ore_of
from sie_text import text_of, with_checksum

HEADER = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#RAR 0 20220101 20221231\n"


def read(text: str | bytes) -> list[Single]:
    """The events of a file's text (in CP437) or bytes, each voucher and row by itself."""
    return list(singly(together(text)))


def together(text: str | bytes) -> list[Event]:
    """The same as they are read: usual vouchers and rows many at once."""
    stream = io.BytesIO(text.encode("cp437") if isinstance(text, str) else text)
    return list(sie.events(sie_bytes.texts(stream, sie_bytes.encoding_of(stream))))


def problems(text: str | bytes) -> list[tuple[int, str]]:
    return [(event.line, event.problem.text) for event in read(text) if isinstance(event, Issue)]


def one(text: str) -> Posting:
    """The only row of a voucher with this one line."""
    (row,) = [event for event in read(f"#VER A 1 20220103\n{{\n{text}\n}}") if isinstance(event, Posting)]
    return row


def ledger(folder: Path, text: str | bytes) -> Ledger:
    file = folder / "bok.se"
    file.write_bytes(text.encode("cp437") if isinstance(text, str) else text)
    return sie_ledger.read(file, "bok.se", Place("forbund.yaml", 1, ""))[0]


def voucher(number: int, *rows: str, day: str = "20220103", rest: str = "") -> str:
    return f'#VER A {number} {day} "Text" {rest}\n{{\n' + "".join(f"{row}\n" for row in rows) + "}\n"


class TestFields:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("#KONTO 1930 Bank", ("#KONTO", "1930", "Bank")),
            ('#KONTO\t1930\t"Bank i  dag"', ("#KONTO", "1930", "Bank i  dag")),
            ('#PROGRAM "Det \\"bästa\\"" 1', ("#PROGRAM", 'Det "bästa"', "1")),
            ('#PROSA "C:\\bok\\2022"', ("#PROSA", "C:\\bok\\2022")),
            ('#TRANS 1930 {} 1.00 "" "" 0', ("#TRANS", "1930", (), "1.00", "", "", "0")),
            ('#TRANS 1930 {"1" "62" 6 "12 b"} 1', ("#TRANS", "1930", ("1", "62", "6", "12 b"), "1")),
            ("#TRANS 1930{}1", ("#TRANS", "1930", (), "1")),
            ("#PROGRAM SIR", ("#PROGRAM", "SIR")),
        ],
    )
    def test_a_line_is_its_fields_whatever_stands_between_them(self, line: str, expected: tuple[Any, ...]) -> None:
        assert fields_of(line) == expected

    @pytest.mark.parametrize(
        "line",
        [
            '#TRANS 1910 {} -900.00 20140127 "260    aaaa',
            '#KONTO 1684 "Fordringar hos leverant"r"',
            "#TRANS 1910 {1 2 -900.00",
            "#TRANS 1910 1 2} -900.00",
            "#TRANS 1910 {{1}} -900.00",
            '#KONTO 19"30 Bank',
            "#KONTO 1930 Ba\x00nk",
        ],
    )
    def test_a_line_that_says_nothing_sure_is_refused(self, line: str) -> None:
        with pytest.raises(BrokenLineError):
            fields_of(line)

    @pytest.mark.parametrize(
        ("text", "ore"),
        [("0", 0), ("1143.5", 114_350), ("-1143.50", -114_350), ("-0.01", -1), ("100.000", 10_000), ("007", 700)],
    )
    def test_amounts_have_a_decimal_point_and_whole_ore(self, text: str, ore: int) -> None:
        assert ore_of(text) == ore

    @pytest.mark.parametrize("text", ["1.143,50", "1143,50", "1 143", "1.005", "", "-", "+1", "1e3", "١", "--1"])
    def test_no_amount_is_guessed(self, text: str) -> None:
        with pytest.raises(BrokenLineError):
            ore_of(text)

    def test_dates_are_days_that_exist(self) -> None:
        assert date_of("20240229") == date(2024, 2, 29)
        assert date_of("") is None
        for text in ("20220229", "20221301", "2022-01-03", "220103", "20220100"):
            with pytest.raises(BrokenLineError):
                date_of(text)


class TestCharacters:
    @pytest.mark.parametrize(
        ("characters", "agrees"), [("cp437", True), ("utf-8", False), ("cp1252", False), ("iso-8859-15", False)]
    )
    def test_the_same_books_read_alike_in_every_set_of_characters(
        self, tmp_path: Path, characters: str, *, agrees: bool
    ) -> None:
        text = HEADER + '#KONTO 1930 "Företagskonto Åmål"\n' + voucher(1, '#TRANS 1930 {} 1 "" "Öre för ägg"')
        content = text.encode(characters)
        assert [event for event in read(content) if isinstance(event, Entry)][-1].fields[1] == "Företagskonto Åmål"
        found = ledger(tmp_path, content)
        assert found.encoding.agrees_with("PC8") is agrees
        assert not found.encoding.stray

    def test_plain_ascii_agrees_and_a_mark_of_utf8_does_not(self) -> None:
        assert sie_bytes.encoding_of(io.BytesIO(b"#FLAGGA 0\n")).agrees_with("PC8")
        marked = b"\xef\xbb\xbf#FLAGGA 0\n"
        assert not sie_bytes.encoding_of(io.BytesIO(marked)).agrees_with("PC8")
        assert read(marked) == [Entry(1, "#FLAGGA", ("0",))]

    def test_letters_of_another_set_are_counted(self) -> None:
        mixed = "#FNAMN åäöåäö\n".encode("cp437") + "#ADRESS å\n".encode("cp1252")
        assert sie_bytes.encoding_of(io.BytesIO(mixed)) == sie_bytes.Encoding("cp437", 1, has_mark=False)

    def test_a_letter_of_utf8_cut_in_two_by_the_blocks_is_whole(self) -> None:
        text = ("#PROSA " + "a" * 1000 + "\n") * 1040 + "#FNAMN " + "ö" * 30_000
        assert sie_bytes.encoding_of(io.BytesIO(text.encode())).characters == "utf-8"

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_lines_end_either_way_and_the_file_with_a_dos_mark_or_nothing(self, end: str) -> None:
        assert read(f"#FLAGGA 0{end}#SIETYP 4{end}\x1a") == read(f"#FLAGGA 0{end}#SIETYP 4")
        assert read(f"#FLAGGA 0{end}#SIETYP 4")[1] == Entry(2, "#SIETYP", ("4",))


class TestWhatIsNoSie:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "an empty file"),
            (b"\r\n \x1a", "an empty file"),
            (b"<!DOCTYPE html><html>", "a web page (HTML) saved under the name of a SIE file"),
            (b"\n<HTML >", "a web page (HTML) saved under the name of a SIE file"),
            (b'<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5">', "SIE 5 (XML), which is another format"),
            (b'<?xml version="1.0"?><invoice>', "an XML file"),
            (b"PK\x03\x04\x00\x00", "a binary file"),
            ("#FLAGGA 0".encode("utf-16"), "a binary file"),
            (b"Datum;Belopp\n", "a file that does not begin with a # post"),
        ],
    )
    def test_it_is_refused_with_what_it_is(self, tmp_path: Path, content: bytes, said: str) -> None:
        with pytest.raises(UnreadableError) as refused:
            ledger(tmp_path, content)
        assert [fault.found.text for fault in refused.value.faults] == [said]


class TestVouchers:
    def test_rows_taken_away_and_added_are_seen_and_not_booked(self, tmp_path: Path) -> None:
        rows = ("#TRANS 1930 {} -5", "#BTRANS 4010 {} 7", "#RTRANS 4010 {} 5 EK", "#TRANS 4010 {} 5 EK")
        found = ledger(tmp_path, HEADER + voucher(1, *rows)).vouchers
        assert found is not None
        assert (found.tested, found.unbalanced.count, found.turnover) == (1, 0, 500)
        assert (found.changed.count, found.changed.lines, found.changed_unsigned.lines) == (1, (8,), (8,))

    def test_a_change_that_is_signed_is_no_deviation(self, tmp_path: Path) -> None:
        rows = (
            '#BTRANS 4010 {} 7 "" "" "" EK',
            '#RTRANS 4010 {} 5 "" "" "" EK',
            "#TRANS 4010 {} 5",
            "#TRANS 1930 {} -5",
        )
        found = ledger(tmp_path, HEADER + voucher(1, *rows)).vouchers
        assert found is not None
        assert (found.changed.count, found.changed_unsigned.count, found.unsigned) == (1, 0, found.empty)

    def test_a_voucher_with_a_broken_line_is_not_tested_and_never_called_unbalanced(self, tmp_path: Path) -> None:
        broken = voucher(1, "#TRANS 1930 {} -5", '#TRANS 4010 {} 5 20220103 "aaa')
        found = ledger(tmp_path, HEADER + broken + voucher(2, "#TRANS 1930 {} -5"))
        assert found.vouchers is not None
        assert (found.vouchers.tested, found.vouchers.untested) == (1, 1)
        assert (found.vouchers.unbalanced.count, found.vouchers.unbalanced.amount) == (1, 500)
        assert found.broken.lines == (8,)

    def test_an_empty_voucher_and_one_without_a_block_are_empty(self, tmp_path: Path) -> None:
        found = ledger(tmp_path, HEADER + voucher(1) + "#VER A 2 20220103\n" + voucher(3)).vouchers
        assert found is not None
        assert found.empty.lines == (5, 8, 9)

    def test_a_block_that_the_next_voucher_finds_open_is_an_issue(self) -> None:
        text = HEADER + "#VER A 1 20220103\n{\n#TRANS 1930 {} -5\n" + voucher(2)
        assert problems(text) == [(5, "the voucher is never closed with a brace")]

    def test_numbers_of_letters_and_digits_may_stand_twice_and_have_no_gaps(self, tmp_path: Path) -> None:
        vouchers = "".join(f"#VER L {name} 20220103\n{{\n}}\n" for name in ("A2", "a2", "A7"))
        (series,) = ledger(tmp_path, HEADER + vouchers).series
        assert (series.vouchers, series.missing, series.duplicates.lines) == (3, None, (8,))

    @pytest.mark.parametrize("end", ["", "{", "{\n#TRANS 1930 {} -5", '{\n#TRANS 1930 {} -5\n#TRANS 4010 {} 5 "" "Hy'])
    def test_a_file_that_ends_inside_a_voucher_is_cut_off_there(self, tmp_path: Path, end: str) -> None:
        text = f"{HEADER}{voucher(1)}#VER A 2 20220103\n{end}"
        found = ledger(tmp_path, text)
        assert found.cut_at == len(text.splitlines())
        assert found.vouchers is not None
        assert (found.vouchers.tested, found.vouchers.untested) == (1, 1)

    def test_a_file_that_ends_after_a_voucher_is_whole(self, tmp_path: Path) -> None:
        assert ledger(tmp_path, HEADER + voucher(1)).cut_at is None
        assert ledger(tmp_path, (HEADER + voucher(1)).rstrip()).cut_at is None

    @pytest.mark.parametrize("day", ["", '""', "2022-01-03", "20220229"])
    def test_a_voucher_without_a_real_date_has_none(self, tmp_path: Path, day: str) -> None:
        found = ledger(tmp_path, HEADER + voucher(1, day=day or '""')).vouchers
        assert found is not None
        assert (found.undated.count, found.outside_year) == (1, found.unnumbered)

    def test_the_year_has_both_its_days_and_no_other(self, tmp_path: Path) -> None:
        days = ("20211231", "20220101", "20221231", "20230101")
        found = ledger(tmp_path, HEADER + "".join(voucher(n, day=day) for n, day in enumerate(days))).vouchers
        assert found is not None
        assert found.outside_year is not None
        assert found.outside_year.lines == (5, 14)

    @pytest.mark.parametrize("rar", ["#RAR 0", "#RAR -1 20210101 20211231", ""])
    def test_without_a_year_nothing_is_outside_it(self, tmp_path: Path, rar: str) -> None:
        found = ledger(tmp_path, f"#FLAGGA 0\n{rar}\n" + voucher(1))
        assert found.year is None
        assert found.vouchers is not None
        assert found.vouchers.outside_year is None

    def test_numbers_are_looked_for_between_the_first_and_the_last_only(self, tmp_path: Path) -> None:
        (series,) = ledger(tmp_path, HEADER + "".join(voucher(n) for n in (7, 5, 10, 7))).series
        assert (series.missing, series.first_missing, series.vouchers) == (3, (6, 8, 9), 4)
        assert (series.duplicates.count, series.duplicates.lines) == (1, (14,))

    def test_two_numbers_far_apart_cost_nothing(self, tmp_path: Path) -> None:
        (series,) = ledger(tmp_path, HEADER + voucher(1) + voucher(10**15)).series
        assert (series.missing, series.first_missing) == (10**15 - 2, (2, 3, 4))

    def test_a_file_without_signatures_has_none_missing(self, tmp_path: Path) -> None:
        unsigned = ledger(tmp_path, HEADER + voucher(1)).vouchers
        signed = ledger(tmp_path, HEADER + voucher(1) + voucher(2, rest="20220103 EK")).vouchers
        assert unsigned is not None
        assert signed is not None
        assert unsigned.unsigned is None
        assert signed.unsigned is not None
        assert signed.unsigned.lines == (5,)


class TestAccounts:
    def test_opening_rows_and_closing_agree_or_the_difference_is_known(self, tmp_path: Path) -> None:
        head = HEADER + "#KONTO 1930 Bank\n#KONTO 4010 Kostnad\n#IB 0 1930 100\n#IB -1 1930 7\n"
        rows = voucher(1, "#TRANS 1930 {} -5", "#TRANS 4010 {} 5")
        agrees = ledger(tmp_path, head + "#UB 0 1930 95\n#RES 0 4010 5\n" + rows)
        assert [account.difference for account in agrees.accounts] == [0, 0]
        differs = ledger(tmp_path, head + "#UB 0 1930 94.99\n" + rows)
        assert [account.difference for account in differs.accounts] == [1, 500]

    def test_rows_on_accounts_that_no_line_declares(self, tmp_path: Path) -> None:
        rows = voucher(1, "#TRANS 1930 {} -5", "#TRANS 4010 {} 3", "#TRANS 4010 {} 2")
        found = ledger(tmp_path, HEADER + "#KONTO 1930 Bank\n" + rows)
        assert found.undeclared is not None
        assert (found.undeclared.count, found.undeclared.lines) == (2, (9,))
        assert ledger(tmp_path, HEADER + rows).undeclared is None

    @pytest.mark.parametrize("account", ["DIFF", "FEL"])
    def test_an_account_that_is_no_number_is_told_of_and_its_row_kept(self, account: str) -> None:
        assert one(f"#TRANS {account} {{}} 5").account == account
        assert problems(voucher(1, f"#TRANS {account} {{}} 5")) == [(3, "the account `{value}` is no number")]

    def test_balances_of_periods_and_objects_are_kept_with_both(self) -> None:
        (period, object_, budget) = read(
            '#PSALDO 0 202201 1930 {} 5\n#OIB 0 1930 {6 "12"} 7\n#PBUDGET -1 202101 3010 {} 9'
        )
        assert period == Balance(1, "#PSALDO", 0, "202201", "1930", (), 500)
        assert object_ == Balance(2, "#OIB", 0, "", "1930", ("6", "12"), 700)
        assert budget == Balance(3, "#PBUDGET", -1, "202101", "3010", (), 900)

    def test_unknown_posts_are_kept_and_counted(self, tmp_path: Path) -> None:
        found = ledger(tmp_path, HEADER + '#MOMSKOD 3010 "U1"\n#DIM 6 Projekt\n#UNDERDIM 21 Del 6\n#MOMSKOD 3020 ""\n')
        assert (found.unknown.count, found.unknown_tags) == (2, ("#MOMSKOD",))

    def test_personal_identity_numbers_are_counted_wherever_people_write(self, tmp_path: Path) -> None:
        rows = ('#TRANS 1930 {} 5 "" "Lön 19121212-1212"', '#TRANS 1930 {} 5 "" "Lön 19121212-1213"')
        found = ledger(tmp_path, HEADER + '#OBJEKT 6 "121212-1212" "Deltagare"\n' + voucher(1, *rows))
        assert (found.personal.count, found.personal.lines) == (2, (5, 8))


class TestChecksum:
    # "#KONTO1930Bank" and "#SIETYP4" in CRC-32, worked out bit by bit below and not by the function that is tested.
    LINES = ("#SIETYP 4", '#KONTO 1930 "Bank"', "#TRANS 1930 {} 5")

    @staticmethod
    def by_hand(content: bytes) -> int:
        """The polynomial 0xEDB88320, one bit at a time."""
        register = 0xFFFFFFFF
        for byte in content:
            register ^= byte
            for _ in range(8):
                register = register >> 1 ^ (0xEDB88320 if register & 1 else 0)
        return register ^ 0xFFFFFFFF

    def test_the_known_answer_of_the_polynomial(self) -> None:
        assert self.by_hand(b"123456789") == 0xCBF43926

    def test_it_is_over_tags_and_contents_alone(self) -> None:
        checksum = Checksum()
        for line in self.LINES:
            checksum.add(line)
        stated = self.by_hand(b"#SIETYP4#KONTO1930Bank#TRANS19305")
        assert checksum.agrees_with(str(stated))
        assert not checksum.agrees_with(str(stated + 1))
        assert not checksum.agrees_with("")

    def test_letters_count_as_cp437_and_a_signed_number_is_the_same(self) -> None:
        checksum = Checksum()
        checksum.add('#FNAMN "Råd och rön"')
        stated = self.by_hand("#FNAMNRåd och rön".encode("cp437"))
        assert checksum.agrees_with(str(stated))
        assert checksum.agrees_with(str(stated - 2**32))
        assert checksum.agrees_with(str(self.by_hand("#FNAMNRådochrön".encode("cp437"))))

    def test_a_changed_amount_is_noticed_and_a_missing_end_too(self) -> None:
        lines = with_checksum(["#SIETYP 4", *voucher(1, "#TRANS 1930 {} 5").splitlines()])
        assert read("\n".join(lines))[-1] == Stated(7, agrees=True)
        assert read("\n".join(lines).replace("{} 5", "{} 6"))[-1] == Stated(7, agrees=False)
        assert read("\n".join(lines[:-1]))[-1] == CutOff(6)


class TestTraits:
    """Peculiarities of vendors' exports, each in a file of its own."""

    @pytest.mark.parametrize(
        ("text", "issues"),
        [
            pytest.param('#FLAGGA\t0\n#PROGRAM\t"Bok \\"X\\""\t1\n#FORMAT\t"PC8"\n', [], id="tabs and escaped quotes"),
            pytest.param('#FLAGGA 0\n#KONTO 1684 "leverant"r"\n', [2], id="a stray quote where a letter was lost"),
            pytest.param("#FLAGGA 0\n#RAR 0\n#SIETYP 4\n" + voucher(1, "#TRANS 1930 {} 0"), [], id="an import file"),
            pytest.param("#FLAGGA 0\n#TRANS 1930 {} 5\n", [2], id="a row outside every voucher"),
            pytest.param(voucher(1, "#TRANS 1930 {}"), [3], id="a row without an amount"),
            pytest.param(voucher(1, "#TRANS {} 5"), [3], id="a row without an account"),
            pytest.param("#FLAGGA 0\n#IB 0 1930\n#UB x 1930 5\n", [2, 3], id="balances without amount and year"),
            pytest.param("#VER A 1 20220103\n{\n#VER A 2 20220103\n{\n}\n", [1], id="a block open before the next"),
            pytest.param("#FLAGGA 0\nfri text\n}\n", [2, 3], id="lines that are no posts"),
            pytest.param('#flagga 0\n#ver A 1 20220103\n{\n#trans 1930 {"1" ""} 5\n}\n', [], id="small letters"),
        ],
    )
    def test_each_is_read_or_told_of_by_its_line(self, text: str, issues: list[int]) -> None:
        assert [line for line, _ in problems(text)] == issues

    def test_rows_in_the_quick_and_the_slow_way_are_the_same(self) -> None:
        quick = one('#TRANS 1930 {1 "12 b"} -1143.5 20220103 "Köp" 0 EK')
        slow = one('#TRANS 1930{1 "12 b"} -1143.5 20220103 "Köp" 0 EK')
        assert quick == slow
        assert quick == Posting(3, "#TRANS", "1930", ("1", "12 b"), -114_350, "Köp", "EK")


class TestManyAtOnce:
    """Usual vouchers are read many at once; an odd one ends them, and nothing else of it is to be seen."""

    def test_vouchers_as_programs_write_them_come_together_up_to_an_odd_one(self) -> None:
        usual = voucher(1, "#TRANS 1930 {} -5", "#TRANS 5410 {} 5")
        escaped = voucher(2, '#TRANS 1930 {} 0 "" "den \\"bästa\\""')
        found = together(HEADER + usual * 2 + escaped + usual)
        assert [type(event) for event in found[4:]] == [WholeVouchers, Voucher, Rows, End, WholeVouchers]
        assert [len(event.lines) for event in found if isinstance(event, WholeVouchers)] == [2, 1]

    def test_each_line_keeps_its_number_however_many_there_are(self) -> None:
        many = "".join(voucher(number, *["#TRANS 1930 {} 1"] * (number % 4 + 1)) for number in range(1, 300))
        long = voucher(300, *["#TRANS 1930 {} 1"] * 2_500)
        lines = (HEADER + many + long).split("\n")
        for event in read(HEADER + many + long):
            tag = {Entry: "#", Voucher: "#VER", Posting: "#TRANS", End: "}"}[type(event)]
            assert lines[event.line - 1].startswith(tag)

    @pytest.mark.parametrize(
        ("line", "issues"),
        [
            pytest.param("#TRANS 1930 {} 1,5", [8], id="a decimal comma"),
            pytest.param("#TRANS x #TRANS 1930 {} 5", [8], id="a row within another"),
            pytest.param('#TRANS 1930 {1 "2} 5', [8], id="a quote that is not closed among the objects"),
            pytest.param("#TRANS KASSA {} 5", [8], id="an account that is no number"),
            pytest.param("#TRANS 1930 {} 5" + " " * LINE_LIMIT, [8], id="a line too long"),
        ],
    )
    def test_an_odd_row_is_told_of_and_the_vouchers_around_it_are_whole(self, line: str, issues: list[int]) -> None:
        usual = voucher(1, "#TRANS 1930 {} 0")
        text = usual + usual.removesuffix("}\n") + line + "\n}\n" + usual
        assert [at for at, _ in problems(text)] == issues
        assert sum(isinstance(event, End) for event in read(text)) == 3

    def test_a_day_that_does_not_exist_is_told_of_in_the_midst_of_others(self) -> None:
        usual, odd = voucher(1, "#TRANS 1930 {} 0"), voucher(2, "#TRANS 1930 {} 0", day="20220230")
        assert [line for line, _ in problems(usual * 2 + odd + usual)] == [9]

    def test_a_head_without_a_block_ends_before_the_whole_vouchers_after_it(self) -> None:
        found = read("#VER A 1 20220103\n" + voucher(2, "#TRANS 1930 {} 0"))
        assert [type(event) for event in found] == [Voucher, End, Voucher, Posting, End]


ANY_TEXT = st.text(st.characters(codec="cp437", exclude_categories=["Cc"]), max_size=12).map(
    lambda text: text.rstrip("\\")
)
NUMBER = st.integers(min_value=0, max_value=9999).map(str)
OBJECTS = st.lists(ANY_TEXT, max_size=4).map(tuple)
AMOUNTS = st.integers(min_value=-(10**14), max_value=10**14)
ROWS = st.builds(
    Posting,
    st.just(0),
    st.sampled_from(["#TRANS", "#BTRANS", "#RTRANS"]),
    NUMBER,
    OBJECTS,
    AMOUNTS,
    ANY_TEXT,
    ANY_TEXT,
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
HEADS = st.builds(Voucher, st.just(0), ANY_TEXT, ANY_TEXT, DAYS, ANY_TEXT, DAYS, ANY_TEXT)
BLOCKS = st.builds(lambda head, rows: [head, *rows, End(0)], HEADS, st.lists(ROWS, max_size=5))
OTHERS = st.builds(
    Balance,
    st.just(0),
    st.sampled_from(["#IB", "#UB", "#RES"]),
    st.integers(min_value=-3, max_value=0),
    st.just(""),
    NUMBER,
    st.just(()),
    AMOUNTS,
) | st.builds(
    Entry, st.just(0), st.sampled_from(["#KONTO", "#OBJEKT", "#X"]), st.lists(ANY_TEXT, max_size=3).map(tuple)
)


@given(st.lists(BLOCKS | OTHERS.map(lambda event: [event]), max_size=6))
def test_what_is_written_is_read_back(blocks: list[list[Single]]) -> None:
    events: list[Single] = [event for block in blocks for event in block]
    # In UTF-8, since CP437 without å, ä and ö cannot be told from the characters of Windows.
    found = read("\n".join(text_of(events)).encode())
    assert [event._replace(line=0) for event in found] == events


PARTS = st.sampled_from(
    [" ", "\t", '"', "{", "}", "{}", '"a b"', '"a\\"b"', "\x7f", "1930", "-12.5", "1,5", "20220103", "EK", "{6 12}"]
)
LINES = st.builds(
    lambda tag, parts: tag + " " + " ".join(parts), st.sampled_from(["#TRANS", "#VER"]), st.lists(PARTS, max_size=8)
)


@given(st.lists(LINES | st.sampled_from("{}"), max_size=6))
def test_no_line_says_another_thing_in_the_quick_way_than_in_the_slow(lines: list[str]) -> None:
    block = "\n".join(["#VER A 1 20220103", "{", *lines])
    # A tag in small letters means the same, and no pattern of the quick way takes it.
    assert read(block) == read(block.replace("#TRANS", "#trans").replace("#VER", "#ver"))


SIGNATURES = st.sampled_from(["", "EK", " "])
TEXTS = st.sampled_from(["", "Köp", "12 b", "tolvan 19121212-1212"])
SERIES, NUMBERS = st.sampled_from(["A", "B"]), st.sampled_from(["1", "2", "02", "3", "x", "X", ""])
USUAL_DAYS = st.sampled_from(["20220103", "20220108", "20230103", ""])
USUAL_LISTS = st.sampled_from(["", '1 "62"', "6 12 1 62", "6"])


@st.composite
def usual_vouchers(draw: st.DrawFn) -> str:
    """A voucher that balances or not, dated and numbered and signed as it comes, and at times with something odd."""
    head = f'#VER {draw(SERIES)} "{draw(NUMBERS)}" "{draw(USUAL_DAYS)}" "{draw(TEXTS)}" "" "{draw(SIGNATURES)}"'
    accounts, amounts = st.sampled_from(["1930", "5410", "6310"]), st.sampled_from(["5", "-5", "0.5", "-0.50"])
    rows = [
        f'#TRANS {draw(accounts)} {{{draw(USUAL_LISTS)}}} {draw(amounts)} "" "{draw(TEXTS)}" 0 "{draw(SIGNATURES)}"'
        for _ in range(draw(st.integers(0, 3)))
    ]
    odd = draw(st.sampled_from([[], [], [], ["#BTRANS 1930 {} 5"], ["#TRANS 1930 {} 1,5"], ["}", "fri text"], [""]]))
    return "\n".join([head, "{", *rows, *odd, "}"])


@given(st.lists(usual_vouchers(), max_size=6))
def test_a_ledger_comes_to_the_same_in_the_quick_way_and_in_the_slow(
    tmp_path_factory: pytest.TempPathFactory, vouchers: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("bok")
    text = HEADER + '#OBJEKT 6 12 "Mötesplatsen"\n' + "\n".join(vouchers) + "\n"
    # A tag in small letters means the same, and no pattern of the quick way takes it.
    assert ledger(folder, text) == ledger(folder, text.replace("#TRANS", "#trans").replace("#VER", "#ver"))


@given(st.lists(usual_vouchers(), max_size=4), st.integers(1, 40))
def test_a_voucher_says_the_same_wherever_a_block_ends(vouchers: list[str], size: int) -> None:
    text = HEADER + "\n".join(vouchers) + "\n"

    class Parts(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            return super().read(size)

    parts = sie_bytes.texts(Parts(text.encode("cp437")), sie_bytes.Encoding("cp437", 0, has_mark=False))
    assert list(singly(sie.events(parts))) == read(text)


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_the_rows_of_a_voucher_that_balances_sum_to_nought(amounts: list[int]) -> None:
    rows = [Posting(0, "#TRANS", "1930", (), ore, "", "") for ore in (*amounts, -sum(amounts))]
    events: list[Single] = [Voucher(0, "A", "1", None, "", None, ""), *rows, End(0)]
    assert sum(event.amount for event in read("\n".join(text_of(events))) if isinstance(event, Posting)) == 0


@given(st.sampled_from([b"", b"#VER A 1 20220103\n{\n"]), st.binary(max_size=300))
def test_no_bytes_crash_and_no_line_that_says_anything_is_dropped(start: bytes, content: bytes) -> None:
    lines = (start + content).split(b"\n")
    found = {event.line for event in read(start + content)}
    silent = [line.strip(b" \t\x1a\r\xef\xbb\xbf") for number, line in enumerate(lines, 1) if number not in found]
    assert all(line in {b"", b"{"} or line.upper().startswith(b"#KSUMMA") for line in silent)


@given(st.lists(st.sampled_from(["#VER A 1 20220103", "{", "}", "#TRANS 1930 {} 5", "#KSUMMA", "#IB 0 1", '"', "#UB"])))
def test_no_order_of_lines_crashes_and_every_voucher_ends_once(lines: list[str]) -> None:
    events = read("\n".join(lines))
    started = [event for event in events if isinstance(event, Voucher)]
    assert len(started) == sum(isinstance(event, End) for event in events) == lines.count("#VER A 1 20220103")


def test_a_line_of_ten_million_bytes_is_one_issue_and_little_memory() -> None:
    blocks = iter([b"#PROSA ", *([b"a" * 100_000] * 100), b"\n#FLAGGA 0"])

    class Stream(io.BytesIO):
        """Gives its bytes as they are asked for, and holds none of them."""

        def read(self, _size: int | None = -1, /) -> bytes:
            return next(blocks, b"")

    tracemalloc.start()
    encoding = sie_bytes.Encoding("ascii", 0, has_mark=False)
    found = list(singly(sie.events(sie_bytes.texts(Stream(), encoding))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(event) for event in found] == [Issue, Entry]
    assert [event.line for event in found] == [1, 2]
    assert peak < 1_000_000


@given(st.binary(max_size=60), st.lists(st.integers(1, 9), min_size=60, max_size=60))
def test_a_file_says_the_same_however_its_bytes_come(content: bytes, sizes: list[int]) -> None:
    whole, given = io.BytesIO(content.replace(b"\0", b"\n")), iter(sizes)

    class Parts:
        def read(self, _size: int, /) -> bytes:
            return whole.read(next(given))

    encoding = sie_bytes.encoding_of(whole)
    at_once = list(sie_bytes.lines(io.BytesIO(whole.getvalue()), encoding))
    assert list(sie_bytes.lines(Parts(), encoding)) == at_once


def test_a_line_of_many_bytes_within_the_limit_is_kept_at_the_edge_of_a_block() -> None:
    line = "#PROSA " + "å" * (LINE_LIMIT - 7)
    before = "#FLAGGA 0\n" * ((2**20 - 100_000) // 10)
    found = read((before + line + "\n").encode())
    assert isinstance(found[-1], Entry)


def test_a_line_as_long_as_the_limit_is_read_and_one_character_more_is_not() -> None:
    start = "#PROSA åäö"
    exact = start + "a" * (LINE_LIMIT - len(start))
    for end in ("", "\n", "\n#FLAGGA 0\n"):
        assert isinstance(read(exact + end)[0], Entry)
        assert read(exact + "a" + end)[0] == Issue(1, problem=read("a" * 70_000)[0].problem)  # type: ignore[union-attr]
