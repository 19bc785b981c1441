"""What is printed of a population: counts, kronor and the largest rows in every format, and every row in a file."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from command import AS_OF, ROOT
from finsam_control import extract
from finsam_control.check import check, engines
from finsam_control.comparing import compare
from finsam_control.earlier_report import EarlierReport
from finsam_control.engines.columnar import Sql
from finsam_control.explanation import explanations
from finsam_control.outcome_report import Voices
from finsam_control.population_judging import TOP, judge_population
from finsam_control.render import extract_file, formats
from finsam_control.render.extract_file import Table
from finsam_control.report import OutcomeInfo, Report
from finsam_control.reporting import report_of
from finsam_control.rule import Both
from finsam_control.run import Run
from finsam_control.words import Language, Words
from payment_kind import VIEW, PaymentFact
from payments import BOOK, LATE_BY_A_DAY, ON_TIME, UNKNOWN, YEAR, journal, judge_of, payment, rule

TEXT: dict[str, Any] = {
    "message": Both(sv="Attest {attested_late} efter betalning.", en="Attested {attested_late} after payment."),
    "title": Both(sv="Attest före betalning", en="Attest before payment"),
    "severity": "moderate",
    "norm": "recommendation",
}
ONE = rule(**TEXT)
UNKNOWN_DAYS = "har inte kunnat bedömas. Okänt: dagar från betalning till attest."
NUMBER = "19121212-1212"


@pytest.fixture(scope="module")
def year() -> Run:
    return check(ROOT / "examples" / "vastmanland-2025", BOOK, engines(), AS_OF)


def judged(year: Run, rows: Sequence[dict[str, Any]]) -> Run:
    """The year with one more rule, about a population of its own."""
    outcomes, population = judge_population(judge_of(ONE), PaymentFact, VIEW, journal(rows), YEAR)
    return replace(year, outcomes=(*year.outcomes, *outcomes), populations=(population,))


def reported(run: Run, language: Language = "sv") -> Report:
    return report_of(run, Voices(run.rulebook, Words(language)))


def the_one(report: Report) -> OutcomeInfo:
    (found,) = (outcome for outcome in report.outcomes if outcome.rule == ONE.id)
    return found


ROWS = [
    *(payment(n, **LATE_BY_A_DAY, amount=n * 1000_00) for n in range(1, 16)),
    *(payment(n, **ON_TIME) for n in range(16, 96)),
    *(payment(n, **UNKNOWN) for n in range(96, 101)),
]


@pytest.fixture(scope="module")
def few(year: Run) -> Report:
    return reported(judged(year, ROWS))


@pytest.fixture(scope="module")
def many(year: Run) -> Report:
    return reported(judged(year, [payment(n, **LATE_BY_A_DAY, amount=n * 1000_00) for n in range(1, 1500)]))


def workbook(report: Report) -> openpyxl.Workbook:
    content = formats.load("xlsx").render(report, Words("sv"))
    assert isinstance(content, bytes)
    return openpyxl.load_workbook(io.BytesIO(content))


class TestOneOutcome:
    def test_it_counts_every_row_and_shows_the_largest(self, year: Run) -> None:
        found = the_one(reported(judged(year, ROWS)))
        told = found.population
        assert told is not None
        assert (told.rows, told.tested, told.passed, told.deviations) == (100, 95, 80, 15)
        assert (told.not_assessable, told.untested_share, told.not_applicable) == (5, 50_000, 0)
        assert (told.amount, told.amount_text) == (120_000_00, "120\u00a0000\u00a0kr")
        assert [row.amount for row in told.top] == [n * 1000_00 for n in range(15, 15 - TOP, -1)]
        assert [place.line for place in found.places] == [row.place.line for row in told.top]

    def test_it_says_in_words_what_was_found_and_what_share_was_not_tested(self, year: Run) -> None:
        told = the_one(reported(judged(year, ROWS))).message.replace("\u00a0", " ")
        assert told == (
            "15 av 95 rader avviker, sammanlagt 120 000 kr. Den största: Attest 1 dag efter betalning. "
            "5 av 100 rader (5 %) har inte kunnat bedömas. Okänt: dagar från betalning till attest."
        )

    @pytest.mark.parametrize(
        ("rows", "outcome", "message"),
        [
            ([payment(1, **ON_TIME)], "passed", "Alla rader (1) uppfyller kravet."),
            ([], "not_applicable", "Ingen av raderna (0) är sådan att regeln gäller den."),
            (
                [payment(1, **ON_TIME), payment(2, **UNKNOWN)],
                "not_assessable",
                f"Ingen avvikelse i de rader som kunde bedömas (1). 1 av 2 rader (50 %) {UNKNOWN_DAYS}",
            ),
            (
                [payment(2, **UNKNOWN)],
                "not_assessable",
                f"1 av 1 rader (100 %) {UNKNOWN_DAYS}",
            ),
        ],
    )
    def test_the_other_outcomes_have_words_of_their_own(
        self, year: Run, rows: list[dict[str, Any]], outcome: str, message: str
    ) -> None:
        found = the_one(reported(judged(year, rows)))
        assert (found.outcome, found.message.replace("\u00a0", " "), found.places) == (outcome, message, ())

    def test_evidence_that_is_missing_stands_among_the_rest(self, year: Run) -> None:
        report = reported(judged(year, [payment(2, **UNKNOWN)]))
        assert ONE.id in {
            rule for missing in report.missing if missing.document == "bokforing" for rule in missing.rules
        }

    def test_the_report_names_what_judged_and_how_many_verdicts_were_given_again(self, year: Run) -> None:
        report = reported(judged(year, ROWS))
        assert report.tool.population_engine is not None
        assert report.tool.population_engine.startswith("DuckDB ")
        assert reported(year).tool.population_engine is None
        told = the_one(report).population
        assert told is not None
        assert told.compared == 100


class TestOtherReaders:
    def test_the_json_is_read_back_and_two_reports_are_compared_by_the_counts(self, year: Run) -> None:
        before = reported(judged(year, ROWS))
        after = reported(judged(year, ROWS[1:]))
        same = reported(judged(year, ROWS))
        assert the_one(before).fingerprint == the_one(same).fingerprint != the_one(after).fingerprint
        assert Report.model_validate_json(before.model_dump_json(), strict=True) == before
        sides = [EarlierReport(report, "report.json", "") for report in (before, after, same)]
        found = compare(sides[0], sides[1], Words("sv"), frozenset())
        (changed,) = found.changed
        assert [(value.field, value.before, value.after) for value in changed.values] == [
            ("rows_tested", "95", "94"),
            ("rows_deviating", "15", "14"),
            ("amount_deviating", "120\u00a0000\u00a0kr", "119\u00a0000\u00a0kr"),
        ]
        found = compare(sides[0], sides[2], Words("sv"), frozenset())
        assert found.changed == ()
        assert ONE.id in {pair.rule for pair in found.remaining}

    def test_an_earlier_report_without_populations_is_still_read(self, year: Run) -> None:
        printed = json.loads(reported(year).model_dump_json())
        for outcome in printed["outcomes"]:
            del outcome["population"]
        del printed["tool"]["population_engine"]
        assert Report.model_validate_json(json.dumps(printed), strict=True) == reported(year)

    @pytest.mark.parametrize("name", sorted(set(formats.names()) - {"overview", "trend"}))
    def test_every_format_prints_it_bounded(self, few: Report, many: Report, name: str) -> None:
        """A hundred times the rows is no longer a report."""
        form = formats.load(name)
        short, long = (form.render(report, Words("sv")) for report in (few, many))
        assert abs(len(long) - len(short)) < 0.01 * len(short) + 600
        if form.media != "binary":
            assert "inkop.csv" in str(short)

    def test_the_terminal_lists_the_largest_rows_with_file_and_line(self, few: Report) -> None:
        printed = str(formats.load("terminal").render(few, Words("sv")))
        assert "inkop.csv:16 – A15, 15\u00a0000\u00a0kr" in printed
        assert printed.count("inkop.csv:") == 5
        assert "och 10 till; --extract FIL skriver ut alla" in printed
        assert max(len(line) for line in printed.splitlines()) <= 80

    def test_the_workbook_has_a_sheet_of_them(self, few: Report, year: Run) -> None:
        rows = list(workbook(few)["Avvikande inköp"].iter_rows(values_only=True))
        assert len(rows) == 1 + TOP
        assert rows[1][2:4] == ("A15", "15\u00a0000\u00a0kr")
        assert "Avvikande inköp" not in workbook(reported(year)).sheetnames

    def test_explain_shows_the_largest_rows_comparison_by_comparison(self, year: Run) -> None:
        run = judged(year, ROWS[:3])
        (outcome,) = (outcome for outcome in run.outcomes if outcome.rule is ONE)
        whole, *rows = explanations(run, outcome, Words("sv"))
        assert (whole.subject, whole.steps) == ("payment", ())
        assert [row.subject for row in rows] == ["A3", "A2", "A1"]
        assert [step.holds for step in rows[0].steps] == [False]


def written(run: Run, suffix: str) -> bytes:
    words = Words("sv")
    target = io.BytesIO()
    rows = extract.deviations(run, Voices(run.rulebook, words))
    extract_file.write(target, suffix, Table("Avvikande inköp", AS_OF, extract.heads(words), rows))
    return target.getvalue()


class TestExtract:
    def test_every_deviating_row_stands_there_the_largest_first(self, year: Run) -> None:
        lines = written(judged(year, ROWS), ".csv").decode("utf-8-sig").split("\r\n")
        assert lines[0] == "Regel;Rubrik;Utfall;Allvar;Post;Datum;Belopp, kr;Fann;Fil;Rad"
        assert len(lines) == 1 + 15 + 1
        cells = lines[1].split(";")
        assert cells[4:] == ["A15", "2022-05-01", "15000,00", "Attest 1 dag efter betalning.", "inkop.csv", "16"]

    def test_no_cell_becomes_a_formula_and_no_identity_number_gets_out(self, year: Run) -> None:
        evil = payment(1, **LATE_BY_A_DAY, voucher='=HYPERLINK("x")', file="+inkop.csv", amount=-1)
        personal = payment(2, **LATE_BY_A_DAY, voucher=NUMBER, amount=None)
        run = judged(year, [evil, personal])
        text = written(run, ".csv").decode("utf-8-sig")
        assert """"'=HYPERLINK(""x"")";2022-05-01;-0,01;""" in text
        assert "'+inkop.csv" in text
        assert NUMBER not in text
        book = openpyxl.load_workbook(io.BytesIO(written(run, ".xlsx")))
        (sheet,) = book.worksheets
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        assert {cell.data_type for cell in cells} == {"s", "n"}
        assert [sheet["E2"].value, sheet["G2"].value, sheet["G3"].value] == ['=HYPERLINK("x")', -0.01, None]
        assert NUMBER not in {cell.value for cell in cells}

    def test_more_rows_than_a_sheet_takes_go_on_in_the_next(self, year: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(extract_file, "_SHEET", 7)
        book = openpyxl.load_workbook(io.BytesIO(written(judged(year, ROWS), ".xlsx")))
        assert [(sheet.title, sheet.max_row) for sheet in book.worksheets] == [
            ("Avvikande inköp 1", 8),
            ("Avvikande inköp 2", 8),
            ("Avvikande inköp 3", 2),
        ]

    @pytest.mark.parametrize("suffix", extract_file.SUFFIXES)
    def test_the_same_rows_give_the_same_bytes(self, year: Run, suffix: str) -> None:
        assert written(judged(year, ROWS), suffix) == written(judged(year, ROWS[::-1]), suffix)

    def test_what_was_kept_is_read_while_another_question_is_asked(self, year: Run) -> None:
        """Rows are fetched as they are written; a second question in between takes none of them."""
        run = judged(year, ROWS)
        (population,) = run.populations
        rows = population.deviations(ONE)
        next(rows)
        assert next(population.tables.rows(Sql("SELECT 1"))) == (1,)
        assert len(list(rows)) == 14
