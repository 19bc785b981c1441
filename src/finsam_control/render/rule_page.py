"""The rule catalogue in Markdown: a page for each rule, and an index by area; made from the rules, never by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import get_args

from finsam_control.cases import fact_of
from finsam_control.masking import masked
from finsam_control.outcome_report import Voice
from finsam_control.rule import Area, Case, Rule
from finsam_control.rulebook import Rulebook
from finsam_control.words import Words

#: First line of every page; a page without it was written by somebody and is left alone.
MARK = "<!-- finsam-control rules doc -->"
INDEX = "README.md"

_SPECIAL = re.compile(r"([\\`*_<>\[\]|])")


def pages(rulebook: Rulebook, as_of: date, words: Words) -> dict[str, str]:
    """Every page by its path below the catalogue's folder, the index among them; parameters as they are on a day."""
    made = {f"{rule.id}.md": _page(rule, rulebook, as_of, words) for rule in rulebook.rules}
    return {INDEX: _index(rulebook, as_of, words), **made}


def _index(rulebook: Rulebook, as_of: date, words: Words) -> str:
    lines = [MARK, "", f"# {words('Rule catalogue')}", ""]
    lines += [words("{n} rules; values of {day}.", n=len(rulebook.rules), day=as_of), ""]
    for area in get_args(Area):
        rules = [rule for rule in rulebook.rules if rule.text.area == area]
        if rules:
            heads = [words("Rule"), words("Norm"), words("Strength"), words("In force")]
            lines += [f"## {words.area(area)}", "", _row(*heads), _row(*["---"] * len(heads))]
            lines += [_index_row(rule, words) for rule in rules]
            lines.append("")
    return masked("\n".join(lines))


def _index_row(rule: Rule, words: Words) -> str:
    text = rule.text
    sections = "; ".join(_plain(f"{item.act} {item.section}") for item in text.authority)
    strength = f"{words.norm(text.norm)}, {words.severity(text.severity)}"
    return _row(f"[{_plain(text.title[words.language])}]({rule.id}.md)", sections, strength, _force(rule, words))


def _page(rule: Rule, rulebook: Rulebook, as_of: date, words: Words) -> str:
    text, language = rule.text, words.language
    # A rule of a law that is gone is told with the values of its last day.
    last = text.in_force.end.last if text.in_force.end is not None else as_of
    on = min(as_of, last)
    voice = Voice(rule, rulebook, on, words)
    lines = [MARK, "", f"# {_plain(text.title[language])}", ""]
    lines += _facts_about(rule, words, rulebook)
    lines += [f"## {words('Asked')}", ""]
    if rule.applies_when is not None:
        applies = voice.speaker.stating.condition(rule.applies_when)
        lines += [f"{words('Applies when')}: {_plain(applies)}.", ""]
    lines += [f"**{_plain(voice.expected[:1].upper() + voice.expected[1:])}.**", ""]
    lines += _parameters(rule, rulebook, voice, on, words)
    lines += [f"## {words('Why')}", "", _plain(text.why[language]), ""]
    lines += [f"## {words('To do')}", "", _plain(text.remedy[language]), ""]
    lines += _examples(rule, rulebook, words)
    return masked("\n".join(lines))


def _facts_about(rule: Rule, words: Words, rulebook: Rulebook) -> list[str]:
    text = rule.text
    links = "; ".join(f"[{_plain(f'{item.act} {item.section}')}]({item.url})" for item in text.authority)
    about = rule.subject.sv if words.language == "sv" else rule.subject.en
    rows = [
        (words("Rule"), f"`{rule.id}`"),
        (words("Area"), f"[{words.area(text.area)}]({'../' * rule.id.count('/')}{INDEX})"),
        (words("Norm"), links),
        (words("Strength"), f"{words.norm(text.norm)}, {words.severity(text.severity)}"),
        (words("In force"), _force(rule, words)),
        (words("Last checked against the source"), f"{text.checked_on} ({text.confidence})"),
        (words("Asked of"), _plain(about)),
    ]
    if text.due is not None:
        rows.append((words("Last day"), _due(rule, rulebook, words)))
    return [_row("", ""), _row("---", "---"), *(_row(*row) for row in rows), ""]


def _due(rule: Rule, rulebook: Rulebook, words: Words) -> str:
    voice = Voice(rule, rulebook, date.max, words)
    due = rule.text.due
    if due is None:
        return ""
    counted = [("+", due.after), ("\u2212", due.before)]
    shifts = [f" {sign} {words.value(voice.bindings[name], voice.units[name])}" for sign, name in counted if name]
    return _plain(voice.speaker.meaning(due.field) + "".join(shifts))


def _force(rule: Rule, words: Words) -> str:
    force = rule.text.in_force
    return f"{force.start or words('always')} \u2013 {force.end or ''}".strip()


def _parameters(rule: Rule, rulebook: Rulebook, voice: Voice, on: date, words: Words) -> list[str]:
    lines = []
    for name in sorted(rule.parameters):
        parameter = rulebook.parameters[name]
        dated = parameter.dated_at(on)
        value = words.value(voice.bindings[name], voice.units[name])
        source = "" if dated is None else f" ({_plain(dated.source)})"
        lines.append(f"- {_plain(parameter.title[words.language])}: {value}{source} `{name}`")
    return [words("Values of {day}:", day=on), "", *lines, ""] if lines else []


def _examples(rule: Rule, rulebook: Rulebook, words: Words) -> list[str]:
    """The first case of each outcome, a deviation first."""
    first: dict[str, Case] = {}
    for case in rule.text.cases:
        first.setdefault(case.expect, case)
    cases = sorted(first.values(), key=lambda case: case.expect != "violated")
    lines = [f"## {words('Examples')}", ""] if cases else []
    for case in cases:
        lines += _example(rule, case, rulebook, words)
    return lines


def _example(rule: Rule, case: Case, rulebook: Rulebook, words: Words) -> list[str]:
    voice, fact = Voice(rule, rulebook, case.on.first, words), fact_of(rule, case)
    outcome = words.outcome(case.expect, rule.text.norm)
    lines = [
        f"**{_plain(case.name)}** ({case.on}): {outcome}",
        "",
        f"{'; '.join(_given(case, voice, fact, words))}.",
        "",
    ]
    if case.expect == "violated":
        lines += [f"> {_plain(voice.filled(fact))}", ""]
    return lines


def _given(case: Case, voice: Voice, fact: object, words: Words) -> Iterator[str]:
    for name in case.fact:
        value = words.value(getattr(fact, name), voice.fields[name].means.unit)
        yield f"{_plain(voice.speaker.meaning(name))}: {_plain(value)}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Text as it stands, with nothing in it that Markdown would read."""
    return _SPECIAL.sub(r"\\\1", text)
