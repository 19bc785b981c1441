"""The auditors' remarks: a list in columns with measure and time, or sentences of a report that say what is amiss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from finsam_control.intake.dates import MONTHS, dates_in
from finsam_control.intake.line import CELL, Line, cells_in, flowing, split_at_capitals
from finsam_control.intake.portion import LAST, Claim, Portion
from finsam_control.intake.vocabulary import bare, vocabulary
from finsam_control.intake.wrapped import cells_of

_COLUMNS: Final = ("area", "remark", "measure", "when")
_TIME = re.compile(rf"(?i)\b(?:{'|'.join(MONTHS)}|(?:19|20)[0-9]{{2}}|snarast|pågår|våren|hösten|löpande|klart)\b")
_MONTH = re.compile(rf"(?i)\b(?:{'|'.join(MONTHS)})\b")
_DAY: Final = len("2022-04-22")
_PLACE = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+,? (?:den )?(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_NUMBERED = re.compile(r"^(?:[0-9]{1,2}\.)+[0-9]{0,2}\.? ?[A-ZÅÄÖ]|^[0-9]{1,2} [A-ZÅÄÖ]")
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])")
_LONGEST_AREA: Final = 9
#: More sentences with such words than any report has.
_MOST: Final = 200


def portions_of(lines: Sequence[Line], document: str, kind: str) -> Iterable[Portion]:
    """Every remark of the lines."""
    number = 0
    for row in _rows(lines):
        number += 1
        yield _of_row(row, number, document)
    if kind in {"revisionsrapport", "revisionsberattelse"} or _has_report(lines):
        yield from _of_text(lines, document, number)


def _rows(lines: Sequence[Line]) -> Iterable[tuple[tuple[Line, ...], ...]]:
    """The rows of every list of remarks, page by page: a heading that returns begins a row."""
    heads = [place for place, line in enumerate(lines) if _is_head(line)]
    for place, following in pairwise([*heads, len(lines)]):
        body: list[Line] = []
        for line in lines[place + 1 : following]:
            if _PLACE.match(line.text.strip()):
                break
            body += [line] if CELL in line.printed else split_at_capitals(line)
        ruled = [line for line in body if line.printed.count(CELL) == len(_COLUMNS) - 1]
        yield from (cells_in(line) for line in ruled)
        if not ruled:
            yield from cells_of(body, len(_COLUMNS), _suits)


def _is_head(line: Line) -> bool:
    """A line of at least three headings of such a list, and nothing else."""
    said = bare(line.text)
    heard = [
        name for name in _COLUMNS if any(f" {word} " in f" {said} " for word in vocabulary().synonyms("columns")[name])
    ]
    return "remark" in heard and len(heard) >= 3 and len(said.split()) <= 8  # noqa: PLR2004 -- three of four


def _suits(column: int, lines: Sequence[Line]) -> float:
    """How well a cell suits: areas are short, times name one, remarks and measures are sentences."""
    text = " ".join(line.text.strip() for line in lines)
    words = len(text.split())
    match column:
        case 0:
            is_time = _MONTH.search(text) is not None or any(len(date) == _DAY for date in dates_in(text))
            return 0.5 - 0.5 * max(0, words - _LONGEST_AREA) - 2.5 * is_time
        case 3:
            return 3.0 - 0.3 * max(0, words - 8) if _TIME.search(text) else -1.0
        case _:
            # A remark is more than two words, and seldom more than a sentence or two.
            return -2.0 if words <= 2 else -0.15 * max(0, words - 22)  # noqa: PLR2004


def _of_row(row: tuple[tuple[Line, ...], ...], number: int, document: str) -> Portion:
    area, remark, measure, when = (flowing(cell) for cell in row)
    tree: dict[str, Any] = {"id": str(number), "area": area, "text": remark, "measure": measure, "when": when}
    dates = dates_in(when)
    if len(dates) == 1:
        tree["due"] = dates[0]
    tree["source"] = {"document": document}
    claims = (
        Claim((), tuple(line for cell in row for line in cell), "likely"),
        *(Claim((key,), cell, "doubtful") for key, cell in zip(("area", "text", "measure", "when"), row, strict=True)),
    )
    return Portion(("observations", "items", LAST), tree, claims)


def _has_report(lines: Sequence[Line]) -> bool:
    """An audit report may be bound with the annual report that it is about."""
    text = [bare(line.text) for line in lines if len(line.words) <= _LONGEST_AREA]
    return any("granskningsresultat" in said or said == "revisionsfråga" for said in text)


def _of_text(lines: Sequence[Line], document: str, number: int) -> Iterable[Portion]:
    """Sentences in which auditors say that something is missing, weak, or should be done."""
    heading = ""
    begun = False
    for paragraph in _paragraphs(lines):
        first = " ".join(paragraph[0].text.split())
        if _NUMBERED.match(first) and len(first.split()) <= _LONGEST_AREA:
            heading = re.sub(r"^[0-9. ]+", "", first)
            begun = begun or "granskning" in first.lower()
            paragraph = paragraph[1:]  # noqa: PLW2901 -- the paragraph without its heading
        if not begun or not paragraph:
            continue
        if _is_end(first):
            return
        for sentence in _SENTENCE.split(flowing(paragraph)):
            if number < _MOST and any(f" {word} " in f" {bare(sentence)} " for word in vocabulary().tables["remarks"]):
                number += 1
                tree = {
                    "id": f"text-{number}",
                    "area": heading or "Granskning",
                    "text": sentence.strip(),
                    "source": {"document": document, **({"heading": heading} if heading else {})},
                }
                yield Portion(("observations", "items", LAST), tree, (Claim((), tuple(paragraph), "doubtful"),))


def _is_end(first: str) -> bool:
    return first.lower().startswith(("sammanfattning", "bilag"))


def _paragraphs(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Runs of lines to a heading or a line that ends a sentence."""
    current: list[Line] = []
    for line in lines:
        text = " ".join(line.text.split())
        if current and (_NUMBERED.match(text) or _is_end(text)):
            yield current
            current = []
        current.append(line)
        if text.endswith((".", ":")) or (_NUMBERED.match(text) and len(text.split()) <= _LONGEST_AREA):
            if _NUMBERED.match(text):
                continue
            yield current
            current = []
    if current:
        yield current
