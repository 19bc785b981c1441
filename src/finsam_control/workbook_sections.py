"""The sheets of a workbook taken apart: blocks, their rows, and what stands where no value can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from finsam_control import workbook_marks as marks
from finsam_control.message import Fault, Message
from finsam_control.reading.sheet import Sheet, Value, cell_name
from finsam_control.reading.strict_yaml import CONTROL
from finsam_control.records.blocks import Block, blocks
from finsam_control.workbook_cells import text_of

#: Headings and help, no more: another such row is a copy in which somebody may have written.
_READING_ROWS: Final = 2
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a block: the cells with a value by column, and the mark in the hidden column."""

    number: int
    mark: str
    cells: dict[int, Value]


@dataclass(slots=True)
class Section:
    """A block as it stands on a sheet: what each column holds by its key, and the rows below."""

    block: Block
    sheet: Sheet
    header: int
    marking: int
    keys: dict[int, str]
    lines: list[Line] = field(default_factory=list)
    examples: list[Line] = field(default_factory=list)
    #: The marks in the hidden column, those of rows without a value too.
    rows: dict[int, str] = field(default_factory=dict)

    def name(self, row: int, column: int) -> str:
        return cell_name(self.sheet.name, row, column)

    def columns(self, key: str) -> list[int]:
        return [column for column, found in sorted(self.keys.items()) if found == key]


@dataclass(slots=True)
class Faults:
    """What is wrong in a workbook, cell by cell."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def tell(self, sheet: str, at: tuple[int, int], value: Value | Message, expected: Message) -> None:
        row, column = at
        text = value if isinstance(value, Message) else Message.of("`{value}`", value=_short(text_of(value)))
        self.found.append(Fault(self.file, row + 1, "", text, expected, cell=cell_name(sheet, row, column)))

    def misplaced(self, section: Section, line: Line, column: int) -> None:
        """Tells what stands in a row or column that is none of ours."""
        expected = Message.of("a row and a column that the workbook had from the start, or a copy of an empty row")
        self.tell(section.sheet.name, (line.number, column), line.cells[column], expected)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def sections(sheets: Sequence[Sheet], faults: Faults) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Every block of the sheets, and the names of the sheets that hold none."""
    found: list[Section] = []
    unread: list[str] = []
    for sheet in sheets:
        own = list(_of_sheet(sheet, faults))
        found += own
        if not own and sheet.cells and text_of(sheet.cells.get((0, 0), "")) != marks.NO_RECORDS:
            unread.append(sheet.name)
    _tell_twins(found, faults)
    return tuple(found), tuple(unread)


def _of_sheet(sheet: Sheet, faults: Faults) -> Iterator[Section]:
    section: Section | None = None
    reading = 0
    marking = _marking(sheet)
    if marking is None:
        return
    for number, values in sheet.rows().items():
        begun = _begun(sheet, marking, number, values, faults)
        if begun is not None:
            if section is not None:
                yield section
            section, reading = begun, 0
            continue
        if section is None:
            continue
        mark = text_of(values.get(section.marking, ""))
        section.rows |= {number: mark} if mark else {}
        cells = {column: value for column, value in values.items() if column != section.marking}
        if mark == marks.READING:
            reading += 1
            # The title of the next block stands above the row that begins it.
            if reading > _READING_ROWS and text_of(sheet.cells.get((number + 1, marking), "")) not in blocks():
                expected = Message.of("no copy of a row of headings; write in the empty rows below")
                faults.tell(sheet.name, (number, min(cells, default=section.marking)), Message.of("headings"), expected)
            continue
        _keep(section, Line(number, mark, cells), faults)
    if section is not None:
        yield section


def _keep(section: Section, line: Line, faults: Faults) -> None:
    """Puts a row under its block; cells in columns that hold nothing of ours are told."""
    for column, value in line.cells.items():
        at = (line.number, column)
        if column not in section.keys:
            expected = Message.of("nothing outside the columns of the table; what is to be read stands under a heading")
            faults.tell(section.sheet.name, at, value, expected)
        elif section.keys[column] != marks.ASIDE and CONTROL.search(text_of(value)):
            faults.tell(section.sheet.name, at, Message.of("a control character"), Message.of("some text"))
    cells = {
        column: value
        for column, value in line.cells.items()
        if section.keys.get(column, marks.ASIDE) != marks.ASIDE and not CONTROL.search(text_of(value))
    }
    for column in section.keys:
        if (line.number, column) in section.sheet.merged and section.keys[column] != marks.ASIDE:
            expected = Message.of("a cell of its own for each value; divide the merged cells")
            faults.tell(section.sheet.name, (line.number, column), Message.of("merged cells"), expected)
    if marks.is_example(line.mark):
        texts = (
            text_of(line.cells[column]) for column in sorted(line.cells) if section.keys.get(column) != marks.ASIDE
        )
        if marks.is_untouched(line.mark, texts):
            section.examples.append(line)
        elif cells:
            expected = Message.of("the example as it was, or an empty row; write your own in the rows below it")
            faults.tell(
                section.sheet.name, (line.number, min(cells)), Message.of("an example row that is changed"), expected
            )
    elif cells:
        section.lines.append(Line(line.number, line.mark, cells))


def _marking(sheet: Sheet) -> int | None:
    """The column of marks: the first that holds the key of a block, for somebody may write one elsewhere."""
    return min((column for (_, column), value in sheet.cells.items() if text_of(value) in blocks()), default=None)


def _begun(sheet: Sheet, marking: int, number: int, values: dict[int, Value], faults: Faults) -> Section | None:
    """The block that a row of keys begins; None where the row is no such row."""
    if text_of(values.get(marking, "")) not in blocks():
        return None
    block = blocks()[text_of(values[marking])]
    keys = {column: text_of(value) for column, value in values.items() if column != marking}
    section = Section(block, sheet, number, marking, keys)
    for column, key in keys.items():
        is_twin = key not in {marks.ASIDE, marks.FIGURES} and key in [keys[other] for other in keys if other < column]
        if is_twin:
            faults.tell(sheet.name, (number, column), key, Message.of("each column once; take away the copy"))
    return section


def _tell_twins(found: Sequence[Section], faults: Faults) -> None:
    first: dict[str, Section] = {}
    for section in found:
        before = first.setdefault(section.block.key, section)
        if before is not section and not section.block.is_repeated:
            expected = Message.of(
                "each part of the workbook once; this one stands on {sheet} too", sheet=before.sheet.name
            )
            at = (section.header, section.marking)
            faults.tell(section.sheet.name, at, Message.of("a copy of a sheet"), expected)
