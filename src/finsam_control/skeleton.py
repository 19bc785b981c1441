"""The file of a rule that is yet to be written: it reads, and its cases hold; what is left to do says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from finsam_control.facts.base import Fact, Field, fields_of
from finsam_control.lint import NUMERIC, TODO
from finsam_control.rule import Area
from finsam_control.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class _Example:
    """A comparison that a field can both meet and miss, and what it says then."""

    field: str
    comparison: str
    met: str
    missed: str


def skeleton(kind: type[Fact], area: Area, on: date) -> str:
    """A rule file for a kind of fact, in force from the first day of a date's year and checked on the date."""
    example = next(
        found
        for wanted in (_by_flag, _by_word, _by_number)
        for field in sorted(fields_of(kind).values(), key=lambda field: not field.may_be_unknown)
        if (found := wanted(field)) is not None
    )
    start = date(on.year, 1, 1)
    return _FILE.format(
        todo=TODO,
        area=area,
        start=start,
        on=on,
        kind=kind.kind,
        field=example.field,
        comparison=example.comparison,
        cases="".join(_cases(example, start, optional=fields_of(kind)[example.field].may_be_unknown)),
    )


def usual_area(kind: type[Fact], rulebook: Rulebook) -> Area:
    """The area of most rules about the kind."""
    areas = Counter(rule.text.area for rule in rulebook.rules if rule.subject is kind)
    return areas.most_common(1)[0][0] if areas else "internal_control"


def _by_flag(field: Field) -> _Example | None:
    return _Example(field.name, "is: true", "true", "false") if field.means.unit == "flag" else None


def _by_word(field: Field) -> _Example | None:
    if len(field.words) < len(("met", "missed")):
        return None
    return _Example(field.name, f"is: {field.words[0]}", field.words[0], field.words[1])


def _by_number(field: Field) -> _Example | None:
    return _Example(field.name, "at_most: 0", "0", "1") if field.means.unit in NUMERIC else None


def _cases(example: _Example, start: date, *, optional: bool) -> list[str]:
    before = start - timedelta(days=1)
    cases = [
        ("uppfyllt", start, example.met, "passed"),
        ("avvikelse", start, example.missed, "violated"),
        ("innan regeln gällde", before, example.missed, "not_applicable"),
    ]
    if optional:
        cases.append(("underlag saknas", start, "unknown", "not_assessable"))
    return [
        f"  - name: {name}\n    on: {on}\n    fact: {{{example.field}: {value}}}\n    expect: {outcome}\n"
        for name, on, value, outcome in cases
    ]


_FILE = """\
# CONTRIBUTING.md tells how a rule is written; `finsam-control schema facts` lists the fields of {kind}.
title:
  sv: "{todo}: vad som ska gälla, som en kort sats"
  en: "{todo}: what shall hold, as a short clause"
area: {area}
# law, forbundsordning, own_policy, recommendation or good_practice; it caps the severity.
norm: own_policy
authority:
  - {{act: "{todo}: SFS-nummer eller vems norm", section: "{todo}: 1 §", url: "https://example.org/{todo}"}}
in_force: {{from: {start}}}
checked_on: {on}
subject: {kind}
# applies_when: the same language as require; leave it out where every record is asked.
# Numbers of the law are parameters: {{field: …, at_most: {{parameter: topic.name}}}}
require: {{field: {field}, {comparison}}}
severity: moderate
message:
  sv: "{todo}: vad som hittades ({{{field}}})."
  en: "{todo}: what was found ({{{field}}})."
why:
  sv: "{todo}: varför det spelar roll."
  en: "{todo}: why it matters."
remedy:
  sv: "{todo}: vad samordnaren kan göra på måndag."
  en: "{todo}: what the coordinator can do on Monday."
# The near misses above all: exactly on the limit and one öre beyond.
cases:
{cases}"""
