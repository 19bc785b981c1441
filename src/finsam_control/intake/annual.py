"""What an annual report says of itself: its parts by their headings, the law it follows, dates of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from finsam_control.intake.certainty import Certainty
from finsam_control.intake.dates import MONTHS, dates_in, month_of, short_dates_in
from finsam_control.intake.line import Line, flowing
from finsam_control.intake.portion import LAST, Claim, Portion, whole
from finsam_control.intake.vocabulary import bare, vocabulary

_HEADING_WORDS: Final = 5
_LAW = re.compile(
    r"(?i)upprätta[td]s? i enlighet med "
    r"(lag(?:en)? (?:\([0-9]{4}:[0-9]{1,4}\) )?om kommunal(?: bokföring och)? redovisning)"
)
_PLACE_AND_DATE = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+,? (?:den )?(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$")
_BARE_DATE = re.compile(r"(?i)^(?:[0-9]{1,2}|rev(?:iderad)?\.?) [a-zåäö]{3,9} (?:19|20)[0-9]{2}$")
_FORMED = re.compile(r"(?i)samordningsförbundet [^.]{2,60} bildades (?:i |den |år )?([^.,]{4,25})")
_ADOPTED = re.compile(r"(?i)(?:verksamhetsplan|budget|inriktning)[^.]{0,80}(?:fastställd|antagen|beslutad)[^.]{0,60}")
_MEETING_IN = re.compile(rf"(?i)(?:tilläggsbudget|reviderad budget)[^.]{{0,40}}styrelsemötet i ({'|'.join(MONTHS)})")
_DECIDED = re.compile(r"(?i)styrelsen beslutade ([0-9]{6})\b")


def parts_of(lines: Sequence[Line]) -> Iterable[Portion]:
    """The parts of an annual report whose headings stand in it."""
    for part, words in vocabulary().synonyms("parts").items():
        line = next((line for line in lines if _is_heading(line, words)), None)
        if line is not None:
            yield whole(("annual_report", "parts", part), "finns", (line,), "likely")


def _is_heading(line: Line, words: Sequence[str]) -> bool:
    said = bare(line.text)
    if len(said.split()) > _HEADING_WORDS or line.text.rstrip().endswith((".", ",")):
        return False
    first = line.text.strip()[:1]
    begins = first.isupper() and any(said == word or said.startswith(f"{word} ") for word in words)
    return begins or (first.isdigit() and said in words)


def law_of(lines: Sequence[Line]) -> Iterable[Portion]:
    """The act that the report says it follows."""
    for first, line in enumerate(lines):
        if "upprätta" in line.text.lower():
            window = lines[first : first + 3]
            match = _LAW.search(flowing(window))
            if match is not None:
                yield whole(("annual_report", "states_law"), match[1], window, "certain")
                return


def date_of(lines: Sequence[Line], kind: str) -> tuple[str, Line, Certainty] | None:
    """The date of a document: the meeting's in minutes, a date alone on a line, or place and date above signatures."""
    if kind == "protokoll":
        heads = [line for line in lines[:12] if dates_in(line.text)]
        return (dates_in(heads[0].text)[0], heads[0], "certain") if heads else None
    for place, line in enumerate(lines):
        text = " ".join(line.text.split())
        if _PLACE_AND_DATE.match(text) or (_BARE_DATE.match(text) and (text[0] in "Rr" or _stands_alone(lines, place))):
            return dates_in(text)[0], line, "likely"
    return None


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    """Whether the lines around are short and begin with capitals: a date between them is no part of a sentence."""
    around = [*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]]
    return all(len(line.words) <= _SHORT_LINE and line.text.strip()[:1].isupper() for line in around)


def mentions_of(lines: Sequence[Line], document: str, year: str) -> Iterable[Portion]:
    """Dates of running text: when the förbund was formed, when a plan or budget was adopted, a meeting referred to."""
    seen: set[str] = set()
    for first in range(len(lines)):
        window = tuple(lines[first : first + 3])
        text = flowing(window)
        source = {"document": document}
        formed = _FORMED.search(text)
        if formed is not None and dates_in(formed[1]) and "formed" not in seen:
            seen.add("formed")
            yield whole(("entity", "formed_on"), dates_in(formed[1])[0], window, "certain")
        adopted = _ADOPTED.search(text)
        if adopted is not None and dates_in(adopted[0]) and "adopted" not in seen and year:
            seen.add("adopted")
            tree = {"id": f"budget-{year}", "for_year": year, "kind": "original", "source": source}
            tree["adopted_on"] = dates_in(adopted[0])[-1]
            yield Portion(("budgets", "items", LAST), tree, (Claim((), window, "likely"),))
        revised = _MEETING_IN.search(text)
        if revised is not None and "revised" not in seen and year:
            seen.add("revised")
            month = f"{year}-{month_of(revised[1]):02d}"
            tree = {"id": f"tillaggsbudget-{year}", "for_year": year, "kind": "revised", "adopted_on": month}
            yield Portion(("budgets", "items", LAST), {**tree, "source": source}, (Claim((), window, "likely"),))
        for match in _DECIDED.finditer(text):
            for date in short_dates_in(match[1]):
                if date not in seen:
                    seen.add(date)
                    tree = {"date": date, "source": source}
                    yield Portion(("meetings", "items", LAST), tree, (Claim((), window, "likely"),))


