"""Modules are the nouns of the flow and import only leftwards."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[1] / "src" / "finsam_control"

#: What a module may import of the project; a module or folder not listed here fails the test.
ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "message": set(),
    "day": set(),
    "figure": set(),
    "place": set(),
    "masking": set(),
    "condition": set(),
    "section": set(),
    "shipped": set(),
    "holiday": set(),
    "reading.sie_bytes": {"message"},
    "reading.sie_fields": {"message"},
    "reading.sie_events": {"message", "reading.sie_fields"},
    "reading.sie": {"message", "reading.sie_events", "reading.sie_fields"},
    "ledger": {"place", "reading.sie_bytes"},
    "reading.sie_vouchers": {"holiday", "ledger", "reading.sie_events"},
    "reading.sie_ledger": {
        "ledger",
        "masking",
        "message",
        "place",
        "reading.sie",
        "reading.sie_bytes",
        "reading.sie_events",
        "reading.sie_fields",
        "reading.sie_vouchers",
    },
    "sampling.item": set(),
    "reading.sie_items": {"reading.sie", "reading.sie_bytes", "reading.sie_events", "sampling.item"},
    "reading.strict_yaml": {"message", "place"},
    "reading.strict_json": {"message"},
    "reading.file_content": {"message"},
    "reading.validation": {"message", "reading.strict_yaml"},
    "reading.references": {"figure", "message", "reading.validation", "records"},
    "reading.matrices": {"message", "reading.strict_yaml", "records", "shipped"},
    "reading.sections": {"message", "reading.strict_yaml"},
    "reading.sheet": set(),
    "reading.container": {"message"},
    "reading.workbook": {"message", "reading.container", "reading.sheet"},
    "reading.csv_sheet": {"message", "reading.container", "reading.sheet"},
    "reading.written_dates": {"day"},
    "reading.register_references": {"message", "records"},
    "records": {"day", "figure", "place", "reading.strict_yaml", "records", "section"},
    "parameters": {"condition", "day", "figure", "records"},
    "dossier": {
        "day",
        "ledger",
        "message",
        "parameters",
        "place",
        "reading",
        "records",
        "workbook_faults",
        "workbook_files",
        "workbook_reading",
    },
    "workbook_names": {"reading.strict_yaml", "records", "shipped"},
    "workbook_marks": set(),
    "workbook_cells": {"figure", "reading", "records", "workbook_names"},
    "workbook_sections": {"message", "reading", "records", "workbook_cells", "workbook_marks"},
    "workbook_values": {"place", "reading", "workbook_sections"},
    "workbook_grid": {
        "message",
        "reading",
        "records",
        "workbook_cells",
        "workbook_marks",
        "workbook_sections",
        "workbook_values",
    },
    "workbook_reading": {
        "message",
        "reading",
        "records",
        "workbook_cells",
        "workbook_grid",
        "workbook_marks",
        "workbook_names",
        "workbook_sections",
        "workbook_values",
    },
    "workbook_files": {"message", "reading.workbook", "workbook_reading"},
    "workbook_faults": {"message", "reading", "records", "workbook_names"},
    "carrying": {"records", "workbook_names"},
    "annotation": {"masking", "message", "report", "words"},
    "authority": {"day", "figure", "parameters", "records"},
    "printed": {"figure", "place", "records"},
    "matrix": {"message", "records"},
    "register_text": set(),
    "facts": {
        "authority",
        "condition",
        "day",
        "dossier",
        "facts",
        "figure",
        "ledger",
        "matrix",
        "place",
        "printed",
        "records",
        "register_text",
    },
    "engines.verdict": {"condition"},
    "engines.reference": {"condition", "engines.verdict"},
    "engines.durable_rules": {"condition", "engines.verdict"},
    "rule": {"condition", "facts", "message", "parameters", "reading.strict_yaml", "records"},
    "statutes": {"message", "records", "rule", "section"},
    "outcome": {"facts", "rule"},
    "grade": {"outcome", "records"},
    "rulebook": {"condition", "facts", "grade", "message", "parameters", "reading", "rule", "shipped", "statutes"},
    "deadline": {"parameters", "rule"},
    "judging": {"condition", "deadline", "engines.verdict", "facts", "outcome", "records", "rule", "rulebook"},
    "cases": {"condition", "engines.verdict", "facts", "judging", "parameters", "place", "rule", "rulebook"},
    "complaint": {"message"},
    "satisfiability": {"condition", "engines.reference", "facts"},
    "possibility": {"condition", "facts", "message", "rule", "rulebook", "satisfiability"},
    "between_rules": {"complaint", "condition", "message", "rule", "rulebook"},
    "coverage": {
        "complaint",
        "judging",
        "message",
        "outcome",
        "place",
        "rule",
        "rulebook",
        "run",
        "section",
        "statutes",
    },
    "lint": {
        "between_rules",
        "complaint",
        "condition",
        "coverage",
        "engines.verdict",
        "facts",
        "judging",
        "message",
        "parameters",
        "possibility",
        "rule",
        "rulebook",
    },
    "words": {"figure", "condition", "facts", "masking", "message"},
    "register_columns": {"reading.strict_yaml", "records", "shipped", "words"},
    "register_cells": {"message", "reading", "records", "register_columns"},
    "register_children": {"message", "reading", "records", "register_cells", "register_columns"},
    "register_import": {"message", "reading", "records", "register_cells", "register_children", "register_columns"},
    "sentence": {"condition", "facts", "words"},
    "run": {"dossier", "facts", "outcome", "rulebook"},
    "duty": {"deadline", "facts", "judging", "outcome", "rule", "rulebook", "run"},
    "shape": set(),
    "risk_report": {"records", "shape"},
    "report": {"grade", "risk_report", "rule", "shape"},
    "risk_reporting": {
        "",
        "day",
        "dossier",
        "facts",
        "masking",
        "matrix",
        "outcome_report",
        "records",
        "risk_report",
        "shape",
        "words",
    },
    "blocks": {"records"},
    "risk_grid": {"blocks", "risk_report", "words"},
    "colophon": {"edition_words", "report", "words"},
    "economy_prose": {"report", "words"},
    "prose": {"blocks", "colophon", "economy_prose", "grade", "report", "risk_grid", "rule", "words"},
    "overview": {"grade", "rule", "shape"},
    "consolidating": {"facts", "grade", "overview", "report", "rule", "words"},
    "manifest": {"grade", "message", "reading", "records", "report", "rulebook", "run", "shape"},
    "signing": {"manifest", "message", "reading"},
    "proof": {"manifest", "message", "words"},
    "rescale": set(),
    "agreement": set(),
    "risk_comparison": {"risk_report", "shape"},
    "risk_pairing": {"risk_comparison", "risk_report"},
    "risk_comparing": {"matrix", "rescale", "risk_comparison", "risk_pairing", "risk_report", "words"},
    "people": {"dossier", "records"},
    "edition_words": {"report", "words"},
    "edition": {"masking", "outcome_report", "report", "shape", "words"},
    "earlier_report": {"message", "reading", "report"},
    "recurrence": {
        "earlier_report",
        "facts",
        "masking",
        "message",
        "outcome",
        "place",
        "records",
        "report",
        "rule",
        "rulebook",
    },
    "risk_controls": {"dossier", "facts", "matrix", "outcome", "records", "rule", "rulebook"},
    "register_report": {"report", "risk_report", "rule", "shape"},
    "register_reporting": {
        "",
        "day",
        "facts",
        "masking",
        "matrix",
        "outcome",
        "outcome_report",
        "records",
        "register_report",
        "report",
        "risk_report",
        "rule",
        "run",
        "sentence",
        "shape",
        "words",
    },
    "change": {"condition", "engines.reference", "sentence"},
    "comparison": {"grade", "report", "rule", "shape"},
    "comparing": {"comparison", "earlier_report", "grade", "masking", "message", "report", "rule", "words"},
    "outcome_report": {
        "change",
        "condition",
        "facts",
        "figure",
        "masking",
        "outcome",
        "place",
        "printed",
        "report",
        "rule",
        "rulebook",
        "run",
        "sentence",
        "shape",
        "words",
    },
    "authority_report": {"authority", "day", "dossier", "figure", "masking", "records", "words"},
    "control_chain": {"day", "facts", "records", "report", "run", "words"},
    "coverage_report": {"coverage", "records", "report", "run", "section", "words"},
    "economy_report": {"facts", "masking", "outcome_report", "printed", "report", "run"},
    "reporting": {
        "",
        "control_chain",
        "coverage",
        "coverage_report",
        "economy_report",
        "facts",
        "grade",
        "judging",
        "masking",
        "outcome",
        "outcome_report",
        "report",
        "risk_report",
        "risk_reporting",
        "rule",
        "rulebook",
        "run",
        "shape",
        "words",
    },
    "explanation": {
        "condition",
        "engines.reference",
        "facts",
        "outcome",
        "outcome_report",
        "rule",
        "rulebook",
        "run",
        "sentence",
        "words",
    },
    "check": {
        "authority",
        "dossier",
        "earlier_report",
        "engines",
        "facts",
        "judging",
        "records",
        "recurrence",
        "risk_controls",
        "rulebook",
        "run",
    },
    "skeleton": {"facts", "lint", "rule", "rulebook"},
    "drift": {"day", "message", "rulebook"},
    "render.matrix_sheet": {"matrix", "records", "register_columns", "render", "words"},
    "render.register_csv": {"reading.csv_sheet", "records", "register_columns", "render", "words"},
    "render.register_layout": {"records", "register_columns"},
    "render.register_workbook": {"message", "records", "register_columns", "render", "words"},
    "render.authority_terminal": {"authority_report", "render", "words"},
    "render.explanation_terminal": {"explanation", "render", "words"},
    "render.year_cells": {"records", "render", "words", "workbook_cells", "workbook_marks", "workbook_names"},
    "render.year_contents": {"records", "render", "words", "workbook_names"},
    "render.year_grid": {"records", "render", "workbook_cells", "workbook_marks", "workbook_names"},
    "render.year_tables": {"records", "render", "workbook_cells", "workbook_marks", "workbook_names"},
    "render.year_workbook": {"records", "render", "words", "workbook_marks", "workbook_names"},
    "render.annotated": {"annotation", "masking", "words", "workbook_marks"},
    "render.calendar_file": {"duty", "masking", "render.year_wheel", "words"},
    "render.rule_page": {"cases", "masking", "outcome_report", "rule", "rulebook", "words"},
    "render.year_wheel": {"duty", "masking", "render.screen", "words"},
    "sampling.bounds": set(),
    "sampling.report": {"shape"},
    "sampling.asked": {"sampling.item", "sampling.report"},
    "sampling.drawing": {"sampling.item", "sampling.report"},
    "sampling.audited": {"sampling.drawing"},
    "sampling.planning": {"sampling.asked", "sampling.bounds", "sampling.item", "sampling.report"},
    "sampling.evaluation": {"sampling.bounds", "sampling.report", "sampling.audited"},
    "trace": {
        "authority",
        "day",
        "dossier",
        "facts",
        "masking",
        "outcome_report",
        "place",
        "records",
        "sampling.item",
        "shape",
        "words",
    },
    "sampling.population": {"dossier", "facts", "ledger", "message", "reading.sie_items", "report", "sampling"},
    "sampling.worksheet": {"figure", "masking", "sampling", "words"},
    "sampling.answers": {"day", "figure", "message", "reading", "sampling", "words"},
    "sampling.saying": {"sampling.report", "words"},
    "sampling.conclusion": {"sampling", "words"},
    "render.sample_csv": {"reading.csv_sheet", "render", "sampling", "words"},
    "render.sample_sheet": {"figure", "sampling", "words"},
    "render.sample_workbook": {"render", "sampling", "words"},
    "remarks": {"facts", "masking", "outcome", "outcome_report", "records", "report", "rule", "run", "shape", "words"},
    "render": {
        "blocks",
        "colophon",
        "comparison",
        "economy_prose",
        "edition_words",
        "grade",
        "masking",
        "message",
        "overview",
        "prose",
        "records",
        "register_report",
        "remarks",
        "render",
        "report",
        "risk_comparison",
        "risk_report",
        "rule",
        "sampling.report",
        "shape",
        "trace",
        "words",
    },
    "render.formats.docx": {"blocks", "prose", "records", "render", "report", "words"},
    "render.formats.xlsx": {"colophon", "grade", "render", "report", "risk_grid", "words"},
    "render.formats.html": {"render", "report", "words"},
    "intake": {"day", "dossier", "figure", "intake", "masking", "message", "reading", "records"},
    "intake.docx": {"intake", "message"},
    "intake.pdf": {"intake", "message"},
    "render.intake_terminal": {"intake", "render", "words"},
    "render.intake_words": {"intake", "words"},
    "cli": {
        "",
        "annotation",
        "authority",
        "authority_report",
        "carrying",
        "cases",
        "check",
        "cli",
        "comparing",
        "comparison",
        "consolidating",
        "coverage",
        "earlier_report",
        "day",
        "explanation",
        "facts",
        "figure",
        "intake",
        "judging",
        "lint",
        "manifest",
        "masking",
        "message",
        "proof",
        "reading",
        "records",
        "register_import",
        "register_report",
        "register_reporting",
        "render",
        "outcome_report",
        "overview",
        "report",
        "dossier",
        "drift",
        "edition",
        "people",
        "remarks",
        "reporting",
        "risk_comparing",
        "risk_report",
        "risk_reporting",
        "rule",
        "rulebook",
        "sampling",
        "duty",
        "signing",
        "shape",
        "skeleton",
        "statutes",
        "trace",
        "words",
    },
}

#: Packages that talk to people, the engine or the disk, and the only modules that may import them.
OUTSIDE = {
    "durable": {"check", "engines.durable_rules"},
    "click": {"cli"},
    "sklearn": {"agreement"},
    "scipy": {"sampling.bounds"},
    "rich": {
        "cli",
        "render",
        "render.authority_terminal",
        "render.explanation_terminal",
        "render.intake_terminal",
        "render.year_wheel",
    },
    "icalendar": {"render.calendar_file"},
    "docx": {"intake.docx", "render.formats.docx"},
    "pdfplumber": {"intake.pdf"},
    "pypdfium2": {"intake.pdf"},
    "jinja2": {"render.formats.html"},
    "python_calamine": {"reading.workbook"},
    "xlsxwriter": {
        "render.year_workbook",
        "render.year_cells",
        "render.year_tables",
        "render.formats.xlsx",
        "render.matrix_sheet",
        "render.register_workbook",
        "render.sample_workbook",
    },
    "openpyxl": {"render.annotated"},
    "yaml": {"reading.strict_yaml"},
}


def modules() -> list[str]:
    return sorted(".".join(path.relative_to(SOURCES).with_suffix("").parts) for path in SOURCES.rglob("*.py"))


def entry(module: str) -> str:
    """The line of the allow-list that speaks for a module: its own, or its folder's."""
    return module if module in ALLOWED else module.split(".", maxsplit=1)[0]


