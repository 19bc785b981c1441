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

#: Where the facts of a kind come from: a function of the records, or a SELECT over the journal with a row a fact.
Source = Producer | str

#: The columns of a view beside the fields of its model: the record's name, the date whose law judges, the öre at
#: stake, and where the row stands in what was handed in.
VIEW_COLUMNS = ("key", "law_date", "amount", "file", "line")


@cache
def kinds() -> dict[str, tuple[type[Fact], Source]]:
    """Kind by name, with its source: a module of the folder but `base` holds one `Fact` and a `produce` or a `VIEW`."""
    found: dict[str, tuple[type[Fact], Source]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        if module_info.name == "base":
            continue
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        (kind,) = (
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Fact) and value.__module__ == module.__name__
        )
        found[kind.kind] = (kind, module.VIEW if hasattr(module, "VIEW") else module.produce)
    return dict(sorted(found.items()))


def views() -> dict[str, str]:
    """The SELECT of every kind whose facts are rows of a population, by the name of the kind."""
    return {name: source for name, (_, source) in kinds().items() if isinstance(source, str)}


def facts_of(dossier: Dossier) -> dict[str, tuple[Fact, ...]]:
    """Every fact that the records of the year hold, by kind, in the order of the records."""
    sources = {name: source for name, (_, source) in kinds().items() if not isinstance(source, str)}
    return {name: _told_apart(produce(dossier)) for name, produce in sources.items()}


def _told_apart(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Each with a key of its own: a figure that is a sum both down and across is judged twice under one name."""
    keys = distinct(fact.key for fact in facts)
    return tuple(fact if fact.key == key else replace(fact, key=key) for fact, key in zip(facts, keys, strict=True))
