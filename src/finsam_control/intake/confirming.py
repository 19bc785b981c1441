"""Drafts to records: what a person has confirmed goes to an ordinary file, and the rest stays a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finsam_control.intake.draft import Draft
from finsam_control.intake.kept import Part, at, bare, gathered, parts_of
from finsam_control.intake.portion import put
from finsam_control.reading.strict_yaml import Parsed, pointer


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The records and the register of what was confirmed, what is left of the draft, and how many parts each."""

    records: dict[str, Any]
    register: dict[str, Any]
    rest: dict[str, Any] | None
    moved: int
    left: int
    taken: tuple[str, ...]


def confirmed(  # noqa: PLR0913 -- what a confirmation is made of
    draft: Draft,
    parsed: Parsed,
    earlier: Mapping[str, Any],
    *,
    by: str,
    on: str,
    elsewhere: frozenset[str],
    with_risks: bool,
    with_unseen: bool,
) -> Confirmed:
    """Parts of which everything is certain or looked at, or every part `with_unseen`, as records.

    `earlier` is what was confirmed before; sections that other files hold (`elsewhere`) stay in the draft.
    """
    root: Any = bare(parsed.root)
    parts = parts_of(draft)
    ready = [
        part
        for part in parts
        if (part.is_settled or with_unseen or part.path[1] == "documents")
        and (part.path[0] == "records" or with_risks)
        and not (part.path[0] == "records" and part.path[1] in elsewhere)
    ]
    moved = [part for part in ready if part.path[0] == "records"]
    records: dict[str, Any] = dict(earlier)
    told = {item["id"] for item in records.get("documents", [])}
    for part in moved:
        if part.path[1] != "documents":
            gathered(root, [part], records)
        elif at(root, part.path)["id"] not in told:
            # What the rest was read from is named whatever was said of its kind or date.
            put(records, part.where, at(root, part.path))
    for document in records.get("documents", []):
        if document["id"] in {item.id for item in draft.documents}:
            document |= {"confirmed_by": by, "confirmed_on": on}
    register: dict[str, Any] = {}
    gathered(root, [part for part in ready if part.path[0] == "risks"], register)
    left = [part for part in parts if part not in ready]
    taken = tuple(
        sorted({str(part.path[1]) for part in left if part.path[0] == "records" and part.path[1] in elsewhere})
    )
    return Confirmed(records, register, _rest(root, left) if left else None, len(ready), len(left), taken)


def _rest(root: dict[str, Any], left: Sequence[Part]) -> dict[str, Any]:
    """The draft of the parts that are left, every claim with the pointer that its value now has."""
    trees: dict[str, Any] = {"records": {}, "risks": {}}
    values = []
    for part in left:
        first = str(part.path[0])
        path = put(trees[first], part.where, at(root, part.path))
        if path is None:
            continue
        before, after = pointer(part.path), pointer((first, *path))
        values += [
            {**claim, "value": after + claim["value"].removeprefix(before)}
            for claim in root["values"]
            if claim["value"] == before or claim["value"].startswith(f"{before}/")
        ]
    rest = {"documents": root["documents"], "values": values, "not_found": root.get("not_found", [])}
    return rest | {key: tree for key, tree in trees.items() if tree or key == "records"}
