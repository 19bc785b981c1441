"""The files of a confirmation: the records that were read, written, and checked before anything is put in place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from finsam_control import dossier, register_files
from finsam_control.cli.whole_file import write_whole
from finsam_control.dossier import DRAFT
from finsam_control.intake.confirming import Confirmed, confirmed
from finsam_control.intake.draft import Draft
from finsam_control.intake.kept import bare
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import matrices, strict_yaml
from finsam_control.reading.strict_yaml import Parsed
from finsam_control.render.record_yaml import written

RECORDS: Final = "underlag.yaml"
REGISTER: Final = "riskregister/riskregister.yaml"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many parts became records, how many are left, and why some of these are."""

    moved: int
    left: int
    taken: tuple[str, ...]
    register_waits: bool


def confirm(  # noqa: PLR0913, PLR0917 -- what a confirmation is made of
    folder: Path, target: Path, draft: Draft, parsed: Parsed, by: str, on: str, matrix: str | None, *, with_unseen: bool
) -> Moved:
    """Writes the records and what is left of the draft.

    Raises:
        UnreadableError: the records would not be read; nothing has been written.
    """
    if matrix is not None and matrices.matrix(matrix) is None:
        raise UnreadableError([_no_such_matrix(target, matrix)])
    others = [
        strict_yaml.parse(file.read_bytes(), file.as_posix())
        for file in sorted(folder.glob("*.yaml"))
        if file.name != RECORDS and not file.name.endswith(DRAFT)
    ]
    held = frozenset(str(key) for other in others if isinstance(other.root, dict) for key in bare(other.root))
    result = confirmed(
        draft,
        parsed,
        _earlier(folder / RECORDS),
        by=by,
        on=on,
        elsewhere=held,
        with_risks=matrix is not None,
        with_unseen=with_unseen,
    )
    records = dict(result.records)
    if result.register and matrix is not None:
        records["risk_register"] = {"file": REGISTER}
    content = written(records).encode()
    dossier.merged(folder, [*others, strict_yaml.parse(content, (folder / RECORDS).as_posix())])
    if result.register and matrix is not None:
        register = written(_register(result, matrix, by, on)).encode()
        register_files.parse_register((folder / REGISTER).as_posix(), register)
        write_whole(folder / REGISTER, register, with_folders=True)
    write_whole(folder / RECORDS, content)
    if result.rest is None:
        target.unlink()
    else:
        write_whole(target, written(result.rest))
    waits = matrix is None and "risks" in bare(parsed.root)
    return Moved(result.moved, result.left, result.taken, waits)


def _earlier(file: Path) -> dict[str, Any]:
    """What was confirmed before."""
    if not file.is_file():
        return {}
    parsed = strict_yaml.parse(file.read_bytes(), file.as_posix())
    if parsed.faults:
        raise UnreadableError(parsed.faults)
    tree: dict[str, Any] = bare(parsed.root)
    return tree


def _register(result: Confirmed, matrix: str, by: str, on: str) -> dict[str, Any]:
    """The register as a file of its own, scored on a shipped matrix."""
    title = result.register.get("title", "Riskregister")
    remark = f"Utkast ur handlingen, bekräftat av {by} {on}."
    return {"title": title, "remark": remark, "matrix": {"shipped": matrix}, "risks": result.register.get("risks", [])}


def _no_such_matrix(target: Path, name: str) -> Fault:
    found = Message.of("there is no shipped matrix {name}", name=name)
    expected = Message.of("one of: {choices}", choices=", ".join(matrices.names()))
    return Fault(target.as_posix(), 0, "/risks", found, expected, f"--matrix {matrices.names()[0]}")
