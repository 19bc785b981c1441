"""The versions that the project is developed with: one for everything that it asks for, within what it asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = [Requirement(line) for line in (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()]
ASKED = sorted(
    {
        *PROJECT["project"]["dependencies"],
        *(item for extra in PROJECT["project"]["optional-dependencies"].values() for item in extra),
        *(item for group in PROJECT["dependency-groups"].values() for item in group),
    }
)


@pytest.mark.parametrize("asked", [Requirement(item) for item in ASKED], ids=str)
def test_what_the_project_asks_for_is_locked_to_a_version_in_its_range(asked: Requirement) -> None:
    same = [one for one in LOCKED if canonicalize_name(one.name) == canonicalize_name(asked.name)]
    versions = [pinned.version for one in same for pinned in one.specifier]
    assert versions
    assert all(asked.specifier.contains(version) for version in versions)


def test_every_line_of_the_lock_is_one_version() -> None:
    assert {pinned.operator for one in LOCKED for pinned in one.specifier} == {"=="}
    assert all(len(one.specifier) == 1 for one in LOCKED)
