"""The rows of the data protection papers: processings, requests, and what a paper lacks (GDPR)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import Date, Flag, MaybeDate, Presence, Record, Text

#: The seven things that each row of the record of processing tells (art. 30.1 a-g).
RowItem = Literal["kontakt", "andamal", "kategorier", "mottagare", "tredjeland", "gallring", "sakerhet"]

#: What those whose data it is are told (art. 13 and 14).
NoticeItem = Literal[
    "kontakt",
    "dataskyddsombud",
    "andamal_och_grund",
    "mottagare",
    "tredjeland",
    "lagringstid",
    "rattigheter",
    "klagomal",
    "kalla",
]

#: What the agreement with a processor settles (art. 28.3).
AgreementItem = Literal[
    "andamal_och_tid",
    "uppgifter",
    "instruktioner",
    "tystnadsplikt",
    "sakerhet",
    "underbitraden",
    "bistand",
    "aterlamnande",
    "granskning",
]


class Processing(Record):
    """One row of the record of processing (GDPR art. 30)."""

    name: Text
    lacks: tuple[RowItem, ...] | None = Field(default=None, description="what the row does not tell; [] for nothing")
    basis: (
        Literal[
            "samtycke",
            "avtal",
            "rattslig_forpliktelse",
            "grundlaggande_intressen",
            "allmant_intresse",
            "berattigat_intresse",
            "saknas",
        ]
        | None
    ) = Field(default=None, description="the legal basis as stated (art. 6.1 a-f)")
    special_categories: Flag | None = Field(default=None, description="true for health and the like (art. 9)")
    special_ground: Presence | None = Field(default=None, description="the exemption of art. 9.2 is stated")
    personal_numbers: Flag | None = Field(default=None, description="true where personnummer are processed")
    personal_number_ground: Presence | None = Field(
        default=None, description="why they are needed is stated (SFS 2018:218, 3:10)"
    )
    high_risk: Flag | None = Field(default=None, description="true where the risk to individuals may be high (art. 35)")
    impact_assessment: Presence | None = Field(default=None, description="an assessment of the consequences is done")


class DataRequest(Record):
    """Somebody asks for their rights (GDPR art. 12 and 15-22)."""

    id: Text
    received_on: Date
    answered_on: MaybeDate | None = None
