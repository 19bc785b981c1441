"""What the README and CONTRIBUTING say is run: their commands, the quoted rule, the findings.

`pytest tests/test_readme.py --rewrite-golden` writes the quoted rule anew between its markers.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from command import REAL_YEARS, ROOT, report, run
from finsam_control.cli.app import app
from finsam_control.cli.risk import command as risk
from finsam_control.render import formats
from finsam_control.report import OutcomeInfo
from finsam_control.rule import CAPS, SEVERITIES, OutcomeKind
from finsam_control.words import Words

README = ROOT / "README.md"
DOCUMENTS = (README, ROOT / "CONTRIBUTING.md")
SV = Words("sv")

#: The form of commands that install something or change the shell; running them would prove nothing here.
INSTALLING = re.compile(
    r"sudo apt-get install( [a-z0-9-]+)+|python3 -m venv \.venv|\. \.venv/bin/activate|pip install \."
)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
FENCE = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"# exit (\d)\s*$")
FILE = re.compile(r"^<!-- file: (\S+) -->\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RULE = re.compile(r"(?<=^<!-- rule: )(\S+)( -->\n```yaml\n)(.*?)(?=^```\n<!-- end -->$)", re.MULTILINE | re.DOTALL)
YEAR = re.compile(r"^\*\*(\w+ \d{4})\*\*.*?\n\n((?:- .*\n)+)", re.MULTILINE)
CITED = re.compile(r"`([a-z-]+/[a-z0-9-]+)`")
#: An amount or share as the reports in English print it.
FIGURE = re.compile(r"−?\d[\d,.]*\d (?:thousand kr|kr|%)(?!\w)")


@dataclass(frozen=True)
class Shown:
    """A command line as a document shows it, and the exit code that it promises (0 where nothing is said)."""

    document: str
    line: str
    code: int


def shown() -> list[Shown]:
    """Each line of a `sh` block, and each line after `$ ` of any block."""
    found = []
    for document in DOCUMENTS:
        for block in FENCE.finditer(document.read_text(encoding="utf-8")):
            for line in block[2].splitlines():
                command = line.strip().removeprefix("$ ")
                if command and (block[1] == "sh" or line.strip().startswith("$ ")):
                    said = EXIT.search(command)
                    found.append(Shown(document.name, command, int(said[1]) if said else 0))
    return found


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the repository's root that may be written to, with the files that the README asks to be saved."""
    for name in ("examples", "rules", "risk_registers"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name, content in FILE.findall(README.read_text(encoding="utf-8")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("command", shown(), ids=lambda command: f"{command.document}: {command.line}")
def test_a_command_that_is_shown_does_what_is_said(command: Shown) -> None:
    program, *arguments = shlex.split(command.line, comments=True)
    match program:
        case "finsam-control":
            ended = run(*arguments)
            assert ended.code == command.code, ended.err or ended.out
        case "make":
            targets = TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
            assert arguments
            assert set(arguments) <= set(targets)
        case "pytest":
            assert (ROOT / arguments[0]).is_file()
        case _:
            assert INSTALLING.fullmatch(shlex.join([program, *arguments])), command.line


def test_commands_of_every_sort_were_seen() -> None:
    programs = [command.line.split()[0] for command in shown() if command.document == "README.md"]
    assert set(programs) == {"finsam-control", "make", "."}
    assert programs.count("finsam-control") > 8
    assert {command.code for command in shown()} >= {0, 1}


def quoted(pattern: re.Pattern[str], fresh: str, *, rewrite: bool) -> None:
    """The last group of the only match is what it should be, or is made so."""
    text = README.read_text(encoding="utf-8")
    (found,) = pattern.finditer(text)
    start, end = found.span(pattern.groups)
    if rewrite:
        README.write_text(text[:start] + fresh + text[end:], encoding="utf-8")
    else:
        assert text[start:end] == fresh, "run pytest tests/test_readme.py --rewrite-golden"


def test_the_quoted_rule_is_the_one_of_the_rulebook(rewrite_golden: bool) -> None:  # noqa: FBT001 -- a fixture
    (found,) = RULE.finditer(README.read_text(encoding="utf-8"))
    quoted(RULE, (ROOT / "rules" / f"{found[1]}.yaml").read_text(encoding="utf-8"), rewrite=rewrite_golden)


def years() -> dict[str, list[str]]:
    """The findings that the README tells, a line each, by the folder of their year."""
    slug = str.maketrans({" ": "-", "ä": "a", "å": "a", "ö": "o"})
    text = README.read_text(encoding="utf-8")
    return {name.lower().translate(slug): lines.splitlines() for name, lines in YEAR.findall(text)}


def test_all_five_years_are_told() -> None:
    assert tuple(years()) == REAL_YEARS


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("year", REAL_YEARS)
def test_the_findings_told_of_a_year_are_those_found(year: str) -> None:
    found: dict[str, list[dict[str, Any]]] = {}
    for item in report(Path("examples", year), "--lang", "en")["outcomes"]:
        if item["outcome"] == "violated":
            found.setdefault(item["rule"], []).append(item)
    told = years()[year]
    assert {rule for line in told for rule in CITED.findall(line)} == set(found)
    for line in told:
        messages = " ".join(item["message"] for rule in CITED.findall(line) for item in found[rule])
        figures = FIGURE.findall(line)
        assert all(figure in messages.replace("\u00a0", " ") for figure in figures), (line, messages)


def test_the_example_shows_a_finding_and_what_is_unknown(checkout: Path) -> None:
    found = report(checkout / "mitt-forbund-2025")
    kinds = {item["rule"]: item["outcome"] for item in found["outcomes"]}
    assert [rule for rule, kind in kinds.items() if kind == "violated"] == ["lkbr/08-1-kassaflodesanalys"]
    assert kinds["lkbr/10-1-driftredovisning"] == "not_assessable"
    assert kinds["finsamlagen/10-delegationsbeslut-anmalt"] == "not_applicable"
    assert kinds["god-sed/tryckta-summor"] == kinds["god-sed/belopp-i-text"] == "passed"


def test_every_format_and_command_is_named() -> None:
    text = README.read_text(encoding="utf-8")
    assert not [name for name in formats.names() if f"`{name}`" not in text]
    commands = [name for name in app.list_commands(click.Context(app)) if name != "risk"]
    commands += [f"risk {name}" for name in risk.commands]
    assert not [name for name in commands if not re.search(rf"^\| .*`{name}\b", text, re.MULTILINE)]


def test_the_words_of_the_report_are_the_tools() -> None:
    text = README.read_text(encoding="utf-8")
    for kind in get_args(OutcomeKind):
        assert f"| `{kind}` | {SV.outcome(kind, 'law')}" in text
    for severity in SEVERITIES:
        assert f"| `{severity}` | {SV.severity(severity)} |" in text
    for norm, severity in CAPS.items():
        (row,) = (line for line in text.splitlines() if line.startswith(f"| `{severity}` |"))
        assert SV.norm(norm) in row
    assert set(OutcomeInfo.model_fields) >= {"rule", "message", "why", "remedy", "places"}
