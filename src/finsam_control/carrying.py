"""A new year's records begun from those of the year before: what still holds, and last year's figures to compare with.

Nothing that was decided, done or vouched for in the year before is taken for this year's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from finsam_control.records.blocks import Block, blocks
from finsam_control.records.plain import Tree
from finsam_control.workbook_names import carried

_STATEMENTS: Final = ("income_statement", "balance_sheet", "cash_flow_statement")
#: The last day of what has one.
_ENDS: Final = ("end", "withdrawn_on", "in_force_until", "closed_on")
_ROW: Final = ("label", "id", "concept", "unit", "sum_of")


def begun_from(trees: Mapping[str, Tree]) -> dict[str, Tree]:
    """The trees of records of the year after, by their root."""
    year = int(trees["year"]["fiscal_year"]) + 1
    begun = {root: _kept(tree, root, (), year) for root, tree in trees.items()}
    new, old = begun["year"], trees["year"]
    new["fiscal_year"] = str(year)
    if (employees := old["entity"].get("employees")) is not None:
        new["entity"]["employees_last_year"] = employees
    if "contributions" in new.get("financing", {}):
        both = zip(new["financing"]["contributions"], old["financing"]["contributions"], strict=True)
        new["financing"]["contributions"] = [
            {**this, "last_year": last["this_year"]} if "this_year" in last else this for this, last in both
        ]
    compared = {name: table for name in _STATEMENTS if (table := _compared(old.get(name), year - 1)) is not None}
    return {**begun, "year": {**new, **compared}}


def _kept(tree: Any, root: str, path: tuple[str, ...], year: int) -> Tree:
    """The part of a record, and of the records within it, that holds in the new year."""
    kept: Tree = {}
    for name, value in tree.items():
        here = (*path, name)
        match value:
            case [dict(), *_]:
                if _block(root, here) is not None:
                    going = [item for item in value if not _ended(item, year)]
                    kept[name] = [_kept(item, root, here, year) for item in going]
            case dict():
                kept |= {name: inner} if (inner := _kept(value, root, here, year)) else {}
            case _:
                kept |= {name: value} if _holds(root, here) else {}
    return kept


def _block(root: str, path: tuple[str, ...]) -> Block | None:
    key = ".".join((root, *path))
    return blocks()[key] if key in carried() else None


def _holds(root: str, path: tuple[str, ...]) -> bool:
    """Whether a value belongs to a block that is carried, and to its fields that are."""
    if path[-1] in {"complete", "remark"} or "source" in path[-2:]:
        return False
    for end in range(len(path) - 1, -1, -1):
        key = ".".join((root, *path[:end]))
        if key in blocks():
            fields = carried().get(key, ())
            return fields is None or path[end] in fields
    return False


def _ended(item: Tree, year: int) -> bool:
    return any(item.get(name, "saknas") != "saknas" and item[name] < str(year) for name in _ENDS)


def _compared(table: Tree | None, last: int) -> Tree | None:
    """A statement with last year's outcome alone; None where it shows no such column."""
    columns = [] if table is None else table["columns"]
    shown = [
        number
        for number, column in enumerate(columns)
        if column.get("holds") == "outcome" and column.get("year") == str(last)
    ]
    if table is None or len(shown) != 1:
        return None
    rows = []
    for row in table["rows"]:
        labels = {name: row[name] for name in _ROW if name in row}
        rows.append({**labels, "values": [row["values"][shown[0]]]} if row.get("values") else labels)
    column = {name: value for name, value in columns[shown[0]].items() if name in {"name", "year", "holds", "unit"}}
    head = {name: table[name] for name in ("id", "title", "unit")}
    return {**head, "columns": [column], "rows": rows}


def with_room(trees: Mapping[str, Tree]) -> dict[str, Tree]:
    """The trees with an empty column before the figures of each statement, for those of the new year."""
    roomy = {
        name: {
            **table,
            "columns": [{}, *table["columns"]],
            "rows": [{**row, "values": ["", *row["values"]]} if "values" in row else row for row in table["rows"]],
        }
        for name in _STATEMENTS
        if (table := trees["year"].get(name)) is not None
    }
    return {**trees, "year": {**trees["year"], **roomy}}
