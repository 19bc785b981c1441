"""One year from folder to judged run: read, facts, engines, acceptances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from finsam_control import dossier as dossiers
from finsam_control.dossier import Dossier
from finsam_control.engines.reference import ReferenceEngine
from finsam_control.engines.verdict import Engine
from finsam_control.facts import facts_of, kinds
from finsam_control.facts.base import Fact
from finsam_control.judging import Judge, Population, accept
from finsam_control.records.base import Listing
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


def check(
    path: Path, rulebook: Rulebook, judges: Sequence[Engine], as_of: date, *, with_acceptances: bool = True
) -> Run:
    """Judges one folder.

    Raises:
        UnreadableError: the folder cannot be judged as it stands.
        DisagreementError: the engines differ.
    """
    dossier = dossiers.read(path)
    facts = facts_of(dossier)
    year = dossier.year
    judge = Judge(rulebook, judges, as_of)
    outcomes = judge.outcomes(_populations(dossier, facts), year.fiscal_year)
    acceptances = year.acceptances if with_acceptances else ()
    outcomes, unmatched, expired = accept(outcomes, acceptances, year.fiscal_year, as_of)
    names = tuple(engine.name for engine in judges)
    return Run(dossier, rulebook, names, as_of, outcomes, facts, unmatched, expired)


def _populations(dossier: Dossier, facts: dict[str, tuple[Fact, ...]]) -> dict[str, Population]:
    return {
        name: Population(facts[name], known_empty=_known_empty(dossier, kind.section))
        for name, (kind, _) in kinds().items()
    }


def _known_empty(dossier: Dossier, section: str) -> bool:
    """Whether the section says of itself that it is whole; `section` is a path of fields from the year."""
    value: object = dossier.year
    for name in section.split("."):
        value = getattr(value, name, None)
    return isinstance(value, Listing) and value.complete
