"""The förbundsordning: who has adopted it and which items of FinsamL 9 § it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.dossier import Dossier
from finsam_control.facts.auditors import folded
from finsam_control.facts.base import Fact, counted, first_of_year, flag, joined, text
from finsam_control.records.entity import Forbundsordning, OrdningClauses

#: Items 9 (`eventuella begränsningar`) and 18 (`i övrigt`) stand in the law as the members' own choice.
REQUIRED: Final = tuple(number for number in range(1, 18) if number != 9)  # noqa: PLR2004 -- the item's number
SHARED_AUDITORS: Final = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbundsordningFact(Fact):
    kind: ClassVar[str] = "forbundsordning"
    sv: ClassVar[str] = "förbundsordningen"
    en: ClassVar[str] = "the förbundsordning"
    document: ClassVar[str] = "forbundsordning"
    section: ClassVar[str] = "forbundsordning"

    adopted_by_all: Annotated[
        bool | None,
        flag("varje medlem har fastställt förbundsordningen", "every member has adopted the förbundsordning"),
    ]
    not_adopted_by: Annotated[str, text("medlemmar utan beslut", "members without a decision")]
    missing_count: Annotated[
        int | None, counted("antalet punkter som saknas i förbundsordningen", "items that the förbundsordning lacks")
    ]
    missing_items: Annotated[str, text("punkterna som saknas", "the items that are missing")]


def produce(dossier: Dossier) -> tuple[ForbundsordningFact, ...]:
    year, ordning = dossier.year, dossier.year.forbundsordning
    if ordning is None:
        return ()
    clauses = _clauses(ordning)
    missing = [number for number, said in clauses.items() if said == "saknas"]
    adopted = None if ordning.adopted_by is None else folded(ordning.adopted_by)
    lacking = [m.name for m in year.members.items if adopted is not None and m.name.casefold() not in adopted]
    return (
        ForbundsordningFact(
            key="forbundsordning",
            law_date=first_of_year(year.fiscal_year),
            place=ordning.place("clauses") if ordning.clauses else ordning.place(),
            adopted_by_all=_adopted(adopted, lacking, whole=year.members.complete),
            not_adopted_by=joined(lacking),
            missing_count=len(missing) if missing or None not in clauses.values() else None,
            missing_items=joined(_name(number) for number in missing),
        ),
    )


def _clauses(ordning: Forbundsordning) -> dict[int, str | None]:
    """What is said of each item that the law asks of this förbund."""
    said = {number: getattr(ordning.clauses, f"item_{number}", None) for number in REQUIRED}
    if ordning.shared_auditors is False or (ordning.shared_auditors is None and said[SHARED_AUDITORS] == "finns"):
        del said[SHARED_AUDITORS]
    elif ordning.shared_auditors is None:
        said[SHARED_AUDITORS] = None
    return said


def _name(number: int) -> str:
    """An item as the law numbers it, with its short name."""
    return f"{number} {OrdningClauses.model_fields[f'item_{number}'].description}"


def _adopted(adopted: frozenset[str] | None, lacking: list[str], *, whole: bool) -> bool | None:
    if adopted is None:
        return None
    return False if lacking else True if whole else None
