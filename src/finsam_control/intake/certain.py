"""A year of what drafts are certain of, for a first look before anybody has confirmed anything."""

from __future__ import annotations

import hashlib
from typing import Any

from finsam_control.dossier import Dossier, Unconfirmed
from finsam_control.intake.draft import Draft
from finsam_control.intake.kept import gathered, parts_of
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading.file_content import Input
from finsam_control.reading.references import faults_across
from finsam_control.reading.strict_yaml import Parsed
from finsam_control.reading.validation import validate
from finsam_control.records.year import Year

#: Most parts that are left out, one after another, because they do not stand without what is not certain.
_MOST_DROPPED = 200


def dossier_of(draft: Draft, parsed: Parsed, content: bytes) -> Dossier:
    """The certain parts of a draft as a year; what they are named by, förbund, year and documents, is taken as drafted.

    Raises:
        UnreadableError: the draft does not say of which förbund and year it is.
    """
    root: Any = parsed.root
    parts = [part for part in parts_of(draft) if part.path[0] == "records"]
    kept = [part for part in parts if part.is_certain or part.path[1] in {"entity", "fiscal_year", "documents"}]
    for _ in range(_MOST_DROPPED):
        records: dict[str, Any] = {}
        gathered(root, kept, records)
        paths: list[tuple[str | int, ...]] = []

        def locate(keys: tuple[str | int, ...], paths: list[tuple[str | int, ...]] = paths) -> tuple[str, int]:
            paths.append(keys)
            return parsed.file, 1

        result = validate(Year, records, locate)
        if isinstance(result, Year) and not faults_across(result, locate):
            break
        dropped = next((part for part in kept[::-1] if _stands_in(part.where, paths)), None)
        if dropped is None:
            raise UnreadableError([_nameless(parsed.file)])
        kept.remove(dropped)
    else:
        raise UnreadableError([_nameless(parsed.file)])
    inputs = (Input(parsed.file, hashlib.sha256(content).hexdigest()),)
    return Dossier(result, None, inputs, (), drafts=(Unconfirmed(parsed.file, is_judged=True),))


def _stands_in(where: tuple[str | int, ...], paths: list[tuple[str | int, ...]]) -> bool:
    """Whether a fault lies in the section that a part belongs to."""
    return any(keys and keys[0] == where[0] for keys in paths)


def _nameless(file: str) -> Fault:
    found = Message.of("the draft does not say of which förbund and year it is")
    return Fault(file, 1, "", found, Message.of("`entity:` with its name and `fiscal_year:` under `records`"))
