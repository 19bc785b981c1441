"""The acts that bind a samordningsförbund, section by section: `rules/coverage.yaml`.

Which sections are tested is never written there; it follows from the authority of the rules. The file says what cannot
be derived: the headings, what records do not show and a person must vouch for, what does not apply, and what is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from finsam_control.message import Fault, Message
from finsam_control.records.attestation import ActNumber, SectionName
from finsam_control.records.base import Strict, Text, Unplaced, refuse
from finsam_control.rule import Both, Force
from finsam_control.section import Section, sections_in

#: The act that the report counts the sections of.
FINSAMLAGEN = "SFS 2003:1210"

STATEMENTS = ("attested", "not_applicable", "not_covered")


class ListedSection(Strict):
    """A section, and where no rule can test it the name of the reason why."""

    section: SectionName
    heading: Both
    in_force: Force = Field(default_factory=Force, description="where the section is younger or older than its act")
    attested: Text | None = Field(default=None, description="reason: records cannot show it, a person vouches for it")
    not_applicable: Text | None = Field(default=None, description="reason: why it binds no samordningsförbund")
    not_covered: Text | None = Field(default=None, description="reason: why no rule tests it")

    @model_validator(mode="after")
    def _says_one_thing(self) -> ListedSection:
        if sum(getattr(self, name) is not None for name in STATEMENTS) > 1:
            raise refuse(
                str(self.section), "one of attested, not_applicable and not_covered", "not_covered: no_rule_yet"
            )
        return self

    @property
    def statement(self) -> str | None:
        """`attested`, `not_applicable` or `not_covered`; None where the rules must speak for the section."""
        return next((name for name in STATEMENTS if getattr(self, name) is not None), None)

    @property
    def reason(self) -> str | None:
        return None if self.statement is None else getattr(self, self.statement)


class Act(Strict):
    """An act with every section that is or seems to be of consequence."""

    act: ActNumber
    name: Both
    through: Both | None = Field(default=None, description="the sections of Finsamlagen that pull it in")
    in_force: Force = Field(default_factory=Force)
    extent: Text = Field(description="every section that shall be listed, as 1–28, 5 a §§; a slip in the list is found")
    sections: tuple[ListedSection, ...]

    @cached_property
    def by_section(self) -> dict[Section, ListedSection]:
        return {listed.section: listed for listed in self.sections}

    @cached_property
    def expected(self) -> tuple[Section, ...]:
        """The sections that the extent names."""
        return sections_in(self.extent)


class Beside(Strict):
    """An act that binds the förbund by itself: rules may name it, its sections are not listed."""

    act: Text
    name: Both


class Considered(Strict):
    """What a recommendation or an act beside says, looked at and left without a rule: nobody need look again."""

    source: Text
    url: Text
    says: Both
    because: Both


class Statutes(Strict):
    """Finsamlagen first, then the acts that it pulls in, and those that apply beside it."""

    reasons: Annotated[dict[str, Both], Unplaced] = Field(description="why a section is not tested, by name")
    acts: tuple[Act, ...] = Field(min_length=1)
    beside: tuple[Beside, ...] = ()
    considered: tuple[Considered, ...] = ()

    def act(self, number: str) -> Act | None:
        return next((act for act in self.acts if act.act == number), None)

    @cached_property
    def finsamlagen(self) -> Act:
        return next(act for act in self.acts if act.act == FINSAMLAGEN)

    def faults(self) -> Iterable[Fault]:
        """Sections that stand twice, reasons that nobody wrote, and Finsamlagen left out."""
        if self.act(FINSAMLAGEN) is None:
            found = Message.of("the act {act} is not listed", act=FINSAMLAGEN)
            yield _fault(self, "acts", found, Message.of("Finsamlagen, whose sections the report counts"))
        known = ", ".join(sorted(self.reasons))
        for act in self.acts:
            seen: set[Section] = set()
            for listed in act.sections:
                if listed.section in seen:
                    found = Message.of("`{value}`", value=f"{act.act} {listed.section}")
                    yield _fault(listed, "section", found, Message.of("each section once"))
                seen.add(listed.section)
                if listed.statement is not None and listed.reason not in self.reasons:
                    found = Message.of("`{value}`", value=listed.reason)
                    expected = Message.of("the name of a reason under `reasons`: {known}", known=known)
                    yield _fault(listed, listed.statement, found, expected)


def _fault(record: Strict, key: str, found: Message, expected: Message) -> Fault:
    place = record.place(key)
    return Fault(place.file, place.line, place.pointer, found, expected)
