"""Data protection: the year, and the rows of its papers, what a paper lacks included (GDPR)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from finsam_control.records.base import Date, Flag, Listing, MaybeDate, MaybeText, Presence, Record, Text, Whole

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


class Processor(Record):
    """A supplier that handles personal data for the förbund (GDPR art. 28)."""

    name: Text
    agreement: Presence | None = None
    signed_on: Date | None = None
    lacks: tuple[AgreementItem, ...] | None = Field(
        default=None, description="what the agreement does not settle (art. 28.3); [] for nothing"
    )


class Incident(Record):
    """A personal data breach (GDPR art. 33)."""

    id: Text
    aware_on: Date
    hours_to_notice: Whole | None = Field(default=None, description="hours from awareness to the notice to IMY")
    notice: Literal["anmald", "ej_anmald"] | None = None
    risk_unlikely: Flag | None = None
    documented: Presence | None = None
    high_risk: Flag | None = Field(default=None, description="a high risk to individuals (art. 34)")
    subjects_told: Presence | None = Field(default=None, description="those whose data it is were told")


class Training(Record):
    """A training in data protection."""

    date: Date
    audience: Literal["styrelse", "kansli", "alla"]


class Privacy(Record):
    """Data protection (GDPR from 2018-05-25)."""

    dpo: MaybeText | None = Field(default=None, description="dataskyddsombud: name of the person or of the function")
    dpo_notified: Presence | None = Field(default=None, description="the appointment was notified to IMY")
    dpo_published: Presence | None = Field(default=None, description="contact published")
    dpo_is_coordinator: Flag | None = None
    dpo_report_on: MaybeDate | None = Field(default=None, description="the DPO's report to the board this year")
    record_of_processing: Presence | None = None
    record_reviewed_on: MaybeDate | None = None
    participant_data: Flag | None = Field(default=None, description="the förbund itself handles participants' data")
    action_plan: Presence | None = Field(default=None, description="a plan made by the DPO")
    action_plan_done: Flag | None = None
    incident_log: Presence | None = None
    reviewed_by_board: Presence | None = Field(default=None, description="the board's review of the year (art. 24)")
    security: Presence | None = Field(default=None, description="security measures are documented (art. 32)")
    notice_lacks: tuple[NoticeItem, ...] | None = Field(
        default=None, description="what the published notice does not tell (art. 13-14); [] for nothing"
    )
    processings: Listing[Processing] = Field(default_factory=Listing[Processing].model_construct)
    requests: Listing[DataRequest] = Field(default_factory=Listing[DataRequest].model_construct)
    processors: Listing[Processor] = Field(default_factory=Listing[Processor].model_construct)
    incidents: Listing[Incident] = Field(default_factory=Listing[Incident].model_construct)
    follow_up_agreement: Presence | None = Field(
        default=None, description="agreement with Försäkringskassan on the use of Uppföljning Finsam"
    )
    participants_linked: Flag | None = Field(
        default=None, description="true when somebody at the förbund is linked to participants in Uppföljning Finsam"
    )
    follow_up_processor: Presence | None = Field(
        default=None, description="the processor agreement with Försäkringskassan for that (GDPR art. 28)"
    )
    training: Listing[Training] = Field(default_factory=Listing[Training].model_construct)
