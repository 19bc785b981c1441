"""People and their roles: of an attendance list, a list of the board, a signature block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from finsam_control.intake.line import Line
from finsam_control.intake.vocabulary import bare, vocabulary

_WORD: Final = r"[A-ZÅÄÖÉÜ][a-zåäöéüáíæø]{1,20}(?:-[A-ZÅÄÖÉ][a-zåäöéüáíæø]{1,20})?"
_NAME = re.compile(rf"{_WORD}(?: (?:von|af|de|[A-Z]\.?|{_WORD})){{1,3}}")
_PARTY = re.compile(r"\((?:[A-ZÅÄÖ]{1,3}|[Uu]tvecklingsgruppen)\)")
_CELLS = re.compile(r" {2,}")
_ORGANISATION = re.compile(
    r"Arbetsförmedlingen|Försäkringskassan|(?:Region|Landstinget) [A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)?"
    r"|[A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)? (?:stad|kommun)\b"
)
_LINK = re.compile(r"(?i)via länk|på länk|digitalt|via teams|på distans")
#: Roles that a person holds in the board, and what the others are at a meeting.
OFFICES: Final = frozenset({"ordforande", "vice_ordforande"})
SEATS: Final = frozenset({"ledamot", "ersattare", *OFFICES})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a role, as one line of a list prints it."""

    name: str
    role: str
    office: str
    member: str
    remote: bool
    absent: bool
    line: Line
    rest: str

    @property
    def seat(self) -> str:
        """The seat in the board; empty for somebody of another role."""
        return "ledamot" if self.role in OFFICES else self.role if self.role in SEATS else ""


def is_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else."""
    words = text.split()
    known = vocabulary().tables["not_people"]
    if not words or _NAME.fullmatch(text) is None or words[0].lower() in known:
        return False
    return not any(word.lower() in {"stad", "kommun", "ab"} for word in words) and role_of(text) == ""


def role_of(text: str) -> str:
    """The role that a phrase names, the longest phrase first; empty for none."""
    said = bare(text)
    ranked = sorted(
        ((word, role) for role, words in vocabulary().synonyms("roles").items() for word in words),
        key=lambda item: -len(item[0]),
    )
    return next((role for word, role in ranked if f" {word} " in f" {said} "), "")


def listed(lines: Sequence[Line], begin: int, *, misses: int) -> Iterator[Person]:
    """The people of a list from a line on; the list ends with running text, or where too many lines name nobody."""
    role, seat, absent, missed = "ledamot", "ledamot", False, 0
    for line in lines[begin:]:
        text = " ".join(line.text.split())
        heading, rest = _heading(text)
        for named in heading:
            absent = absent or named == "absent"
            role = named if named != "absent" else role
            seat = role if role not in OFFICES else seat
        person = _person(line, rest, role, absent=absent)
        if person is not None:
            missed, role = 0, seat
            yield person
            continue
        missed = 0 if heading and not rest else missed + 1
        if missed > misses or len(text.split()) > _PROSE:
            return


_PROSE: Final = 12


def _heading(text: str) -> tuple[list[str], str]:
    """The roles that the beginning of a line names, and what stands after them."""
    roles: list[str] = []
    while True:
        head, colon, rest = text.partition(":")
        words = head.split()
        if colon and len(words) <= 4 and role_of(head):  # noqa: PLR2004 -- `Sekreterare/operativ utvecklingsledare:`
            roles.append(role_of(head))
            text = rest.strip()
            continue
        taken = next(
            (
                count
                for count in (3, 2, 1)
                if bare(" ".join(text.split()[:count])) in _role_words() and len(text.split()) >= count
            ),
            0,
        )
        if not taken:
            return roles, text
        roles.append(role_of(" ".join(text.split()[:taken])))
        text = " ".join(text.split()[taken:])


def _role_words() -> frozenset[str]:
    return frozenset(word for words in vocabulary().synonyms("roles").values() for word in words)


def _person(line: Line, text: str, role: str, *, absent: bool) -> Person | None:
    """The person that a line names: name first, then party, office, organisation."""
    cleaned = " ".join(_PARTY.sub(",", text).split())
    name = re.split(r"[,(]", cleaned, maxsplit=1)[0]
    rest = cleaned[len(name) :].removeprefix(",")
    if not is_name(name.strip()):
        return None
    said = role_of(rest) if _ORGANISATION.search(rest) is None else role_of(_ORGANISATION.sub(" ", rest))
    bracketed = re.search(r"\(([a-zåäö]+)\)", rest)
    if bracketed is not None:
        said = role_of(bracketed[1]) or said
    elif "(" in rest:
        said = role_of(rest.partition("(")[0]) or ""
    own = said if said and said not in {"adjungerad", "absent"} else role
    found = _ORGANISATION.search(rest)
    office = own if own in OFFICES else role if role in OFFICES else ""
    return Person(
        name.strip(), own, office, found[0] if found else "", _LINK.search(rest) is not None, absent, line, rest.strip()
    )


def signed(lines: Sequence[Line]) -> Iterator[Person]:
    """The people of signature blocks: a line of names, perhaps side by side, above a line of as many roles."""
    for place, line in enumerate(lines[:-1]):
        names = [cell.strip() for cell in _CELLS.split(line.text.strip()) if cell.strip()]
        if not names or not all(is_name(name) for name in names):
            continue
        below = [cell.strip() for cell in _CELLS.split(lines[place + 1].text.strip()) if cell.strip()]
        roles = [role_of(cell.partition(",")[0]) for cell in below]
        if len(names) != len(roles) or not all(roles):
            continue
        for name, role in zip(names, roles, strict=True):
            office = role if role in OFFICES else ""
            yield Person(name, role, office, "", remote=False, absent=False, line=line, rest="")
