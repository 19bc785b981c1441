"""The strict readers: every mistake of the gallery is told with its place, and good records keep what they say.

A case of `bad_input` is a file or a folder. Its comments say which faults are expected, one a line:
`# expect: [FILE:]LINE [POINTER][, no example]`. FILE is the file that the comment stands in unless it is named,
`.` is the folder as a whole; LINE 0 is a whole file or folder.
"""

from __future__ import annotations

import codecs
import hashlib
import itertools
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from finsam_control.cli.app import app
from finsam_control.day import parse_day
from finsam_control.dossier import read
from finsam_control.message import Fault, UnreadableError
from finsam_control.reading import strict_yaml
from finsam_control.records import base
from finsam_control.records.base import SAKNAS
from finsam_control.register_files import read_register
from finsam_control.render import faults as fault_pages
from finsam_control.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Write = Callable[[dict[str, str | bytes]], Path]

HERE = Path(__file__).parent
EXAMPLES = sorted(path for path in (HERE.parent / "examples").iterdir() if path.is_dir())
CASES = sorted((HERE / "bad_input").iterdir())
AS_OF = ("--as-of", "2026-03-31")

ENTITY = "entity:\n  name: Samordningsförbundet Exempel\nfiscal_year: 2022\n"

_EXPECT = re.compile(r"# expect: (?:([\w./]+):)?(\d+)(?: (/\S*?))?(, no example)?\n")
_LINES = re.compile(r"# Lines? ([\d, and]+)[: ]")

each_case = pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)


@dataclass(frozen=True, order=True)
class Expected:
    """A fault that a case announces."""

    file: str
    line: int
    pointer: str
    has_example: bool

    @classmethod
    def of(cls, fault: Fault) -> Expected:
        return cls(fault.file, fault.line, fault.pointer, bool(fault.example))


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return content.decode("utf-16" if content.startswith(codecs.BOM_UTF16) else "latin-1")


def files_of(case: Path) -> Iterator[Path]:
    return (path for path in sorted([case, *case.rglob("*")]) if path.is_file())


def expected_in(path: Path, case: Path) -> Iterator[Expected]:
    for name, line, pointer, bare in _EXPECT.findall(text_of(path)):
        file = case if name == "." else case / name if name else path
        yield Expected(file.as_posix(), int(line), pointer, not bare)


def expected_of(case: Path) -> list[Expected]:
    return sorted(itertools.chain.from_iterable(expected_in(path, case) for path in files_of(case)))


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(UnreadableError) as refusal:
        read(path)
    return refusal.value.faults


def told(path: Path) -> str:
    return fault_pages.render(faults_of(path), Words("en"))


# The gallery


def test_the_gallery_is_not_empty() -> None:
    assert len(CASES) > 100


@each_case
def test_a_mistake_is_introduced_by_what_is_wrong_and_on_which_line(case: Path) -> None:
    announced = expected_of(case)
    assert announced
    for path in files_of(case):
        first = text_of(path).partition("\n")[0]
        lines = {fault.line for fault in announced if fault.file == path.as_posix() and fault.line}
        stated = _LINES.match(first)
        if path.read_bytes():
            assert first.startswith(("# Line", "# The whole ", "# Nothing is wrong here"))
        if lines and path.read_bytes():
            assert stated is not None
            assert {int(line) for line in re.findall(r"\d+", stated[1])} == lines


@each_case
def test_a_mistake_is_refused_with_the_file_line_and_pointer_of_every_fault(case: Path) -> None:
    assert sorted(Expected.of(fault) for fault in faults_of(case)) == expected_of(case)


def test_of_thousands_of_faults_the_first_are_told_and_how_many_are_left(tmp_path: Path) -> None:
    unknown = "".join(f"okand{number}: 1\n" for number in range(5_000))
    (tmp_path / "kontroll.yaml").write_text(f"{ENTITY}{unknown}", encoding="utf-8")
    blocks = told(tmp_path).split("\n\n")
    assert len(blocks) == 202
    assert "okand199" in blocks[199]
    assert blocks[200:] == ["+4800 more", "5000 faults; nothing was judged.\n"]


@each_case
def test_a_fault_says_what_was_found_and_what_is_expected(case: Path) -> None:
    for language in ("sv", "en"):
        words = Words(language)
        for fault in faults_of(case):
            for said in (words.say(fault.found), words.say(fault.expected)):
                assert said.strip()
                assert not re.search(r"\{\w+\}", said), "a value is missing from the sentence"


