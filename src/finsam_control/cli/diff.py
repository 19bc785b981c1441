"""`diff`: two JSON reports of one förbund, compared."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from finsam_control import earlier_report
from finsam_control.cli.common import CLEAN, VIOLATED, lang_option, screen, telling
from finsam_control.comparing import compare
from finsam_control.comparison import Comparison
from finsam_control.message import Fault, UnreadableError
from finsam_control.render import comparison as in_terminal
from finsam_control.rule import SEVERITIES
from finsam_control.words import Language, Words


@click.command()
@click.argument("old", metavar="OLD.json", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW.json", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="For people or for programs.",
)
@lang_option
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "none"]),
    default="major",
    show_default=True,
    help="Gravest new deviation that is let pass is the one below this.",
)
def command(old: Path, new: Path, form: str, lang: Language, fail_on: str) -> None:
    """Compare two JSON reports of one förbund: new, vanished, changed, remaining and fixed deviations.

    Exit code 1 where a deviation at or above --fail-on has come that was none before.
    """
    failing = frozenset[str]() if fail_on == "none" else frozenset(SEVERITIES[: SEVERITIES.index(fail_on) + 1])
    with telling(lang) as words:
        before, after = _both(old, new)
        found = compare(before, after, words, failing)
        click.echo(_text(found, form, words), nl=False)
    sys.exit(VIOLATED if found.worse else CLEAN)


def _both(*paths: Path) -> list[earlier_report.EarlierReport]:
    """The reports, or the faults of all of them at once."""
    found, faults = [], list[Fault]()
    for path in paths:
        try:
            found.append(earlier_report.read(path))
        except UnreadableError as error:
            faults += error.faults
    if faults:
        raise UnreadableError(faults)
    return found


def _text(comparison: Comparison, form: str, words: Words) -> str:
    if form == "json":
        return comparison.model_dump_json() + "\n"
    colour, width = screen()
    return in_terminal.render(comparison, words, colour=colour, width=width)