def parsed(module: str) -> ast.Module:
    return ast.parse((SOURCES / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """Every module that a module imports, whole names, however deep inside it."""
    found = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own(module: str) -> set[str]:
    """The project's modules that a module imports, without the project's name."""
    known = set(modules()) | {"facts", "records", "engines", "render", "reading", "sampling", "cli"}
    found = set()
    for name in imports(module):
        if not name.startswith("finsam_control"):
            continue
        path = name.removeprefix("finsam_control").removeprefix(".")
        while path and path not in known:
            path = path.rpartition(".")[0]
        found.add(path)
    return found


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_what_stands_to_its_left(module: str) -> None:
    name = entry(module)
    if module.endswith("__init__") and name not in ALLOWED:
        return
    assert name in ALLOWED, f"{module} has no line in the allow-list"
    allowed = ALLOWED[name]
    strangers = {
        found for found in own(module) if not any(found == item or found.startswith(f"{item}.") for item in allowed)
    }
    assert not strangers - ({""} if "" in allowed else set())


def test_the_allow_list_saw_imports_at_all() -> None:
    assert sum(len(own(module)) for module in modules()) > 100
    assert "condition" in own("engines.reference")


@pytest.mark.parametrize("package", OUTSIDE)
def test_only_the_named_modules_reach_outside(package: str) -> None:
    reaching = {entry(module) for module in modules() if any(name.split(".")[0] == package for name in imports(module))}
    assert reaching
    assert reaching <= OUTSIDE[package]


def test_nothing_below_the_command_line_knows_the_time_or_the_network() -> None:
    forbidden = {"time", "socket", "urllib.request", "urllib.error", "http", "random"}
    asking = {"now", "today", "utcnow"}
    for module in modules():
        if not module.startswith("cli"):
            assert not {name for name in imports(module) for bad in forbidden if f"{name}.".startswith(f"{bad}.")}
            assert not {node.attr for node in ast.walk(parsed(module)) if isinstance(node, ast.Attribute)} & asking
