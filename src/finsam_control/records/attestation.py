"""What a person vouches for (intygar) where no record can show it; *attest* is something else, approval of payment."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from finsam_control.records.base import Date, Names, Record, Text, scalar
from finsam_control.section import Section, read_section


def _read_act(text: str) -> str | None:
    return text if re.fullmatch(r"SFS [0-9]{4}:[0-9]+", text) else None


_STRING: dict[str, object] = {"type": "string"}

ActNumber = Annotated[str, *scalar(_read_act, "an act by its number, SFS and year", "SFS 2003:1210", _STRING)]
SectionName = Annotated[
    Section, *scalar(read_section, "one section, with its chapter where the act has chapters", "24 §", _STRING)
]


class Attestation(Record):
    """A reviewer vouches for a section of law; who answers for a control may not vouch for it."""

    act: ActNumber
    section: SectionName
    by: Text = Field(description="who vouches")
    role: Text = Field(description="in what role, e.g. ledamot och granskare av intern kontroll")
    seen_on: Date
    seen: Text = Field(description="what was seen, in at least 20 characters")
    valid_until: Date
    owner_of_control: Names = Field(description="who answers for the control, by name or by role")
