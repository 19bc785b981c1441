"""What a report says of itself: what to know before trusting its silence, what it rests on, and what it masked."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_control import edition_words
from finsam_control.report import Notice, Report
from finsam_control.words import Words


def noted(report: Report, words: Words) -> tuple[str, ...]:
    """The silence alarm, the controls that tested nothing in one sentence."""
    untested = [notice.text for notice in report.notices if notice.code == "control_tested_nothing"]
    others = [notice.text for notice in report.notices if notice.code != "control_tested_nothing"]
    return (*others, *((_untested(untested, words),) if untested else ()))


def told(notice: Notice, words: Words) -> str:
    """One notice in a sentence of its own."""
    return _untested([notice.text], words) if notice.code == "control_tested_nothing" else notice.text


def _untested(names: Sequence[str], words: Words) -> str:
    return words(
        "These controls tested nothing, for nothing of the kind was handed in: {names}.", names=", ".join(names)
    )


def basis(report: Report, words: Words) -> tuple[str, ...]:
    """What the verdicts rest on: materiality, rulebook, tool and engines, formula, edition; a sentence each."""
    none = words("none stated for the year; every difference counts")
    rulebook, tool = report.rulebook, report.tool
    return (
        words("Materiality: {text}", text=report.materiality or none),
        words(
            "Rulebook: {rules} rules, {parameters} parameters, sha256 {hash}",
            rules=rulebook.rules,
            parameters=rulebook.parameters,
            hash=rulebook.sha256,
        ),
        words("Tool: {name} {version}", name=tool.name, version=tool.version),
        words("Engines: {engines}", engines=", ".join(tool.engines)),
        *populations(report, words),
        words("Grade: {formula}", formula=report.grade.formula),
        words("Edition: {edition}", edition=edition_words.edition(report, words))
        + f". {edition_words.summary(report, words)}",
    )


def populations(report: Report, words: Words) -> tuple[str, ...]:
    """What judged whole populations, and how many of its verdicts the other engines gave too."""
    found = [outcome.population for outcome in report.outcomes if outcome.population is not None]
    if report.tool.population_engine is None:
        return ()
    verdicts, again = sum(one.rows for one in found), sum(one.compared for one in found)
    return (
        words(
            "Populations: {engine}, {verdicts} verdicts; {again} of them given again, and alike, by the engines above",
            engine=report.tool.population_engine,
            verdicts=words.value(verdicts, "count"),
            again=words.value(again, "count"),
        ),
    )


def masked_told(report: Report, words: Words) -> tuple[str, ...]:
    """What the edition masked, how often and why; a line each."""
    return tuple(
        words("{name}, {n} places: {why}", name=item.name, n=item.times, why=item.why) for item in report.masked
    )
