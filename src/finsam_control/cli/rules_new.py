"""`rules new`: the file of a rule that is yet to be written."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from finsam_control.cli.common import CLEAN, UNREADABLE, DayType, lang_option, rulebook_of, telling, today
from finsam_control.cli.whole_file import write_whole
from finsam_control.facts import kinds
from finsam_control.message import Message
from finsam_control.rulebook import GRADE, PARAMETERS, shipped_folder
from finsam_control.skeleton import skeleton, usual_area
from finsam_control.words import Language

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")


@click.command()
@click.argument("rule_id", metavar="ID")
@click.option("--subject", required=True, help="The kind of fact that the rule judges; `schema facts` lists them.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("rules"),
    show_default=True,
    help="The folder of rules to write in.",
)
@click.option("--as-of", type=DayType(), help="The day the source was read, YYYY-MM-DD; today if left out.")
@lang_option
def command(rule_id: str, subject: str, folder: Path, as_of: date | None, lang: Language) -> None:
    """Write the file of a new rule ID; its path is DIR/ID.yaml."""
    as_of = as_of or today()
    file = folder / f"{rule_id}.yaml"
    with telling(lang) as words:
        rulebook = rulebook_of(())
        refused = _refused(rule_id, subject, file, taken=rulebook.rule(rule_id) is not None)
        if refused is not None:
            click.echo(words.say(refused), err=True)
            sys.exit(UNREADABLE)
        kind, _ = kinds()[subject]
        text = skeleton(kind, usual_area(kind, rulebook), as_of)
        write_whole(file, text, with_folders=True)
        shipped = folder.resolve() == shipped_folder("rules").resolve()
        more = "" if shipped else f" --rules {folder.as_posix()}"
        click.echo(
            words(
                "Written: {file}. Fill in every TODO, then run {command}",
                file=file.as_posix(),
                command=f"finsam-control rules lint{more}",
            )
        )
    sys.exit(CLEAN)


def _refused(rule_id: str, subject: str, file: Path, *, taken: bool) -> Message | None:
    """What stands in the way of writing, if anything."""
    if not _ID.fullmatch(rule_id) or rule_id.startswith(f"{PARAMETERS}/") or file.name == GRADE:
        return Message.of(
            "{id} cannot be a rule's path; write lower-case words with hyphens, for example {example}",
            id=rule_id,
            example="forbundets-egna/resor",
        )
    if subject not in kinds():
        return Message.of("{subject} is no kind of fact; choose one of: {known}", subject=subject, known=_names())
    if file.exists():
        return Message.of("{file} exists already and was left as it is", file=file.as_posix())
    if taken:
        return Message.of("there is a rule {id} already; choose another path", id=rule_id)
    return None


def _names() -> str:
    return ", ".join(kinds())
