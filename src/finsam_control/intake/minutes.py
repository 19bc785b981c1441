"""Minutes: the meeting with those present, the decisions point by point, and who adjusts and signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from finsam_control.intake.certainty import Certainty
from finsam_control.intake.dates import dates_in
from finsam_control.intake.line import Line
from finsam_control.intake.people import Person, is_name, listed
from finsam_control.intake.portion import LAST, Claim, Portion
from finsam_control.intake.spelling import joined
from finsam_control.intake.vocabulary import vocabulary

_TITLE = re.compile(r"(?i)\bprotokoll\b")
_PRESENT = re.compile(r"(?i)^närvarande\b")
_POINT = re.compile(r"^(?:§ ?)?([0-9]{1,3})(?:\.| §| )\s?([A-ZÅÄÖ][^\t]{2,90})$")
_DECISION = re.compile(r"(?i)^beslut(?: ?:|$)|^styrelsen(?: också| även)? beslutar\b|^styrelsen beslöt\b")
_ALSO = re.compile(r"(?i)styrelsen (?:också|även) beslutar|styrelsen beslutar (?:också|även)")
_PROPOSAL = re.compile(r"(?i)^(?:förslag till beslut|beslutsförslag|beslutspunkt|informationspunkt)\b")
_SIGNED = re.compile(r"(?i)^vid protokollet\b")
_ELECTED = re.compile(r"(?:väljs|utses|utsågs|valdes)(?: att justera)? ([^,.]{3,60})")
_AMOUNT = re.compile(r"(?<![0-9])((?:[0-9]{1,3}(?: [0-9]{3}){1,3}|[0-9]{1,7})) (kr|kronor|tkr|mkr)\b")
_TOTAL = re.compile(r"(?i)sammanlagt|totalt|sammantaget")
_MOST_POINTS: Final = 200
_PREVIOUS = re.compile(r"(?i)föregående (?:styrelse)?(?:protokoll|möte)")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the minutes: its number and heading, and the lines below it."""

    number: str
    title: str
    line: Line
    body: tuple[Line, ...]


def portions_of(lines: Sequence[Line], document: str) -> tuple[Portion, ...]:
    """The meeting that the lines minute, if any, and an earlier one that they approve the minutes of."""
    start = next((place for place, line in enumerate(lines) if _PRESENT.match(line.text.strip())), None)
    if start is None:
        return ()
    heads = [line for line in lines[max(0, start - 12) : start] if dates_in(line.text)]
    if not heads or not any(_TITLE.search(line.text) for line in lines[: start + 1]):
        return ()
    date = dates_in(heads[0].text)[0]
    people = tuple(listed(lines, start, misses=4))
    after = people[-1].line.number if people else lines[start].number
    points, tail = _points([line for line in lines if line.number > after])
    meeting = _meeting(date, heads[0], people, points, tail, document)
    earlier = [
        Portion(
            ("meetings", "items", LAST),
            {"date": found, "source": {"document": document, "heading": f"{point.number}. {point.title}"}},
            (Claim((), (point.line, *point.body[:2]), "likely"),),
        )
        for point in points
        if _PREVIOUS.search(point.title)
        for found in dates_in(joined(line.text for line in point.body))[:1]
    ]
    seats = [_seat(person, document) for person in people if person.seat]
    return (*earlier, meeting, *seats, *_budgets(date, points, document))


def _points(lines: Sequence[Line]) -> tuple[tuple[Point, ...], tuple[Line, ...]]:
    """The points in their order, to the signatures, and the lines from there on."""
    found: list[tuple[str, str, Line, list[Line]]] = []
    expected = 1
    for place, line in enumerate(lines):
        text = " ".join(line.text.split())
        if _SIGNED.match(text) or expected > _MOST_POINTS:
            return _frozen(found), tuple(lines[place:])
        match = _POINT.match(text)
        if match is not None and (int(match[1]) == expected or (not found and text.startswith("§"))):
            found.append((match[1], match[2].strip(), line, []))
            expected = int(match[1]) + 1
        elif found:
            found[-1][3].append(line)
    return _frozen(found), ()


def _frozen(found: Sequence[tuple[str, str, Line, list[Line]]]) -> tuple[Point, ...]:
    return tuple(Point(number, title, line, tuple(body)) for number, title, line, body in found)


def _meeting(  # noqa: PLR0913, PLR0917 -- the parts of minutes
    date: str, head: Line, people: tuple[Person, ...], points: tuple[Point, ...], tail: tuple[Line, ...], document: str
) -> Portion:
    tree: dict[str, Any] = {"date": date, "minutes": "finns", "source": {"document": document}}
    claims = [Claim((), (head,), "certain")]
    if head.page:
        tree["source"]["page"] = str(head.page)
    there = [person for person in people if not person.absent]
    chair = next((person for person in there if person.role == "ordforande"), None)
    secretary = next((person for person in there if person.role == "sekreterare"), None)
    for key, person in (("chair", chair), ("secretary", secretary)):
        if person is not None:
            tree[key] = person.name
            claims.append(Claim((key,), (person.line,), "certain"))
    signers, sign_lines = _signers(tail)
    if signers:
        tree["signed_by_secretary"] = signers
        claims.append(Claim(("signed_by_secretary",), sign_lines, "likely"))
    _adjusting(tree, claims, points, tail)
    if there:
        tree["present"] = [_present(person) for person in there]
        claims += [Claim(("present", place), (person.line,), "certain") for place, person in enumerate(there)]
    away = [person for person in people if person.absent]
    if away:
        tree["absent"] = [person.name for person in away]
        claims += [Claim(("absent", place), (person.line,), "certain") for place, person in enumerate(away)]
    if points:
        tree["decisions"] = []
        for place, point in enumerate(points):
            decision, used, sure = _decided(point)
            tree["decisions"].append(decision)
            claims.append(Claim(("decisions", place), (point.line, *used), sure))
    return Portion(("meetings", "items", LAST), tree, tuple(claims))


