"""Which columns a register's tables have, in the order of the fields, whatever fields there are."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from finsam_control.records.plain import Path, kind_of, own_fields
from finsam_control.records.register import Risk
from finsam_control.register_columns import children


def ordered(model: type[BaseModel], paths: Iterable[Path]) -> list[Path]:
    """The paths in the order of the fields, items of a list by their number."""
    return sorted(paths, key=lambda path: _rank(model, path))


def _rank(model: type[BaseModel], path: Path) -> tuple[int, ...]:
    if not path:
        return ()
    if isinstance(path[0], int):
        return (path[0], *_rank(model, path[1:]))
    kind = kind_of(own_fields(model)[path[0]])
    return (list(own_fields(model)).index(path[0]), *(_rank(kind.model, path[1:]) if kind.model is not None else ()))


def own_columns(model: type[BaseModel], used: Iterable[Path]) -> list[Path]:
    """The columns of a table: every plain field of the record, and of the rest what any row has."""
    apart = {name for names in children(model).values() for name in names} if model is Risk else set()
    plain: set[Path] = {(name,) for name, field in own_fields(model).items() if kind_of(field).model is None}
    return ordered(model, plain | {path for path in used if path[0] not in apart or len(path) == 1})


def key_of(path: Path) -> str:
    """`matrix.bands.1.label`, items counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
