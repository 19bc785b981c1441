"""What a run reads and writes: nothing read is written over, nothing is half-written, nothing is waited for."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self

import pytest

from command import AS_OF, ROOT, Ended, run
from finsam_control.cli import whole_file
from finsam_control.render import formats
from test_seal import keys

YEAR = "vasteras-2018"
HOLDS_WORK = {"csv", "docx", "markdown", "terminal", "xlsx"}
MADE_ANEW = {"html", "json", "junit", "oscal", "overview", "sarif", "trend"}
PROGRAM = (sys.executable, "-m", "finsam_control")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a year, a register and an own rule."""
    shutil.copytree(ROOT / "examples" / YEAR, tmp_path / "year")
    shutil.copytree(ROOT / "risk_registers", tmp_path / "risk_registers")
    own = tmp_path / "own" / "eget"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "rules" / "nationella-radet" / "eget-kapital-tak.yaml", own / "tak.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str | Path) -> Ended:
    return run("check", "year", "--as-of", str(AS_OF), "--fail-on", "none", "--lang", "en", *arguments)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every regular file with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def with_register(desk: Path) -> None:
    (desk / "year" / "register.yaml").write_text("risk_register: {file: ../risk_registers/vasteras-2022.yaml}\n")


class TestWhatIsRead:
    """An input is never written over, with --force or without, whatever the path says."""

    @pytest.mark.parametrize("force", [(), ("--force",)])
    @pytest.mark.parametrize(
        "target",
        [
            "year/forbund.yaml",
            "year/../year/forbund.yaml",
            "risk_registers/vasteras-2022.yaml",
            "own/eget/tak.yaml",
            "earlier.json",
            "key.pem",
            "link.json",
            "hard.json",
        ],
    )
    def test_by_no_format_and_no_manifest(self, desk: Path, target: str, force: tuple[str, ...]) -> None:
        with_register(desk)
        shutil.copytree(ROOT / "examples" / "vasteras-2018", desk / "before")
        text = (desk / "before" / "forbund.yaml").read_text(encoding="utf-8")
        assert "fiscal_year: 2018" in text
        (desk / "before" / "forbund.yaml").write_text(text.replace("fiscal_year: 2018", "fiscal_year: 2017"), "utf-8")
        assert run("check", "before", "--fail-on", "none", "--format", "json:earlier.json").code == 0
        keys(desk, "key")
        (desk / "link.json").symlink_to(desk / "year" / "forbund.yaml")
        (desk / "hard.json").hardlink_to(desk / "year" / "forbund.yaml")
        before = snapshot(desk)
        for arguments in (
            ("--format", f"json:{target}", "--seal", "seal.json", "--sign-with", "key.pem"),
            ("--format", "json:new.json", "--seal", target, "--sign-with", "key.pem"),
        ):
            ended = check("--rules", "own", "--previous", "earlier.json", *arguments, *force)
            assert ended.code == 2, ended
            assert not ended.out
            assert snapshot(desk) == before
        if force and target in {"earlier.json", "key.pem", "own/eget/tak.yaml", "risk_registers/vasteras-2022.yaml"}:
            assert "the run reads this file" in ended.err

    def test_a_shipped_rule_is_an_input_too(self, desk: Path) -> None:
        rules = desk / "rules"
        shutil.copytree(ROOT / "rules", rules)
        code = (
            "import sys; from pathlib import Path; from finsam_control.cli import check, common;"
            "check.shipped_folder = common.shipped_folder = lambda _: Path('rules');"
            "from finsam_control.cli import main; main()"
        )
        target = "rules/grade.yaml"
        before = snapshot(rules)
        done = subprocess.run(
            [sys.executable, "-c", code, "check", "year", "--format", f"json:{target}", "--force"],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
        assert snapshot(rules) == before


class TestWhatStandsThere:
    """A file that holds somebody's work is left alone; what programs read is made anew."""

    def test_every_format_is_one_or_the_other(self) -> None:
        marked = {name for name in formats.names() if formats.load(name).mark is not None}
        assert marked == MADE_ANEW
        assert set(formats.names()) - marked == HOLDS_WORK

    @pytest.mark.parametrize("name", sorted(MADE_ANEW))
    @pytest.mark.parametrize("lang", ["sv", "en"])
    @pytest.mark.usefixtures("desk")
    def test_an_earlier_report_of_the_same_format_is_replaced(self, name: str, lang: str) -> None:
        arguments = ["year", "--as-of", str(AS_OF), "--fail-on", "none", "--format", f"{name}:out"]
        assert run("check", *arguments, "--lang", lang).code == 0
        again = run("check", *arguments, "--edition", "public")
        assert again.code == 0, again.err

    @pytest.mark.parametrize("name", sorted(HOLDS_WORK))
    def test_what_people_go_on_writing_in_is_replaced_when_they_say_so(self, desk: Path, name: str) -> None:
        assert check("--format", f"{name}:out").code == 0
        before = (desk / "out").read_bytes()
        ended = check("--format", f"{name}:out")
        assert ended.code == 2
        assert "--force" in ended.err
        assert check("--format", f"{name}:out", "--force").code == 0
        assert (desk / "out").read_bytes() == before

    def test_no_format_takes_the_place_of_another_or_of_any_file_of_this_project(self, desk: Path) -> None:
        wanted = [argument for name in formats.names() for argument in ("--format", f"{name}:out.{name}")]
        assert check(*wanted, "--seal", "out.manifest").code == 0
        others = [
            path for path in ROOT.rglob("*") if path.is_file() and path.suffix in {".yaml", ".md", ".json", ".svg"}
        ]
        others = [path for path in others if ".venv" not in path.parts and "golden" not in path.parts]
        assert len(others) > 500
        for name in sorted(MADE_ANEW):
            is_earlier = whole_file_mark(name)
            taken = [path.name for path in desk.iterdir() if path.is_file() and is_earlier(path)]
            assert taken == [f"out.{name}"]
            assert not [path for path in others if "reports" not in path.parts and is_earlier(path)]

    def test_an_unsigned_manifest_is_made_anew_and_a_signed_one_is_evidence(self, desk: Path) -> None:
        keys(desk, "key")
        assert check("--seal", "seal.json").code == 0
        assert check("--seal", "seal.json", "--sign-with", "key.pem").code == 0
        before = (desk / "seal.json").read_bytes()
        assert check("--seal", "seal.json").code == 2
        assert (desk / "seal.json").read_bytes() == before
        assert check("--seal", "seal.json", "--force").code == 0

    def test_all_that_stand_in_the_way_are_told_at_once_and_nothing_is_judged(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (desk / "a.json").write_text("mine", encoding="utf-8")
        (desk / "b.html").write_text("mine", encoding="utf-8")
        monkeypatch.setattr("finsam_control.cli.check.judged", lambda *_: pytest.fail("judged in vain"))
        ended = check("--format", "json:a.json", "--format", "html:b.html")
        assert ended.code == 2
        assert "a.json" in ended.err
        assert "b.html" in ended.err

    @pytest.mark.parametrize("force", [(), ("--force",)])
    @pytest.mark.parametrize("kind", ["folder", "pipe", "device", "protected"])
    def test_what_is_no_file_to_write_is_refused(self, desk: Path, kind: str, force: tuple[str, ...]) -> None:
        target = desk / "target"
        match kind:
            case "folder":
                target.mkdir()
            case "pipe":
                os.mkfifo(target)
            case "device":
                target.symlink_to("/dev/null")
            case _:
                assert check("--format", f"json:{target}").code == 0
                target.chmod(0o444)
        before = target.lstat()
        ended = check("--format", f"json:{target}", *force)
        assert ended.code == 2
        assert "target" in ended.err or "/dev/null" in ended.err
        after = target.lstat()
        assert (before.st_ino, before.st_mode, before.st_size) == (after.st_ino, after.st_mode, after.st_size)
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    def test_a_link_is_followed_and_stays_a_link(self, desk: Path) -> None:
        (desk / "archive").mkdir()
        (desk / "report.json").symlink_to(desk / "archive" / "2018.json")
        assert check("--format", "json:report.json").code == 0
        assert (desk / "report.json").is_symlink()
        assert json.loads((desk / "archive" / "2018.json").read_text(encoding="utf-8"))["period"] == 2018

    def test_a_private_report_stays_private(self, desk: Path) -> None:
        assert check("--format", "json:report.json").code == 0
        (desk / "report.json").chmod(0o600)
        assert check("--format", "json:report.json").code == 0
        assert stat.S_IMODE((desk / "report.json").stat().st_mode) == 0o600


def whole_file_mark(name: str) -> Callable[[Path], bool]:
    from finsam_control.cli.taken import is_report  # noqa: PLC0415 -- one test asks it

    return is_report(formats.load(name).mark)


class FullDisk:
    """A file on a disk that takes so many bytes more, counted over every file that is opened."""

    left = 0

    def __init__(self, file: IO[Any]) -> None:
        self.file = file

    def write(self, content: bytes) -> int:
        FullDisk.left -= len(content)
        if FullDisk.left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.file.write(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


class TestHalfWritten:
    """All the files of a call are there, or none; what stood there before stands there still."""

    def wanted(self) -> list[str]:
        return ["--format", "json:a.json", "--format", "html:b.html", "--seal", "seal.json"]

    @pytest.mark.parametrize("room", [0, 100, 50_000, 500_000])
    def test_a_full_disk_leaves_every_file_as_it_was(
        self, desk: Path, room: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert check("--format", "json:a.json").code == 0
        before = snapshot(desk)
        opened = Path.open

        def small(self: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
            file = opened(self, mode, *rest, **named)
            return FullDisk(file) if self.suffix == ".partial" else file

        FullDisk.left = room
        monkeypatch.setattr(Path, "open", small)
        ended = check(*self.wanted())
        monkeypatch.undo()
        assert (ended.code, ended.out) == (2, "")
        assert "No space left on device" in ended.err
        assert snapshot(desk) == before

    @pytest.mark.skipif(os.getuid() != 0 or not Path("/proc/self/ns/mnt").exists(), reason="mounts a small file system")
    def test_a_disk_that_is_really_full(self, desk: Path) -> None:
        disk = desk / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False
        )
        if mounted.returncode:
            pytest.skip("a file system cannot be mounted here")
        try:
            (disk / "a.json").write_text('{"schema_version":"1.0","language":"sv","tool":{"name":"finsam-control"')
            before = snapshot(disk)
            done = subprocess.run(
                [
                    *PROGRAM,
                    "check",
                    "year",
                    "--format",
                    f"json:{disk / 'a.json'}",
                    "--format",
                    f"html:{disk / 'b.html'}",
                ],
                check=False,
                capture_output=True,
                text=True,
            )
            assert (done.returncode, done.stdout) == (2, "")
            assert "No space left on device" in done.stderr
            assert snapshot(disk) == before
            assert [path.name for path in disk.iterdir()] == ["a.json"]
        finally:
            subprocess.run([shutil.which("umount") or "umount", str(disk)], check=True)

    def test_a_folder_that_may_not_be_written_to(self, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The tests may run as root, to whom no folder is closed; so the system's answer is given here."""

        def closed(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        before = snapshot(desk)
        monkeypatch.setattr(Path, "open", closed_for_partial(Path.open, closed))
        ended = check(*self.wanted())
        monkeypatch.undo()
        assert ended.code == 2
        assert "Permission denied" in ended.err
        assert snapshot(desk) == before

    @pytest.mark.parametrize("moment", ["while it is written", "before it is put in place"])
    def test_an_interruption_leaves_nothing(self, desk: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
        assert check("--format", "json:a.json").code == 0
        before = snapshot(desk)

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        if moment == "while it is written":
            monkeypatch.setattr(os, "fsync", interrupted)
        else:
            monkeypatch.setattr(whole_file.Staged, "put", interrupted)
        ended = check(*self.wanted())
        monkeypatch.undo()
        assert (ended.code, ended.out) == (130, "")
        assert "ingen bedömning" in ended.err
        assert snapshot(desk) == before

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    @pytest.mark.parametrize("years", [1, 24])
    def test_a_signal_to_a_real_run_leaves_nothing(self, desk: Path, number: signal.Signals, years: int) -> None:
        if signal.getsignal(number) == signal.SIG_IGN:
            pytest.skip(f"{number.name} is ignored where the tests were started, and then by every program below them")
        before = snapshot(desk)
        command = [*PROGRAM, "check", *["year"] * years, "--format", "json:a.json"]
        # Two seconds of work, interrupted after half of one: whether Python or the run was met, no file is left.
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            time.sleep(0.5 if years == 1 else 1.5)
            os.killpg(process.pid, number)
            out, err = process.communicate(timeout=60)
        # A loaded machine may meet Python before the first line of ours, which then ends as Python does.
        assert process.returncode in {128 + number, -number}
        assert not out
        assert err.count("Traceback") <= (process.returncode == -number)
        assert snapshot(desk) == before

    def test_two_runs_at_once_share_no_unfinished_file(self, desk: Path) -> None:
        command = [*PROGRAM, "check", "year", "--as-of", str(AS_OF), "--fail-on", "none", "--format", "json:a.json"]
        for _ in range(2):
            both = [subprocess.Popen([*command, "--seal", "seal.json"]) for _ in range(2)]
            assert [process.wait(timeout=120) for process in both] == [0, 0]
            assert json.loads((desk / "a.json").read_bytes())["period"] == 2018
            assert run("verify", "seal.json").code == 0
        assert not list(desk.rglob("*.partial"))

    def test_a_stdout_that_is_full_is_no_verdict(self, desk: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([*PROGRAM, "check", "year"], check=False, stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert desk.is_dir()


def closed_for_partial(opened: Callable[..., Any], closed: Callable[..., Any]) -> Callable[..., Any]:
    def answer(self: Path, *rest: Any, **named: Any) -> Any:
        return (closed if self.suffix == ".partial" else opened)(self, *rest, **named)

    return answer


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


SECONDS = 30


@pytest.fixture
def in_time() -> Iterator[None]:
    """A test that waits for a pipe or reads a device to its end fails, and does not hang."""

    def late(*_: object) -> None:
        pytest.fail("waited for what never comes")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("in_time")
class TestWhatIsNoFile:
    """Pipes, devices, links and files without an end."""

    @pytest.mark.parametrize("named", ["pipe", "/dev/zero", "/dev/null", "year"])
    @pytest.mark.parametrize(
        "command",
        [
            ("check", "{}"),
            ("check", "year", "--previous", "{}"),
            ("check", "year", "--seal", "new.json", "--sign-with", "{}"),
            ("verify", "{}"),
            ("verify", "seal.json", "--signed-by", "{}"),
            ("diff", "{}", "{}"),
            ("risk", "score", "{}"),
            ("risk", "lint", "{}"),
            ("risk", "import", "{}", "new.yaml"),
            ("explain", "nationella-radet/eget-kapital-tak", "{}"),
            ("remarks", "{}"),
        ],
        ids=" ".join,
    )
    def test_where_a_file_belongs_is_refused(
        self, desk: Path, pipe: Path, command: tuple[str, ...], named: str
    ) -> None:
        if named == "year" and command[0] in {"check", "explain", "remarks"} and command[-1] == "{}" != command[-2]:
            pytest.skip("a folder is what belongs there")
        assert check("--seal", "seal.json").code == 0
        before = snapshot(desk)
        ended = run(*(part.format(pipe if named == "pipe" else named) for part in command))
        assert ended.code == 2, ended
        assert not ended.out or command[0] == "explain", "explain shows the rule first"
        assert snapshot(desk) == before

    def test_among_the_records_is_named_and_never_opened(self, desk: Path) -> None:
        os.mkfifo(desk / "year" / "ror.yaml")
        (desk / "year" / "enhet.yaml").symlink_to("/dev/zero")
        (desk / "year" / "bruten.yaml").symlink_to("nowhere")
        (desk / "year" / "mapp.yaml").mkdir()
        ended = check("--format", "json")
        assert ended.code == 0, ended.err
        said = [notice["text"] for notice in json.loads(ended.out)["notices"] if notice["code"] == "unlisted_file"]
        assert [name for name in ("bruten", "enhet", "mapp", "ror") if not any(name in text for text in said)] == []

    @pytest.mark.parametrize("kind", ["pipe", "device", "absolute", "folder"])
    def test_as_a_register_is_refused(self, desk: Path, pipe: Path, kind: str) -> None:
        named = {
            "pipe": "../pipe",
            "device": "../../../../../../../../dev/zero",
            "absolute": str(desk / "risk_registers" / "vasteras-2022.yaml"),
            "folder": "../risk_registers",
        }[kind]
        (desk / "year" / "register.yaml").write_text(f"risk_register: {{file: {named}}}\n", encoding="utf-8")
        ended = check()
        assert ended.code == 2
        assert "register.yaml:1" in ended.err
        assert pipe.is_fifo()

    def test_a_rule_folder_with_a_pipe_is_refused(self, desk: Path) -> None:
        os.mkfifo(desk / "own" / "eget" / "ror.yaml")
        assert check("--rules", desk / "own").code == 2

    def test_a_record_that_links_out_of_the_folder_is_refused(self, desk: Path) -> None:
        shutil.move(desk / "year" / "forbund.yaml", desk / "elsewhere.yaml")
        (desk / "year" / "forbund.yaml").symlink_to(desk / "elsewhere.yaml")
        ended = check()
        assert ended.code == 2
        assert "a link out of the folder" in ended.err
        (desk / "year" / "forbund.yaml").unlink()
        shutil.move(desk / "elsewhere.yaml", desk / "year" / "forbund.txt")
        (desk / "year" / "forbund.yaml").symlink_to("forbund.txt")
        assert check().code == 0, "a link within the folder is as good as the file"
        (desk / "linked").symlink_to(desk / "year")
        assert run("check", "linked", "--fail-on", "none").code == 0, "and so is a link to the folder"

    @pytest.mark.parametrize(
        "command",
        [
            ("check", "large.yaml"),
            ("check", "records"),
            ("check", "year", "--previous", "large.yaml"),
            ("verify", "large.yaml"),
            ("risk", "score", "large.yaml"),
            ("risk", "import", "large.csv", "new.yaml"),
            ("risk", "import", "large.xlsx", "new.yaml"),
        ],
        ids=" ".join,
    )
    def test_two_gigabytes_are_refused_unread(self, desk: Path, command: tuple[str, ...]) -> None:
        large = desk / "large.yaml"
        with large.open("wb") as file:
            file.truncate(2 << 30)
        (desk / "records").mkdir()
        for other in ("records/large.yaml", "large.csv", "large.xlsx"):
            (desk / other).hardlink_to(large)
        code = (
            "import resource, subprocess, sys;"
            "done = subprocess.run(sys.argv[1:], capture_output=True, text=True);"
            "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024);"
            "print(done.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *PROGRAM, *command, "--lang", "en"], check=True, capture_output=True, text=True
        )
        ended, megabytes = map(int, done.stdout.split("\n")[0].split())
        assert ended == 2
        assert "2147483648 bytes" in done.stdout
        assert megabytes < 200

    @pytest.mark.parametrize("depth", [31, 1_000, 100_000])
    def test_deep_nesting_is_refused(self, desk: Path, depth: int) -> None:
        (desk / "year" / "djup.yaml").write_text("remark: " + "[" * depth + "]" * depth, encoding="utf-8")
        assert check().code == 2
        (desk / "deep.json").write_text("[" * depth + "]" * depth, encoding="utf-8")
        assert check("--previous", "deep.json").code == 2

    @pytest.mark.parametrize("encoding", ["cp437", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_records_in_another_encoding_are_refused_and_never_misread(self, desk: Path, encoding: str) -> None:
        path = desk / "year" / "forbund.yaml"
        text = path.read_text(encoding="utf-8")
        assert "ö" in text
        path.write_bytes(text.encode(encoding, errors="replace"))
        ended = check()
        assert ended.code == 2
        assert "forbund.yaml" in ended.err

    def test_a_byte_order_mark_and_the_line_ends_of_windows_change_no_verdict(self, desk: Path) -> None:
        def verdicts() -> list[tuple[str, ...]]:
            found = json.loads(check("--format", "json").out)["outcomes"]
            return [(item["key"], item["outcome"], item["fingerprint"]) for item in found]

        plain = verdicts()
        for path in (desk / "year").glob("*.yaml"):
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        assert verdicts() == plain

    def test_the_sealed_hash_is_of_what_was_judged_though_the_file_changes_meanwhile(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each file is read once; what is written to it while it is judged is in neither the verdict nor the hash."""
        path = desk / "year" / "forbund.yaml"
        judged = path.read_bytes()
        from finsam_control.reading import strict_yaml  # noqa: PLC0415 -- broken open here alone

        parse = strict_yaml.parse

        def meanwhile(content: bytes, file: str) -> strict_yaml.Parsed:
            path.write_bytes(judged + b"# changed while it was read\n")
            return parse(content, file)

        with monkeypatch.context() as broken:
            broken.setattr(strict_yaml, "parse", meanwhile)
            assert check("--seal", "seal.json").code == 0
        (found,) = json.loads((desk / "seal.json").read_text(encoding="utf-8"))["runs"]
        hashes = {item["path"]: item["sha256"] for item in found["inputs"]}
        assert hashes["year/forbund.yaml"] == hashlib.sha256(judged).hexdigest()
        ended = run("verify", "seal.json", "--lang", "en")
        assert ended.code == 1
        assert "forbund.yaml" in ended.out
