"""Reports to an overview: a digest of each is kept, so that eight hundred years cost no more memory than their rows."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final, get_args

from finsam_control.facts.base import share
from finsam_control.grade import Level
from finsam_control.overview import (
    AreaMark,
    CommonFinding,
    Measure,
    Overview,
    Position,
    Recurring,
    Spread,
    Trend,
    YearInfo,
)
from finsam_control.report import OutcomeInfo, Report
from finsam_control.rule import SEVERITIES, Severity
from finsam_control.words import N_, Words

MEASURES: Final[dict[Measure, str]] = {
    "equity_share": N_("equity, share of the year's allotted funds"),
    "used_share": N_("costs, share of the year's allotted funds"),
    "administration_share": N_("administration, share of the costs"),
    "overdue": N_("duties and measures past their last day"),
}

_LEVELS: Final[tuple[Level, ...]] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Breach:
    rule: str
    title: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Digest:
    """What the overview needs of one report."""

    entity: str
    org_number: str | None
    period: int
    overall: Level
    word: str
    score: int | None
    areas: tuple[AreaMark, ...]
    breaches: tuple[Breach, ...]
    equity: int | None
    result: int | None
    measures: tuple[tuple[Measure, int], ...]


def digest(report: Report) -> Digest:
    """The rows of one report."""
    breached = {outcome.rule: outcome for outcome in report.outcomes if outcome.outcome == "violated"}
    return Digest(
        entity=report.entity.name,
        org_number=report.entity.org_number,
        period=report.period,
        overall=report.grade.overall,
        word=report.grade.word,
        score=report.grade.score,
        areas=tuple(AreaMark(area=area.area, level=area.level, word=area.word) for area in report.grade.areas),
        breaches=tuple(Breach(rule, outcome.title, outcome.severity) for rule, outcome in sorted(breached.items())),
        equity=None if report.equity is None else report.equity.closings[-1].amount,
        result=None if report.economy is None else report.economy.result,
        measures=tuple(_measures(report)),
    )


def _measures(report: Report) -> Iterator[tuple[Measure, int]]:
    allotted = None if report.equity is None else report.equity.allotted
    equity = None if report.equity is None else report.equity.closings[-1].amount
    costs = None if report.economy is None else report.economy.costs
    administration = None if report.economy is None else report.economy.administration
    shares: tuple[tuple[Measure, int | None], ...] = (
        ("equity_share", share(equity, allotted)),
        ("used_share", share(costs, allotted)),
        ("administration_share", share(administration, costs)),
    )
    yield from ((measure, value) for measure, value in shares if value is not None)
    yield "overdue", sum(_is_overdue(outcome) for outcome in report.outcomes)


def _is_overdue(outcome: OutcomeInfo) -> bool:
    """Its last day has passed, accepted or not: acceptance does not do what was to be done."""
    return outcome.outcome in {"violated", "accepted"} and outcome.due is not None


def overview_of(digests: Sequence[Digest], words: Words, as_of: str, *, anonymous: bool) -> Overview:
    """The digests side by side; anonymous ones under letters in an order that no name has any part in."""
    by_entity = _by_entity(digests)
    if anonymous:
        by_entity = {_letters(number): years for number, years in enumerate(sorted(by_entity.values(), key=_nameless))}
    known = {
        measure: sorted(value for item in digests for m, value in item.measures if m == measure) for measure in MEASURES
    }
    years = {name: tuple(_year(name, item, known, words) for item in own) for name, own in by_entity.items()}
    if anonymous:
        years = {name: tuple(_without_amounts(year) for year in own) for name, own in years.items()}
    return Overview(
        language=words.language,
        as_of=as_of,
        anonymous=anonymous,
        reports=len(digests),
        entities=len(by_entity),
        years=tuple(year for own in years.values() for year in own),
        common=_common(by_entity),
        spreads=tuple(_spread(measure, known[measure], words) for measure in MEASURES if known[measure]),
        trends=tuple(
            Trend(entity=name, years=own, recurring=_recurring(by_entity[name]))
            for name, own in years.items()
            if len(own) > 1
        ),
    )


def _by_entity(digests: Sequence[Digest]) -> dict[str, list[Digest]]:
    """Each förbund's years, oldest first, under its latest name.

    The registration number decides who is who; a year without one is of the only förbund that has its name.
    """
    numbers: dict[str, set[str]] = {}
    for item in digests:
        if item.org_number is not None:
            numbers.setdefault(item.entity, set()).add(item.org_number)
    groups: dict[str, list[Digest]] = {}
    for item in sorted(digests, key=lambda item: (item.period, item.entity)):
        borne = numbers.get(item.entity, set())
        key = item.org_number or (next(iter(borne)) if len(borne) == 1 else item.entity)
        groups.setdefault(key, []).append(item)
    latest = [(own[-1].entity, own) for own in groups.values()]
    counts = Counter(name for name, _ in latest)
    named = {name if counts[name] == 1 else f"{name} ({own[-1].org_number or '–'})": own for name, own in latest}
    return dict(sorted(named.items()))


def _nameless(years: Sequence[Digest]) -> tuple[object, ...]:
    """An order by what was found alone."""
    last = years[-1]
    return _LEVELS.index(last.overall), len(last.breaches), last.measures, len(years), tuple(y.period for y in years)


def _letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    text = ""
    while number >= 0:
        number, place = divmod(number, len(ascii_uppercase))
        text = ascii_uppercase[place] + text
        number -= 1
    return text


def _year(name: str, item: Digest, known: dict[Measure, list[int]], words: Words) -> YearInfo:
    counts = Counter(breach.severity for breach in item.breaches)
    return YearInfo(
        entity=name,
        period=item.period,
        overall=item.overall,
        word=item.word,
        score=item.score,
        areas=item.areas,
        deviations={severity: counts[severity] for severity in SEVERITIES},
        equity=item.equity,
        result=item.result,
        positions=tuple(
            Position(measure=m, value=value, text=_text(m, value, words), percentile=_percentile(value, known[m]))
            for m, value in item.measures
        ),
    )


def _without_amounts(year: YearInfo) -> YearInfo:
    """Amounts to the krona are printed in public documents, with the name beside them."""
    return year.model_copy(update={"equity": None, "result": None})


def _percentile(value: int, known: Sequence[int]) -> int:
    return 100 * (2 * sum(other < value for other in known) + known.count(value)) // (2 * len(known))


def _text(measure: Measure, value: int, words: Words) -> str:
    return words.value(value, "count" if measure == "overdue" else "ppm")


def _common(by_entity: dict[str, list[Digest]]) -> tuple[CommonFinding, ...]:
    """Breaches of two förbund or more."""
    years = Counter(breach for own in by_entity.values() for item in own for breach in item.breaches)
    entities = Counter(breach for own in by_entity.values() for breach in {b for item in own for b in item.breaches})
    found = (
        CommonFinding(
            rule=breach.rule, title=breach.title, severity=breach.severity, entities=count, years=years[breach]
        )
        for breach, count in entities.items()
        if count > 1
    )
    return tuple(sorted(found, key=lambda item: (-item.entities, -item.years, item.rule)))


def _spread(measure: Measure, known: Sequence[int], words: Words) -> Spread:
    return Spread(
        measure=measure,
        name=words(MEASURES[measure]),
        known=len(known),
        lowest=_text(measure, known[0], words),
        median=_text(measure, int(statistics.median(known)), words),
        highest=_text(measure, known[-1], words),
    )


def _recurring(years: Sequence[Digest]) -> tuple[Recurring, ...]:
    periods: dict[Breach, list[int]] = {}
    for item in years:
        for breach in item.breaches:
            periods.setdefault(breach, []).append(item.period)
    found = (
        Recurring(rule=breach.rule, title=breach.title, severity=breach.severity, periods=tuple(own))
        for breach, own in periods.items()
        if len(set(own)) > 1
    )
    return tuple(sorted(found, key=lambda item: (SEVERITIES.index(item.severity), -len(item.periods), item.rule)))