_EXTRACT = re.compile(r"(?i)(?:utdrag|beslut)[^.]{0,40}styrelsen")
_CAPITAL_MONTHS: Final = frozenset(month.capitalize() for month in MONTHS)
_LONGEST_MONTH: Final = 40
_DONE = re.compile(r"\b(?:noterades|fastställdes|godkändes|antogs)\b")
_BEGINS = re.compile(r"\bBeslut om\b|[A-ZÅÄÖ][a-zåäö]+ fick uppdraget att\b")
_BUDGET_DONE = re.compile(r"budget för ((?:19|20)[0-9]{2}) (?:fastställdes|antogs|godkändes)")
_LONGEST_SECTION: Final = 120
_SHORT_LINE: Final = 7
_LONGEST_HEADING: Final = 10


def monthly_of(lines: Sequence[Line], document: str, year: str) -> Iterable[Portion]:
    """An extract of the board's decisions, month by month, as annual reports print it."""
    begin = next(
        (
            place
            for place, line in enumerate(lines)
            if _EXTRACT.search(line.text) and len(line.words) <= _LONGEST_HEADING
        ),
        None,
    )
    if begin is None or not year:
        return
    last = 0
    for place in range(begin + 1, min(begin + _LONGEST_SECTION, len(lines))):
        line = lines[place]
        words = line.words
        month = month_of(words[0]) if words and words[0][:1].isupper() and words[0].lower() in MONTHS else None
        if month is None or month <= last or len(words) < 2:  # noqa: PLR2004 -- the month and what it is about
            continue
        last = month
        section = _section(lines, place)
        heading = " ".join(lines[begin].text.split())
        yield from _adopted(section, f"{year}-{month:02d}", document)
        yield _of_month(section, f"{year}-{month:02d}", {"document": document, "heading": heading})


def _adopted(section: Sequence[Line], month: str, document: str) -> Iterable[Portion]:
    """The budget that a month's lines say was adopted."""
    settled = _BUDGET_DONE.search(flowing(section))
    if settled is not None:
        budget = {"id": f"budget-{settled[1]}", "for_year": settled[1], "kind": "original", "adopted_on": month}
        claims = (Claim((), tuple(section), "likely"),)
        yield Portion(("budgets", "items", LAST), {**budget, "source": {"document": document}}, claims)


def _of_month(section: Sequence[Line], month: str, source: dict[str, str]) -> Portion:
    """The meeting of a month with what it decided, or with what the month is about."""
    about = " ".join(section[0].words[1:])
    tree = {"date": month, "decisions": list(_decisions(section)) or [{"title": about}], "source": source}
    claims = (Claim((), (section[0],), "likely"), Claim(("decisions",), tuple(section), "doubtful"))
    return Portion(("meetings", "items", LAST), tree, claims)


def _section(lines: Sequence[Line], place: int) -> list[Line]:
    """The lines of a month, to the next that begins with the name of one."""
    found = [lines[place]]
    for line in lines[place + 1 : place + _LONGEST_MONTH]:
        if line.words[0] in _CAPITAL_MONTHS:
            break
        found.append(line)
    return found


def _decisions(section: Sequence[Line]) -> Iterable[dict[str, str]]:
    """What of a month was decided: a line that ends in what was done, or a sentence that says so first."""
    for place, line in enumerate(section):
        text = " ".join(line.text.split())
        text = text.partition(" ")[2] if place == 0 else text
        done = _DONE.search(text)
        begun = _BEGINS.search(text)
        if done is not None:
            yield {"title": text[: done.start()].strip() or text, "decision": text[done.start() :].rstrip(": ")}
        elif text.startswith("Informationsärende"):
            yield {"title": text.partition(":")[2].strip() or text, "decision": "informationsärende"}
        elif begun is not None:
            rest = flowing([line, *section[place + 1 : place + 4]])
            sentence = rest[rest.index(begun[0]) :].partition(". ")[0]
            yield {"title": text, "decision": sentence.rstrip(".")}
