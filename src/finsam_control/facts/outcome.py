"""Deviations as records of a second pass: those of this year, and those of last year's report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, counted, flag, word

Gravity = Literal["critical", "major", "moderate", "minor", "info"]
#: The kinds of outcome, and `absent` where this year's records hold no such record.
Now = Literal["passed", "violated", "accepted", "not_applicable", "not_yet_due", "not_assessable", "absent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFact(Fact):
    kind: ClassVar[str] = "outcome"
    sv: ClassVar[str] = "avvikelser i år och i förra årets rapport"
    en: ClassVar[str] = "deviations of this year and of last year's report"
    document: ClassVar[str] = "forra-rapporten"
    #: None: these facts are made of outcomes, in `recurrence`.
    section: ClassVar[str] = ""
    of_outcomes: ClassVar[bool] = True

    rule: Annotated[str, base.text("regeln", "the rule")]
    requirement_sv: Annotated[str, base.text("kravet på svenska", "the requirement in Swedish")]
    requirement_en: Annotated[str, base.text("kravet på engelska", "the requirement in English")]
    record: Annotated[str, base.text("posten", "the record")]
    severity: Annotated[Gravity, word("hur allvarlig avvikelsen är", "how grave the deviation is")]
    outcome: Annotated[Now, word("utfallet i år", "this year's outcome")]
    years_running: Annotated[
        int, counted("antalet år i rad som avvikelsen har stått", "the years in a row that the deviation has stood")
    ]
    was_violated_before: Annotated[bool, flag("avvikelse också förra året", "a deviation last year too")]
    is_evidenced: Annotated[
        bool | None,
        flag("underlag som visar hur det gick med avvikelsen", "evidence of what became of the deviation"),
    ]


def produce(dossier: Dossier) -> tuple[OutcomeFact, ...]:  # noqa: ARG001 -- every kind's producer takes the dossier
    """None: records alone make no outcomes; they are added after the first pass."""
    return ()
