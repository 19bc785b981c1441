"""One year from folder to judged run: read, facts, engines, acceptances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from finsam_control import dossier as dossiers
from finsam_control.authority import PRISBASBELOPP
from finsam_control.dossier import Dossier, Input
from finsam_control.earlier_report import EarlierReport
from finsam_control.engines.reference import ReferenceEngine
from finsam_control.engines.verdict import Engine
from finsam_control.facts import facts_of, kinds
from finsam_control.facts.base import Fact
from finsam_control.facts.outcome import OutcomeFact
from finsam_control.facts.risk_control import RiskControlFact
from finsam_control.judging import Judge, Population, accept
from finsam_control.records.base import Listing
from finsam_control.records.control import Acceptance
from finsam_control.recurrence import Previous, counted, outcome_facts, previous_of, stratum
from finsam_control.risk_controls import risk_control_facts
from finsam_control.rulebook import Rulebook
from finsam_control.run import Run


def engines() -> tuple[Engine, ...]:
    """durable_rules beside the reference, or the reference alone where durable_rules cannot be imported at all."""
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
    return judge(dossier, rulebook, judges, as_of, acceptances, previous)


def judge(  # noqa: PLR0913, PLR0917 -- what a run is made of
    dossier: Dossier,
    rulebook: Rulebook,
    judges: Sequence[Engine],
    as_of: date,
    acceptances: Sequence[Acceptance] = (),
    previous: Previous | None = None,
) -> Run:
    """Judges what has been read: a year, or a register of which no year is known.

    Raises:
        DisagreementError: the engines differ.
    """
    year = dossier.year
    facts = facts_of(replace(dossier, prisbasbelopp=rulebook.parameters.get(PRISBASBELOPP)))
    first = Judge(stratum(rulebook, second=False), judges, as_of)
    outcomes = first.outcomes(_populations(dossier, facts), year.fiscal_year)
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
    return Run(dossier, rulebook, names, as_of, counted(outcomes, previous), facts, unmatched, expired)


def _populations(dossier: Dossier, facts: dict[str, tuple[Fact, ...]]) -> dict[str, Population]:
    return {
        name: Population(facts[name], known_empty=kind.detail or _known_empty(dossier, kind.section))
        for name, (kind, _) in kinds().items()
    }


def _known_empty(dossier: Dossier, section: str) -> bool:
    """Whether the section says of itself that it is whole; `section` is a path of fields from the year."""
    value: object = dossier.year
    for name in section.split("."):
        value = getattr(value, name, None)
    return isinstance(value, Listing) and value.complete