@each_case
def test_the_command_line_refuses_a_mistake_in_good_order(case: Path, tmp_path: Path) -> None:
    formats = ["--format", "json", "--format", f"json:{tmp_path / 'findings.json'}"]
    result = CliRunner().invoke(app, ["check", str(case), *AS_OF, *formats])
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert not result.stdout
    assert "Traceback" not in result.stderr
    for fault in expected_of(case):
        where = f"{fault.file}:{fault.line}" if fault.line else fault.file
        assert f"{where}  {fault.pointer}".rstrip() in result.stderr.splitlines()
    assert not list(tmp_path.iterdir())


def test_a_real_process_ends_with_2_and_a_quiet_stdout(tmp_path: Path) -> None:
    program = "from finsam_control.cli import main; main()"
    case = HERE / "bad_input" / "several_mistakes.yaml"
    arguments = ["check", str(case), *AS_OF, "--format", f"json:{tmp_path / 'findings.json'}"]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=False)
    assert done.returncode == 2
    assert not done.stdout
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert all(f":{fault.line}  {fault.pointer}\n" in said for fault in expected_of(case))
    assert not list(tmp_path.iterdir())


# What faults say


def test_a_near_miss_is_told_the_right_key_alone(folder: Write) -> None:
    text = told(folder({"forbund.yaml": f"{ENTITY}meetigns:\n  complete: true\n"}))
    assert "unknown key `meetigns`" in text
    assert "one of these keys: meetings\n" in text


def test_an_unknown_key_far_from_all_is_told_every_key_there_is(folder: Write) -> None:
    text = told(folder({"forbund.yaml": "entity:\n  name: Exempel\n  colour: blue\nfiscal_year: 2022\n"}))
    assert "one of these keys: employees, employees_last_year, formed_on, name, org_number, remark, source\n" in text


def test_a_word_outside_an_enumeration_is_told_all_its_words(folder: Write) -> None:
    text = told(folder({"forbund.yaml": f"{ENTITY}members:\n  items:\n    - {{name: Köping, kind: komun}}\n"}))
    assert "one of: forsakringskassan, arbetsformedlingen, region, kommun\n" in text
    assert "example: kind: forsakringskassan\n" in text


@pytest.mark.parametrize(("nested", "shown"), [("[a, b]", "a list"), ("{a: b}", "keys with values")])
def test_what_stands_where_text_belongs_is_told_in_words(folder: Write, nested: str, shown: str) -> None:
    text = told(folder({"forbund.yaml": f"entity:\n  name: {nested}\nfiscal_year: 2022\n"}))
    assert f"found: {shown}\n" in text


def test_a_long_value_is_shown_by_its_beginning(folder: Write) -> None:
    text = told(folder({"forbund.yaml": f"{ENTITY}members:\n  complete: {'ja ' * 1000}\n"}))
    assert "`ja ja" in text
    assert len(max(text.splitlines(), key=len)) < 200


def test_a_personal_number_in_a_value_is_not_repeated_in_the_fault(folder: Write) -> None:
    text = told(folder({"forbund.yaml": f"{ENTITY}members:\n  complete: 811218-9876\n"}))
    assert "######-####" in text
    assert "811218" not in text


@pytest.mark.parametrize(
    "kind",
    [
        base.Text,
        base.MaybeText,
        base.Flag,
        base.Whole,
        base.Date,
        base.MaybeDate,
        base.Money,
        base.MaybeMoney,
        base.Share,
        base.Measure,
        base.MaybeMeasure,
        base.Presence,
    ],
)
def test_the_example_of_a_kind_of_value_can_itself_be_read(kind: Any) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    (text,) = adapter.json_schema()["examples"]
    assert adapter.validate_python(text) is not None


def test_faults_come_in_the_order_of_files_and_lines() -> None:
    faults = faults_of(HERE / "bad_input" / "folder_with_faults_in_each_file")
    places = [(fault.file, fault.line) for fault in faults]
    assert places == sorted(places)


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "nowhere")
    assert (fault.file, fault.line) == ((tmp_path / "nowhere").as_posix(), 0)


def test_a_file_larger_than_any_year_is_refused(folder: Write) -> None:
    comment = "#" * (strict_yaml.MAX_BYTES + 1 - len(ENTITY.encode()))
    path = folder({"forbund.yaml": ENTITY + comment})
    (fault,) = faults_of(path)
    assert fault.line == 0
    assert read(folder({"forbund.yaml": ENTITY + comment[1:]})).year.fiscal_year == 2022


