"""Figures in running text that name the same thing as a row of a table: tied to the cell that shows the figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from finsam_control.figure import Figure, Unit, differ, parse_figure, parse_number
from finsam_control.intake.line import CELL, Line, flowing
from finsam_control.intake.portion import LAST, Claim, Portion
from finsam_control.intake.vocabulary import bare

_AMOUNT = re.compile(
    r"(?<![0-9 ,.-])-?[0-9]{1,3}(?: [0-9]{3}){0,3}(?:,[0-9]{1,2})? ?(?:tkr|kr|mkr|kronor|%)(?![a-zåäö])"
    r"|(?<=[a-zåäö] )-?[0-9]{1,3}(?: [0-9]{3}){0,3}(?:,[0-9]{1,2})? ?(?:tkr|kr|mkr|kronor|%)(?![a-zåäö])"
)
_SENTENCE = re.compile(r"(?<=[a-zåäö)%][.!?]) +(?=[A-ZÅÄÖ])")
#: How far before a figure the words stand that say what it is, and how alike words of different endings begin.
_BEFORE: Final = 12
_STEM: Final = 6
_LEAST_WORD: Final = 5
_LONGEST_LINE: Final = 400
_MOST: Final = 60
_EMPTY: Final = frozenset({"summa", "årets", "övrigt", "övriga", "totalt", "totala"})


@dataclass(frozen=True, slots=True)
class CellName:
    """A printed figure: how to point at it, the words of its row, and its value."""

    table: str
    row: str
    column: str
    words: tuple[str, ...]
    year: str
    figure: Figure


def portions_of(lines: Sequence[Line], tables: Sequence[Portion], document: str) -> Iterable[Portion]:
    """Every figure of a sentence that names a row and equals one of its cells, as far as rounding can be seen."""
    cells = [cell for table in tables for cell in _cells(table.tree)]
    taken = {line.number for table in tables for claim in table.claims for line in claim.lines}
    found = 0
    for window, sentence, own in _sentences([line for line in lines if line.number not in taken]):
        for match in (match for match in _AMOUNT.finditer(sentence) if match[0] in own):
            figure = parse_figure(match[0].strip().replace("kronor", "kr"))
            before = bare(sentence[: match.start()]).split()[-_BEFORE:]
            cell = None if figure is None else _named(before, figure, cells, sentence)
            if cell is None or found >= _MOST:
                continue
            found += 1
            tree: dict[str, Any] = {
                "id": f"{document}-{found}",
                "text": sentence,
                "value": match[0].strip().replace("kronor", "kr"),
                "same_as": {"table": cell.table, "row": cell.row, "column": cell.column},
                "source": {"document": document},
            }
            yield Portion(("stated_figures", LAST), tree, (Claim((), window, "likely"),))


def _cells(table: dict[str, Any]) -> Iterator[CellName]:
    for row in table["rows"]:
        words = tuple(word for word in bare(row["label"]).split() if word not in _EMPTY)
        if not any(len(word) >= _LEAST_WORD for word in words):
            continue
        for column, value in zip(table["columns"], row.get("values", ()), strict=False):
            text = value["value"] if isinstance(value, dict) else value
            figure = parse_number(text, Unit(row.get("unit", column.get("unit", table["unit"]))))
            if figure is not None and figure.value:
                yield CellName(table["id"], row["id"], column["id"], words, column.get("year", ""), figure)


def _named(before: Sequence[str], figure: Figure, cells: Iterable[CellName], sentence: str) -> CellName | None:
    """The cell that the words name and the figure equals; of several the one of the year that the sentence names."""
    stems = [word[:_STEM] for word in before]
    alike = [
        cell
        for cell in cells
        if cell.figure.unit.is_money == figure.unit.is_money
        and not differ(cell.figure, figure)
        and all(word[:_STEM] in stems for word in cell.words)
    ]

    def far(cell: CellName) -> int:
        """Words between the figure and the nearest of the row's."""
        return min(stems[::-1].index(word[:_STEM]) for word in cell.words)

    alike.sort(key=lambda cell: (far(cell), -len(cell.words), cell.year not in sentence, cell.table))
    return alike[0] if alike else None


def _sentences(lines: Sequence[Line]) -> Iterator[tuple[tuple[Line, ...], str, frozenset[str]]]:
    """Sentences with a figure in them, the lines around each, and those of its figures that are not told elsewhere."""
    for place, line in enumerate(lines):
        if (
            CELL in line.text
            or not any(character.isdigit() for character in line.text)
            or len(line.text) > _LONGEST_LINE
        ):
            continue
        window = tuple(lines[max(0, place - 2) : place + 3])
        for sentence in _SENTENCE.split(flowing(window)):
            text = " ".join(line.text.split())
            own = frozenset(match[0] for match in _AMOUNT.finditer(sentence) if match[0] in text)
            if own:
                yield window, sentence, own
