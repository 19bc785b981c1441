"""Data protection of the year: the officer, the record of processing, the plan, the training (GDPR)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, days, days_between, first_of_year, flag, is_there, joined, said
from finsam_control.records.board import Board
from finsam_control.records.privacy import Privacy

#: What art. 13 and 14 ask for, in the record's words and in those of people.
_NOTICE = {
    "kontakt": "identitet och kontaktuppgifter",
    "dataskyddsombud": "dataskyddsombudets kontaktuppgifter",
    "andamal_och_grund": "ändamål och rättslig grund",
    "mottagare": "mottagare",
    "tredjeland": "överföring till tredjeland",
    "lagringstid": "lagringstid",
    "rattigheter": "den registrerades rättigheter",
    "klagomal": "rätten att klaga hos IMY",
    "kalla": "varifrån uppgifterna kommer",
}
_OF_THE_BOARD = frozenset({"styrelse", "alla"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyFact(Fact):
    kind: ClassVar[str] = "privacy"
    sv: ClassVar[str] = "dataskydd"
    en: ClassVar[str] = "data protection"
    document: ClassVar[str] = "dataskydd"
    section: ClassVar[str] = "privacy"

    fiscal_year: Annotated[str, base.text("året", "the year")]
    dpo: Annotated[str | None, base.text("dataskyddsombudet", "the data protection officer")]
    has_dpo: Annotated[bool | None, flag("utsett dataskyddsombud", "a data protection officer appointed")]
    dpo_notified: Annotated[bool | None, flag("dataskyddsombudet anmält till IMY", "the officer notified to IMY")]
    dpo_published: Annotated[
        bool | None, flag("dataskyddsombudets kontaktuppgifter publicerade", "the officer's contact details published")
    ]
    dpo_is_coordinator: Annotated[
        bool | None, flag("samordnaren är själv dataskyddsombud", "the coordinator is the data protection officer")
    ]
    dpo_reported: Annotated[
        bool | None, flag("dataskyddsombudets rapport till styrelsen", "the officer's report to the board")
    ]
    has_record: Annotated[
        bool | None, flag("register över personuppgiftsbehandlingen", "a record of processing activities")
    ]
    record_age: Annotated[
        int | None,
        days(
            "tiden från registrets senaste översyn till årets slut",
            "the time from the latest review of the record to year end",
        ),
    ]
    record_never_reviewed: Annotated[
        bool | None, flag("registret har aldrig setts över", "the record has never been reviewed")
    ]
    participant_data: Annotated[
        bool | None,
        flag("förbundet hanterar självt uppgifter om deltagare", "the förbund itself handles data on participants"),
    ]
    has_plan: Annotated[
        bool | None, flag("handlingsplan från dataskyddsombudet", "a plan of action from the data protection officer")
    ]
    plan_done: Annotated[bool | None, flag("genomförd handlingsplan", "a plan of action carried out")]
    has_incident_log: Annotated[
        bool | None, flag("förteckning över personuppgiftsincidenter", "a log of personal data breaches")
    ]
    is_reviewed: Annotated[
        bool | None, flag("styrelsens genomgång av dataskyddet under året", "the board's review of the year")
    ]
    has_security: Annotated[bool | None, flag("dokumenterade säkerhetsåtgärder", "documented security measures")]
    notice_missing_count: Annotated[
        int | None, counted("antalet uppgifter som informationen saknar", "the number of things that the notice lacks")
    ]
    notice_missing: Annotated[str, base.text("uppgifterna som informationen saknar", "what the notice lacks")]
    has_follow_up_agreement: Annotated[
        bool | None,
        flag(
            "överenskommelse med Försäkringskassan om Uppföljning Finsam",
            "an agreement with Försäkringskassan on Uppföljning Finsam",
        ),
    ]
    participants_linked: Annotated[
        bool | None,
        flag("någon hos förbundet är kopplad till deltagare", "somebody at the förbund is linked to participants"),
    ]
    has_follow_up_processor: Annotated[
        bool | None,
        flag("biträdesavtal med Försäkringskassan", "a processor agreement with Försäkringskassan"),
    ]
    board_trained: Annotated[
        bool | None,
        flag("utbildning i dataskydd för styrelsen under året", "data protection training of the board this year"),
    ]


def produce(dossier: Dossier) -> tuple[PrivacyFact, ...]:
    year, privacy = dossier.year, dossier.year.privacy
    if privacy is None:
        return ()
    return (
        PrivacyFact(
            key="privacy",
            law_date=first_of_year(year.fiscal_year),
            place=privacy.place("dpo"),
            fiscal_year=str(year.fiscal_year),
            dpo=said(privacy.dpo),
            has_dpo=is_there(privacy.dpo),
            dpo_notified=is_there(privacy.dpo_notified),
            dpo_published=is_there(privacy.dpo_published),
            dpo_is_coordinator=_coordinates(privacy, year.board),
            dpo_reported=is_there(privacy.dpo_report_on),
            has_record=is_there(privacy.record_of_processing),
            record_age=_age(privacy, year.fiscal_year),
            record_never_reviewed=_never(privacy),
            participant_data=privacy.participant_data,
            has_plan=is_there(privacy.action_plan),
            plan_done=privacy.action_plan_done,
            has_incident_log=is_there(privacy.incident_log),
            is_reviewed=is_there(privacy.reviewed_by_board),
            has_security=is_there(privacy.security),
            notice_missing_count=None if privacy.notice_lacks is None else len(set(privacy.notice_lacks)),
            notice_missing=joined(_NOTICE[item] for item in dict.fromkeys(privacy.notice_lacks or ())),
            has_follow_up_agreement=is_there(privacy.follow_up_agreement),
            participants_linked=privacy.participants_linked,
            has_follow_up_processor=is_there(privacy.follow_up_processor),
            board_trained=_trained(privacy, year.fiscal_year),
        ),
    )


def _coordinates(privacy: Privacy, board: Board | None) -> bool | None:
    """As stated; else yes, where the officer bears the name of a coordinator of the year."""
    if privacy.dpo_is_coordinator is not None:
        return privacy.dpo_is_coordinator
    dpo = (said(privacy.dpo) or "").casefold()
    names = [name.casefold() for name in (board.coordinators or ())] if board is not None else []
    return True if dpo and dpo in names else None


def _age(privacy: Privacy, fiscal_year: int) -> int | None:
    """Days from the latest review to year end; none where the review came after it."""
    reviewed = privacy.record_reviewed_on
    if not isinstance(reviewed, Day):
        return None
    return max(0, days_between(reviewed, Day.exact(date(fiscal_year, 12, 31))) or 0)


def _never(privacy: Privacy) -> bool | None:
    there = is_there(privacy.record_reviewed_on)
    return None if there is None else not there


def _trained(privacy: Privacy, fiscal_year: int) -> bool | None:
    held = any(
        item.audience in _OF_THE_BOARD and item.date.first.year <= fiscal_year <= item.date.last.year
        for item in privacy.training.items
    )
    return True if held else False if privacy.training.complete else None
