"""The rows of the record of processing, one by one (GDPR art. 6, 9, 30 and 35; dataskyddslagen 3:10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, joined, word

#: What art. 30.1 asks for, in the record's words and in those of people.
_ROW = {
    "kontakt": "kontaktuppgifter",
    "andamal": "ändamål",
    "kategorier": "kategorier av registrerade och uppgifter",
    "mottagare": "mottagare",
    "tredjeland": "överföring till tredjeland",
    "gallring": "tid för gallring",
    "sakerhet": "säkerhetsåtgärder",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingFact(Fact):
    kind: ClassVar[str] = "processing"
    sv: ClassVar[str] = "behandlingar av personuppgifter"
    en: ClassVar[str] = "processing of personal data"
    document: ClassVar[str] = "dataskydd"
    section: ClassVar[str] = "privacy.processings"

    name: Annotated[str, base.text("behandlingen", "the processing")]
    missing_count: Annotated[
        int | None, counted("antalet uppgifter som raden saknar", "the number of things that the row does not tell")
    ]
    missing: Annotated[str, base.text("uppgifterna som raden saknar", "what the row does not tell")]
    basis: Annotated[
        Literal[
            "samtycke",
            "avtal",
            "rattslig_forpliktelse",
            "grundlaggande_intressen",
            "allmant_intresse",
            "berattigat_intresse",
            "saknas",
        ]
        | None,
        word("den rättsliga grunden", "the legal basis"),
    ]
    special: Annotated[bool | None, flag("känsliga uppgifter behandlas", "special categories are processed")]
    special_ground: Annotated[
        bool | None, flag("undantaget som tillåter känsliga uppgifter anges", "the exemption is stated")
    ]
    personal_numbers: Annotated[bool | None, flag("personnummer behandlas", "personal numbers are processed")]
    number_ground: Annotated[
        bool | None, flag("skälet till att personnummer behövs anges", "why personal numbers are needed is stated")
    ]
    high_risk: Annotated[bool | None, flag("risken för enskilda kan vara hög", "the risk to individuals may be high")]
    assessed: Annotated[
        bool | None, flag("konsekvensbedömning är gjord", "an assessment of the consequences has been made")
    ]


def produce(dossier: Dossier) -> tuple[ProcessingFact, ...]:
    privacy = dossier.year.privacy
    return tuple(
        ProcessingFact(
            key=item.name,
            law_date=first_of_year(dossier.year.fiscal_year),
            place=item.place("name"),
            name=item.name,
            missing_count=None if item.lacks is None else len(set(item.lacks)),
            missing=joined(_ROW[lack] for lack in dict.fromkeys(item.lacks or ())),
            basis=item.basis,
            special=item.special_categories,
            special_ground=is_there(item.special_ground),
            personal_numbers=item.personal_numbers,
            number_ground=is_there(item.personal_number_ground),
            high_risk=item.high_risk,
            assessed=is_there(item.impact_assessment),
        )
        for item in (privacy.processings.items if privacy is not None else ())
    )
