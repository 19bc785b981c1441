"""What an official reads in the workbook of a year: sheets, headings, a line of help, an example, words of lists.

The names are data; which cells there are follows from the records alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from finsam_control import shipped
from finsam_control.reading import strict_yaml
from finsam_control.reading.strict_yaml import AT
from finsam_control.records.blocks import Block, Leaf, blocks
from finsam_control.records.scalars import Scalar

#: What Swedish readers write for a truth.
YES, NO = "ja", "nej"
_LEFT: Final = "Övrigt"
_FLAGS: Final = {"true": YES, "false": NO}

#: How a value is written, by its kind.
_UNITS: Final[dict[str, str]] = {"money": " (kr)", "share": " (%)", "measure": " (med enhet)"}
_HOW: Final[dict[str, str]] = {
    "date": "ÅÅÅÅ-MM-DD",
    "month_day": "MM-DD",
    "flag": "ja eller nej",
    "empty": "– om det inte finns några; annars står de i en egen tabell",
}


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet and the blocks that stand on it, by their keys."""

    name: str
    blocks: tuple[str, ...]


@cache
def _data(name: str) -> dict[str, Any]:
    return _parsed(shipped.folder("workbook") / f"{name}.yaml")


@cache
def _register() -> dict[str, Any]:
    return _parsed(shipped.folder("risk_registers") / "tables" / "columns.yaml")


def _parsed(path: Path) -> dict[str, Any]:
    parsed = strict_yaml.parse(path.read_bytes(), path.name)
    if parsed.faults or not isinstance(parsed.root, dict):
        raise ValueError(f"{path} cannot be read: {parsed.faults}")
    return parsed.root


@cache
def sheets() -> tuple[SheetPlan, ...]:
    """The sheets in their order; a block that no sheet has been given yet stands on the last."""
    planned = tuple(SheetPlan(item["name"], tuple(item["blocks"])) for item in _data("sheets")["sheets"])
    left = tuple(key for key in blocks() if not any(key in plan.blocks for plan in planned))
    return (*planned, SheetPlan(_LEFT, left)) if left else planned


def sheet_of(block: Block) -> str:
    """The sheet that a block stands on."""
    return next(plan.name for plan in sheets() if block.key in plan.blocks)


def title(block: Block) -> str:
    """What stands above a block."""
    return str(_named(block).get("title", block.key))


def one(block: Block) -> str:
    """What one record of a list is called, where others point at it."""
    return str(_named(block).get("one", title(block)))


def carried() -> dict[str, tuple[str, ...] | None]:
    """The blocks whose values hold from one year to the next, by their keys: those fields, or None for all of them."""
    found = {key: said for key, said in _data("sheets")["carried"].items() if key != AT}
    return {key: None if said == "all" else tuple(said) for key, said in found.items()}


def _named(block: Block) -> dict[str, Any]:
    found: dict[str, Any] = _data("sheets")["blocks"].get(block.key, {})
    return found


def heading(leaf: Leaf) -> str:
    """`Datum`, `Källa: sida`, `Belopp (kr)`."""
    unit = _UNITS.get(leaf.scalar.name, "")
    return ": ".join(_said(model, name)[0] for model, name in leaf.trail) + unit


def told(leaf: Leaf) -> str:
    """What belongs in the cell, and how it is written where that does not show by itself."""
    scalar = leaf.scalar
    how = [_said(*leaf.trail[-1])[1], _HOW.get(scalar.name, "")]
    if scalar.is_several and scalar.name == "word":
        how += [f"en eller flera av {', '.join(labels(scalar))}; – för inget"]
    elif scalar.is_several and scalar.name != "empty":
        how += ["en per rad"]
    if scalar.may_be_absent and not scalar.words and "saknas" not in how[0].casefold():
        how += ["saknas om det inte finns"]
    return "; ".join(part for part in how if part)


def example(leaf: Leaf) -> str:
    """A value that the cell could hold, as it is shown there."""
    own = _said(*leaf.trail[-1])[2:]
    return own[0] if own else shown(leaf.scalar, leaf.scalar.words[0] if leaf.scalar.words else leaf.scalar.example)


def is_named(model: type[BaseModel], name: str) -> bool:
    """Whether the data has a line for a field."""
    return _told(model, name) is not None


def _said(model: type[BaseModel], name: str) -> list[str]:
    """Heading, help and example of a field; a field that nobody has named yet goes by its own name."""
    return _told(model, name) or [name, model.model_fields[name].description or ""]


def _told(model: type[BaseModel], name: str) -> list[str] | None:
    """The line of a field: its own, that which all records share, or that of the risk register's own workbook."""
    for owner in _owners(model):
        if (said := _data("headings")["fields"].get(owner, {}).get(name)) is not None:
            return list(said)
    known = _register()["columns"].get(model.__name__, {}).get(name)
    return None if known is None else [known["sv"], known["help"]]


def _owners(model: type[BaseModel]) -> Iterable[str]:
    """The names under which a model's fields may be told; a listing of any records is a listing."""
    return (kind.__name__.partition("[")[0] for kind in model.__mro__)


def label(word: str) -> str:
    """A word of an enumeration as people write it."""
    return str(_data("headings")["words"].get(word) or _register()["words"].get(word, {}).get("sv", word))


def labels(scalar: Scalar) -> tuple[str, ...]:
    """What a drop-down offers."""
    if scalar.name == "flag":
        return (YES, NO)
    return tuple(label(word) for word in scalar.words)


def word_meant(scalar: Scalar, said: str) -> str:
    """The word of the enumeration, or the truth, that a text says; the text itself where it says none."""
    words = _FLAGS if scalar.name == "flag" else {word: label(word) for word in scalar.words}
    meanings = {said.casefold(): word for word, text in words.items() for said in (word, text)}
    return meanings.get(said.strip().casefold(), said)


def shown(scalar: Scalar, text: str) -> str:
    """A value as its cell shows it: truths and words in Swedish, all else as it is."""
    if scalar.name == "flag":
        return _FLAGS.get(text, text)
    return label(text) if scalar.name == "word" else text


def named_fields() -> Iterable[tuple[str, str]]:
    """Every model and field that the data speaks of."""
    fields = _data("headings")["fields"]
    return ((model, name) for model in fields if model != AT for name in fields[model] if name != AT)


def named_words() -> tuple[str, ...]:
    return tuple(word for word in _data("headings")["words"] if word != AT)


def named_blocks() -> tuple[str, ...]:
    return tuple(key for key in _data("sheets")["blocks"] if key != AT)
