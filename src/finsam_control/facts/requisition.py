"""Requisitions from the parties, most of a förbund's cost: agreement, period, staffing, underlag and approval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, days, days_between, flag, is_there, law_day, ore, ppm
from finsam_control.records.base import SAKNAS
from finsam_control.records.requisition import Agreement, Requisition


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionFact(Fact):
    kind: ClassVar[str] = "requisition"
    sv: ClassVar[str] = "rekvisitioner"
    en: ClassVar[str] = "requisitions"
    document: ClassVar[str] = "rekvisitioner"
    section: ClassVar[str] = "requisitions"
    dated: ClassVar[bool] = True

    party: Annotated[str, base.text("den part som rekvirerar", "the party that requisitions")]
    period: Annotated[str, base.text("den tid som rekvisitionen gäller", "the time that the requisition is for")]
    amount: Annotated[int | None, ore("det rekvirerade beloppet", "the amount requisitioned")]
    has_agreement: Annotated[
        bool | None,
        flag("en undertecknad överenskommelse finns", "there is a signed agreement", "overenskommelser"),
    ]
    within_agreement: Annotated[
        bool | None,
        flag("överenskommelsen gäller hela tiden", "the agreement covers the whole time", "overenskommelser"),
    ]
    positions: Annotated[
        int | None, ppm("rekvirerad bemanning i heltidstjänster", "staffing requisitioned, of a full-time position")
    ]
    agreed_positions: Annotated[
        int | None,
        ppm("överenskommen bemanning i heltidstjänster", "staffing agreed, of a full-time post", "overenskommelser"),
    ]
    positions_over: Annotated[
        int | None, ppm("rekvirerad bemanning utöver den överenskomna", "staffing beyond what was agreed")
    ]
    days_late: Annotated[
        int | None, days("tiden från överenskommen dag till rekvisitionen", "the time from the day due to its arrival")
    ]
    has_documents: Annotated[bool | None, flag("underlag för kostnaden finns", "documents show the cost")]
    approver: Annotated[str | None, base.text("attestanten", "the approver")]
    approver_is_partys: Annotated[
        bool | None,
        flag(
            "attestanten är anställd hos eller företräder den part som får betalt",
            "the approver is employed by or represents the party that is paid",
        ),
    ]
    is_approved: Annotated[bool | None, flag("rekvisitionen är attesterad", "the requisition is approved")]
    approved_late: Annotated[int | None, days("tiden från betalning till attest", "time from payment to approval")]


def produce(dossier: Dossier) -> tuple[RequisitionFact, ...]:
    return tuple(_fact(dossier, requisition) for requisition in dossier.year.requisitions.items)


def _fact(dossier: Dossier, requisition: Requisition) -> RequisitionFact:
    agreement = _agreement(dossier, requisition)
    agreed = base.amount(agreement.positions) if agreement else None
    positions = base.amount(requisition.positions)
    return RequisitionFact(
        key=requisition.id,
        law_date=law_day(requisition.period_end),
        place=requisition.place("id"),
        party=requisition.party,
        period=f"{requisition.period_start}–{requisition.period_end}",
        amount=base.amount(requisition.amount),
        has_agreement=_is_agreed(dossier, requisition, agreement),
        within_agreement=_within(requisition, agreement) if agreement else None,
        positions=positions,
        agreed_positions=agreed,
        positions_over=None if positions is None or agreed is None else max(positions - agreed, 0),
        days_late=_late(requisition),
        has_documents=is_there(requisition.documents),
        approver=requisition.approved_by,
        approver_is_partys=_is_partys(dossier, requisition),
        is_approved=is_there(requisition.approved_on),
        approved_late=days_between(requisition.paid_on, requisition.approved_on),
    )


def _agreement(dossier: Dossier, requisition: Requisition) -> Agreement | None:
    named = requisition.agreement
    return next((item for item in dossier.year.agreements.items if item.id == named), None)


def _is_agreed(dossier: Dossier, requisition: Requisition, agreement: Agreement | None) -> bool | None:
    """A signed agreement; one that is named but not handed in is missing only where all have been handed in."""
    if agreement is not None:
        return is_there(agreement.signed_on)
    missing = requisition.agreement is SAKNAS or (
        requisition.agreement is not None and dossier.year.agreements.complete
    )
    return False if missing else None


def _within(requisition: Requisition, agreement: Agreement) -> bool | None:
    begins = agreement.start.first <= requisition.period_start.last if agreement.start else None
    end = agreement.end
    ends = end.last >= requisition.period_end.first if isinstance(end, Day) else True if end is SAKNAS else None
    if False in {begins, ends}:
        return False
    return None if None in {begins, ends} else True


def _late(requisition: Requisition) -> int | None:
    late = days_between(requisition.due_on, requisition.received_on)
    return None if late is None else max(late, 0)


def _is_partys(dossier: Dossier, requisition: Requisition) -> bool | None:
    """By employment, or by a seat on the board for the party; that it is neither needs both to be known."""
    board, approver = dossier.year.board, requisition.approved_by
    if approver is None:
        return None
    seats = board.seats.items if board is not None else ()
    ties = [requisition.approver_employer, *(seat.member for seat in seats if same(seat.name, approver))]
    if any(isinstance(tie, str) and is_of(requisition.party, tie) for tie in ties):
        return True
    return False if None not in ties and board is not None and board.seats.complete else None


def same(one: str, other: str) -> bool:
    """Whether two names are one, however spaced and capital or not."""
    return one.casefold().split() == other.casefold().split()


def is_of(party: str, member: str) -> bool:
    """Whether a party is a member, or a unit that bears the member's name before a comma."""
    return same(party.partition(",")[0], member.partition(",")[0])
