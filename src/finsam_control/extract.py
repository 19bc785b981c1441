"""Every row of the populations that deviates: a row a rule and record, with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_control.masking import masked
from finsam_control.outcome_report import BREACHES, Voices, row_sentence
from finsam_control.population_reporting import population_row
from finsam_control.run import Run
from finsam_control.words import Words

Row = tuple[str | int | None, ...]


def heads(words: Words) -> tuple[str, ...]:
    return (
        words("Rule"),
        words("Title"),
        words("Outcome"),
        words("Severity"),
        words("Record"),
        words("Date"),
        words("Amount, kr"),
        words("Found"),
        words("File"),
        words("Line"),
    )


def deviations(run: Run, voices: Voices) -> Iterator[Row]:
    """In the order of the rules, the largest of each first; amounts in öre, and no text holds an identity number."""
    words = voices.words
    judged = {rule.id: population for population in run.populations for rule in population.rules}
    for outcome in run.outcomes:
        if outcome.tally is None or outcome.kind not in BREACHES:
            continue
        rule = outcome.rule
        told = (
            rule.id,
            rule.text.title[words.language],
            words.outcome(outcome.kind, rule.text.norm),
            words.severity(rule.text.severity),
        )
        for fact in judged[rule.id].deviations(rule):
            row = population_row(fact, row_sentence(rule, fact, voices), words)
            file = masked(row.place.file)
            yield (*told, row.key, fact.law_date, row.amount, row.message, file, row.place.line)
