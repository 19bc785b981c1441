"""A year whose records try everything that the reader lets in: markup, script, formulas, turned letters, a megabyte.

Control characters are refused when the records are read; a format that must not trust that is given CONTROLS itself.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from command import ROOT

SCRIPT = "</script></style></title><script>document.title='owned'</script>"
IMAGE = '<img src="https://example.invalid/x.png" onerror="document.title=\'owned\'">'
FORMULA = '=HYPERLINK("https://example.invalid","x")'
TEMPLATE = "{{ 7 * 7 }} ${7*7} {% raw %}"
LINK = "[öppna bilagan](https://example.invalid) {0} {{ insert: param, x }}"
TURNED = "\u202eesrever\u2066 \u200f"
CONTROLS = "\x1b[31mröd\x1b]8;;https://example.invalid\x1b\\ \x00 \x07 \x7f \x9b2J"
HOSTILE = f"Elak {SCRIPT}{IMAGE}{TEMPLATE}{LINK}{TURNED} ]]> ' \" & | `x`"
LONG = "Å" * 1_000_000


def hostile_year(folder: Path) -> Path:
    """The made-up year with the most deviations, its texts replaced, in a folder of its own."""
    year = folder / "examples" / "broken-2024"
    shutil.copytree(ROOT / "examples" / "broken-2024", year)
    register = folder / "risk_registers" / "broken-2024.yaml"
    shutil.copytree(ROOT / "risk_registers", register.parent)
    replace(year / "forbund.yaml", "name: Samordningsförbundet Trassel", f"name: {quoted(HOSTILE)}")
    replace(year / "styrelse.yaml", "Eva Mall", quoted(HOSTILE))
    replace(year / "ekonomi.yaml", "Eva Mall", quoted(HOSTILE))
    replace(year / "budget.yaml", "label: Individinsatser", f"label: {quoted(FORMULA)}")
    replace(year / "mal.yaml", "text: Minst 60 handläggare deltar i förbundets utbildningsdagar", f"text: {LONG}")
    replace(register, "process: Attest och utbetalning", f"process: {quoted(HOSTILE)}")
    return year


def quoted(text: str) -> str:
    """The text as YAML writes it in double quotes."""
    return json.dumps(text, ensure_ascii=True)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} no longer says {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")
