"""Every row of the populations that deviates: a row a rule and record, with file and line.

Of a ledger, which is counted as a whole, the lines that deviate are written as they stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from finsam_control.facts.base import CountedFact
from finsam_control.masking import masked
from finsam_control.outcome_report import BREACHES, Voices, row_sentence
from finsam_control.population_reporting import population_row
from finsam_control.reading.sie_bytes import lines_at
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
    words, texts = voices.words, _texts(run)
    judged = {rule.id: population for population in run.populations for rule in population.rules}
    for outcome in run.outcomes:
        if outcome.kind not in BREACHES:
            continue
        rule = outcome.rule
        told = (
            rule.id,
            rule.text.title[words.language],
            words.outcome(outcome.kind, rule.text.norm),
            words.severity(rule.text.severity),
        )
        if outcome.tally is not None:
            for fact in judged[rule.id].deviations(rule):
                row = population_row(fact, row_sentence(rule, fact, voices), words)
                file = masked(row.place.file)
                yield (*told, row.key, fact.law_date, row.amount, row.message, file, row.place.line)
        elif isinstance(outcome.fact, CountedFact):
            fact, file = outcome.fact, outcome.fact.place.file
            lines = fact.lines_of(rule.fields)
            known = (*told, masked(fact.key), fact.law_date, None)
            yield from ((*known, texts[file][line], masked(file), line) for line in lines)
            more = sum(_more(fact, name) for name in rule.fields)
            if more:
                yield (*known, words("and {n} more, which are not written out", n=more), masked(file), None)


def _more(fact: CountedFact, name: str) -> int:
    """How many of a count have no line that is kept."""
    count = getattr(fact, name)
    return count - len(fact.lines[name]) if name in fact.lines and isinstance(count, int) and count > 1 else 0


def _texts(run: Run) -> dict[str, dict[int, str]]:
    """The lines of ledgers that deviate, by file and number, on one line each and without identity numbers."""
    wanted: dict[str, set[int]] = {}
    for outcome in run.outcomes:
        if outcome.kind in BREACHES and isinstance(outcome.fact, CountedFact):
            numbers = wanted.setdefault(outcome.fact.place.file, set())
            numbers.update(outcome.fact.lines_of(outcome.rule.fields))
    return {
        ledger.file: {
            number: masked(" ".join(text.split()))
            for number, text in lines_at(Path(ledger.file), ledger.encoding, wanted[ledger.file])
        }
        for ledger in run.dossier.ledgers
        if wanted.get(ledger.file)
    }
