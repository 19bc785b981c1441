"""The wheel works without src/: built, unpacked to an empty folder, and run from there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command import AS_OF, ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's content and nothing else."""
    wheels = tmp_path_factory.mktemp("wheels")
    target = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return target


def run(installed: Path, *arguments: str) -> str:
    """Runs Python with the wheel before everything else on its path, far from the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=installed, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_package_is_the_wheels_own(installed: Path) -> None:
    code = "import finsam_control, pathlib; print(pathlib.Path(finsam_control.__file__).parent.parent)"
    assert run(installed, "-c", code).strip() == str(installed)


def test_rules_registers_and_languages_travel_in_it(installed: Path) -> None:
    package = installed / "finsam_control"
    for folder in ("rules", "risk_registers"):
        shipped = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*.yaml")}
        assert {path.relative_to(package / folder) for path in (package / folder).rglob("*.yaml")} == shipped
    assert (package / "locale" / "sv" / "LC_MESSAGES" / "finsam_control.mo").is_file()
    assert (package / "py.typed").is_file()


def test_it_checks_a_year(installed: Path) -> None:
    year = str(ROOT / "examples" / "good-year")
    assert "TILLRÄCKLIG" in run(installed, "-m", "finsam_control", "check", year, "--as-of", str(AS_OF))
    assert "0 fel" in run(installed, "-m", "finsam_control", "rules", "test")


def test_it_writes_the_page_from_its_own_templates(installed: Path) -> None:
    year = str(ROOT / "examples" / "good-year")
    page = run(installed, "-m", "finsam_control", "check", year, "--as-of", str(AS_OF), "--format", "html")
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
