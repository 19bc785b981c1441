"""What a report says of its own edition."""

from __future__ import annotations

from finsam_control.report import Report
from finsam_control.words import Words


def edition(report: Report, words: Words) -> str:
    """Whom the report is printed for."""
    match report.edition:
        case "internal":
            return words("internal")
        case "auditor":
            return words("for the auditors")
        case "public":
            return words("public")


def summary(report: Report, words: Words) -> str:
    """What was masked in a sentence, and what the reader must still look at."""
    told = words("Masked, with the same verdicts:") if report.masked else words("Nothing needed masking.")
    if report.edition != "public":
        return told
    known = words("Full names in the records' fields for persons are known; read the texts before publishing.")
    return f"{known} {told}"
