"""`intake`: documents in, drafts of records out, looked through and confirmed by a person."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from finsam_control.cli.common import DayType, lang_option, rulebook_of, screen, telling, today
from finsam_control.cli.whole_file import refuse_existing, write_whole
from finsam_control.dossier import DRAFT
from finsam_control.intake import kept, papers
from finsam_control.intake.certainty import CERTAINTIES
from finsam_control.intake.draft import Draft, Told
from finsam_control.intake.drafting import drafted
from finsam_control.intake.line import Line, Paper
from finsam_control.intake.portion import Path as ValuePath
from finsam_control.masking import masked
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.render.record_yaml import written
from finsam_control.words import Language, Words

_NAME: Final = f"underlag{DRAFT}"


_KINDS: Final = (".pdf", ".docx", ".txt")
#: Lines of the page that are shown above and below what was read.
_AROUND: Final = 4


class _Default(click.Group):
    """A group whose first argument may be a file or an option of drafting: then the command is to draft."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["draft", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Default)
def command() -> None:
    """Draft records from documents (intake FILE…), look through the drafts, and confirm them."""


@command.command("draft")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("utkast"),
    show_default=True,
    help="Folder that the draft is written to.",
)
@click.option("--force", is_flag=True, help="Replace a draft that is there already, and what was said of it.")
@click.option("--check", "is_checked", is_flag=True, help="Judge what the draft is certain of, and list what to do.")
@click.option("--as-of", type=DayType(), help="The day of the check, YYYY-MM-DD; today if left out.")
@lang_option
def draft_command(  # noqa: PLR0913 -- one parameter an option of the contract
    paths: tuple[Path, ...], into: Path, as_of: date | None, lang: Language, *, force: bool, is_checked: bool
) -> None:
    """Read documents (PDF, DOCX, text; or folders of them) and write one draft of records.

    Nothing of a draft judges anything until it is confirmed.
    """
    with telling(lang) as words:
        target = into / _NAME
        if not force:
            refuse_existing(target)
        tree = drafted(_papers(list(_files(paths))))
        content = written(tree).encode()
        write_whole(target, content, with_folders=True)
        draft, parsed = kept.read(content, target.as_posix())
        if is_checked:
            _first_report(draft, parsed, content, as_of or today(), words)
        _tell_to_do(draft, target, words)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The documents that the paths name; of a folder those of a kind that can be read."""
    for path in paths:
        if path.is_dir():
            found = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in _KINDS)
            if not found:
                raise papers.refused(
                    path,
                    Message.of("the folder holds no document"),
                    Message.of("a document as .pdf, .docx or .txt"),
                )
            yield from found
        else:
            yield path


def _papers(files: Sequence[Path]) -> list[Paper]:
    """Every document, or the faults of all that cannot be read."""
    read: list[Paper] = []
    faults: list[Fault] = []
    for file in files:
        try:
            read.append(papers.read(file))
        except UnreadableError as error:
            faults += error.faults
    if faults:
        raise UnreadableError(faults)
    return read


def _first_report(draft: Draft, parsed: Any, content: bytes, as_of: date, words: Words) -> None:
    """The report on what is certain; the engines are imported for it alone."""
    from finsam_control.check import engines, judge  # noqa: PLC0415 -- a draft needs no engine
    from finsam_control.intake.certain import dossier_of  # noqa: PLC0415 -- as above
    from finsam_control.outcome_report import Voices  # noqa: PLC0415 -- as above
    from finsam_control.render.formats import terminal  # noqa: PLC0415 -- as above
    from finsam_control.reporting import report_of  # noqa: PLC0415 -- as above

    rulebook = rulebook_of(())
    run = judge(dossier_of(draft, parsed, content), rulebook, engines(), as_of)
    colour, width = screen()
    click.echo(terminal.render(report_of(run, Voices(rulebook, words)), words, colour=colour, width=width), nl=False)


def _tell_to_do(draft: Draft, target: Path, words: Words) -> None:
    from finsam_control.render import intake_terminal  # noqa: PLC0415 -- the screen is needed last

    colour, width = screen()
    click.echo(words("{file}: a draft; nothing of it judges until it is confirmed.", file=target.as_posix()))
    click.echo(intake_terminal.to_do(draft, target.parent.as_posix(), words, colour=colour, width=width), nl=False)


@command.command("review")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@lang_option
def review_command(folder: Path, lang: Language) -> None:
    """Walk through what a draft is not certain of, the doubtful first, beside the page it was read on.

    Each answer is written down at once; what has been answered is not asked again.
    """
    with telling(lang) as words:
        target = folder / _NAME
        draft, parsed = _stored(target)
        root = kept.bare(parsed.root)
        pages: dict[str, tuple[Line, ...]] = {}
        asked = sorted(
            (place for place, claim in enumerate(draft.values) if not claim.is_settled),
            key=lambda place: CERTAINTIES.index(draft.values[place].certainty),
        )
        click.echo(words("{n} values to look at.", n=len(asked)))
        for place in asked:
            answer = _asked(draft, draft.values[place], root, pages, words)
            if answer is None:
                break
            if answer:
                root["values"][place]["answer"] = answer
                write_whole(target, written(root))


def _asked(
    draft: Draft, claim: Told, root: dict[str, Any], pages: dict[str, tuple[Line, ...]], words: Words
) -> str | None:
    """What a person says of one value; empty to leave it for later, None to stop."""
    from finsam_control.render import intake_terminal  # noqa: PLC0415 -- as above

    path = kept.path_of(claim.value)
    value = kept.at(root, path)
    colour, width = screen()
    around = _around(claim, _lines(draft, claim, pages))
    click.echo(intake_terminal.beside(claim, value, around, words, colour=colour, width=width), nl=False)
    choices = {words("k"): "kept", words("c"): "corrected", words("x"): "struck", words("n"): "", words("q"): None}
    said = click.prompt(
        words("(k)eep, (c)orrect, strike out (x), (n)ext, (q)uit"), type=click.Choice(list(choices)), show_choices=False
    )
    answer = choices[said]
    return _corrected(value, root, path, words) if answer == "corrected" else answer


def _corrected(value: Any, root: dict[str, Any], path: ValuePath, words: Words) -> str:
    """Takes the right value from a person: of a row its figures, of any other record one of its fields."""
    holder = kept.at(root, path[:-1])
    if isinstance(value, str):
        holder[path[-1]] = masked(click.prompt(words("The right value"), default=value))
        return "corrected"
    if not isinstance(value, dict):
        names = masked(click.prompt(words("The right names, one after another with ; between")))
        holder[path[-1]] = [name.strip() for name in names.split(";")]
        return "corrected"
    fields = [key for key, item in value.items() if isinstance(item, str) or key == "values"]
    key = click.prompt(words("Which field"), type=click.Choice(fields))
    if key == "values":
        cells = click.prompt(words("The figures of the row, with | between")).split("|")
        value[key] = [cell.strip() for cell in cells]
    else:
        value[key] = masked(click.prompt(words("The right value"), default=value[key]))
    return "corrected"


def _stored(target: Path) -> tuple[Draft, Any]:
    if not target.is_file():
        found = Message.of("there is no draft in the folder")
        expected = Message.of("a folder that `finsam-control intake` has written a draft into")
        raise UnreadableError(
            [Fault(target.as_posix(), 0, "", found, expected, "finsam-control intake FILE --into DIR")]
        )
    return kept.read(target.read_bytes(), target.as_posix())


def _lines(draft: Draft, claim: Told, pages: dict[str, tuple[Line, ...]]) -> tuple[Line, ...]:
    """The lines of the claim's document, read again where it still is what it was; none where it is not."""
    if claim.document not in pages:
        document = next(item for item in draft.documents if item.id == claim.document)
        try:
            paper = papers.read(Path(document.file))
            pages[claim.document] = paper.lines if paper.sha256 == document.sha256 else ()
        except UnreadableError:
            pages[claim.document] = ()
    return pages[claim.document]


