"""A report turned into that of the year before, as a förbund would have had it in its drawer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def last_year(found: dict[str, Any]) -> dict[str, Any]:
    """The same förbund a year earlier: breaches in their second year, and breaches where evidence is now missing."""
    outcomes = []
    for item in found["outcomes"]:
        if item["outcome"] == "violated":
            outcomes.append({**item, "years_running": 2})
        elif item["outcome"] == "not_assessable" and item["subject"] is not None:
            outcomes.append({**item, "outcome": "violated", "years_running": 1})
        else:
            outcomes.append(item)
    return {**found, "period": found["period"] - 1, "outcomes": outcomes}


def written(file: Path, *found: dict[str, Any]) -> Path:
    """The file, with each report on a line."""
    file.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in found), encoding="utf-8")
    return file
