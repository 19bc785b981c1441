"""The message ids that the code and the templates can say, read from their syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

SOURCES = Path(__file__).parents[1] / "src" / "finsam_control"

#: Calls whose first string is a message id, by the name they end in.
_FIRST = {"N_", "words", "of"}
#: Calls that describe a value that people write: their expectation is the second argument.
_SECOND = {"scalar", "maybe", "refuse"}


def message_ids() -> set[str]:
    """Every sentence of the catalogue that the code names."""
    code = (found for path in SOURCES.rglob("*.py") for found in _ids(ast.parse(path.read_text(encoding="utf-8"))))
    pages = (found for path in SOURCES.rglob("*.jinja") for found in _page_ids(path.read_text(encoding="utf-8")))
    return {*code, *pages}


def _page_ids(template: str) -> Iterator[str]:
    """What a template says with `words("…")`."""
    for call in Environment(autoescape=True).parse(template).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "words":
            first = call.args[0]
            assert isinstance(first, nodes.Const), "a message id is written out, so that it can be found"
            yield first.value


def _ids(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in _FIRST or _is_self(node.func):
            yield from _strings(node.args[:1])
        elif name in _SECOND:
            yield from _strings(node.args[1:2])


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _is_self(function: ast.expr) -> bool:
    """`self("…")` inside Words."""
    return isinstance(function, ast.Name) and function.id == "self"


def _strings(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        for node in [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
