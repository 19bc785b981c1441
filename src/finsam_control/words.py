"""The languages of the tool: the gettext catalogue, and how values print by their unit."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from finsam_control.condition import Value
from finsam_control.facts.base import FieldUnit
from finsam_control.figure import NBSP as NBSP  # noqa: PLC0414 -- the sign belongs to what words print too
from finsam_control.figure import Unit, parse_figure, parse_number
from finsam_control.masking import masked
from finsam_control.message import Message

Language = Literal["sv", "en"]

MINUS = "\u2212"
_ORE_PLACES = 2
#: Decimals of a share or a count where no other figure beside it prints alike.
_COARSE = 2

#: How the base units of a printed figure are told.
_FIGURES = {Unit.KR: "ore", Unit.TKR: "tkr", Unit.PERCENT: "ppm", Unit.COUNT: "number"}

#: Decimal places of a unit's base, and the sign that follows the number.
_PLACES = {
    "ore": (_ORE_PLACES, f"{NBSP}kr"),
    "tkr": (5, ""),
    "ppm": (4, f"{NBSP}%"),
    "number": (3, ""),
    "count": (0, ""),
}


def N_(text: str) -> str:  # noqa: N802 -- gettext's own name for a message that is translated later
    return text


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    folder = Path(__file__).parent / "locale"
    return gettext.translation("finsam_control", folder, languages=[language])


class Words:
    """Says messages and values in one language; what it returns is safe to print."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._catalogue = _catalogue(language)

    def __call__(self, text: str, /, **values: object) -> str:
        """The catalogue's sentence with the values in its {braces}."""
        said = self._catalogue.gettext(text)
        return masked(said.format(**values) if values else said)

    def say(self, message: Message) -> str:
        return self(message.text, **dict(message.values))

    def value(self, value: Value | None, unit: FieldUnit | str, decimals: int = _COARSE) -> str:
        """A fact's or parameter's value as people write it, with its unit; shares and thousands to so many decimals.

        `unit` may also be "tkr", for öre that are told in thousands of kronor.
        """
        if value is None:
            return self("unknown")
        if unit == "flag":
            return self("yes") if value else self("no")
        if unit == "word":
            return self(_WORDS.get(str(value), str(value)))
        if unit in _DURATIONS:
            one, many = _DURATIONS[unit]
            return self._catalogue.ngettext(one, many, int(value)).format(n=self._decimal(int(value), 0))
        if unit in _PLACES:
            places, sign = _PLACES[unit]
            sign = NBSP + self("thousand kr") if unit == "tkr" else sign
            return self._decimal(int(value), places, decimals if unit in {"ppm", "tkr"} else _COARSE) + sign
        return masked(str(value))

    def figure(self, printed: str) -> str:
        """A figure that a Swedish document prints, as the language writes it; any other text as it stands."""
        found = parse_figure(printed) or parse_number(printed, Unit.COUNT)
        if self.language == "sv" or found is None or found.unit not in _FIGURES:
            return printed
        return self.value(found.value, _FIGURES[found.unit], len(str(found.unit.base)) - 1)

    def counted(self, noun: str, count: int) -> str:
        """A number of things in running text: the noun in its number, small numbers in words."""
        one, many = _NOUNS[noun]
        said = self(_NUMERALS[count]) if count < len(_NUMERALS) else self._decimal(count, 0)
        return self._catalogue.ngettext(one, many, count).format(n=said)

    def decimals(self, shares: Iterable[int], limits: Iterable[int]) -> int:
        """The fewest with which no share prints like a limit that it is above or below: 20,0003 % is not 20 %."""
        close = [(share, limit) for share in shares for limit in limits if share != limit]
        places = range(_COARSE, _PLACES["ppm"][0])
        return next((n for n in places if all(self._apart(*pair, n) for pair in close)), _PLACES["ppm"][0])

    def _apart(self, share: int, limit: int, decimals: int) -> bool:
        return self.value(share, "ppm", decimals) != self.value(limit, "ppm", decimals)

    def _decimal(self, value: int, places: int, decimals: int = _COARSE) -> str:
        """An integer of 10**-places, grouped in threes: öre in full, others to so many decimals, without noughts."""
        magnitude, exact = abs(value), places == _ORE_PLACES
        if places > decimals:
            # The last decimal is rounded half up, and shown only where it says something.
            coarse = 10 ** (places - decimals)
            magnitude, places = (magnitude * 2 + coarse) // (2 * coarse), decimals
        whole, rest = divmod(magnitude, 10**places)
        group, comma = (NBSP, ",") if self.language == "sv" else (",", ".")
        printed = f"{rest:0{places}d}" if rest else ""
        printed = printed if exact else printed.rstrip("0")
        text = f"{whole:,}".replace(",", group) + (f"{comma}{printed}" if printed else "")
        return f"{MINUS}{text}" if value < 0 else text

    def level(self, level: str, area: str | None = None) -> str:
        """A grade in the profession's words; overall and for internal control it is the control that is judged."""
        words = _CONTROL_LEVELS if area in {None, "internal_control"} else _AREA_LEVELS
        return self(words[level])

    def outcome(self, kind: str, norm: str) -> str:
        if kind == "violated" and norm in {"recommendation", "good_practice"}:
            return self("does not follow the recommendation")
        return self(_OUTCOMES[kind])

    def severity(self, severity: str) -> str:
        return self(_SEVERITIES[severity])

    def norm(self, norm: str) -> str:
        return self(_NORMS[norm])

    def area(self, area: str) -> str:
        return self(_AREAS[area])

    def document(self, document: str) -> str:
        return self(_DOCUMENTS.get(document, document))


