"""A format is a module of one folder: found by name, imported when asked for, refused before anything is judged."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from command import AS_OF, ROOT, run
from finsam_control.render import formats
from test_architecture import imports

GOOD = ROOT / "examples" / "good-year"
Add = Callable[[str, str], None]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Puts a module beside the formats for the length of a test."""
    folder = tmp_path / "formats"
    folder.mkdir()
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(folder)])

    def write(name: str, code: str) -> None:
        monkeypatch.delitem(sys.modules, f"{formats.__name__}.{name}", raising=False)
        (folder / f"{name}.py").write_text(code, encoding="utf-8")

    return write


def check(*arguments: str | Path) -> tuple[int, str, str]:
    ended = run("check", GOOD, "--as-of", str(AS_OF), *arguments)
    return ended.code, ended.out, ended.err


def test_a_module_put_in_the_folder_is_a_format_and_nothing_else_names_it(add: Add, tmp_path: Path) -> None:
    assert "'short'" in check("--format", "short")[2]
    add(
        "short",
        "MEDIA = 'document'\ndef render(report, words):\n    return f'{report.entity.name}: {words(\"met\")}\\n'\n",
    )
    assert "short" in formats.names()
    assert check("--format", "short") == (0, "Samordningsförbundet Lysande: uppfyllt\n", "")
    check("--format", f"short:{tmp_path / 'a.txt'}")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "Samordningsförbundet Lysande: uppfyllt\n"


def test_bytes_go_to_a_file_as_they_are_and_never_to_stdout(add: Add, tmp_path: Path) -> None:
    add("raw", "MEDIA = 'binary'\ndef render(report, words):\n    return b'PK\\x00\\xff\\r\\n'\n")
    code, out, err = check("--format", "raw")
    assert (code, out) == (2, "")
    assert "raw:report.raw" in err
    assert check("--format", f"raw:{tmp_path / 'a.raw'}") == (0, "", "")
    assert (tmp_path / "a.raw").read_bytes() == b"PK\x00\xff\r\n"


@pytest.mark.parametrize("media", ["document", "binary"])
def test_what_holds_one_report_is_not_given_two(add: Add, tmp_path: Path, media: str) -> None:
    add("one", f"MEDIA = {media!r}\ndef render(report, words):\n    return ''\n")
    code, out, err = check(ROOT / "examples" / "broken-2024", "--format", f"one:{tmp_path / 'a'}")
    assert (code, out) == (2, "")
    assert "one by one" in err
    assert not (tmp_path / "a").exists()


def test_a_missing_library_stops_with_the_line_that_installs_it_before_anything_is_judged(
    add: Add, tmp_path: Path
) -> None:
    add("heavy", "import no_such_library.part\nMEDIA = 'document'\n")
    code, out, err = check(tmp_path / "no-such-year", "--format", "terminal", "--format", f"heavy:{tmp_path / 'a'}")
    assert (code, out) == (2, "")
    assert err == "heavy behöver en del som inte är installerad: pip install 'finsam-control[report]'\n"


def test_a_missing_module_of_our_own_is_no_missing_library(add: Add) -> None:
    add("broken", "import finsam_control.no_such_module\n")
    with pytest.raises(ModuleNotFoundError):
        check("--format", "broken")


def test_one_format_has_stdout_to_itself() -> None:
    code, out, err = check("--format", "terminal", "--format", "json")
    assert (code, out) == (2, "")
    assert "json:report.json" in err


def test_every_library_of_a_format_is_in_the_core_or_in_the_extra_that_the_message_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"][formats.EXTRA]]
    installed = {match[0].lower() for line in listed if (match := re.match(r"[\w-]+", line))}
    owners = packages_distributions()
    used = {package for name in formats.names() for package in packages(f"render.formats.{name}")}
    assert "rich" in used
    assert {package for package in used if not {owner.lower() for owner in owners[package]} & installed} == set()


def packages(module: str) -> set[str]:
    """The packages of others that a module imports."""
    found = {name.split(".")[0] for name in imports(module)}
    return found - {"finsam_control"} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_and_version_import_no_library_of_a_format(arguments: list[str]) -> None:
    code = (
        "import sys; from finsam_control.cli import main\n"
        "try:\n    main()\nfinally:\n    print(sorted({'jinja2', 'xlsxwriter', 'docx', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    assert done.stdout.endswith("[]\n")
