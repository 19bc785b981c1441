"""The areas of control: a rule, a risk and an appetite belong to one."""

from __future__ import annotations

from typing import Literal

Area = Literal[
    "financing",
    "annual_report",
    "equity",
    "budget",
    "delegation",
    "procurement",
    "board",
    "initiatives",
    "privacy",
    "internal_control",
    "audit_follow_up",
    "archive",
]
