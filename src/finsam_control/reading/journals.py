"""The journals that a year lists, each read by its profile into one store, which is then locked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from finsam_control import shipped, store
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading import journal, strict_yaml
from finsam_control.reading.file_content import content_of, is_file
from finsam_control.reading.journal import Source
from finsam_control.reading.strict_yaml import Parsed
from finsam_control.reading.validation import Path as KeyPath
from finsam_control.reading.validation import validate
from finsam_control.records.population import Population
from finsam_control.records.profile import Profile
from finsam_control.records.year import Year
from finsam_control.store import Store


def names() -> tuple[str, ...]:
    """The profiles that can be named."""
    return tuple(sorted(path.stem for path in shipped.folder("profiles").glob("*.yaml")))


def read(folder: Path, year: Year, listed: Sequence[Population]) -> tuple[Store, list[str]]:
    """The store, and for each of its files the SHA-256 of the bytes that were judged.

    Raises:
        UnreadableError: with the faults of all of them.
    """
    connection = store.opened()
    files, hashes, faults = [], [], list[Fault]()
    for population in listed:
        try:
            file, sha256 = journal.read(connection, _source(folder, year, population))
        except UnreadableError as error:
            faults += error.faults
            continue
        files.append(file)
        hashes.append(sha256)
    if faults:
        connection.close()
        raise UnreadableError(faults)
    return Store(store.locked(connection), tuple(files)), hashes


def _source(folder: Path, year: Year, population: Population) -> Source:
    path = Path(os.path.normpath(folder / population.file))
    if not is_file(path):
        found = Message.of("the file {file} does not exist", file=path.as_posix())
        expected = Message.of("the path of a file, relative to the folder")
        raise UnreadableError([_at(population, "file", found, expected, "file: inkop.csv")])
    return Source(
        path,
        population.file,
        population.place("file"),
        population.profile,
        _profile(folder, population),
        year.entity.name,
        year.fiscal_year,
    )


def _profile(folder: Path, population: Population) -> Profile:
    if population.profile in names():
        return profile_of(shipped.folder("profiles") / f"{population.profile}.yaml")
    own = Path(os.path.normpath(folder / population.profile))
    if not is_file(own):
        found = Message.of("`{value}`", value=population.profile)
        expected = Message.of("a shipped profile ({names}), or the path of an own one", names=", ".join(names()))
        raise UnreadableError([_at(population, "profile", found, expected, "profile: ../kolumner.yaml")])
    return profile_of(own)


def profile_of(file: Path) -> Profile:
    """A profile from its file.

    Raises:
        UnreadableError: with every fault found.
    """
    content = content_of(file, strict_yaml.MAX_BYTES, Message.of("a column profile, as one of those shipped"))
    parsed = strict_yaml.parse(content, file.as_posix())
    found = validate(Profile, parsed.root, partial(_line, parsed))
    if isinstance(found, list) or parsed.faults:
        raise UnreadableError([*parsed.faults, *(found if isinstance(found, list) else ())])
    return found


def _line(parsed: Parsed, keys: KeyPath) -> tuple[str, int]:
    while keys and keys not in parsed.lines:
        keys = keys[:-1]
    return parsed.file, parsed.lines.get(keys, 1)


def _at(population: Population, key: str, found: Message, expected: Message, example: str) -> Fault:
    place = population.place(key)
    return Fault(place.file, place.line, place.pointer, found, expected, example)
