"""A draft file read back: its parts that are kept or dropped as wholes, and what of it is certain or confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finsam_control.intake.draft import Draft, Told
from finsam_control.intake.portion import LAST, Path, put
from finsam_control.message import UnreadableError
from finsam_control.reading.strict_yaml import AT, Parsed, parse, pointer
from finsam_control.reading.validation import validate


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a draft: the path of its value in the file, and every claim at or below it, the part's own first."""

    path: Path
    claims: tuple[Told, ...]

    @property
    def is_settled(self) -> bool:
        return all(claim.is_settled for claim in self.claims)

    @property
    def is_certain(self) -> bool:
        return all(claim.certainty == "certain" and claim.answer != "struck" for claim in self.claims)

    @property
    def where(self) -> Path:
        """Where it belongs in the records: the place after the last item, if it is the item of a list."""
        steps = self.path[1:]
        return (*steps[:-1], LAST) if isinstance(steps[-1], int) else steps


def read(content: bytes, file: str) -> tuple[Draft, Parsed]:
    """A draft, and the file as parsed, where every value knows its line.

    Raises:
        UnreadableError: with every fault found.
    """
    parsed = parse(content, file)

    def locate(keys: Path) -> tuple[str, int]:
        while keys and keys not in parsed.lines:
            keys = keys[:-1]
        return file, parsed.lines.get(keys, 1)

    result = parsed.faults or validate(Draft, parsed.root, locate)
    if isinstance(result, list):
        raise UnreadableError(result)
    return result, parsed


def parts_of(draft: Draft) -> tuple[Part, ...]:
    """The parts of a draft: each begins at a claim that stands below no other."""
    roots: dict[str, list[Told]] = {}
    for claim in draft.values:
        above = next((root for root in roots if claim.value == root or claim.value.startswith(f"{root}/")), None)
        roots.setdefault(claim.value if above is None else above, []).append(claim)
    return tuple(Part(path_of(root), tuple(claims)) for root, claims in roots.items())


def path_of(value: str) -> Path:
    """The steps of a JSON pointer; digits are places in a list."""
    steps = (step.replace("~1", "/").replace("~0", "~") for step in value.split("/")[1:])
    return tuple(int(step) if step.isdigit() else step for step in steps)


def at(node: Any, path: Path) -> Any:
    """The value that a path leads to; None where there is none."""
    for step in path:
        if isinstance(node, list) and isinstance(step, int):
            node = node[step] if step < len(node) else None
        else:
            node = node.get(step) if isinstance(node, Mapping) else None
    return node


def without_struck(tree: Any, claims: Iterable[Told], path: Path) -> Any:
    """A copy of a part's tree without the values that were struck out; None where it was struck as a whole."""
    struck = {claim.value for claim in claims if claim.answer == "struck"}

    def copied(node: Any, here: Path) -> Any:
        match node:
            case dict():
                pairs = ((key, value) for key, value in node.items() if pointer((*here, key)) not in struck)
                return {key: value if key == AT else copied(value, (*here, key)) for key, value in pairs}
            case list():
                kept = [place for place in range(len(node)) if pointer((*here, place)) not in struck]
                return [copied(node[place], (*here, place)) for place in kept]
            case _:
                return node

    return None if pointer(path) in struck else copied(tree, path)


def gathered(root: Mapping[str, Any], parts: Sequence[Part], into: dict[str, Any]) -> None:
    """Adds the parts' values to a tree of records; `root` is the whole file."""
    for part in parts:
        tree = without_struck(at(root, part.path), part.claims, part.path)
        if tree is not None:
            put(into, part.where, tree)


def bare(node: Any) -> Any:
    """A parsed tree without the marks of where its values stand."""
    match node:
        case dict():
            return {key: bare(value) for key, value in node.items() if key != AT}
        case list():
            return [bare(item) for item in node]
        case _:
            return node
