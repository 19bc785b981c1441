"""What must agree within a register: ids, labels of bands, the names of the steps, and one score for today."""

from __future__ import annotations

from collections.abc import Iterable

from finsam_control.message import Fault, Message
from finsam_control.records.base import Record
from finsam_control.records.matrix import Matrix
from finsam_control.records.register import Risk, RiskRegister

#: A scale of one step says nothing, and none in use has more than ten steps or bands.
FEWEST, MOST = 2, 10


def faults_within(register: RiskRegister) -> list[Fault]:
    """Every fault of a register whose values are each well formed."""
    return [*_scale(register.matrix), *_labels(register.matrix), *_ids(register.risks), *_scores(register.risks)]


def _at(record: Record, key: str, found: object, expected: Message, example: str = "") -> Fault:
    place = record.place(key)
    shown = found if isinstance(found, Message) else Message.of("`{value}`", value=found)
    return Fault(place.file, place.line, place.pointer, shown, expected, example)


def _scale(matrix: Matrix) -> Iterable[Fault]:
    sides = (
        ("likelihood", matrix.likelihood_levels, matrix.likelihood),
        ("consequence", matrix.consequence_levels, matrix.consequence),
    )
    for name, levels, steps in sides:
        if not FEWEST <= levels <= MOST:
            expected = Message.of("a number of steps from {fewest} to {most}", fewest=FEWEST, most=MOST)
            yield _at(matrix, f"{name}_levels", levels, expected, f"{name}_levels: 4")
        elif steps is not None and len(steps) != levels:
            found = Message.of("{n} steps are named", n=len(steps))
            yield _at(matrix, name, found, Message.of("a name for each of the {n} steps", n=levels))


def _labels(matrix: Matrix) -> Iterable[Fault]:
    labels = [band.label for band in matrix.bands]
    if len(labels) > MOST:
        found = Message.of("{n} bands", n=len(labels))
        yield _at(matrix, "bands", found, Message.of("at most {most} bands", most=MOST))
    known = {label.casefold() for label in labels}
    for number, band in enumerate(matrix.bands):
        if band.label.casefold() in {label.casefold() for label in labels[:number]}:
            yield _at(band, "label", band.label, Message.of("a label of its own for each band"))
    named: list[tuple[Record, str, str]] = [(item, "band", item.band) for item in matrix.overrides]
    named += [(item, "highest", item.highest) for item in matrix.appetite]
    for record, key, label in named:
        if label.casefold() not in known:
            yield _at(record, key, label, Message.of("the label of a band: {known}", known=", ".join(labels)))


def _ids(risks: tuple[Risk, ...]) -> Iterable[Fault]:
    seen: dict[str, Risk] = {}
    for risk in risks:
        first = seen.setdefault(risk.id, risk)
        if first is not risk:
            found = Message.of("the id `{id}` stands on line {line} too", id=risk.id, line=first.place("id").line)
            yield _at(risk, "id", found, Message.of("an id of its own for each"))


def _scores(risks: tuple[Risk, ...]) -> Iterable[Fault]:
    for risk in risks:
        if risk.current is None:
            continue
        printed = (("likelihood", risk.likelihood), ("consequence", risk.consequence))
        for key, value in printed:
            now = getattr(risk.current, key)
            if value is not None and value != now:
                found = Message.of("{value} here and {now} under `current`", value=value, now=now)
                expected = Message.of("one score for today; an earlier one stands under `inherent`")
                yield _at(risk, key, found, expected)
