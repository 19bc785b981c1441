"""The auditors' remarks as the board follows them: each with its measure, its state, and what the rules found."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.facts.base import said
from finsam_control.masking import masked
from finsam_control.outcome import Outcome
from finsam_control.outcome_report import place_info
from finsam_control.records.base import SAKNAS
from finsam_control.records.control import Observation
from finsam_control.rule import OutcomeKind
from finsam_control.run import Run
from finsam_control.shape import PlaceInfo, Shape
from finsam_control.words import N_, Words

SUBJECT = "observation"

#: What a breach of each rule is called in the table; a rule without a line here is called by its title.
MARKS = {
    "god-sed/synpunkt-klar-i-tid": N_("overdue"),
    "god-sed/synpunkt-ansvarig": N_("no owner"),
    "god-sed/synpunkt-motstridig": N_("conflicting"),
    "god-sed/synpunkt-underlag": N_("closed without evidence"),
    "god-sed/synpunkt-aterkommer": N_("returned"),
    "god-sed/synpunkt-atgard": N_("no measure"),
    "god-sed/synpunkt-tidpunkt": N_("no deadline"),
}
#: What is asked where the records do not say, of what the board must know.
_UNKNOWN = {"god-sed/synpunkt-klar-i-tid": N_("the time is up; not known whether it is done")}
_STATES = {"klar": N_("done"), "pagar": N_("under way"), "ej_paborjad": N_("not begun")}


class Mark(Shape):
    rule: str
    outcome: OutcomeKind
    text: str


class Remark(Shape):
    id: str
    area: str
    text: str
    measure: str | None
    when: str | None = Field(description="time or way as printed, else the deadline")
    owner: str | None
    status: str = Field(description="in words; unknown where the records do not say")
    evidence: str | None
    contradicts: str | None = Field(default=None, description="id of the remark that it is noted as conflicting with")
    returned: bool | None = Field(
        default=None, description="whether it was made last year too; null where the records do not say"
    )
    marks: tuple[Mark, ...]
    place: PlaceInfo


class RemarkTable(Shape):
    """The remarks of one förbund and year."""

    schema_version: Literal["1.0"] = "1.0"
    language: Literal["sv", "en"]
    entity: str
    period: int
    as_of: str
    complete: bool = Field(description="whoever handed it in vouches that the list is whole")
    remarks: tuple[Remark, ...]


def remarks_of(run: Run, words: Words) -> RemarkTable:
    """The table, in the order of the list; the same run and language give the same bytes."""
    year = run.dossier.year
    found: dict[str, list[Mark]] = {}
    for outcome in run.outcomes:
        mark = _mark(outcome, words)
        if mark is not None:
            found.setdefault(outcome.record_key, []).append(mark)
    return RemarkTable(
        language=words.language,
        entity=masked(year.entity.name),
        period=year.fiscal_year,
        as_of=run.as_of.isoformat(),
        complete=year.observations.complete,
        remarks=tuple(_remark(item, found.get(item.id, []), words) for item in year.observations.items),
    )


def _mark(outcome: Outcome, words: Words) -> Mark | None:
    """What the table says of an outcome; nothing where the rule holds, is not due or cannot tell."""
    rule = outcome.rule
    if outcome.fact is None or rule.subject.kind != SUBJECT:
        return None
    if outcome.kind == "not_assessable" and rule.id in _UNKNOWN and "is_done" in outcome.missing:
        return Mark(rule=rule.id, outcome=outcome.kind, text=words(_UNKNOWN[rule.id]))
    if outcome.kind not in {"violated", "accepted"}:
        return None
    text = words(MARKS[rule.id]) if rule.id in MARKS else rule.text.title[words.language]
    if outcome.kind == "accepted":
        text = words("{mark} (accepted by the board)", mark=text)
    return Mark(rule=rule.id, outcome=outcome.kind, text=text)


def _remark(item: Observation, marks: list[Mark], words: Words) -> Remark:
    owner = words("none") if item.owner is SAKNAS else said(item.owner)
    when = item.when or (None if item.due in {None, SAKNAS} else str(item.due))
    return Remark(
        id=masked(item.id),
        area=masked(item.area),
        text=masked(item.text),
        measure=_masked(said(item.measure)),
        when=_masked(when),
        owner=_masked(owner),
        status=_state(item, words),
        evidence=words("none") if item.evidence is SAKNAS else _masked(said(item.evidence)),
        contradicts=_masked(item.contradicts),
        returned=item.returned,
        marks=tuple(marks),
        place=place_info(item.place("text")),
    )


def _state(item: Observation, words: Words) -> str:
    closed = words("closed {day}", day=item.closed_on) if item.closed_on is not None else ""
    if item.status is None:
        return closed or words("unknown")
    state = words(_STATES[item.status])
    return f"{state}, {closed}" if closed else state


def _masked(text: str | None) -> str | None:
    return None if text is None else masked(text)