def _around(claim: Told, lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    first, _, last = claim.line.partition("-")
    begin, end = int(first), int(last or first)
    shown = [line for line in lines if begin - _AROUND <= line.number <= end + _AROUND and not line.is_blank]
    return [(line, begin <= line.number <= end) for line in shown]


@command.command("confirm")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--by", required=True, help="Who confirms: a name.")
@click.option("--on", type=DayType(), help="The day, YYYY-MM-DD; today if left out.")
@click.option("--unseen", is_flag=True, help="Confirm also what is not certain and nobody has looked at.")
@click.option("--matrix", help="The shipped matrix that the risks of the draft are scored on; without it they stay.")
@lang_option
def confirm_command(  # noqa: PLR0913 -- one parameter an option of the contract
    folder: Path, by: str, on: date | None, matrix: str | None, lang: Language, *, unseen: bool
) -> None:
    """Turn what is certain or looked at into ordinary records, and record who confirmed it and when.

    A table, a meeting, a person is confirmed as a whole; what is left stays a draft and judges nothing.
    """
    from finsam_control.cli.intake_files import confirm  # noqa: PLC0415 -- what only confirming needs

    with telling(lang) as words:
        target = folder / _NAME
        draft, parsed = _stored(target)
        result = confirm(folder, target, draft, parsed, by, (on or today()).isoformat(), matrix, with_unseen=unseen)
        click.echo(
            words("{n} parts confirmed by {by}; {left} stay in the draft.", n=result.moved, by=by, left=result.left)
        )
        for section in result.taken:
            click.echo(words("`{section}` stands in another file already and stays in the draft.", section=section))
        if result.register_waits:
            click.echo(words("The risks stay in the draft: name the matrix they are scored on with --matrix."))
    sys.exit(0)
