"""Conditions as SQL over the columns of a view: the reference's three values, for millions of rows at a time.

NULL is unknown, and AND, OR and NOT of SQL are those of Kleene. What is written here is the plain part of SQL that
DuckDB and, through sqlglot, Spark read alike: quoted names, bound values, comparisons; no arithmetic at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from finsam_control.condition import All, Any, Bindings, Compare, Condition, Known, Not, OneOf, Value, bound
from finsam_control.engines.verdict import Question

Word = Literal["passed", "violated", "not_applicable", "not_assessable", "error"]

#: What a row's number means; a row is an `error` where a parameter has no value on its law date, and has the last where
#: it is not even known whether the rule is about it.
WORDS: Final[tuple[Word, ...]] = (
    "passed",
    "violated",
    "not_applicable",
    "not_assessable",
    "error",
    "not_assessable",
)
UNKNOWN_WHETHER: Final = len(WORDS) - 1
LAW_DATE: Final = "law_date"

_OPERATORS: Final = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL, and the values of its question marks in their order."""

    text: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked of rows from a law date (ISO; None is the first there is) until that of the next span."""

    start: str | None
    asked: Question | Literal["not_applicable", "error"]


UNKNOWN: Final = Sql("CAST(NULL AS BOOLEAN)")


def named(name: str) -> str:
    """An identifier that is nothing but a name, whatever it holds."""
    return '"{}"'.format(name.replace('"', '""'))


def number(word: Word) -> int:
    return WORDS.index(word)


def verdict(spans: Sequence[Span], undated: Word, dates: frozenset[str]) -> Sql:
    """An expression that gives each row the number of its verdict.

    Args:
        spans: what is asked from which law date, oldest first; the first begins with the first row.
        undated: the verdict of a row whose law date is unknown.
        dates: the columns that hold dates.
    """
    law_date = named(LAW_DATE)
    text, values = f"CASE WHEN {law_date} IS NULL THEN {number(undated)}", list[Value]()
    for span, following in pairwise(spans):
        found = _asked(span, dates)
        text += f" WHEN {law_date} < CAST(? AS DATE) THEN {found.text}"
        values += [following.start or "", *found.values]
    last = _asked(spans[-1], dates)
    return Sql(f"{text} ELSE {last.text} END", (*values, *last.values))


def _asked(span: Span, dates: frozenset[str]) -> Sql:
    if not isinstance(span.asked, Question):
        return Sql(str(number(span.asked)))
    question = span.asked
    holds = expression(question.require, question.bound, dates)
    judged = _chosen(holds, Sql(str(number("passed"))), number("violated"), number("not_assessable"))
    if question.applies_when is None:
        return judged
    applies = expression(question.applies_when, question.bound, dates)
    return _chosen(applies, judged, number("not_applicable"), UNKNOWN_WHETHER)


def _chosen(condition: Sql, true: Sql, false: int, unknown: int) -> Sql:
    """By a condition of three values."""
    text = f"CASE {condition.text} WHEN TRUE THEN {true.text} WHEN FALSE THEN {false} ELSE {unknown} END"
    return Sql(text, (*condition.values, *true.values))


def expression(condition: Condition, bindings: Bindings, dates: frozenset[str]) -> Sql:
    """The condition as an expression that is true, false or NULL where the reference says true, false or unknown."""
    match condition:
        case All(parts):
            return _joined([expression(part, bindings, dates) for part in parts], "AND", "TRUE")
        case Any(parts):
            return _joined([expression(part, bindings, dates) for part in parts], "OR", "FALSE")
        case Not(part):
            inner = expression(part, bindings, dates)
            return Sql(f"(NOT {inner.text})", inner.values)
        case Known(field, expected):
            return Sql(f"({named(field)} IS {'NOT ' if expected else ''}NULL)")
        case OneOf(field, operands):
            return _one_of(field, [bound(operand, bindings) for operand in operands], dates)
        case Compare(field, op, operand, within):
            margin = 0 if within is None else bound(within, bindings)
            return _compared(field, op, bound(operand, bindings), margin, dates)


def _joined(parts: Sequence[Sql], word: str, empty: str) -> Sql:
    text = f" {word} ".join(part.text for part in parts) or empty
    return Sql(f"({text})", tuple(value for part in parts for value in part.values))


def _one_of(field: str, values: Sequence[Value | None], dates: frozenset[str]) -> Sql:
    """SQL's IN is unknown where a row's value is, and where it is none of the known ones beside a NULL."""
    known = tuple(value for value in values if value is not None)
    marks = [_mark(field, dates)] * len(known) + ["NULL"] * (len(known) < len(values))
    return (
        Sql(f"({named(field)} IN ({', '.join(marks)}))", known) if marks else Sql(f"({named(field)} <> {named(field)})")
    )


def _compared(field: str, op: str, value: Value | None, margin: Value | None, dates: frozenset[str]) -> Sql:
    if value is None or margin is None:
        return UNKNOWN
    if margin:
        low, high = int(value) - int(margin), int(value) + int(margin)
        return Sql(f"({named(field)} BETWEEN ? AND ?)", (low, high))
    return Sql(f"({named(field)} {_OPERATORS[op]} {_mark(field, dates)})", (value,))


def _mark(field: str, dates: frozenset[str]) -> str:
    return "CAST(? AS DATE)" if field in dates else "?"
