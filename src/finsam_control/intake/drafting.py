"""Papers to a draft: the portions of every document put together as one year's records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from finsam_control.intake import annual, board, contracts, identity, minutes, remarks, risks, stated, statements
from finsam_control.intake.certainty import Certainty
from finsam_control.intake.line import Line, Paper
from finsam_control.intake.portion import LAST, Claim, Path, Portion, put, slug
from finsam_control.intake.vocabulary import vocabulary
from finsam_control.masking import masked
from finsam_control.reading.strict_yaml import pointer
from finsam_control.records.base import distinct

_LONGEST_PRINT: Final = 200
_MOST_PRINTED: Final = 40
_STATEMENTS: Final = frozenset({"income_statement", "balance_sheet", "cash_flow_statement"})


def drafted(papers: Sequence[Paper]) -> dict[str, Any]:
    """The tree of a draft of all the papers together; the same papers give the same tree."""
    ids = distinct(slug(re.sub(r"\.[A-Za-z]+$", "", paper.file.rpartition("/")[2])) for paper in papers)
    records: dict[str, Any] = {}
    register: dict[str, Any] = {}
    told: list[dict[str, str]] = []
    missing: list[dict[str, str]] = []
    documents = []
    for paper, key in zip(papers, ids, strict=True):
        kind, sure = identity.kind_of(paper.written)
        documents.append(
            {"id": key, "file": paper.file, "sha256": paper.sha256, "kind": kind, "pages": str(paper.pages)}
        )
        portions = list(_portions(paper, key, kind, sure))
        for portion in portions:
            told += _placed(records, portion, key, "records")
        found = list(risks.portions_of(paper.written))
        for portion in found:
            told += _placed(register, portion, key, "risks")
        missing += [{"what": what, "document": key} for what in _not_found(portions, kind, has_risks=bool(found))]
    tree: dict[str, Any] = {"documents": documents, "values": told, "not_found": missing, "records": records}
    if register:
        tree["risks"] = register
    cleaned: dict[str, Any] = _masked(tree)
    return cleaned


def _portions(paper: Paper, key: str, kind: str, sure: Certainty) -> Iterable[Portion]:
    """Everything that the paper gives to the records, in the order of a year's sections."""
    lines = paper.written
    tables = statements.portions_of(lines, key)
    name, year = identity.name_of(lines), identity.year_of(lines, tables)
    yield from (item for item in (name, year) if item is not None)
    yield _document(lines, key, kind, sure)
    fiscal_year = "" if year is None else str(year.tree)
    if kind == "arsredovisning":
        yield from annual.parts_of(lines)
        yield from annual.law_of(lines)
    yield from tables
    yield from minutes.portions_of(lines, key)
    yield from board.portions_of(lines, key)
    yield from annual.mentions_of(lines, key, fiscal_year)
    yield from annual.monthly_of(lines, key, fiscal_year)
    yield from stated.portions_of(lines, tables, key)
    yield from remarks.portions_of(lines, key, kind)
    yield from contracts.portions_of(lines, key, "" if name is None else str(name.tree))


def _document(lines: Sequence[Line], key: str, kind: str, sure: Certainty) -> Portion:
    """The document itself, with its title and date."""
    title = next((line for line in lines if len(line.words) > 1), lines[0])
    tree = {"id": key, "title": " ".join(title.text.split()), "kind": kind}
    claims = [Claim((), (title,), sure)]
    dated = annual.date_of(lines, kind)
    if dated is not None:
        tree["date"] = dated[0]
        claims.append(Claim(("date",), (dated[1],), dated[2]))
    return Portion(("documents", LAST), tree, tuple(claims))


def _placed(records: dict[str, Any], portion: Portion, document: str, root: str) -> list[dict[str, str]]:
    """Puts a portion where it belongs; gives its claims with the pointers that it got."""
    path = put(records, portion.where, portion.tree)
    if path is None and portion.where[0] in _STATEMENTS:
        # A second statement of the same kind is a table among the rest.
        portion = Portion(("tables", LAST), portion.tree, portion.claims)
        path = put(records, portion.where, portion.tree)
    if path is None:
        return []
    return [_told(claim, (root, *path, *claim.path), document) for claim in portion.claims if claim.lines]


def _told(claim: Claim, path: Path, document: str) -> dict[str, str]:
    first, last = claim.lines[0], claim.lines[-1]
    told = {"value": pointer(path), "document": document}
    if first.page:
        told["page"] = str(first.page)
    told["line"] = str(first.number) if first == last else f"{first.number}-{last.number}"
    told["certainty"] = claim.certainty
    told["printed"] = _print(claim.lines)
    return told


def _print(lines: tuple[Line, ...]) -> str:
    text = " / ".join(" ".join(line.text[: 2 * _LONGEST_PRINT].split()) for line in lines[:_MOST_PRINTED])
    return text if len(text) <= _LONGEST_PRINT else f"{text[:_LONGEST_PRINT]}…"


def _not_found(portions: Sequence[Portion], kind: str, *, has_risks: bool) -> Iterable[str]:
    """What a document of this kind should give and none of its portions does."""
    given = {"risks"} if has_risks else set[str]()
    given |= {".".join(str(step) for step in portion.where if step != LAST) for portion in portions}
    for expected in vocabulary().tables["expected"].get(kind, ()):
        if expected not in given and not any(name.startswith(f"{expected}.") for name in given):
            yield expected


def _masked(node: Any) -> Any:
    """No personal identity number passes, whatever extractor let it through."""
    match node:
        case dict():
            return {key: _masked(value) for key, value in node.items()}
        case list():
            return [_masked(item) for item in node]
        case _:
            return masked(node)
