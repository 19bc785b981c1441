"""The natural persons that a year's records name, from the fields made for persons; other text is not guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import BaseModel

from finsam_control.dossier import Dossier
from finsam_control.person_name import turned
from finsam_control.records import activity, attestation, board, control, privacy, register, requisition, signing
from finsam_control.records.year import Year

#: The fields of each record in which a person may stand: by name, by role, or as a name in a sentence.
PERSON_FIELDS: Final[dict[type[BaseModel], tuple[str, ...]]] = {
    board.Seat: ("name",),
    board.Board: ("coordinators", "coordinator_pay_approved_by"),
    board.Departure: ("name",),
    board.Present: ("name",),
    board.Conflict: ("name",),
    board.Meeting: ("chair", "secretary", "signed_by_secretary", "adjusters", "absent"),
    board.Substitute: ("name",),
    board.Delegation: ("person",),
    board.DelegatedDecision: ("by", "together_with", "passed_on_by", "beneficiary", "consulted"),
    board.Approver: ("name",),
    activity.Purchase: (
        "consulted",
        "requested_by",
        "approved_by",
        "payee_person",
        "card_holder",
        "participants",
        "approved_before",
    ),
    activity.Card: ("holder",),
    requisition.Requisition: ("approved_by",),
    signing.SigningAuthority: ("holders",),
    attestation.Attestation: ("by", "owner_of_control"),
    control.Auditor: ("name",),
    control.Audit: ("expert",),
    control.Observation: ("owner",),
    control.Comment: ("by",),
    privacy.Privacy: ("dpo",),
    control.InternalControl: ("reviewers",),
    control.ControlCheck: ("owner", "process_owner"),
    register.Risk: ("owner", "accepted_by"),
    register.Action: ("owner",),
    register.Score: ("scorer",),
}

_WORD = r"[^\W\d_a-zà-ÿ][\w'’.\-]*"
_NAME = re.compile(rf"(?<![\w-]){_WORD}(?:[ \u00a0]+(?:(?:von|af|de|da|del|van|der|al|el)[ \u00a0]+)*{_WORD})+")
_TITLE = re.compile(
    r"(?:ordförande|samordnare|förbundschef|sekreterare|ledamot|ersättare|revisor|ekonom)(?:e?n)?",
    re.IGNORECASE,
)
_OF_ORGANISATIONS = re.compile(
    r"\b(?:ab|hb|kb|region|kommuns?|stads?|län|revision|konsult)\b|förbund|kassan|myndighet|förmedling", re.IGNORECASE
)


def people_of(dossier: Dossier) -> tuple[str, ...]:
    """Full names, each once, sorted; a role or an organisation in the same field is no name of a person."""
    organisations = {name.casefold() for name in _organisations(dossier.year)}
    texts = [text for record in (dossier.year, dossier.register) for text in _texts(record)]
    names = {name for text in (*texts, *_in_journal(dossier)) for name in _names(text)}
    return tuple(sorted(name for name in names if name.casefold() not in organisations))


def _in_journal(dossier: Dossier) -> Iterator[str]:
    """Who approved by the journal, for findings name them, with the surname last."""
    query = "SELECT DISTINCT unnest([attestant_1, attestant_2]) AS name FROM journal"
    for (name,) in dossier.store.connection.cursor().execute(query).fetchall() if dossier.store is not None else ():
        yield turned(name or "")


def _texts(value: object) -> Iterator[str]:
    """What stands in the fields for persons, of a record and of all below it."""
    if isinstance(value, BaseModel):
        fields = PERSON_FIELDS.get(type(value), ())
        for name in type(value).model_fields:
            below = getattr(value, name)
            yield from (_said(below) if name in fields else _texts(below))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _said(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return (item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()


def _names(text: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        words = match[0].rstrip(".").split()
        name = " ".join(words[_TITLE.fullmatch(words[0]) is not None :])
        if " " in name and _OF_ORGANISATIONS.search(name) is None:
            yield name


def _organisations(year: Year) -> Iterator[str]:
    """Organisations whose names are spelt like a person's."""
    yield year.entity.name
    yield from (member.name for member in year.members.items)
    yield from (party for initiative in year.initiatives.items for party in initiative.parties or ())
