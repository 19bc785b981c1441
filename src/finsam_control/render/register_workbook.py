"""A register as an Excel workbook to work in: the risks, their measures and scores, the matrix, and what is told of it.

The same register gives the same bytes. Text is text: nothing that a register says becomes a formula or a link.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter
from pydantic import BaseModel
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.records.plain import Path, Tree, flat, kind_at, kind_of, own_fields
from finsam_control.records.register import Risk, RiskRegister
from finsam_control.register_columns import Columns, children
from finsam_control.render import about_sheet, matrix_sheet
from finsam_control.render.about_sheet import for_print
from finsam_control.render.matrix_sheet import FILLS
from finsam_control.render.register_layout import key_of, own_columns
from finsam_control.words import Words

#: The library takes the clock for anything but a moment.
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST: Final = 32_767
#: Rows below the last that have drop-downs, and those that have formulas.
_ROOM, _FORMULAS = 500, 50
_HELP, _HEADER, _FIRST = 1, 2, 3
_WIDE: Final = 28
_NARROW: Final = 12
#: Characters of a line that can still be read on an A4 page.
_PAGE: Final = 200
_ALLOWED: Final = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter")


def render(register: RiskRegister, tree: Tree, words: Words, file: str) -> bytes:
    """The workbook; `tree` is the register as plain text, as it is to be read back.

    Raises:
        UnreadableError: a text that no cell can hold.
    """
    _refuse_unholdable(tree, file)
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": tree["title"], "created": _CREATED})
        _Workbook(book, register, tree, words).write()
    return target.getvalue()


def _refuse_unholdable(tree: Tree, file: str) -> None:
    faults = [
        Fault(file, 0, key_of(path), found, Message.of("a text that a cell can hold; a .csv file takes any"))
        for path, text in flat(tree).items()
        if (found := _unholdable(text)) is not None
    ]
    if faults:
        raise UnreadableError(faults)


def _unholdable(text: str) -> Message | None:
    if len(text.encode("utf-16-le")) // 2 > _LONGEST:
        return Message.of("a text of {n} characters", n=len(text))
    strange = [character for character in text if character in "\ufffe\uffff"]
    return Message.of("a character that Excel has not") if strange else None


class _Workbook:
    def __init__(self, book: Any, register: RiskRegister, tree: Tree, words: Words) -> None:
        self.book = book
        self.register = register
        self.tree = tree
        self.words = words
        self.columns = Columns(words.language)
        self.formats: dict[str, Any] = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "help": book.add_format({"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top"}),
            "header": book.add_format(
                {"bold": True, "bg_color": "#dde3ea", "border": 1, "text_wrap": True, "valign": "vcenter"}
            ),
            "cell": book.add_format({"locked": False, "text_wrap": True, "valign": "top"}),
            # As text, so that Excel makes no day of a month that somebody writes.
            "date": book.add_format({"locked": False, "num_format": "@", "valign": "top"}),
            "worked": book.add_format({"locked": False, "valign": "top", "align": "center", "bold": True}),
        }
        self.grid = ""

    def write(self) -> None:
        main = self.book.add_worksheet(self.columns.named("sheets", "risks"))
        apart = {
            model: self.book.add_worksheet(self.columns.named("sheets", model.__name__)) for model in children(Risk)
        }
        matrix = self.book.add_worksheet(self.columns.named("sheets", "matrix"))
        self.grid = matrix_sheet.write(self.book, matrix, self.register, self.words)
        rows = [flat(risk) for risk in self.tree["risks"]]
        scored = [(risk.scored_likelihood, risk.scored_consequence) for risk in self.register.risks]
        used = {path for row in rows for path in row}
        self.table(main, Risk, self.tree["title"], own_columns(Risk, used), rows, scored)
        for model, names in children(Risk).items():
            self.child(apart[model], model, names)
        about_sheet.write(
            self.book.add_worksheet(self.columns.named("sheets", "register")), self.tree, self.words, self.formats
        )

    def child(self, sheet: Any, model: type[BaseModel], names: list[str]) -> None:
        """The records of one kind under all risks, a row each, with the number of its risk."""
        found: list[tuple[list[str], dict[Path, str]]] = []
        for risk in self.tree["risks"]:
            for name in names:
                value = risk.get(name)
                for item in value if isinstance(value, list) else [] if value is None else [value]:
                    joins = [risk["id"], self.columns.heading(Risk, (name,))][: 2 if len(names) > 1 else 1]
                    found.append((joins, flat(item)))
        rows = [row for _, row in found]
        scored = [(_int(row.get(("likelihood",))), _int(row.get(("consequence",)))) for row in rows]
        used = own_columns(model, {path for row in rows for path in row})
        self.table(sheet, model, sheet.name, used, rows, scored, [joins for joins, _ in found], names)

    def table(  # noqa: PLR0913, PLR0917 -- what stands in a table
        self,
        sheet: Any,
        model: type[BaseModel],
        title: str,
        paths: list[Path],
        rows: list[dict[Path, str]],
        scored: list[tuple[int | None, int | None]],
        joins: list[list[str]] | None = None,
        names: list[str] | None = None,
    ) -> None:
        joining = [] if names is None else ["risk", "which"][: 2 if len(names) > 1 else 1]
        is_scored = ("consequence",) in paths
        heads: list[Path | str] = [*joining]
        for path in paths:
            heads += [path, "product", "label"] if path == ("consequence",) and is_scored else [path]
        sheet.write_string(0, 0, title, self.formats["title"])
        shown = 0
        for column, head in enumerate(heads):
            is_empty = isinstance(head, tuple) and not any(head in row for row in rows)
            is_hidden = is_empty and not self.columns.is_core(model, head)
            width = self.head(sheet, model, column, head, is_hidden=is_hidden)
            shown += 0 if is_hidden else width
        for number, row in enumerate(rows, _FIRST):
            sheet.set_row(number, _height(row))
            for column, head in enumerate(heads):
                if isinstance(head, str):
                    if joins is not None and head in joining:
                        sheet.write_string(
                            number, column, joins[number - _FIRST][joining.index(head)], self.formats["cell"]
                        )
                elif head in row:
                    self.cell(sheet, number, column, model, head, row[head])
        self.choices(sheet, model, heads, len(rows), names or [])
        if is_scored:
            self.worked_out(sheet, heads, scored)
        self.set_up(sheet, len(heads), len(rows), len(joining) or 1)
        sheet.fit_to_pages(-(-shown // _PAGE), 0)

    def head(self, sheet: Any, model: type[BaseModel], column: int, head: Path | str, *, is_hidden: bool) -> int:
        """Writes the heading of a column and its help; gives its width in characters."""
        if isinstance(head, str):
            section = "worked_out" if head in {"product", "label"} else "joining"
            heading, told, kind = self.columns.named(section, head), self.columns.told(section, head), "whole"
        else:
            heading, told = self.columns.heading(model, head), self.columns.help(model, head)
            kind = kind_at(model, head).name
        wide = kind in {"text", "names"} and head not in {("id",), ("scorer",), ("printed_label",)}
        shape = self.formats["date" if kind == "date" else "cell"]
        width = _WIDE if wide else _NARROW
        sheet.set_column(column, column, width, shape, {"hidden": is_hidden})
        sheet.write_string(_HELP, column, told, self.formats["help"])
        sheet.write_string(_HEADER, column, heading, self.formats["header"])
        return width

    def cell(self, sheet: Any, row: int, column: int, model: type[BaseModel], path: Path, text: str) -> None:  # noqa: PLR0913, PLR0917 -- a cell and what stands in it
        kind = kind_at(model, path).name
        if kind == "whole" and text.isdecimal() and len(text) < len(str(2**53)):
            sheet.write_number(row, column, int(text), self.formats["cell"])
        else:
            shape = self.formats["date" if kind == "date" else "cell"]
            sheet.write_string(row, column, self.columns.shown(model, path, text), shape)

    def choices(self, sheet: Any, model: type[BaseModel], heads: list[Path | str], rows: int, names: list[str]) -> None:
        """The drop-downs: scores by the matrix, words of enumerations."""
        matrix = self.register.matrix
        levels = {("likelihood",): matrix.likelihood_levels, ("consequence",): matrix.consequence_levels}
        for column, head in enumerate(heads):
            if head == "which":
                listed = [self.columns.heading(Risk, (name,)) for name in names]
            elif isinstance(head, str):
                continue
            elif head in levels:
                listed = [str(level) for level in range(1, levels[head] + 1)]
            else:
                listed = [self.columns.word(word) for word in kind_of(own_fields(model)[str(head[0])]).words]
            if not listed or sum(len(word) + 1 for word in listed) > 255:  # noqa: PLR2004 -- Excel's limit of a list
                self.listed_apart(sheet, column, rows, listed)
                continue
            rule = {"validate": "list", "source": listed, "error_message": self.words("Choose in the list.")}
            sheet.data_validation(_FIRST, column, _FIRST + rows + _ROOM, column, rule)

    def listed_apart(self, sheet: Any, column: int, rows: int, listed: list[str]) -> None:
        """A list too long to stand in the drop-down itself stands to the right of the matrix."""
        if not listed:
            return
        name = self.columns.named("sheets", "matrix")
        matrix = self.book.get_worksheet_by_name(name)
        at = matrix_sheet.LISTS
        for row, word in enumerate(listed):
            matrix.write_string(row, at, word, self.formats["help"])
        source = f"='{name}'!${xl_col_to_name(at)}$1:${xl_col_to_name(at)}${len(listed)}"
        sheet.data_validation(_FIRST, column, _FIRST + rows + _ROOM, column, {"validate": "list", "source": source})

    def worked_out(self, sheet: Any, heads: list[Path | str], scored: list[tuple[int | None, int | None]]) -> None:
        """Product and level, as formulas with the values that they have now."""
        at = {name: heads.index(name) for name in (("likelihood",), ("consequence",), "product", "label")}
        for number in range(len(scored) + _FORMULAS):
            row = _FIRST + number
            likelihood, consequence = scored[number] if number < len(scored) else (None, None)
            s, k = (xl_rowcol_to_cell(row, at[name], col_abs=True) for name in (("likelihood",), ("consequence",)))
            level = matrix_sheet.label(self.register.matrix, likelihood, consequence, self.words)
            product = "" if likelihood is None or consequence is None else likelihood * consequence
            shape, both = self.formats["worked"], f"COUNT({s},{k})=2"
            if (
                number < len(self.register.risks)
                and heads[0] == ("id",)
                and self.register.risks[number].current is not None
            ):
                # Today's score stands on the sheet of scores.
                s, k, both = str(likelihood), str(consequence), "TRUE"
            sheet.write_formula(row, at["product"], f'=IF({both},{s}*{k},"")', shape, product)
            sheet.write_formula(
                row, at["label"], f'=IF({both},IFERROR(INDEX({self.grid},{s},{k}),""),"")', shape, level
            )
        last = _FIRST + len(scored) + _ROOM
        for label, colour in matrix_sheet.labels(self.register.matrix, self.words):
            quoted = label.replace('"', '""')
            first = xl_rowcol_to_cell(_FIRST, at["label"], col_abs=True)
            rule = {
                "type": "formula",
                "criteria": f'={first}="{quoted}"',
                "format": self.book.add_format({"bg_color": FILLS[colour], "border": 1}),
            }
            sheet.conditional_format(_FIRST, at["product"], last, at["label"], rule)

    def set_up(self, sheet: Any, columns: int, rows: int, frozen: int) -> None:
        sheet.freeze_panes(_FIRST, frozen)
        sheet.autofilter(_HEADER, 0, _FIRST + rows, columns - 1)
        sheet.set_row(_HELP, 45)
        sheet.set_row(_HEADER, 48)
        sheet.protect("", dict.fromkeys(_ALLOWED, True))
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(_FIRST + rows + _ROOM, columns - 1)}"})
        for_print(sheet)
        sheet.repeat_rows(0, _HEADER)
        sheet.repeat_columns(0, frozen - 1)
        # Without the rows that wait below with their formulas.
        sheet.print_area(0, 0, _FIRST + max(rows, 1) - 1, columns - 1)


def _height(row: dict[Path, str]) -> int:
    """Room for the longest text of a row; Excel's own limit at most."""
    lines = max(sum(1 + len(line) // (_WIDE - 2) for line in text.split("\n")) for text in row.values())
    return min(409, 15 * lines)


def _int(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
