"""A year's records as trees of text: whole ones with every field said, and random ones, both by the models alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from finsam_control.records.base import Strict
from finsam_control.records.plain import Tree, kind_of, own_fields
from finsam_control.records.scalars import Scalar, scalar_of
from finsam_control.records.tables import Column, Row, Table

# Any text that a cell can hold, and those that have fooled spreadsheets before.
_CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
_TRICKY = (
    "=1+1", "+46", "-5", "@a", "'=1", "''", "–", "\\–", "-", "\\", "\\\\", "a\\", "a\nb", "\\n", "a;b", "a,b", "saknas",
    "Saknas", "\\saknas", "true", "ja", "12", "1_000", "1e3", "0123", "_x000D_", "17 juni", "2022-06", "#", "{a}",
    "https://example.org", "example 00000000", "year.entity", "value", "Nr", '""', "a (2)", "a",
)  # fmt: skip
texts = st.one_of(st.text(_CHARACTERS, max_size=20), st.sampled_from(_TRICKY)).map(str.strip).filter(bool)
_AMOUNTS = ("550 000 kr", "0 kr", "-1 kr", "129 tkr", "-0,50 mkr", "12,50 kr", "1 000 000 000 kr")
_FIGURES = ("12 130", "-129", "46,3", "46,30", "-", "–", "", "0", {"value": "-5 196", "printed": "=5196"})

_SCALARS: dict[str, st.SearchStrategy[str]] = {
    "flag": st.sampled_from(["true", "false"]),
    "whole": st.integers(0, 10**15 - 1).map(str),
    "date": st.one_of(st.dates(date(1000, 1, 1)).map(str), st.sampled_from(["2022", "2022-06", "1899-12"])),
    "month_day": st.sampled_from(["01-01", "09-30"]),
    "part": st.sampled_from(["2/3", "1/1", "0/5"]),
    "money": st.sampled_from(_AMOUNTS),
    "multiple": st.sampled_from(["0,5", "2", "0,125"]),
    "share": st.sampled_from(["25 %", "0,10 %", "-3,125 %"]),
    "measure": st.sampled_from([*_AMOUNTS, "65 %", "12 st", "0,5 st", "3 månader"]),
}
#: Texts that must be of a certain form.
_FORMED = {"act": ["SFS 2003:1210"], "section": ["24 §", "4 kap. 1 §"]}


def random_record(model: type[BaseModel]) -> st.SearchStrategy[Tree]:
    """Trees of a model by the types of its fields, so that a field added later is tried as well."""
    if model is Table:
        return _tables()
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in own_fields(model).items():
        (required if field.is_required() else optional)[name] = _values(model, name)
    return st.fixed_dictionaries(required, optional=optional)


def _values(model: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    kind, scalar = kind_of(own_fields(model)[name]), scalar_of(own_fields(model)[name])
    if (below := kind.model) is not None:
        inner = st.deferred(lambda: random_record(below))
        return st.lists(inner, max_size=3) if kind.name == "records" else inner
    if model.__name__ == "Attestation" and name in _FORMED:
        return st.sampled_from(_FORMED[name])
    values = st.sampled_from(scalar.words) if scalar.words else _SCALARS.get(scalar.name, texts)
    if scalar.is_several:
        return st.lists(values, max_size=3)
    return st.one_of(values, st.just("saknas")) if scalar.may_be_absent else values


@st.composite
def _tables(draw: st.DrawFn) -> Tree:
    """Tables whose rows have a figure for each column, and whose sums name what is there."""
    head = {name: draw(_values(Table, name)) for name in ("id", "title", "unit")}
    source = draw(_values(Table, "source"))
    across = [_pointing(draw(random_record(Column)), "name") for _ in range(draw(st.integers(0, 3)))]
    down = []
    for _ in range(draw(st.integers(0, 4))):
        row = _pointing(draw(random_record(Row)), "label")
        row["values"] = [draw(st.sampled_from(_FIGURES)) for _ in across] if draw(st.booleans()) else []
        down.append(row)
    return {**head, "source": source, "columns": across, "rows": down}


def _pointing(item: Tree, name: str) -> Tree:
    """A row or column that is the sum of itself if of anything, for that much is certain to be there."""
    own = str(item.get("id", item[name]))
    # A minus before a name subtracts it, and is no part of it.
    pointed = {} if own.startswith("-") else {"sum_of": [own]}
    return {**{key: value for key, value in item.items() if key != "sum_of"}, **(pointed if item.get("sum_of") else {})}


def whole_record(model: type[BaseModel]) -> Tree:
    """A tree of a model with every field said."""
    if model is Table:
        item = {"columns": whole_record(Column), "rows": whole_record(Row)}
        sums = {"sum_of": ["a"]}
        own = {name: _whole(Table, name) for name in own_fields(Table) if name not in {"columns", "rows"}}
        columns = [{**item["columns"], "name": "a", "id": "a", **sums}]
        return {**own, "columns": columns, "rows": [{**item["rows"], "label": "a", "id": "a", "values": ["1"], **sums}]}
    return {name: _whole(model, name) for name in own_fields(model) if (model.__name__, name) != ("Row", "values")}


def _whole(model: type[BaseModel], name: str) -> Any:
    kind, scalar = kind_of(own_fields(model)[name]), scalar_of(own_fields(model)[name])
    if kind.model is not None:
        return [whole_record(kind.model)] if kind.name == "records" else whole_record(kind.model)
    value = _example(scalar)
    return [value] if scalar.is_several else value


def _example(scalar: Scalar) -> str:
    return scalar.words[-1] if scalar.words else "en text" if scalar.example == "saknas" else scalar.example


def said(record: Any) -> Any:
    """What a record says: its values without places, and without what says nothing beside the models' own defaults."""
    if isinstance(record, tuple):
        return [said(item) for item in record]
    if not isinstance(record, BaseModel):
        return record
    found = {}
    for name, field in own_fields(type(record)).items():
        value = getattr(record, name)
        if value is None or value == field.get_default(call_default_factory=True, validated_data={}):
            continue
        inner = said(value)
        if inner != {}:
            found[name] = inner
    return found


def models(root: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> Iterator[type[BaseModel]]:
    """Every model that a tree of records may hold."""
    seen = set() if seen is None else seen
    if root not in seen:
        seen.add(root)
        yield root
        for field in own_fields(root).values():
            model = kind_of(field).model
            if model is not None and issubclass(model, Strict):
                yield from models(model, seen)
