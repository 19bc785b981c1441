"""The facts of a year made up for one test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finsam_control.dossier import Dossier
from finsam_control.facts import facts_of
from finsam_control.records.year import Year

if TYPE_CHECKING:
    from finsam_control.facts.base import Fact


def facts(kind: str, **sections: Any) -> tuple[Any, ...]:
    """The facts of one kind in a year that holds these sections."""
    year = Year.model_validate({"entity": {"name": "Förbundet Exempel"}, "fiscal_year": "2022", **sections})
    found: tuple[Fact, ...] = facts_of(Dossier(year, None, (), ()))[kind]
    return found