def test_a_register_by_itself_tells_every_fault() -> None:
    file = HERE / "bad_input" / "register_with_faults" / "register" / "risker.yaml"
    with pytest.raises(UnreadableError) as refusal:
        read_register(file)
    assert [fault.pointer for fault in refusal.value.faults] == ["/matrix/consequence_levels", "/risks/0/likelihood"]


# Good records keep what they say


@pytest.mark.parametrize(
    "text", ["no", "Yes", "off", "12:30", "0123", "1_000", "1e3", "0x10", ".5", "2022-06-17", "=", "'null'", '"~"']
)
def test_text_stays_the_text_that_it_is(folder: Write, text: str) -> None:
    year = read(folder({"forbund.yaml": f"entity:\n  name: {text}\nfiscal_year: 2022\n"})).year
    assert year.entity.name == text.strip("'\"")


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1))
@example(text="Anna & Åke: 'jäv' #1 {}[] *!| 100 %")
def test_any_text_in_quotes_is_kept_to_the_letter(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    parsed = strict_yaml.parse(f'remark: "{quoted}"\n'.encode(), "forbund.yaml")
    assert not parsed.faults
    assert isinstance(parsed.root, dict)
    assert parsed.root["remark"] == text


def test_an_omitted_value_is_unknown_and_saknas_does_not_exist(folder: Write) -> None:
    meetings = "meetings:\n  items:\n    - date: 2022-06-17\n      adjusted_on: saknas\n    - date: 2022-09-02\n"
    first, second = read(folder({"forbund.yaml": ENTITY + meetings})).year.meetings.items
    assert first.adjusted_on is SAKNAS
    assert second.adjusted_on is None


def test_saknas_is_only_text_where_a_text_must_exist(folder: Write) -> None:
    assert read(folder({"forbund.yaml": "entity:\n  name: saknas\nfiscal_year: 2022\n"})).year.entity.name == "saknas"


def test_a_month_stays_a_month(folder: Write) -> None:
    meetings = "meetings:\n  items:\n    - date: 2022-06\n"
    (meeting,) = read(folder({"forbund.yaml": ENTITY + meetings})).year.meetings.items
    assert meeting.date == parse_day("2022-06")
    assert str(meeting.date) == "2022-06"


def test_a_list_is_not_whole_unless_somebody_says_so(folder: Write) -> None:
    sections = "members:\n  items: []\npurchases:\n  complete: true\n"
    year = read(folder({"forbund.yaml": ENTITY + sections})).year
    assert not year.members.complete
    assert not year.contracts.complete
    assert year.purchases.complete


def test_one_name_may_stand_without_a_list(folder: Write) -> None:
    board = read(folder({"forbund.yaml": f"{ENTITY}board:\n  coordinators: Catarina Örtengren\n"})).year.board
    assert board is not None
    assert board.coordinators == ("Catarina Örtengren",)


# Every value knows where it stands


PLACED = f"""{ENTITY}documents:
  - {{id: protokoll, title: Protokoll, kind: protokoll}}
  - {{id: bilaga, title: Bilaga 4, kind: budget}}
meetings:
  source: {{document: protokoll, page: 3, heading: Närvarande}}
  items:
    - date: 2022-06-17
      chair: Ann-Louise Molin Östling
      decisions:
        - title: Budget
          source: {{page: 4}}
          decision: >-
            Styrelsen godkänner
            reviderad budget.
        - title: Bilagor
          source: {{document: bilaga}}
    - date: 2022-09-02
"""


def test_a_value_knows_its_file_line_and_pointer(folder: Write) -> None:
    path = folder({"forbund.yaml": PLACED})
    first, second = read(path).year.meetings.items
    file = (path / "forbund.yaml").as_posix()
    assert (first.place("chair").file, first.place("chair").line) == (file, 11)
    assert first.place("chair").pointer == "/meetings/items/0/chair"
    assert first.decisions[0].place("decision").line == 15, "the line of the key, not of the text below it"
    assert second.place("date").line == 20


def test_a_key_left_out_stands_where_its_record_stands(folder: Write) -> None:
    first, _ = read(folder({"forbund.yaml": PLACED})).year.meetings.items
    assert first.place("secretary") == first.place()
    assert first.place().line == 10


def test_document_page_and_heading_hold_for_what_stands_below(folder: Write) -> None:
    first, second = read(folder({"forbund.yaml": PLACED})).year.meetings.items
    for place in (first.place("chair"), second.place("date"), second.place("chair")):
        assert (place.document, place.page, place.heading) == ("protokoll", "3", "Närvarande")


def test_a_nearer_page_goes_before_and_leaves_the_document(folder: Write) -> None:
    first, _ = read(folder({"forbund.yaml": PLACED})).year.meetings.items
    place = first.decisions[0].place("decision")
    assert (place.document, place.page) == ("protokoll", "4")


def test_a_page_of_one_document_is_never_a_page_of_another(folder: Write) -> None:
    first, _ = read(folder({"forbund.yaml": PLACED})).year.meetings.items
    place = first.decisions[1].place("title")
    assert (place.document, place.page, place.heading) == ("bilaga", "", "")


def test_what_no_source_stands_above_names_no_document(folder: Write) -> None:
    place = read(folder({"forbund.yaml": PLACED})).year.entity.place("name")
    assert (place.document, place.page, place.heading) == ("", "", "")


# The same records, saved in other ways


@pytest.mark.parametrize(
    "saved",
    [
        PLACED.encode("utf-8-sig"),
        PLACED.replace("\n", "\r\n").encode(),
        PLACED.replace("\n", "\r\n").encode("utf-8-sig"),
        PLACED.rstrip("\n").encode(),
        b"---\n" + PLACED.encode(),
        PLACED.encode() + b"...\n",
    ],
    ids=["byte order mark", "CRLF", "both", "no last newline", "document mark", "document end"],
)
def test_how_an_editor_saves_does_not_change_the_records(folder: Write, saved: bytes) -> None:
    plain = repr(read(folder({"forbund.yaml": PLACED})).year)
    assert repr(read(folder({"forbund.yaml": saved})).year) == plain


@pytest.mark.parametrize("saved", [PLACED.encode("utf-8-sig"), PLACED.replace("\n", "\r\n").encode()])
def test_how_an_editor_saves_does_not_change_the_lines(folder: Write, saved: bytes) -> None:
    first, second = read(folder({"forbund.yaml": saved})).year.meetings.items
    assert (first.place("chair").line, second.place("date").line) == (11, 20)


def test_one_file_or_several_hold_the_same_year(folder: Write) -> None:
    entity, documents, meetings = re.split(r"^(?=documents:|meetings:)", PLACED, flags=re.MULTILINE)
    several = folder({"several/a.yaml": meetings, "several/b.yaml": entity, "several/c.yaml": documents}) / "several"
    whole = folder({"whole/forbund.yaml": PLACED}) / "whole"
    years = [repr(read(path).year) for path in (several, whole, whole / "forbund.yaml")]
    assert years == [years[0]] * 3


def test_what_is_not_yaml_is_named_and_what_is_hidden_is_not(folder: Write) -> None:
    path = folder({"forbund.yaml": ENTITY, "anteckningar.docx": "", ".dold": "", "old/forbund.yaml": ENTITY})
    dossier = read(path)
    assert [Path(name).name for name in dossier.unlisted] == ["anteckningar.docx", "old"]
    assert [Path(source.path).name for source in dossier.inputs] == ["forbund.yaml"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_can_be_read(path: Path) -> None:
    dossier = read(path)
    assert re.search(r"\d{4}$", path.name) is None or path.name.endswith(str(dossier.year.fiscal_year))
    assert (dossier.register is None) == (dossier.year.risk_register is None)
    assert not dossier.unlisted
    for source in dossier.inputs:
        assert source.sha256 == hashlib.sha256(Path(source.path).read_bytes()).hexdigest()


def test_there_are_examples() -> None:
    assert EXAMPLES


# Whatever the bytes


SIGNS = st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@`?,~. \n\t0\r\x00åé\u2028"))


def refused(path: Path) -> tuple[Fault, ...] | None:
    """The faults of what cannot be read, None where it can."""
    try:
        read(path)
    except UnreadableError as refusal:
        return refusal.faults
    return None


def read_or_refused(content: bytes) -> None:
    """Records, or faults on lines that the file has; never another exception."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "forbund.yaml"
        file.write_bytes(content)
        faults = refused(file)
    if faults is not None:
        last = len(content.decode(errors="replace").splitlines())
        assert faults
        assert all(0 <= fault.line <= max(last, 1) for fault in faults)


@given(content=st.binary() | SIGNS.map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@given(at=st.integers(0, len(PLACED)), cut=st.integers(0, 3), put=SIGNS)
def test_good_records_with_anything_put_in_are_read_or_refused(at: int, cut: int, put: str) -> None:
    read_or_refused((PLACED[:at] + put + PLACED[at + cut :]).encode())