def _present(person: Person) -> dict[str, str]:
    role = "ledamot" if person.role in {"ordforande", "vice_ordforande"} else person.role
    tree = {"name": person.name, "role": role}
    if person.member:
        tree["member"] = person.member
    if person.remote:
        tree["remote"] = "true"
    return tree


def _seat(person: Person, document: str) -> Portion:
    return seat_portion(person, document, "likely")


def seat_portion(person: Person, document: str, certainty: Certainty) -> Portion:
    """A person elected to the board, with member and office where they are printed."""
    tree: dict[str, Any] = {"name": person.name, "seat": person.seat}
    if person.member:
        tree["member"] = person.member
    if person.office:
        tree["office"] = person.office
    tree["source"] = {"document": document}
    return Portion(("board", "seats", "items", LAST), tree, (Claim((), (person.line,), certainty),))


def _decided(point: Point) -> tuple[dict[str, str], tuple[Line, ...], Certainty]:
    """A point as a decision; the text from `Beslut:` to the next heading of its own, or none."""
    tree = {"section": point.number, "title": point.title}
    begin = next((place for place, line in enumerate(point.body) if _DECISION.match(" ".join(line.text.split()))), None)
    if begin is not None:
        # Lines before a decision that has no word of its own belong to it: `Mötet flyttas. Styrelsen beslutar även …`.
        begin = 0 if _ALSO.match(" ".join(point.body[begin].text.split())) else begin
    matter = vocabulary().heard(point.title, "matters")
    if begin is None:
        if matter:
            tree["deals_with"] = matter
        return tree, (), "likely"
    used: list[Line] = []
    for line in point.body[begin:]:
        if used and _PROPOSAL.match(line.text.strip()):
            break
        used.append(line)
    text = re.sub(r"(?i)^beslut ?: ?", "", joined(line.text for line in used))
    tree["decision"] = text
    amount = amount_in(text)
    if amount:
        tree["amount"] = amount
    matter = vocabulary().heard(text, "matters") if amount else matter
    if matter:
        tree["deals_with"] = matter
    return tree, tuple(used), _sure(text, amount, at_start=begin == 0)


def _sure(text: str, amount: str, *, at_start: bool) -> Certainty:
    """A decision after its own word is certain; what it is worth, and one found in running text, are less so."""
    if at_start and _ALSO.search(text):
        return "doubtful"
    return "likely" if amount else "certain"


def amount_in(text: str) -> str:
    """The amount that a decision is of: the only one, or the one said to be the whole; empty for none or several."""
    found = [
        (match.start(), f"{match[1]} {'kr' if match[2] == 'kronor' else match[2]}") for match in _AMOUNT.finditer(text)
    ]
    if len({amount for _, amount in found}) == 1:
        return found[0][1]
    for start, amount in reversed(found):
        sentence = text[:start].rpartition(". ")[2]
        if _TOTAL.search(sentence):
            return amount
    return ""


def _signers(tail: Sequence[Line]) -> tuple[list[str], tuple[Line, ...]]:
    """The names below `Vid protokollet`."""
    for line in tail[1:8]:
        names = [name.strip() for name in line.text.strip().split("/")]
        if names and all(is_name(name) for name in names):
            return names, (line,)
    return [], ()


def _adjusting(tree: dict[str, Any], claims: list[Claim], points: Sequence[Point], tail: Sequence[Line]) -> None:
    """The justerare elected at the meeting, and the day of the adjustment where it is printed."""
    for point in points:
        if "juster" not in point.title.lower():
            continue
        match = _ELECTED.search(joined(line.text for line in point.body))
        names = [] if match is None else [name.strip() for name in re.split(r" och |/", match[1])]
        if names and all(is_name(name) for name in names):
            tree["adjusters"] = names
            claims.append(Claim(("adjusters",), (point.line, *point.body), "certain"))
            break
    empty = [line for line in tail if re.search(r"(?:19|20)[0-9]{2}-\s*(?:$|[A-ZÅÄÖ ])", line.text.strip() + " ")]
    if empty and "adjusters" in tree:
        tree["adjusted_on"] = "saknas"
        claims.append(Claim(("adjusted_on",), (empty[0],), "doubtful"))


_ADOPTS = re.compile(
    r"(?i)(?:godkänner|fastställer|antar|beslutar om) (reviderad |tilläggs|den reviderade )?"
    r"(?:verksamhetsplan och )?budget(?:en)?(?: för)? ((?:19|20)[0-9]{2})"
)


def _budgets(date: str, points: Sequence[Point], document: str) -> list[Portion]:
    """A budget that the meeting adopted."""
    found = []
    for point in points:
        tree, used, _ = _decided(point)
        match = _ADOPTS.search(tree.get("decision", ""))
        if match is not None:
            budget = {
                "id": f"budget-{match[2]}-{date}",
                "for_year": match[2],
                "kind": "revised" if match[1] else "original",
                "adopted_on": date,
                "section": point.number,
                "source": {"document": document, "heading": f"{point.number}. {point.title}"},
            }
            found.append(Portion(("budgets", "items", LAST), budget, (Claim((), (point.line, *used), "likely"),)))
    return found
