"""A risk register printed as a table: each risk is found by its scores, whose product is printed beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from finsam_control.intake.dates import dates_in
from finsam_control.intake.line import CELL, Line, cells_in, flowing
from finsam_control.intake.people import role_of
from finsam_control.intake.portion import LAST, Claim, Portion, whole
from finsam_control.intake.vocabulary import bare

_SCORES = re.compile(r"^(?:(.{0,80}?) )?([1-5]) ([1-5]) ([0-9]{1,2})(?: ([^0-9].*)|$)")
_TITLE = re.compile(r"(?i)^riskanalys|^riskregister|^risk- och")
_LABEL = re.compile(r"(?i)\b(medelhög|mycket hög|hög|låg|medel|acceptabel|kritisk)(?: risk)?\b")
_ENVELOPE = re.compile(r"(?i)^(?:docusign|penneo)")
_DIGITS = re.compile(r"[1-9][0-9]?")


def portions_of(lines: Sequence[Line]) -> Iterable[Portion]:
    """The register's title, the size of its matrix, and every risk."""
    begin = next((place for place, line in enumerate(lines) if _TITLE.match(line.text.strip())), None)
    if begin is None:
        return
    body = [line for line in lines[begin + 1 :] if not _ENVELOPE.match(line.text.strip())]
    ruled = [line for line in body if CELL in line.printed and _ruled_scores(line) is not None]
    if ruled:
        yield whole(("title",), " ".join(lines[begin].text.split()), (lines[begin],), "certain")
        yield from (_ruled_risk(number, line) for number, line in enumerate(ruled, 1))
        return
    anchors = [place for place, line in enumerate(body) if _scores(line) is not None]
    if not anchors:
        return
    title = lines[begin]
    yield whole(("title",), " ".join(title.text.split()), (title,), "certain")
    starts = [_start(body, place, earlier) for place, earlier in zip(anchors, [-1, *anchors[:-1]], strict=True)]
    for number, (place, start) in enumerate(zip(anchors, starts, strict=True), 1):
        end = starts[number] if number < len(starts) else len(body)
        yield _risk(number, body[start:place], body[place], body[place + 1 : end])


def _scores(line: Line) -> tuple[str, str, str, str, str] | None:
    """What stands before the scores, likelihood, consequence, product, and what stands after; only if they multiply."""
    match = _SCORES.match(" ".join(line.text.split()))
    if match is None or int(match[2]) * int(match[3]) != int(match[4]):
        return None
    return match[1] or "", match[2], match[3], match[4], match[5] or ""


def _ruled_scores(line: Line) -> int | None:
    """Which cell of a ruled row holds the likelihood: the next two are the consequence and their product."""
    cells = [cell.strip() for cell in line.printed.split(CELL)]
    for place in range(1, len(cells) - 2):
        three = cells[place : place + 3]
        if all(_DIGITS.fullmatch(cell) for cell in three) and int(three[0]) * int(three[1]) == int(three[2]):
            return place
    return None


def _ruled_risk(number: int, line: Line) -> Portion:
    """A risk of a ruled table: process and description before the scores, measures and the rest after."""
    cells = [" ".join(flowing(cell).split()) for cell in cells_in(line)]
    place = _ruled_scores(line) or 1
    tree: dict[str, Any] = {"id": str(number), "process": cells[0], "description": cells[place - 1] or cells[0]}
    tree |= {"likelihood": cells[place], "consequence": cells[place + 1], "printed_product": cells[place + 2]}
    after = [cell for cell in cells[place + 3 :] if cell]
    if after:
        tree["measures"] = after[0]
    owner = next((cell for cell in after[1:] if role_of(cell)), "")
    if owner:
        tree["owner"] = owner
    dates = dates_in(" ".join(after))
    if dates:
        tree["due"] = dates[0]
    claims = (
        Claim((), (line,), "likely"),
        *(Claim((key,), (line,), "certain") for key in ("likelihood", "consequence", "printed_product")),
    )
    return Portion(("risks", LAST), tree, claims)


