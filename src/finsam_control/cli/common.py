"""What the commands share: options, exit codes, and how failures are told."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from finsam_control.day import parse_day
from finsam_control.message import UnreadableError
from finsam_control.render import faults
from finsam_control.rulebook import Rulebook, load, shipped_folder
from finsam_control.words import Language, Words

CLEAN: Final = 0
VIOLATED: Final = 1
UNREADABLE: Final = 2
INTERNAL: Final = 3

#: Characters of a line that goes to a file or a pipe.
WIDTH: Final = 80

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class DayType(click.ParamType[date]):
    """A whole date, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None or not day.is_exact:
            self.fail(f"{value!r} is not a date; write YYYY-MM-DD, for example 2026-03-31", param, ctx)
        return day.first


lang_option: Decorator = click.option(
    "--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Language of the output."
)
rules_option: Decorator = click.option(
    "--rules",
    "folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder of more rules and parameters, added to those shipped.",
)


def today() -> date:
    """The day on the user's own calendar; nothing else reads the clock."""
    return datetime.now(tz=UTC).astimezone().date()


def screen() -> tuple[bool, int]:
    """Whether colour may be used on stdout, and how wide a line is there."""
    at_a_terminal = sys.stdout.isatty()
    return at_a_terminal, shutil.get_terminal_size().columns if at_a_terminal else WIDTH


def rulebook_of(folders: tuple[Path, ...]) -> Rulebook:
    """The shipped rulebook and what the folders add to it."""
    return load((shipped_folder("rules"), *folders))


@contextmanager
def telling(language: Language) -> Iterator[Words]:
    """Gives the words of a language; unreadable input is told with all its faults and ends with exit code 2."""
    words = Words(language)
    try:
        yield words
    except UnreadableError as error:
        click.echo(faults.render(error.faults, words), nl=False, err=True)
        sys.exit(UNREADABLE)


def internal_failure(words: Words, problem: object) -> NoReturn:
    """No grade: said on stderr, exit code 3."""
    click.echo(words("Internal failure, no grade was set: {problem}", problem=problem), err=True)
    sys.exit(INTERNAL)
