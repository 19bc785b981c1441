"""Contracts: whole value, how they were awarded, and what is on file (LOU)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal

from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import (
    Fact,
    amount,
    counted,
    days,
    days_between,
    flag,
    is_there,
    iso_date,
    latest,
    ore,
    word,
)
from finsam_control.figure import Figure
from finsam_control.records.activity import Contract
from finsam_control.records.base import SAKNAS

Award = Literal["direct", "competition", "framework", "cooperation"]
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFact(Fact):
    kind: ClassVar[str] = "contract"
    sv: ClassVar[str] = "avtal"
    en: ClassVar[str] = "contracts"
    document: ClassVar[str] = "avtal"
    section: ClassVar[str] = "contracts"
    dated: ClassVar[bool] = True

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    subject: Annotated[str, base.text("vad avtalet gäller", "what the contract is about")]
    awarded: Annotated[Award | None, word("tilldelningen", "the way of award")]
    begun_on: Annotated[str | None, iso_date("upphandlingens början", "the start of the procurement")]
    signed_on: Annotated[str | None, iso_date("avtalets undertecknande", "the signing of the contract")]
    is_signed: Annotated[bool | None, flag("avtalet är undertecknat och daterat", "the contract is signed and dated")]
    whole_value: Annotated[int | None, ore("avtalets hela värde utan moms", "the contract's whole value without VAT")]
    least_value: Annotated[
        int | None,
        ore(
            "avtalets hela värde utan moms (lägst med hänsyn till avrundning)",
            "the contract's whole value without VAT (the lowest that rounding allows)",
        ),
    ]
    value_is_stated: Annotated[bool, flag("avtalets hela värde är angivet", "the contract states its whole value")]
    yearly_value: Annotated[
        int | None, ore("avtalets värde per år utan moms", "the contract's value a year without VAT")
    ]
    least_yearly_value: Annotated[
        int | None,
        ore(
            "avtalets värde per år utan moms (lägst med hänsyn till avrundning)",
            "the contract's value a year without VAT (the lowest that rounding allows)",
        ),
    ]
    term_months: Annotated[int | None, counted("avtalets löptid i hela månader", "the contract's term in whole months")]
    is_open_ended: Annotated[
        bool | None, flag("avtalet saknar både löptid och totalvärde", "the contract has neither term nor total value")
    ]
    supplier_is_member: Annotated[bool | None, flag("leverantören är medlem i förbundet", "the supplier is a member")]
    annex_2: Annotated[bool | None, flag("tjänsten står i bilaga 2 till LOU", "the service is one of annex 2 of LOU")]
    direct_ground: Annotated[
        str | None,
        base.text("en annan grund för direktupphandling än värdet", "a ground for direct award other than value"),
    ]
    has_documentation: Annotated[bool | None, flag("upphandlingen är dokumenterad", "the procurement is documented")]
    documented_on: Annotated[
        str | None, iso_date("dagen då dokumentationen blev klar", "the day the documentation was finished")
    ]
    documented_after: Annotated[
        int | None, days("tiden från avtal till färdig dokumentation", "time from contract to finished documentation")
    ]
    offers_asked: Annotated[int | None, counted("antalet tillfrågade leverantörer", "the number of suppliers asked")]
    bidders_told: Annotated[
        bool | None, flag("anbudsgivarna är skriftligen underrättade", "the bidders were told in writing")
    ]
    keeps_documents: Annotated[
        bool | None, flag("upphandlingens handlingar är bevarade", "the documents of the procurement are kept")
    ]
    has_award_notice: Annotated[bool | None, flag("efterannons är publicerad", "an award notice is published")]
    award_notice_from: Annotated[
        str | None, iso_date("dagen då tiden för efterannons börjar", "the day from which an award notice is timed")
    ]
    e_invoiced: Annotated[
        bool | None, flag("leverantören skickar elektroniska fakturor", "the supplier sends electronic invoices")
    ]
    named_in_framework: Annotated[
        bool | None,
        flag("förbundet självt är angivet i ramavtalet", "the framework agreement names the förbund itself"),
    ]


def produce(dossier: Dossier) -> tuple[ContractFact, ...]:
    return tuple(_fact(contract) for contract in dossier.year.contracts.items)


def _fact(contract: Contract) -> ContractFact:
    signed = contract.signed_on if isinstance(contract.signed_on, Day) else None
    # The latest day it can have begun: the ceilings have only risen, so the later reading favours the förbund.
    begun = latest(contract.procurement_begun_on or signed or contract.start)
    months = _months(contract.start or signed, contract.end)
    return ContractFact(
        key=contract.id,
        law_date=begun,
        place=contract.place("value" if contract.value else "yearly_value"),
        supplier=contract.supplier,
        subject=contract.subject,
        awarded=contract.awarded,
        begun_on=begun,
        signed_on=latest(signed),
        is_signed=is_there(contract.signed_on),
        whole_value=_whole(contract.value, contract.yearly_value, months, lambda figure: figure.value),
        least_value=_whole(contract.value, contract.yearly_value, months, lambda figure: figure.least),
        value_is_stated=contract.value is not None,
        yearly_value=amount(contract.yearly_value),
        least_yearly_value=None if contract.yearly_value is None else contract.yearly_value.least,
        term_months=months,
        is_open_ended=_open_ended(contract),
        supplier_is_member=contract.supplier_is_member,
        annex_2=contract.annex_2,
        direct_ground=contract.direct_ground,
        has_documentation=is_there(contract.documentation),
        documented_on=latest(contract.documentation_on),
        documented_after=days_between(signed, contract.documentation_on),
        offers_asked=contract.offers_asked,
        bidders_told=is_there(contract.bidders_told),
        keeps_documents=is_there(contract.documents_kept),
        has_award_notice=is_there(contract.award_notice),
        award_notice_from=_notice_from(signed, annex_2=contract.annex_2),
        e_invoiced=contract.e_invoice,
        named_in_framework=contract.named_in_framework,
    )


def _months(start: Day | None, end: object) -> int | None:
    """Whole months from the first day to the last, both included, by the shorter reading of the dates."""
    if start is None or not isinstance(end, Day):
        return None
    first, after = start.last, end.first + timedelta(days=1)
    return max((after.year - first.year) * _MONTHS + after.month - first.month - (after.day < first.day), 0)


def _whole(
    value: Figure | None, yearly: Figure | None, months: int | None, read: Callable[[Figure], int]
) -> int | None:
    """Öre as stated, else the yearly value over the term; `read` says which of the amounts that print so."""
    if value is not None:
        return read(value)
    return None if yearly is None or months is None else read(yearly) * months // _MONTHS


def _open_ended(contract: Contract) -> bool | None:
    if contract.value is not None:
        return False
    return None if contract.end is None else contract.end is SAKNAS


def _notice_from(signed: Day | None, *, annex_2: bool | None) -> str | None:
    """The signing; the end of its quarter for services of annex 2, or where nobody has said that it is none."""
    if signed is None or annex_2 is False:
        return latest(signed)
    following = signed.last.month + 3 - (signed.last.month - 1) % 3
    return (date(signed.last.year + following // 13, (following - 1) % 12 + 1, 1) - timedelta(days=1)).isoformat()
