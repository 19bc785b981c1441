"""A register may name a shipped matrix instead of holding its own; what it writes beside the name is its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from finsam_control import shipped
from finsam_control.message import Fault, Message
from finsam_control.reading import strict_yaml
from finsam_control.reading.strict_yaml import Parsed
from finsam_control.records.matrix import Matrix
from finsam_control.records.plain import plain

#: The same on every machine, installed or not.
FOLDER = "risk_registers/matrices"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped matrix: its name, the path that it is known by, and its bytes."""

    name: str
    file: str
    content: bytes


def names() -> tuple[str, ...]:
    """The matrices that can be named."""
    return tuple(sorted(path.stem for path in (shipped.folder("risk_registers") / "matrices").glob("*.yaml")))


def matrix(name: str) -> Shipped | None:
    if name not in names():
        return None
    path = shipped.folder("risk_registers") / "matrices" / f"{name}.yaml"
    return Shipped(name, f"{FOLDER}/{name}.yaml", path.read_bytes())


def completed(parsed: Parsed) -> Shipped | None:
    """Puts the named matrix under what the register says of it, and gives it; None where none is named.

    A name that is not known becomes a fault of the file.
    """
    own = parsed.root.get("matrix") if isinstance(parsed.root, dict) else None
    name = own.get("shipped") if isinstance(own, dict) else None
    if not isinstance(own, dict) or not isinstance(name, str):
        return None
    found = matrix(name)
    if found is None:
        parsed.faults.append(_unknown(parsed, name))
        return None
    base = strict_yaml.parse(found.content, found.file).root
    own.update({key: value for key, value in dict(base).items() if key not in own} if isinstance(base, dict) else {})
    return found


def reduced(own: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `completed`, of a matrix as plain text: without what the matrix that it names says alike."""
    found = matrix(str(own.get("shipped", "")))
    if found is None:
        return own
    base = plain(Matrix.model_validate(strict_yaml.parse(found.content, found.file).root))
    return {key: value for key, value in own.items() if key not in base or value != base[key]}


def _unknown(parsed: Parsed, name: str) -> Fault:
    path = ("matrix", "shipped")
    known = names()
    return Fault(
        parsed.file,
        parsed.lines.get(path, 1),
        strict_yaml.pointer(path),
        Message.of("`{value}`", value=name),
        Message.of("the name of a shipped matrix: {known}", known=", ".join(known)),
        f"shipped: {known[0]}" if known else "",
    )
