"""A worksheet that has been filled in, read back: every cell in doubt told at once, and an altered one refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from pydantic import ValidationError

from finsam_control.day import parse_day
from finsam_control.figure import Figure, Unit, parse_number
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading.sheet import Sheet, Value, cell_name
from finsam_control.reading.written_dates import Written, parse_written
from finsam_control.sampling.audited import Audited, Outcome
from finsam_control.sampling.drawing import Drawn
from finsam_control.sampling.item import Item
from finsam_control.sampling.report import Plan
from finsam_control.sampling.worksheet import (
    COLUMNS,
    OUTCOMES,
    PARAMETERS,
    SELECTED,
    TO_FILL,
    Worksheet,
    check_of,
    clean,
    plan_of,
    seal_of,
)
from finsam_control.words import Words

_BOTH: Final = (Words("sv"), Words("en"))
_EXAMPLE: Final = "finsam-control sample draw FOLDER --seed 1 -o sample.xlsx"
_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_NAMED: Final = 10  # of many cells, so many are named


@dataclass(frozen=True, slots=True)
class Answers:
    """The sample that was handed out, and each of its items as it was tested."""

    sheet: Worksheet
    tested: tuple[Audited, ...]


def read(sheets: Sequence[Sheet], file: str, today: date) -> Answers:
    """The sample and its outcomes, as known today.

    Raises:
        UnreadableError: it is no worksheet of ours, was altered, or has cells that are empty or cannot be read.
    """
    table, found = _table(sheets), _parameters(sheets)
    if table is None or "seal" not in found:
        expected = Message.of("a worksheet that `sample draw` wrote, with its parameters and every heading")
        raise UnreadableError([Fault(file, 0, "", Message.of("no worksheet of a sample"), expected, _EXAMPLE)])
    plan, seed, rows = _plan(found, file)
    left_out, seal = found.get("left_out", ()), found["seal"][0]
    if seal_of(plan, seed, left_out, rows) != seal:
        raise _altered(file)
    reader = _Reader(file, table, seal, (date(plan.period, 1, 1), today))
    tested = [item for item in (reader.row(row) for row in table.rows) if item is not None]
    reader.refuse_incomplete(tested, rows)
    if reader.faults:
        raise UnreadableError(reader.faults)
    ordered = tuple(sorted(tested, key=lambda item: item.drawn.number))
    return Answers(Worksheet(plan, seed, left_out, tuple(item.drawn for item in ordered)), ordered)


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below the heading; `columns` says in which column each of ours stands, `headings` under what name."""

    sheet: Sheet
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    rows: Mapping[int, Mapping[int, Value]]


def _table(sheets: Sequence[Sheet]) -> _Table | None:
    """The first table whose heading has every column, in either language."""
    named = {words(heading): name for words in _BOTH for name, heading in COLUMNS.items()}
    for sheet in sheets:
        rows = sheet.rows()
        for number, values in rows.items():
            columns = {named[str(value)]: column for column, value in values.items() if str(value) in named}
            if len(columns) == len(COLUMNS):
                headings = {column: str(value) for column, value in values.items()}
                return _Table(sheet, columns, headings, {row: cells for row, cells in rows.items() if row > number})
    return None


def _parameters(sheets: Sequence[Sheet]) -> dict[str, tuple[str, ...]]:
    """Every row whose first cell is the key of a parameter, of the sheet that has the seal."""
    for sheet in sheets:
        found: dict[str, tuple[str, ...]] = {}
        for values in sheet.rows().values():
            key = str(values.get(0, ""))
            if key in PARAMETERS and 1 in values:
                found[key] = (*found.get(key, ()), _said(values[1]))
        if "seal" in found:
            return found
    return {}


def _plan(found: Mapping[str, tuple[str, ...]], file: str) -> tuple[Plan, int, int]:
    try:
        return Plan.model_validate(plan_of(found)), int(found["seed"][0]), int(found["rows"][0])
    except (ValidationError, ValueError, KeyError) as error:
        raise _altered(file) from error


def _altered(file: str) -> UnreadableError:
    found = Message.of("the parameters have been altered since the sample was drawn")
    expected = Message.of("the worksheet as it was drawn; draw it anew with the same seed, and move the outcomes over")
    return UnreadableError([Fault(file, 0, "", found, expected, _EXAMPLE)])


