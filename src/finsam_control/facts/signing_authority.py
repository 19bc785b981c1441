"""Rights to sign for the förbund and to use its bank accounts: decided by the board, and two together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, counted, first_of_year, flag, is_there, joined, text, word
from finsam_control.records.signing import SigningAuthority

Right = Literal["firmateckning", "bankfullmakt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningAuthorityFact(Fact):
    kind: ClassVar[str] = "signing_authority"
    sv: ClassVar[str] = "firmateckning och bankfullmakter"
    en: ClassVar[str] = "rights to sign and bank mandates"
    document: ClassVar[str] = "fullmakter"
    section: ClassVar[str] = "signing_authorities"

    right: Annotated[Right, word("rätten", "the right")]
    holders: Annotated[str | None, text("de som har den", "those who hold it")]
    by_the_board: Annotated[bool | None, flag("styrelsen har beslutat om den", "the board has decided it")]
    together: Annotated[int | None, counted("antalet som måste handla tillsammans", "how many must act together")]


def produce(dossier: Dossier) -> tuple[SigningAuthorityFact, ...]:
    return tuple(
        SigningAuthorityFact(
            key=authority.id,
            law_date=first_of_year(dossier.year.fiscal_year),
            place=authority.place("id"),
            right=authority.kind,
            holders=None if authority.holders is None else joined(authority.holders),
            by_the_board=_by_the_board(authority),
            together=authority.together,
        )
        for authority in dossier.year.signing_authorities.items
    )


def _by_the_board(authority: SigningAuthority) -> bool | None:
    """A decision with its day, and the board's; one that nobody has found is none."""
    if is_there(authority.decided_on) is False or authority.decided_by == "annan":
        return False
    return True if authority.decided_by is not None and authority.decided_on is not None else None