_DURATIONS = {
    "days": (N_("{n} day"), N_("{n} days")),
    "months": (N_("{n} month"), N_("{n} months")),
    "hours": (N_("{n} hour"), N_("{n} hours")),
}
#: The one of each noun says its own number, for in Swedish it has the noun's gender.
_NOUNS = {
    "control": (N_("one control"), N_("{n} controls")),
    "critical": (N_("one serious deficiency"), N_("{n} serious deficiencies")),
    "major": (N_("one material deficiency"), N_("{n} material deficiencies")),
    "moderate": (N_("one deficiency"), N_("{n} deficiencies")),
    "minor": (N_("one area for improvement"), N_("{n} areas for improvement")),
    "info": (N_("one piece of information"), N_("{n} pieces of information")),
}
_NUMERALS = (
    "0",
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
    N_("eleven"),
    N_("twelve"),
)
_CONTROL_LEVELS = {
    "sufficient": N_("sufficient"),
    "mostly_sufficient": N_("sufficient in all essentials"),
    "not_fully_sufficient": N_("not fully sufficient"),
    "insufficient": N_("insufficient"),
    "not_assessable": N_("could not be assessed"),
}
_AREA_LEVELS = {
    "sufficient": N_("requirements met"),
    "mostly_sufficient": N_("requirements met in all essentials"),
    "not_fully_sufficient": N_("requirements partly met"),
    "insufficient": N_("requirements not met"),
    "not_assessable": N_("could not be assessed"),
}
_OUTCOMES = {
    "passed": N_("met"),
    "violated": N_("does not meet the requirement"),
    "accepted": N_("known deviation, dealt with"),
    "not_applicable": N_("not applicable"),
    "not_yet_due": N_("not yet due"),
    "not_assessable": N_("could not be assessed"),
    "error": N_("technical error"),
}
_SEVERITIES = {
    "critical": N_("serious deficiency"),
    "major": N_("material deficiency"),
    "moderate": N_("deficiency"),
    "minor": N_("area for improvement"),
    "info": N_("information"),
}
_NORMS = {
    "law": N_("law"),
    "forbundsordning": N_("förbundsordning"),
    "recommendation": N_("recommendation"),
    "own_policy": N_("the förbund's own policy"),
    "good_practice": N_("good practice"),
}
_AREAS = {
    "financing": N_("Financing"),
    "annual_report": N_("Annual report"),
    "equity": N_("Equity"),
    "budget": N_("Budget and follow-up"),
    "delegation": N_("Delegation and payment approval"),
    "procurement": N_("Procurement and contracts"),
    "board": N_("Board and minutes"),
    "initiatives": N_("Initiatives and targets"),
    "privacy": N_("Data protection"),
    "internal_control": N_("Internal control"),
    "audit_follow_up": N_("Audit and its follow-up"),
    "archive": N_("Archive and governing documents"),
}
_DOCUMENTS = {
    "arsredovisning": N_("annual report"),
    "budget": N_("plan and budget"),
    "protokoll": N_("board minutes"),
    "delegationsordning": N_("delegation order"),
    "anmalan": N_("report of delegated decisions"),
    "forbundsordning": N_("förbundsordning"),
    "revision": N_("audit report and appointments"),
    "synpunkter": N_("follow-up of the auditors' remarks"),
    "riskregister": N_("risk register"),
    "internkontrollplan": N_("internal control plan"),
    "dataskydd": N_("record of processing and data protection papers"),
    "inkop": N_("purchase vouchers"),
    "avtal": N_("contracts and procurement papers"),
    "insatser": N_("initiatives' plans and reports"),
    "medlemmar": N_("list of members and seats"),
    "policyer": N_("governing documents"),
    "mal": N_("follow-up of targets"),
    "attestforteckning": N_("list of approvers"),
    "kort": N_("decisions on payment cards"),
    "sammanslagning": N_("papers of the merger"),
    "rekvisitioner": N_("requisitions with their supporting documents and approval"),
    "overenskommelser": N_("agreements with the parties"),
    "bokslut": N_("closing file with reconciliations and specifications"),
    "fullmakter": N_("decisions on signing, bank mandates and pay"),
    "skatt": N_("claims and statements to the tax agency"),
    "huvudbok": N_("the ledger as SIE 4"),
    "verifikationer": N_("all the year's vouchers in one ledger (SIE 4)"),
    "saldon": N_("balances and results in the ledger (#IB, #UB and #RES)"),
    "inkopsjournal": N_("the journal of purchases"),
    "forra-rapporten": N_("last year's control report"),
}
_WORDS = {
    "reached": N_("reached"),
    "partly": N_("partly reached"),
    "not_reached": N_("not reached"),
    "unreadable": N_("cannot be read"),
    "residual": N_("a remainder, not judged"),
    "direct": N_("direct award"),
    "competition": N_("after competition"),
    "framework": N_("call-off from a framework agreement"),
    "cooperation": N_("cooperation between authorities"),
    "original": N_("original"),
    "revised": N_("revised"),
    "samordnare": N_("coordinator"),
    "ordforande": N_("chair"),
    "styrelsen": N_("board"),
    "annan": N_("another"),
    "arbetsformedlingen": N_("Arbetsförmedlingen"),
    "forsakringskassan": N_("Försäkringskassan"),
    "kommun": N_("kommun"),
    "region": N_("region"),
    "ledamot": N_("board member"),
    "ersattare": N_("deputy member"),
    "tjansteman": N_("employee of the förbund"),
    "beredningsgrupp": N_("preparatory group"),
    "utskott": N_("committee"),
    "konsult": N_("consultant"),
    "medlems_personal": N_("staff of a member"),
    "beviljad": N_("granted"),
    "vagrad": N_("refused"),
    "uppskjuten": N_("postponed"),
    "samrad_ordforande": N_("in consultation with the chair"),
    "delegate": N_("the delegate"),
    "substitute": N_("substitute, in the period"),
    "substitute_other_day": N_("substitute, outside the period"),
    "passed_on": N_("somebody to whom the delegate passed the right on"),
    "neither": N_("neither the delegate nor a substitute"),
    "firmateckning": N_("the right to sign"),
    "bankfullmakt": N_("the bank mandate"),
    "bank": N_("bank account"),
    "skattekonto": N_("tax account"),
    "huvudbok": N_("general ledger"),
    "same_figure": N_("one figure in two places"),
    "opening": N_("opening against last year's closing"),
    "balance": N_("assets against equity and liabilities"),
    "cash": N_("cash flow against balance sheet"),
    "cash_change": N_("cash at the start, the year's flow and cash at the end"),
    "equity_change": N_("equity at the start, the year's result and equity at the end"),
    "table": N_("against a table"),
    "text": N_("against another sentence"),
    "sum": N_("against its terms"),
    "change": N_("against the two years"),
    "share": N_("part of the whole"),
    "samtycke": N_("consent"),
    "avtal": N_("contract"),
    "rattslig_forpliktelse": N_("legal obligation"),
    "grundlaggande_intressen": N_("vital interests"),
    "allmant_intresse": N_("public interest"),
    "berattigat_intresse": N_("legitimate interest"),
    "saknas": N_("none stated"),
    "sum_agrees": N_("correct"),
    "sum_differs": N_("wrong"),
    "sum_not_stated": N_("not stated"),
    "absent": N_("no longer among the records"),
    "to_accept": N_("accept the risk"),
    "to_reduce": N_("reduce the risk"),
    "to_share": N_("share the risk"),
    "to_avoid": N_("avoid the risk"),
    "undecided": N_("not settled"),
    "finance": N_("Finance"),
    "governance": N_("Governance and delegation"),
    "procurement": N_("Procurement and contracts"),
    "privacy": N_("Data protection"),
    "initiatives": N_("Initiatives and targets"),
    "control": N_("Control and archive"),
    **_SEVERITIES,
    **{kind: said for kind, said in _OUTCOMES.items() if kind != "error"},
}
