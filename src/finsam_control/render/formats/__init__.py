"""The formats of a report: each module of this folder is one, and its name is what `--format NAME:FILE` says.

To add a format, add a module. It holds

- `MEDIA`, one of `Media`;
- `render(report, words)`, which gives the whole output as `str` or, where `MEDIA` is "binary", as `bytes`. It is pure:
  the same report gives the same bytes, so no clock, no random number and no file of its own. One whose `MEDIA` is
  "screen" is also told `colour` and `width` where it prints at a terminal;
- `MARK`, where only programs and browsers read it: a pattern (bytes, from the start) of what every file of the format
  begins with and no other does. A file so marked is an earlier one and may be replaced unasked; what people go on
  writing in (a document, a workbook, a text) has no mark and is not.

A library that the format needs is imported at the top of its module, which nobody imports until the format is asked
for, and belongs to the extra named here. Nothing is registered: the folder is the list.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

#: "overview": `render(overview, words)` is given the years of the whole call side by side, once.
#: "screen": text for people, in colour at a terminal; the reports of several years follow one another.
#: "lines": text for machines, a report a line. "document": text that holds one report. "binary": bytes that hold one
#: report, for a file only.
Media = Literal["screen", "lines", "document", "binary", "overview"]

#: Installs the libraries of every format.
EXTRA: Final = "report"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to print a report."""

    name: str
    media: Media
    render: Callable[..., str | bytes]
    mark: bytes | None

    @property
    def holds_one_report(self) -> bool:
        return self.media in {"document", "binary"}


def names() -> tuple[str, ...]:
    """Every format, without importing any."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load(name: str) -> Format:
    """The format of a name.

    Raises:
        ModuleNotFoundError: a library that it needs is not installed.
    """
    module = importlib.import_module(f"{__name__}.{name}")
    return Format(name, module.MEDIA, module.render, getattr(module, "MARK", None))