@dataclass(slots=True)
class _Reader:
    """Reads rows, and keeps what is to be told of them; a test is made between the first day and the last."""

    file: str
    table: _Table
    seal: str
    days: tuple[date, date]
    faults: list[Fault] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    empty: list[int] = field(default_factory=list)

    def row(self, row: int) -> Audited | None:
        """The item of a row as it was tested; None for what cannot be used, which has then been told."""
        cells = {name: self._cell(row, name) for name in COLUMNS}
        drawn = self._drawn(row, cells)
        if drawn is None:
            return None
        self.numbers.add(drawn.number)
        if not any(cells[name] for name in TO_FILL):
            self.empty.append(row)
            return None
        outcome = self._outcome(row, cells["outcome"])
        self._tester(row, cells)
        error = self._error(row, cells, drawn.item.amount, outcome)
        return None if outcome is None or error is None else Audited(drawn, outcome, error, clean(cells["note"]))

    def refuse_incomplete(self, tested: Sequence[Audited], rows: int) -> None:
        """Rows that are empty, or that are no longer there."""
        if self.empty:
            cells = ", ".join(self._listed(row, "outcome") for row in self.empty[:_NAMED])
            cells += " …" if len(self.empty) > _NAMED else ""
            found = Message.of("{n} items have not been tested yet: {cells}", n=len(self.empty), cells=cells)
            self._fault(self.empty[0], "outcome", found, Message.of("an outcome for every item that was drawn"))
        missing = [str(number) for number in range(1, rows + 1) if number not in self.numbers]
        # A row that was told of as altered may be one of these.
        if missing and len(tested) + len(self.empty) == len(self.table.rows):
            found = Message.of("{n} items are missing: {numbers}", n=len(missing), numbers=", ".join(missing[:_NAMED]))
            expected = Message.of("every item that was drawn, once")
            self.faults.append(Fault(self.file, 0, "", found, expected))

    def _drawn(self, row: int, cells: Mapping[str, str]) -> Drawn | None:
        drawn = _item(cells)
        if drawn is None or check_of(self.seal, drawn) != cells["check"]:
            found = Message.of("the row is not as it was drawn")
            expected = Message.of("voucher, date, account, amount and place as `sample draw` wrote them")
            self._fault(row, "number", found, expected)
            return None
        if drawn.number in self.numbers:
            self._fault(row, "number", _quoted(cells["number"]), Message.of("every item that was drawn, once"))
            return None
        return drawn

    def _outcome(self, row: int, text: str) -> Outcome | None:
        said = text.casefold()
        for outcome, word in OUTCOMES.items():
            if said in {words(word).casefold() for words in _BOTH}:
                return outcome
        listed = ", ".join(_BOTH[0](word) for word in OUTCOMES.values())
        self._fault(row, "outcome", _quoted(text), Message.of("one of: {words}", words=listed))
        return None

    def _tester(self, row: int, cells: Mapping[str, str]) -> None:
        """A test that nobody says when or by whom it was made is no evidence."""
        if not cells["tested_by"]:
            self._fault(row, "tested_by", _quoted(""), Message.of("who tested the item"), "Karin Revisor")
        read = parse_written(cells["tested_on"])
        if not isinstance(read, Written) or not read.day.is_exact:
            expected = Message.of("the day of the test, YYYY-MM-DD")
            self._fault(row, "tested_on", _quoted(cells["tested_on"]), expected, "2026-02-17")
            return
        first, last = self.days
        if not first <= read.day.first <= last:
            expected = Message.of("a day from the first of the year that is reviewed up to today, {day}", day=last)
            self._fault(row, "tested_on", _quoted(cells["tested_on"]), expected, last.isoformat())

    def _error(self, row: int, cells: Mapping[str, str], amount: int, outcome: Outcome | None) -> int | None:
        """Öre; the whole amount where evidence is missing."""
        text = cells["error"].removesuffix("kr").strip()
        figure = parse_number(text, Unit.KR) if text else Figure(0, 1, Unit.KR)
        if figure is None:
            self._fault(row, "error", _quoted(text), Message.of("an amount in kr"), "1 250,50")
            return None
        expected = _contradiction(figure.value, amount, outcome, is_empty=not text)
        if expected is not None:
            self._fault(row, "error", _quoted(text), expected)
            return None
        return amount if outcome == "no_evidence" else figure.value

    def _cell(self, row: int, name: str) -> str:
        return _said(self.table.rows[row].get(self.table.columns[name], ""))

    def _name(self, row: int, column: str) -> str:
        """The cell as people look it up on its line; the columns of a text file have headings, but no letters."""
        at = self.table.columns[column]
        return self.table.headings[at] if self._is_text else cell_name(self.table.sheet.name, row, at)

    def _listed(self, row: int, column: str) -> str:
        """The cell, as one of many."""
        return str(row + 1) if self._is_text else self._name(row, column)

    @property
    def _is_text(self) -> bool:
        return self.file.lower().endswith(".csv")

    def _fault(self, row: int, column: str, found: Message, expected: Message, example: str = "") -> None:
        self.faults.append(Fault(self.file, row + 1, self._name(row, column), found, expected, example))


def _contradiction(error: int, amount: int, outcome: Outcome | None, *, is_empty: bool) -> Message | None:
    """What an error must be, where it goes neither with the outcome nor with the amount."""
    if outcome == "correct" and error:
        return Message.of("no error on an item that is correct")
    if outcome == "wrong" and is_empty:
        return Message.of("the error in kr; 0 where something else than the amount is wrong")
    if error > amount:
        return Message.of("an error of at most the amount booked; all of it, where nothing should have been booked")
    return None


def _item(cells: Mapping[str, str]) -> Drawn | None:
    """The item that a row shows; None where a cell of it cannot be read at all."""
    file, _, line = cells["place"].rpartition(":")
    amount, day = parse_number(cells["amount"], Unit.KR), parse_day(cells["date"])
    in_full = {words(word): full for words in _BOTH for full, word in SELECTED.items()}.get(cells["selected"])
    numbers = (cells["number"], line)
    if amount is None or in_full is None or not all(_NUMBER.fullmatch(part) for part in numbers):
        return None
    dated = None if day is None else day.first
    item = Item(file, int(line), 0, cells["voucher"], dated, cells["account"], cells["text"], amount.value)
    return Drawn(int(cells["number"]), item, in_full)


def _quoted(text: str) -> Message:
    return Message.of("`{value}`", value=clean(text)) if text else Message.of("nothing")


def _said(value: Value) -> str:
    """A cell as text: numbers as people write them."""
    match value:
        case bool():
            return str(value)
        case float() | int():
            return f"{Decimal(str(value)).normalize():f}".replace(".", ",")
        case date():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())
