"""The report as JSON, version 1; its shape is `Report`'s own."""

from __future__ import annotations

import json
from typing import Final

from finsam_control.report import Report
from finsam_control.words import Words

MEDIA: Final = "lines"
MARK: Final = rb'\{"schema_version":"[^"]*","language":"\w\w","tool":\{"name":"finsam-control"'


def render(report: Report, words: Words) -> str:  # noqa: ARG001 -- the signature of every format; the texts are in the report
    """One line of JSON, keys in the order of the published schema."""
    return report.model_dump_json() + "\n"


def schema() -> str:
    """The published JSON Schema of the report."""
    return json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