def _start(body: Sequence[Line], anchor: int, earlier: int) -> int:
    """Where the risk's own text begins: after the headings above it, else after the end of the risk before."""
    between = range(earlier + 1, anchor)
    heads = [place for place in between if _is_heading(body[place])]
    if heads or earlier < 0:
        return (heads[-1] if heads else earlier) + 1
    # Without headings anew, the risk before ends with its date or the name of its level.
    ends = [place for place in between if _LABEL.search(body[place].text) or dates_in(body[place].text)]
    return (ends[-1] if ends and ends[-1] < anchor - 1 else earlier) + 1


def _is_heading(line: Line) -> bool:
    """A line of the table's headings, which narrow columns break: `Sannolikh`, `et`, `Kons`, `ekve`."""
    said = bare(line.text)
    words = said.split()
    return bool(words) and (said in _TORN or any(said == word or said.startswith(f"{word} ") for word in _FULL))


_TORN: Final = frozenset(
    {"et", "ekve", "ns", "k", "ris", "kvens", "för åtgärd", "för", "åtgärd", "realitet", "risken", "risk"}
)
_FULL: Final = (
    "uppdrag beskrivning",
    "sannolikh",
    "sannolikhet",
    "konse",
    "kons",
    "konsekvens",
    "risk åtgärder",
    "åtgärder för att",
    "minska få bort",
    "åtgärder om risken",
    "blir en realitet",
    "ansvarig för",
    "åtgärder ansvarig",
    "datum",
    "kommentarer",
    "åtgärder",
)


def _risk(number: int, above: Sequence[Line], anchor: Line, below: Sequence[Line]) -> Portion:
    scores = _scores(anchor)
    before, likelihood, consequence, product, after = scores or ("", "", "", "", "")
    process, description = _parted(above)
    words = flowing(description)
    measures, owner, due, label = _after(below)
    tree: dict[str, Any] = {
        "id": str(number),
        "process": flowing(process) or words or before,
        "description": " ".join(part for part in (words, before) if part) or flowing(process),
        "likelihood": likelihood,
        "consequence": consequence,
        "printed_product": product,
    }
    claims = [
        Claim((), (*above, anchor), "likely"),
        *(Claim((key,), (anchor,), "certain") for key in ("likelihood", "consequence", "printed_product")),
        Claim(("process",), tuple(process) or (anchor,), "doubtful"),
        Claim(("description",), tuple(description) or (anchor,), "doubtful"),
    ]
    text = " ".join(part for part in (after, flowing(measures)) if part)
    for key, value, lines in (
        ("measures", text, (anchor, *measures)),
        ("owner", flowing(owner), tuple(owner)),
        ("due", due, below),
        ("printed_label", label, below),
    ):
        if value:
            tree[key] = value
            claims.append(Claim((key,), tuple(lines), "doubtful"))
    return Portion(("risks", LAST), tree, tuple(claims))


def _parted(above: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Process and description: the description begins at the second line that begins a text of its own."""
    starts = [
        place
        for place, line in enumerate(above)
        if re.match(r"[A-ZÅÄÖ][a-zåäö]", line.text.strip()) and not line.text.strip().startswith("DSO")
    ]
    second = starts[1] if len(starts) > 1 else len(above)
    return above[:second], above[second:]


def _after(below: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line], str, str]:
    """What follows the scores: measures to the line that names a role, that role, a month, and the risk's label."""
    owner = next((p for p, line in enumerate(below) if role_of(line.text.split(maxsplit=1)[0]) == "samordnare"), None)
    text = " ".join(" ".join(line.text.split()) for line in below)
    label = _LABEL.search(text)
    dates = dates_in(text)
    if owner is None:
        return below, (), dates[0] if dates else "", label[1] if label else ""
    end = owner
    while end < len(below) and not dates_in(below[end].text):
        end += 1
    return below[:owner], below[owner:end], dates[0] if dates else "", label[1] if label else ""
