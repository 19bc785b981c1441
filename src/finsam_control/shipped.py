"""Where the data that travels with the code stands: rules, risk registers, the layout of the workbook."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def folder(name: str) -> Path:
    """By name (`rules`, `workbook`): inside the installed package, or at the root of a checkout."""
    packaged = Path(str(resources.files("finsam_control"))) / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name
