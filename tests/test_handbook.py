"""The handbook is followed as a reader would: its files are saved, its commands run, in the order they stand.

`pytest tests/test_handbook.py --rewrite-golden` writes the printed excerpts anew between their markers.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from command import ROOT, run

HANDBOOK = ROOT / "docs" / "handbok.md"
#: The form of commands that install something; running them would prove nothing here.
PREPARING = re.compile(r"sudo apt-get install( [a-z0-9-]+)+|make install|\. \.venv/bin/activate")
#: A file to save, a block of commands, or an excerpt of what the last command printed.
STEP = re.compile(
    r"^<!-- file: (?P<file>\S+) -->\n```(?:yaml|text)\n(?P<content>.*?)^```$"
    r"|^```sh\n(?P<commands>.*?)^```$"
    r"|^<!-- utdrag: (?P<lines>\d+) rader från \"(?P<start>[^\"\n]+)\" -->\n"
    r"```text\n(?P<printed>.*?)^```\n<!-- slut -->$",
    re.MULTILINE | re.DOTALL,
)
ENDING = re.compile(r"# slutkod (\d)\s*$")
ANCHOR = re.compile(r"^- \[(?P<title>[^]]+)\]\(#[^)]+\)$", re.MULTILINE)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass
class Walk:
    """The handbook followed from its first line to its last."""

    text: str
    rewritten: str = ""
    saved: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    printed: str = ""

    def follow(self) -> Walk:
        end = 0
        for step in STEP.finditer(self.text):
            self.rewritten += self.text[end : step.start()]
            self.rewritten += self._excerpt(step) if step["lines"] else step[0]
            end = step.end()
            if step["file"]:
                self._save(Path(step["file"]), step["content"])
            for line in (step["commands"] or "").splitlines():
                self._run(line)
        self.rewritten += self.text[end:]
        return self

    def _save(self, path: Path, content: str) -> None:
        path.write_text(content, encoding="utf-8")
        self.saved.append(str(path))

    def _run(self, line: str) -> None:
        program, *arguments = shlex.split(line, comments=True)
        if program == "mkdir":
            Path(*arguments).mkdir()
            return
        if program != "finsam-control":
            if not PREPARING.fullmatch(shlex.join([program, *arguments])):
                self.faults.append(f"no way to run: {line}")
            return
        said = ENDING.search(line)
        ended = run(*arguments)
        if ended.code != (int(said[1]) if said else 0):
            self.faults.append(f"{line}: ended with {ended.code}\n{ended.err or ended.out}")
        self.ran.append(" ".join(arguments))
        self.printed = ended.out + ended.err

    def _excerpt(self, step: re.Match[str]) -> str:
        """The excerpt as it should be: so many lines from the first that begins so."""
        lines = [line.rstrip() for line in self.printed.splitlines()]
        first = next((number for number, line in enumerate(lines) if line.startswith(step["start"])), None)
        if first is None:
            self.faults.append(f"nothing printed begins with {step['start']}")
            return step[0]
        fresh = "\n".join(lines[first : first + int(step["lines"])]) + "\n"
        return step[0].replace(f"```text\n{step['printed']}```", f"```text\n{fresh}```")


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    monkeypatch.chdir(tmp_path)
    return Walk(HANDBOOK.read_text(encoding="utf-8")).follow()


def test_each_command_ends_as_is_said_and_each_excerpt_is_what_it_printed(
    walk: Walk,
    rewrite_golden: bool,  # noqa: FBT001 -- a fixture
) -> None:
    assert not walk.faults, "\n".join(walk.faults)
    if rewrite_golden:
        HANDBOOK.write_text(walk.rewritten, encoding="utf-8")
    else:
        assert walk.rewritten == walk.text, "run pytest tests/test_handbook.py --rewrite-golden"


def test_the_first_day_goes_all_the_way(walk: Walk) -> None:
    commands = " ".join(walk.ran)
    for word in (
        "explain", "risk score", "risk matrix", "risk compare", "remarks", "calendar", "authority", "html:", "--seal",
        "verify", "--previous", "diff", "--anonymous", "intake", "init",
        "trace", "sample evaluate", "overview:", "trend:", "--no-acceptances",
    ):  # fmt: skip
        assert word in commands
    assert Path("rapport-2025.html").is_file()
    assert Path("mitt-forbund-2025/intyg.yaml").is_file()
    assert walk.text.count("```") == 2 * (len(list(STEP.finditer(walk.text)))), "a block that no test sees"


def test_a_reader_is_told_where_to_save_each_file(walk: Walk) -> None:
    assert walk.saved
    for name in walk.saved:
        before = walk.text.split(f"<!-- file: {name} -->")[0]
        assert f"`{name}`" in before.rsplit("\n\n", 2)[-2], name


def test_the_contents_list_every_chapter() -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    assert ANCHOR.findall(text) == HEADING.findall(text)
