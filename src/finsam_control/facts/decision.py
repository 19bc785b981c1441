"""An item of the minutes: spending and its financing (KL 11:15), conflicts of interest and quorum (KL 6:27-30)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, amount, counted, flag, is_there, joined, law_day, ore, ppm, share, text
from finsam_control.facts.meeting import attendance
from finsam_control.records.base import distinct
from finsam_control.records.board import Conflict, Decision, Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact(Fact):
    kind: ClassVar[str] = "decision"
    sv: ClassVar[str] = "styrelsens beslut"
    en: ClassVar[str] = "the board's decisions"
    document: ClassVar[str] = "protokoll"
    section: ClassVar[str] = "meetings"
    dated: ClassVar[bool] = True

    item: Annotated[str, text("mötet och punkten", "the meeting and the item")]
    title: Annotated[str, text("ärendet", "the matter")]
    spending: Annotated[bool, flag("beslutet gäller en utgift under året", "it decides spending during the year")]
    amount: Annotated[int | None, ore("beloppet", "the amount")]
    states_financing: Annotated[
        bool | None, flag("beslutet anger hur utgiften finansieras", "the decision says how the spending is financed")
    ]
    conflict_count: Annotated[
        int, counted("antalet jäv som protokollet redovisar", "conflicts of interest in the minutes")
    ]
    conflicted: Annotated[str, text("de jäviga", "those with a conflict of interest")]
    all_left: Annotated[
        bool | None, flag("den som var jävig lämnade rummet", "whoever had a conflict of interest left the room")
    ]
    remaining_count: Annotated[
        int | None, counted("antalet tjänstgörande utan de jäviga", "those serving without the conflicted")
    ]
    seat_count: Annotated[int | None, counted("antalet ledamöter i styrelsen", "ledamöter on the board", "medlemmar")]
    least_share: Annotated[
        int | None,
        ppm(
            "andelen säkert tjänstgörande utan de jäviga", "share certain to serve without the conflicted", "medlemmar"
        ),
    ]
    remaining_share: Annotated[
        int | None, ppm("andelen tjänstgörande utan de jäviga", "share serving without the conflicted")
    ]


def produce(dossier: Dossier) -> tuple[DecisionFact, ...]:
    found = [(meeting, decision) for meeting in dossier.year.meetings.items for decision in meeting.decisions]
    items = distinct(f"{meeting.date} {_label(decision)}" for meeting, decision in found)
    return tuple(_fact(dossier, *pair, item) for pair, item in zip(found, items, strict=True))


def _fact(dossier: Dossier, meeting: Meeting, decision: Decision, item: str) -> DecisionFact:
    names = [conflict.name for conflict in decision.conflicts]
    remaining = attendance(dossier, meeting, frozenset(names))
    return DecisionFact(
        key=item,
        law_date=law_day(meeting.date),
        place=decision.place(_telling(decision)),
        item=item,
        title=decision.title,
        spending=decision.spending,
        amount=amount(decision.amount),
        states_financing=is_there(decision.financed_by),
        conflict_count=len(names),
        conflicted=joined(names),
        all_left=_all_left(decision.conflicts),
        remaining_count=remaining.voting,
        seat_count=remaining.seats,
        least_share=share(remaining.voting, remaining.seats),
        remaining_share=share(remaining.voting, remaining.seats) if remaining.is_certain else None,
    )


def _telling(decision: Decision) -> str:
    if decision.conflicts:
        return "conflicts"
    return "title" if decision.financed_by is None else "financed_by"


def _label(decision: Decision) -> str:
    """The item's number as the minutes give it; its title where they give none."""
    section = decision.section or ""
    if not any(sign.isdigit() for sign in section):
        return decision.title
    return section if "§" in section else f"§ {section}"


def _all_left(conflicts: tuple[Conflict, ...]) -> bool | None:
    said = {conflict.left_room for conflict in conflicts}
    if False in said:
        return False
    return True if said == {True} else None
