"""The årshjul as an iCalendar file (RFC 5545) that any calendar can take in.

No clock: DTSTAMP is the day that the calendar speaks of. A duty keeps its UID when its day is moved or its record is
written, so that taking in a newer file mends the calendar instead of filling it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from icalendar import Calendar, Event, vDatetime

from finsam_control.duty import Duty
from finsam_control.masking import masked
from finsam_control.render.year_wheel import name, norm
from finsam_control.words import Words


def render(title: str, entity: str, duties: Sequence[Duty], as_of: date, words: Words) -> bytes:
    """The duties as whole-day events; `entity` is part of each UID, so that two förbund share no event."""
    calendar = Calendar()
    calendar.add("prodid", f"-//finsam-control//calendar//{words.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", masked(title))
    seen: Counter[str] = Counter()
    for duty in duties:
        identity = f"{duty.rule.id}|{entity}|{duty.base}"
        seen[identity] += 1
        calendar.add_component(_event(duty, _uid(f"{identity}|{seen[identity]}"), as_of, words))
    content: bytes = calendar.to_ical()
    return content


def _event(duty: Duty, uid: str, as_of: date, words: Words) -> Event:
    text = duty.rule.text
    event = Event()
    event.add("uid", uid)
    stamp = vDatetime.from_ical(f"{as_of:%Y%m%d}T000000Z")  # type: ignore[no-untyped-call] # the library types it not
    event.add("dtstamp", stamp)
    event.add("dtstart", duty.last_day)
    event.add("dtend", duty.last_day + timedelta(days=1))
    event.add("summary", name(duty, words))
    event.add("description", "\n".join(_description(duty, words)))
    event.add("categories", [words.area(text.area)])
    event.add("url", text.authority[0].url)
    event.add("transp", "TRANSPARENT")
    return event


def _description(duty: Duty, words: Words) -> list[str]:
    text = duty.rule.text
    lines = [norm(duty, words), text.why[words.language], text.remedy[words.language], duty.rule.id]
    if duty.outcome is not None:
        lines.insert(0, words.outcome(duty.outcome, text.norm).capitalize())
    return lines


def _uid(identity: str) -> str:
    """Names nobody and nothing that the calendar's other readers should not see."""
    return f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@finsam-control"
