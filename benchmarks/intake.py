"""How right and how whole the drafts of intake are, against years that people have transcribed: `make bench-intake`.

The documents themselves are not part of this repository. Give the folder that holds their texts as the first argument
or in FINSAM_INTAKE_TEXTS; each is known by the digits that its name begins with. The same texts are then set as Word
documents and PDF files, and measured anew. Exit code 1 where a goal is missed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import docx

from finsam_control.dossier import Dossier
from finsam_control.dossier import read as read_year
from finsam_control.figure import shown as money
from finsam_control.intake.drafting import drafted
from finsam_control.intake.papers import read as read_paper
from finsam_control.reading.strict_yaml import pointer
from finsam_control.records.tables import Table
from finsam_control.records.year import Year

ROOT = Path(__file__).resolve().parents[1]
YEARS = {
    "000": "vasteras-2015",
    "001": "vasteras-2018",
    "002": "vasteras-2021",
    "004": "vasteras-2022",
    "003": "vastmanland-2025",
}
STATEMENTS = ("income_statement", "balance_sheet", "cash_flow_statement")
GOALS = {
    "certain": 0.99,
    "likely": 0.95,
    "rows of statements and notes": 0.95,
    "rows of other tables": 0.90,
    "people in roles": 0.90,
    "dates": 0.90,
    "decisions": 0.90,
    "risks": 1.0,
    "remarks": 1.0,
}
KINDS = ("txt", "docx", "pdf")
ALIKE = 0.85
TEXT = 40


@dataclass
class Score:
    """What the people transcribed and how much of it was drafted right; what was drafted of it, right and wrong."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """One thing to compare: its kind, what it is known by, and what must be right about it."""

    kind: str
    name: str
    value: str
    certainty: str = ""


def bare(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def number(text: str) -> str:
    return "-".join(["", text[1:].strip()]) if text.startswith("-") and len(text) > 1 else text


def items_of(dossier: Dossier) -> Iterator[Item]:
    """What the transcribed year holds."""
    year = dossier.year
    statements = [table for table in (year.income_statement, year.balance_sheet, year.cash_flow_statement) if table]
    for table in year.printed_tables:
        is_note = table in statements or bare(table.id).startswith("not")
        kind = "rows of statements and notes" if is_note else "rows of other tables"
        yield from _rows(table, kind)
    yield from (Item("people in roles", bare(name), role) for name, role in people_of(year))
    yield from (Item("dates", what, day) for what, day in dates_of(year))
    for meeting in year.meetings.items:
        for decision in meeting.decisions:
            if isinstance(decision.decision, str):
                yield Item(
                    "decisions", bare(decision.decision), bare(money(decision.amount)) if decision.amount else ""
                )
    yield from (Item("remarks", bare(remark.text), "") for remark in year.observations.items)
    for risk in dossier.register.risks if dossier.register else ():
        yield Item("risks", bare(risk.description), scores(risk.likelihood, risk.consequence))


def _rows(table: Table, kind: str) -> Iterator[Item]:
    for row in table.rows:
        if row.values:
            cells = [cell.printed if cell.printed in {"", "-"} else cell.text for cell in row.values]
            yield Item(kind, bare(row.label), shown(cells))


def people_of(year: Year) -> Iterator[tuple[str, str]]:
    for seat in year.board.seats.items if year.board else ():
        yield seat.name, seat.office or seat.seat
    for name in (year.annual_report.signatories or ()) if year.annual_report else ():
        yield name, "signatory"
    for meeting in year.meetings.items:
        for person in meeting.present or ():
            yield person.name, person.role
        yield from ((name, "absent") for name in meeting.absent or ())
        yield from ((name, "adjuster") for name in meeting.adjusters or ())


def dates_of(year: Year) -> Iterator[tuple[str, str]]:
    yield from (("document", str(item.date)) for item in year.documents if item.date and item.kind != "annat")
    yield from (("meeting", str(item.date)) for item in year.meetings.items)
    yield from (("adopted", str(item.adopted_on)) for item in year.budgets.items if item.adopted_on)
    if year.entity.formed_on:
        yield "formed", str(year.entity.formed_on)


def certainty_at(told: dict[str, str], path: tuple[str | int, ...]) -> str:
    while path and pointer(path) not in told:
        path = path[:-1]
    return told.get(pointer(path), "doubtful")


def drafted_items(tree: dict[str, Any]) -> Iterator[Item]:
    """What the draft holds, each with its certainty."""
    told = {claim["value"]: claim["certainty"] for claim in tree["values"]}
    records = tree["records"]

    def sure(*path: str | int) -> str:
        return certainty_at(told, ("records", *path))

    places: list[tuple[str | int, ...]] = [(key,) for key in STATEMENTS if key in records]
    for place in [*places, *(("tables", number) for number in range(len(records.get("tables", []))))]:
        for number, row in enumerate(at(records, place)["rows"]):
            if row.get("values"):
                cells = [cell["value"] if isinstance(cell, dict) else cell for cell in row["values"]]
                yield Item("rows", bare(row["label"]), shown(cells), sure(*place, "rows", number))
    yield from _drafted_people(records, sure)
    yield from _drafted_decisions(records, sure)
    yield from _drafted_dates(records, sure)
    for number, remark in enumerate(records.get("observations", {}).get("items", [])):
        yield Item("remarks", bare(remark["text"]), "", sure("observations", "items", number, "text"))
    for number, risk in enumerate(tree.get("risks", {}).get("risks", [])):
        certainty = certainty_at(told, ("risks", "risks", number, "likelihood"))
        yield Item("risks", bare(risk["description"]), scores(risk["likelihood"], risk["consequence"]), certainty)


def _drafted_decisions(records: dict[str, Any], sure: Any) -> Iterator[Item]:
    for number, meeting in enumerate(records.get("meetings", {}).get("items", [])):
        yield Item("dates", "meeting", meeting["date"], sure("meetings", "items", number, "date"))
        for place, decision in enumerate(meeting.get("decisions", [])):
            if "decision" in decision:
                certainty = sure("meetings", "items", number, "decisions", place)
                yield Item("decisions", bare(decision["decision"]), bare(decision.get("amount", "")), certainty)


def _drafted_dates(records: dict[str, Any], sure: Any) -> Iterator[Item]:
    for number, budget in enumerate(records.get("budgets", {}).get("items", [])):
        yield Item("dates", "adopted", budget["adopted_on"], sure("budgets", "items", number, "adopted_on"))
    for number, document in enumerate(records.get("documents", [])):
        if "date" in document:
            yield Item("dates", "document", document["date"], sure("documents", number, "date"))
    if "formed_on" in records.get("entity", {}):
        yield Item("dates", "formed", records["entity"]["formed_on"], sure("entity", "formed_on"))


def _drafted_people(records: dict[str, Any], sure: Any) -> Iterator[Item]:
    for number, seat in enumerate(records.get("board", {}).get("seats", {}).get("items", [])):
        role = seat.get("office") or seat["seat"]
        yield Item("people in roles", bare(seat["name"]), role, sure("board", "seats", "items", number))
    for name in records.get("annual_report", {}).get("signatories", []):
        yield Item("people in roles", bare(name), "signatory", sure("annual_report", "signatories"))
    for number, meeting in enumerate(records.get("meetings", {}).get("items", [])):
        at_meeting = ("meetings", "items", number)
        for place, person in enumerate(meeting.get("present", [])):
            yield Item("people in roles", bare(person["name"]), person["role"], sure(*at_meeting, "present", place))
        for place, name in enumerate(meeting.get("absent", [])):
            yield Item("people in roles", bare(name), "absent", sure(*at_meeting, "absent", place))
        for name in meeting.get("adjusters", []):
            yield Item("people in roles", bare(name), "adjuster", sure(*at_meeting, "adjusters"))


def at(node: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


def shown(cells: Iterable[str]) -> str:
    return " | ".join(number(cell) for cell in cells)


def scores(likelihood: object, consequence: object) -> str:
    return f"{likelihood} x {consequence}"


def compare(wanted: Iterable[Item], got: Iterable[Item], score: Score, year: str) -> None:
    """Counts what of the wanted was found, and what of the drafted is right."""
    wanted, got = list(wanted), list(got)
    for item in wanted:
        score.wanted[item.kind] += 1
        own = [other for other in got if _same_kind(item, other)]
        if any(_alike(item.name, other.name) and item.value == other.value for other in own):
            score.found[item.kind] += 1
        else:
            score.misses.append(f"{year}: {item.kind}: {item.name[:60]} [{item.value}]")
    for item in got:
        near = [other for other in wanted if _same_kind(other, item) and _alike(other.name, item.name)]
        if not near:
            score.beside[item.certainty] += 1
        elif any(other.value == item.value for other in near):
            score.right[item.certainty] += 1
        else:
            score.wrong[item.certainty] += 1
            score.misses.append(f"{year}: {item.certainty} but wrong: {item.name[:60]} [{item.value}]")


def _same_kind(wanted: Item, got: Item) -> bool:
    return wanted.kind == got.kind or (wanted.kind.startswith("rows") and got.kind == "rows")


def _alike(one: str, other: str) -> bool:
    """The same name, but for a letter or two; of texts, nearly all the letters of the shorter in the longer."""
    if one == other:
        return True
    if len(one) <= TEXT or len(other) <= TEXT:
        return SequenceMatcher(None, one, other).ratio() >= ALIKE
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 3) >= ALIKE * min(len(one), len(other))  # noqa: PLR2004


def report(score: Score) -> bool:
    """Prints the table; True where every goal is met."""
    met = True
    print(f"{'':34}{'right':>7}{'of':>7}{'share':>9}{'goal':>7}")
    for kind in ("certain", "likely", "doubtful"):
        met &= _line(f"drafted as {kind}", score.right[kind], score.right[kind] + score.wrong[kind], GOALS.get(kind))
    for kind in list(GOALS)[2:]:
        if score.wanted[kind]:
            met &= _line(f"found: {kind}", score.found[kind], score.wanted[kind], GOALS[kind])
    print(f"drafted but not transcribed by people, so not judged: {sum(score.beside.values())}")
    return met


def _line(name: str, right: int, total: int, goal: float | None) -> bool:
    share = right / total if total else 1.0
    print(f"{name:34}{right:7}{total:7}{share:9.1%}{'' if goal is None else f'{goal:7.0%}'}")
    return goal is None or share >= goal


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FINSAM_INTAKE_TEXTS", ""))
    texts = {file.name[:3]: file for file in sorted(folder.iterdir()) if file.name[:3] in YEARS} if folder.name else {}
    if not texts:
        print("No texts: give their folder as an argument or in FINSAM_INTAKE_TEXTS.")
        return 2
    met = True
    with tempfile.TemporaryDirectory() as there:
        for kind in KINDS:
            score = Score()
            for prefix, text in texts.items():
                file = text if kind == "txt" else typeset(text, kind, Path(there))
                if file is None:
                    print(f"{kind}: not tried, for want of LibreOffice")
                    break
                year = read_year(ROOT / "examples" / YEARS[prefix])
                compare(items_of(year), drafted_items(drafted([read_paper(file)])), score, YEARS[prefix])
            else:
                print(f"\nThe documents as {kind}")
                met &= report(score)
                if "--misses" in sys.argv:
                    print("\n".join(score.misses))
    return 0 if met else 1


def typeset(text: Path, kind: str, folder: Path) -> Path | None:
    """The text set as a Word document, a line a paragraph, and from that as PDF where LibreOffice can be had."""
    word = folder / f"{text.stem}.docx"
    if not word.exists():
        document = docx.Document()
        document.styles["Normal"].font.size = docx.shared.Pt(7)
        for line in text.read_text(encoding="utf-8").split("\n"):
            paragraph = document.add_paragraph("".join(character for character in line if character.isprintable()))
            paragraph.paragraph_format.space_after = docx.shared.Pt(0)
        document.save(str(word))
    office = shutil.which("soffice")
    if kind == "docx" or office is None:
        return word if kind == "docx" else None
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / f"{text.stem}.pdf"


if __name__ == "__main__":
    sys.exit(main())
