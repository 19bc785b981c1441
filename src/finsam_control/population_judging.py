"""Whole populations under rules: every row judged in SQL, one outcome a rule, and a share of the rows judged again.

The rows and the numbers of their verdicts are kept in one table a kind, made in one pass for all rules of the kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from finsam_control import condition as c
from finsam_control.engines.columnar import LAW_DATE, UNKNOWN_WHETHER, WORDS, Span, Sql, Word, named, number, verdict
from finsam_control.facts.base import Fact, fields_of
from finsam_control.judged import DRAWN, OTHERS, Judged, Tables
from finsam_control.judging import DisagreementError, Judge, Population, in_force
from finsam_control.outcome import Outcome, Tally
from finsam_control.rule import Rule

#: Deviating rows that an outcome carries.
TOP: Final = 10


def judge_population(  # noqa: PLR0913, PLR0917 -- what is judged, by what, and where it stood
    judge: Judge,
    kind: type[Fact],
    view: str,
    tables: Tables,
    fiscal_year: int,
    paths: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Outcome, ...], Judged]:
    """Judges every row of a view by every rule about its kind: an outcome a rule, in the order of their ids.

    Raises:
        DisagreementError: a row judged again got another verdict.
        LookupError: a parameter has no value on a row's law date.
    """
    rules = tuple(rule for rule in judge.rulebook.rules if rule.subject is kind)
    judged = Judged(kind, rules, tables, paths)
    _keep(judge, judged, view, fiscal_year)
    tallies = judge_again(judge, judged, _tallies(judged), fiscal_year)
    told = list(zip(rules, tallies, strict=True))
    missing = _missing(judged, [rule for rule, tally in told if tally.not_assessable])
    return tuple(_outcome(judged, rule, tally, missing.get(rule.id, ())) for rule, tally in told), judged


def _keep(judge: Judge, judged: Judged, view: str, fiscal_year: int) -> None:
    """One pass over the view: what the rules read of each row, and a verdict a rule."""
    dates = frozenset(name for name, field in fields_of(judged.kind).items() if field.means.unit == "date")
    selected = [Sql(named(name)) for name in judged.columns]
    for rule in judged.rules:
        undated: Word = "not_assessable" if in_force(rule, str(date.min), f"{fiscal_year}-12-31") else "not_applicable"
        found = verdict(spans(judge, rule), undated, dates)
        selected.append(Sql(f"CAST({found.text} AS TINYINT) AS {judged.verdict(rule)}", found.values))
    text = ", ".join(part.text for part in selected)
    query = f"SELECT {text} FROM ({view}) AS facts"  # noqa: S608 -- quoted names, marks and the view, which is ours
    judged.tables.keep(judged.table, Sql(query, tuple(value for part in selected for value in part.values)))


def spans(judge: Judge, rule: Rule) -> list[Span]:
    """What a rule asks from which law date."""
    force = rule.text.in_force
    turns = {force.start.first} if force.start is not None else set[date]()
    ends = {force.end.last} if force.end is not None else set[date]()
    for name in rule.asked:
        for dated in judge.rulebook.parameters[name].values:
            turns.add(dated.start.first)
            ends |= {dated.until.last} if dated.until is not None else set[date]()
    turns |= {day + timedelta(days=1) for day in ends if day < date.max}
    found = [Span(None, _asked(judge, rule, date.min))]
    for day in sorted(turns):
        asked = _asked(judge, rule, day)
        found += [Span(day.isoformat(), asked)] if asked != found[-1].asked else []
    return found


def _asked(judge: Judge, rule: Rule, on: date) -> Any:
    if not in_force(rule, on.isoformat()):
        return "not_applicable"
    try:
        return judge.question(rule, on)
    except LookupError:
        return "error"


def _tallies(judged: Judged) -> list[Tally]:
    """What each rule found, from the rows counted by what all rules said of them: one pass, however many the rules.

    Raises:
        LookupError: a parameter has no value on a row's law date.
    """
    verdicts = [judged.verdict(rule) for rule in judged.rules]
    counted = ", ".join([*verdicts, "count(*)", 'sum(abs("amount"))', 'count("amount")'])
    grouped = f" GROUP BY {', '.join(verdicts)}" if verdicts else ""
    query = f"SELECT {counted} FROM {named(judged.table)}{grouped}"  # noqa: S608 -- quoted names alone
    groups = list(judged.tables.rows(Sql(query)))
    return [_tally(rule, [(group[n], *group[-3:]) for group in groups]) for n, rule in enumerate(judged.rules)]


def _tally(rule: Rule, groups: Sequence[tuple[int, int, int | None, int]]) -> Tally:
    """One rule's share of the groups: a verdict, the rows with it, their öre, and how many of them have an amount."""
    rows: Counter[Word] = Counter()
    amount = with_amount = 0
    for code, count, ore, known in groups:
        rows[WORDS[code]] += count
        if WORDS[code] == "violated":
            amount, with_amount = amount + int(ore or 0), with_amount + known
    if rows["error"]:
        raise LookupError(f"{rule.id}: a parameter has no value on the law date of {rows['error']} rows")
    return Tally(
        passed=rows["passed"],
        violated=rows["violated"],
        not_applicable=rows["not_applicable"],
        not_assessable=rows["not_assessable"],
        amount=amount,
        without_amount=rows["violated"] - with_amount,
        top=(),
        compared=0,
    )


