"""The headings of a register's tables: how a field is headed, and which field a heading means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from finsam_control import shipped
from finsam_control.reading import strict_yaml
from finsam_control.records.plain import Kind, Path, kind_at, kind_of, own_fields
from finsam_control.words import Language, Words

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_NUMBERED = re.compile(r"(.*\D)\s+([1-9][0-9]{0,3})")
_LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")


@cache
def _data() -> dict[str, Any]:
    path = shipped.folder("risk_registers") / "tables" / "columns.yaml"
    parsed = strict_yaml.parse(path.read_bytes(), path.name)
    if parsed.faults or not isinstance(parsed.root, dict):
        raise ValueError(f"{path} cannot be read: {parsed.faults}")
    return parsed.root


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings in one language; a heading is recognised in both."""

    language: Language

    def heading(self, model: type[BaseModel], path: Path) -> str:
        """`Ansvarig`, `Källa: sida`, `Åtgärdslista 2: Läge`."""
        name, *rest = path
        said = self._said(model, str(name))
        if rest and isinstance(rest[0], int):
            said, rest = f"{said} {rest[0] + 1}", rest[1:]
        inner = kind_of(own_fields(model)[str(name)]).model
        return f"{said}: {self.heading(inner, tuple(rest))}" if rest and inner is not None else said

    def help(self, model: type[BaseModel], path: Path) -> str:
        """What belongs in the column: in English the field's own description, where it has one."""
        field = own_fields(model)[str(path[0])]
        own = _field(model, str(path[0])).get("help", "")
        return own if self.language == "sv" else field.description or ""

    def is_core(self, model: type[BaseModel], head: Path | str) -> bool:
        """Whether a column is shown even where no record uses it."""
        core = _data()["core"].get(model.__name__)
        return core is None or isinstance(head, str) or head[0] in core

    def named(self, section: str, name: str) -> str:
        """A sheet, a column that is worked out or joins, or a word; by its own name where it has no other."""
        return str(_data()[section].get(name, {}).get(self.language, name))

    def told(self, section: str, name: str) -> str:
        """The help of a column that is no field, in Swedish."""
        return str(_data()[section][name].get("help", "")) if self.language == "sv" else ""

    def word(self, word: str) -> str:
        """A word of an enumeration, an area of control included."""
        if word in _data()["words"]:
            return self.named("words", word)
        try:
            return Words(self.language).area(word)
        except KeyError:
            return word

    def shown(self, model: type[BaseModel], path: Path, text: str) -> str:
        """A value as its cell shows it: a word of an enumeration in the language, all else as it is."""
        return self.word(text) if text and kind_at(model, path).name == "word" else text

    def _said(self, model: type[BaseModel], name: str) -> str:
        return str(_field(model, name).get(self.language, name))


def _field(model: type[BaseModel], name: str) -> dict[str, Any]:
    found: dict[str, Any] = _data()["columns"].get(model.__name__, {}).get(name, {})
    return found


def plainly(heading: str) -> str:
    """A heading without what makes no difference."""
    return re.sub(r"[\s\u00ad\-*.:?]", "", _BRACKETS.sub("", heading)).casefold()


@cache
def _meanings(model: type[BaseModel]) -> dict[str, str]:
    """Headings to fields; a field's own heading goes before another's alias."""
    fields = own_fields(model)
    own = {plainly(str(_field(model, name).get(language, name))): name for name in fields for language in _LANGUAGES}
    also = {plainly(alias): name for name in fields for alias in _field(model, name).get("aliases", [])}
    return {**{plainly(name): name for name in fields}, **also, **own}


def means(model: type[BaseModel], heading: str) -> Path | None:
    """The field that a heading means; None for one that is not known."""
    before, colon, after = heading.strip().rstrip(":").partition(":")
    name = _meanings(model).get(plainly(heading))
    if not colon:
        return None if name is None else (name,)
    numbered = _NUMBERED.fullmatch(before.strip())
    name = _meanings(model).get(plainly(numbered[1] if numbered else before))
    kind = None if name is None else kind_of(own_fields(model)[name])
    if kind is None or kind.model is None or (kind.name == "records") != (numbered is not None):
        return None
    rest = means(kind.model, after)
    return None if rest is None else (str(name), *((int(numbered[2]) - 1,) if numbered else ()), *rest)


def is_named(section: str, name: str, said: str) -> bool:
    """Whether a text is the name, in either language, of a sheet or of a column that is no field."""
    return plainly(said) in {plainly(Columns(language).named(section, name)) for language in _LANGUAGES}


def is_worked_out(heading: str) -> bool:
    return any(is_named("worked_out", name, heading) for name in _data()["worked_out"] if name != strict_yaml.AT)


def word_meant(kind: Kind, said: str) -> str:
    """The word of the enumeration that a text says in either language; the text itself where it says none."""
    names = {plainly(Columns(language).word(word)): word for word in kind.words for language in _LANGUAGES}
    return names.get(plainly(said), said)


def children(model: type[BaseModel]) -> dict[type[BaseModel], list[str]]:
    """The records that stand in tables of their own, with the fields that hold them; a source stays with its record."""
    found: dict[type[BaseModel], list[str]] = {}
    for name, field in own_fields(model).items():
        kind = kind_of(field)
        if kind.model is not None and name != "source":
            found.setdefault(kind.model, []).append(name)
    return found
