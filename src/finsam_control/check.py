"""One year from folder to judged run: read, facts, engines, acceptances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from finsam_control import dossier as dossiers
from finsam_control.authority import PRISBASBELOPP
from finsam_control.dossier import Dossier
from finsam_control.earlier_report import EarlierReport
from finsam_control.engines.reference import ReferenceEngine
from finsam_control.engines.verdict import Engine
from finsam_control.facts import facts_of, kinds, views
from finsam_control.facts.base import Fact
from finsam_control.facts.outcome import OutcomeFact
from finsam_control.facts.risk_control import RiskControlFact
from finsam_control.judged import Judged, Tables
from finsam_control.judging import Judge, Population, accept
from finsam_control.outcome import Outcome
from finsam_control.population_judging import judge_population
from finsam_control.reading.file_content import Input
from finsam_control.records.base import Listing
from finsam_control.records.control import Acceptance
from finsam_control.recurrence import Previous, counted, outcome_facts, previous_of, stratum
from finsam_control.risk_controls import risk_control_facts
from finsam_control.rulebook import Rulebook
from finsam_control.run import Run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


#: Where populations are judged unless somebody names a Spark: in this very process.
EMBEDDED: Final = "duckdb"


@cache
def engines() -> tuple[Engine, ...]:
    """durable_rules beside the reference, or the reference alone where durable_rules cannot be imported at all.

    One of each for the life of a process: rulesets of durable_rules are never freed, and every year asks the same
    questions.
    """
    try:
        import durable.engine  # noqa: F401, PLC0415 -- whether it can be had decides the engines
    except ImportError:
        return (ReferenceEngine(),)
    from finsam_control.engines.durable_rules import DurableEngine  # noqa: PLC0415 -- as above

    return (DurableEngine(), ReferenceEngine())


def check(  # noqa: PLR0913 -- two switches beside what every run needs
    path: Path,
    rulebook: Rulebook,
    judges: Sequence[Engine],
    as_of: date,
    *,
    with_acceptances: bool = True,
    earlier: EarlierReport | None = None,
    engine: str = EMBEDDED,
) -> Run:
    """Judges one folder; with the report of the year before, also what has become of its deviations.

    Raises:
        UnreadableError: the folder cannot be judged as it stands, or the earlier report is not of the year before.
        DisagreementError: the engines differ.
    """
    dossier = dossiers.read(path)
    previous = None
    if earlier is not None:
        previous = previous_of(earlier, dossier.year)
        dossier = replace(dossier, inputs=(*dossier.inputs, Input(earlier.file, earlier.sha256)))
    acceptances = dossier.year.acceptances if with_acceptances else ()
    return judge(dossier, rulebook, judges, as_of, acceptances, previous, engine)


def judge(  # noqa: PLR0913, PLR0917 -- what a run is made of
    dossier: Dossier,
    rulebook: Rulebook,
    judges: Sequence[Engine],
    as_of: date,
    acceptances: Sequence[Acceptance] = (),
    previous: Previous | None = None,
    engine: str = EMBEDDED,
) -> Run:
    """Judges what has been read: a year, or a register of which no year is known.

    Raises:
        DisagreementError: the engines differ.
    """
    year = dossier.year
    dossier = replace(dossier, prisbasbelopp=rulebook.parameters.get(PRISBASBELOPP))
    facts = facts_of(dossier)
    first = Judge(stratum(rulebook, second=False), judges, as_of)
    whole = judged_whole(first, dossier, engine)
    outcomes = first.outcomes(_populations(dossier, facts, set(whole)), year.fiscal_year)
    outcomes += tuple(outcome for found, _ in whole.values() for outcome in found)
    if previous is not None:
        marked, _, _ = accept(outcomes, acceptances, year.fiscal_year, as_of)
        facts |= {OutcomeFact.kind: outcome_facts(marked, previous, rulebook, year.fiscal_year)}
    facts |= {RiskControlFact.kind: risk_control_facts(dossier, outcomes, rulebook)}
    # Without an earlier report, or without deviations, there is nothing to ask; that is no control that tested nothing.
    about = {kind.kind: Population(facts[kind.kind], known_empty=True) for kind in (OutcomeFact, RiskControlFact)}
    outcomes += Judge(stratum(rulebook, second=True), judges, as_of).outcomes(about, year.fiscal_year)
    outcomes, unmatched, expired = accept(
        sorted(outcomes, key=lambda outcome: outcome.rule.id), acceptances, year.fiscal_year, as_of
    )
    names = tuple(engine.name for engine in judges)
    judged = tuple(population for _, population in whole.values())
    return Run(dossier, rulebook, names, as_of, counted(outcomes, previous), facts, unmatched, expired, judged)


def tables_of(connection: DuckDBPyConnection, engine: str) -> Tables:
    """The engine that a population is judged in: DuckDB in this process, or Spark at an address."""
    if engine == EMBEDDED:
        from finsam_control.engines.duckdb_tables import DuckTables  # noqa: PLC0415 -- most years have no journal

        return DuckTables(connection)
    from finsam_control.engines.spark_tables import SparkTables  # noqa: PLC0415 -- an extra, and seconds to start

    return SparkTables(engine, connection)


def judged_whole(judge: Judge, dossier: Dossier, engine: str) -> dict[str, tuple[tuple[Outcome, ...], Judged]]:
    """Each kind whose facts are rows of the journal, where one was handed in: its rules' outcomes, and the rows."""
    if dossier.store is None:
        return {}
    from finsam_control import record_tables  # noqa: PLC0415 -- most years have no journal

    record_tables.load(dossier.store.connection, dossier)
    tables = tables_of(dossier.store.connection, engine)
    paths = {file.name: file.file for file in dossier.store.files}
    return {
        name: judge_population(judge, kinds()[name][0], view, tables, dossier.year.fiscal_year, paths)
        for name, view in views().items()
    }


def _populations(dossier: Dossier, facts: dict[str, tuple[Fact, ...]], whole: set[str]) -> dict[str, Population]:
    """The facts of every kind but those that were judged whole; without a journal its kinds have none."""
    return {
        name: Population(facts.get(name, ()), known_empty=kind.detail or _known_empty(dossier, kind.section))
        for name, (kind, _) in kinds().items()
        if name not in whole
    }


def _known_empty(dossier: Dossier, section: str) -> bool:
    """Whether the section says of itself that it is whole; `section` is a path of fields from the year."""
    value: object = dossier.year
    for name in section.split("."):
        value = getattr(value, name, None)
    return isinstance(value, Listing) and value.complete