def _outcome(judged: Judged, rule: Rule, tally: Tally, missing: tuple[str, ...]) -> Outcome:
    fields, document = fields_of(judged.kind), judged.kind.document
    documents = {fields[name].means.document or document if name in fields else document for name in missing}
    unknown = tuple(sorted(rule.asked)) if tally.not_assessable and not missing else ()
    return Outcome(rule, tally.worst, None, missing, tuple(sorted(documents)), unknown, tally=tally)


def judge_again(judge: Judge, judged: Judged, tallies: Sequence[Tally], fiscal_year: int) -> list[Tally]:
    """Judges rows as facts of a year are, with every row engine, and compares; tallies tell how many, and the largest.

    Raises:
        DisagreementError: a row got another verdict.
    """
    picked = judged.picked([rule for rule, tally in zip(judged.rules, tallies, strict=True) if tally.violated])
    found = []
    for nth, (rule, tally) in enumerate(zip(judged.rules, tallies, strict=True)):
        deviations = picked.largest.get(rule.id, ())
        others = [(fact, WORDS[codes[nth]]) for codes, fact in picked.drawn if WORDS[codes[nth]] != "violated"]
        # A rule that most rows deviate from finds too few of the others among those that were drawn for all.
        if len(others) < OTHERS and len(picked.drawn) == DRAWN:
            others = list(judged.others(rule, OTHERS))
        rows: list[tuple[Fact, Word]] = [*((fact, "violated") for fact in deviations), *others[:OTHERS]]
        _compare(judge, judged, rule, rows, fiscal_year)
        found.append(replace(tally, top=deviations[:TOP], compared=len(rows)))
    return found


def _compare(judge: Judge, judged: Judged, rule: Rule, rows: Sequence[tuple[Fact, Word]], fiscal_year: int) -> None:
    # Without facts there is nothing to compare, and a rule that met none has an outcome of its own.
    facts = Population(tuple(fact for fact, _ in rows), known_empty=True)
    outcomes = judge.of_rule(rule, facts, fiscal_year) if rows else []
    for (fact, word), outcome in zip(rows, outcomes, strict=True):
        if outcome.kind != word:
            others = ", ".join(other.name for other in judge.engines)
            where = f"{fact.place.file}:{fact.place.line}"
            engine = judged.tables.name
            raise DisagreementError(f"{rule.id} {fact.key} ({where}): {engine} {word}, {others} {outcome.kind}")


def _missing(judged: Judged, rules: Sequence[Rule]) -> dict[str, tuple[str, ...]]:
    """By rule, the fields that rows which could not be assessed lack, of those that decided that they could not."""
    asked = [
        (rule.id, name, f"{judged.verdict(rule)} = {code} AND {named(name)} IS NULL")
        for rule in rules
        for code, condition in ((number("not_assessable"), rule.require), (UNKNOWN_WHETHER, rule.applies_when))
        for name in sorted({LAW_DATE} | (frozenset() if condition is None else c.fields(condition)))
    ]
    if not asked:
        return {}
    # Each rule and field is a column: one pass over the rows, however many rules could not judge some.
    lacking = ", ".join(f"bool_or({test})" for _, _, test in asked)
    found = next(judged.tables.rows(Sql(f"SELECT {lacking} FROM {named(judged.table)}")))  # noqa: S608 -- quoted names and a verdict's number
    lacked: dict[str, set[str]] = {rule: set() for rule, _, _ in asked}
    for (rule, name, _), lacks in zip(asked, found, strict=True):
        lacked[rule] |= {name} if lacks else set()
    return {rule: tuple(sorted(names)) for rule, names in lacked.items()}
