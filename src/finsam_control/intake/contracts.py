"""An agreement: its parties, what it is about, from when it holds and what it costs a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from finsam_control.intake.dates import dates_in
from finsam_control.intake.line import Line, flowing
from finsam_control.intake.minutes import amount_in
from finsam_control.intake.portion import LAST, Claim, Portion, slug

_TITLE = re.compile(r"^(?:AVTAL|Avtal|UPPDRAGSAVTAL|Uppdragsavtal|SAMARBETSAVTAL|Samarbetsavtal)(?: [^.]{0,60})?$")
_PARTIES = re.compile(
    r"(?i)mellan (.{5,160}?) och (.{5,160}?) (?:\(härefter|har denna dag|har följande|har träffats|följande)"
)
_ABOUT = re.compile(r"(?i)(?:angående|avseende|gällande|om) (.{10,200}?)\.(?: |$)")
_START = re.compile(r"(?i)(?:avtalstiden gäller|avtalet gäller|gäller)[^.]{0,20}? f\.? ?r\.? ?o\.? ?m\.? ([^ ]{8,12})")
_OPEN = re.compile(r"(?i)tills någon av parterna säger upp|tills ?vidare")
_YEARLY = re.compile(r"(?i)årlig|per år|/år|varje år")
_BRACKETS = re.compile(r"\([^)]*\)?|org\. ?nr\.? ?[0-9-]*")
_SIGNED = re.compile(r"(?i)den ((?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})\s*$")
_LONGEST: Final = 400
_OPENING: Final = 14
_LONGEST_OPENING: Final = 3_000


def portions_of(lines: Sequence[Line], document: str, forbund: str) -> Iterable[Portion]:
    """The agreement that begins at a line `AVTAL` of its own, parties named below; `forbund` is the förbund itself."""
    for place, line in enumerate(lines):
        if not _TITLE.match(line.text.strip()):
            continue
        opening = flowing(lines[place + 1 : place + _OPENING])[:_LONGEST_OPENING]
        parties = _PARTIES.search(opening)
        if parties is None:
            continue
        yield from _agreement(lines[place : place + _LONGEST], opening, parties, document, forbund)
        return


def _agreement(
    lines: Sequence[Line], opening: str, parties: re.Match[str], document: str, forbund: str
) -> Iterable[Portion]:
    names = [_BRACKETS.sub("", party).strip(" ,.") for party in (parties[1], parties[2])]
    others = [name for name in names if " ".join(name.split()) != forbund] or names
    supplier = " ".join(others[0].split())
    about = _ABOUT.search(opening[parties.end() :])
    tree: dict[str, Any] = {"id": slug(supplier), "supplier": supplier}
    tree["subject"] = about[1] if about is not None else "avtal"
    claims = [
        Claim((), tuple(lines[:_OPENING]), "likely"),
        Claim(("subject",), tuple(lines[:_OPENING]), "doubtful"),
    ]
    text = flowing(lines)
    start = _START.search(text)
    if start is not None and dates_in(start[1]):
        tree["start"] = dates_in(start[1])[0]
        claims.append(Claim(("start",), _lines_with(lines, start[1]), "likely"))
    if _OPEN.search(text):
        tree["end"] = "saknas"
        claims.append(Claim(("end",), _lines_with(lines, "säger upp") or (lines[0],), "doubtful"))
    for line in lines:
        amount = amount_in(line.text.replace("[", " ").replace("]", " "))
        if amount and _YEARLY.search(line.text):
            tree["yearly_value"] = amount
            claims.append(Claim(("yearly_value",), (line,), "likely"))
            break
    tree["source"] = {"document": document, "heading": " ".join(lines[0].text.split())}
    yield Portion(("contracts", "items", LAST), tree, tuple(claims))
    signed = next((line for line in lines if _SIGNED.search(line.text.rstrip())), None)
    if signed is not None:
        own = {"id": f"{document}-avtal", "title": " ".join(lines[0].text.split()), "kind": "avtal"}
        own["date"] = dates_in(signed.text)[-1]
        claim = Claim((), (lines[0],), "likely")
        yield Portion(("documents", LAST), own, (claim, Claim(("date",), (signed,), "likely")))


def _lines_with(lines: Sequence[Line], words: str) -> tuple[Line, ...]:
    return tuple(line for line in lines if words in line.text)[:1]
