"""`remarks`: the auditors' remarks of a year as a table for the board."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date
from pathlib import Path

import click

from finsam_control.check import check, engines
from finsam_control.cli.common import (
    CLEAN,
    VIOLATED,
    DayType,
    internal_failure,
    lang_option,
    rulebook_of,
    rules_option,
    screen,
    telling,
    today,
)
from finsam_control.judging import DisagreementError
from finsam_control.remarks import SUBJECT, remarks_of
from finsam_control.render import remarks_terminal
from finsam_control.words import Language


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--as-of", type=DayType(), help="The day that overdue is counted from, YYYY-MM-DD; today if left out.")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="Output."
)
@lang_option
@rules_option
def command(path: Path, as_of: date | None, form: str, lang: Language, folders: tuple[Path, ...]) -> None:
    """Show the auditors' remarks of PATH with measure, time, status and evidence.

    \b
    Exit codes: 0 the remarks are shown, 1 none are recorded, 2 PATH cannot be read, 3 an internal failure.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    as_of = as_of or today()
    with telling(lang) as words:
        rulebook = rulebook_of(folders)
        own = tuple(rule for rule in rulebook.rules if rule.subject.kind == SUBJECT)
        try:
            run = check(path, dataclasses.replace(rulebook, rules=own), engines(), as_of)
        except (DisagreementError, LookupError, RuntimeError) as error:
            internal_failure(words, error)
        table = remarks_of(run, words)
        if form == "json":
            click.echo(table.model_dump_json())
        else:
            colour, width = screen()
            click.echo(remarks_terminal.render(table, words, colour=colour, width=width), nl=False)
    sys.exit(CLEAN if table.remarks or table.complete else VIOLATED)
