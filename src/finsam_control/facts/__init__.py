"""The vocabulary of facts: every kind that this folder holds, and the facts of one year."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact
from finsam_control.records.base import distinct

Producer = Callable[[Dossier], tuple[Fact, ...]]


@cache
def kinds() -> dict[str, tuple[type[Fact], Producer]]:
    """Kind by name, with its producer: each module of the folder but `base` holds one `Fact` and one `produce`."""
    found: dict[str, tuple[type[Fact], Producer]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        if module_info.name == "base":
            continue
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        (kind,) = (
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Fact) and value.__module__ == module.__name__
        )
        found[kind.kind] = (kind, module.produce)
    return dict(sorted(found.items()))


def facts_of(dossier: Dossier) -> dict[str, tuple[Fact, ...]]:
    """Every fact of the year by kind, in the order of the records."""
    return {name: _told_apart(produce(dossier)) for name, (_, produce) in kinds().items()}


def _told_apart(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Each with a key of its own: a figure that is a sum both down and across is judged twice under one name."""
    keys = distinct(fact.key for fact in facts)
    return tuple(fact if fact.key == key else replace(fact, key=key) for fact, key in zip(facts, keys, strict=True))
