"""`calendar`: the årshjul of a year, as a table and as an iCalendar file."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from finsam_control.check import check, engines
from finsam_control.cli.common import (
    CLEAN,
    WIDTH,
    DayType,
    internal_failure,
    lang_option,
    rulebook_of,
    rules_option,
    telling,
    today,
)
from finsam_control.cli.extra import extra
from finsam_control.cli.whole_file import write_whole
from finsam_control.duty import Duty, of_law, of_run, recorded
from finsam_control.judging import DisagreementError
from finsam_control.render import year_wheel
from finsam_control.rulebook import Rulebook
from finsam_control.words import Language, Words

YEARS = click.IntRange(1990, 2200)


@dataclass(frozen=True, slots=True)
class Wheel:
    """What is shown: whose year, its duties, and the years of recorded duties that fall outside it."""

    title: str
    entity: str
    duties: Sequence[Duty]
    elsewhere: Sequence[int] = ()


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--year", required=True, type=YEARS, help="The calendar year whose duties are listed.")
@click.option("--as-of", type=DayType(), help="The day that days left are counted from, YYYY-MM-DD; today if left out.")
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write an iCalendar file as well.")
@lang_option
@rules_option
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option of the contract
    path: Path | None, year: int, as_of: date | None, ics: Path | None, lang: Language, folders: tuple[Path, ...]
) -> None:
    """List every duty with a last day in a year: of the law alone, or with the records of PATH."""
    as_of = as_of or today()
    with telling(lang) as words:
        as_bytes = None if ics is None else _calendar_renderer(words)
        rulebook = rulebook_of(folders)
        wheel = _of_law(rulebook, year, words) if path is None else _of_path(path, rulebook, year, as_of, words)
        click.echo(_shown(wheel, as_of, words), nl=False)
        if ics is not None and as_bytes is not None:
            write_whole(ics, as_bytes(wheel.title, wheel.entity, wheel.duties, as_of, words))
            click.echo(words("Written: {file}", file=ics.as_posix()), err=True)
    sys.exit(CLEAN)


def _of_law(rulebook: Rulebook, year: int, words: Words) -> Wheel:
    return Wheel(words("Duties of {year}", year=year), "", of_law(rulebook, year))


def _of_path(path: Path, rulebook: Rulebook, year: int, as_of: date, words: Words) -> Wheel:
    try:
        run = check(path, rulebook, engines(), as_of)
    except (DisagreementError, LookupError, RuntimeError) as error:
        internal_failure(words, error)
    entity = run.dossier.year.entity.name
    elsewhere = [duty.last_day.year for duty in recorded(run) if duty.last_day.year != year]
    title = words("Duties of {year}, {entity}", year=year, entity=entity)
    return Wheel(title, entity, of_run(run, year), elsewhere)


def _shown(wheel: Wheel, as_of: date, words: Words) -> str:
    text = year_wheel.render(wheel.title, wheel.duties, as_of, words, width=WIDTH)
    if not wheel.duties:
        text += words("No duty has its last day in the year.") + "\n"
    if wheel.elsewhere:
        years = ", ".join(f"{year} ({wheel.elsewhere.count(year)})" for year in sorted(set(wheel.elsewhere)))
        text += "\n" + words("Duties of the records that fall in other years: {years}", years=years) + "\n"
    return text


def _calendar_renderer(words: Words) -> Callable[[str, str, Sequence[Duty], date, Words], bytes]:
    """The renderer, imported when it is asked for; without its library the line that installs it, and exit code 2."""
    with extra("calendar", "iCalendar", words):
        module = importlib.import_module("finsam_control.render.calendar_file")
    render: Callable[[str, str, Sequence[Duty], date, Words], bytes] = module.render
    return render
