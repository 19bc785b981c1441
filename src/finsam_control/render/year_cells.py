"""A sheet being written, from the top down: its shapes, its drop-downs, its columns wide, narrow or folded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from finsam_control import workbook_marks as marks
from finsam_control.records.scalars import Scalar
from finsam_control.render.about_sheet import for_print
from finsam_control.words import Words
from finsam_control.workbook_cells import written
from finsam_control.workbook_names import SheetPlan, labels

WIDE: Final = 28
_NARROW: Final = 13
#: The first columns of a form, where no table stands below it: heading, value, help.
_FORM: Final = {1: 44, 2: 44, 3: 90}
#: Characters of a line that can still be read on an A4 page.
_PAGE: Final = 170
#: Excel's own limits: of a list within a drop-down, and of a row's height.
_LONGEST_LIST: Final = 255
_TALLEST: Final = 409
#: Rows below the first that have drop-downs.
_OFFERED: Final = 1000
_KRONOR: Final = re.compile(r"(-?\d{1,15}) kr")
_WHOLE: Final = re.compile(r"\d{1,15}")

_INPUT: Final = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#c8ced6"}
_SHAPES: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 14},
    "help": {"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top", "font_size": 9},
    "note": {"italic": True, "font_color": "#555555", "valign": "vcenter", "font_size": 9},
    "header": {"bold": True, "bg_color": "#dde3ea", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "required": {"bold": True, "bg_color": "#ffe9a8", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "example": {"italic": True, "font_color": "#8a8a8a", "bg_color": "#f2f2f2", "text_wrap": True, "valign": "top"},
    "mark": {"font_color": "#8a8a8a", "font_size": 8},
    # As text, so that Excel makes no day of a month or a fraction that somebody writes.
    "text": {**_INPUT, "num_format": "@"},
    "whole": {**_INPUT, "num_format": "0"},
    "money": {**_INPUT, "num_format": '#,##0 "kr"'},
    "figure": {**_INPUT, "num_format": "@", "align": "right"},
    "free": {"num_format": "@", "valign": "top"},
}


@dataclass(slots=True)
class Book:
    """What the sheets of one workbook share: shapes, words, and where lists and parents stand."""

    book: Any
    words: Words
    shapes: dict[str, Any] = field(default_factory=dict)
    #: Where the names of the records of a list stand, as a reference that a drop-down takes.
    named: dict[str, str] = field(default_factory=dict)
    _lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    _apart: Any = None

    def __post_init__(self) -> None:
        self.shapes = {name: self.book.add_format(shape) for name, shape in _SHAPES.items()}

    def source(self, offered: tuple[str, ...]) -> Any:
        """What a drop-down offers: the words themselves, or where they stand when they are too many."""
        if sum(len(word) + 1 for word in offered) <= _LONGEST_LIST and not any("," in word for word in offered):
            return list(offered)
        if offered not in self._lists:
            if self._apart is None:
                self._apart = self.book.add_worksheet(self.words("Lists"))
                self._apart.hide()
                self._apart.write_string(0, 0, marks.NO_RECORDS)
            column = len(self._lists) + 1
            self._apart.write_column(0, column, offered)
            letter = xl_col_to_name(column, col_abs=True)
            self._lists[offered] = f"='{self._apart.name}'!{letter}$1:{letter}${len(offered)}"
        return self._lists[offered]


@dataclass(slots=True)
class Canvas:
    """One sheet, and the row that is written next."""

    shared: Book
    plan: SheetPlan
    sheet: Any
    row: int = 0
    freeze: tuple[int, int] | None = None
    widths: dict[int, int] = field(default_factory=dict)
    #: For each column whether all that it holds is what records share: where it stands in a document, and a remark.
    asides: dict[int, bool] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    #: The last column that is written, and the last row that is printed.
    last: int = 1
    printed: int = 1
    is_folded: bool = False

    def write(self, column: int, text: str, shape: str) -> None:
        self.sheet.write_string(self.row, column, text, self.shared.shapes[shape])
        self.last = max(self.last, column)

    def keys(self, mark: str, keys: list[str]) -> None:
        """The hidden row that says what each column holds."""
        for column, key in enumerate([mark, *keys]):
            self.write(column, key, "mark")
        self.sheet.set_row(self.row, None, None, {"hidden": True})
        self.row += 1

    def title(self, text: str) -> None:
        self.write(0, marks.READING, "mark")
        self.write(1, text, "title")
        self.row += 1

    def value(self, column: int, scalar: Scalar, said: str | list[str] | None, shape: str = "") -> None:
        """A value, or an empty cell for one."""
        text = "" if said is None else written(scalar, said)
        shape = shape or (scalar.name if scalar.name in {"money", "whole"} and not scalar.is_several else "text")
        form = self.shared.shapes[shape]
        kronor = _KRONOR.fullmatch(text)
        if shape == "money" and kronor is not None:
            self.sheet.write_number(self.row, column, int(kronor[1]), form)
        elif shape == "whole" and _WHOLE.fullmatch(text):
            self.sheet.write_number(self.row, column, int(text), form)
        elif text:
            self.sheet.write_string(self.row, column, text, form)
        else:
            self.sheet.write_blank(self.row, column, None, form)
        if text:
            self.used.add(column)
        self.last = max(self.last, column)

    def offer(self, scalar: Scalar, first: int, column: int, last: int) -> None:
        """A drop-down of the words that a cell may hold."""
        offered = () if scalar.is_several else labels(scalar)
        if offered:
            rule = {
                "validate": "list",
                "source": self.shared.source(offered),
                "error_title": self.shared.words("Choose in the list."),
                "error_message": self.shared.words("Choose in the list."),
            }
            self.sheet.data_validation(first, column, last, column, rule)

    def offer_names(self, key: str, first: int, column: int) -> None:
        """A drop-down of what the records of a list are called; another name may be written all the same."""
        if (source := self.shared.named.get(key)) is not None:
            rule = {"validate": "list", "source": source, "show_error": False}
            self.sheet.data_validation(first, column, first + _OFFERED, column, rule)

    def widen(self, column: int, scalar: Scalar | None, *, aside: bool = False) -> None:
        """Makes room for a column of a table."""
        wide = scalar is None or (scalar.name == "text" and not aside) or scalar.is_several
        self.widths[column] = max(self.widths.get(column, 0), WIDE if wide else _NARROW)
        self.asides[column] = self.asides.get(column, True) and aside

    def hold(self, *columns: int, alone: bool = False) -> None:
        """Makes room for the first columns of a form or a grid, which are never folded; `alone` where no table is."""
        for column in columns:
            self.widths[column] = max(self.widths.get(column, 0), _FORM[column] if alone else WIDE)
            self.asides[column] = False

    def heighten(self, texts: list[str], width: int = WIDE) -> None:
        """Room for the longest text of the row; Excel's own limit at most."""
        lines = max(
            (sum(1 + len(line) // (width - 3) for line in text.split("\n")) for text in texts if text), default=1
        )
        options = {"collapsed": True} if self.is_folded else {}
        self.is_folded = False
        if lines > 1 or options:
            self.sheet.set_row(self.row, min(_TALLEST, 15 * lines), None, options)

    def fold(self, *, hidden: bool) -> None:
        """Puts the row in a group that is folded by a sign in the margin, which the next row that is not carries."""
        self.sheet.set_row(self.row, None, None, {"level": 1, "hidden": hidden})
        self.is_folded = hidden

    def finish(self) -> None:
        """Widths, what is folded, what stands still when one scrolls, and print.

        Sheets are not protected: in a protected one the folded columns cannot be unfolded, nor rows taken away.
        """
        shapes = self.shared.shapes
        self.sheet.set_column(0, 0, 2, shapes["free"], {"hidden": True})
        shown, is_folded = 0, False
        for column, width in sorted(self.widths.items()):
            folded = self.asides.get(column, False)
            options = {"level": 1, "hidden": column not in self.used} if folded else {"collapsed": is_folded}
            self.sheet.set_column(column, column, width, shapes["free"], options)
            is_folded = bool(options.get("hidden"))
            shown += 0 if options.get("hidden") else width
        if self.freeze is not None:
            self.sheet.freeze_panes(*self.freeze)
            self.sheet.repeat_rows(max(self.freeze[0] - 2, 0), self.freeze[0] - 1)
        if is_folded:
            after = max(self.widths) + 1
            self.sheet.set_column(after, after, None, None, {"collapsed": True})
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(self.last)}{self.row + _OFFERED}"})
        for_print(self.sheet)
        self.sheet.fit_to_pages(max(1, -(-shown // _PAGE)), 0)
        self.sheet.print_area(0, 1, max(self.printed, 1), self.last)
