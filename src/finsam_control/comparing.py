"""Two reports of one förbund side by side: what is new, fixed, still there, changed, and gone without evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from finsam_control.comparison import Comparison, GradeChange, Pair, Side, Transition, ValueChange
from finsam_control.earlier_report import EarlierReport, is_same_entity, record_of
from finsam_control.grade import Level
from finsam_control.masking import masked
from finsam_control.message import Message
from finsam_control.report import EntityInfo, GradeInfo, Observed, OutcomeInfo, Report
from finsam_control.rule import SEVERITIES, Area, OutcomeKind
from finsam_control.words import Words

BREACHES = frozenset({"violated", "accepted"})
GROUPS = ("appeared", "vanished", "changed", "remaining", "fixed")

#: Rule, the record's own name, and which of the records that share it.
PairKey = tuple[str, str, int]


def compare(old: EarlierReport, new: EarlierReport, words: Words, failing: frozenset[str]) -> Comparison:
    """The comparison; `failing` are the severities at or above the limit.

    Raises:
        UnreadableError: the reports are of different förbund, in the wrong order, or have nothing to pair.
    """
    _check(old, new)
    before, after = _by_key(old.report), _by_key(new.report)
    groups: dict[str, list[Pair]] = {name: [] for name in GROUPS}
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        group = _group(was, now)
        if group is not None:
            groups[group].append(_pair(key, was, now, words))
    report = new.report
    return Comparison(
        language=words.language,
        entity=EntityInfo(
            name=masked(report.entity.name), org_number=report.entity.org_number or old.report.entity.org_number
        ),
        old=_side(old),
        new=_side(new),
        grades=tuple(_grades(old.report.grade, report.grade, words)),
        transitions=tuple(_transitions(before, after, words)),
        worse=tuple(
            masked(now.key)
            for key, now in after.items()
            if _fails(now, failing) and not _fails(before.get(key), failing)
        ),
        **{name: tuple(sorted(pairs, key=_gravity)) for name, pairs in groups.items()},
    )


def _gravity(pair: Pair) -> int:
    return SEVERITIES.index(pair.severity)


def _check(old: EarlierReport, new: EarlierReport) -> None:
    one, other = old.report, new.report
    if not is_same_entity((one.entity.name, one.entity.org_number), (other.entity.name, other.entity.org_number)):
        raise new.fault(
            "/entity/name",
            Message.of("a report of {name}", name=other.entity.name),
            Message.of("a report of {name}", name=one.entity.name),
        )
    if one.period > other.period:
        raise new.fault(
            "/period",
            Message.of("a report of {year}", year=other.period),
            Message.of("the older report first, then the newer; the first one is of {year}", year=one.period),
        )
    if not _by_key(one).keys() & _by_key(other).keys():
        raise new.fault(
            "/outcomes",
            Message.of("no control of a record that stands in both reports"),
            Message.of("two reports with at least one rule and record in common"),
        )


def _by_key(report: Report) -> dict[PairKey, OutcomeInfo]:
    """Every outcome by rule and record; records that share a name are told apart by their order."""
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for outcome in report.outcomes:
        name = (outcome.rule, masked(record_of(outcome, report)))
        found[*name, seen[name]] = outcome
        seen[name] += 1
    return found


def _group(was: OutcomeInfo | None, now: OutcomeInfo | None) -> str | None:
    """Where a pair belongs; None where it is no deviation in either report."""
    if now is not None and now.outcome in BREACHES:
        if was is None or was.outcome not in BREACHES:
            return "appeared"
        same = was.outcome == now.outcome and not _changes(was, now)
        return "remaining" if same else "changed"
    if was is None or was.outcome not in BREACHES:
        return None
    if now is None or now.outcome in {"not_assessable", "error"}:
        return "vanished"
    return "fixed" if now.outcome == "passed" else "changed"


def _fails(outcome: OutcomeInfo | None, failing: frozenset[str]) -> bool:
    return outcome is not None and outcome.outcome == "violated" and outcome.severity in failing


def _changes(was: OutcomeInfo, now: OutcomeInfo) -> list[tuple[Observed, Observed]]:
    """The values that differ, in the order of the newer report; a value that only one rule text reads is no change."""
    before = {item.field: item for item in was.observed}
    return [
        (before[item.field], item)
        for item in now.observed
        if item.field in before and before[item.field].value != item.value
    ]


def _pair(key: PairKey, was: OutcomeInfo | None, now: OutcomeInfo | None, words: Words) -> Pair:
    told = now or was
    if told is None:
        raise ValueError(key)
    changes = [] if was is None or now is None else _changes(was, now)
    said = was if now is None or (was is not None and now.outcome not in BREACHES) else now
    return Pair(
        key=masked(told.key),
        rule=told.rule,
        record=key[1],
        title=masked(told.title),
        area=told.area,
        severity=told.severity,
        severity_word=words.severity(told.severity),
        before=None if was is None else was.outcome,
        before_word=_word(was, words),
        after=None if now is None else now.outcome,
        after_word=_word(now, words),
        years_running=None if now is None else now.years_running,
        values=tuple(
            ValueChange(
                field=after.field,
                meaning=masked(after.meaning),
                before=words.value(before.value, before.unit),
                after=words.value(after.value, after.unit),
            )
            for before, after in changes
        ),
        message=masked((said or told).message),
    )


def _word(outcome: OutcomeInfo | None, words: Words) -> str:
    return words("not in the report") if outcome is None else words.outcome(outcome.outcome, outcome.norm)


def _side(earlier: EarlierReport) -> Side:
    report = earlier.report
    return Side(period=report.period, as_of=report.as_of, sha256=earlier.sha256, rulebook=report.rulebook.sha256)


def _grades(old: GradeInfo, new: GradeInfo, words: Words) -> Iterator[GradeChange]:
    yield _grade(None, words("The year as a whole"), (old.overall, old.score), (new.overall, new.score), words)
    before = {area.area: (area.level, area.score) for area in old.areas}
    after = {area.area: (area.level, area.score) for area in new.areas}
    for area in get_args(Area):
        if area in before or area in after:
            yield _grade(area, words.area(area), before.get(area), after.get(area), words)


def _grade(
    area: Area | None,
    name: str,
    before: tuple[Level, int | None] | None,
    after: tuple[Level, int | None] | None,
    words: Words,
) -> GradeChange:
    one, other = before or (None, None), after or (None, None)
    return GradeChange(
        area=area,
        name=name,
        before=one[0],
        before_word=words("not in the report") if one[0] is None else words.level(one[0], area),
        before_score=one[1],
        after=other[0],
        after_word=words("not in the report") if other[0] is None else words.level(other[0], area),
        after_score=other[1],
    )


def _transitions(
    before: dict[PairKey, OutcomeInfo], after: dict[PairKey, OutcomeInfo], words: Words
) -> Iterator[Transition]:
    """Pairs without a deviation whose outcome is another: what could be assessed and no longer can, above all."""
    found: dict[tuple[OutcomeKind, OutcomeKind], list[str]] = {}
    for key in sorted(before.keys() & after.keys()):
        was, now = before[key], after[key]
        if was.outcome != now.outcome and not {was.outcome, now.outcome} & BREACHES:
            found.setdefault((was.outcome, now.outcome), []).append(masked(now.key))
    for (was_kind, now_kind), keys in sorted(found.items()):
        yield Transition(
            before=was_kind,
            before_word=words.outcome(was_kind, "law"),
            after=now_kind,
            after_word=words.outcome(now_kind, "law"),
            keys=tuple(keys),
        )
