"""Nothing is asked for in vain: every field of a fact is read by a rule, every field of a record by a producer."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path

import finsam_control
from finsam_control import records
from finsam_control.facts import kinds
from finsam_control.facts.base import fields_of
from finsam_control.records.base import Record
from finsam_control.rulebook import load, shipped_folder

SOURCES = Path(finsam_control.__file__).parent
RULES = load((shipped_folder("rules"),)).rules

#: Fields of facts that no rule of ours reads, and why they stay.
UNREAD_FACTS = {
    ("delegated_decision", "consulted"): "for a förbund's own rules: what the decision says of the consultation",
    ("delegation", "limit"): "for a förbund's own rules: the limit of a line",
    ("delegation", "above"): "for a förbund's own rules: what applies above the limit",
    ("member_seats", "member_kind"): "for a förbund's own rules: which party the member belongs to",
    ("risk", "due_on"): "for a förbund's own rules: when the measures are due",
}

#: Fields of records that nothing reads, and why they stay.
UNREAD_RECORDS = {
    "source": "where the record stands; places are read by line",
    "remark": "for whoever reads the record; judges nothing",
    "basis": "for whoever reads the record: how the reviewer came to the materiality",
    "contributor": "the name of the line; the party is what counts",
    "last_year": "for comparison by whoever reads the record",
    "states_law": "for whoever reads the record: the act that the report says it follows",
    "formed_on": "for whoever reads the record: the law of a year does not depend on it",
    "employees": "sick leave is asked for above ten employees, which no förbund has",
    "sick_leave": "as the number of employees",
    "half_year_report_by": "a clause that no rule asks for yet",
    "reviewers": "who did the year's internal control; no rule asks for their names",
    "declared": "whether the member spoke of the conflict; leaving the room is what the law tests",
    "public": "of a meeting; the budget says itself whether its meeting was public",
    "cause": "words of the risk register, printed and not judged",
    "event": "words of the risk register, printed and not judged",
    "effect": "words of the risk register, printed and not judged",
    "processing": "words of the risk register, printed and not judged",
    "reviewed_on": "of a risk; no rule asks for the rhythm of the register yet",
    "next_review": "of a risk; no rule asks for the rhythm of the register yet",
}


def unread_facts() -> set[tuple[str, str]]:
    """Kind and field of what no condition, no message and no due date names."""
    read = {(rule.subject.kind, name) for rule in RULES for name in rule.fields | rule.placeholders}
    read |= {(rule.subject.kind, rule.text.due.field) for rule in RULES if rule.text.due is not None}
    return {(name, field) for name, (kind, _) in kinds().items() for field in fields_of(kind)} - read


def declared() -> set[str]:
    """The names of every field of every record."""
    modules = [
        importlib.import_module(f"{records.__name__}.{info.name}") for info in pkgutil.iter_modules(records.__path__)
    ]
    found = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    return {name for kind in found if issubclass(kind, Record) for name in kind.model_fields}


def mentioned() -> set[str]:
    """Every attribute that the code reads and every text in it, for fields that are read by name."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_field_of_a_fact_is_read_by_a_rule() -> None:
    assert unread_facts() == UNREAD_FACTS.keys()


def test_every_field_of_a_record_is_read() -> None:
    """By name: a field that shares its name with another that is read passes unseen."""
    clauses = {name for name in declared() if name.startswith("item_")}  # read by their number
    assert clauses
    assert declared() - mentioned() - clauses <= UNREAD_RECORDS.keys() <= declared()
