"""Lines as programs write them, read by one pattern for many: whole vouchers, or the rows of the one that is open.

What the patterns do not take is read line by line (`sie`), and says the same there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from operator import add
from typing import NamedTuple

from finsam_control.reading.blocks import LINE_LIMIT
from finsam_control.reading.sie_events import Rows, WholeVouchers
from finsam_control.reading.sie_fields import BrokenLineError, date_of, plain_fields

#: Vouchers, and rows of one, that are taken at once at most: memory is bounded, and an odd line has few usual ones read
#: line by line with it.
_MOST_VOUCHERS, _MOST_ROWS = 100, 1_000
#: Blanks at the edges of a line at most, so that no line that is taken is longer than the limit.
_MOST_BLANKS = 8
#: Lines of a voucher beside its rows: the head, and the two braces; the first row is two lines below the head.
_OTHER_LINES, _TO_ROWS = 3, 2

# Nothing that has matched is given back (`++`, `?+`): that halves the time, and no line could be read in another way.
_EDGE = rf"[ \t]{{0,{_MOST_BLANKS}}}+"
_END = rf"{_EDGE}\r?+\n"
_REST = rf"[^\n]{{0,{LINE_LIMIT - 2 * _MOST_BLANKS}}}+\n"
_OPENED, _CLOSED = rf"{_EDGE}\{{{_END}", rf"{_EDGE}\}}{_END}"
_ROW_LINES = rf"(?:{_EDGE}#TRANS{_REST}){{1,{_MOST_ROWS}}}+"
# What looks usual, by the tags alone.
_ROWS_END = re.compile(_ROW_LINES).match
_VOUCHERS_END = re.compile(rf"(?:{_EDGE}#VER{_REST}{_OPENED}{_ROW_LINES}{_CLOSED}){{1,{_MOST_VOUCHERS}}}+").match
# What it says. A field has two groups, in quotes and without, of which one is empty; one that is passed over has none.
_FIELD = r'(?:[ \t]++(?:"([^"\\\x00-\x1f\x7f]*+)"|([^ \t"{}\x00-\x1f\x7f]++)))?+'
_PASSED = _FIELD.replace("([", "(?:[")
_VOUCHERS = re.compile(rf"^{_EDGE}#VER{_FIELD * 6}{_END}{_OPENED}({_ROW_LINES}){_CLOSED}", re.MULTILINE).findall
# A numeric account, no objects or plain ones, the amount; then a date, a text, a quantity and a signature.
_ROWS = re.compile(
    rf"^{_EDGE}#TRANS[ \t]++([0-9]++)[ \t]++\{{([^{{}}\\\x00-\x08\x0a-\x1f\x7f]*+)\}}"
    rf"[ \t]++(-?[0-9]{{1,15}}+)(?:\.([0-9]{{1,2}}+)0*+)?+{_PASSED}{_FIELD}{_PASSED}{_FIELD}{_END}",
    re.MULTILINE,
).findall


class Run(NamedTuple):
    """Lines that look usual, up to the place `end` of a text, and what they say; None where one is odd after all."""

    end: int
    said: Rows | WholeVouchers | None


def run(text: str, at: int, line: int, *, inside: bool) -> Run | None:
    """The run that begins with the line of that number, at that place in the text; None where no usual line stands.

    `inside` a voucher a run is rows, and elsewhere whole vouchers.
    """
    usual = _ROWS_END if inside else _VOUCHERS_END
    found = usual(text, at)
    if found is not None and "\\" in found[0]:
        # A field with an escape is no usual one: the run ends before it.
        found = usual(text, at, text.index("\\", at))
    if found is None:
        return None
    lines = found[0]
    said = _rows(lines, range(line, line + lines.count("\n"))) if inside else _vouchers(lines, line)
    return Run(found.end(), said)


def _vouchers(text: str, line: int) -> WholeVouchers | None:
    found = _VOUCHERS(text)
    if not found:
        return None
    *heads, bodies = zip(*found, strict=True)
    sizes = [body.count("\n") for body in bodies]
    if sum(sizes) + _OTHER_LINES * len(sizes) != text.count("\n"):
        return None
    lines = list(accumulate([size + _OTHER_LINES for size in sizes[:-1]], initial=line))
    rows_from = [at + _TO_ROWS for at in lines]
    of_rows = [row for at, size in zip(rows_from, sizes, strict=True) for row in range(at, at + size)]
    rows = _rows("".join(bodies), of_rows)
    series, numbers, dated, texts, registered, signatures = map(_either, heads[::2], heads[1::2])
    days = _days({*dated, *registered})
    if rows is None or days is None:
        return None
    dates, entered = list(map(days.__getitem__, dated)), list(map(days.__getitem__, registered))
    return WholeVouchers(lines, series, numbers, dates, texts, entered, signatures, sizes, rows)


def _days(stated: set[str]) -> dict[str, date | None] | None:
    try:
        return {text: date_of(text) for text in stated}
    except BrokenLineError:
        return None


def _rows(text: str, lines: Sequence[int]) -> Rows | None:
    found = _ROWS(text)
    if len(found) != len(lines):
        return None
    accounts, lists, whole, decimals, *rest = zip(*found, strict=True)
    objects = {inner: named for inner in set(lists) if (named := plain_fields(inner)) is not None}
    if not objects.keys() >= set(lists):
        return None
    ore = {stated: stated.ljust(2, "0") for stated in set(decimals)}
    amounts = list(map(int, map(add, whole, map(ore.__getitem__, decimals))))
    return Rows(lines, accounts, list(map(objects.__getitem__, lists)), amounts, _either(*rest[:2]), _either(*rest[2:]))


def _either(quoted: Sequence[str], plain: Sequence[str]) -> Sequence[str]:
    return list(map(add, quoted, plain))
