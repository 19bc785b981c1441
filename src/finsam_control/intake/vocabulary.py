"""The words of the profession, read from the data file beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from finsam_control.reading.strict_yaml import AT, parse

Words = Mapping[str, tuple[str, ...]]
_SIGNS = re.compile(r"[^\w&]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Synonyms by what they mean; each table of the file is a field."""

    tables: Mapping[str, Any]

    def synonyms(self, *path: str) -> Words:
        """The synonyms of each meaning in the table that the path leads to."""
        table: Any = self.tables
        for key in path:
            table = table[key]
        words: Words = table
        return words

    def meaning(self, label: str, *path: str) -> str | None:
        """What a whole label means; None where the vocabulary does not know it."""
        known = bare(label)
        return next((name for name, words in self.synonyms(*path).items() if known in words), None)

    def heard(self, text: str, *path: str) -> str | None:
        """The first meaning of which a word stands in the text, as whole words."""
        padded = f" {bare(text)} "
        return next(
            (name for name, words in self.synonyms(*path).items() if any(f" {word} " in padded for word in words)), None
        )


def bare(text: str) -> str:
    """Words alone, in lower case, one space between them; numbers of headings and units in brackets are gone."""
    return " ".join(word for word in _SIGNS.sub(" ", text.lower()).split() if not word.isdigit() and word not in _UNITS)


_UNITS = frozenset({"tkr", "kr", "mkr", "kkr"})


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that travels with the code."""
    content = resources.files("finsam_control.intake").joinpath("vocabulary.yaml").read_bytes()
    return Vocabulary(_frozen(parse(content, "vocabulary.yaml").root))


def _frozen(node: Any) -> Any:
    if isinstance(node, dict):
        return MappingProxyType({key: _frozen(value) for key, value in node.items() if key != AT})
    if isinstance(node, Iterable) and not isinstance(node, str):
        return tuple(node)
    return node
