"""What drafts are called on a screen: sections of the records, degrees of certainty, places in documents."""

from __future__ import annotations

from typing import Final

from finsam_control.intake.draft import Told
from finsam_control.words import N_, Words

_CERTAINTIES: Final = {"certain": N_("certain"), "likely": N_("likely"), "doubtful": N_("doubtful")}
_SOUGHT: Final = {
    "income_statement": N_("income statement"),
    "balance_sheet": N_("balance sheet"),
    "cash_flow_statement": N_("cash-flow statement"),
    "annual_report.parts.forvaltningsberattelse": N_("a heading for the förvaltningsberättelse"),
    "annual_report.parts.resultatrakning": N_("a heading for the income statement"),
    "annual_report.parts.balansrakning": N_("a heading for the balance sheet"),
    "annual_report.parts.kassaflodesanalys": N_("a heading for the cash-flow statement"),
    "annual_report.parts.noter": N_("a heading for the notes"),
    "annual_report.parts.driftredovisning": N_("a heading for the driftredovisning"),
    "annual_report.parts.investeringsredovisning": N_("a heading for the investeringsredovisning"),
    "annual_report.signatories": N_("who of the board signed"),
    "annual_report.signed_on": N_("the day of the signatures"),
    "annual_report.states_law": N_("the act that the report follows"),
    "board.seats.items": N_("the members of the board"),
    "tables": N_("printed tables"),
    "budgets.items": N_("when the budget was adopted"),
    "meetings.items": N_("the meeting with those present"),
    "observations.items": N_("the auditors' remarks"),
    "audit.report_on": N_("the date of the revisionsberättelse"),
    "risks": N_("risks with their scores"),
    "contracts.items": N_("an agreement with its parties"),
}


def certainty(claim: Told, words: Words) -> str:
    """How sure a value is."""
    return words(_CERTAINTIES[claim.certainty])


def sought(what: str, words: Words) -> str:
    """What was looked for; a name that has no words of its own is shown as the records have it."""
    return words(_SOUGHT[what]) if what in _SOUGHT else what


def place(claim: Told, words: Words) -> str:
    """Where a value was read: document, page where there are pages, line."""
    if claim.page is None:
        return words("{document}, line {line}", document=claim.document, line=claim.line)
    return words("{document}, page {page}, line {line}", document=claim.document, page=claim.page, line=claim.line)
