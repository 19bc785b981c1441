"""Writes the libraries that the tool runs on, with their licences: `python tests/licences.py FILE`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

PROJECT: Final = "finsam-control"
#: Where a library states its licence in no field that machines read, what its licence file says.
_HEAD: Final = """# Licences

The libraries that the tool runs on, those of its extras included, and theirs in turn; what only development needs is
not here. Written by `make licences` from what each library states of itself.

| Library | Licence | Wanted by |
|---|---|---|
"""


def needed() -> dict[str, tuple[Distribution, set[str]]]:
    """Every library that can be loaded at run time by name, and who wants it."""
    found: dict[str, tuple[Distribution, set[str]]] = {}
    waiting = [(name, PROJECT) for name in _wants(distribution(PROJECT), extras=True)]
    while waiting:
        name, by = waiting.pop()
        if name in found:
            found[name][1].add(by)
            continue
        try:
            library = distribution(name)
        except PackageNotFoundError:
            continue  # of another platform or Python
        found[name] = (library, {by})
        waiting += [(inner, name) for inner in _wants(library, extras=False)]
    return dict(sorted(found.items()))


def _wants(library: Distribution, *, extras: bool) -> list[str]:
    stated = [line for line in library.requires or () if extras or "extra ==" not in line]
    return [match[0].lower().replace("_", "-") for line in stated if (match := re.match(r"[\w.-]+", line))]


def licence(library: Distribution) -> str:
    """By the licence expression, else the classifiers, else the first line of the field."""
    meta = library.metadata
    if meta["License-Expression"]:
        return meta["License-Expression"]
    classified = [line.split(" :: ")[-1] for line in meta.get_all("Classifier") or () if line.startswith("License ::")]
    stated = (meta["License"] or "").strip().split("\n")[0]
    return "; ".join(classified) or stated or "not stated"


def page() -> str:
    rows = [f"| {name} | {licence(library)} | {', '.join(sorted(by))} |\n" for name, (library, by) in needed().items()]
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
