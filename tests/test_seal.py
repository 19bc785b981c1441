"""A sealed run is proved years later by making it anew, and a changed byte anywhere is found."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from command import ROOT, Ended, run

ACCEPTANCE = """
acceptances:
  - rule: god-sed/synpunkt-ansvarig
    period: 2022
    key: all
    reason: Styrelsen följer själv upp synpunkterna vid varje möte
    by: styrelsen
    decided_on: 2022-06-17
    for_period_only: true
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: records with their register, an own rule, and a place for the manifest."""
    shutil.copytree(ROOT / "examples" / "vasteras-2022", tmp_path / "year")
    (tmp_path / "year" / "godtaganden.yaml").write_text(ACCEPTANCE, encoding="utf-8")
    (tmp_path / "risk_registers").mkdir()
    shutil.copy(ROOT / "risk_registers" / "vasteras-2022.yaml", tmp_path / "risk_registers")
    for file in (tmp_path / "year").glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("../../risk_registers", "../risk_registers"), "utf-8")
    own = tmp_path / "own"
    (own / "eget").mkdir(parents=True)
    rule = ROOT / "rules" / "nationella-radet" / "eget-kapital-tak.yaml"
    shutil.copy(rule, own / "eget" / "tak.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sealed(*arguments: str) -> Ended:
    ended = run(
        "check", "year", "--as-of", "2026-11-22", "--fail-on", "none", "--rules", "own", "--format", "json:report.json",
        "--seal", "manifest.json", *arguments,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    return ended


def manifest(archive: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((archive / "manifest.json").read_text(encoding="utf-8"))
    return found


def keys(archive: Path, name: str) -> tuple[Path, Path]:
    """A private key and its public one, in PEM files."""
    key = Ed25519PrivateKey.generate()
    private, public = archive / f"{name}.pem", archive / f"{name}-public.pem"
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    public.write_bytes(
        key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return private, public


def test_a_run_that_nobody_has_touched_is_proved(archive: Path) -> None:
    sealed()
    ended = run("verify", "manifest.json", "--lang", "en")
    assert ended.code == 0
    assert ended.out.startswith("Proved: ")
    assert manifest(archive)["runs"][0]["report"]


def test_the_manifest_names_everything_that_was_read(archive: Path) -> None:
    sealed()
    found = manifest(archive)
    names = {item["name"] for item in found["rule_files"]}
    assert {"grade", "coverage", "eget/tak", "parameters/eget-kapital/tak"} <= names
    paths = {item["path"] for item in found["runs"][0]["inputs"]}
    assert paths == {f"year/{file.name}" for file in (archive / "year").iterdir()} | {
        "risk_registers/vasteras-2022.yaml",
        "risk_registers/matrices/vasteras-4x4.yaml",
    }
    assert len(found["runs"][0]["acceptances"]) == 1
    assert found["tool"]["engines"]


def test_the_folder_may_be_moved_with_its_manifest_and_no_path_of_the_machine_is_told(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed()
    assert archive.as_posix() not in (archive / "manifest.json").read_text(encoding="utf-8")
    moved = archive.with_name("moved")
    archive.rename(moved)
    monkeypatch.chdir(ROOT)
    assert run("verify", moved / "manifest.json").code == 0


@pytest.mark.parametrize("file", ["year/kontroll.yaml", "risk_registers/vasteras-2022.yaml"])
def test_a_byte_that_changes_nothing_else_is_found(archive: Path, file: str) -> None:
    sealed()
    path = archive / file
    path.write_bytes(path.read_bytes() + b"\n")
    ended = run("verify", "manifest.json", "--lang", "en")
    assert ended.code == 1
    assert f"differs: the file {file} has changed" in ended.out
    assert "verdicts on year are others" not in ended.out


def test_a_byte_of_a_rule_is_found(archive: Path) -> None:
    sealed()
    path = archive / "own" / "eget" / "tak.yaml"
    path.write_bytes(path.read_bytes() + b"\n")
    # In a process of its own, as a user calls it: a process reads its rules once.
    verify = [sys.executable, "-m", "finsam_control", "verify", "manifest.json", "--lang", "en"]
    ended = subprocess.run(verify, check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "differs: the rule file eget/tak has changed" in ended.stdout


def test_another_verdict_is_told_apart_from_another_file(archive: Path) -> None:
    sealed()
    path = archive / "risk_registers" / "vasteras-2022.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("printed_product: 8", "printed_product: 9")
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    assert "the verdicts on year are others" in run("verify", "manifest.json", "--lang", "en").out


def test_a_changed_acceptance_is_named(archive: Path) -> None:
    sealed()
    path = archive / "year" / "godtaganden.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("vid varje möte", "vid vissa möten"), encoding="utf-8")
    assert "acceptance 1 of year has changed" in run("verify", "manifest.json", "--lang", "en").out


def test_a_file_that_came_later_or_went_is_named(archive: Path) -> None:
    sealed()
    (archive / "year" / "godtaganden.yaml").rename(archive / "year" / "nya-godtaganden.yaml")
    ended = run("verify", "manifest.json", "--lang", "en")
    assert "the file year/godtaganden.yaml is gone" in ended.out
    assert "the file year/nya-godtaganden.yaml was not there" in ended.out


def test_records_that_can_no_longer_be_read_are_not_proved_and_their_files_are_named(archive: Path) -> None:
    sealed()
    (archive / "year" / "kontroll.yaml").write_text("observations: [", encoding="utf-8")
    ended = run("verify", "manifest.json", "--lang", "en")
    assert ended.code == 1
    assert "the file year/kontroll.yaml has changed" in ended.out
    assert "is gone" not in ended.out
    assert "kontroll.yaml" in ended.err


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"as_of": "2026-11-22"', '"as_of": "2026-11-23"'),
        ('"language": "sv"', '"language": "en"'),
        ('"with_acceptances": true', '"with_acceptances": false'),
        ('"outcomes": ', '"outcomes": 1'),
        ('"period": 2022', '"period": 2023'),
    ],
)
def test_a_manifest_that_says_something_else_is_not_proved(archive: Path, was: str, now: str) -> None:
    sealed()
    path = archive / "manifest.json"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")
    assert run("verify", "manifest.json").code == 1


def test_a_manifest_spelt_otherwise_has_been_touched(archive: Path) -> None:
    sealed()
    path = archive / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"sv",', '"sv", '), encoding="utf-8")
    ended = run("verify", "manifest.json", "--lang", "en")
    assert ended.code == 2
    assert "the file has been touched" in ended.err


def test_every_byte_of_a_manifest_counts(archive: Path) -> None:
    sealed()
    path = archive / "manifest.json"
    content = path.read_bytes()
    for place in range(0, len(content), len(content) // 12):
        changed = bytearray(content)
        changed[place] ^= 1
        path.write_bytes(bytes(changed))
        assert run("verify", "manifest.json").code in {1, 2}, content[place - 30 : place + 30]


def test_a_signature_tells_whose_it_is(archive: Path) -> None:
    private, public = keys(archive, "ordforande")
    _, other = keys(archive, "annan")
    sealed("--sign-with", str(private))
    assert run("verify", "manifest.json", "--signed-by", public).code == 0
    assert "signed with the key" in run("verify", "manifest.json", "--lang", "en").out
    ended = run("verify", "manifest.json", "--signed-by", other, "--lang", "en")
    assert ended.code == 1
    assert "another key has signed" in ended.out


def test_a_signature_does_not_fit_a_manifest_made_again(archive: Path) -> None:
    private, _ = keys(archive, "ordforande")
    sealed("--sign-with", str(private))
    path = archive / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-11-22", "2026-11-23"), encoding="utf-8")
    assert "the signature does not fit" in run("verify", "manifest.json", "--lang", "en").out


def test_an_unsigned_manifest_is_no_proof_of_a_signer(archive: Path) -> None:
    _, public = keys(archive, "ordforande")
    sealed()
    ended = run("verify", "manifest.json", "--signed-by", public, "--lang", "en")
    assert ended.code == 1
    assert "the manifest is not signed" in ended.out


def test_what_is_no_key_is_told_with_how_to_make_one(archive: Path) -> None:
    (archive / "nyckel.pem").write_text("ingen nyckel", encoding="utf-8")
    ended = run("check", "year", "--seal", "manifest.json", "--sign-with", "nyckel.pem", "--lang", "en")
    assert ended.code == 2
    assert "openssl genpkey -algorithm ed25519" in ended.err
    assert not (archive / "manifest.json").exists()


def test_the_manifest_cannot_lie_among_what_it_seals(archive: Path) -> None:
    ended = run("check", "year", "--seal", "year/manifest.json")
    assert ended.code == 2
    assert not (archive / "year" / "manifest.json").exists()


@pytest.mark.parametrize("arguments", [("--anonymous",), ("--edition", "public"), ("--format", "json:manifest.json")])
def test_what_does_not_go_with_a_manifest_is_refused_before_anything_is_written(
    archive: Path, arguments: tuple[str, ...]
) -> None:
    assert run("check", "year", "--seal", "manifest.json", *arguments).code == 2
    assert not (archive / "manifest.json").exists()


def test_several_years_are_sealed_as_one_call(archive: Path) -> None:
    shutil.copytree(ROOT / "examples" / "vasteras-2018", archive / "earlier")
    ended = run("check", "year", "earlier", "--as-of", "2026-11-22", "--fail-on", "none", "--seal", "manifest.json")
    assert ended.code == 0
    assert [item["period"] for item in manifest(archive)["runs"]] == [2022, 2018]
    assert run("verify", "manifest.json").code == 0


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"manifest_version": "1.0"}', "\x00", '{"manifest_version": "2.0"}']
)
def test_what_is_no_manifest_is_told_gently(archive: Path, content: str) -> None:
    (archive / "manifest.json").write_text(content, encoding="utf-8")
    ended = run("verify", "manifest.json", "--lang", "en")
    assert ended.code == 2
    assert "manifest.json" in ended.err
