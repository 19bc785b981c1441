"""The ledger's projects against the initiatives: what each cost in the year, where a project bears its name.

A förbund that keeps its initiatives in another dimension than SIE's for projects has objects of their names there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.authority import same_name
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore
from finsam_control.facts.ledger import against, of_the_year
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.ledger import Ledger, Project
from finsam_control.records.year import Year

#: The dimension that SIE reserves for projects.
_PROJECTS: Final = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerProjectTieFact(Fact):
    kind: ClassVar[str] = "ledger_project_tie"
    sv: ClassVar[str] = "projekten mot insatserna"
    en: ClassVar[str] = "projects against initiatives"
    document: ClassVar[str] = "verifikationer"
    section: ClassVar[str] = "populations"
    detail: ClassVar[bool] = True

    name: Annotated[str, base.text("insatsen", "the initiative")]
    booked_in: Annotated[str, base.text("projektet", "the project")]
    stated: Annotated[
        int, ore("årets utfall enligt insatsens uppgifter", "the year's outcome by the initiative's record")
    ]
    booked: Annotated[int | None, ore("det bokförda beloppet", "the booked amount")]
    difference: Annotated[int | None, ore("det bokförda minus uppgiften", "the booked amount less the stated")]
    above_trivial: Annotated[
        int | None,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]


def produce(dossier: Dossier) -> tuple[LedgerProjectTieFact, ...]:
    """A fact for each initiative with an outcome of the year and a project of its name.

    What a project cost is known where one ledger alone is of the year: of two each may hold a part, or both the same.
    """
    own = of_the_year(dossier)
    return tuple(fact for ledger in own for fact in _ties(dossier.year, ledger, is_alone=len(own) == 1))


def _ties(year: Year, ledger: Ledger, *, is_alone: bool) -> Iterator[LedgerProjectTieFact]:
    trivial = clearly_trivial(year)
    for initiative in year.initiatives.items:
        named = _named(initiative.name, ledger)
        if initiative.outcome_year is None or not named:
            continue
        costs = [project.cost for project in named]
        is_told = is_alone and len({project.dimension for project in named}) == 1 and None not in costs
        booked = sum(filter(None, costs)) if is_told else None
        difference, above_trivial = against(booked, initiative.outcome_year, trivial)
        yield LedgerProjectTieFact(
            key=f"{ledger.name}/{initiative.name}",
            law_date=first_of_year(year.fiscal_year),
            place=initiative.place("outcome_year"),
            name=initiative.name,
            booked_in=", ".join(project.number for project in named),
            stated=initiative.outcome_year.value,
            booked=booked,
            difference=difference,
            above_trivial=above_trivial,
        )


def _named(name: str, ledger: Ledger) -> list[Project]:
    """The projects of a name, or else the objects of other dimensions."""
    named = [project for project in ledger.projects if same_name(project.name, name)]
    return [project for project in named if project.dimension == _PROJECTS] or named
