"""Suppliers that handle personal data for the förbund, and the agreement with each (GDPR art. 28)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, days, days_between, first_of_year, flag, is_there, joined
from finsam_control.records.activity import Contract
from finsam_control.records.privacy import Processor

#: What art. 28.3 asks for, in the record's words and in those of people.
_AGREED = {
    "andamal_och_tid": "föremål, tid och ändamål",
    "uppgifter": "slag av uppgifter och registrerade",
    "instruktioner": "förbundets instruktioner",
    "tystnadsplikt": "tystnadsplikt",
    "sakerhet": "säkerhet",
    "underbitraden": "underbiträden",
    "bistand": "bistånd till förbundet",
    "aterlamnande": "radering eller återlämnande",
    "granskning": "rätt att granska",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessorFact(Fact):
    kind: ClassVar[str] = "processor"
    sv: ClassVar[str] = "personuppgiftsbiträden"
    en: ClassVar[str] = "processors of personal data"
    document: ClassVar[str] = "dataskydd"
    section: ClassVar[str] = "privacy.processors"

    supplier: Annotated[str, base.text("leverantören", "the supplier")]
    has_agreement: Annotated[bool | None, flag("avtal med personuppgiftsbiträdet", "an agreement with the processor")]
    missing_count: Annotated[
        int | None, counted("antalet punkter som avtalet saknar", "the number of things the agreement does not settle")
    ]
    missing: Annotated[str, base.text("punkterna som avtalet saknar", "what the agreement does not settle")]
    days_late: Annotated[
        int | None,
        days(
            "tiden från uppdragets början till biträdesavtalet",
            "the time from the start of the assignment to the processor agreement",
        ),
    ]


def produce(dossier: Dossier) -> tuple[ProcessorFact, ...]:
    year = dossier.year
    return tuple(
        ProcessorFact(
            key=item.name,
            law_date=first_of_year(year.fiscal_year),
            place=item.place("agreement"),
            supplier=item.name,
            has_agreement=_agreed(item, year.contracts.items),
            missing_count=None if item.lacks is None else len(set(item.lacks)),
            missing=joined(_AGREED[lack] for lack in dict.fromkeys(item.lacks or ())),
            days_late=_late(item, year.contracts.items),
        )
        for item in (year.privacy.processors.items if year.privacy is not None else ())
    )


def _with(item: Processor, contracts: tuple[Contract, ...]) -> list[Contract]:
    """The supplier's contracts that involve personal data."""
    name = item.name.strip().casefold()
    return [found for found in contracts if found.personal_data and found.supplier.strip().casefold() == name]


def _agreed(item: Processor, contracts: tuple[Contract, ...]) -> bool | None:
    """As the list says; else as the supplier's contracts say, no where one of them is without."""
    if item.agreement is not None:
        return is_there(item.agreement)
    stated = [is_there(contract.processor_agreement) for contract in _with(item, contracts)]
    if False in stated:
        return False
    return True if stated and None not in stated else None


def _late(item: Processor, contracts: tuple[Contract, ...]) -> int | None:
    """Days from the earliest start to the agreement, none where it came first."""
    starts = [contract.start for contract in _with(item, contracts) if contract.start is not None]
    if item.signed_on is None or not starts:
        return None
    return max(0, days_between(min(starts, key=lambda start: start.first), item.signed_on) or 0)
