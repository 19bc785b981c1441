"""The minutes of a meeting: who kept them, when they were adjusted and posted (FinsamL 19 §, KL 5:65-69, 8:12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, days, days_between, flag, is_there, joined, law_day, text
from finsam_control.records.base import SAKNAS, distinct
from finsam_control.records.board import Board, Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesFact(Fact):
    kind: ClassVar[str] = "minutes"
    sv: ClassVar[str] = "styrelsens protokoll"
    en: ClassVar[str] = "the board's minutes"
    document: ClassVar[str] = "protokoll"
    section: ClassVar[str] = "meetings"
    dated: ClassVar[bool] = True

    held_on: Annotated[str, text("mötets datum", "the date of the meeting")]
    has_minutes: Annotated[bool | None, flag("protokoll finns", "there are minutes")]
    names_serving: Annotated[
        bool | None, flag("protokollet visar vilka som tjänstgjorde", "the minutes show who served")
    ]
    names_matters: Annotated[
        bool | None,
        flag("protokollet visar vilka ärenden som behandlades", "the minutes show which matters there were"),
    ]
    kept_by: Annotated[
        str, text("de som förde eller undertecknade protokollet", "those who kept or signed the minutes")
    ]
    coordinators: Annotated[str, text("samordnaren", "the coordinator")]
    coordinator_keeps: Annotated[
        bool | None,
        flag("samordnaren för eller undertecknar protokollet", "the coordinator keeps or signs the minutes"),
    ]
    adjuster_count: Annotated[
        int | None,
        counted(
            "antalet justerare utöver ordföranden", "the number of persons besides the chair who verify the minutes"
        ),
    ]
    is_dated: Annotated[
        bool | None, flag("justeringens dag framgår av protokollet", "the minutes show the day of verification")
    ]
    days_to_adjust: Annotated[
        int | None, days("tiden från mötet till justeringen", "the time from meeting to verification")
    ]
    all_posted: Annotated[
        bool | None,
        flag(
            "justeringen är anslagen hos varje kommun och region som är medlem",
            "the verification is posted with every member kommun and region",
        ),
    ]
    not_posted_by: Annotated[str, text("medlemmar utan känt anslag", "members without a known posting")]
    posting_days: Annotated[
        int | None,
        days("tiden från justeringen till det senaste anslaget", "the time from verification to the last posting"),
    ]
    posted_for: Annotated[
        int | None, days("den kortaste tid som ett anslag satt uppe", "the shortest time that a posting stayed up")
    ]


def produce(dossier: Dossier) -> tuple[MinutesFact, ...]:
    meetings = dossier.year.meetings.items
    keys = distinct(str(meeting.date) for meeting in meetings)
    return tuple(_fact(dossier, meeting, key) for meeting, key in zip(meetings, keys, strict=True))


def _fact(dossier: Dossier, meeting: Meeting, key: str) -> MinutesFact:
    kept_by = dict.fromkeys(name for name in (meeting.secretary, *(meeting.signed_by_secretary or ())) if name)
    coordinators = _coordinators(dossier.year.board, meeting)
    postings = {posting.member: posting.on for posting in meeting.posted.items}
    required = [member.name for member in dossier.year.members.items if member.kind in {"kommun", "region"}]
    adjusted = meeting.adjusted_on if isinstance(meeting.adjusted_on, Day) else None
    waits = [wait for on in postings.values() if (wait := days_between(adjusted, on)) is not None]
    return MinutesFact(
        key=key,
        law_date=law_day(meeting.date),
        place=meeting.place("signed_by_secretary" if meeting.signed_by_secretary else "date"),
        held_on=str(meeting.date),
        has_minutes=is_there(meeting.minutes),
        names_serving=is_there(meeting.serving_noted) if not _serving(meeting) else True,
        names_matters=is_there(meeting.matters_noted) if not meeting.decisions else True,
        kept_by=joined(kept_by),
        coordinators=joined(coordinators),
        coordinator_keeps=_keeps(meeting, set(kept_by), set(coordinators)),
        adjuster_count=_adjusters(meeting),
        is_dated=is_there(meeting.adjusted_on),
        days_to_adjust=days_between(meeting.date, adjusted),
        all_posted=_all_posted(dossier, meeting, required),
        not_posted_by=joined(name for name in required if not isinstance(postings.get(name), Day)),
        posting_days=max(waits, default=None),
        posted_for=min(_stays(meeting), default=None),
    )


def _coordinators(board: Board | None, meeting: Meeting) -> tuple[str, ...]:
    named = board.coordinators if board is not None else None
    present = (person.name for person in meeting.present or () if person.role == "samordnare")
    return tuple(dict.fromkeys((*(named or ()), *present)))


def _keeps(meeting: Meeting, kept_by: set[str], coordinators: set[str]) -> bool | None:
    """A name in the attendance list or in the signature block is enough; to clear, both must be known."""
    if kept_by & coordinators:
        return True
    known = meeting.secretary is not None and meeting.signed_by_secretary is not None and coordinators
    return False if known else None


def _serving(meeting: Meeting) -> bool:
    return any(person.serves for person in meeting.present or ())


def _adjusters(meeting: Meeting) -> int | None:
    return None if meeting.adjusters is None else sum(name != meeting.chair for name in meeting.adjusters)


def _all_posted(dossier: Dossier, meeting: Meeting, required: list[str]) -> bool | None:
    postings = {posting.member: posting.on for posting in meeting.posted.items}
    # A posting by a name that no member bears may be anyone's.
    whole = meeting.posted.complete and postings.keys() <= {member.name for member in dossier.year.members.items}
    found = [postings.get(name, SAKNAS if whole else None) for name in required]
    if SAKNAS in found:
        return False
    return True if found and None not in found and dossier.year.members.complete else None


def _stays(meeting: Meeting) -> list[int]:
    """Days up, counted at the longest that the dates allow."""
    return [
        (posting.until.last - posting.on.first).days
        for posting in meeting.posted.items
        if isinstance(posting.on, Day) and posting.until is not None
    ]
